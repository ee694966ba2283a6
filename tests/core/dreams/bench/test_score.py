"""The score of a dreamer that knows the answers is perfect, and each way of spoiling it shows."""

from dataclasses import replace

import pytest
from support.dream_oracle import Oracle, replaced

from core.dreams.bench.domains import DEVELOPMENT, HELD_OUT
from core.dreams.bench.generate import generate
from core.dreams.bench.score import Score, score
from core.dreams.bench.truth import Case, Outcome, Planted
from core.dreams.bench.vocabulary import Domain
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding


@pytest.fixture(scope="module")
def case() -> Case:
    """One case."""
    return generate(DEVELOPMENT[0], 5)


@pytest.fixture(scope="module")
def oracle(case: Case) -> Oracle:
    """Who knows the answers to it."""
    return Oracle(case)


def perfect(seen: Score) -> bool:
    """Whether there is nothing to complain about."""
    return not (
        seen.harm.falsely_merged
        or seen.harm.wrongly_removed
        or seen.harm.promoted
        or seen.evidence.invalid
        or seen.accounts.unaccounted
        or seen.accounts.broken
        or seen.missed
        or seen.wrong
    )


@pytest.mark.parametrize("domain", [*DEVELOPMENT, *HELD_OUT], ids=lambda domain: domain.name)
@pytest.mark.parametrize("seed", [1, 2])
def test_who_knows_the_answers_is_perfect(domain: Domain, seed: int) -> None:
    """In every domain: all is found, all that is proposed is right, and nothing is lost."""
    case = generate(domain, seed)
    seen = score(case, Oracle(case).findings())
    assert perfect(seen), seen
    assert seen.bcubed == (1.0, 1.0)
    assert {*seen.kinds} >= {*ChangeKind} - {ChangeKind.REDACT, ChangeKind.OTHER}
    for tally in seen.kinds.values():
        assert (tally.precision, tally.recall) == (1.0, 1.0)
    # What several sessions saw is the same in another event, now and then.
    assert seen.evidence.survived <= seen.evidence.swaps / 100


def first(case: Case, outcome: Outcome, label: str = "") -> tuple[int, Planted]:
    """A planted defect, with its place among those that have to be found."""
    wanted = [planted for planted in case.planted if not planted.is_optional]
    return next(
        (n, one)
        for n, one in enumerate(wanted)
        if outcome in one.outcomes and one.label.startswith(label)
    )


def test_a_merge_that_takes_one_too_many_is_false(case: Case, oracle: Oracle) -> None:
    """The lookalike is named, the trap too, and the merge counts as wrong."""
    number, planted = first(case, Outcome.MERGED)
    trap = next(t for t in case.traps if t.label == "duplicates/negation")
    extra = oracle.entries[next(iter(trap.entries))]
    finding = oracle.finding(number, planted)
    seen = score(case, [replace(finding, edits=(*finding.edits, replaced(extra)))])
    assert seen.harm.falsely_merged == {extra.id}
    assert seen.harm.wrongly_removed == {extra.id}
    assert "duplicates/negation" in seen.harm.traps
    assert seen.kinds[ChangeKind.MERGE_DUPLICATES].right == 0


def test_a_merge_that_drops_a_detail_removes_wrongly(case: Case, oracle: Oracle) -> None:
    """Every member's own fact has to stand in the merged entry."""
    number, planted = next(
        (n, one)
        for n, one in enumerate(p for p in case.planted if not p.is_optional)
        if any(" " in next(iter(group)) for group in one.says)
        and one.label == "duplicates/reworded"
    )
    finding = oracle.finding(number, planted)
    kept, *deleted = finding.edits
    bare = replace(kept, new_lines=(f"- {oracle.entries[planted.entries[0]].text}",))
    seen = score(case, [replace(finding, edits=(bare, *deleted))])
    assert seen.harm.wrongly_removed
    assert not seen.harm.falsely_merged


def test_half_a_cluster_is_no_harm_and_no_find(case: Case, oracle: Oracle) -> None:
    """Precision stays, recall does not; B-cubed says how far it got."""
    _, planted = max(
        ((n, one) for n, one in enumerate(case.planted) if Outcome.MERGED in one.outcomes),
        key=lambda pair: len(pair[1].entries),
    )
    half = replace(planted, entries=planted.entries[:2])
    assert len(planted.entries) > 2
    seen = score(case, [oracle.finding(0, half)])
    assert not seen.harm.falsely_merged
    tally = seen.kinds[ChangeKind.MERGE_DUPLICATES]
    assert (tally.right, tally.found) == (1, 0)
    assert seen.bcubed[0] == 1.0


