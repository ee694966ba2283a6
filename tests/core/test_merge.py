"""
Three-way merges: their laws, what they do line by line, and git as the oracle.

As a program it compares as many triples with git as one has time for:
`python tests/core/test_merge.py --triples 20000 --seed 7`.
"""

import argparse
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.merge import Agreed, Choice, Conflicted, Edited, Merge, merge3, resolve, take
from core.text import split_lines


class Triple(NamedTuple):
    """A base and what two writers made of it."""

    base: str
    theirs: str
    mine: str


# Few different lines, so that they repeat and changes can slide; one without a word in it.
LINES = st.lists(st.sampled_from(["a", "b", "c", "", "}"]), max_size=10)
ENDS = st.sampled_from(["", "\n"])
TEXTS = st.builds(lambda lines, end: "\n".join(lines) + end, LINES, ENDS)


@st.composite
def _triples(draw: st.DrawFn) -> Triple:
    """Two edits of one base, sometimes with an edit in common, sometimes with CRLF."""
    base = draw(LINES)
    common = _edited(draw, base) if draw(st.booleans()) else base
    line_end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return Triple(
        *(
            line_end.join(lines) + (line_end if draw(st.booleans()) else "")
            for lines in (base, _edited(draw, common), _edited(draw, common))
        )
    )


def _edited(draw: st.DrawFn, lines: list[str]) -> list[str]:
    lines = list(lines)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines)))
        lines[at : at + draw(st.integers(0, 2))] = draw(LINES)[:3]
    return lines


TRIPLES = _triples() | st.builds(Triple, TEXTS, TEXTS, TEXTS)


def _marked_lines(merge: Merge) -> list[str]:
    parts = (b.lines if isinstance(b, Agreed) else b.marked() for b in merge.blocks)
    return [line for part in parts for line in part]


def _shown(merge: Merge) -> Counter[str]:
    """How often each line stands in the result, markers left out, line ends too."""
    return Counter(
        line.rstrip("\r\n")
        for block in merge.blocks
        for line in (
            block.lines if isinstance(block, Agreed) else (*block.mine_lines, *block.theirs_lines)
        )
    )


def _counted(text: str) -> Counter[str]:
    return Counter(line.rstrip("\r\n") for line in split_lines(text))


def _assert_sound(triple: Triple, merge: Merge) -> None:
    """The blocks partition the result and all three texts; no line is invented or lost."""
    assert "".join(_marked_lines(merge)) == merge.text
    lines = split_lines(merge.text)
    assert lines == _marked_lines(merge)
    assert merge.clean == (not merge.conflicts)
    for block, following in zip(merge.blocks, merge.blocks[1:], strict=False):
        assert not isinstance(block, Agreed) or not isinstance(following, Agreed)
    for conflict in merge.conflicts:
        at = conflict.marked_start - 1
        assert tuple(lines[at : at + len(conflict.marked())]) == conflict.marked()
    texts = [split_lines(text) for text in triple]
    for block, parts in zip(merge.blocks, _placed(merge, texts), strict=True):
        base, theirs, mine = parts
        if isinstance(block, Conflicted):
            assert parts == (block.base_lines, block.theirs_lines, block.mine_lines)
        elif base == mine:
            assert block.lines == theirs
        elif base == theirs:
            assert block.lines == mine

    shown = _shown(merge)
    base_count, their_count, my_count = (_counted(text) for text in triple)
    for line in shown | their_count | my_count:
        assert shown[line] <= their_count[line] + my_count[line]
        if line not in base_count:
            assert shown[line] >= max(their_count[line], my_count[line])


