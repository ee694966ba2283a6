"""`conflicts ...`: what was refused, shown with its three texts, and settled by a person."""

import pytest

from core.text import sha256

BASE = "one\ntwo\nthree\nfour\nfive\n"
CONFLICT_KEYS = {
    "id",
    "state",
    "kind",
    "memory_store_id",
    "memory_id",
    "path",
    "session_id",
    "agent",
    "attempts",
    "created_at",
}


@pytest.fixture
def agent(memtui, store):
    return memtui(
        "session", "start", "--agent", "triage", "--attach", f"{store}=read_write", "--json"
    ).json["id"]


@pytest.fixture
def collide(memtui, store, agent):
    """The user wrote `theirs` over a base; the agent, who had read the base, is refused."""

    def call(theirs: str, mine: str) -> str:
        memtui("write", store, "/board.md", stdin=BASE)
        memtui("write", store, "/board.md", stdin=theirs)
        return memtui(
            *("write", store, "/board.md", "--if-sha256", sha256(BASE)),
            *("--session", agent, "--json"),
            stdin=mine,
            code=3,
        ).error["conflict_id"]

    return call


@pytest.fixture
def clean(collide):
    """A conflict whose sides changed different lines."""
    return collide(BASE.replace("one", "ONE"), BASE.replace("five", "FIVE"))


@pytest.fixture
def unclean(collide):
    """A conflict whose sides changed the same line."""
    return collide(BASE.replace("two", "theirs"), BASE.replace("two", "mine"))


def text(memtui, store):
    return memtui("cat", store, "/board.md").text


def test_list_shows_what_is_open(memtui, store, agent, unclean):
    """With who lost, where, and how often; other states are asked for."""
    (found,) = memtui("conflicts", "list", "--json").data
    assert set(found) >= CONFLICT_KEYS
    assert (found["id"], found["state"], found["kind"]) == (unclean, "open", "update")
    assert (found["session_id"], found["agent"], found["attempts"]) == (agent, "triage", 1)
    shown = memtui("conflicts", "list").text
    assert unclean in shown
    assert "triage" in shown
    assert memtui("conflicts", "list", "--state", "resolved", "--json").data == []
    assert memtui("conflicts", "list", "--kind", "delete", "--json").data == []
    assert memtui("conflicts", "list", "--store", store, "--kind", "update", "--json").data
    memtui("store", "create", "Other")
    assert memtui("conflicts", "list", "--store", "other", "--json").data == []
    memtui("conflicts", "list", "--state", "nonsense", "--json", code=2)
    memtui("conflicts", "list", "--kind", "nonsense", "--json", code=2)


def test_list_goes_page_by_page(memtui, store):
    """And is complete without a limit."""
    memtui("write", store, "/a.md", "--content", "x")
    for number in range(3):
        memtui("write", store, "/a.md", "--content", str(number), "--create", code=3)
    everything = [item["id"] for item in memtui("conflicts", "list", "--json").data]
    assert len(everything) == 3
    first = memtui("conflicts", "list", "--limit", "2", "--json").json
    rest = memtui("conflicts", "list", "--page", first["next_page"], "--json").data
    assert [item["id"] for item in [*first["data"], *rest]] == everything


def test_what_a_scope_refused_is_listed_by_its_kind(memtui, store):
    """It is in a state of its own, since there is nothing to decide."""
    reader = memtui(
        "session", "start", "--agent", "reader", "--attach", f"{store}=read_only", "--json"
    ).json["id"]
    memtui("write", store, "/a.md", "--content", "x", "--session", reader, code=5)
    assert memtui("conflicts", "list", "--json").data == []
    for options in (["--kind", "read_only"], ["--state", "refused"], ["--state", "all"]):
        (found,) = memtui("conflicts", "list", *options, "--json").data
        assert (found["kind"], found["state"], found["path"]) == ("read_only", "refused", "/a.md")
    memtui("conflicts", "resolve", found["id"], "--take", "mine", code=1)
    memtui("conflicts", "dismiss", found["id"], code=1)


@pytest.mark.parametrize("by_name", [True, False], ids=["name", "id"])
def test_a_try_at_a_store_that_is_not_attached_is_listed(memtui, store, by_name):
    """The session is told that there is no such store, and who watches sees where it tried."""
    stranger = memtui("session", "start", "--agent", "stranger", "--json").json["id"]
    name = memtui("store", "list", "--json").data[0]["name"] if by_name else store
    memtui("write", name, "/a.md", "--content", "x", "--session", stranger, code=4)
    memtui("write", "Nowhere", "/a.md", "--content", "x", "--session", stranger, code=4)
    (found,) = memtui("conflicts", "list", "--state", "refused", "--json").data
    assert (found["kind"], found["path"], found["agent"]) == ("scope", "/a.md", "stranger")
    assert found["memory_store_id"] == store


