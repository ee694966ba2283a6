"""Foreign text becomes visible text, whatever it holds."""

import subprocess
import sys
import unicodedata

import pytest

from memtui.text import cell, content, count_hidden, visible


def test_no_hostile_string_keeps_what_acts(hostile):
    """Nothing that a terminal obeys, and nothing without a shape, is left."""
    for text in hostile:
        for character in visible(text, keep=""):
            category = unicodedata.category(character)
            assert category not in ("Cc", "Cf", "Cs", "Zl", "Zp"), (text[:40], character)
            assert not "\ufe00" <= character <= "\ufe0f", text[:40]
            assert not "\U000e0000" <= character <= "\U000e0fff", text[:40]


def test_every_control_and_format_character_is_shown():
    """Each one on its own becomes something that takes room."""
    for code in [*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]:
        assert visible(chr(code), keep="").isprintable(), hex(code)
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) == "Cf":
            assert visible(character, keep="").isprintable(), hex(code)


def test_visible_twice_is_visible_once(hostile):
    """What is safe stays as it is, so a text may pass the door twice."""
    for text in hostile:
        assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\x1b[31m", "a␛[31m"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb", "a<U+202E>b"),
        ("\udcff", "<U+DCFF>"),
        ("a\nb\tc", "a\nb\tc"),
        ("a\r\nb", "a␍\nb"),
        ("⚠\ufe0f", "⚠"),
        ("👨\u200d👩", "👨👩"),
        ("a\ufe0f", "a<U+FE0F>"),
        ("e\u0301tude", "e\u0301tude"),
        ("z" + "\u0301" * 10, "z" + "\u0301" * 4 + "<+6 marks>"),
        ("\U0001f600" + "\u0301" * 10, "\U0001f600" + "\u0301" * 4 + "<+6 marks>"),
        ("z" + "\U0001d167" * 10, "z" + "\U0001d167" * 4 + "<+6 marks>"),
        ("[b]bold[/b]", "[b]bold[/b]"),
    ],
)
def test_what_is_shown_instead(text, shown):
    """Markers say what was there; ordinary text of any language stays."""
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["Tiếng Việt", "שָׁלוֹם", "นี้ ก็", "हिन्दी", "日本語", "café"])
def test_languages_stay(text):
    """Accents, vowel points and tone marks are not a flood."""
    assert visible(text) == text
    assert count_hidden(text) == 0


def test_hidden_characters_are_counted():
    """The badge counts what was made visible; ends of lines do not count."""
    assert count_hidden("a\r\nb\tc\n") == 0
    assert count_hidden("a\x1b[0m\u202e\u200b") == 3
    assert count_hidden("z" + "\u0301" * 10) == 6
    assert count_hidden("⚠\ufe0f 👨\u200d👩") == 0


def test_widgets_get_text_without_markup():
    """Neither door reads markup."""
    assert content("[red]x[/]").plain == "[red]x[/]"
    assert content("[red]x[/]").spans == []
    assert cell("[@click=app.quit]x[/]").plain == "[@click=app.quit]x[/]"
    assert cell("[@click=app.quit]x[/]").spans == []


def test_the_door_loads_no_widget_library():
    """The command line uses it too, and must start fast."""
    code = (
        "import sys; import memtui.text as t; t.visible('\\x1b\\u202e');"
        "sys.exit(any(name.split('.')[0] in ('textual', 'rich') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
