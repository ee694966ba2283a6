"""Themes: each one shows everything, in sixteen colours too, and nothing by colour alone."""

import re

import pytest
from textual.color import Color

from memtui import themes
from memtui.app import MemtuiApp
from memtui.themes import THEMES, full_name, short_name

pytestmark = pytest.mark.anyio


def _ratio(one, other):
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    def linear(part):
        part /= 255
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


@pytest.mark.parametrize("name", [name for name in THEMES if name != "ansi"])
def test_everything_that_is_to_be_read_stands_out_from_its_background(name):
    """Text, states and changed lines, also where the cursor is."""
    theme = THEMES[name]
    own = theme.variables
    for look in ("success", "warning", "error", "primary", "foreground"):
        assert _on(getattr(theme, look), theme.background) >= 4.5, look
        assert _on(getattr(theme, look), own["cursor"]) >= 3.5, look
    assert _on(own["dim"], theme.background) >= 4.5
    for kind in ("add", "del"):
        for ground in ("line", "word"):
            assert _on(own[f"diff-{kind}"], own[f"diff-{kind}-{ground}"]) >= 4.5, (kind, ground)
            assert _on(theme.foreground, own[f"diff-{kind}-{ground}"]) >= 4.5, (kind, ground)


def _on(front, back):
    return _ratio(Color.parse(front), Color.parse(back))


@pytest.mark.parametrize("name", ["colour-blind", "colour-blind-light"])
def test_the_colour_blind_themes_are_blue_against_orange(name):
    """What was added is more blue than red, what was removed more red than blue."""
    own = THEMES[name].variables
    for ground in ("", "-line", "-word"):
        add, gone = Color.parse(own[f"diff-add{ground}"]), Color.parse(own[f"diff-del{ground}"])
        assert add.b > add.r
        assert gone.r > gone.b


def test_no_colour_lies_on_another_one_in_sixteen_colours():
    """Green on green is what a generated pair would be."""
    assert all(
        value == "ansi_default"
        for name, value in THEMES["ansi"].variables.items()
        if name.endswith(("-line", "-word")) or name.startswith("cursor")
    )


@pytest.mark.parametrize("name", THEMES)
async def test_each_theme_shows_every_pane(team, running, name):
    """Content, blame, diff, history, feed, help and a question; nothing fails, all is there."""
    async with running(width=120, height=40) as tui:
        tui.app.theme = full_name(name)
        await tui.go_to("/services/dispatch.md")
        for key in ("enter", "b", "d", "tab", "tab", "question_mark", "escape", "Y"):
            await tui.press(key)
        assert "Copy what?" in tui.text()
        await tui.press("escape", "3", "1")
        assert "● live" in tui.text()


def marked(tui, edge):
    """Whether the row of the memory carries this edge in the tree."""
    return any(re.search(rf"^{edge} *dispatch\.md", line) for line in tui.text().split("\n"))


@pytest.mark.parametrize("without", ["NO_COLOR", "ansi"])
async def test_the_cursor_shows_without_a_background(team, running, monkeypatch, without):
    """In the pane that has the keys, in the others, and on the tab."""
    if without == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    async with running(width=120, height=40) as tui:
        if without == "ansi":
            tui.app.theme = full_name("ansi")
        await tui.go_to("/services/dispatch.md")
        assert "[1 Stores]" in tui.text()
        assert marked(tui, "▌")
        await tui.press("tab")
        assert marked(tui, "▏")


async def test_only_the_terminals_own_colours_are_sent(team, running, backend, clock):
    """With sixteen colours no cell has another one, and none has its text's colour behind it."""
    app = MemtuiApp(backend, clock)
    async with running(width=120, height=40, app=app) as tui:
        app.theme = full_name("ansi")
        await tui.go_to("/services/dispatch.md")
        await tui.press("d")
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                front, back = segment.style.color, segment.style.bgcolor
                for colour in (front, back):
                    assert colour is None or colour.triplet is None, segment
                is_default = front is None or front.is_default
                assert is_default or back is None or front != back, segment


async def test_no_colour_is_sent_where_none_is_wanted(team, running, monkeypatch):
    """Not even a grey: the ground is the terminal's own, dark or light."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(width=120, height=40) as tui:
        await tui.go_to("/services/dispatch.md")
        for key in ("enter", "b", "d", "question_mark", "escape", "ctrl+p"):
            await tui.press(key)
            for strip in tui.app.screen._compositor.render_strips():
                for segment in strip:
                    style = segment.style
                    assert style is None or not (style.color or style.bgcolor), (key, segment)


async def test_a_line_to_type_in_shows_its_cursor_without_colour(team, running, monkeypatch):
    """And so does what is chosen of the commands, and what is marked in a line."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(width=120, height=40) as tui:
        await tui.press("question_mark", "z", "q", "left")
        assert "q" in drawn(tui, "reverse")
        await tui.press("end", "shift+home")
        assert "zq" in drawn(tui, "reverse")
        await tui.press("escape", "ctrl+p")
        await tui.type("next")
        await tui.press("down")
        assert "Next theme" in drawn(tui, "underline")


def drawn(tui, how):
    """What is drawn in this way."""
    strips = tui.app.screen._compositor.render_strips()
    parts = [part for strip in strips for part in strip]
    return "".join(part.text for part in parts if part.style and getattr(part.style, how))


async def test_a_key_goes_round_the_themes(team, running):
    """Each once, and each is told by its name, in the place of the one before."""
    async with running() as tui:
        seen = []
        for _ in THEMES:
            await tui.press("ctrl+t")
            seen.append(short_name(tui.app.theme))
        assert seen == [*list(THEMES)[1:], "dark"]
        (told,) = tui.app._notifications
        assert told.message == "The theme is dark."


async def test_a_theme_that_is_not_ours_gets_our_colours(team, running):
    """One of Textual's may be configured as well; from there the key goes on to ours."""
    async with running() as tui:
        for name in ("nord", "ansi-light", "solarized-light"):
            tui.app.theme = name
            await tui.settle()
            assert "● live" in tui.text()
        assert themes.after("nord") == full_name("dark")


def test_both_spellings_are_known():
    """Of the one word that has two."""
    assert full_name("color-blind") == full_name("colour-blind") == "memtui-colour-blind"
    assert full_name("nord") == short_name("nord") == "nord"
