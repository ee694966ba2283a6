"""Duplicates in reference manuals: entries of many things in the same words, which stay apart."""

import pytest
from support.dreaming import base_file

from core.dreams.inputs import BaseFile
from core.dreams.material.memories.draft import draft_of
from core.dreams.miners.duplicates import duplicates
from core.dreams.proposal import Finding

AT_ONCE = 1_700_000_000

# fmt: off
# ruff: noqa: E501
PAGES = [
    (
        "# `spool.flush(queue)`\n\n- `queue`: The queue whose jobs are written out.\n",
        "# `spool.drain(queue)`\n\n- `queue`: The queue whose jobs are written out first.\n",
    ),
    (
        "# SPOOL_RETRY\n\nKeeps jobs that failed on `tray-2` for a day.\n",
        "# SPOOL_HELD\n\nJobs that failed on `tray-2` are kept for a day.\n",
    ),
    (
        "# Commands\n\n## --keep-jobs\n\nKeeps the finished jobs of the night queue for a day.\n",
        "# Commands\n\n## --keep-logs\n\nThe finished jobs of the night queue are kept for a day.\n",
    ),
    (
        "# Rule of loose ends\n\n## Why it is wrong\n\nA loose end of the belt can catch a roller.\n",
        "# Rule of worn edges\n\n## Why it is wrong\n\nThe belt's loose end can catch a roller.\n",
    ),
]
SAYINGS = [
    ("Returns the jobs of the night queue, oldest first.", "The jobs of the night queue, oldest first."),
    ("Jobs of the night queue print first.", "Jobs of the night queue print first. They need no ink."),
    ("Print the night queue before the day queue.", "The night queue is printed before the day queue."),
]
OTHER_SIGNS = [
    ("`spool-7 -h`: prints help on trays.", "`spool-7 -H`: prints help on trays."),
    ("It prints if the length of `tray-2` = 5 cm.", "It prints if the length of `tray-2` != 5 cm."),
    ("K is the key of `tray-2` for kilos.", "k is the key of `tray-2` for kilos."),
]
FRAGMENTS = [
    ("See also the `SPOOL_AGE` setting.", "See also the `SPOOL_AGE` setting."),
    ("See `tray-2` for more details on paper.", "Paper of any kind goes into `tray-2`; there are more details on paper."),
    ("[bug introduced in spool-7.0]", "The night queue no longer prints twice. [bug introduced in spool-7.0]"),
    ("which prints the night queue of `spool-7` first.", "`spool-7` prints the night queue first. It asks for ink."),
    ("fill(<queue>, &tray) => {jobs}", "fill(queue, tray) => jobs"),
]
LITTLE_SHARED = [
    ("A fault of the VMS feeder. The inner roller tried to close a tray that nobody had pulled out before noon.", "A fault of the VMS feeder. It suffers from too few sheets, or the ink was used up."),
]
# fmt: on


def merges(files: list[BaseFile]) -> list[Finding]:
    """What would be merged."""
    return [one for one in duplicates(draft_of(files)) if one.edits]


@pytest.mark.parametrize("pages", PAGES)
def test_what_stands_under_the_names_of_two_things_is_said_of_two_things(
    pages: tuple[str, str],
) -> None:
    """Whether the name is that of the memory or of a section, or the section is one of many."""
    files = [base_file(f"/manual/{place}.md", page) for place, page in enumerate(pages)]
    assert merges(files) == []


def test_a_name_above_one_of_them_is_not_two_names() -> None:
    """Notes are about anything, and what stands in them may be of the thing."""
    files = [
        base_file(
            "/a/spool-north.md",
            "# spool-north\n\n- Two people have to be there when the ink press is opened.\n",
        ),
        base_file(
            "/b/handover.md",
            "# Handover\n\n- When the ink press is opened, two people have to be there.\n",
        ),
    ]
    assert len(merges(files)) == 1


def test_what_names_its_own_thing_is_said_of_that_thing() -> None:
    """The press is named in both, so no heading is needed to know which one is meant."""
    files = [
        base_file(
            "/a/ink-press.md", "# ink-press\n\n- Only open `ink-press` when two are there.\n"
        ),
        base_file("/b/spool.md", "# spool-7\n\n- `ink-press` is only opened when two are there.\n"),
    ]
    assert len(merges(files)) == 1


