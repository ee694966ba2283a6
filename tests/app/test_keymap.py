"""Keys that a person chose: what is done with them, and what is said about those that cannot be."""

import pytest

from memtui import keys
from memtui.app import MemtuiApp
from memtui.keys.keymap import resolve
from memtui.keys.names import canonical, label, textual_name, why_not_sent
from memtui.keys.presets import PRESETS
from memtui.keys.table import CONTEXTS
from memtui.settings.wishes import Wishes
from memtui.widgets.lines import Lines


def keys_of(keymap, action_id):
    return next(one.keys for one in keymap.all if one.id == action_id)


def test_without_a_table_nothing_is_other_and_nothing_is_wrong():
    """The table of actions as it is."""
    keymap, problems = resolve({})
    assert not problems
    assert not keymap.changed
    assert [one.keys for one in keymap.all] == [one.keys for one in keys.ACTIONS]


def test_a_key_or_several_are_given_by_the_id_of_an_action():
    """Quoted or not: TOML makes a table of an id that is not."""
    keymap, problems = resolve({"stores.zoom": "Z", "tree": {"fold_all": ["f9", "Ctrl+K"]}})
    assert not problems
    assert keymap.changed == {"stores.zoom": ("Z",), "tree.fold_all": ("f9", "ctrl+k")}
    assert keymap.for_textual() == {"stores.zoom": "Z", "tree.fold_all": "f9,ctrl+k"}


def test_sentences_name_the_keys_as_they_are():
    """Also inside of the help of other actions."""
    keymap, _ = resolve({"stores.undo": "ctrl+u", "lines.half_up": []})
    delete = next(one for one in keymap.all if one.id == "stores.delete")
    assert delete.help.startswith("Delete it, ctrl+u undoes it;")
    assert keymap.sentence("{lines.half_up}") == "lines.half_up in the palette"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"stores.delte": "x"}, "There is no action 'stores.delte'; did you mean stores.delete?"),
        ({"zzz": "x"}, "There is no action 'zzz'; `memtui keys` lists them all."),
        ({"stores.zoom": 5}, "stores.zoom takes a key or a list of keys"),
        ({"stores.zoom": ["Z", 5]}, "stores.zoom takes a key or a list of keys"),
        ({"stores.zoom": True}, "stores.zoom takes a key or a list of keys"),
        ({"preset": "vim"}, "There is no preset 'vim' of keys; there is git."),
        ({"preset": ["git"]}, "There is no preset ['git'] of keys"),
        ({"stores.zoom": "ctrl+m"}, "the key 'ctrl+m': terminals send enter for it."),
        ({"app.quit": []}, "app.quit is left without a key, so it stays q ctrl+q ctrl+c."),
    ],
)
def test_what_is_wrong_is_told_and_left_as_it_was(written, said):
    """Never an exception, and never a key that does something else than the table says."""
    keymap, problems = resolve(written)
    assert said in problems[0]
    assert not keymap.changed


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("ctrl+i", "tab"),
        ("ctrl+h", "backspace"),
        ("ctrl+[", "esc"),
        ("alt+x", "esc and then a letter"),
        ("cmd+s", "desktop"),
        ("ctrl+shift+k", "cannot tell it"),
        ("shift+a", "'A'"),
        ("ctrl+1", "cannot tell it"),
        ("f13", "no key"),
        ("enter enter", "no key"),
        ("\x1b", "no key"),
    ],
)
def test_what_terminals_cannot_send_is_refused_with_the_reason(key, reason):
    """A binding that never fires would be a riddle."""
    assert reason in why_not_sent(canonical(key))


@pytest.mark.parametrize("key", ["x", "ö", "+", "ctrl+k", "F5", "Page_Up", "shift+left", "escape"])
def test_what_terminals_send_is_taken(key):
    """However it was written."""
    assert why_not_sent(canonical(key)) is None
    assert label(canonical(key))


def test_every_key_of_the_table_can_be_sent_and_has_textuals_name():
    """The names are those that Textual gives when the key is pressed."""
    from textual.keys import _character_to_key

    for action in keys.ACTIONS:
        for key in action.keys:
            assert why_not_sent(key) is None
            assert canonical(key) == key
            if len(key) == 1:
                assert textual_name(key) == _character_to_key(key)


