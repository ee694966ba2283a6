"""Findings become hunks: every line in at most one, any subset a valid text, overlaps refused."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.reviewing import deletion, edit, finding, renaming

from core.dreams.blocks import WrongFinding
from core.dreams.hunks import FindingsOverlap, PinnedFile, propose
from core.dreams.lines import Piece, lines_of, replace
from core.dreams.output import result_of
from core.dreams.proposal import Finding, Op, Proposal
from core.errors import InvalidRequest
from core.text import sha256

BASE = "one\ntwo\nthree\nfour\nfive\n"


def pinned(files: dict[str, str]) -> dict[str, PinnedFile]:
    return {path: PinnedFile(text, f"memver_{path}", sha256(text)) for path, text in files.items()}


def proposal_of(files: dict[str, str], *findings: Finding) -> Proposal:
    return propose("memstore_x", 1, pinned(files), findings)


def shape(proposal: Proposal) -> list[tuple[Op, str, int, tuple[str, ...], tuple[str, ...]]]:
    return [
        (hunk.op, hunk.path, hunk.old_start, hunk.old_lines, hunk.new_lines)
        for change in proposal.changes
        for hunk in change.hunks
    ]


def test_unchanged_lines_of_an_edit_are_in_no_hunk() -> None:
    """An edit may be given with lines around the changed ones; a hunk is without them."""
    wish = finding("a", edit("/a", 1, ["one", "two", "three", "four"], ["one", "2", "three", "4"]))
    assert shape(proposal_of({"/a": BASE}, wish)) == [
        (Op.MODIFY, "/a", 2, ("two",), ("2",)),
        (Op.MODIFY, "/a", 4, ("four",), ("4",)),
    ]


def test_neighbouring_lines_of_one_change_are_one_hunk_and_of_two_changes_two() -> None:
    """So each can be accepted alone."""
    one = finding("a", edit("/a", 2, ["two"]), edit("/a", 3, ["three"], ["3"]))
    other = finding("b", edit("/a", 4, ["four"]))
    assert shape(proposal_of({"/a": BASE}, one, other)) == [
        (Op.MODIFY, "/a", 2, ("two", "three"), ("3",)),
        (Op.MODIFY, "/a", 4, ("four",), ()),
    ]


def test_another_insertion_keeps_two_neighbouring_edits_apart() -> None:
    """What one change does above and below the insertion of another is two hunks."""
    around = finding("a", edit("/a", 2, ["two"], ["2"]), edit("/a", 3, ["three"], ["3"]))
    between = finding("b", edit("/a", 3, [], ["new"]))
    proposal = proposal_of({"/a": BASE}, around, between)
    assert [hunk.old_start for hunk in proposal.changes[0].hunks] == [2, 3]
    assert result_of({"/a": BASE}, proposal)["/a"] == "one\n2\nnew\n3\nfour\nfive\n"


def test_insertions_at_one_place_and_in_one_new_file_keep_the_order_of_the_changes() -> None:
    """Whatever is accepted of them."""
    findings = [
        finding(name, edit("/a", 3, [], [name]), edit("/new", 1, [], [f"new {name}"]))
        for name in ("x", "y", "z")
    ]
    proposal = proposal_of({"/a": BASE}, *findings)
    result = result_of({"/a": BASE}, proposal)
    assert result["/a"] == "one\ntwo\nx\ny\nz\nthree\nfour\nfive\n"
    assert result["/new"] == "new x\nnew y\nnew z\n"
    assert [hunk.op for hunk in proposal.changes[0].hunks] == [Op.MODIFY, Op.CREATE]
    starts = {hunk.new_lines: hunk.new_start for c in proposal.changes for hunk in c.hunks}
    assert (starts["x",], starts["y",], starts["z",]) == (3, 4, 5)
    assert (starts["new x",], starts["new z",]) == (1, 3)


def test_ids_are_those_of_the_content() -> None:
    """The same hunks and changes in another proposal have the same ids; twins are told apart."""
    wish = finding("a", edit("/a", 2, ["two"], ["2"]))
    other = finding("b", edit("/a", 5, ["five"]))
    alone = proposal_of({"/a": BASE}, wish).changes[0]
    later = proposal_of({"/a": BASE}, other, wish).changes[1]
    assert (alone.id, alone.hunks[0].id) == (later.id, later.hunks[0].id)
    twin = finding("a", edit("/a", 3, [], ["new"]))
    ids = [c.hunks[0].id for c in proposal_of({"/a": BASE}, twin, twin).changes]
    assert len(set(ids)) == 2


@pytest.mark.parametrize(
    "findings",
    [
        [finding("a", edit("/a", 2, ["two"], ["2"])), finding("b", edit("/a", 2, ["two"]))],
        [
            finding("a", edit("/a", 2, ["two", "three"], ["2"])),
            finding("b", edit("/a", 3, [], ["new"])),
        ],
        [finding("a", deletion("/a", BASE.split())), finding("b", edit("/a", 1, [], ["x"]))],
        [finding("a", deletion("/a", BASE.split())), finding("b", renaming("/a", "/c"))],
        [finding("a", renaming("/a", "/c")), finding("b", renaming("/a", "/d"))],
        [finding("a", renaming("/a", "/b"))],
        [finding("a", renaming("/a", "/c")), finding("b", edit("/c", 1, [], ["x"]))],
        [finding("a", edit("/a/b", 1, [], ["x"]))],
        [finding("a", edit("/c", 1, [], ["x"])), finding("b", edit("/c/d", 1, [], ["x"]))],
    ],
)
def test_what_cannot_be_accepted_independently_is_refused(findings: list[Finding]) -> None:
    """By name: who gave the findings has to choose."""
    with pytest.raises(FindingsOverlap) as refused:
        proposal_of({"/a": BASE, "/b": "x\n"}, *findings)
    assert any(repr(one.title) in str(refused.value) for one in findings)


@pytest.mark.parametrize(
    "wish",
    [
        edit("/a", 2, ["to"], ["2"]),
        edit("/a", 7, [], ["x"]),
        edit("/a", 0, [], ["x"]),
        edit("/a", 1, [], ["x\ny"]),
        edit("/b", 1, ["x"], ["y"]),
        deletion("/a", ["one"]),
        renaming("/b", "/c"),
    ],
)
def test_a_finding_that_does_not_know_the_base_is_refused(wish) -> None:
    """Nothing is guessed from a line that is not there."""
    with pytest.raises(WrongFinding):
        proposal_of({"/a": BASE}, finding("a", wish))


def test_a_path_that_breaks_a_rule_is_refused() -> None:
    """As everywhere."""
    with pytest.raises(InvalidRequest):
        proposal_of({"/a": BASE}, finding("a", edit("b", 1, [], ["x"])))


def test_crlf_stays_and_so_does_a_missing_line_end() -> None:
    """New lines in a file with CRLF get it; who added lines at the end has not ended the file."""
    crlf = "one\r\ntwo\r\n"
    wish = finding("a", edit("/a", 2, ["two"], ["2", "3"]))
    assert result_of({"/a": crlf}, proposal_of({"/a": crlf}, wish))["/a"] == "one\r\n2\r\n3\r\n"
    bare = "one\ntwo"
    wish = finding("a", edit("/a", 3, [], ["three"]))
    assert result_of({"/a": bare}, proposal_of({"/a": bare}, wish))["/a"] == "one\ntwo\nthree"
    wish = finding("a", edit("/a", 1, [], ["one"]))
    assert result_of({"/a": ""}, proposal_of({"/a": ""}, wish))["/a"] == "one\n"


def test_a_file_moves_and_changes_at_once_or_apart() -> None:
    """Two hunks of one change; each is valid alone."""
    wish = finding("a", renaming("/a", "/b"), edit("/a", 1, ["one"], ["1"]))
    proposal = proposal_of({"/a": BASE}, wish)
    moved, changed = sorted(proposal.changes[0].hunks, key=lambda hunk: hunk.op, reverse=True)
    assert (moved.op, moved.path, moved.old_path) == (Op.RENAME, "/b", "/a")
    assert (changed.op, changed.path) == (Op.MODIFY, "/a")
    assert result_of({"/a": BASE}, proposal) == {"/b": BASE.replace("one", "1")}


LINES = st.sampled_from(["a", "b", "c", "", "- x", "d\r"])
TEXTS = st.builds(
    lambda lines, ended: "\n".join(lines) + ("\n" if lines and ended else ""),
    st.lists(LINES, max_size=12),
    st.booleans(),
)


@given(text=TEXTS, seed=st.integers(0, 1 << 30))
def test_any_subset_of_hunks_in_any_order_is_a_text_without_the_others(
    text: str, seed: int
) -> None:
    """Accepting all gives the wished text; base lines that no accepted hunk has stay in order."""
    chance = random.Random(seed)
    lines = lines_of(text).lines
    findings = wishes(lines, chance)
    proposal = proposal_of({"/a": text}, *findings)
    hunks = [hunk for change in proposal.changes for hunk in change.hunks]
    owned = [
        number
        for hunk in hunks
        for number in range(hunk.old_start, hunk.old_start + len(hunk.old_lines))
    ]
    assert len(owned) == len(set(owned))
    for hunk in hunks:
        at = hunk.old_start - 1
        assert lines[at : at + len(hunk.old_lines)] == hunk.old_lines
        assert hunk.old_lines != hunk.new_lines
    everything = lines_of(result_of({"/a": text}, proposal)["/a"]).lines
    for hunk in hunks:
        at = hunk.new_start - 1
        assert everything[at : at + len(hunk.new_lines)] == hunk.new_lines
    order = {change.id: number for number, change in enumerate(proposal.changes)}
    hunks.sort(key=lambda hunk: (hunk.old_start, bool(hunk.old_lines), order[hunk.change_id]))
    subset = [hunk for hunk in hunks if chance.random() < 0.5]
    pieces = [
        Piece(hunk.old_start, hunk.old_lines, hunk.new_lines, (rank,))
        for rank, hunk in enumerate(subset)
    ]
    chance.shuffle(pieces)
    result = lines_of(text).having(replace(lines, pieces))
    taken = {
        n for hunk in subset for n in range(hunk.old_start, hunk.old_start + len(hunk.old_lines))
    }
    kept = [line for number, line in enumerate(lines, 1) if number not in taken]
    new = [line for hunk in subset for line in hunk.new_lines]
    assert sorted(kept + new) == sorted(result.lines)
    left = iter(result.lines)
    assert all(line in left for line in kept)
    if result.lines and not (lines and result.lines[-1] == ""):
        assert result.text.endswith("\n") == lines_of(text).is_ended


def wishes(lines: tuple[str, ...], chance: random.Random) -> list[Finding]:
    """Findings about single lines and places between them, as many as there are titles."""
    edits: dict[int, list] = {number: [] for number in range(4)}
    for number in range(1, len(lines) + 2):
        for title in sorted(edits):
            if chance.random() < 0.15:
                new = [f"{title}.{n}" for n in range(chance.randint(1, 2))]
                edits[title].append(edit("/a", number, [], new))
        if number <= len(lines) and chance.random() < 0.5:
            new = [chance.choice(["a", "new", ""]) for _ in range(chance.randint(0, 2))]
            edits[chance.choice(sorted(edits))].append(edit("/a", number, [lines[number - 1]], new))
    return [finding(str(title), *wanted) for title, wanted in edits.items() if wanted]


def test_wishes_make_all_kinds_of_neighbours() -> None:
    """The generator above reaches what it is there for: hunks that touch, and hunks apart."""
    chance = random.Random(3)
    starts = []
    for _ in range(50):
        lines = tuple(chance.choice("abc") for _ in range(8))
        proposal = proposal_of({"/a": "".join(f"{x}\n" for x in lines)}, *wishes(lines, chance))
        hunks = [hunk for change in proposal.changes for hunk in change.hunks]
        hunks.sort(key=lambda hunk: (hunk.old_start, bool(hunk.old_lines)))
        starts += [b.old_start - a.old_start - len(a.old_lines) for a, b in pairwise(hunks)]
    assert {0, 1} <= set(starts)
