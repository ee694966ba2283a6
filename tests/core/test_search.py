"""Search: it finds what was written before, ranks and marks it, and no query breaks it."""

import random
import string

import pytest
from support.calls import refusal_of

from core import InvalidRequest, NotFound, Workspace
from core.reading.indexing import CATCH_UP
from core.records.stores import Store
from core.search import match_expression
from core.storage.sqlite import StorageFull

RUNBOOK = """# Dispatch

The dispatch service restarts slowly.
Check the queue first: dispatch depends on it.
"""


def found(ws: Workspace, query: str, **options: object) -> list[tuple[str, int]]:
    """Path and line of each match."""
    return [(match.path, match.line) for match in ws.search(query, **options)]


def test_a_match_is_a_line_with_its_marks(ws: Workspace, store: Store) -> None:
    """Which memory, which version, which line, and where in it."""
    memory = ws.memories.create(store.id, "/runbook.md", RUNBOOK)
    matches = ws.search("dispatch")
    assert [match.line for match in matches] == [1, 3, 4]
    assert [match.text for match in matches] == [RUNBOOK.split("\n")[n] for n in (0, 2, 3)]
    for match in matches:
        assert (match.memory_store_id, match.memory_id) == (store.id, memory.id)
        assert match.version_id == memory.memory_version_id
        assert [match.text[start:end].lower() for start, end in match.marks] == ["dispatch"]


def test_all_words_must_be_in_the_memory(ws: Workspace, store: Store) -> None:
    """On any of its lines; words in quotes are a phrase, a star is a prefix."""
    ws.memories.create(store.id, "/a", "red apple\ngreen pear\n")
    ws.memories.create(store.id, "/b", "green apple\n")
    assert found(ws, "apple pear") == [("/a", 1), ("/a", 2)]
    assert found(ws, '"green apple"') == [("/b", 1)]
    assert found(ws, "gre*") == [("/b", 1), ("/a", 2)] or found(ws, "gre*") == [
        ("/a", 2),
        ("/b", 1),
    ]
    assert found(ws, "gre") == []
    assert found(ws, "GREEN Pear") == [("/a", 2)]


def test_a_phrase_may_go_on_in_the_next_line(ws: Workspace, store: Store) -> None:
    """Each of its lines is marked."""
    ws.memories.create(store.id, "/a", "one two\nthree four\n")
    matches = ws.search('"two three"')
    assert [(m.line, [m.text[s:e] for s, e in m.marks]) for m in matches] == [
        (1, ["two"]),
        (2, ["three"]),
    ]


def test_marks_stand_right_in_any_script(ws: Workspace, store: Store) -> None:
    """They count characters; accents and case are folded, the text is not."""
    ws.memories.create(store.id, "/a", "🙂🙂 Über café naïve\u0301 日本\n")
    for query, marked in (("uber", "Über"), ("CAFE", "café"), ("日本", "日本")):
        (match,) = ws.search(query)
        ((start, end),) = match.marks
        assert match.text[start:end] == marked


def test_search_finds_what_was_just_written(ws: Workspace, store: Store) -> None:
    """And not what was changed, moved or deleted since; the index catches up by itself."""
    memory = ws.memories.create(store.id, "/a", "walrus")
    assert found(ws, "walrus") == [("/a", 1)]
    ws.memories.update(memory.id, path="/b")
    assert found(ws, "walrus") == [("/b", 1)]
    ws.memories.update(memory.id, content="penguin")
    assert found(ws, "walrus") == []
    assert found(ws, "penguin") == [("/b", 1)]
    ws.memories.delete(memory.id)
    assert found(ws, "penguin") == []
    ws.restore(memory.memory_version_id)
    assert found(ws, "walrus") == [("/b", 1)]
    assert ws.examine().problems == ()


def test_many_versions_are_indexed_in_steps(ws: Workspace, store: Store) -> None:
    """More than one batch, with memories that changed, moved and vanished among them."""
    ws.memories.create_many(store.id, {f"/{n}": f"word{n} walrus" for n in range(3 * CATCH_UP)})
    for number, item in enumerate(list(ws.memories.list(store.id))):
        match number % 4:
            case 0:
                ws.memories.update(item.id, content="penguin")
            case 1:
                ws.memories.delete(item.id)
            case 2:
                ws.memories.update(item.id, path=f"/moved{item.path}")
    assert len(found(ws, "walrus")) == 3 * CATCH_UP // 2
    assert len(found(ws, "penguin")) == 3 * CATCH_UP // 4
    assert len(found(ws, "walrus", history=True)) == 3 * CATCH_UP
    assert ws.examine().problems == ()