def test_a_key_that_another_action_had_is_taken_from_it_and_told():
    """Who was named in the file wins."""
    keymap, problems = resolve({"stores.delete": "x"})
    assert len(problems) == 1
    assert problems[0].startswith("'x' is stores.delete now")
    assert problems[0].endswith("memory.restore has no key now; give it another.")
    assert keys_of(keymap, "memory.restore") == ()
    keymap, problems = resolve({"stores.delete": "x", "memory.restore": "R"})
    assert not problems


def test_two_that_want_one_key_get_it_in_the_order_of_the_table():
    """And the second one is told what it keeps."""
    keymap, problems = resolve({"stores.zoom": ["Z", "f6"], "stores.delete": ["Z", "f7"]})
    assert len(problems) == 1
    assert "'Z' is wanted for stores.delete and is stores.zoom" in problems[0]
    assert keys_of(keymap, "stores.zoom") == ("Z", "f6")
    assert keys_of(keymap, "stores.delete") == ("f7",)


def test_what_is_on_different_screens_may_share_a_key():
    """As m is mine in the resolver and move in the stores."""
    _, problems = resolve({"conflicts.closed": "m", "resolver.write": "Q", "stores.zoom": "Q"})
    assert not problems


def test_nobody_is_left_without_help_or_a_way_out():
    """Not even by giving their last key to something else."""
    keymap, problems = resolve(
        {"app.help": "?", "stores.zoom": "?", "app.quit": "q", "tree.fold": "q"}
    )
    assert len(problems) == 2
    assert keys_of(keymap, "app.help") == ("?",)
    assert keys_of(keymap, "app.quit") == ("q",)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_right_in_itself(preset):
    """It names actions that are there, and takes no key from anything else."""
    keymap, problems = resolve({"preset": preset})
    assert not problems
    assert keymap.changed == PRESETS[preset]


def test_what_a_person_says_counts_more_than_the_preset():
    """One key of it may be another one."""
    keymap, problems = resolve({"preset": "git", "resolver.mine": "f2"})
    assert not problems
    assert keys_of(keymap, "resolver.mine") == ("f2",)
    assert keys_of(keymap, "resolver.theirs") == ("n", "t")


def test_every_place_is_known_where_keys_may_clash():
    """Else a clash there would go unseen."""
    assert {place for context in CONTEXTS for place in context} == set(keys.Place)


@pytest.mark.anyio
async def test_footer_help_and_keys_follow_the_file(team, running, backend, clock):
    """The new key does it, the old one does not, and everything says so."""
    keymap, problems = resolve({"tree.fold": "Q", "app.help": ["f1"], "stores.zoom": []})
    assert not problems
    async with running(app=MemtuiApp(backend, clock, wishes=Wishes(keymap=keymap))) as tui:
        assert tui.text().split("\n")[-1].startswith(" f1 help")
        before = tui.rows()
        await tui.press("space")
        assert tui.rows() == before
        await tui.press("Q")
        assert tui.rows() != before
        await tui.press("z")
        assert "Feed" in tui.text()
        await tui.press("f1")
        await tui.type("unfold a store")
        assert " Q " in tui.line("Unfold a store")
        await tui.press("escape", "f1")
        await tui.type("give this pane")
        assert "palette" in tui.line("Give this pane")
        await tui.press("enter")
        assert "Feed" not in tui.text()


@pytest.mark.anyio
async def test_each_pane_is_a_context_that_clashes_are_looked_for_in(team, running):
    """What the focused pane and its screen offer is a row of the table, or a part of one."""
    async with running() as tui:
        await tui.go_to("/services/dispatch.md")
        for key in ("tab", "tab", "tab", "d", "H", "tab", "tab", "escape", "3"):
            focused = tui.app.focused
            if isinstance(focused, Lines):
                here = {*focused.PLACES, *tui.app.front.PLACES, keys.Place.LINES, keys.Place.APP}
                assert any(here <= set(context) for context in CONTEXTS), here
            await tui.press(key)


@pytest.mark.anyio
async def test_mistakes_in_the_file_are_told_at_the_start(team, running, backend, clock):
    """As a notice; the app runs."""
    _, problems = resolve({"stores.zoom": "ctrl+m"})
    async with running(app=MemtuiApp(backend, clock, wishes=Wishes(notices=problems))) as tui:
        assert [note.message for note in tui.app._notifications] == list(problems)
