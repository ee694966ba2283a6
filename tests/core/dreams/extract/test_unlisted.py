"""What keepers of lists say is not in them, in the words of well-known ones."""

import pytest

from core.dreams.extract.fates.unlisted import (
    unlisted,
    unlisted_call,
    unlisted_given,
    unlisted_page,
)

# fmt: off
# ruff: noqa: E501
NOT_THERE = [
    ("sales.orders_2019", "Object 'SALES.ORDERS_2019' does not exist or not authorized.", "SALES.ORDERS_2019", True),
    ("sales.price_old", "ERROR 1146 (42S02) at line 1: Table 'sales.price_old' doesn't exist", "sales.price_old", False),
    ("price_old", 'ORA-00942: table or view "APP"."PRICE_OLD" does not exist', "PRICE_OLD", False),
    ("visits_raw", "Error: no such table: visits_raw", "visits_raw", False),
    ("dbo.Kilns", "Msg 208, Level 16: Invalid object name 'dbo.Kilns'.", "dbo.Kilns", False),
    ("bookings.v1", "% ERROR: Topic bookings.v1 error: Broker: Unknown topic or partition", "bookings.v1", False),
    ("registry.example/base:3.1", "Error response from daemon: manifest for registry.example/base:3.1 not found: manifest unknown", "registry.example/base:3.1", False),
    ("ops@post.example", "550 5.1.1 <ops@post.example>: Recipient address rejected: User unknown", "ops@post.example", False),
    ("kiln-fan.timer", "Unit kiln-fan.timer could not be found.", "kiln-fan.timer", False),
    ("kiln-web", "Error: No such container: kiln-web", "kiln-web", False),
    ("libkiln-dev", "E: Unable to locate package libkiln-dev", "libkiln-dev", False),
    ("svc-kiln", "id: \u2018svc-kiln\u2019: no such user", "svc-kiln", False),
    ("https://git.example/kiln/conf", "fatal: repository 'https://git.example/kiln/conf.git/' not found", "https://git.example/kiln/conf", True),
    ("kiln-db2", "error: failed to get domain 'kiln-db2'", "kiln-db2", False),
    ("kiln-db2", "No server with a name or ID of 'kiln-db2' exists.", "kiln-db2", False),
    ("glaze-color2", 'lpstat: Invalid destination name in list "glaze-color2".', "glaze-color2", False),
    ("kiln-sync", "Unit kiln-sync.service could not be found.", "kiln-sync", False),
    ("kiln-sync.timer", "No files found for kiln-sync.timer.", "kiln-sync.timer", False),
    ("stable-5", "error: pathspec 'stable-5' did not match any file(s) known to git", "stable-5", False),
    ("glazing", "ERROR! the role 'glazing' was not found in /srv/roles", "glazing", False),
    ("kiln/board/admin", "No value found at kiln/data/board/admin", "kiln/data/board/admin", False),
    ("quote_v3.docx", "NT_STATUS_OBJECT_NAME_NOT_FOUND opening remote file \\templates\\quote_v3.docx", "quote_v3.docx", False),
]
OTHERS = [
    # Another one, a plain word below something, nothing of it is missing, a wish.
    ("orders_2019", "relation \"orders_2018\" does not exist"),
    ("orders", "relation \"shop.orders\" does not exist"),
    ("orders_2019", "column \"price\" of relation \"orders_2019\" does not exist"),
    ("orders_2019", "INSERT INTO orders_2019: row does not exist"),
    ("sales.orders", "relation \"orders\" does not exist"),
    ("kiln/board/admin", "No value found at kiln/data/board/guest"),
    ("kiln-sync", "Unit kiln-sync-all.service could not be found."),
    ("stable-5", "error: pathspec 'stable-51' did not match any file(s) known to git"),
]
# fmt: on


@pytest.mark.parametrize(("name", "line", "holds", "hidden"), NOT_THERE)
def test_a_list_says_that_it_does_not_have_it(
    name: str, line: str, holds: str, *, hidden: bool
) -> None:
    """In capitals too, below a schema too, and whether one may only not see it."""
    found = unlisted(name, line)
    assert found is not None
    assert (found.holds, found.may_be_hidden) == (holds, hidden)


