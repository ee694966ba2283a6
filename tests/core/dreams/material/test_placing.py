"""Where a lesson is added: beside what speaks of its subject, not beside words like its name."""

import pytest
from support.dreaming import base_file

from core.dreams.material.memories.draft import draft_of
from core.dreams.material.memories.placing import NewFile, addition

LESSONS = NewFile("/lessons.md", "Lessons")


def place(memory: str, *subjects: str) -> str:
    """The path of the memory that an entry about these subjects is added to."""
    draft = draft_of([base_file("/access.md", f"# Access\n\n{memory}\n")])
    (edit,) = addition(draft, "Look it up first.", subjects, LESSONS)
    return edit.path


@pytest.mark.parametrize(
    "memory",
    [
        "- Who may read a store is listed.",
        "- A store is `read_only` or it is not.",
        "- Agents edit, read and write.",
    ],
)
def test_a_plain_word_is_no_name(memory: str) -> None:
    """A tool called `Read` is not spoken of wherever somebody reads."""
    assert place(memory, "read") == "/lessons.md"


@pytest.mark.parametrize(
    ("memory", "subject"),
    [
        ("- `Read` takes a path.", "read"),
        ("- Run `read --all` first.", "read"),
        ("- kiln-7 is read at noon.", "kiln-7"),
    ],
)
def test_what_is_named_there_is_its_place(memory: str, subject: str) -> None:
    """In backquotes, or by a name that no word has the form of."""
    assert place(memory, subject) == "/access.md"
