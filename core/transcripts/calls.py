"""
Ids for tool calls that have none: a result without an id answers the oldest such call.
"""

from core.transcripts.events import Where
from core.transcripts.fields import Json, items

_MOST_OPEN = 200


class CallIds:
    """Remembers the calls of one file that still wait for a result without an id."""

    def __init__(self, saved: Json = None) -> None:
        self._waiting = [call for call in items(saved) if isinstance(call, str)]

    def saved(self) -> Json:
        return list(self._waiting)

    def of_call(self, call_id: str | None, where: Where, block_no: int = 0) -> str:
        """The id of a call; one made from its place if it has none."""
        if call_id is not None:
            return call_id
        step = f"s{where.line_no}"
        return self.waiting(f"{step}.{block_no}" if block_no else step)

    def waiting(self, made: str) -> str:
        """Note an id that was made for a call."""
        self._waiting = [*self._waiting[-_MOST_OPEN:], made]
        return made

    def of_result(self, call_id: str | None) -> str | None:
        """The id of the call that a result answers, if there is one."""
        if call_id is None and self._waiting:
            return self._waiting.pop(0)
        return call_id
