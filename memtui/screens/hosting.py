"""
Sessions from the Stores screen: start one, pause it, end it, and give it one more store.
"""

from collections.abc import Callable

from core.access.attachments import Access
from core.records.sessions import SessionRecord
from memtui.backend.workspace import Backend
from memtui.screens.writing import Writing
from memtui.typed.wanted_stores import typed, understood
from memtui.widgets import figures
from memtui.widgets.prompt import Prompt, Sheet

_KEYS = "123456789"
_SIGNS = {"running": "●", "paused": "‖", "ended": "○"}


class Hosting(Writing, inherit_bindings=False):
    """What the key of the sessions does; see the module."""

    async def _choose_session(self) -> None:
        """The newest sessions, and a new one."""
        found = await self.bridge.ask(lambda backend: backend.sessions(len(_KEYS)))
        by_key = dict(zip(_KEYS, found, strict=False))
        lines = [(f"{key}  {_told(record)}", "") for key, record in by_key.items()]
        answers = {"n": "new"} | dict.fromkeys(by_key, "")
        shown = {"n": "start a new one"} | ({"1-9": "more about one"} if by_key else {})
        answer = await self.app.push_screen_wait(
            Sheet("Sessions, newest first", lines or [("There is none.", "dim")], answers, shown)
        )
        if answer == "n":
            await self._start_session()
        elif answer is not None:
            await self._act_on(by_key[answer])

    async def _act_on(self, record: SessionRecord) -> None:
        lines = [(record.id, "dim")]
        lines += [(f"{one.access.value:<12}{one.name}", "") for one in record.resources]
        answers = {}
        if record.status != "ended":
            answers = {
                "p": "resume" if record.status == "paused" else "pause",
                "a": "attach a store",
                "e": "end it",
            }
        answer = await self.app.push_screen_wait(Sheet(_told(record), lines, answers))
        name = f"The session of {record.agent}"
        if answer == "p" and record.status == "paused":
            await self.bridge.ask(lambda backend: backend.resume_session(record.id))
            self.app.tell(f"{name} may write again.")
        elif answer == "p":
            await self.bridge.ask(lambda backend: backend.pause_session(record.id))
            self.app.tell(f"{name} is paused: its writes are refused and told so.")
        elif answer == "e":
            await self._end_session(record, name)
        elif answer == "a":
            await self._attach_store(record, name)

    async def _end_session(self, record: SessionRecord, name: str) -> None:
        lines = [("It writes nothing any more, and cannot be started again.", "warn")]
        lines.append(("What it wrote stays, with its name in the history.", ""))
        answer = await self.app.push_screen_wait(
            Sheet(f"End the session of {record.agent}?", lines, {"y": "end it"})
        )
        if answer == "y":
            await self.bridge.ask(lambda backend: backend.end_session(record.id))
            self.app.tell(f"{name} has ended.")

    async def _start_session(self) -> None:
        agent = await self._prompt("The agent's name", "", _wrong_agent)
        if agent is None:
            return
        wanted = await self._stores_for(f"Stores for {agent}, such as A=read_only, B=read_write")
        if wanted is None:
            return
        record = await self.bridge.ask(lambda b: b.start_session(agent.strip(), wanted))
        self.app.copy_to_clipboard(record.id)
        self.app.tell(f"Started session {record.id} of {record.agent}; its id is on the clipboard.")

    async def _attach_store(self, record: SessionRecord, name: str) -> None:
        wanted = await self._stores_for(f"Stores to attach to the session of {record.agent}")
        for store_id, access in (wanted or {}).items():
            await self.bridge.ask(_attaching(record.id, store_id, access))
        if wanted:
            stores = figures.counted(len(wanted), "store", "stores")
            self.app.tell(f"{name} has {stores} more, or with another access, at once.")

    async def _stores_for(self, title: str) -> dict[str, str] | None:
        """Ask for stores and accesses; the store under the cursor stands there at first."""
        stores = self.tree_view.model.stores.values()
        ids = {one.name: one.store_id for one in stores if not one.is_archived}
        node = self.tree_view.node
        here = {
            name: Access.READ_WRITE
            for name, store_id in ids.items()
            if node is not None and store_id == node.store_id
        }

        def wrong(text: str) -> str | None:
            try:
                understood(text, ids)
            except ValueError as error:
                return str(error)
            return None

        text = await self.app.push_screen_wait(Prompt(title, typed(here), wrong))
        return None if text is None else understood(text, ids)


def _told(record: SessionRecord) -> str:
    """A session in a line."""
    stores = ", ".join(one.name for one in record.resources) or "no stores"
    sign = _SIGNS.get(record.status, "·")
    return f"{sign} {record.agent}  {record.status}  {figures.short_id(record.id)}  {stores}"


def _attaching(session_id: str, store_id: str, access: str) -> Callable[[Backend], object]:
    return lambda backend: backend.attach_store(session_id, store_id, access)


def _wrong_agent(name: str) -> str | None:
    return None if name.strip() else "An agent has a name."
