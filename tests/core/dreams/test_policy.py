"""The written policy: what a change needs, and what is plain from its lines."""

import pytest
from support.reviewing import edit, finding, renaming

from core.actors import session, user
from core.dreams.hunks import PinnedFile, propose
from core.dreams.proposal import Change, ChangeKind
from core.dreams.reviewing.folding import fold
from core.dreams.reviewing.policy import (
    NO_POLICY,
    Policy,
    Rule,
    Trivial,
    missing,
    policy_of,
    ruling,
    trivial,
)
from core.dreams.verdicts import Part
from core.errors import InvalidRequest

FILES = {"/a": "one\n  two\ntwo\nthree\n", "/b": "three\nfour\n"}
BASE = {path: tuple(text.split("\n")[:-1]) for path, text in FILES.items()}
ANN, BOB, AGENT = user("ann"), user("bob"), session("sesn_1")


def change(*edits, kind: ChangeKind = ChangeKind.OTHER) -> Change:
    pinned = {path: PinnedFile(text, path, path) for path, text in FILES.items()}
    return propose("s", 1, pinned, [finding("a", *edits, kind=kind)]).changes[0]


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ((edit("/a", 4, ["three"]),), (Trivial.EXACT_DUPLICATES,)),
        ((edit("/a", 3, ["two"]),), (Trivial.EXACT_DUPLICATES,)),
        ((edit("/a", 2, ["  two"]), edit("/a", 3, ["two"])), ()),
        ((edit("/a", 1, ["one"]),), ()),
        ((edit("/a", 2, ["  two"], ["two", ""]),), (Trivial.WHITESPACE,)),
        ((edit("/a", 2, ["  two"], ["Two"]),), ()),
        ((edit("/a", 4, ["three"]), edit("/b", 1, ["three"])), ()),
        ((renaming("/a", "/c"),), ()),
        ((), ()),
    ],
)
def test_what_is_plain_from_the_lines(wish, found) -> None:
    """A duplicate is one when an equal line stays; never the last of them."""
    assert trivial(change(*wish), BASE) == found


def test_a_person_overrules_two_and_two_overrules_automatic() -> None:
    """The strictest name decides, and is named."""
    one = change(edit("/a", 4, ["three"]), kind=ChangeKind.MERGE_DUPLICATES)
    everything = frozenset({"merge_duplicates"})
    duplicates = frozenset({"exact_duplicates"})
    assert ruling(NO_POLICY, one, BASE).rule is Rule.PERSON
    found = ruling(Policy(automatic=duplicates, agents=duplicates), one, BASE)
    assert (found.rule, found.by, found.agents) == (Rule.AUTOMATIC, "exact_duplicates", True)
    found = ruling(Policy(automatic=duplicates, two=everything, agents=duplicates), one, BASE)
    assert (found.rule, found.by, found.agents) == (Rule.TWO, "merge_duplicates", False)
    found = ruling(Policy(automatic=duplicates, two=everything, person=everything), one, BASE)
    assert (found.rule, found.by) == (Rule.PERSON, "merge_duplicates")
    assert ruling(Policy(automatic=frozenset({"other"})), change(), BASE).rule is Rule.PERSON


def test_who_is_missing() -> None:
    """Two people are two; an agent is none, unless the policy says so."""
    one = change(edit("/a", 4, ["three"]))

    def part(*approvers, by_policy: bool = False) -> Part:
        (whole,) = fold([one], ()).parts
        return Part(whole.hunk, whole.root, (0,), approvers=approvers, by_policy=by_policy)

    usual = ruling(NO_POLICY, one, BASE)
    assert missing(usual, part(ANN), ANN) is None
    assert missing(usual, part(AGENT), ANN) == "it needs a person"
    assert "agent" in (missing(usual, part(ANN), AGENT) or "")
    assert "does not hold" in (missing(usual, part(by_policy=True), ANN) or "")
    two = ruling(Policy(two=frozenset({"other"})), one, BASE)
    assert missing(two, part(ANN, AGENT), ANN) == "it waits for a second reviewer"
    assert missing(two, part(ANN, BOB), ANN) is None
    agents = ruling(Policy(agents=frozenset({"other"})), one, BASE)
    assert missing(agents, part(AGENT), AGENT) is None


@pytest.mark.parametrize(
    "document", [{"automatic": ["nothing"]}, {"nobody": []}, {"two": "verify"}, {"person": [1]}]
)
def test_a_policy_that_says_something_else_is_refused(document) -> None:
    """Rather than read as if it said nothing."""
    with pytest.raises(InvalidRequest):
        policy_of(document)
