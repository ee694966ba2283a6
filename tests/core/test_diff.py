"""Line diffs: hunks, applying any of them, patches, rows, and texts made to be expensive."""

import random
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.diff import Diff, Hunk, Row, apply, diff, rows, stat, unified

# Few different lines, so that they repeat and blocks can slide; all that placing looks at.
LINES = st.lists(st.sampled_from(["a", "b", "c", "", "# h", "  x"]), max_size=12)
ENDS = st.sampled_from(["", "\n"])
TEXTS = st.builds(lambda lines, end: "\n".join(lines) + end, LINES, ENDS)


@st.composite
def _edited(draw: st.DrawFn) -> tuple[str, str]:
    """A text and an edit of it, which unrelated texts seldom look like."""
    lines = draw(LINES)
    edited = list(lines)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(edited)))
        edited[at : at + draw(st.integers(0, 2))] = draw(LINES)[:3]
    return "\n".join(lines) + draw(ENDS), "\n".join(edited) + draw(ENDS)


PAIRS = st.tuples(TEXTS, TEXTS) | _edited()


def _longest_common(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """The textbook table: how many lines can stay at most."""
    row = [0] * (len(b) + 1)
    for line in a:
        above, row = row, [0]
        for j, other in enumerate(b):
            row.append(above[j] + 1 if line == other else max(above[j + 1], row[-1]))
    return row[-1]


def _back(hunks: Iterable[Hunk]) -> tuple[Hunk, ...]:
    return tuple(
        Hunk(hunk.new_start, hunk.new_lines, hunk.old_start, hunk.old_lines) for hunk in hunks
    )


def _assert_sound(result: Diff) -> None:
    """The hunks turn old into new and back, and stand apart and in order."""
    old, new = "".join(result.old), "".join(result.new)
    assert apply(old, result.hunks) == new
    assert apply(new, _back(result.hunks)) == old
    for hunk in result.hunks:
        assert hunk.old_lines != hunk.new_lines
    for hunk, following in zip(result.hunks, result.hunks[1:], strict=False):
        unchanged = following.old_start - hunk.old_end
        assert unchanged > 0
        assert unchanged == following.new_start - hunk.new_end


def _only_hunk(old: str, new: str) -> Hunk:
    (hunk,) = diff(old, new).hunks
    return hunk


# Properties


@given(PAIRS)
@settings(max_examples=150, deadline=None)
def test_a_diff_turns_old_into_new_and_back(pair: tuple[str, str]) -> None:
    """Hunks are exact, maximal blocks, and inverted they undo themselves."""
    result = diff(*pair)
    assert ("".join(result.old), "".join(result.new)) == pair
    assert result.capped is None
    _assert_sound(result)


@given(PAIRS)
@settings(max_examples=150, deadline=None)
def test_a_diff_changes_as_few_lines_as_possible(pair: tuple[str, str]) -> None:
    """What stays is a longest common subsequence of the lines."""
    result = diff(*pair)
    same = _longest_common(result.old, result.new)
    assert stat(result) == (len(result.new) - same, len(result.old) - same)


@given(PAIRS, st.data())
@settings(max_examples=100, deadline=None)
def test_any_hunks_apply_in_any_order(pair: tuple[str, str], data: st.DataObject) -> None:
    """The rest of a subset stays as it was, and the left-out hunks are what is still missing."""
    result = diff(*pair)
    chosen = data.draw(st.permutations(result.hunks))[: data.draw(st.integers(0, 3))]
    partly = apply(pair[0], chosen)
    missing = sum(
        len(hunk.new_lines) - len(hunk.old_lines) for hunk in result.hunks if hunk not in chosen
    )
    assert len(diff("", partly).new) == len(result.new) - missing


@given(TEXTS)
@settings(max_examples=30, deadline=None)
def test_equal_texts_have_no_hunks(text: str) -> None:
    """Nothing differs from itself."""
    assert diff(text, text).hunks == ()


@given(PAIRS, st.sampled_from([0, 1, 3, None]))
@settings(max_examples=100, deadline=None)
def test_rows_account_for_every_line(pair: tuple[str, str], context: int | None) -> None:
    """Each line of both texts is on one row or in one gap, numbered and in order."""
    result = diff(*pair)
    old_at = new_at = 1
    for row in rows(result, context):
        if row.kind == "gap":
            assert (row.old_line, row.new_line) == (old_at, new_at)
            hidden = int(row.text.split()[0])
            assert hidden >= 2
            assert result.old[old_at - 1 :][:hidden] == result.new[new_at - 1 :][:hidden]
            old_at, new_at = old_at + hidden, new_at + hidden
            continue
        line = row.text + "\n" * row.ended
        if row.kind != "added":
            assert (row.old_line, result.old[old_at - 1]) == (old_at, line)
            old_at += 1
        if row.kind != "removed":
            assert (row.new_line, result.new[new_at - 1]) == (new_at, line)
            new_at += 1
    assert (old_at, new_at) == (len(result.old) + 1, len(result.new) + 1)


@given(PAIRS, st.sampled_from([0, 7, 20]))
@settings(max_examples=150, deadline=None)
def test_a_capped_diff_is_still_exact(pair: tuple[str, str], cells: int) -> None:
    """With hardly any budget the hunks grow, but they turn old into new all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.texts.align.MAX_CELLS", cells)
        _assert_sound(diff(*pair))


# Hunks


def test_an_insertion_goes_before_its_old_line() -> None:
    """Its old side is empty and starts at the line it pushes down."""
    assert _only_hunk("a\nb\n", "a\nx\nb\n") == Hunk(2, (), 2, ("x\n",))


def test_an_insertion_at_the_end_starts_after_the_last_line() -> None:
    """There is no line to go before, so it counts one further."""
    assert _only_hunk("a\n", "a\nx\n") == Hunk(2, (), 2, ("x\n",))


def test_a_deletion_mirrors_an_insertion() -> None:
    """Its new side is empty and starts where the lines would stand."""
    assert _only_hunk("a\nb\n", "b\n") == Hunk(1, ("a\n",), 1, ())


def test_a_missing_line_end_is_a_difference() -> None:
    """The last line changes when only its line end goes."""
    assert _only_hunk("a\nb\n", "a\nb") == Hunk(2, ("b\n",), 2, ("b",))


def test_only_a_line_feed_ends_a_line() -> None:
    """A carriage return belongs to its line, and other separators do not split one."""
    assert _only_hunk("a\r\nb\u2028c\n", "a\nb\u2028c\n") == Hunk(1, ("a\r\n",), 1, ("a\n",))


@pytest.mark.parametrize(
    ("old", "new", "inserted"),
    [
        pytest.param("x\nx\n", "x\nx\nx\n", "3: x", id="a repeated line is added at the end"),
        pytest.param("A\n\nC\n", "A\n\nB\n\nC\n", "3: B|", id="a paragraph ends with its blank"),
        pytest.param(
            "- a\n    1\n- a\n    2\n",
            "- a\n    1\n- a\n    3\n- a\n    2\n",
            "3: - a|    3",
            id="a list item comes with what is indented below it",
        ),
        pytest.param(
            "# I\n\n1\n\n# I\n\n2\n",
            "# I\n\n1\n\n# I\n\n3\n\n# I\n\n2\n",
            "5: # I||3|",
            id="a section begins with its heading",
        ),
        pytest.param(
            "}\nc\n}\n", "}\nb\n}\nb2\n}\nc\n}\n", "2: b|}|b2|}", id="two parts of one block join"
        ),
    ],
)
def test_an_insertion_stands_where_a_person_puts_it(old: str, new: str, inserted: str) -> None:
    """Of all places that give the same text, a block takes the one that reads best."""
    hunk = _only_hunk(old, new)
    assert f"{hunk.new_start}: {'|'.join(hunk.new_lines)}".replace("\n", "") == inserted
    assert _only_hunk(new, old) == _back([hunk])[0]


def test_a_deletion_and_an_insertion_that_can_meet_are_a_replacement() -> None:
    """One of two equal lines became another: not a line removed here and one added there."""
    assert _only_hunk("x\nx\ny\n", "x\nz\ny\n") == Hunk(2, ("x\n",), 2, ("z\n",))
    assert _only_hunk("x\nx\ny\n", "z\nx\ny\n") == Hunk(1, ("x\n",), 1, ("z\n",))


# Applying


def test_insertions_at_one_place_keep_their_order() -> None:
    """Several may stand before one line, and before a replacement of that line."""
    hunks = [
        Hunk(2, ("b\n",), 2, ("B\n",)),
        Hunk(2, (), 2, ("1\n",)),
        Hunk(2, (), 2, ("2\n",)),
    ]
    assert apply("a\nb\n", hunks) == "a\n1\n2\nB\n"


@pytest.mark.parametrize(
    ("hunks", "reason"),
    [
        ([Hunk(1, ("b\n",), 1, ())], "does not have"),
        ([Hunk(4, (), 4, ("x\n",))], "does not have"),
        ([Hunk(2, ("b\n", "c\n"), 2, ())], "does not have"),
        ([Hunk(1, ("a\n", "b\n"), 1, ()), Hunk(2, ("b\n",), 1, ())], "overlap"),
        ([Hunk(1, ("a\n", "b\n"), 1, ()), Hunk(2, (), 1, ("x\n",))], "overlap"),
        ([Hunk(0, (), 1, ("x\n",))], "overlap|does not have"),
        ([Hunk(1, ("a\n",), 1, ("a",))], "without a line end"),
    ],
)
def test_a_hunk_that_does_not_fit_is_refused(hunks: list[Hunk], reason: str) -> None:
    """Nothing is guessed and no two lines are glued together."""
    with pytest.raises(ValueError, match=reason):
        apply("a\nb\n", hunks)


# Rows and patches


def test_rows_show_some_context_and_count_what_they_hide() -> None:
    """Around a change stand three lines a side; a gap says how many are left out."""
    lines = [f"{number}\n" for number in range(1, 12)]
    shown = rows(diff("".join(lines), "".join([*lines[:5], "six\n", *lines[6:]])))
    assert shown[0] == Row("gap", 1, 1, "2 unchanged lines")
    assert [row.text for row in shown[1:4]] == ["3", "4", "5"]
    assert shown[4:6] == [Row("removed", 6, None, "6"), Row("added", None, 6, "six")]
    assert shown[-1] == Row("gap", 10, 10, "2 unchanged lines")


def test_a_gap_never_stands_for_one_line() -> None:
    """One line takes no more room than its gap, so it is shown."""
    shown = rows(diff("1\n2\n3\n4\n5\n", "1\n2\n3\n4\nfive\n"))
    assert [row.kind for row in shown] == ["context"] * 4 + ["removed", "added"]


def test_rows_of_equal_texts_are_one_gap() -> None:
    """There is no change to show, only how much is the same."""
    same = diff("a\nb\n", "a\nb\n")
    assert rows(same) == [Row("gap", 1, 1, "2 unchanged lines")]
    assert [row.kind for row in rows(same, None)] == ["context", "context"]


def test_a_row_tells_a_missing_line_end() -> None:
    """Without it the two rows would look the same."""
    assert rows(diff("a\n", "a")) == [
        Row("removed", 1, None, "a", ended=True),
        Row("added", None, 1, "a", ended=False),
    ]


def test_a_patch_looks_like_git_wrote_it() -> None:
    """Headings leave out counts of one, and a missing line end has its own line."""
    assert list(unified(diff("a\nb", "a\nc\n"), "a/my notes.md", "/dev/null", 0)) == [
        "--- a/my notes.md\t",
        "+++ /dev/null",
        "@@ -2 +2 @@",
        "-b",
        "\\ No newline at end of file",
        "+c",
    ]


def test_equal_texts_make_an_empty_patch() -> None:
    """As with git, not even the names are there."""
    assert list(unified(diff("a\n", "a\n"), "a", "b")) == []


@pytest.mark.skipif(shutil.which("git") is None, reason="git is the oracle")
@pytest.mark.parametrize("context", [0, 1, 3])
def test_git_applies_our_patches(tmp_path: Path, context: int) -> None:
    """Git turns each old text into the new one with our patch, in one patch of many files."""
    rng = random.Random(context)
    patch: list[str] = []
    wanted: dict[str, str] = {}
    for number in range(60):
        old, new = (_random_text(rng) for _ in range(2))
        name = f"note {number}.md"
        (tmp_path / name).write_bytes(old.encode())
        patch += unified(diff(old, new), f"a/{name}", f"b/{name}", context)
        wanted[name] = new
    subprocess.run(
        ["git", "apply", "--unidiff-zero", "-"],
        input="\n".join([*patch, ""]).encode(),
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent), "GIT_CONFIG_NOSYSTEM": "1"},
    )
    for name, new in wanted.items():
        assert (tmp_path / name).read_bytes().decode() == new


def _random_text(rng: random.Random) -> str:
    # At least one line: git takes an emptied file for a deleted one.
    lines = rng.choices(["a", "b", "c\r", "", "\u00e9"], k=rng.randrange(1, 16))
    return "\n".join([*lines, "end"]) + rng.choice(["", "\n"])


# Texts made to be expensive. No timing here: the point is that the result stays right.


def test_a_text_of_one_letter_lines_is_capped() -> None:
    """51,000 lines against as many, none of them unique: one block, and the reader is told."""
    rng = random.Random(1)
    old, new = ("\n".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=51_000)) for _ in range(2))
    result = diff("same\n" + old, "same\n" + new)
    _assert_sound(result)
    assert len(result.hunks) == 1
    assert result.hunks[0].old_start > 1
    assert result.capped is not None
    assert result.capped.startswith("shown as one block: ")
    assert "lines are too many to match with" in result.capped


def test_edits_in_a_text_of_one_letter_lines_stay_apart() -> None:
    """No line is unique, but runs of lines are, so a cap need not cost any detail."""
    rng = random.Random(2)
    lines = rng.choices("abcdefghijklmnop", k=40_000)
    edited = list(lines)
    for at in range(500, 40_000, 1_000):
        edited[at] = "edited"
    result = diff("\n".join(lines), "\n".join(edited))
    _assert_sound(result)
    assert result.capped is None
    assert stat(result) == (40, 40)
    assert len(result.hunks) == 40


def test_edits_in_a_long_text_stay_apart() -> None:
    """Lines that occur once are found however long the text is."""
    lines = [f"{number}\n" for number in range(20_000)]
    edited = [line for at, line in enumerate(lines) if at % 1_000 != 7]
    result = diff("".join(lines), "".join(edited))
    _assert_sound(result)
    assert result.capped is None
    assert stat(result) == (0, 20)


def test_a_shuffled_text_is_exact() -> None:
    """As many lines stay as can stay in order, roughly; none is lost."""
    rng = random.Random(3)
    lines = [f"{number:x}\n" for number in range(20_000)]
    result = diff("".join(lines), "".join(rng.sample(lines, len(lines))))
    _assert_sound(result)
    assert result.capped is None


def test_unrelated_texts_are_one_hunk() -> None:
    """No line is in both, so there is nothing to match and no cap to reach."""
    result = diff("".join(f"a{n}\n" for n in range(15_000)), "b\n" * 40_000)
    _assert_sound(result)
    assert (len(result.hunks), result.capped) == (1, None)


def test_repeated_lines_do_not_collapse_edits() -> None:
    """Edits in 500 equal lines are one hunk each."""
    lines = ["same\n"] * 500
    for at in range(10, 500, 20):
        lines[at] = f"edit {at}\n"
    result = diff("same\n" * 500, "".join(lines))
    _assert_sound(result)
    assert len(result.hunks) == 25


def test_a_long_run_of_equal_lines_is_exact() -> None:
    """Thousands of equal lines between two edits leave exactly the edits."""
    result = diff("a\n" + "same\n" * 2_000 + "b\n", "c\n" + "same\n" * 1_900 + "d\n")
    _assert_sound(result)
    assert stat(result) == (2, 102)
