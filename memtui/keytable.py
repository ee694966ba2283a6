"""
The README's table of keys, made from `memtui.keys`: `python -m memtui.keytable README.md`.
"""

import sys
from pathlib import Path

from memtui.keys import Keymap, Place

BEGIN = "<!-- keys: made from memtui/keys -->\n"
END = "<!-- /keys -->\n"


def _key_table() -> str:
    """Every action with a key, by the place where it works, as Markdown tables."""
    keymap, parts = Keymap(), []
    for place in Place:
        rows = [
            f"| {' '.join(f'`{_cell(key)}`' for key in action.keys)} | {_cell(action.help)} |"
            for action in keymap.actions(place)
            if action.keys
        ]
        if rows:
            parts.append("\n".join([f"| {place.value} | |", "|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def with_key_table(readme: str) -> str:
    """A README with its table made anew."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{_key_table()}{END}{after}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_key_table(path.read_text(encoding="utf-8")), encoding="utf-8")
