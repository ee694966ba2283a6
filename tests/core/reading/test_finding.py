"""Finding by filter: SQL lets through exactly what the terms say, in pages, and counts it."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import Workspace
from core.reading.filters import Field, Term, parse
from core.records.stores import Store

AGENTS = ("triage", "Triage-2", "db-keeper", "größe")
PATHS = ("/Alerts/cpu.md", "/alerts/tmp/cpu.md", "/services/Größe.md", "/tmp", "/z_%.md")


def found(ws: Workspace, store: Store, text: str) -> list[str]:
    """The paths that a filter lets through, as pages and as a count."""
    terms = parse(text, ws.context.clock())
    paths: list[str] = []
    page = None
    while True:
        got = ws.finding.page(terms, store.id, limit=2, page=page)
        paths += [memory.path for memory in got.data]
        page = got.next_page
        if page is None:
            break
    matching = ws.finding.count(terms, store.id)
    assert (matching[store.id].count if matching else 0) == len(paths)
    return paths


def test_words_are_looked_for_in_the_path(ws: Workspace, store: Store) -> None:
    """Whatever their case, in any alphabet; no character in them is a pattern."""
    for path in PATHS:
        ws.memories.create(store.id, path, "text\n")
    assert found(ws, store, "ALERTS !tmp") == ["/Alerts/cpu.md"]
    assert found(ws, store, "größe") == found(ws, store, "GRÖSSE") == ["/services/Größe.md"]
    assert found(ws, store, "%") == ["/z_%.md"]
    assert found(ws, store, "_%") == ["/z_%.md"]
    assert found(ws, store, "") == sorted(PATHS)


def test_agent_is_who_ever_wrote_and_by_is_who_wrote_last(ws: Workspace, store: Store) -> None:
    """People count under their names too; a name that nobody has means its beginnings."""
    triage = ws.sessions.start(agent="triage", attach={store.id: "read_write"})
    other = ws.sessions.start(agent="triage-2", attach={store.id: "read_write"})
    shared = triage.create(store.id, "/shared.md", "one\n")
    other.append(shared.id, "two\n")
    triage.create(store.id, "/own.md", "one\n")
    ws.memories.create(store.id, "/mine.md", "one\n")
    assert found(ws, store, "agent:triage") == ["/own.md", "/shared.md"]
    assert found(ws, store, "by:Triage") == ["/own.md"]
    assert found(ws, store, "by:triage-2") == ["/shared.md"]
    assert found(ws, store, "agent:tri") == ["/own.md", "/shared.md"]
    assert found(ws, store, f"agent:{ws.context.scope.actor.id}") == ["/mine.md"]
    assert found(ws, store, "agent:nobody") == []


def test_a_count_is_by_store_and_below_a_directory(ws: Workspace, store: Store) -> None:
    """Of each store how many match, and of how many."""
    other = ws.stores.create("Other")
    for path in ("/a/x.md", "/a/y.md", "/b/x.md"):
        ws.memories.create(store.id, path, "text\n")
    ws.memories.create(other.id, "/x.md", "text\n")
    terms = parse("x", ws.context.clock())
    counts = {key: (one.count, one.total) for key, one in ws.finding.count(terms).items()}
    assert counts == {store.id: (2, 3), other.id: (1, 1)}
    below = ws.finding.count(terms, store.id, "/a/")[store.id]
    assert (below.count, below.total) == (1, 2)
    assert [one.path for one in ws.finding.page(terms, store.id, "/b/").data] == ["/b/x.md"]


words = st.sampled_from(["alerts", "TMP", "cpu", "ö", "é", ".md", "/"])
names = st.sampled_from([*AGENTS, "tri", "GRÖSSE", "nobody", "alex"])
ages = st.integers(0, 6)


@st.composite
def one_term(draw: st.DrawFn) -> Term:
    field = draw(st.sampled_from(Field))
    is_inverted = draw(st.booleans())
    if field is Field.CHANGED:
        return Term(field, str(draw(ages)), None, is_inverted)
    return Term(field, draw(words if field is Field.PATH else names), None, is_inverted)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(AGENTS)), max_size=12),
    st.lists(st.lists(one_term(), max_size=3), min_size=8, max_size=8),
)
def test_sql_and_plain_python_agree(
    ws: Workspace, writes: list[tuple[str, str]], filters: list[list[Term]]
) -> None:
    """The same memories, whoever wrote where and whatever is asked."""
    store = ws.stores.create("Notes")
    sessions = {
        agent: ws.sessions.start(agent=agent, attach={store.id: "read_write"}) for agent in AGENTS
    }
    by: dict[str, list[str]] = {}
    ids: dict[str, str] = {}
    for path, agent in writes:
        if path in ids:
            sessions[agent].append(ids[path], "more\n")
        else:
            ids[path] = sessions[agent].create(store.id, path, "text\n").id
        by.setdefault(path, []).append(agent)
    start = ws.context.clock()
    changed = {memory.path: memory.updated_at for memory in ws.memories.list(store.id)}
    moments = {str(age): start - timedelta(seconds=age) for age in range(7)}

    def named(text: str, agents: list[str]) -> bool:
        same = [one for one in AGENTS if one.casefold() == text.casefold()]
        known = same or [one for one in AGENTS if one.casefold().startswith(text.casefold())]
        return any(agent in known for agent in agents)

    def holds(term: Term, path: str) -> bool:
        match term.field:
            case Field.PATH:
                fits = term.text.casefold() in path.casefold()
            case Field.AGENT:
                fits = named(term.text, by[path])
            case Field.BY:
                fits = named(term.text, by[path][-1:])
            case Field.CHANGED:
                fits = changed[path] >= moments[term.text]
        return fits != term.is_inverted

    for asked in filters:
        terms = [Term(one.field, one.text, moments.get(one.text), one.is_inverted) for one in asked]
        page = ws.finding.page(terms, store.id, limit=100)
        wanted = sorted(path for path in by if all(holds(term, path) for term in terms))
        assert [memory.path for memory in page.data] == wanted
