"""How a call ended: flags, exit codes and texts, and what each of them hides."""

import pytest

from core.transcripts.events import ErrorSource, Status
from core.transcripts.status import Verdict, judged, judged_by_text, reconsidered

OK = Verdict(Status.OK)


def _failed(code: int | None = 1) -> Verdict:
    return Verdict(Status.FAILED, ErrorSource.EXIT_CODE, code)


@pytest.mark.parametrize(
    ("command", "output"),
    [
        ("grep -n x a.py", ""),
        ("cd /w && rg x", "Exit code 1"),
        ("cat a | grep -v x", "<returncode>1</returncode>\n<output>\n</output>"),
        ("diff a b", "< Error: one\n> Error: two\n"),
        ("test -f x", ""),
        ("[ -d x ]", ""),
        ("git diff --exit-code", "+Traceback (most recent call last):"),
        ("sudo LANG=C /usr/bin/grep x y", ""),
        ("make -s && cmp a b", ""),
    ],
)
def test_a_benign_exit_code_is_no_failure(command: str, output: str) -> None:
    """Nothing found, or they differ: these are answers."""
    assert reconsidered(_failed(), output, command) == Verdict(Status.OK, ErrorSource.NONE, 1)


def test_a_search_over_many_files_without_a_match_is_no_failure() -> None:
    """`xargs` has an exit code of its own for it."""
    command = "find . -name '*.py' | xargs grep -l x"
    assert reconsidered(_failed(123), "", command) == Verdict(Status.OK, ErrorSource.NONE, 123)


@pytest.mark.parametrize(
    ("command", "output", "code"),
    [
        ("grep x missing", "grep: missing: No such file or directory", 1),
        ("grep -P '(' a", "", 2),
        ("python a.py", "", 1),
        ("grep x a && make", "", 1),
        ("find . | xargs grep -l x", "", 1),
        ("find . | xargs wc", "", 123),
        ("find . | xargs grep x", "grep: a b: No such file or directory", 123),
        ("cd nowhere && grep x a", "bash: line 1: cd: nowhere: No such file or directory", 1),
        ("make && grep x log", "make: *** [all] Error 1", 1),
        ("sacct -a | grep -c x", "Exit code 1\nsacct: error: no connection", 1),
        ("bkt ls /a | grep x", "Exit code 1\nbkt: <ERROR> cannot list the folder", 1),
        ("", "", 1),
    ],
)
def test_an_error_text_or_another_program_is_a_failure(
    command: str, output: str, code: int
) -> None:
    """Only exit code 1, only of these programs, only in silence."""
    assert reconsidered(_failed(code), output, command) == _failed(code)


@pytest.mark.parametrize(
    ("command", "output"),
    [
        ("go test ./... 2>&1 | tail -20", "ok a\n--- FAIL: TestX (0.00s)\n"),
        ("make || true", "make: *** [all] Error 2"),
        ("pytest -q; echo done", "= 2 failed, 3 passed in 1.2s =\ndone"),
        ("python a.py | head", "Traceback (most recent call last):\n  File"),
        ("npm test |& tee log", "npm ERR! code 1"),
        ("python -m pytest -q | head", "/usr/bin/python: No module named pytest"),
        ("ls /nowhere | wc -l", "ls: /nowhere: No such file or directory\n0"),
        ("nosuch | cat", "bash: line 1: nosuch: command not found"),
        ("./run.sh | tail -1", "fatal: nothing to do"),
        ("mypy . | tail -3", "a.py:3: error: Bad type"),
        ("sacct -a | wc -l", "sacct: error: no connection to the database\n0"),
        ("dirfind '(a=b)' | wc -l", "dirfind: could not reach the server\n0"),
        ("fetchit http://a | jq .b", "fetchit: (60) certificate problem"),
        ("bkt ls /a | tail -4", "bkt: <ERROR> cannot list the folder"),
        ("tofu plan | tail -3", "\u2577\n\u2502 Error: somebody else has the lock\n\u2575"),
        ("meson compile 2>&1 | tail", "c++: fatal error: killed"),
        ("docker build . 2>&1 | tail", "#9 312.8 c++: fatal error: killed"),
    ],
)
def test_a_hidden_exit_code_is_found_in_the_text(command: str, output: str) -> None:
    """A pipe, `;` and `||` give the exit code of something else."""
    expected = Verdict(Status.FAILED, ErrorSource.TEXT_RULE)
    assert reconsidered(OK, output, command) == expected