def _placed(
    merge: Merge, texts: Sequence[list[str]]
) -> Iterable[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """The lines of base, theirs and mine that each block stands for."""
    at = [0, 0, 0]
    for number, block in enumerate(merge.blocks):
        following = merge.blocks[number : number + 2][-1]
        if isinstance(block, Conflicted):
            starts = (block.base_start, block.theirs_start, block.mine_start)
            if number == 0 or isinstance(merge.blocks[number - 1], Conflicted):
                assert at == [start - 1 for start in starts]
            sizes = (block.base_lines, block.theirs_lines, block.mine_lines)
            ends = [start - 1 + len(part) for start, part in zip(starts, sizes, strict=True)]
        elif isinstance(following, Conflicted):
            starts = (following.base_start, following.theirs_start, following.mine_start)
            ends = [start - 1 for start in starts]
        else:
            ends = [len(lines) for lines in texts]
        yield tuple(
            tuple(lines[start:end]) for lines, start, end in zip(texts, at, ends, strict=True)
        )
        assert all(end >= start for start, end in zip(at, ends, strict=True))
        at = ends


# Laws


@given(TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
def test_one_writers_changes_merge_into_that_writers_text(base: str, changed: str) -> None:
    """Alone, or made by both alike, changes are clean and come through byte for byte."""
    for theirs, mine in ((base, changed), (changed, base), (changed, changed)):
        merge = merge3(base, theirs, mine)
        assert (merge.clean, merge.text) == (True, changed)


@given(TRIPLES)
@settings(max_examples=300, deadline=None)
def test_nothing_is_invented_or_lost(triple: Triple) -> None:
    """The blocks account for every line of the result and of all three texts."""
    _assert_sound(triple, merge3(*triple))


@given(TRIPLES)
@settings(max_examples=200, deadline=None)
def test_it_does_not_matter_who_is_who(triple: Triple) -> None:
    """With the writers swapped the outcome is the same, and the text too when it is clean."""
    merge, swapped = merge3(*triple), merge3(triple.base, triple.mine, triple.theirs)
    assert merge.clean == swapped.clean
    if merge.clean:
        assert merge.text == swapped.text


@given(TRIPLES)
@settings(max_examples=150, deadline=None)
def test_a_choice_puts_its_lines_between_the_agreed_ones(triple: Triple) -> None:
    """Every choice gives the agreed lines and the chosen ones, each on a line of its own."""
    merge = merge3(*triple)
    for choice in Choice:
        expected: list[str] = []
        for block in merge.blocks:
            if isinstance(block, Agreed):
                expected += block.lines
                continue
            mine, theirs = list(block.mine_lines), list(block.theirs_lines)
            expected += {
                Choice.MINE: mine,
                Choice.THEIRS: theirs,
                Choice.BOTH: mine + theirs,
                Choice.BOTH_THEIRS_FIRST: theirs + mine,
                Choice.BASE: list(block.base_lines),
            }[choice]
        taken = split_lines(take(merge, choice))
        assert [line.rstrip("\r\n") for line in taken] == [line.rstrip("\r\n") for line in expected]
        assert taken[-1:] == expected[-1:]


@given(TRIPLES, st.sampled_from([0, 7, 40]), st.sampled_from([1, 256]))
@settings(max_examples=200, deadline=None)
def test_a_capped_merge_is_still_sound(triple: Triple, steps: int, rounds: int) -> None:
    """With hardly any budget there may be more conflicts, but no line is lost all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.texts.merge_align.MAX_STEPS", steps)
        patch.setattr("core.texts.myers.MAX_ROUNDS", rounds)
        _assert_sound(triple, merge3(*triple))


# Line by line


def _lines(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def _only_conflict(base: str, theirs: str, mine: str) -> Conflicted:
    (conflict,) = merge3(base, theirs, mine).conflicts
    return conflict


def test_changes_apart_are_both_in_the_result() -> None:
    """One unchanged line between two changes is enough."""
    merge = merge3(_lines("a", "b", "c"), _lines("a", "b", "C"), _lines("A", "b", "c"))
    assert merge.blocks == (Agreed(("A\n", "b\n", "C\n")),)
    assert merge.clean
    assert merge.text == _lines("A", "b", "C")


def test_changes_that_touch_conflict() -> None:
    """Whether the second change still holds after the first, nobody but a person can say."""
    merge = merge3(_lines("a", "b", "c"), _lines("a", "b", "C"), _lines("a", "B", "c"))
    conflict = Conflicted(2, ("b\n", "c\n"), 2, ("b\n", "C\n"), 2, ("B\n", "c\n"), 2, "\n")
    assert not merge.clean
    assert merge.blocks == (Agreed(("a\n",)), conflict)
    assert merge.text == _lines(
        "a", "<<<<<<< mine", "B", "c", "=======", "b", "C", ">>>>>>> theirs"
    )


def test_two_notes_appended_at_one_place_conflict() -> None:
    """Neither of them stood before the other."""
    conflict = _only_conflict(_lines("a"), _lines("a", "theirs"), _lines("a", "mine"))
    assert conflict == Conflicted(2, (), 2, ("theirs\n",), 2, ("mine\n",), 2, "\n")


def test_lines_that_both_have_are_not_part_of_the_conflict() -> None:
    """The first and last lines of both sides are agreed, whatever the base had there."""
    merge = merge3(
        _lines("a", "old", "z"),
        _lines("a", "first", "theirs", "last", "z"),
        _lines("a", "first", "mine", "last", "z"),
    )
    (conflict,) = merge.conflicts
    assert conflict == Conflicted(2, ("old\n",), 3, ("theirs\n",), 3, ("mine\n",), 3, "\n")
    assert take(merge, Choice.BASE) == _lines("a", "first", "old", "last", "z")


def test_a_long_agreed_passage_splits_a_conflict() -> None:
    """Each of the two has the base lines that stood there."""
    same = ["w", "x", "y", "z"]
    merge = merge3(_lines("1", *same, "2"), _lines("t1", *same, "t2"), _lines("m1", *same, "m2"))
    assert [(c.base_start, c.base_lines) for c in merge.conflicts] == [(1, ("1\n",)), (6, ("2\n",))]
    both_new = merge3(_lines("1", "2"), _lines("t1", *same, "t2"), _lines("m1", *same, "m2"))
    assert [(c.base_start, c.base_lines) for c in both_new.conflicts] == [
        (1, ("1\n", "2\n")),
        (3, ()),
    ]
    assert both_new.blocks[1] == Agreed(tuple(f"{line}\n" for line in same))


def test_base_lines_go_with_the_conflict_they_were_changed_in() -> None:
    """Above and below lines that both wrote anew; a base line among the agreed is not repeated."""
    new = ["w", "x", "y", "z"]
    merge = merge3(_lines("1", "2"), _lines("1", *new, "t2"), _lines("m1", *new, "2"))
    assert [c.base_lines for c in merge.conflicts] == [("1\n",), ("2\n",)]
    assert take(merge, Choice.BASE) == _lines("1", *new, "2")
    moved = merge3(_lines("stays", "moves"), _lines("stays"), _lines("moves", "stays"))
    assert moved.blocks[1:] == (Agreed(("stays\n",)),)
    assert moved.conflicts[0].base_lines == ()


def test_four_lines_with_a_digit_keep_conflicts_apart() -> None:
    """A digit says as much as a letter."""
    same = ["", "}", "7", ""]
    merge = merge3(_lines("1", *same, "2"), _lines("t", *same, "t"), _lines("m", *same, "m"))
    assert len(merge.conflicts) == 2


@pytest.mark.parametrize(
    "between", [["x"], ["x", "y", "z"], ["}", "", "---", "", "}"]], ids=["one", "three", "wordless"]
)
def test_conflicts_with_hardly_anything_in_between_are_one(between: list[str]) -> None:
    """Three lines, or any number of lines without a letter or digit, do not split a conflict."""
    conflict = _only_conflict(
        _lines("1", *between, "2"),
        _lines("t1", *between, "t2"),
        _lines("m1", *between, "m2"),
    )
    assert conflict.base_lines == tuple(split_lines(_lines("1", *between, "2")))
    assert conflict.mine_lines == tuple(split_lines(_lines("m1", *between, "m2")))


def test_a_clean_change_of_one_writer_between_conflicts_keeps_them_apart() -> None:
    """Joined, it would look as if the other writer had removed it."""
    merge = merge3(
        _lines("1", "x", "y", "z", "2"),
        _lines("t1", "x", "Y", "z", "t2"),
        _lines("m1", "x", "y", "z", "m2"),
    )
    assert len(merge.conflicts) == 2
    assert take(merge, Choice.MINE) == _lines("m1", "x", "Y", "z", "m2")


def test_both_deleting_the_same_lines_is_clean_and_one_editing_them_is_not() -> None:
    """A deletion is a change like any other."""
    base = _lines("a", "b", "c")
    assert merge3(base, _lines("a", "c"), _lines("a", "c")).text == _lines("a", "c")
    conflict = _only_conflict(base, _lines("a", "c"), _lines("a", "B", "c"))
    assert (conflict.base_lines, conflict.theirs_lines, conflict.mine_lines) == (
        ("b\n",),
        (),
        ("B\n",),
    )


def test_without_a_base_only_what_differs_conflicts() -> None:
    """Two writers who created one file agree on what both wrote."""
    merge = merge3("", _lines("# title", "theirs"), _lines("# title", "mine"))
    assert merge.blocks[0] == Agreed(("# title\n",))
    assert merge.conflicts[0].base_lines == ()
    assert merge3("", "same", "same").text == "same"
    assert merge3("", "", "") == Merge("", ())


def test_a_missing_line_end_at_the_end_is_a_difference() -> None:
    """Its markers still stand on lines of their own."""
    assert merge3("a\nb", "a\nb", "a\nb\n").text == "a\nb\n"
    merge = merge3("a", "theirs", "mine")
    assert merge.text == _lines("<<<<<<< mine", "mine", "=======", "theirs", ">>>>>>> theirs")
    assert take(merge, Choice.MINE) == "mine"
    assert take(merge, Choice.BOTH) == "mine\ntheirs"
    assert take(merge, Choice.BOTH_THEIRS_FIRST) == "theirs\nmine"
    assert take(merge, Choice.BASE) == "a"


def test_only_lf_ends_a_line() -> None:
    """Other characters that some programs break lines at stay within theirs."""
    odd = "a\x0b\x0c\x1c\x85\u2028\u2029\rb"
    merge = merge3(f"{odd}\nx\ny\n", f"{odd}\nx\nY\n", f"{odd}!\nx\ny\n")
    assert merge.text == f"{odd}!\nx\nY\n"


def test_crlf_comes_through_byte_for_byte() -> None:
    """In such a text the markers and added line ends are CRLF too."""
    clean = merge3("a\r\nb\r\nc\r\n", "a\r\nb\r\nC\r\n", "A\r\nb\r\nc\r\n")
    assert clean.text == "A\r\nb\r\nC\r\n"
    merge = merge3("a\r\nb\r\n", "a\r\ntheirs", "a\r\nmine")
    assert merge.text == ("a\r\n<<<<<<< mine\r\nmine\r\n=======\r\ntheirs\r\n>>>>>>> theirs\r\n")
    assert take(merge, Choice.BOTH) == "a\r\nmine\r\ntheirs"


def test_each_conflict_gets_its_own_choice() -> None:
    """Or a text of one's own, which does not run into the line below."""
    same = ["w", "x", "y", "z"]
    merge = merge3(_lines("1", *same, "2"), _lines("t1", *same, "t2"), _lines("m1", *same, "m2"))
    assert resolve(merge, [Choice.MINE, Choice.THEIRS]) == _lines("m1", *same, "t2")
    assert resolve(merge, [Edited("own"), Choice.BOTH]) == _lines("own", *same, "m2", "t2")
    assert resolve(merge, [Edited(""), Edited("end")]) == _lines(*same) + "end"


def test_the_number_of_choices_must_fit() -> None:
    """Choices made for another merge are not applied to this one."""
    merge = merge3("a\n", "b\n", "c\n")
    with pytest.raises(ValueError, match="1 conflicts need 1 choices, not 2"):
        resolve(merge, [Choice.MINE, Choice.MINE])


# Texts made to be expensive


def _random_lines(rng: random.Random, letters: str) -> str:
    return "".join(f"{rng.choice(letters)}\n" for _ in range(50_000))


def _sprinkled(rng: random.Random, text: str, times: int) -> str:
    lines = split_lines(text)
    for _ in range(times):
        at = rng.randrange(len(lines))
        lines[at : at + 1] = rng.choice([["x\n"], []])
    return "".join(lines)


def _unrelated(rng: random.Random) -> Triple:
    return Triple(*(_random_lines(rng, "abcdefghij") for _ in range(3)))


def _periodic(rng: random.Random) -> Triple:
    period = "a\nb\n" * 25_000
    return Triple(period, _sprinkled(rng, period, 200), _sprinkled(rng, period, 3000))


def _sliding(_: random.Random) -> Triple:
    return Triple("a\n" * 50_000, "x\na\na\n" * 16_666, "x\na\n" * 25_000)


def _many_conflicts(_: random.Random) -> Triple:
    return Triple(
        *(
            "".join(f"{i % 5 or who}{i}\n" for i in range(15_000))
            for who in ("base", "theirs", "mine")
        )
    )


# Made by the test that wants one: they take as long as everything else of this file's import.
HOSTILE_TRIPLES = {
    "unrelated": _unrelated,
    "periodic": _periodic,
    "sliding": _sliding,
    "many conflicts": _many_conflicts,
}


@pytest.mark.parametrize("name", HOSTILE_TRIPLES)
def test_a_text_made_to_be_expensive_merges_in_time(name: str) -> None:
    """100 kB take a second or two, whatever they are; a search without limits takes minutes."""
    triple = HOSTILE_TRIPLES[name](random.Random("hostile"))
    started = time.process_time()
    merge = merge3(*triple)
    assert time.process_time() - started < 8
    _assert_sound(triple, merge)


# Git

WORDS = ["cache", "deploy", "drain", "latency", "owner", "page", "queue", "quota", "retry", "spike"]
SHARED_BY_MANY = ["", "", "", "```", "---", "- [ ] follow up", "}"]


def _note(rng: random.Random, count: int) -> list[str]:
    """Lines as in an agent's notes: most of them once, blank lines and fences many times."""
    lines = []
    for _ in range(count):
        kind = rng.random()
        if kind < 0.3:
            lines.append(rng.choice(SHARED_BY_MANY))
        elif kind < 0.4:
            lines.append(f"## {rng.choice(WORDS)}")
        else:
            lines.append("- " + " ".join(rng.choices(WORDS, k=rng.randint(2, 6))))
    return lines


def _letters(rng: random.Random, count: int) -> list[str]:
    """Lines that are nearly all alike, so that there are many ways to align them."""
    return [rng.choice("abc") for _ in range(count)]


def _random_edits(rng: random.Random, lines: list[str], most: int) -> list[str]:
    """A few lines added, removed, rewritten, copied or moved."""
    make = _letters if lines and max(map(len, lines)) == 1 else _note
    lines = list(lines)
    for _ in range(rng.randint(1, most)):
        at, count = rng.randint(0, len(lines)), rng.randint(1, 3)
        kind = rng.random()
        if kind < 0.35:
            lines[at:at] = make(rng, count)
        elif kind < 0.5:
            del lines[at : at + count]
        elif kind < 0.9:
            lines[at : at + count] = make(rng, count)
        else:
            start = rng.randint(0, len(lines))
            part = lines[start : start + count]
            if kind > 0.95:
                del lines[start : start + count]
            lines[at:at] = part
    return lines


def _rewritten(rng: random.Random, lines: list[str]) -> list[str]:
    """A passage replaced by new lines, with few of the blank ones that stand everywhere."""
    start, count = rng.randrange(len(lines)), rng.randint(10, 300)
    new = [rng.choice(["", *map(str, rng.choices(range(10_000), k=7))]) for _ in range(count)]
    return [*lines[:start], *new, *lines[start + count :]]


def _random_triple(rng: random.Random) -> Triple:
    """Two edits of one base: a note, a long note, a few letters, or a passage rewritten."""
    kind = rng.random()
    if kind < 0.06:
        base = _note(rng, rng.randint(60, 300))
        return Triple(
            *(
                "\n".join(lines)
                for lines in (
                    base,
                    _rewritten(rng, base),
                    _rewritten(rng, _random_edits(rng, base, 5)),
                )
            )
        )
    base = _letters(rng, rng.randint(0, 14)) if kind < 0.26 else _note(rng, rng.randint(3, 60))
    if kind > 0.97:
        base = _note(rng, 600)
    most = 60 if kind > 0.97 else 3
    common = _random_edits(rng, base, 2) if rng.random() < 0.3 else base
    sides = [_random_edits(rng, common, most) for _ in range(2)]
    sharing = rng.random()
    if sharing < 0.1:
        sides[0] = sides[1]
    elif sharing < 0.2:
        sides[rng.randrange(2)] = base
    line_ends = [rng.choice(["\n", "\r\n"])] * 3 if rng.random() < 0.2 else ["\n"] * 3
    if rng.random() < 0.03:
        line_ends = rng.choices(["\n", "\r\n"], k=3)
    return Triple(
        *(
            line_end.join(lines) + line_end * bool(lines and rng.random() < 0.9)
            for lines, line_end in zip((base, *sides), line_ends, strict=True)
        )
    )


def _merged_by_git(
    triples: Sequence[Triple], folder: Path, option: str = ""
) -> list[tuple[bool, str]]:
    """Whether git finds each triple clean, and its text; one shell runs git for all of them."""
    for number, triple in enumerate(triples):
        for name, text in zip(Triple._fields, triple, strict=True):
            (folder / f"{name}.{number}").write_bytes(text.encode())
    script = (
        f"i=0; while [ $i -lt {len(triples)} ]; do"
        f" git merge-file -p -q {option} -L mine -L base -L theirs"
        " mine.$i base.$i theirs.$i > merged.$i; echo $?; i=$((i + 1)); done"
    )
    # A person's own settings may ask for another style of conflict.
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    ceiling = {"GIT_CEILING_DIRECTORIES": str(folder)}
    codes = subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env=os.environ | alone | ceiling,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    texts = [(folder / f"merged.{number}").read_bytes().decode() for number in range(len(triples))]
    return [(code == "0", text) for code, text in zip(codes, texts, strict=True)]


def _compared(triples: Sequence[Triple], folder: Path) -> tuple[Counter[str], list[Triple]]:
    """How many triples there are of each kind, and those that git merges to something else."""
    mix: Counter[str] = Counter()
    different = []
    for triple, (clean, text) in zip(triples, _merged_by_git(triples, folder), strict=True):
        one_change = len(set(triple)) < 3
        mix["one change only" if one_change else "clean" if clean else "conflicting"] += 1
        merge = merge3(*triple)
        if (merge.clean, merge.text) != (clean, text):
            different.append(triple)
    return mix, different


needs_git = pytest.mark.skipif(
    not (shutil.which("git") and shutil.which("sh")), reason="git and sh are not installed"
)


@needs_git
def test_git_agrees(tmp_path: Path) -> None:
    """Verdict and text are git's, markers included, for random edits of one base."""
    rng = random.Random("git")
    triples = [_random_triple(rng) for _ in range(2_000)]
    mix, different = _compared(triples, tmp_path)
    assert not different, f"{len(different)} differ, the first of them {different[0]}"
    assert mix["clean"] > len(triples) * 0.3
    assert mix["conflicting"] > len(triples) * 0.3


@needs_git
@pytest.mark.parametrize(
    ("option", "choice"),
    [("--ours", Choice.MINE), ("--theirs", Choice.THEIRS), ("--union", Choice.BOTH)],
)
def test_git_agrees_on_what_a_choice_gives(option: str, choice: Choice, tmp_path: Path) -> None:
    """Git's union alone may differ: it ends the last line even when the other side has none."""
    rng = random.Random("choices")
    triples = [_random_triple(rng) for _ in range(150)]
    for triple, (_, text) in zip(triples, _merged_by_git(triples, tmp_path, option), strict=True):
        taken = take(merge3(*triple), choice)
        assert taken == text or (choice is Choice.BOTH and text in {f"{taken}\n", f"{taken}\r\n"})


def _main() -> None:
    parser = argparse.ArgumentParser(description="Compare many merges with git's.")
    parser.add_argument("--triples", type=int, default=20_000)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        triples = [_random_triple(rng) for _ in range(options.triples)]
        mix, different = _compared(triples, Path(folder))
    print(f"{dict(mix)}, {len(different)} different")
    for triple in different[:5]:
        print(triple)


if __name__ == "__main__":
    _main()