def test_to_remove_what_is_old_but_true_is_wrong(case: Case, oracle: Oracle) -> None:
    """So is to remove what only had a bad moment."""
    for label in ("stale/history", "stale/passing failure", "stale/date ahead"):
        trap = next(trap for trap in case.traps if trap.label == label)
        entry = oracle.entries[next(iter(trap.entries))]
        finding = Finding(
            ChangeKind.REMOVE_STALE,
            "old",
            entry.lines[0],
            0.5,
            (oracle.of_entry(entry),),
            (replaced(entry),),
            entry.id,
        )
        seen = score(case, [finding])
        assert seen.harm.wrongly_removed == {entry.id}
        assert label in seen.harm.traps
        assert label in seen.wrong[0]


def test_a_stale_name_has_to_be_replaced_by_the_new_one(case: Case, oracle: Oracle) -> None:
    """To remove the entry although the new name was shown is not enough."""
    number, planted = first(case, Outcome.REPLACED, "stale/renamed")
    finding = oracle.finding(number, planted)
    removal = [replaced(oracle.entries[id_]) for id_ in planted.entries]
    seen = score(case, [replace(finding, edits=tuple(removal))])
    assert seen.kinds[ChangeKind.REMOVE_STALE].right == 0
    assert not seen.harm.wrongly_removed


def test_a_new_name_with_half_a_quote_at_it_is_another_one(case: Case, oracle: Oracle) -> None:
    """As it is when it was cut out of an error message carelessly."""
    number, planted = first(case, Outcome.REPLACED, "stale/renamed")
    finding = oracle.finding(number, planted)
    assert score(case, [finding]).kinds[finding.kind].found == 1
    name = min(planted.says[0])
    for spoiled in (f"{name}'", f'"{name}', f"{name}x"):
        entry = oracle.entries[planted.entries[0]]
        edits = (replaced(entry, f"- It is `{spoiled}` now."),)
        assert score(case, [replace(finding, edits=edits)]).kinds[finding.kind].found == 0


def test_evidence_from_elsewhere_proves_nothing(case: Case, oracle: Oracle) -> None:
    """A right change with another event behind it is no find."""
    number, planted = first(case, Outcome.ADDED, "lesson/failure")
    finding = oracle.finding(number, planted)
    other = next(event for event in oracle.events.values() if event.body)
    evidence = (oracle.of_event(other),)
    assert score(case, [finding]).kinds[finding.kind].found == 1
    assert score(case, [replace(finding, evidence=evidence)]).kinds[finding.kind].found == 0


@pytest.mark.parametrize(
    "spoiled",
    [
        {"quote": "this was never said"},
        {"holds": "something else"},
        {"event_id": "sevt_nowhere"},
        {"session_id": "sesn_nowhere"},
        {"source": "/elsewhere.jsonl:1"},
        {"at": 12},
    ],
    ids=lambda spoiled: next(iter(spoiled)),
)
def test_false_evidence_is_found(case: Case, oracle: Oracle, spoiled: dict[str, object]) -> None:
    """Whatever of it is false."""
    number, planted = first(case, Outcome.ADDED)
    finding = oracle.finding(number, planted)
    proof = replace(finding.evidence[0], **spoiled)
    assert len(score(case, [replace(finding, evidence=(proof,))]).evidence.invalid) == 1


def test_a_quote_that_says_nothing_survives_a_swap(case: Case, oracle: Oracle) -> None:
    """If any event would do as well, it is no evidence."""
    event = next(event for event in oracle.events.values() if "e" in event.body)
    weak = Evidence("e", "e", str(event.pointer), event.session_id, event.id, event.ts)
    finding = Finding(ChangeKind.OTHER, "e", "e", 0.5, (weak,) * 10, (), "e")
    seen = score(case, [finding])
    assert not seen.evidence.invalid
    assert seen.evidence.survived > 0


def test_an_order_that_becomes_memory_is_counted(case: Case) -> None:
    """However well it is meant."""
    words = case.orders[0].words
    finding = Finding(
        ChangeKind.ADD_LESSON, "t", "r", 0.9, (), (Edit("/new.md", 1, (), (f"- {words}",)),), "s"
    )
    assert score(case, [finding]).harm.promoted == 1


def test_edits_that_do_not_fit_are_named(case: Case, oracle: Oracle) -> None:
    """Wrong old lines, lines that do not exist, one line that is changed twice."""
    entry = next(iter(oracle.entries.values()))
    edits = (
        Edit(entry.path, entry.start, ("not there",), ()),
        Edit(entry.path, 9_999, (), ("x",)),
        replaced(entry),
        replaced(entry),
    )
    finding = Finding(ChangeKind.OTHER, "t", "r", 0.1, (), edits, "s")
    assert len(score(case, [finding]).accounts.broken) == 3


def test_a_heading_that_every_change_brings_along_is_counted(case: Case) -> None:
    """Each change alone looks well; together they repeat it."""

    def lesson(text: str) -> Finding:
        edits = (Edit("/new.md", 1, (), ("# Lessons", "", text)),)
        return Finding(ChangeKind.ADD_LESSON, text, "r", 0.9, (), edits, text)

    assert score(case, [lesson("- one")]).accounts.repeated_headings == 0
    assert score(case, [lesson("- one"), lesson("- two")]).accounts.repeated_headings == 1
