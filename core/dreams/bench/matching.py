"""
Whether a proposal is right about a planted defect: by lines and facts, never by its wording. Pure.
"""

from collections.abc import Iterable

from core.dreams.bench.edits import lines_of
from core.dreams.bench.effects import After, Effect
from core.dreams.bench.markdown import holds, names
from core.dreams.bench.truth import Entry, Outcome, Planted
from core.dreams.proposal import ChangeKind

_PIECE = 0.6
"""Of an overgrown file: what one of its pieces may have at most."""


def is_right(effect: Effect, planted: Planted) -> bool:
    """Whether the proposal does what the planted defect asks for."""
    kind = effect.finding.kind
    if kind is not planted.kind and kind not in planted.also:
        return False
    if not all(effect.after.stands_in(_entry(effect, id_)) for id_ in planted.stays):
        return False
    return any(_is(outcome, effect, planted) for outcome in sorted(planted.outcomes))


def _is(outcome: Outcome, effect: Effect, planted: Planted) -> bool:
    if outcome is Outcome.MERGED:
        entries = frozenset(planted.entries)
        return is_pure_merge(effect, planted) and entries <= effect.touched | effect.cited
    if outcome is Outcome.ASKED:
        return not effect.writes and _asks(effect, planted)
    if not effect.writes or not _saw_it(effect, planted):
        return False
    is_lost = frozenset(planted.entries) <= effect.lost
    if outcome is Outcome.GONE:
        return is_lost
    if outcome is Outcome.REPLACED:
        return is_lost and all(any(names(effect.written, p) for p in g) for g in planted.says)
    return not effect.lost and _adds(outcome, effect, planted)


def _adds(outcome: Outcome, effect: Effect, planted: Planted) -> bool:
    match outcome:
        case Outcome.ADDED:
            return says(effect.written, planted)
        case Outcome.NOTED:
            at_them = all(_is_at(effect, id_) for id_ in planted.entries)
            return at_them and says(effect.written, planted)
        case Outcome.MOVED:
            stands = {effect.after.stands_in(_entry(effect, id_)) for id_ in planted.entries}
            return stands <= set(planted.places)
        case Outcome.SPLIT:
            return _is_split(effect, planted.places[0])
        case Outcome.LISTED:
            return all(path in "\n".join(effect.after.new_statements) for path in planted.places)
        case _:
            raise ValueError(f"{outcome} is not about what is added")


def _saw_it(effect: Effect, planted: Planted) -> bool:
    return not planted.events or not planted.events.isdisjoint(effect.events)


def says(text: str, planted: Planted, groups: Iterable[frozenset[str]] | None = None) -> bool:
    """Whether a text holds one phrase of each group."""
    return all(holds(text, group) for group in (planted.says if groups is None else groups))


def is_pure_merge(effect: Effect, planted: Planted) -> bool:
    """Whether it merges entries of this cluster and no others, and nothing they say is lost."""
    merged = effect.touched | effect.cited
    return (
        effect.finding.kind is ChangeKind.MERGE_DUPLICATES
        and len(merged) > 1
        and merged <= frozenset(planted.entries)
        and len(effect.touched) >= len(merged) - 1
        and all(is_kept(id_, planted, effect.after) for id_ in merged)
    )


def is_kept(entry_id: str, planted: Planted, after: After) -> bool:
    """Whether all that a member of a cluster says stands in one statement of the store."""
    text = after.store.entries[entry_id].text
    own = [group for group in planted.says if holds(text, group)]
    members = [after.store.entries[id_] for id_ in planted.entries]
    others = [one.text for one in members if one.path in after.texts.keys() - after.changed]
    return any(says(one, planted, own) for one in (*after.new_statements, *others))


def _asks(effect: Effect, planted: Planted) -> bool:
    entries = frozenset(planted.entries)
    saw_it = _saw_it(effect, planted)
    if entries and len(entries & effect.cited) >= min(2, len(entries)):
        return True
    finding = effect.finding
    told = "\n".join((finding.title, finding.rationale, *(one.quote for one in finding.evidence)))
    if planted.says:
        return saw_it and says(told, planted)
    return bool(planted.events) and saw_it


def _is_at(effect: Effect, entry_id: str) -> bool:
    entry = _entry(effect, entry_id)
    last = entry.start + len(entry.lines)
    return any(
        edit.path == entry.path
        and edit.old_start <= last
        and edit.old_start + len(edit.old_lines) >= entry.start
        for edit in effect.finding.edits
    )


def _is_split(effect: Effect, path: str) -> bool:
    most = _PIECE * len(lines_of(effect.after.store.texts[path]))
    pieces = {path, *(effect.after.texts.keys() - effect.after.store.texts.keys())}
    sizes = [len(lines_of(effect.after.texts.get(piece, ""))) for piece in pieces]
    return max(sizes) <= most


def _entry(effect: Effect, entry_id: str) -> Entry:
    return effect.after.store.entries[entry_id]
