"""Markdown as entries: where one begins, where it ends, and what stands above it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dreams.material.memories.cutting import entries_of, lines_of
from core.dreams.material.memories.entries import Shape

TEXT = """---
updated: 2026-03-01
---
# Billing

Invoices go out on the first.
They are final.

## Rules
- One rule,
  told on two lines
  - with a child

  and a paragraph of its own
- Another rule
lazily continued

1. first step
2. second step

| a | b |
|---|---|
| 1 | 2 |

```sh
- not an item

# not a heading
```
> quoted
> text

Refunds
-------
- [x] done
"""


def shapes(text: str) -> list[tuple[str, int, int]]:
    return [
        (entry.shape.value, entry.start, entry.end) for entry in entries_of("/a.md", lines_of(text))
    ]


def test_each_block_is_one_entry() -> None:
    """Items keep their continuation lines and children; tables, fences and quotes stay whole."""
    assert shapes(TEXT) == [
        ("front_matter", 1, 3),
        ("paragraph", 6, 7),
        ("item", 10, 14),
        ("item", 15, 16),
        ("step", 18, 18),
        ("step", 19, 19),
        ("table", 21, 23),
        ("code", 25, 29),
        ("quote", 30, 31),
        ("item", 35, 35),
    ]


def test_the_trail_names_the_headings_above() -> None:
    """A heading ends where one of its level or above begins, also an underlined one."""
    entries = entries_of("/a.md", lines_of(TEXT))
    trails = {entry.start: [heading.text for heading in entry.trail] for entry in entries}
    assert trails[6] == ["Billing"]
    assert trails[10] == ["Billing", "Rules"]
    assert trails[35] == ["Billing", "Refunds"]


def test_the_text_of_an_entry_has_no_bullets_and_no_notes() -> None:
    """What a dream noted is not what the entry says."""
    entry = entries_of("/a.md", ["- [ ] One (verified 2026-01-02: one, by ada)", "  - two"])[0]
    assert entry.text == "One two"
    assert entry.box == " "
    assert entry.marker == "- [ ] "


@pytest.mark.parametrize("text", ["```\nnever closed", "---\nno end", "- ", "#", "\t\n- a\n\t"])
def test_what_is_not_finished_is_an_entry_all_the_same(text: str) -> None:
    """No text is refused, and no line is in two entries."""
    lines = lines_of(text)
    seen = [
        line for entry in entries_of("/a.md", lines) for line in range(entry.start, entry.end + 1)
    ]
    assert len(seen) == len(set(seen))


@given(st.text(alphabet="ab `#-*>|~=1.\n\t\\é", max_size=300))
def test_any_text_is_cut_into_its_own_lines(text: str) -> None:
    """Entries hold exactly the lines that stand there, in order, each once."""
    lines = lines_of(text)
    last = 0
    for entry in entries_of("/a.md", lines):
        assert entry.start > last
        assert list(entry.lines) == lines[entry.start - 1 : entry.end]
        assert entry.lines
        last = entry.end
    assert last <= len(lines)


def test_shapes_are_told_apart_by_what_may_be_merged() -> None:
    """A step belongs to its procedure."""
    entry = entries_of("/a.md", ["1. Stop the pump."])[0]
    assert entry.shape is Shape.STEP


def test_a_number_at_the_beginning_of_a_line_may_be_the_end_of_a_sentence() -> None:
    """A list that interrupts a paragraph begins with 1: half of a sentence was lost in a merge."""
    told = entries_of("/a.md", ["The refusal comes as a", "488. It is logged."])
    assert [one.text for one in told] == ["The refusal comes as a 488. It is logged."]
    steps = entries_of("/a.md", ["Do this:", "1. Look.", "2. Wait."])
    assert [one.text for one in steps] == ["Do this:", "Look.", "Wait."]


def test_only_the_beginning_of_a_line_is_a_bullet() -> None:
    """A dash or the end of a sentence inside of a line that goes on is what somebody wrote."""
    text = "- Radio drops\n  too - tell him. See rev 3. Then go\n  - with a child - and a dash"
    (entry,) = entries_of("/a.md", lines_of(text))
    assert entry.text == (
        "Radio drops too - tell him. See rev 3. Then go with a child - and a dash"
    )