def test_show_has_the_three_texts_and_their_merge(memtui, store, clean):
    """Each text with its hash; looking writes nothing."""
    shown = memtui("conflicts", "show", clean, "--json").json
    theirs, mine = BASE.replace("one", "ONE"), BASE.replace("five", "FIVE")
    assert set(shown) >= CONFLICT_KEYS
    for side, content in (("base", BASE), ("theirs", theirs), ("mine", mine)):
        assert shown[side] == {"content": content, "content_sha256": sha256(content)}
    both = theirs.replace("five", "FIVE")
    assert shown["merged"] == {"clean": True, "content": both}
    assert shown["blocks"] == [{"type": "agreed", "lines": both.splitlines()}]
    assert text(memtui, store) == theirs


def test_show_marks_what_both_changed(memtui, unclean):
    """The blocks to decide on, and git's markers in the text."""
    shown = memtui("conflicts", "show", unclean, "--json").json
    assert shown["merged"] == {
        "clean": False,
        "content": "one\n<<<<<<< mine\nmine\n=======\ntheirs\n>>>>>>> theirs\nthree\nfour\nfive\n",
    }
    assert shown["blocks"][1] == {
        "type": "conflict",
        "base_start": 2,
        "base_lines": ["two"],
        "theirs_start": 2,
        "theirs_lines": ["theirs"],
        "mine_start": 2,
        "mine_lines": ["mine"],
        "marked_start": 2,
    }
    people = memtui("conflicts", "show", unclean).text
    for line in ("--- base", "+++ theirs", "-two", "+theirs", "+++ mine", "+mine"):
        assert line in people.splitlines()
    assert "1 block changed by both" in people


def test_a_side_that_is_not_there_is_null(memtui, store, agent):
    """No base of a creation, no text of a deletion, nothing there any more."""
    memtui("write", store, "/a.md", "--content", "theirs")
    memtui("write", store, "/a.md", "--content", "mine", "--create", "--session", agent, code=3)
    stale = ("--if-sha256", sha256("other"), "--session", agent)
    memtui("rm", store, "/a.md", *stale, code=3)
    deletion, creation = (item["id"] for item in memtui("conflicts", "list", "--json").data)
    nothing = {"content": None, "content_sha256": None}
    shown = memtui("conflicts", "show", creation, "--json").json
    assert (shown["base"], shown["mine"]["content"]) == (nothing, "mine")
    shown = memtui("conflicts", "show", deletion, "--json").json
    assert (shown["mine"], shown["blocks"]) == (nothing, [])
    assert shown["merged"] == {"clean": False, "content": None}
    assert "mine: to delete the memory" in memtui("conflicts", "show", deletion).text
    memtui("rm", store, "/a.md")
    assert memtui("conflicts", "show", creation, "--json").json["theirs"] == nothing
    assert "there is no memory now" in memtui("conflicts", "show", creation).text
    refused = memtui("conflicts", "resolve", creation, "--merge", "--json", code=3).error
    assert refused["merged"] == {"clean": False, "content": None}


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("mine", BASE.replace("two", "mine")),
        ("theirs", BASE.replace("two", "theirs")),
        ("both", BASE.replace("two", "mine\ntheirs")),
        ("base", BASE),
    ],
)
def test_taking_a_side(memtui, store, unclean, side, expected):
    """The version names the conflict it ended; theirs needs none."""
    done = memtui("conflicts", "resolve", unclean, "--take", side, "--json").json
    assert (done["id"], done["state"]) == (unclean, "resolved")
    assert text(memtui, store) == expected
    newest = memtui("log", store, "/board.md", "--json").data[0]
    if side == "theirs":
        assert done["resolved_version_id"] is None
    else:
        assert done["resolved_version_id"] == newest["id"]
        assert (newest["origin"], newest["origin_id"]) == ("resolution", unclean)
    assert memtui("conflicts", "list", "--json").data == []
    memtui("conflicts", "resolve", unclean, "--take", side, "--json", code=1)


def test_a_clean_merge_is_written_when_asked_for(memtui, store, clean):
    """And said so to a person."""
    assert "wrote memver_" in memtui("conflicts", "resolve", clean, "--merge").text
    assert text(memtui, store) == BASE.replace("one", "ONE").replace("five", "FIVE")


def test_a_merge_that_is_not_clean_exits_3_and_stays_open(memtui, store, unclean):
    """The error has the marked text, which can be edited and given back."""
    refused = memtui("conflicts", "resolve", unclean, "--merge", "--json", code=3).error
    assert refused["type"] == "conflict_error"
    assert refused["conflict_id"] == unclean
    assert refused["content_sha256"] == sha256(BASE.replace("two", "theirs"))
    assert refused["merged"] == memtui("conflicts", "show", unclean, "--json").json["merged"]
    edited = refused["merged"]["content"].partition("<<<<")[0]
    memtui(
        *("conflicts", "resolve", unclean, "--content", "-"),
        *("--if-sha256", refused["content_sha256"]),
        stdin=edited,
    )
    assert text(memtui, store) == edited == "one\n"


