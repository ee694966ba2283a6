"""Lessons of coding agents: what editors, interpreters and linters say, and what is only work."""

from dataclasses import replace

import pytest
from support.dreaming import Call, dream, kinds, new_lines, old_lines, session

from core.dreams.inputs import SessionLog
from core.transcripts.events import Status

FAILED = Status.FAILED
Step = tuple[Call, str] | tuple[Call, str, Status]


def each(*sessions: tuple[Step, ...], agents: str = "aab") -> list[SessionLog]:
    """Sessions of these steps, one a day, of these agents."""
    return [
        session(agent, *steps, day=day)
        for day, (agent, steps) in enumerate(zip(agents, sessions, strict=True))
    ]


def edit(old: str, new: str = "x = 2", tool: str = "Edit", **more: bool) -> Call:
    """An edit of a file."""
    return {"tool": tool, "file_path": "/w/app.py", "old_string": old, "new_string": new, **more}


READ: Step = ({"tool": "Read", "file_path": "/w/app.py"}, "x = 1")
NOT_FOUND = "<tool_use_error>String to replace not found in file.\nString: x =  1</tool_use_error>"
TWICE = "Found 2 matches of the string to replace, but replace_all is false."


def line_of(*sessions: tuple[Step, ...], agents: str = "aab") -> str:
    """The one lesson that three sessions teach."""
    findings = dream({"/index.md": "# Notes\n"}, *each(*sessions, agents=agents))
    assert kinds(findings) == ["add_lesson"]
    return new_lines(findings)[-1]


def test_an_edit_whose_text_is_not_there_wants_the_file_read() -> None:
    """In whatever words an editor says it: it is one failure."""
    verbatim = (
        "No replacement was performed, old_str `x =  1` did not appear verbatim in /w/app.py."
    )
    line = line_of(
        ((edit("x =  1"), NOT_FOUND, FAILED), READ, (edit("x = 1"), "done")),
        ((edit("x =  1"), NOT_FOUND, FAILED), ("mise fmt", "ok"), READ, (edit("x = 1"), "done")),
        ((edit("x =  1", tool="str_replace_editor"), verbatim, FAILED),),
    )
    assert "first read the file as it is now (`Read`)" in line
    assert "worked in 2 of 3 sessions, as with `app.py`" in line


def test_an_edit_that_fits_twice_wants_more_around_its_place() -> None:
    """The retry holds what the failure held, and more."""
    steps = ((edit("x = 1"), TWICE, FAILED), (edit("def f():\n    x = 1"), "done"))
    assert "give more of the lines around the place" in line_of(steps, steps, steps)


def test_an_option_of_a_tool_is_a_remedy() -> None:
    """A parameter that was not set before."""
    big = "File content (31021 tokens) exceeds maximum allowed tokens (25000)."
    whole: Call = {"tool": "Read", "file_path": "/w/big.log"}
    part: Call = {**whole, "limit": 200}
    steps: tuple[Step, ...] = ((whole, big, FAILED), (part, "first lines"))
    assert "add `limit`" in line_of(steps, steps, steps)


def test_lines_without_their_indentation_are_given_it() -> None:
    """Only blanks differ between what failed and what worked."""
    bad = (
        "Your proposed edit has introduced new syntax error(s).\n\nERRORS:\n- E999 IndentationError"
    )
    steps: tuple[Step, ...] = (
        ({"tool": "edit", "command": "edit 3:3\nreturn 1\nend"}, f"{bad}: unexpected", FAILED),
        ({"tool": "edit", "command": "edit 3:3\n    return 1\nend"}, "[File: a.py]"),
    )
    line = line_of(steps, steps, steps)
    assert '`edit` fails with "E999 IndentationError: unexpected"' in line
    assert "give the lines the indentation of their place" in line


