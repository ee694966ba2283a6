"""
Everything that entries claim: typed values, values in plain words, and what was seen of them.

Pure. Read once for each entry, for the miners that ask what tools show of it. What was seen of some
entries teaches under which names others of the same form are to be looked for.
"""

import re
from collections import defaultdict
from dataclasses import replace
from typing import Final

from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.language.words import RHYTHM
from core.dreams.extract.names.wholes import stands
from core.dreams.material.claims.above import leads_of
from core.dreams.material.claims.attributes import Attributes
from core.dreams.material.claims.by_place import (
    but_of_title,
    first_lines_of,
    names_everywhere,
    of_row,
)
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claims import claims_of, names_of
from core.dreams.material.claims.titles import joined_names
from core.dreams.material.claims.undenied import is_of_another_line, is_shown_too, spaced
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import PROSE, Entry, Shape
from core.dreams.material.memories.logs import reports_of
from core.dreams.material.memories.notes import is_from_dream
from core.dreams.material.memories.sentence_lines import lines_of
from core.dreams.material.memories.subjects import named_in, plain, subjects_of
from core.dreams.material.memories.table_rows import Row, place_of, rows_of
from core.dreams.material.seeing.codes import CODE, code_claims
from core.dreams.material.seeing.conditions_seen import conditions_seen
from core.dreams.material.seeing.confirmation import Sightings
from core.dreams.material.seeing.echoes import echoes
from core.dreams.material.seeing.last_days import LAST_DAY, last_day_claims
from core.dreams.material.seeing.literals import LITERAL, literal_claims
from core.dreams.material.seeing.others import but_of_others
from core.dreams.material.seeing.relation import Fit
from core.dreams.material.seeing.releases import release_claims
from core.dreams.material.seeing.sighting import Sighting, has_own_code
from core.dreams.material.seeing.taught import Taught

_OF_ITSELF: Final = re.compile(
    r"(?i)\W*(?:this|the following) (?:guide|documents?|pages?|files?|memory|notes?|section|list"
    r"|directory|folder) (?:explain|describe|contain|list|cover|show|document|summari[sz]e"
    r"|tell|is about|are about)"
)
"""A sentence that only says what a text is about."""
_PATH: Final = re.compile(r"/[^\s()\[\]`\"']+")


