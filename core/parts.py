"""
The parts of a workspace, one for each subject.

What most programs never use is loaded when it is asked for: an agent starts many times.
"""

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from core.changes import Changes
from core.conflicts import Conflicts
from core.context import Context
from core.memories import Memories
from core.sessions import Sessions
from core.stores import Stores
from core.versions import Versions

if TYPE_CHECKING:
    from core.access.keys import Keys
    from core.dreams.jobs import Dreams
    from core.dreams.reviewing.reviews import Reviews
    from core.moving.importing import Importer
    from core.moving.transfer import Transfer
    from core.overseeing.agents import Agents
    from core.overseeing.standing import Standing
    from core.overseeing.timeline import Timelines
    from core.reading.asof import AsOf
    from core.reading.finding import Finding
    from core.search import Search
    from core.settling.resolving import Resolver
    from core.transcripts.accesses import Accesses
    from core.transcripts.ingest import Ingester, Wishes
    from core.transcripts.log import Transcripts
    from core.transcripts.stretches import Stretches
    from core.transcripts.summaries import Summaries
    from core.undoing.undo import Undo
    from core.wire.events import WireEvents
    from core.wire.sessions import WireSessions


class Parts:
    """What a workspace consists of."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.stores = Stores(context)
        self.memories = Memories(context)
        self.versions = Versions(context)
        self.sessions = Sessions(context)
        self.changes = Changes(context.db, context.scope)
        self.conflicts = Conflicts(context)

    @cached_property
    def search(self) -> "Search":
        """Full-text search."""
        from core.search import Search

        return Search(self.context)

    @cached_property
    def finding(self) -> "Finding":
        """Filters over the memories of stores."""
        from core.reading.finding import Finding

        return Finding(self.context)

    @cached_property
    def transcripts(self) -> "Transcripts":
        """What was ingested of agents' transcripts: their events."""
        from core.transcripts.log import Transcripts

        return Transcripts(self.context)

    @cached_property
    def stretches(self) -> "Stretches":
        """Transcripts piece by piece, as somebody reads them."""
        from core.transcripts.stretches import Stretches

        return Stretches(self.context)

    @cached_property
    def summaries(self) -> "Summaries":
        """Sessions with what they did, in numbers."""
        from core.transcripts.summaries import Summaries

        return Summaries(self.context)

    @cached_property
    def accesses(self) -> "Accesses":
        """Who read and wrote which memory."""
        from core.transcripts.accesses import Accesses

        return Accesses(self.context)

    @cached_property
    def timelines(self) -> "Timelines":
        """What happened when, and who did it."""
        from core.overseeing.timeline import Timelines

        return Timelines(self.context)

    def ingester(
        self, wishes: "Wishes | None" = None, *, stop: threading.Event | None = None
    ) -> "Ingester":
        """What reads transcripts into this workspace, until `stop` is set."""
        from core.transcripts.ingest import Ingester

        return Ingester(self.context, wishes, stop=stop)

    @cached_property
    def standing(self) -> "Standing":
        """How much is in each store, and what needs a person there."""
        from core.overseeing.standing import Standing

        return Standing(self.context)

    @cached_property
    def agents(self) -> "Agents":
        """Agents over all their sessions."""
        from core.overseeing.agents import Agents

        return Agents(self.context)

    @cached_property
    def asof(self) -> "AsOf":
        """The stores as they were."""
        from core.reading.asof import AsOf

        return AsOf(self.context)

    @cached_property
    def transfer(self) -> "Transfer":
        """Import and export of folders."""
        from core.moving.transfer import Transfer

        return Transfer(
            self.stores, self.asof, self.importer, self.changes.last_seq, self.context.limits
        )

    @cached_property
    def importer(self) -> "Importer":
        """What stores files that come from outside."""
        from core.moving.importing import Importer

        return Importer(self.context)

    @cached_property
    def undo(self) -> "Undo":
        """Undo and redo of what this user did."""
        from core.undoing.undo import Undo

        return Undo(self.context)

    @cached_property
    def resolver(self) -> "Resolver":
        """What settles conflicts."""
        from core.settling.resolving import Resolver

        return Resolver(self.context)

    @cached_property
    def dreams(self) -> "Dreams":
        """Jobs that propose a better store."""
        from core.dreams.jobs import Dreams

        return Dreams(self.context)

    @cached_property
    def keys(self) -> "Keys":
        """What lets programs into the workspace when it is served."""
        from core.access.keys import Keys

        return Keys(self.context)

    @cached_property
    def wire_sessions(self) -> "WireSessions":
        """Sessions as the Managed Agents wire tells of them."""
        from core.wire.sessions import WireSessions

        return WireSessions(self.context)

    @cached_property
    def wire_events(self) -> "WireEvents":
        """The events of sessions, as the wire tells of them."""
        from core.wire.events import WireEvents

        return WireEvents(self.context)

    @cached_property
    def reviews(self) -> "Reviews":
        """What reviewers decide on the proposals of dreams."""
        from core.dreams.reviewing.reviews import Reviews

        return Reviews(self.context)
