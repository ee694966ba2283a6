"""
A workspace in which everything that an agent can name or write is hostile.

What the rules for names and paths refuse is written past them: a workspace file may come from
anywhere, and a screen must not trust it.
"""

from pathlib import Path

from core import PreconditionFailed, Workspace
from tests.support.claude_lines import answered, called, said, write
from tests.support.hostile import HOSTILE
from tests.support.reviewing import edit, finding, proposed

MARK = "Zq7"
"""Stands behind every hostile text, so that it can be told from what a program sends itself."""

FIRST = "Ghost store"
SESSION = "{:08}-0000-4333-8444-555555555555"

TEXTS = {
    name: text[:2_000].encode("utf-8", "replace").decode() + MARK for name, text in HOSTILE.items()
}
"""The corpus as a workspace can hold it, each text with the mark at its end."""


def build(path: Path) -> None:
    """Make the workspace file."""
    with Workspace.open(path, user="ann") as ws:
        _write(ws)
        _collide(ws)
        _dream(ws)
        _record(ws, path.parent / "logs")
        _rename_past_the_rules(ws)


def _write(ws: Workspace) -> None:
    """One store of a memory for each text, and one memory of all of them, with a history."""
    store = ws.stores.create(FIRST, description=TEXTS["clipboard write"])
    agent = ws.sessions.start("agent", {store.id: "read_write"}, title="a title")
    everything = "\n".join(TEXTS.values()).replace("\0", "\x01")
    note = agent.create(store.id, "/0000.md", everything)
    agent.update(note.id, content="\n".join(f"new {one}" for one in everything.split("\n")))
    for number, text in enumerate(TEXTS.values(), start=1):
        agent.create(store.id, f"/{number:04}.md", f"needle {text}".replace("\0", "\x01"))
    for number in range(0, len(TEXTS), 4):
        ws.stores.create(f"Store {number:04}")


def _collide(ws: Workspace) -> None:
    store = next(one for one in ws.stores.list() if one.name == FIRST)
    mine = ws.sessions.start("mine", {store.id: "read_write"})
    for number, text in enumerate(list(TEXTS.values())[:24]):
        safe = text.replace("\0", "\x01")
        note = mine.create(store.id, f"/clash-{number:04}.md", "same\nbase\nsame\n")
        ws.memories.update(note.id, content=f"same\ntheirs {safe}\nsame\n")
        try:
            mine.update(note.id, content=f"same\nmine {safe}\nsame\n", expect=note.content_sha256)
        except PreconditionFailed:
            continue


def _dream(ws: Workspace) -> None:
    """A proposal of one change for each of many texts, in its title and its lines."""
    store = ws.stores.create("Dreamt over")
    old = [f"line {number}" for number in range(40)]
    ws.memories.create(store.id, "/dreamt.md", "".join(f"{line}\n" for line in old))
    texts = [text.replace("\0", "\x01").replace("\n", " ") for text in TEXTS.values()]
    proposed(
        ws,
        store.id,
        [
            finding(text[:200] + MARK, edit("/dreamt.md", number + 1, [old[number]], [text]))
            for number, text in enumerate(texts[:40])
            if number % 2
        ],
    )


def _record(ws: Workspace, folder: Path) -> None:
    """One session whose events of every kind hold every text."""
    session = SESSION.format(1)
    lines = []
    for number, text in enumerate(TEXTS.values()):
        at = number * 4
        lines += [
            said(at, text, session),
            called(at + 1, text[:60], session, command=text, file_path=text),
            answered(at + 2, at + 1, text, session, is_error=number % 2 == 0),
        ]
    ingester = ws.ingester()
    ingester.file(write(folder / f"{session}.jsonl", lines))
    assert not ingester.total.failed


def _rename_past_the_rules(ws: Workspace) -> None:
    connection = ws.context.db._writing.connection
    texts = [text.replace("/", "|").replace("\0", "\x01")[:160] + MARK for text in TEXTS.values()]
    connection.execute("BEGIN IMMEDIATE")
    for number, text in enumerate(texts, start=1):
        old, new = f"/{number:04}.md", f"/{number:04}{text}"
        for table in ("memories", "versions"):
            connection.execute(f"UPDATE {table} SET path = ? WHERE path = ?", (new, old))
        connection.execute(
            "UPDATE stores SET name = ?, description = ? WHERE name = ?",
            (text, text, f"Store {number - 1:04}"),
        )
    for number, text in enumerate(texts[:24]):
        old, new = f"/clash-{number:04}.md", f"/clash-{number:04}{text}"
        for table in ("memories", "versions", "conflicts"):
            connection.execute(f"UPDATE {table} SET path = ? WHERE path = ?", (new, old))
    connection.execute("UPDATE sessions SET agent = ?, title = ?", (texts[0], "".join(texts)[:900]))
    for number, text in enumerate(texts):
        connection.execute(
            "INSERT INTO sessions (id, agent, title, metadata, status, started_at)"
            " VALUES (?, ?, ?, '{}', 'running', '2026-11-19T12:00:00Z')",
            (f"sesn_hostile{number:04}", text, text),
        )
    connection.execute("COMMIT")