class Claimed:
    """The claims of the entries of one draft."""

    def __init__(self, draft: Draft, sightings: Sightings, *, by_line: bool = False) -> None:
        """
        Args:
            draft: The store.
            sightings: What tools show.
            by_line: Of a paragraph each line that says a thing of its own is an entry, and so is
                each step of a list with numbers, which may get a note where it stands.
        """
        self.subjects = subjects_of(draft)
        self.attributes = Attributes()
        self._taught = Taught()
        self._sightings = sightings
        self._paths = frozenset(draft.by_path)
        self._listed = {
            key: lead for page in draft.pages for key, lead in leads_of(page.entries).items()
        }
        """Of the items of lists and of tables the line that announces them."""
        self._heads = frozenset(lead.key for lead in self._listed.values() if lead.is_title)
        """Lines that say nothing but what the list below them is of."""
        reports = reports_of(draft)
        stated = tuple(
            entry
            for entry in draft.entries
            if entry.key not in reports and self._is_statement(entry, with_steps=by_line)
        )
        lines = {entry.key: tuple(lines_of(entry)) if by_line else (entry,) for entry in stated}
        self.entries = tuple(one for entry in stated for one in lines[entry.key])
        """What people and agents wrote that is to be true for long."""
        self._of_path: dict[str, list[Entry]] = defaultdict(list)
        for one in self.entries:
            self._of_path[one.path].append(one)
        self._leads = first_lines_of(self.entries)
        """Of a line of a paragraph the first one, which may name what the others are of."""
        tables = (entry for entry in draft.entries if entry.shape is Shape.TABLE)
        self.rows = tuple(row for table in tables for row in rows_of(table))
        """And what the rows of their tables say."""
        names = frozenset(names_of(entry, self.subjects) for entry in self.entries)
        self._phrases = sightings.phrases(names, self.subjects)
        self._by = {entry.key: self._claims_of(entry) for entry in self.entries}
        self._everywhere = names_everywhere(draft)
        self._of_cells = {row.entry.key: self._claims_of_row(row) for row in self.rows}
        self._by |= {
            key: tuple(claim for cell in cells for claim in cell)
            for key, cells in self._of_cells.items()
        }
        for claims in self._by.values():
            for claim in claims:
                self.attributes.learn(claim, sightings.of(claim))
                self._taught.meet(claim, sightings.alike(claim))
        every = (claim for claims in self._by.values() for claim in claims)
        self._taught.settle(every, sightings.under)

    def _is_statement(self, entry: Entry, *, with_steps: bool) -> bool:
        # A line of an index is about another memory, and claims nothing.
        is_index = "/" in entry.text and not self._paths.isdisjoint(_PATH.findall(entry.text))
        is_said = entry.shape in PROSE or (with_steps and entry.shape is Shape.STEP)
        is_index |= entry.key in self._heads or _OF_ITSELF.match(entry.text) is not None
        return is_said and not is_index and not is_from_dream(entry.said)

    def _claims_of(self, entry: Entry) -> tuple[Claim, ...]:
        below = self._listed.get(entry.key)
        found = claims_of(entry, self.subjects, below)
        if not any(claim.names and not claim.is_titled for claim in found):
            # Nothing in it has the form of a name, but a tool may know one.
            name, text = self._sightings.indexes.known_names.in_text(entry.text)
            known = replace(entry, lines=(text,)) if name else entry
            found = claims_of(known, frozenset({name}), below) if name else found
        if below is not None and below.is_title:
            found = but_of_title(found, names_of(replace(entry, lines=(below.text,), trail=())))
        lead = self._leads.get(entry.key)
        if lead is not None:
            found = but_of_title(found, names_of(replace(lead, trail=()), self.subjects))
        return (*found, *self._phrases.claims_of(entry))

    def _claims_of_row(self, row: Row) -> tuple[tuple[Claim, ...], ...]:
        """What each of its cells claims of what stands first in it, else of what it names."""
        own = (row.name, row.kind) if row.kind else (row.name,)
        is_known = bool(row.kind) or bool(self._sightings.about(own))
        named = own if is_known else names_of(row.entry, self.subjects)
        place = tuple(name for name in place_of(row.entry) if name not in self._everywhere)
        return tuple(
            tuple(
                of_row(claim, cell.text, row.name, named, place)
                for claim in self._claims_of(cell)
                if claim.norm != row.name
            )
            for cell in row.cells
        )

    def names_in(self, entry: Entry) -> tuple[str, ...]:
        """What the memories of the store are about, as far as an entry names it."""
        return tuple(named_in(entry.text, self.subjects))

    def by(self, entry: Entry) -> tuple[Claim, ...]:
        """What an entry claims that has a form of its own, or that some tool shows as a value."""
        return self._by.get(entry.key, ())

    def central(self, entry: Entry) -> tuple[Claim, ...]:
        """
        Of these the ones by which an entry stands or falls.

        What has a number is not confirmed, nor denied, by who or what stands beside it.
        """
        return tuple(one for group in self._groups(entry) for one in _central_of(group))

    def _groups(self, entry: Entry) -> tuple[tuple[Claim, ...], ...]:
        """What an entry claims in each cell of its row, or in each of its sentences."""
        claims = self.by(entry)
        if entry.key in self._of_cells:
            return self._of_cells[entry.key]
        sentences = sentences_of(entry.text)
        if len(sentences) < 2:
            return (claims,)
        groups: dict[int, list[Claim]] = {}
        for one in claims:
            at = next((at for at, said in enumerate(sentences) if one.text in said), 0)
            groups.setdefault(at, []).append(one)
        return tuple(map(tuple, groups.values()))

    def special(self, entry: Entry) -> tuple[Claim, ...]:
        """What it claims in forms of their own: releases in use, last days, and codes."""
        # A row is true of what stands above its table, which need not be named in it.
        is_row = entry.key in self._of_cells
        place = [one for one in place_of(entry) if one not in self._everywhere] if is_row else []
        about = (*self.names_in(entry), *place)
        codes = (*code_claims(entry), *literal_claims(entry, about))
        return (*release_claims(entry), *last_day_claims(entry), *codes)

    def echoed(self, entry: Entry) -> tuple[Claim, ...]:
        """What an entry claims in words that come again in an answer about the same thing."""
        results = self._sightings.about(names_of(entry, self.subjects))
        return tuple(echoes(entry, results, self.subjects))

    def seen_of(self, entry: Entry, claim: Claim) -> tuple[Sighting, ...]:
        """Likewise, without the other values that the entry names as well: it denies none."""
        text = spaced(plain(entry.text))
        # Beside a number nothing else denies an entry, unless it stands under the very words.
        is_beside = not claim.is_measure and any(one.is_measure for one in self.by(entry))
        seen = self.seen(claim)
        # Where nothing is denied nobody asks for it, and it is dear.
        standing = () if all(one.is_same for one in seen) else self.standing(claim)
        return tuple(
            one
            for one in seen
            if one.is_same
            or (
                not stands(spaced(one.text.strip("\"'`").lower()), text)
                and (not is_beside or one.fit is Fit.EXACT)
                and not has_own_code(claim, one)
                and not is_shown_too(claim, one, standing)
                and not is_of_another_line(entry, one, self._of_path.get(entry.path, ()))
            )
        )

    def conditions(self, entry: Entry) -> dict[Claim, list[Sighting]]:
        """The conditions in which an entry says that something is, and what shows of them."""
        return dict(conditions_seen(entry, self.subjects, self._sightings))

    def standing(self, claim: Claim) -> tuple[Sighting, ...]:
        """Where its value stands in answers about the same thing, under whatever name; in order."""
        return tuple(self._sightings.standing(claim))

    def fit(self, claim: Claim, seen: Sighting) -> Fit:
        """How near a claim is to what was seen of another one about the same thing."""
        return self._sightings.fit(claim, seen)

    def is_known(self, claim: Claim) -> bool:
        """Whether some result names what has the value of a claim."""
        return bool(self._sightings.about(claim.names))

    def seen(self, claim: Claim) -> tuple[Sighting, ...]:
        """Where its value, or another in its place, was seen; in order."""
        if claim.kind == "release":
            # "FreeRADIUS Version 3.2.3, for host ..." stands in a line, whatever printed it.
            named = replace(claim, kind="version", fixed=frozenset(claim.names))
            found = self._sightings.indexes.releases.of(claim)
            return found or self._sightings.indexes.in_lines.of(named)
        if claim.kind == LAST_DAY:
            return self._sightings.indexes.last_days.of(claim)
        if claim.kind == CODE:
            return self._sightings.indexes.codes.of(claim)
        if claim.kind == LITERAL:
            return self._sightings.indexes.in_lines.of(claim)
        found = self._sightings.of(claim)
        for name in joined_names(claim.names[0]) if len(claim.names) == 1 and not found else ():
            found = found or self._sightings.of(replace(claim, names=(name,)))
        known = {one.result.order for one in found}
        names = self.attributes.names_of(claim) | self._taught.names_of(claim)
        more = [one for one in self._sightings.under(claim, names) if one.result.order not in known]
        every = but_of_others(claim, (*found, *more))
        return tuple(sorted(every, key=lambda one: one.result.order))


def _central_of(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    # How often something is done is a value where a sentence ends with it.
    rhythms = [one for one in claims if one.is_last and not one.link]
    rhythms = [one for one in rhythms if RHYTHM.fullmatch(one.norm)]
    measures = [claim for claim in claims if claim.is_measure] + rhythms
    telling = [one for one in claims if any(stands(m.text, one.text) for m in measures)]
    return tuple(telling) or claims