def test_another_name_for_a_file_is_learned() -> None:
    """The same wrong name in several sessions, and what the file is called."""
    steps: tuple[Step, ...] = (
        ({"tool": "Read", "file_path": "/w/.lint.yml"}, "File does not exist.", FAILED),
        ({"tool": "Read", "file_path": "/w/.lint.yaml"}, "rules: all"),
    )
    line = line_of(steps, steps, steps)
    assert "`Read` of `.lint.yml` fails" in line
    assert "use `.lint.yaml` instead" in line


def test_a_guessed_path_wants_a_search() -> None:
    """Different files, different tools; a search whose answer names the file was what worked."""
    search: Step = (
        {"tool": "Glob", "pattern": "**/cart*"},
        "/w/shop/cart.py\n/w/shop/cart_test.py",
    )
    found: Step = ({"tool": "Read", "file_path": "/w/shop/cart.py"}, "class Cart")
    line = line_of(
        (
            ({"tool": "Read", "file_path": "/w/cart.py"}, "File does not exist.", FAILED),
            search,
            found,
        ),
        (
            ("cat lib/user.py", "cat: lib/user.py: No such file or directory", FAILED),
            ("find . -name 'user*'", "./core/user.py"),
            ("cat core/user.py", "class User"),
        ),
        (({"tool": "Read", "file_path": "/w/a.py"}, "File does not exist.", FAILED),),
    )
    assert "first look up where the file is" in line
    assert "worked in 2 of 3 sessions, as with `cart.py`" in line


@pytest.mark.parametrize(
    ("entry", "lessons"),
    [
        ("`Read` of a path that is guessed says File does not exist: search for it.", 1),
        ("`Read` of `.lint.yml`: File does not exist, it is `.lint.yaml`.", 1),
        ("`Read` reads a file, also one that does not exist yet.", 2),
    ],
)
def test_a_lesson_of_one_file_and_one_of_all_are_known_apart(entry: str, lessons: int) -> None:
    """Who knows the name of one file does not know what to do about others."""
    steps: tuple[Step, ...] = (
        ({"tool": "Read", "file_path": "/w/.lint.yml"}, "File does not exist.", FAILED),
        ({"tool": "Glob", "pattern": "**/.lint*"}, "/w/.lint.yaml"),
        ({"tool": "Read", "file_path": "/w/.lint.yaml"}, "rules: all"),
        ({"tool": "Read", "file_path": "/w/cart.py"}, "File does not exist.", FAILED),
    )
    findings = dream({"/tools.md": f"# Tools\n\n- {entry}\n"}, *each(steps, steps, steps))
    assert kinds(findings) == ["add_lesson"] * lessons
    # An entry that only speaks of the same is no part of a lesson.
    assert old_lines(findings) == []


def test_what_is_missing_gets_installed() -> None:
    """A module or a program, whatever it is called and whoever misses it."""
    trace = 'Traceback (most recent call last):\n  File "a.py", line 1\n'
    line = line_of(
        (
            ("python a.py", f"{trace}ModuleNotFoundError: No module named 'pytz'", FAILED),
            ("pip install pytz -q 2>&1 | tail -1", "ok"),
            # That another one is missing now is no sign that the first one still is.
            ("python a.py", f"{trace}ModuleNotFoundError: No module named 'numpy'", FAILED),
        ),
        (
            ("python3 -m pytest -q", "/usr/bin/python3: No module named pytest", FAILED),
            ("python3 -m pip install 'pytest>=8'", "ok"),
            ("python3 -m pytest -q", "3 passed"),
        ),
        (
            ("pylint a.py", "bash: line 1: pylint: command not found", FAILED),
            ("pip3 install pylint", "ok"),
            ("pylint a.py", "10/10"),
        ),
    )
    assert "first do `pip install` for what is missing" in line
    assert '"No module named" or "command not found"' in line
    assert "3 of 3 sessions" in line


