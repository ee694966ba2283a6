"""What made a call go well that had failed, in the forms that this takes; and what made nothing."""

import pytest
from support.dreaming import Call, dream, kinds, new_lines, session

from core.dreams.extract.errors.refusals import is_refusal
from core.transcripts.events import Status

FAILED = Status.FAILED
Step = tuple[Call, str] | tuple[Call, str, Status]
WHOM = ("ada", "bob", "cyd")

NO_TICKET = "dirfind: no ticket for the realm, so nothing was bound"
REFUSED = '{{"error":"unauthorized","message":"the header with the key is missing"}}'
FORMS: list[tuple[str, str, str, str]] = [
    ("curl -s http://door.example/{}", "curl: (52) Empty reply from server",
     "curl -s https://door.example/{}", "give `https://` instead of `http://`"),
    ("netq http://gate.example:8080/{}", "netq: nobody answers at this address",
     "netq http://gate.example:8443/{}", "give `:8443` instead of `:8080`"),
    ("ssh tower-{} 'show state'", "Permission denied (publickey,password).",
     "ssh keeper@tower-{} 'show state'", "give it with `keeper@`"),
    ("ssh mast{} uptime", "ssh: Could not resolve hostname: Name or service not known",
     "ssh mast{}.hill.example uptime", "give it with `.hill.example`"),
    ("python tools/{}.py", "ModuleNotFoundError: No module named 'quire'",
     "/opt/quay/venv/bin/python tools/{}.py", "use `/opt/quay/venv/bin/python` instead"),
    ("takein {}.csv", "takein: line 3 has a byte that is no letter: 0xe4",
     "iconv -f latin1 -t utf-8 {}.csv | takein -",
     "pipe its input through `iconv -f latin1 -t utf-8`"),
    ("takein {}.csv", "takein: line 3 has a byte that is no letter: 0xe4",
     "iconv -f latin1 -t utf-8 {0}.csv > {0}.utf8.csv && takein {0}.utf8.csv",
     "first do `iconv -f latin1 -t utf-8`"),
    ("curl -s https://names.example/zones/{}", REFUSED,
     "curl -s -H 'X-Key: $KEY' https://names.example/zones/{}", "add `-H X-Key: $KEY`"),
    ("curl -s https://names.example/zones/{}", REFUSED,
     "curl -s -H 'X-Key: 0a1b2c' https://names.example/zones/{}", "add `-H`"),
    ('dbq -h db1 -c "select * from {}"', "ERROR:  permission denied for table {}",
     'dbq -h db1 -c "set role reader; select * from {}"', "first do `set role reader`"),
    ('pwsh -c "Get-Berth {}"', "Get-Berth: The term 'Get-Berth' is not recognized as a name here.",
     'pwsh -c "Import-Module Quay; Get-Berth {}"', "first do `Import-Module Quay`"),
    ('bash -c "tidesolve {}"', "bash: tidesolve: command not found",
     'bash -lc "module load tides && tidesolve {}"', "first do `module load tides`"),
    ("git clone git@git.quay.example:it/{}.git", "git@quay.example: Permission denied (publickey).",
     "git clone https://git.quay.example/it/{}.git", "give `https://` instead of `git@`"),
    ("sudo mount -t cifs //fs1/{0} /mnt/{0} -o user={0},ro", "mount error(112): Host is down",
     "sudo mount -t cifs //fs1/{0} /mnt/{0} -o user={0},ro,vers=3.0", "give it with `vers=3.0`"),
    ("curl -s https://rooms.example/api/rooms/{}", '{{"error":"there is no such route"}}',
     "curl -s https://rooms.example/api/v2/rooms/{}", "give it with `v2/`"),
    ("curl -s https://rooms.example/{}", "<html><title>405 Not Allowed</title></html>",
     "curl -s https://rooms.example/{}?tenant=quay", "give it with `?tenant=quay`"),
    ("ssh sw-{} show ver", "Unable to negotiate with 10.1.1.1 port 22: no matching key exchange",
     "ssh -oKexAlgorithms=+group14 sw-{} show ver", "add `-oKexAlgorithms=+group14`"),
    ("burner -f cart.cfg -c 'write {}.img'", "burner: laser not ready, nothing written",
     "burner -f cart.cfg -c 'warm up 40' -c 'write {}.img'", "add `-c 'warm up 40'`"),
]  # fmt: skip


def test_a_value_of_a_tool_that_was_not_said_in_full_is_the_remedy() -> None:
    """It is no other thing, though it is all that the tool was given."""
    tool = {"tool": "mcp__racks__get"}
    steps = [
        (
            ({**tool, "name": f"sw-{who}"}, "404: there is no device of this name", FAILED),
            ({**tool, "name": f"sw-{who}.net.example"}, f"one of {who}"),
        )
        for who in WHOM
    ]
    assert "give it with `.net.example`, which worked in 3 of 3" in lesson_of(*steps)


def lesson_of(*sessions: tuple[Step, ...]) -> str:
    """The one lesson of these sessions, of which one is another agent's; or nothing."""
    agents = enumerate(zip("aab", sessions, strict=True))
    logs = [session(agent, *one, day=day) for day, (agent, one) in agents]
    findings = dream({"/index.md": "# Notes\n"}, *logs)
    assert kinds(findings) in ([], ["add_lesson"])
    return new_lines(findings)[-1] if findings else ""


