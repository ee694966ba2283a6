"""Transcripts as tests write them: small, by hand, and read the way a file is read."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from core.transcripts.events import Event, Facts, Kind
from core.transcripts.formats.base import Shape
from core.transcripts.lines import Damage
from core.transcripts.pairing import Pairing
from core.transcripts.sniff import HEAD_BYTES, sniff
from core.transcripts.stream import LineStream, read_document


@dataclass
class Transcript:
    """What a file gave."""

    format: str
    shape: Shape
    events: list[Event]
    damage: list[Damage]
    facts: Facts

    def of(self, *kinds: Kind) -> list[Event]:
        return [event for event in self.events if event.kind in kinds]

    def kinds(self) -> list[Kind]:
        return [event.kind for event in self.events]

    def results(self) -> list[tuple[str, str, int | None]]:
        return [
            (event.status.value, event.error_source.value, event.exit_code)
            for event in self.of(Kind.TOOL_RESULT)
        ]


Read = Callable[[bytes], Transcript]


@pytest.fixture
def read() -> Read:
    """Read a file's bytes as an ingester does: recognise, cut, parse, pair."""

    def read_bytes(data: bytes) -> Transcript:
        found = sniff(data[:HEAD_BYTES])
        assert found is not None, "not recognised"
        if found.shape is Shape.DOCUMENT:
            document = read_document(found.format, data)
            events, damage, facts = document.events, document.damage, document.facts
        else:
            stream = LineStream(found.format)
            batches = [stream.feed(data), stream.rest()]
            events = [event for batch in batches for event in batch.events]
            damage = [piece for batch in batches for piece in batch.damage]
            facts = stream.facts
        settled = Pairing().settle(events)
        return Transcript(found.format.name, found.shape, settled.events, damage, facts)

    return read_bytes


@pytest.fixture
def lines() -> Callable[..., bytes]:
    """Records as lines of JSON; bytes are taken as they are."""

    def joined(*records: object) -> bytes:
        return b"".join(
            (record if isinstance(record, bytes) else json.dumps(record).encode()) + b"\n"
            for record in records
        )

    return joined
