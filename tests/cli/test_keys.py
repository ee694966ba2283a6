"""The keys of the app on the command line, and the check of the file that changes them."""

import pytest


@pytest.fixture
def configure(home, monkeypatch):
    """Writes the configuration file of the account."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    path = home / "config/memtui/config.toml"
    path.parent.mkdir(parents=True)

    def write(text):
        path.write_text(text)
        return path

    return write


def test_every_action_is_listed(memtui):
    """With its id, keys, verb, sentence and where it works; no workspace is needed."""
    found = {one["id"]: one for one in memtui("keys", "--json").data}
    assert found["stores.delete"] == {
        "id": "stores.delete",
        "keys": ["D"],
        "verb": "delete",
        "help": "Delete it, u undoes it; a store asks for its name.",
        "screen": "Stores: acting",
        "changed": False,
    }
    assert "stores.delete" in memtui("keys").text


def test_words_narrow_the_list(memtui):
    """As in the help of the app."""
    assert [one["id"] for one in memtui("keys", "every", "directory", "--json").data] == [
        "tree.fold_all"
    ]
    assert memtui("keys", "no such thing", "--json").data == []


def test_the_list_follows_the_file(memtui, configure):
    """What cannot be done is told on stderr."""
    configure('[keys]\n"stores.delete" = ["ctrl+m", "f8"]\nstores.undo = "Z"\n')
    result = memtui("keys", "--json")
    found = {one["id"]: one for one in result.data}
    assert found["stores.delete"]["keys"] == ["f8"]
    assert found["stores.delete"]["changed"]
    assert found["stores.delete"]["help"].startswith("Delete it, Z undoes it;")
    assert "terminals send enter" in result.err


def test_a_file_without_mistakes_passes_the_check(memtui, configure):
    """Exit 0; so does an account without a file, of which nothing else is said."""
    assert memtui("config", "check", "--json").json["ok"]
    assert memtui("config", "check").text.startswith("There is no ")
    path = configure('theme = "light"\n[keys]\npreset = "git"\n')
    assert memtui("config", "check", "--json").json == {
        "path": str(path),
        "ok": True,
        "problems": [],
    }
    assert "Nothing is wrong" in memtui("config", "check").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[keys]\n"stores.delte" = "x"\n', "did you mean stores.delete?"),
        ('[keys]\n"stores.delete" = "x"\n', "memory.restore has no key now"),
        ('colour = "red"\n', "means nothing to memtui"),
        ('theme = "neon"\n', "there is no theme 'neon'"),
        ("[keys\n", "not valid TOML"),
        ('keys = "git"\n', "begins with [keys]"),
        ('policy = "nowhere.toml"\n', "nowhere.toml cannot be read"),
        ('policy = "config.toml"\n', "config.toml cannot be used"),
    ],
)
def test_mistakes_are_told_by_the_check(memtui, configure, text, said):
    """In words, with exit 1."""
    configure(text)
    found = memtui("config", "check", "--json", code=1).json
    assert not found["ok"]
    assert said in found["problems"][0]
    assert said in memtui("config", "check", code=1).text


def test_times_are_local_or_utc(memtui, configure):
    """Anything else is told."""
    configure('times = "utc"\n')
    settings = memtui("config", "show", "--json").json["settings"]
    assert settings["times"] == {"value": "utc", "source": "file"}
    configure('times = "mars"\n')
    assert "times are local or utc" in memtui("config", "check", code=1).text


def test_an_unknown_key_stops_only_what_it_may_be_about(memtui, configure, store):
    """It may be a slip in `workspace`; the keys are listed with it, and every help is shown."""
    configure('worksapce = "x.db"\n[alarms]\nburst = 3\n')
    memtui("ls", store, code=1)
    shown = memtui("keys", "--json")
    assert shown.json
    assert "'worksapce'" in shown.err
    assert "'alarms.burst'" in shown.err
    found = memtui("config", "check", "--json", code=1).json
    assert len(found["problems"]) == 2
    assert memtui("--help").err == memtui("config", "path").err == ""
