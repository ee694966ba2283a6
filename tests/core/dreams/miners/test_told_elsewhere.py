"""What became of things, in the answers of more programs, and by more of the names they have."""

import pytest
from support.dreaming import Call, dream, new_lines, old_lines, session

from core.transcripts.events import Status

FAILED = Status.FAILED
Step = tuple[Call, str] | tuple[Call, str, Status]
# fmt: off
# ruff: noqa: E501
RENAMED: list[tuple[str, Step, str]] = [
    # A repository that answers by another name, and one that says where it is now.
    ("Sheets are in github.com/tidewater/sheet-music, ask Ada for access.", ("gh api repos/tidewater/sheet-music --jq '{full_name}'", '{"full_name":"tidewater/scores"}'), "github.com/tidewater/scores"),
    ("Sheets are in `tidewater/sheet-music`.", ("gh repo view tidewater/sheet-music --json nameWithOwner", '{"nameWithOwner":"tidewater/scores"}'), "`tidewater/scores`"),
    ("Sheets are in tidewater/sheet-music.", ("git clone https://git.example/tidewater/sheet-music.git", "remote: This repository moved. Please use the new location:\nremote:   https://git.example/tidewater/scores.git"), "tidewater/scores."),
    # A channel by what its record says.
    ("Say it in #lock-keepers.", ({"tool": "mcp__chat__channel_info", "channel": "lock-keepers"}, '{"ok":true,"channel":{"id":"C7","name":"lock-keepers","is_archived":true,"purpose":{"value":"moved to #lock-desk"}}}'), "#lock-desk"),
    # What is written from the root is told of without the stroke.
    ("When it stalls look at `/sluice_server`, its log says which step was tried.", ("cat CHANGES", "the node sluice_server was renamed to gate_server"), "`/gate_server`"),
    # A note of a day that says where something is, with who noted it.
    ("**2026-02-02** (ada) tide tables: endpoint https://tides.example/v1/day", ("curl -i https://tides.example/v1/day", 'HTTP/1.1 410 Gone\n\n{"error":"v1 has been retired","use":"https://tides.example/v2/day"}'), "https://tides.example/v2/day"),
]
ASKED: list[tuple[str, tuple[Step, ...], str]] = [
    # A page by the id that another address of the same host has.
    ("The board: https://graphs.example/d/tide-old/ (\"Tides\").", (("curl -s https://graphs.example/api/boards/uid/tide-old", '{"message":"Board not found","statusCode":404}'),), "https://graphs.example/d/tide-old was not found"),
    # The host in front of a path, as a resolver says it.
    ("Images come from images.tide.example/base/* after the update.", (("docker build .", 'Head "https://images.tide.example/v2/": dial tcp: lookup images.tide.example on 127.0.0.53:53: no such host', FAILED),), "images.tide.example was not found"),
    # A program that is not there, where another one answers the same words, or where one asks for it.
    ("Admin calls: `lockctl` (see `lockctl help`).", (("lockctl gate list --all", "bash: lockctl: command not found", FAILED), ("tidectl gate list --all", "gate 1\ngate 2")), "lockctl was not found"),
    ("It still goes by `bellows` too.", (("which bellows", "/usr/bin/which: no bellows in (/usr/bin:/bin)"),), "bellows was not found"),
    ("It still goes by `bellows` too.", (("command -v bellows || echo 'bellows: not found'", "bellows: not found"),), "bellows was not found"),
    # A table that a dated note needs.
    ("**2026-02-02** (ada) reading of `raw.old_tides` needed for stations before 2024.", (("db -q 'select 1 from raw.old_tides'", "Object 'RAW.OLD_TIDES' does not exist or not authorized.", FAILED),), "raw.old_tides was not found"),
    # What was switched off on a day may be on again.
    ("Come in by OpenVPN, profile in the wiki.", (({"tool": "mcp__wiki__page", "page": "Ways in"}, '{"title":"Ways in","body":"<b>OpenVPN was switched off on 2 Feb.</b> Use the other net."}'),), "OpenVPN is said to be off"),
    ("Workflow night-tide builds the tables every night.", (("gh workflow list --all", "NAME          STATE              ID\nfull          active             44\nnight-tide    disabled_manually  61"),), "night-tide is said to be off"),
    # A word that begins a sentence may be a name.
    ("Harkener is what finance uses for the report.", (("chat-search harkener", "2026-02-20 ida: Harkener is switched off today. The report has moved."),), "Harkener may be gone"),
    ("Harkener shows the load of the pumps.", (("cat wiki.md", "Harkener was replaced by Lookout in January 2026."),), "Harkener may have been replaced by Lookout"),
    ("Harkener on mon1 watches the pumps.", (("cat motd", "Harkener was retired in January 2026."),), "Harkener may be gone"),
    ("Requests: OTRAX, queue locks.", (("cat wiki.md", "OTRAX was replaced by Lookout on 2026-02-01."),), "OTRAX may have been replaced by Lookout"),
    # A tool that was given its name only.
    ("Say it in #lock-keepers.", (({"tool": "mcp__chat__post", "channel": "lock-keepers"}, '{"ok":false,"error":"is_archived"}'),), "#lock-keepers was not found"),
]
NOTHING: list[tuple[str, tuple[Step, ...]]] = [
    # The same repository, two of them, and one of another owner that it was made from.
    ("Sheets are in `tidewater/sheet-music`.", (("gh api repos/tidewater/sheet-music", '{"full_name":"tidewater/sheet-music"}'),)),
    ("Sheets are in `tidewater/sheet-music`.", (("gh api repos/tidewater/sheet-music; gh api repos/tidewater/b", '{"full_name":"tidewater/scores"}'),)),
    # A channel that is in use.
    ("Say it in #lock-keepers.", (({"tool": "mcp__chat__channel_info", "channel": "lock-keepers"}, '{"channel":{"name":"lock-keepers","is_archived":false,"purpose":{"value":"see #lock-desk"}}}'),)),
    # A page of another host with the same id, or an id that is a plain word.
    ("The board: https://graphs.example/d/tide-old/", (("curl -s https://other.example/api/tide-old", '{"message":"Board not found","statusCode":404}'),)),
    ("The board: https://graphs.example/d/tides/", (("curl -s https://graphs.example/api/boards/tides", '{"message":"Board not found","statusCode":404}'),)),
    # A program that one machine lacks; other words, or the same of a program that is there.
    ("Admin calls: `lockctl` (see `lockctl help`).", (("lockctl gate list --all", "bash: lockctl: command not found", FAILED), ("tidectl gate list --some", "gate 1"))),
    ("It still goes by `bellows` too.", (("which bellows", "/usr/bin/bellows"),)),
    # The entry tells itself that it is of another time.
    ("`/sluice_server` was the name before.", (("cat CHANGES", "the node sluice_server was renamed to gate_server"),)),
    ("2026-02-02: OpenVPN was slow all day.", (("cat wiki.md", "OpenVPN was switched off on 2 Feb."),)),
    # Off for now, on again, or another thing.
    ("Come in by OpenVPN, profile in the wiki.", (("cat wiki.md", "OpenVPN was switched off on 2 Feb for maintenance."),)),
    ("Come in by OpenVPN, profile in the wiki.", (("cat wiki.md", "OpenVPN was switched off on 2 Feb."), ("vpn status", "OpenVPN up since Monday"))),
    ("Workflow night-tide builds the tables.", (("gh workflow list", "NAME          STATE   ID\nnight-tide    active  61"),)),
    ("Parking is by sticker.", (("cat wiki.md", "Parking lot 4 was closed for good."),)),
    ("Harkener shows the load of the pumps.", (("cat wiki.md", "The Harkener reports of May are gone."),)),
]
# fmt: on


