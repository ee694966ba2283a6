"""
Everything that entries claim: typed values, values in plain words, and what was seen of them.

Pure. Read once for each entry, for the miners that ask what tools show of it.
"""

from core.dreams.material.claims import Claim, claims_of, names_of
from core.dreams.material.confirmation import Sightings
from core.dreams.material.draft import Draft
from core.dreams.material.echoes import echoes
from core.dreams.material.entries import PROSE, Entry
from core.dreams.material.notes import is_from_dream
from core.dreams.material.subjects import subjects_of


class Claimed:
    """The claims of the entries of one draft."""

    def __init__(self, draft: Draft, sightings: Sightings) -> None:
        self.subjects = subjects_of(draft)
        self.sightings = sightings
        self._paths = frozenset(draft.by_path)
        self._phrases = sightings.phrases(self.subjects)

    def is_statement(self, entry: Entry) -> bool:
        """Whether an entry is one that people and agents wrote, and no line of an index."""
        is_index = "/" in entry.text and any(path in entry.text for path in self._paths)
        return entry.shape in PROSE and not is_index and not is_from_dream(entry.said)

    def by(self, entry: Entry) -> tuple[Claim, ...]:
        """What an entry claims that has a form of its own, or that some tool shows as a value."""
        return (*claims_of(entry, self.subjects), *self._phrases.claims_of(entry))

    def echoed(self, entry: Entry) -> tuple[Claim, ...]:
        """What an entry claims in words that come again in an answer about the same thing."""
        results = self.sightings.about(names_of(entry, self.subjects))
        return tuple(echoes(entry, results, self.subjects))
