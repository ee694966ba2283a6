"""
The raw bytes of a workspace on disk, read by another process.

This process must not open the files itself: closing them would drop SQLite's locks on them.
"""

import subprocess
import sys
from pathlib import Path

_READ = """
import pathlib, sys
for name in sys.argv[1:]:
    path = pathlib.Path(name)
    if path.exists():
        sys.stdout.buffer.write(path.read_bytes())
"""


def files_of(database: Path) -> list[Path]:
    """The file, its write-ahead log, the log's index, and the gate."""
    return [database.with_name(database.name + end) for end in ("", "-wal", "-shm", ".lock")]


def raw_bytes(database: Path) -> bytes:
    """Everything a workspace has on disk, one file after the other."""
    return subprocess.run(
        [sys.executable, "-S", "-c", _READ, *map(str, files_of(database))],
        check=True,
        capture_output=True,
    ).stdout


def traces(raw: bytes, secret: str) -> list[str]:
    """
    In which forms a secret stands in raw bytes.

    As it is, as JSON escapes it, and as the full-text index stores words: folded to lower case,
    without the letters that a word shares with the one before it in the alphabet.
    """
    forms = {"plain": secret}
    words = "".join(c if c.isalnum() else " " for c in secret.lower()).split()
    for word in words:
        if len(word) >= 10:
            forms[f"word {word}"] = word
            forms[f"end of {word}"] = word[4:]
    found = [name for name, form in forms.items() if form.encode() in raw]
    if secret.encode() not in raw and _escaped(secret).encode() in raw:
        found.append("escaped")
    if secret.encode("unicode_escape") in raw and secret.isascii() is False:
        found.append("unicode escapes")
    return found


def _escaped(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)[1:-1]
