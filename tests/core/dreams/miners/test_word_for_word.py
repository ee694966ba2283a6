"""The very same words in two memories: one statement told twice, or two facts of two things."""

import pytest
from support.dreaming import dream

# fmt: off
ONE = [
    "The sintering queue lives on queue-west.",
    "Restart the printer before the morning shift, or the first ten labels come out blank.",
    "Retries of the export are capped at 5",
    "Deploys are frozen on Fridays.",
]
TWO = [
    "The owner is Ada Quist since May.",
    "Owner since last May: Ada Quist.",
    "Runs on four cores with swap off.",
    "Owned by Ada Quist since last May.",
    "Its cover is opened at noon every day.",
]
# fmt: on
APART = [
    ("kiln-3", "kiln-4"),
    ("Dispatch", "Courier"),
]


def merged(text: str, first: str, second: str) -> bool:
    """Whether an entry is merged that stands in two memories of these titles."""
    files = {
        f"/{title.lower()}.md": f"# {title}\n\n- {text}\n- One thing about {title} alone.\n"
        for title in (first, second)
    }
    return any(one.edits for one in dream(files))


@pytest.mark.parametrize("text", ONE)
@pytest.mark.parametrize(
    "titles", [("Alerts", "Runbook"), ("Printing", "Labels"), ("On-call", "Post-mortems")]
)
def test_a_whole_sentence_below_topics_is_told_twice(text: str, titles: tuple[str, str]) -> None:
    """It says of what it speaks, and neither memory is about one thing."""
    assert merged(text, *titles)


def test_it_is_told_twice_where_nothing_has_a_title() -> None:
    """Nor is there anything else that it could be said of."""
    files = {"/a.md": f"- {ONE[0]}\n- b\n", "/b.md": f"- {ONE[0]}\n- c\n"}
    assert any(one.edits for one in dream(files))
    titled = {path: f"# {path}\n\n{text}" for path, text in files.items()}
    assert any(one.edits for one in dream(titled))


def test_a_heading_without_a_word_is_no_title() -> None:
    """And nothing that a dream stumbles over."""
    files = dict.fromkeys(("/a.md", "/b.md"), f"#\n\n##  \n\n- {ONE[0]}\n")
    assert any(one.edits for one in dream(files))


@pytest.mark.parametrize("text", TWO)
def test_what_leaves_open_of_what_it_is_stays_in_both(text: str) -> None:
    """The title says it, and each has another one."""
    assert not merged(text, "Kilns", "Looms")


@pytest.mark.parametrize("titles", APART)
@pytest.mark.parametrize("text", [ONE[0], ONE[2], ONE[3]])
def test_below_two_things_even_whole_sentences_stay(text: str, titles: tuple[str, str]) -> None:
    """They may be true of each of the two."""
    assert not merged(text, *titles)
