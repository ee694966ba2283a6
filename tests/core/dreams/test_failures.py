"""Failures that everybody meets: the same in the words of different programs and harnesses."""

import pytest

from core.dreams.extract.errors.errors import error_line
from core.dreams.extract.errors.failures import OF_EDITS, OF_LOOKS, OF_READS, Known, told

SAID = [
    ("ModuleNotFoundError: No module named 'pytz'", Known.MISSING, "pytz"),
    ("/usr/bin/python3: No module named pytest", Known.MISSING, "pytest"),
    ("bash: line 1: sqlfluff: command not found", Known.MISSING, "sqlfluff"),
    ("/bin/sh: 1: jq: not found", Known.MISSING, "jq"),
    ("zsh: command not found: rg", Known.MISSING, "rg"),
    ("Error: Cannot find module 'left-pad'", Known.NO_PACKAGE, "left-pad"),
    ("cat: a.py: No such file or directory", Known.NO_FILE, ""),
    ("File does not exist. Did you mean a.yaml?", Known.NO_FILE, ""),
    ("String to replace not found in file.", Known.NO_MATCH, ""),
    ("No replacement was performed, old_str `x` did not appear verbatim in /a", Known.NO_MATCH, ""),
    ("apply_patch verification failed: Failed to find expected lines in a", Known.NO_MATCH, ""),
    ("Failed to edit, 0 occurrences found for old_string", Known.NO_MATCH, ""),
    ("Found 2 matches of the string to replace, but", Known.NOT_UNIQUE, ""),
    ("Failed to edit, expected 1 occurrence but found 2", Known.NOT_UNIQUE, ""),
    ("File has not been read yet. Read it first before writing to it.", Known.UNREAD, ""),
    ("File has been unexpectedly modified. Read it again", Known.CHANGED, ""),
    ("File content (31021 tokens) exceeds maximum allowed tokens (25000).", Known.TOO_LARGE, ""),
]


@pytest.mark.parametrize(("line", "known", "about"), SAID)
def test_a_failure_is_known_in_any_words(line: str, known: Known, about: str) -> None:
    """What it says stands in the line, and what it is about is told."""
    found = told(line, OF_LOOKS | OF_EDITS | OF_READS)
    assert found is not None
    assert (found.known, found.about) == (known, about)
    assert found.says in line


@pytest.mark.parametrize(
    "line",
    ["Error: Cannot find module './cart'", "the string to replace", "404: page not found", ""],
)
def test_other_errors_are_none_of_them(line: str) -> None:
    """One's own module, a mere mention, another thing that was not found."""
    assert told(line, OF_LOOKS | OF_EDITS | OF_READS) is None


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("<returncode>1</returncode>\n<output>\nimp: no\n</output>", "imp: no"),
        ("OBSERVATION:\nbash: x: command not found\n", "bash: x: command not found"),
        ("Exit code 2\nloading\nimp: invalid date", "imp: invalid date"),
        ('x\nTraceback (most recent call last):\n  File "a", line 1\nKeyError: 1', "KeyError: 1"),
        ('  File "a.py", line 3\n    print("must")\nSyntaxError: bad', "SyntaxError: bad"),
        (
            "Your edit has errors.\n\nERRORS:\n- E999 IndentationError: x",
            "E999 IndentationError: x",
        ),
        ("<tool_use_error>File does not exist.</tool_use_error>", "File does not exist."),
    ],
)
def test_the_line_that_says_it_is_found(body: str, line: str) -> None:
    """Without the wrapping of a harness; of a traceback the exception, of a list the first."""
    assert error_line(body) == line
