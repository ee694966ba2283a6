"""What needs a person: alarms in `status`, their thresholds, pausing a session, limits."""

import pytest

from core.text import sha256


@pytest.fixture
def configure(home):
    """Writes the configuration file of the account."""
    folder = home / ".config/memtui"
    folder.mkdir(parents=True)

    def write(text: str) -> None:
        (folder / "config.toml").write_text(text)

    return write


@pytest.fixture
def session(memtui, store):
    return memtui(
        "session", "start", "--agent", "looping", "--attach", f"{store}=read_write", "--json"
    ).json["id"]


def write_often(memtui, store, session, times=4):
    for number in range(times):
        memtui("write", store, "/a.md", "--content", str(number), "--session", session)


def test_nothing_needs_a_person(memtui, store):
    """One line, exit code 0, no alarms."""
    short = memtui("status", "--short")
    assert len(short.text.splitlines()) == 1
    assert short.text.startswith("memtui: ok |")
    assert memtui("status", "--json").json["alarms"] == []
    assert memtui("status", "--short", "--json").json["needs_person"] is False


def test_a_raised_alarm_needs_a_person(memtui, store, session, configure):
    """Exit code 3 in the short form, and who it is about in the long one."""
    write_often(memtui, store, session)
    memtui("status", "--short")
    configure("[alarms]\nburst_writes = 3\n")
    short = memtui("status", "--short", code=3)
    assert short.text.startswith("memtui: 1 alarm (burst) |")
    answer = memtui("status", "--short", "--json", code=3).json
    assert answer["needs_person"] is True
    (alarm,) = answer["alarms"]
    assert (alarm["kind"], alarm["agent"], alarm["count"]) == ("burst", "looping", 4)
    assert (alarm["session_id"], alarm["memory_store_id"]) == (session, store)
    assert "looping wrote 4 times" in memtui("status").text


def test_every_threshold_counts(memtui, store, session, configure):
    """Rate, lost writes and refusals have thresholds too; kinds are named once each."""
    write_often(memtui, store, session)
    for path in ("/a.md", "/b.md"):
        stale = ("--if-sha256", sha256("old"), "--session", session)
        memtui("write", store, path, "--content", "x", "--create", "--session", session, code=None)
        memtui("write", store, "/a.md", "--content", path, *stale, code=3)
    configure("[alarms]\nwindow_s = 60\nwrites_per_minute = 3\nconflicts = 1\nburst_writes = 99\n")
    raised = memtui("status", "--json").json["alarms"]
    assert [alarm["kind"] for alarm in raised] == ["conflict_rate", "write_rate"]
    assert "alarms (conflict rate, write rate)" in memtui("status", "--short", code=3).text


def test_open_conflicts_need_a_person_until_they_are_settled(memtui, store):
    """And are counted beside alarms."""
    memtui("write", store, "/a.md", "--content", "x")
    memtui("write", store, "/a.md", "--content", "y", "--create", code=3)
    assert memtui("status", "--short", code=3).text.startswith("memtui: 1 open conflict |")
    (conflict,) = memtui("conflicts", "list", "--json").data
    memtui("conflicts", "dismiss", conflict["id"])
    memtui("status", "--short")


def test_a_session_sees_no_alarms_of_other_stores(memtui, store, session, configure):
    """What is not attached does not exist."""
    write_often(memtui, store, session)
    configure("[alarms]\nburst_writes = 3\n")
    other = memtui("session", "start", "--agent", "x").text.strip()
    assert memtui("status", "--session", other, "--json").json["alarms"] == []
    assert len(memtui("status", "--session", session, "--json").json["alarms"]) == 1


def test_the_short_line_has_nothing_that_an_agent_chose(memtui, store, configure):
    """A prompt prints it on a terminal, from a pipe where nothing is made visible."""
    name = "looping\u202e\u200b$(reboot)"
    session = memtui("session", "start", "--agent", name, "--attach", store).text.strip()
    write_often(memtui, store, session)
    configure("[alarms]\nburst_writes = 3\n")
    assert memtui("status", "--short", code=3).text.isascii()


def test_a_paused_session_is_told_so_and_writes_again_when_resumed(memtui, store, session):
    """Its text is kept meanwhile; pausing again changes nothing."""
    for _ in range(2):
        assert memtui("session", "pause", session, "--json").json["status"] == "paused"
    write = ("write", store, "/a.md", "--content", "kept", "--session", session)
    refused = memtui(*write, "--json", code=5).error
    assert refused["type"] == "permission_error"
    assert "paused" in refused["message"]
    memtui("ls", store, "--session", session)
    (kept,) = memtui("conflicts", "list", "--kind", "paused", "--json").data
    assert memtui("conflicts", "show", kept["id"], "--json").json["mine"]["content"] == "kept"
    assert memtui("session", "resume", session).text == f"Resumed {session}\n"
    memtui(*write)


def test_who_may_pause_and_what(memtui, store, session):
    """A user, and a session that has not ended."""
    for command in ("pause", "resume"):
        memtui("session", command, "sesn_01x", "--json", code=4)
        memtui("session", command, session, "--session", session, code=5)
    memtui("session", "end", session)
    for command in ("pause", "resume"):
        memtui("session", command, session, code=5)


def test_how_many_refused_writes_are_kept_is_configured(memtui, store, session, configure):
    """The oldest go first."""
    configure("[limits]\nconflicts_per_actor = 2\nconflict_days = 7\n")
    memtui("write", store, "/a.md", "--content", "x")
    create = ("write", store, "/a.md", "--create", "--session", session, "--content")
    for number in range(4):
        memtui(*create, str(number), code=3)
    found = memtui("conflicts", "list", "--json").data
    assert [item["mine_sha256"] for item in found] == [sha256("3"), sha256("2")]


def test_numbers_are_shown_with_where_they_come_from(memtui, configure):
    """All of them, also those that nobody set."""
    configure("[alarms]\nflips = 7\n\n[limits]\nconflict_days = 7\n")
    settings = memtui("config", "show", "--json").json["settings"]
    assert settings["alarms.flips"] == {"value": 7, "source": "file"}
    assert settings["alarms.window_s"] == {"value": 300, "source": "default"}
    assert settings["limits.conflict_days"] == {"value": 7, "source": "file"}
    assert settings["limits.conflicts_per_actor"] == {"value": 200, "source": "default"}
    assert "alarms.window_s" in memtui("config", "show").text


@pytest.mark.parametrize(
    "text",
    [
        "alarms = 3",
        "[alarms]\nwindow = 3",
        "[alarms]\nwindow_s = 0",
        "[alarms]\nwindow_s = true",
        "[alarms]\nwindow_s = 1.5",
        "[alarms]\nwindow_s = '60'",
        "[limits]\nconflict_days = 999999",
        "[limits.conflict_days]\nx = 1",
    ],
)
def test_a_wrong_number_is_named(memtui, store, configure, text):
    """With the file, before anything is done."""
    configure(text)
    assert "config.toml" in memtui("status", "--json", code=1).error["message"]
