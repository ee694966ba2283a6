"""
Entries that say the same, exactly, nearly or in other words; and entries that only look the same.
"""

from core.dreams.bench.draft import Draft, DraftPlanted
from core.dreams.bench.fill import slots
from core.dreams.bench.truth import Outcome
from core.dreams.bench.vocabulary import Rule
from core.dreams.proposal import ChangeKind

_LARGEST = 6


def plant(draft: Draft) -> None:
    """One cluster for each rule: of 2 to 6 entries, some with a detail of their own."""
    rules = list(draft.domain.rules)
    draft.random.shuffle(rules)
    for number, rule in enumerate(rules):
        if number % 4 == 0:
            _exact(draft, rule)
        elif number % 4 == 1:
            _near(draft, rule)
        else:
            _reworded(draft, rule)


def _exact(draft: Draft, rule: Rule) -> None:
    values = _values(draft, rule)
    text = draft.said(draft.pick(rule.forms), values)
    places = _places(draft, values, draft.random.choice((2, 3)))
    _cluster(draft, "exact", [draft.entry(text, path) for path in places], values, rule)


def _near(draft: Draft, rule: Rule) -> None:
    values = _values(draft, rule)
    text = draft.said(draft.pick(rule.forms), values)
    twists = [text, text.replace("`", ""), _punctuated(text), _emphasised(text)]
    texts = list(dict.fromkeys(twists))[: draft.random.choice((2, 3, 4))]
    places = _places(draft, values, len(texts))
    ids = [draft.entry(one, path) for one, path in zip(texts, places, strict=True)]
    _cluster(draft, "near", ids, values, rule)


def _reworded(draft: Draft, rule: Rule) -> None:
    values = _values(draft, rule)
    most = min(_LARGEST, len(rule.forms))
    forms = draft.random.sample(rule.forms, draft.random.randrange(2, most + 1))
    places = _places(draft, values, len(forms))
    details = draft.random.sample(rule.details, min(len(rule.details), len(forms) - 1))
    ids, kept = [], []
    for number, (form, path) in enumerate(zip(forms, places, strict=True)):
        text = draft.said(form, values)
        if 0 < number <= len(details):
            detail = draft.said(details[number - 1], values)
            text = f"{text} {detail}"
            kept.append(detail)
        ids.append(draft.entry(text, path))
    _cluster(draft, "reworded", ids, values, rule, kept)


def _cluster(
    draft: Draft,
    label: str,
    ids: list[str],
    values: dict[str, str],
    rule: Rule,
    details: list[str] | None = None,
) -> None:
    shared = frozenset.intersection(*(slots(form) for form in rule.forms))
    says = [frozenset({values[slot]}) for slot in sorted(shared)]
    says += [frozenset({_core(detail)}) for detail in details or []]
    draft.plant(
        DraftPlanted(
            ChangeKind.MERGE_DUPLICATES,
            f"duplicates/{label}",
            frozenset({Outcome.MERGED}),
            entries=tuple(ids),
            says=tuple(says),
        )
    )
    _lookalikes(draft, rule, values, ids)


def trap(draft: Draft) -> None:
    """Pairs that differ in one thing that counts: a host, a number, a unit, a date, a `not`."""
    for rule in draft.domain.rules:
        values = _values(draft, rule)
        path = _places(draft, values, 1)[0]
        id_ = draft.entry(draft.said(rule.forms[0], values), path)
        _lookalikes(draft, rule, values, [id_])


def _lookalikes(draft: Draft, rule: Rule, values: dict[str, str], twins: list[str]) -> None:
    slot, other = _changed(draft, rule, values)
    path = _places(draft, other, 1)[0]
    ids = [draft.entry(draft.said(draft.pick(rule.forms), other), path)]
    draft.trap(f"duplicates/other {slot}", [*ids, *twins])
    draft.stated.setdefault(rule.forms[0], []).extend([*ids, *twins])
    if rule.opposites:
        _, elsewhere = _changed(draft, rule, values)
        text = draft.said(draft.pick(rule.opposites), elsewhere)
        id_ = draft.entry(text, _places(draft, elsewhere, 1)[0])
        draft.trap("duplicates/negation", [id_])


def questions(draft: Draft) -> None:
    """Two values for one thing may be asked about, wherever chance brought them together."""
    for form in sorted(draft.stated):
        draft.plant(
            DraftPlanted(
                ChangeKind.RESOLVE_CONTRADICTION,
                "contradiction/lookalike",
                frozenset({Outcome.ASKED}),
                entries=tuple(draft.stated[form]),
                is_optional=True,
            )
        )


def _changed(draft: Draft, rule: Rule, values: dict[str, str]) -> tuple[str, dict[str, str]]:
    for _ in range(50):
        slot = draft.pick(rule.apart)
        pool = [one for one in rule.slots.get(slot) or draft.pool(slot) if one != values[slot]]
        other = {**values, slot: draft.named(pool)}
        if draft.claim(_key(rule, other)):
            return slot, other
    raise AssertionError(f"a rule of {draft.domain.name} has too few values: {rule.forms[0]}")


def _key(rule: Rule, values: dict[str, str]) -> str:
    # No rule is stated twice for the same things: that would be a duplicate of its own.
    return f"{rule.forms[0]}{[values[slot] for slot in sorted(rule.apart)]}"


def _values(draft: Draft, rule: Rule) -> dict[str, str]:
    names = sorted({slot for form in rule.forms for slot in slots(form)})
    values: dict[str, str] = {}
    for _ in range(50):
        values = {slot: draft.named(rule.slots.get(slot) or draft.pool(slot)) for slot in names}
        if draft.claim(_key(rule, values)):
            return values
    raise AssertionError(f"a rule of {draft.domain.name} has too few values: {rule.forms[0]}")


def _places(draft: Draft, values: dict[str, str], count: int) -> list[str]:
    own = [draft.file_of(values["thing"])] if "thing" in values else []
    shelves = [path for path, _ in draft.domain.shelves]
    draft.random.shuffle(shelves)
    return (own + shelves * 2)[:count]


def _core(sentence: str) -> str:
    return sentence.rstrip(".")


def _punctuated(text: str) -> str:
    return text.removesuffix(".").replace(", ", " - ", 1) if ", " in text else text + "."


def _emphasised(text: str) -> str:
    first, _, rest = text.partition(" ")
    return f"**{first}** {rest}"
