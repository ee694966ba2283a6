"""
Filters and search in a workspace file on this machine.
"""

from collections.abc import Callable, Mapping, Sequence

from core.errors import NotFound
from core.overseeing.agents import AgentSeen, Touched
from core.overseeing.standing import StoreStanding
from core.reading.filters import Term
from core.records.memories import Memory
from core.workspace import Workspace
from memtui.backend.finding import Found, Sought
from memtui.shown.hits import Hit, grouped

_PAGE = 100


class LocalFinding:
    """The part of `LocalBackend` that finds."""

    _workspace: Workspace

    def found(self, terms: Sequence[Term], store_ids: Sequence[str], limit: int) -> Found:
        finding = self._workspace.finding
        counts = finding.count(terms)
        memories: list[Memory] = []
        for store_id in store_ids:
            page: str | None = None
            while len(memories) < limit and store_id in counts and counts[store_id].count:
                try:
                    found = finding.page(
                        terms,
                        store_id,
                        limit=min(_PAGE, limit - len(memories)),
                        page=page,
                    )
                except NotFound:
                    # The store was deleted meanwhile; the tree will hear of it.
                    break
                memories += found.data
                page = found.next_page
                if page is None:
                    break
        return Found(
            tuple(memories),
            sum(one.count for one in counts.values()),
            sum(one.total for one in counts.values()),
        )

    def agents(self) -> Sequence[AgentSeen]:
        return self._workspace.agents.list()

    def touched(self, agent: str) -> Touched:
        return self._workspace.agents.touched(agent)

    def standing(self) -> Mapping[str, StoreStanding]:
        return self._workspace.standing()

    def search(self, sought: Sought, limit: int, stopped: Callable[[], bool]) -> Sequence[Hit]:
        found = self._workspace.search(
            sought.query,
            store_id=sought.store_id,
            history=sought.history,
            limit=limit,
            stopped=stopped,
        )
        return grouped(found)