IN_SHELLS: list[tuple[Step, Step, str]] = [
    (
        ("go test ./cart", "no Go files in /w/docs", FAILED),
        ("cd /w && go test ./cart", "ok"),
        "call it in the folder where it belongs (`cd`), or with absolute paths",
    ),
    (
        ("python -m shop.serve", "No module named shop.serve", FAILED),
        ("source .venv/bin/activate && python -m shop.serve", "serving"),
        "first do `source .venv/bin/activate`",
    ),
    (
        ("make all", "Command timed out after 2m 0.0s", Status.TIMEOUT),
        ({"tool": "Bash", "command": "make all", "timeout": 600000}, "built"),
        "add `timeout`",
    ),
    (
        ("make all", "make: cannot write to the folder out, it is missing", FAILED),
        ("mkdir -p out && make all", "built"),
        "first do `mkdir -p out`",
    ),
]


@pytest.mark.parametrize(("fails", "works", "advice"), IN_SHELLS)
def test_what_a_shell_was_told_beside_the_call_is_a_remedy(
    fails: Step, works: Step, advice: str
) -> None:
    """Another folder, an environment, more time, a folder that had to be made."""
    steps = (fails, works)
    assert advice in line_of(steps, steps, steps)


def test_folders_that_differ_are_one_remedy() -> None:
    """In a step of its own too: wherever it was, it was another folder."""
    fails: Step = ("go test ./cart", "no Go files in /w/docs", FAILED)
    line = line_of(
        (fails, ("cd /w", ""), ("go test ./cart", "ok")),
        (fails, ("cd /home/ada/w && go test ./cart", "ok")),
        (fails,),
    )
    assert "call it in the folder where it belongs (`cd`)" in line


def test_another_program_is_a_remedy_for_one_that_is_missing() -> None:
    """Nothing was installed."""
    steps: tuple[Step, ...] = (
        ("python a.py", "bash: python: command not found", FAILED),
        ("python3 a.py", "ok"),
    )
    assert "use `python3` instead" in line_of(steps, steps, steps)


def checked(place: str, name: str) -> tuple[Step, ...]:
    """A linter complains about one place, and is content when that was changed."""
    complaint = f"{name}:{place}: Error return value of `f` is not checked (errcheck)"
    return (
        ("mise run lint", f"[lint] ERROR task failed\n\n{complaint}", FAILED),
        (
            {"tool": "Edit", "file_path": f"/w/{name}", "old_string": "f()", "new_string": "g()"},
            "ok",
        ),
        ("mise run fmt && mise run lint", "0 issues."),
    )


def test_a_rule_that_code_broke_again_and_again_is_a_lesson() -> None:
    """The rule is the same in whatever code, and the code had to be changed for it."""
    sessions = (checked("3:1", "cart_test.go"), checked("9:5", "user_test.go"))
    line = line_of(*sessions, checked("7:2", "api/tax_test.go"))
    assert "`mise run lint` finds" in line
    assert "in `*_test.go`: keep to `errcheck` when writing code" in line
    assert "had to be changed in 3 of 3 sessions" in line


WRONG = "imp: error: file has 5200 rows, limit is 5000"
ONLY_WORK = {
    "code that was changed until it passed": (
        ("pytest tests", "E  AssertionError: cart must be empty", FAILED),
        (edit("x = 1"), "done"),
        ("git add .", ""),
        ("pytest tests --lf", "3 passed"),
    ),
    "a script that was written anew": (
        ("python a.py", "AttributeError: module 'os' has no attribute 'exist'", FAILED),
        ("cat > a.py <<'EOF'\nprint(1)\nEOF\npython a.py --fast", "1"),
    ),
    "other code": (
        ("python -c 'import os; os.exist'", "AttributeError: no attribute 'exist' in os", FAILED),
        ("python -u -c 'import os; os.path'", "ok"),
    ),
    "a flag that only shows more": (
        ("imp load a.csv", WRONG, FAILED),
        ("imp load -v a.csv", "ok"),
    ),
    "a look at what it failed on": (
        ("pytest tests/cart.py", "E  AssertionError: cart must be empty", FAILED),
        ("cat tests/cart.py", "def test_cart"),
    ),
    "the same program for something else": (
        ("go test ./cart", "cart_test.go:9: the cart is not empty", FAILED),
        ("make seed", "ok"),
        ("go test ./user", "ok"),
    ),
    "a search for another file": (
        ({"tool": "Read", "file_path": "/w/shop/cart.py"}, "File does not exist.", FAILED),
        ({"tool": "Glob", "pattern": "**/*.md"}, "/w/docs/notes.md"),
        ({"tool": "Read", "file_path": "/w/docs/notes.md"}, "Notes"),
    ),
    "another edit of the file": (
        (edit("x =  1", "y = 3"), NOT_FOUND, FAILED),
        READ,
        (edit("name", "other"), "done"),
    ),
    "the thing is still missing": (
        ("python a.py", "ModuleNotFoundError: No module named 'pytz'", FAILED),
        ("pip install pytz", "ok"),
        ("python a.py", "ModuleNotFoundError: No module named 'pytz'", FAILED),
    ),
    "the linter is not content": (
        *checked("3:1", "cart.go")[:2],
        (
            "mise run lint",
            "cart.go:4:1: Error return value of `f` is not checked (errcheck)",
            FAILED,
        ),
    ),
    "what a compiler says": (
        ("mise run lint", "cart.go:3:1: undefined: cart (typecheck)", FAILED),
        *checked("3:1", "cart.go")[1:],
    ),
}


