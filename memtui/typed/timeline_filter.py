"""
What a person types to see some marks of many: agents, kinds, stores, paths, sessions. Pure.

Terms are divided by spaces and all have to hold. A bare word is a part of an agent's name.

    triage                   agents with "triage" in their name
    kind:write,conflict      marks of these kinds
    store:notes              of the store with this name, or whose name begins so
    path:/alerts/            of memories below this path
    session:sesn_...         of this session
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.errors import CoreError, InvalidRequest
from core.overseeing.marks import ALL, MarkKind, Wanted
from core.paths import check_prefix
from core.reading.filters import TOKEN
from core.records.stores import Store

KEYS = ("agent", "kind", "store", "path", "session")


class BadFilter(InvalidRequest):
    """A term means nothing; the message says which and why."""


@dataclass(slots=True)
class _Terms:
    agent: str = ""
    kinds: tuple[MarkKind, ...] = ()
    store_id: str | None = None
    path: str | None = None
    session: str | None = None


def parse(text: str, stores: Iterable[Store]) -> Wanted:
    """
    The marks that a filter lets through; all of them for an empty one.

    Raises:
        BadFilter: A term means nothing.
    """
    terms = _Terms()
    for token in TOKEN.findall(text):
        key, colon, value = token.partition(":")
        if not colon or key.lower() not in KEYS:
            key, value = "agent", token
        value = value.replace('"', "")
        if not value:
            raise BadFilter(f"{token} needs something behind it.")
        _take(terms, key.lower(), value, stores)
    if terms == _Terms():
        return ALL
    return Wanted(
        store_id=terms.store_id,
        path_prefix=terms.path,
        agent_part=terms.agent or None,
        session_id=terms.session,
        kinds=terms.kinds,
    )


def _take(terms: _Terms, key: str, value: str, stores: Iterable[Store]) -> None:
    match key:
        case "kind":
            terms.kinds = tuple(_kind(name) for name in value.split(",") if name)
        case "store":
            terms.store_id = _store(value, stores)
        case "path":
            try:
                terms.path = check_prefix(value if value.endswith("/") else f"{value}/")
            except CoreError as error:
                raise BadFilter(str(error)) from None
        case "session":
            terms.session = value
        case _:
            if terms.agent:
                raise BadFilter("One word for the agents is enough; a name goes in quotes.")
            terms.agent = value


def _kind(name: str) -> MarkKind:
    word = name.lower()
    # Half a word is typed on the way to a whole one.
    found = [kind for kind in MarkKind if kind.value.startswith(word.removesuffix("s") or word)]
    if not found:
        raise BadFilter(f"There is no kind {name}, only {', '.join(MarkKind)}.")
    return found[0]


def _store(name: str, stores: Iterable[Store]) -> str:
    known = list(stores)
    folded = name.casefold()
    for fits in (
        [store for store in known if name in (store.id, store.name)],
        [store for store in known if store.name.casefold().startswith(folded)],
        [store for store in known if folded in store.name.casefold()],
    ):
        if fits:
            return fits[0].id
    raise BadFilter(f"There is no store with {name} in its name.")