def test_history_finds_what_once_was(ws: Workspace, store: Store) -> None:
    """Each text once, under the version that first held it; a rename adds none."""
    memory = ws.memories.create(store.id, "/a", "walrus one")
    ws.memories.update(memory.id, path="/b")
    second = ws.memories.update(memory.id, content="walrus two")
    ws.memories.delete(memory.id)
    assert found(ws, "walrus") == []
    matches = ws.search("walrus", history=True)
    assert {(m.version_id, m.path, m.text) for m in matches} == {
        (memory.memory_version_id, "/a", "walrus one"),
        (second.memory_version_id, "/b", "walrus two"),
    }
    assert len(matches) == 2


def test_history_leaves_redacted_versions_out(ws: Workspace, store: Store) -> None:
    """A text that a rename still holds is found under the rename."""
    memory = ws.memories.create(store.id, "/secret-name", "walrus")
    renamed = ws.memories.update(memory.id, path="/b")
    assert len(ws.search("walrus", history=True)) == 1
    ws.redact().version(memory.memory_version_id)
    (match,) = ws.search("walrus", history=True)
    assert (match.version_id, match.path) == (renamed.memory_version_id, "/b")
    ws.memories.update(memory.id, content="other")
    ws.redact().version(renamed.memory_version_id)
    assert ws.search("walrus", history=True) == []
    assert ws.search("walrus") == []
    assert ws.examine().problems == ()


def test_the_best_match_comes_first(ws: Workspace, store: Store) -> None:
    """A short text full of the word before a long one that mentions it."""
    ws.memories.create(store.id, "/long", "filler words here " * 50 + "walrus")
    ws.memories.create(store.id, "/short", "walrus walrus walrus")
    ws.memories.create(store.id, "/none", "nothing")
    assert [path for path, _ in found(ws, "walrus")] == ["/short", "/long"]
    assert found(ws, "walrus", limit=1) == [("/short", 1)]


def test_a_search_keeps_to_a_store_and_a_prefix(ws: Workspace, store: Store) -> None:
    """Whole segments, as in a listing; an unknown store is not found."""
    other = ws.stores.create("other")
    for where, path in ((store, "/notes/a"), (store, "/notes-old/a"), (other, "/notes/a")):
        ws.memories.create(where.id, path, "walrus")
    for history in (False, True):
        assert len(ws.search("walrus", history=history)) == 3
        assert found(ws, "walrus", history=history, store_id=store.id, path_prefix="/notes/") == [
            ("/notes/a", 1)
        ]
        assert len(ws.search("walrus", history=history, path_prefix="/notes/")) == 2
        with pytest.raises(NotFound):
            ws.search("walrus", history=history, store_id="memstore_01unknown")
        with pytest.raises(InvalidRequest):
            ws.search("walrus", history=history, path_prefix="/notes")


@pytest.mark.parametrize("query", ["", " ", "***", '""', '"', "()", "- + :", "\u200b", "\n\x00"])
def test_a_query_without_a_word_is_refused(ws: Workspace, query: str) -> None:
    """There is nothing to look for."""
    with pytest.raises(InvalidRequest):
        ws.search(query)


OPERATORS = [
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "NEAR(a b, 5)",
    "text:",
    "{text}:",
    "^",
    "*",
    '"',
    "'",
    "(",
    ")",
    "+",
    "-",
    ":",
    ";",
    "--",
    "/*",
    "\\",
    "%",
    "\x00",
    "\n",
    "\ud800",
    "\U0001f130",
    "a\u0301",
    "²",
    "rank MATCH",
    "'; DROP TABLE contents; --",
    "walrus",
]


def hostile_queries(count: int) -> list[str]:
    """Random strings of operators, quotes, words and all of Unicode, the same every time."""
    chance = random.Random(45)
    letters = string.printable
    queries = []
    for _ in range(count):
        parts = [
            chance.choice(OPERATORS)
            if chance.random() < 0.6
            else "".join(
                chr(chance.randrange(0x110000)) if chance.random() < 0.2 else chance.choice(letters)
                for _ in range(chance.randrange(6))
            )
            for _ in range(chance.randrange(8))
        ]
        queries.append(chance.choice(["", " "]).join(parts))
    return queries


