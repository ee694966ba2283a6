"""What was rejected stays rejected however it is worded, until something newer supports it."""

import pytest

from core.dreams.hunks import propose
from core.dreams.material.testimony.few import few
from core.dreams.proposal import Change, ChangeKind, Edit, Evidence, Finding
from core.dreams.reviewing.rejections import sift, stone_of

SEEN_UNTIL = 100
LESSON = "submit: first do `login -p 8443`"
PATTERN = "3 alerts always 60 s after a spike"


def found(kind: ChangeKind, title: str, *lines: str, at: int = 1, scope: str = "s") -> Finding:
    one = Evidence("e", "e", "f:1", "sesn_1", "sevt_1", at)
    return Finding(kind, title, "Seen.", 0.9, (one,), (Edit("/l.md", 1, (), lines),), scope)


def change_of(finding: Finding) -> Change:
    (change,) = propose("memstore_1", 1, {}, [finding]).changes
    return change


@pytest.mark.parametrize(
    ("rejected", "again", "stays"),
    [
        (
            found(ChangeKind.ADD_LESSON, LESSON, "# Lessons", "", "- worked in 3 of 3 sessions"),
            found(ChangeKind.ADD_LESSON, LESSON, "- worked in 4 of 5 sessions. `x` does not help"),
            True,
        ),
        (
            found(ChangeKind.ADD_LESSON, "`stat` instead of 4 calls", "- so"),
            found(ChangeKind.ADD_LESSON, "`stat` instead of 5 calls", "- so it is"),
            True,
        ),
        (
            found(ChangeKind.ADD_LESSON, LESSON, "- so"),
            found(ChangeKind.ADD_LESSON, LESSON.replace("8443", "8444"), "- so"),
            False,
        ),
        (
            found(ChangeKind.ADD_LESSON, LESSON, "- so"),
            found(ChangeKind.ADD_LESSON, LESSON, "- so", scope="other"),
            False,
        ),
        (
            found(ChangeKind.ADD_PATTERN, PATTERN, "- 5 of 5 times, by a and b"),
            found(ChangeKind.ADD_PATTERN, "alerts mostly 61 s after a spike", "- 7 of 8 times"),
            True,
        ),
        (
            found(ChangeKind.OTHER, "t", "- 5 of 5 times"),
            found(ChangeKind.OTHER, "t", "- 6 of 6 times"),
            False,
        ),
    ],
)
def test_a_lesson_is_the_same_however_many_sessions_tell_of_it(
    rejected: Finding, again: Finding, *, stays: bool
) -> None:
    """What it advises counts, and of a pattern what it is about; of anything else every line."""
    stone = stone_of(change_of(rejected), dream_id="drm_1", seen_until=SEEN_UNTIL, reason="known")
    kept, suppressed = sift([again], [change_of(again)], [stone])
    assert (kept, [one.reason for one in suppressed]) == (
        ([], ["known"]) if stays else ([again], [])
    )


def test_something_newer_brings_it_back_and_says_so() -> None:
    """Newer than the newest event that the rejected dream knew."""
    first = found(ChangeKind.ADD_LESSON, LESSON, "- 3 of 3 sessions")
    stone = stone_of(change_of(first), dream_id="drm_1", seen_until=SEEN_UNTIL, reason="known")
    for at, returns in ((SEEN_UNTIL, False), (SEEN_UNTIL + 1, True)):
        again = found(ChangeKind.ADD_LESSON, LESSON, "- 4 of 4 sessions", at=at)
        kept, _ = sift([again], [change_of(again)], [stone])
        assert [one.rationale for one in kept] == [
            "Seen. Rejected before (known); proposed again because newer evidence supports it."
        ] * returns


def test_the_newest_evidence_is_among_the_little_that_is_told() -> None:
    """Or nothing would bring back a lesson that many sessions told of before."""
    many = [Evidence("e", "e", f"f:{at}", "sesn_1", f"sevt_{at}", at) for at in (3, 1, 2, 9, 5, 3)]
    assert few(many, 3) == (*many[:2], many[3])
    assert few(many[:4], 4) == tuple(many[:4])
    assert few([many[3], *many[:3]], 2) == (many[3], many[0])
