"""What the text of a program shows of how things are."""

import pytest

from core.dreams.extract.shown.programs import is_program, without_programs

KEPT = (
    "MAX_RETRIES = 5",
    "    timeout: int = 30",
    'const queueName = "mail-out"',
    "retry(attempts=5)",
    "wait := 30 * time.Second",
    '"port": 8080,',
    "RETENTION = timedelta(days=14)",
    "enabled: true,",
)
LOST = (
    "// use sendReply instead of returning errors",
    "# the crawler was replaced by the feed",
    'return fmt.Errorf("unknown agent: %s", name)',
    "import (",
    "if count == 3 {",
    "assert len(rows) == 2",
    "rows = Row.objects.filter(",
    'Long: "Turns the feed off for as long as nobody turns it on.",',
    'log.Printf("port = 8080")',
)


@pytest.mark.parametrize("line", KEPT)
def test_a_value_that_a_program_sets_is_kept(line: str) -> None:
    """As it stands there."""
    assert list(without_programs([line], is_all=True)) == [line]


@pytest.mark.parametrize("line", LOST)
def test_what_a_program_says_besides_is_blank(line: str) -> None:
    """The line keeps its place."""
    assert list(without_programs(["A = 1", line], is_all=True)) == ["A = 1", ""]


def test_lines_that_a_search_or_a_difference_shows_to_be_of_a_program() -> None:
    """Those of other files stay as they are."""
    lines = [
        "src/feed.go:12:// the feed replaced the crawler",
        "docs/feed.md:3:The feed replaced the crawler.",
        "diff --git a/src/feed.go b/src/feed.go",
        "+++ b/src/feed.go",
        "+// the feed replaced the crawler",
        "+const Retries = 5",
        "+++ b/docs/feed.md",
        "+The feed replaced the crawler.",
    ]
    assert list(without_programs(lines, is_all=False)) == [
        "",
        lines[1],
        lines[2],
        lines[3],
        "",
        lines[5],
        lines[6],
        lines[7],
    ]


def test_the_number_of_a_line_is_no_value() -> None:
    """A tool that reads a file writes it in front."""
    assert list(without_programs(["     3\u2192The feed is up."], is_all=False)) == [
        "The feed is up."
    ]


@pytest.mark.parametrize(
    ("asked", "is_one"),
    [
        (["/srv/app/feed.go"], True),
        (["sed", "10,20p", "feed.py"], True),
        (["feed.py", "notes.md"], False),
        (["config.yaml"], False),
        (["3.11"], False),
        (["feed.py.bak"], False),
        ([], False),
    ],
)
def test_what_a_question_reads(asked: list[str], *, is_one: bool) -> None:
    """All the files it names are programs, and it names one."""
    assert is_program(asked) is is_one