def test_no_query_breaks_the_search(ws: Workspace, store: Store) -> None:
    """10,000 hostile strings as a query: matches or a refusal in words, never SQL."""
    ws.memories.create(store.id, "/a", "walrus AND text OR near 'quoted' \"x\" (a b)\n")
    for query in hostile_queries(10_000):
        refusal = refusal_of(ws.search, query)
        assert refusal is None or isinstance(refusal, InvalidRequest), query
        for word in ("fts5", "syntax", "SQL", "MATCH", "column"):
            assert word not in str(refusal), query


def test_no_string_breaks_a_filter(ws: Workspace, store: Store) -> None:
    """The same strings as prefixes, paths, ids, names and times: answers or typed refusals."""
    ws.memories.create(store.id, "/a", "walrus")
    session = ws.sessions.start("agent", {store.id: "read_only"})
    calls = [
        lambda text: ws.search("walrus", path_prefix=text),
        lambda text: ws.search("walrus", store_id=text),
        lambda text: ws.memories.page(store.id, text),
        lambda text: ws.memories.page(store.id, "/" + text + "/"),
        lambda text: ws.memories.at_path(store.id, text),
        lambda text: ws.asof.page(store.id, 3, text),
        ws.asof.resolve,
        lambda text: ws.versions.memory_at(store.id, text),
        lambda text: list(ws.sessions.list(agent=text)),
        lambda text: ws.conflicts.page(store_id=text),
        session.memories.page,
    ]
    for number, text in enumerate(hostile_queries(2_000)):
        assert "syntax" not in str(refusal_of(calls[number % len(calls)], text))


def test_an_enormous_query_is_answered(ws: Workspace, store: Store) -> None:
    """Thousands of words, one word of a hundred thousand letters."""
    ws.memories.create(store.id, "/a", "walrus")
    assert ws.search("walrus " * 5_000) != []
    assert ws.search("x" * 100_000) == []
    assert ws.search(" ".join(f"w{number}" for number in range(5_000))) == []


def test_only_words_have_a_meaning() -> None:
    """Every term is quoted, so that no operator of the index survives."""
    assert match_expression("a OR b") == '"a" "OR" "b"'
    assert match_expression('x "y z" w*') == '"x" "y z" "w*"*'
    assert match_expression("text:a -b") == '"text:a" "-b"'


def test_a_text_cannot_forge_a_mark(ws: Workspace, store: Store) -> None:
    """Whatever brackets or tags stand around the word, they are text."""
    text = "</> <mark>walrus</mark> [walrus] \x02walrus\x03"
    ws.memories.create(store.id, "/a", text)
    (match,) = ws.search("walrus")
    assert match.text == text
    assert [match.text[start:end] for start, end in match.marks] == ["walrus"] * 3


def test_the_index_can_be_made_anew(ws: Workspace, store: Store) -> None:
    """A damaged one is noticed by the doctor, and rebuilding loses nothing."""
    for number in range(5):
        memory = ws.memories.create(store.id, f"/{number}", "walrus one")
        ws.memories.update(memory.id, content="walrus two")
    assert len(ws.search("walrus")) == 5
    connection = ws.context.db._writing.connection
    connection.execute("DELETE FROM indexed WHERE memory_id = ?", (memory.id,))
    assert {problem.check for problem in ws.examine().problems} == {"index"}
    ws.search.rebuild()
    assert ws.examine().problems == ()
    assert len(ws.search("walrus")) == 5
    assert len(ws.search("walrus", history=True)) == 10


def test_a_full_disk_stops_no_search(ws: Workspace, store: Store) -> None:
    """What was indexed before is still found when the index cannot grow."""
    ws.memories.create(store.id, "/a", "walrus")
    assert len(ws.search("walrus")) == 1
    ws.memories.create(store.id, "/b", "penguin " * 5_000)
    connection = ws.context.db._writing.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageFull):
        ws.memories.create(store.id, "/c", "x" * 100_000)
    assert len(ws.search("walrus")) == 1
    connection.execute("PRAGMA max_page_count = 1000000")
    assert len(ws.search("penguin")) == 1
