"""
Keys by name: as a person writes them, as Textual calls them, and which no terminal can send.
"""

import unicodedata

_ALIASES = {
    "escape": "esc",
    "return": "enter",
    "page_up": "pageup",
    "pgup": "pageup",
    "page_down": "pagedown",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
    " ": "space",
}

_MOVING = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")

_NAMED = frozenset(
    {
        *("esc", "enter", "tab", "shift+tab", "space", "backspace", "delete", "insert"),
        *(f"f{number}" for number in range(1, 13)),
        *(f"{modifier}{key}" for modifier in ("", "shift+", "ctrl+") for key in _MOVING),
        *(f"ctrl+{letter}" for letter in "abcdefghijklmnopqrstuvwxyz@\\]^_"),
    }
)

_SENT_AS = {"ctrl+m": "enter", "ctrl+i": "tab", "ctrl+h": "backspace", "ctrl+[": "esc"}

_NEVER_HEARD = ("super", "cmd", "command", "hyper", "win", "meta")


def canonical(key: str) -> str:
    """A key as this program writes it, however a person did: `Ctrl+K` is `ctrl+k`."""
    if len(key) == 1:
        return _ALIASES.get(key, key)
    *modifiers, last = key[:-1].split("+") if key.endswith("++") else key.split("+")
    modifiers = [word.strip().lower() for word in modifiers]
    last = last or "+"
    last = last.lower() if modifiers == ["ctrl"] or len(last) > 1 else last
    return "+".join([*modifiers, _ALIASES.get(last, last)])


def why_not_sent(key: str) -> str | None:
    """Why no terminal, or not every one, sends this key; `None` for a key that works."""
    is_known = (len(key) == 1 and key.isprintable()) or key in _NAMED
    return None if is_known and key not in _SENT_AS else _reason(key)


def _reason(key: str) -> str:
    if key in _SENT_AS:
        return f"terminals send {_SENT_AS[key]} for it"
    modifiers = key.split("+")[:-1]
    last = key.removeprefix("+".join(modifiers) + "+")
    if any(word in _NEVER_HEARD for word in modifiers):
        return "the desktop keeps it, and a terminal never hears of it"
    if "alt" in modifiers or "option" in modifiers:
        return "terminals send it as esc and then a letter, and some not at all"
    if len(last) == 1 and modifiers == ["shift"]:
        return f"write the letter that comes out of it, such as {last.upper()!r}"
    if len(last) == 1 and modifiers:
        return "terminals cannot tell it from the one without ctrl or shift"
    return "it is no key; write a character, or a name such as enter, f5, ctrl+k or shift+left"


def textual_name(key: str) -> str:
    """A key as Textual calls it."""
    if key == "esc":
        return "escape"
    modifier, plus, last = key.rpartition("+") if not key.endswith("+") else ("", "", key)
    if len(last) != 1 or last.isalnum():
        return key
    name = unicodedata.name(last, last).lower().replace("-", "_").replace(" ", "_")
    return f"{modifier}{plus}{_TEXTUAL_NAMES.get(name, name)}"


def label(key: str) -> str:
    """A key as the footer and the help write it."""
    return _LABELS.get(key, key.replace("ctrl+", "^").replace("shift+", "⇧"))


_TEXTUAL_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Textual's own names, where it does not use those of Unicode."""

_LABELS = {
    "enter": "⏎",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "shift+tab": "⇧tab",
    "shift+left": "⇧←",
    "shift+right": "⇧→",
}