@pytest.mark.parametrize(("name", "line"), OTHERS)
def test_nothing_is_said_of_another_one(name: str, line: str) -> None:
    """A name has to be the whole of what was not found, or a telling last part of it."""
    assert unlisted(name, line) is None


@pytest.mark.parametrize(
    ("name", "command", "line"),
    [
        ("kiln_fan", "ros2 pkg prefix kiln_fan", "Package not found"),
        (
            "kiln_fan",
            "ssh yard-1 'source /opt/setup.sh; ros2 pkg prefix kiln_fan'",
            "Package not found",
        ),
        ("loom-7", "loomctl show node loom-7", "error: node does not exist."),
    ],
)
def test_an_answer_need_not_repeat_what_was_asked(name: str, command: str, line: str) -> None:
    """It may be a matter of rights or of the place: that settles nothing."""
    found = unlisted_call(name, command, [line])
    assert found is not None
    assert found.may_be_hidden


@pytest.mark.parametrize(
    ("name", "command", "line"),
    [
        ("yard-1", "ssh yard-1 'ros2 pkg prefix kiln_fan'", "Package not found"),
        ("kiln_fan", "ros2 pkg prefix kiln_fan; ros2 pkg prefix kiln_hood", "Package not found"),
        ("kiln_fan", "sudo -u kiln kiln_fan", "command not found"),
        ("kiln_fan", "ros2 pkg prefix kiln_fan", "Package not found, trying the mirror"),
        ("fan", "ros2 pkg prefix fan", "Package not found"),
    ],
)
def test_an_answer_to_several_questions_is_of_none(name: str, command: str, line: str) -> None:
    """Nor is what may be of the way there, or of a plain word."""
    assert unlisted_call(name, command, [line]) is None


PAGE = "https://wiki.example/x/12"


@pytest.mark.parametrize(
    "answer", ["HTTP/2 404", "< HTTP/1.1 404 Not Found", '{"error_code":404,"message":"no such"}']
)
def test_a_server_knows_of_no_such_page(answer: str) -> None:
    """By its first answer, or by the object that it sends; it may be hidden."""
    found = unlisted_page(f"curl -si '{PAGE}?a=1'", [answer])
    assert found == (answer, PAGE, True)


@pytest.mark.parametrize(
    ("command", "lines"),
    [
        (f"curl -sIL {PAGE}", ["HTTP/1.1 301 Moved", "Location: /d/44", "", "HTTP/1.1 404 No"]),
        (f"curl -sI {PAGE}", ["HTTP/1.1 403 Forbidden"]),
        (f"curl -sI {PAGE} https://wiki.example/y", ["HTTP/1.1 404 Not Found"]),
        (f"curl -s {PAGE}", ["404 rooms are free"]),
    ],
)
def test_another_answer_tells_nothing(command: str, lines: list[str]) -> None:
    """Behind a redirect, of one of two pages, another number, or a number in a text."""
    assert unlisted_page(command, lines) is None


@pytest.mark.parametrize(
    ("name", "given", "answer"),
    [
        ("#kiln-room", {"kiln-room"}, '{"ok":false,"error":"is_archived"}'),
        (
            "#kiln-room",
            {"#kiln-room", "hello there"},
            '{"ok": false, "error": "channel_not_found"}',
        ),
        ("kiln-old", {"kiln-old"}, '{"message":"Board not found"}'),
    ],
)
def test_a_tool_that_was_given_one_thing_says_that_there_is_none(
    name: str, given: set[str], answer: str
) -> None:
    """Its answer names nothing."""
    found = unlisted_given(name, given, answer)
    assert found is not None
    assert found.holds in given


@pytest.mark.parametrize(
    ("name", "given", "answer"),
    [
        ("kiln-old", {"kiln-old", "user-7"}, '{"message":"User not found"}'),
        ("kiln-old", {"kiln-new"}, '{"message":"Board not found"}'),
        ("kiln-old", {"kiln-old"}, '{"message":"Board found"}'),
        ("kiln-old", {"kiln-old"}, '{"error":"rate limited"}'),
    ],
)
def test_of_two_things_nobody_knows_which_one_there_is_not(
    name: str, given: set[str], answer: str
) -> None:
    """Nor of an answer that tells of something else."""
    assert unlisted_given(name, given, answer) is None