@pytest.mark.parametrize(
    ("command", "output"),
    [
        ("go test ./...", "--- FAIL: TestX"),  # the exit code came through: it knows better
        ("set -o pipefail; make | tail", "make: *** [all] Error 2"),
        ("cat log.txt | tail -5", "Error: shown\nTraceback (most recent call last):"),
        ("kubectl logs pod | grep -i error", "ERROR: in the log"),
        ("git log --oneline | head", "fatal: the word of a commit"),
        ("obsq logs | tail", "Error: of somebody else"),
        ("make 2>&1 | tail", "0 errors, all good"),
        ("echo 'a | b; false'", "error: quoted"),
        ("cat log.txt | tail -5", "sacct: error: in the log"),
        ("unit logs x | tail", "unit: error: of a run long ago"),
        ("cat build.log | tail", "c++: fatal error: killed"),
        ("cat unit.log | tail", "dirfind: could not reach the server"),
        ("dirfind '(a=b)' | wc -l", "dirfind: 12 entries\n12"),
        ("kubectl get events | tail", "\u2502 Error: in a box of somebody else"),
    ],
)
def test_what_is_only_shown_is_no_failure(command: str, output: str) -> None:
    """Logs are full of other people's errors."""
    assert reconsidered(OK, output, command) == OK


def test_a_verdict_that_somebody_made_stands() -> None:
    """A rejection is not looked at again."""
    rejected = Verdict(Status.REJECTED_BY_USER, ErrorSource.TEXT_RULE, 1)
    assert reconsidered(rejected, "", "grep x y") == rejected
    assert reconsidered(_failed(), "", None) == _failed()


def test_without_a_flag_the_text_is_only_trusted_where_nothing_marks_errors() -> None:
    """In a format with flags, a file that begins with such words is just that."""
    words = "The user doesn't want to proceed with this tool use."
    assert judged(words) == OK
    assert judged(words, flag=False) == OK
    assert judged(words, flag=True).status is Status.REJECTED_BY_USER
    assert judged("Error: no seats") == OK
    assert judged("Error: no seats", has_flags=False).status is Status.FAILED
    assert judged("Errors were counted", has_flags=False) == OK
    assert judged("OBSERVATION:\nbash: lint: command not found\n", has_flags=False).status is (
        Status.FAILED
    )
    assert judged("sh: a script, and: not found again", has_flags=False) == OK


@pytest.mark.parametrize(
    ("text", "code", "status"),
    [
        ("Exit code 143\nCommand timed out after 2m 0.0s\nhalf", 143, Status.TIMEOUT),
        ("MCP error -32001: Request timed out", None, Status.TIMEOUT),
        ("Exit code 1\nFAIL test_slow timed out after 3 s", 1, Status.FAILED),
        ("Exit code 124\n", 124, Status.TIMEOUT),
    ],
)
def test_a_timeout_is_the_harness_not_the_test(text: str, code: int | None, status: Status) -> None:
    """Tests speak of time-outs too."""
    assert judged(text, flag=True).status is status
    assert judged(text, flag=True).exit_code == code


def test_a_format_without_any_mark_is_judged_by_text() -> None:
    """The whole command is looked at, for no exit code comes through at all."""
    assert (
        judged_by_text("Traceback (most recent call last):", "python a.py").status is Status.FAILED
    )
    assert judged_by_text("x\nmake: *** [a] Error 1", "make").status is Status.FAILED
    assert (
        judged_by_text("Your proposed edit has introduced new errors", None).status is Status.FAILED
    )
    assert judged_by_text("all good", "make") == OK
    assert judged_by_text("1: Error: in a file", "cat a.log") == OK