@pytest.mark.parametrize(("text", "step", "new"), RENAMED)
def test_the_new_name_takes_its_place(text: str, step: Step, new: str) -> None:
    """Wherever the answer stands, and however much of the name it has."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, session("a", step))
    assert old_lines(findings) == [f"- {text}"]
    assert len(new_lines(findings)) == 1
    assert new in new_lines(findings)[0]


@pytest.mark.parametrize(("text", "steps", "title"), ASKED)
def test_what_may_be_gone_is_asked_about(text: str, steps: tuple[Step, ...], title: str) -> None:
    """Nothing is changed, and the line is quoted."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, session("a", *steps))
    stale = [one for one in findings if one.kind == "remove_stale"]
    assert [one.title for one in stale] == [title]
    assert old_lines(stale) == []
    assert "/a.md:3" in [one.source for one in stale[0].evidence]


@pytest.mark.parametrize(("text", "steps"), NOTHING)
def test_what_tells_of_no_end_asks_nothing(text: str, steps: tuple[Step, ...]) -> None:
    """Nor does it change anything."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, session("a", *steps))
    assert [one.title for one in findings if one.kind == "remove_stale"] == []


def test_what_a_commit_deleted_by_its_status_is_gone() -> None:
    """Beside that it was not found, whatever stands in front of its name."""
    steps: tuple[Step, ...] = (
        ("./renumber.sh --all", "bash: ./renumber.sh: No such file or directory", FAILED),
        ("git log --diff-filter=D --name-status -2", "3f7720e one entry point\nD\trenumber.sh"),
    )
    text = "- To renumber run `./renumber.sh --all`.\n"
    findings = dream({"/a.md": f"# Notes\n\n{text}- More.\n"}, session("a", *steps))
    assert old_lines(findings) == [text.strip()]


def test_the_call_that_answered_instead_is_shown() -> None:
    """The same words, under which the program is known now."""
    steps: tuple[Step, ...] = (
        ("lockctl gate list --all", "bash: lockctl: command not found", FAILED),
        ("tidectl gate list --all", "gate 1\ngate 2"),
    )
    (finding,) = dream({"/a.md": "# Notes\n\n- Use `lockctl`.\n"}, session("a", *steps))
    assert "Then the same was called as `tidectl gate list --all`." in finding.rationale
    assert "tidectl gate list --all" in [one.quote for one in finding.evidence]