@pytest.mark.parametrize(("first", "error", "then", "advice"), FORMS)
def test_what_differs_is_the_remedy(first: str, error: str, then: str, advice: str) -> None:
    """What the call was about is another thing each time."""
    status = Status.OK if first.startswith("curl -s https") else FAILED
    steps = [
        ((first.format(who), error.format(who), status), (then.format(who), f"3 rows of {who}"))
        for who in WHOM
    ]
    logs = [
        session(agent, *one, day=day)
        for day, (agent, one) in enumerate(zip("aab", steps, strict=True))
    ]
    findings = dream({"/index.md": "# Notes\n"}, *logs)
    assert kinds(findings) == ["add_lesson"]
    assert f"{advice}, which worked in 3 of 3 sessions" in new_lines(findings)[-1]


def test_what_comes_first_may_be_followed_by_another_query() -> None:
    """Where the error blames nothing that was asked for; with a flag more, that may have helped."""
    line = lesson_of(
        (
            ("dirfind -b dc=a '(uid=ada)'", NO_TICKET, FAILED),
            ("kinit bot", "ok"),
            ("dirfind -b dc=a '(uid=eve)' -l mail", "mail: eve"),
        ),
        (
            ("dirfind '(cn=bob)'", NO_TICKET, FAILED),
            ("klist", "klist: no cache", FAILED),
            ("kinit bot", "ok"),
            ("dirfind '(cn=bob)' dn", "dn: bob"),
        ),
        (("dirfind '(sn=cyd)'", NO_TICKET, FAILED), ("kinit bot && dirfind '(sn=cyd)'", "dn: c")),
    )
    assert "first do `kinit bot`, which worked in 3 of 3 sessions" in line


def test_another_query_after_an_error_of_its_own_teaches_nothing() -> None:
    """The error is about what was asked for."""
    steps = tuple(
        (
            (
                f"dirfind '(uid={who})'",
                f"dirfind: {who} is in no branch that was looked at",
                FAILED,
            ),
            ("treeload", "ok"),
            ("dirfind '(uid=eve)'", "mail: eve"),
        )
        for who in WHOM
    )
    assert lesson_of(*steps) == ""


def test_a_refusal_got_past_the_failure_before_it() -> None:
    """That nobody may read the answer has nothing to do with the certificate."""
    error = "curl: (60) SSL certificate problem: unable to get local issuer certificate"
    answers = ("HTTP/2 428\ncontent-type: text/plain", "ready", '{"ok":true}')
    line = lesson_of(
        *(
            (
                (f"curl -sS -i https://in.example/{who}", error, FAILED),
                (f"curl -s --cacert /etc/own/ca.pem https://in.example/{who}", answer),
            )
            for who, answer in zip(WHOM, answers, strict=True)
        )
    )
    assert "add `--cacert /etc/own/ca.pem`, which worked in 3 of 3 sessions" in line


def test_one_error_of_two_programs_has_one_remedy() -> None:
    """They read the same settings, and the same flag helped all of them."""
    failed = "the sealed part of the settings cannot be read: no seal was given here"
    steps: list[tuple[Step, ...]] = [
        (
            (f"{program} {who}.yml", failed, FAILED),
            (f"{program} {who}.yml --seal-file ~/.seal", "done"),
        )
        for program, who in zip(("rig", "rig-book", "rig-book"), WHOM, strict=True)
    ]
    lesson = lesson_of(*steps)
    assert lesson.startswith("- `rig")
    assert "add `--seal-file ~/.seal`, which worked in 3 of 3" in lesson


def test_a_call_is_the_same_with_flags_before_its_sub_command() -> None:
    """Who looked closer before finding what helps failed in the same way."""
    failed = "plot: paper of the roll is narrower than the sheet"
    steps: list[tuple[Step, ...]] = [
        (
            (f"plot sheet {who}.hpgl", failed, FAILED),
            *(((f"plot -v sheet {who}.hpgl", failed, FAILED),) if who != "cyd" else ()),
            (f"plot sheet {who}.hpgl --turned", "plotted"),
        )
        for who in WHOM
    ]
    lesson = lesson_of(*steps)
    assert lesson.startswith("- `plot sheet` fails with")
    assert "add `--turned`, which worked in 3 of 3" in lesson


@pytest.mark.parametrize(
    "answer",
    [
        '{"error":"unauthorized"}',
        '{"status":404,"message":"no such zone"}',
        '{"code":"403","detail":"not for you"}',
        "HTTP/1.1 502 Bad Gateway\nserver: envoy",
    ],
)
def test_an_answer_that_is_an_error_is_a_refusal(answer: str) -> None:
    """By its status, or by an object that tells of nothing else."""
    assert is_refusal(answer)


@pytest.mark.parametrize(
    "answer",
    [
        '{"error":null,"name":"a"}',
        '{"errors":[],"data":{"a":1}}',
        '{"data":{"a":1},"errors":[{"message":"one field"}]}',
        '{"status":200,"message":"fine"}',
        '{"status":"active","message":"hello"}',
        "HTTP/2 301\nlocation: /b",
        "error: in a page",
    ],
)
def test_an_error_beside_content_is_none(answer: str) -> None:
    """It is a part of the answer, and an empty one says that all is well."""
    assert not is_refusal(answer)