def test_a_text_of_ones_own_comes_from_a_file_or_stdin(memtui, store, collide, tmp_path):
    """Byte for byte; what is no text is refused and nothing is closed."""
    raw = "a\r\nb\u0301 \U0001f600 no end".encode()
    (tmp_path / "mine.md").write_bytes(raw)
    (tmp_path / "bad.md").write_bytes(b"\xff")
    conflict = collide("theirs\n", "mine\n")
    resolve = ("conflicts", "resolve", conflict, "--content")
    memtui(*resolve, tmp_path / "missing.md", code=1)
    assert "not UTF-8" in memtui(*resolve, tmp_path / "bad.md", code=1).err
    memtui(*resolve, "-", stdin=b"\xff", code=1)
    memtui(*resolve, "", code=2)
    memtui(*resolve, tmp_path / "mine.md")
    assert memtui("cat", store, "/board.md").out == raw


def test_a_memory_that_moved_again_is_not_overwritten(memtui, store, unclean):
    """Exit code 3 with the hash that is there now; deciding again works."""
    memtui("conflicts", "show", unclean)
    memtui("write", store, "/board.md", "--content", "newer")
    refused = memtui("conflicts", "resolve", unclean, "--take", "mine", "--json", code=3).error
    assert refused["type"] == "memory_precondition_failed_error"
    assert (refused["conflict_id"], refused["content_sha256"]) == (unclean, sha256("newer"))
    assert text(memtui, store) == "newer"
    memtui("conflicts", "resolve", unclean, "--take", "mine")
    assert text(memtui, store) == BASE.replace("two", "mine")


def test_a_hash_says_which_theirs_was_decided_against(memtui, store, unclean):
    """Instead of the one that was shown last."""
    memtui("write", store, "/board.md", "--content", "newer")
    resolve = ("conflicts", "resolve", unclean, "--take", "mine", "--if-sha256")
    memtui(*resolve, sha256("older"), "--json", code=3)
    memtui(*resolve, "nonsense", "--json", code=1)
    memtui(*resolve, sha256("newer"))
    assert text(memtui, store) == BASE.replace("two", "mine")


def test_resolve_needs_one_decision(memtui, unclean):
    """None, two, and one that there is not."""
    resolve = ("conflicts", "resolve", unclean)
    memtui(*resolve, code=2)
    memtui(*resolve, "--take", "mine", "--merge", code=2)
    memtui(*resolve, "--take", "mine", "--content", "-", code=2)
    memtui(*resolve, "--take", "nonsense", code=2)
    for command in (["show"], ["resolve", "--merge"], ["dismiss"]):
        memtui("conflicts", command[0], "conf_01x", *command[1:], "--json", code=4)


def test_dismiss_writes_nothing(memtui, store, unclean):
    """The text stays readable; again is an error."""
    assert memtui("conflicts", "dismiss", unclean, "--json").json["state"] == "dismissed"
    assert text(memtui, store) == BASE.replace("two", "theirs")
    shown = memtui("conflicts", "show", unclean, "--json").json
    assert shown["mine"]["content"] == BASE.replace("two", "mine")
    memtui("conflicts", "dismiss", unclean, code=1)


def test_a_session_settles_only_what_it_may_write(memtui, store, unclean):
    """A conflict of a store it does not see does not exist; one it may only read stays open."""
    start = ("session", "start", "--agent", "x", "--json")
    stranger = memtui(*start).json["id"]
    reader = memtui(*start, "--attach", f"{store}=read_only").json["id"]
    for session, code in ((stranger, 4), (reader, 5)):
        me = ("--session", session, "--json")
        memtui("conflicts", "resolve", unclean, "--take", "mine", *me, code=code)
        memtui("conflicts", "dismiss", unclean, *me, code=code)
    memtui("conflicts", "show", unclean, "--session", stranger, code=4)
    assert memtui("conflicts", "list", "--session", stranger, "--json").data == []
    assert memtui("conflicts", "show", unclean, "--session", reader, "--json").json["id"]
    assert memtui("conflicts", "show", unclean, "--json").json["state"] == "open"


def test_what_an_agent_wrote_cannot_drive_the_terminal(memtui, collide):
    """Its text and its path are made visible, and only our colours are escapes."""
    conflict = collide("theirs \x1b[2J\n", "mine \x1b]52;c;x\x07\u202e\n")
    shown = memtui("conflicts", "show", conflict, tty=True).text
    assert "\x1b[2J" not in shown
    assert "\x1b]" not in shown
    assert "\u202e" not in shown