def reference(*texts: str) -> str:
    """A long text with these entries at its end."""
    rest = [f"Slot {chr(97 + at % 26)}{at} holds paper of size {at + 3}." for at in range(40)]
    return "# Queues\n\n" + "".join(f"- {text}\n" for text in (*rest, *texts))


@pytest.mark.parametrize("texts", SAYINGS)
def test_a_long_text_written_in_one_go_does_not_say_a_thing_twice(texts: tuple[str, str]) -> None:
    """It goes on where the words are the same, or comes to the next thing."""
    assert merges([base_file("/queues.md", reference(*texts), AT_ONCE)]) == []


def test_a_small_memory_may_say_a_thing_twice_even_at_once() -> None:
    """An agent writes the whole of it again, with what it found out."""
    page = "# Queues\n\n- {}\n- {}\n".format(*SAYINGS[2])
    assert len(merges([base_file("/queues.md", page, AT_ONCE)])) == 1


def test_word_for_word_a_line_is_there_twice_even_in_one_text() -> None:
    """Only an article and a stop tell the lines apart."""
    page = "# Queues\n\n- Print the night queue before noon\n- Print night queue before noon.\n"
    assert len(merges([base_file("/queues.md", page, AT_ONCE)])) == 1


def test_who_adds_to_a_memory_later_may_say_a_thing_again() -> None:
    """Somebody appended what they found out, and had not read on."""
    text = reference(*SAYINGS[2])
    before = (AT_ONCE,) * (text.count("\n") - 1)
    assert len(merges([BaseFile("/queues.md", text, (*before, AT_ONCE + 60))])) == 1
    assert merges([BaseFile("/queues.md", text, (*before, AT_ONCE))]) == []


@pytest.mark.parametrize("texts", FRAGMENTS)
def test_what_is_no_sentence_is_no_rewording_of_one(texts: tuple[str, str]) -> None:
    """It only says where more is told, is set in brackets, goes on, or is written as code is."""
    files = [
        base_file(f"/{place}/x.md", f"# Paper {place}\n\n- {text}\n")
        for place, text in zip("ab", texts, strict=True)
    ]
    assert merges(files) == []


def test_word_for_word_the_same_is_said_of_each_of_two_things() -> None:
    """A parameter of one call is none of the other."""
    line = "- `queue`: The queue whose jobs are written out to `tray-2`.\n"
    files = [
        base_file(f"/{name}.md", f"# `spool.{name}(queue)`\n\n{line}")
        for name in ("flush", "drain")
    ]
    assert merges(files) == []


def test_one_name_in_two_sections_of_a_memory_is_of_two_things() -> None:
    """Both a tray and a press can be closed."""
    section = "## `{0}`\n\n### `close()`\n\nWaits until the jobs in `spool-7` are printed.\n\n"
    text = "# Spooler\n\n" + section.format("Tray") + section.format("Press")
    assert merges([base_file("/spooler.md", text)]) == []


@pytest.mark.parametrize("texts", OTHER_SIGNS)
@pytest.mark.parametrize("time", [None, AT_ONCE])
def test_a_sign_or_a_letter_makes_another_thing(texts: tuple[str, str], time: int | None) -> None:
    """In one text and in two."""
    assert merges([base_file("/x.md", f"# Trays\n\n- {texts[0]}\n- {texts[1]}\n", time)]) == []
    files = [base_file(f"/{n}/x.md", f"# Trays\n\n- {text}\n") for n, text in enumerate(texts)]
    assert merges(files) == []


@pytest.mark.parametrize("texts", LITTLE_SHARED)
def test_what_is_most_of_all_about_something_else_stays(texts: tuple[str, str]) -> None:
    """They begin alike, or name the same things, and neither tells what the other one is about."""
    files = [base_file(f"/{n}/x.md", f"# Feeder\n\n- {text}\n") for n, text in enumerate(texts)]
    assert merges(files) == []