@pytest.mark.parametrize("steps", ONLY_WORK.values(), ids=ONLY_WORK)
def test_what_is_only_work_teaches_nothing(steps: tuple[Step, ...]) -> None:
    """Three sessions of two agents went the same way, and yet nothing can be kept of it."""
    assert dream({}, *each(steps, steps, steps)) == ()


def test_what_worked_in_few_of_many_sessions_is_no_lesson() -> None:
    """Two of nine may be chance."""
    vain: tuple[Step, ...] = (("imp load a.csv", WRONG, FAILED),)
    works: tuple[Step, ...] = (*vain, ("imp load a.csv --chunk 500", "ok"))
    assert dream({}, *each(*[works] * 2, *[vain] * 7, agents="ababababa")) == ()
    assert kinds(dream({}, *each(*[works] * 3, *[vain] * 6, agents="ababababa"))) == ["add_lesson"]


def test_an_error_is_quoted_as_it_stands_or_not_at_all() -> None:
    """A long one in part; one that the wrapping of a harness goes through is no evidence."""
    long = f"{'at load ' * 60}{WRONG} {'at main ' * 60}"
    wrapped = WRONG.replace("file has", "file <error>has</error>")
    works: Step = ("imp load a.csv --chunk 500", "ok")
    (finding,) = dream(
        {},
        *each(
            (("imp load a.csv", WRONG, FAILED), works),
            (("imp load a.csv", WRONG, FAILED), works),
            (("imp load a.csv", wrapped, FAILED), works),
        ),
    )
    assert [one.quote for one in finding.evidence].count(WRONG) == 2
    steps: tuple[Step, ...] = (("imp load a.csv", long, FAILED), works)
    (finding,) = dream({}, *each(steps, steps, steps))
    assert max(len(one.quote) for one in finding.evidence) <= 300


def timeless(log: SessionLog) -> SessionLog:
    """The same session in a transcript that has no times."""
    events = tuple(replace(one, ts=None) for one in log.events)
    return replace(log, started=None, events=events)


LOADS: list[tuple[Step, ...]] = [
    ((f"imp load {name}.csv", WRONG, FAILED), (f"imp load {name}.csv -c 5", "ok")) for name in "abc"
]


def test_a_lesson_of_sessions_without_times_says_no_day() -> None:
    """Not every transcript has times."""
    (finding,) = dream({}, *map(timeless, each(*LOADS)))
    assert new_lines([finding])[-1].endswith("(seen in 3 sessions, 2 agents)")


def test_a_run_that_is_there_twice_counts_once() -> None:
    """The same agent did the same at the same time: one of them is a copy."""
    first, *others = map(timeless, each(*LOADS[:2], agents="ab"))
    copy = timeless(session("a", *LOADS[0], day=5))
    assert dream({}, first, *others, copy) == ()
