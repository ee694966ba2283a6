"""Asked again: a dreamer that is never content, one that depends on order, one that forgets."""

from collections.abc import Sequence

import pytest
from support.dream_oracle import Oracle

from core.dreams.bench.again import accepted, asked_again, shuffled
from core.dreams.bench.domains import DEVELOPMENT
from core.dreams.bench.edits import applied
from core.dreams.bench.generate import generate
from core.dreams.bench.truth import Case
from core.dreams.hunks import PinnedFile, propose
from core.dreams.inputs import Inputs
from core.dreams.output import result_of
from core.dreams.proposal import ChangeKind, Edit, Finding
from core.text import sha256


@pytest.fixture(scope="module")
def case() -> Case:
    """One case."""
    return generate(DEVELOPMENT[1], 1)


def one(path: str, *lines: str) -> Finding:
    """A finding that writes lines at the top of a file."""
    edits = (Edit(path, 1, (), lines),)
    return Finding(ChangeKind.OTHER, "t", "r", 0.5, (), edits, path)


def test_a_dreamer_that_is_never_content(case: Case) -> None:
    """It proposes the same line for its own output."""

    def run(inputs: Inputs) -> Sequence[Finding]:
        return [one(min(file.path for file in inputs.files), "once more")]

    again = asked_again(run, case.inputs, run(case.inputs))
    assert (again.edits_on_output, again.unstable, again.order_dependent) == (1, 0, 0)


def test_a_dreamer_that_looks_at_what_comes_first(case: Case) -> None:
    """In another order something else comes first."""

    def run(inputs: Inputs) -> Sequence[Finding]:
        log = inputs.sessions[0]
        return [] if inputs.seq > 1 else [one("/new.md", log.native_id or "")]

    again = asked_again(run, case.inputs, run(case.inputs))
    assert (again.edits_on_output, again.unstable, again.order_dependent) == (0, 0, 2)


def test_a_dreamer_that_says_something_else_each_time(case: Case) -> None:
    """Then nothing it says can be rejected for good."""
    said = []

    def run(_inputs: Inputs) -> Sequence[Finding]:
        said.append("x")
        return [one("/new.md", *said)]

    assert asked_again(run, case.inputs, run(case.inputs)).unstable == 2


def test_what_was_rejected_is_asked_for_by_a_callback(case: Case) -> None:
    """And not counted where nobody tried."""

    def forgets(_inputs: Inputs, rejected: Sequence[Finding]) -> Sequence[Finding]:
        return rejected

    def run(_inputs: Inputs) -> Sequence[Finding]:
        return [one("/new.md", "x")]

    findings = run(case.inputs)
    assert asked_again(run, case.inputs, findings).reproposed is None
    assert asked_again(run, case.inputs, findings, forgets).reproposed == 1
    assert asked_again(run, case.inputs, findings, lambda _i, _r: []).reproposed == 0


def test_the_accepted_output_is_the_store_with_every_edit(case: Case) -> None:
    """New lines are as old as the dream; the others keep their times."""
    findings = Oracle(case).findings()
    after = accepted(case.inputs, findings)
    texts = {file.path: file.text for file in case.inputs.files}
    edits = [edit for finding in findings for edit in finding.edits]
    result = applied(texts, edits)
    assert {file.path: file.text for file in after.files} == result.texts
    learned = next(file for file in after.files if file.path.startswith("/learned/"))
    assert set(learned.line_times) == {case.inputs.now}
    assert all(len(file.line_times) == file.text.count("\n") for file in after.files)


def test_another_order_is_the_same_otherwise(case: Case) -> None:
    """Same files, same sessions, same texts; other ids, in another order."""
    from random import Random

    mixed = shuffled(case.inputs, Random(1))
    assert {file.path for file in mixed.files} == {file.path for file in case.inputs.files}
    bodies = sorted(event.body for log in case.inputs.sessions for event in log.events)
    assert sorted(event.body for log in mixed.sessions for event in log.events) == bodies
    known = {log.native_id: log for log in case.inputs.sessions}
    for log in mixed.sessions:
        assert len(log.touches) == len(known[log.native_id].touches)
        assert log.touches.keys() <= {event.id for event in log.events}


def test_the_measure_applies_edits_as_the_product_does(case: Case) -> None:
    """Two pieces of code that know nothing of each other come to the same texts."""
    findings = Oracle(case).findings()
    texts = {file.path: file.text for file in case.inputs.files}
    pinned = {path: PinnedFile(text, None, sha256(text)) for path, text in texts.items()}
    proposal = propose("memstore_x", 1, pinned, findings)
    edits = [edit for finding in findings for edit in finding.edits]
    assert applied(texts, edits).texts == result_of(texts, proposal)


def test_edits_count_in_the_base() -> None:
    """Whatever other edits do to the same file; insertions at one place keep their order."""
    base = {"/a.md": "one\ntwo\nthree\n"}
    edits = [
        Edit("/a.md", 3, ("three",), ("3",)),
        Edit("/a.md", 1, (), ("zero",)),
        Edit("/a.md", 2, ("two",), ("2",)),
        Edit("/a.md", 2, (), ("before two",)),
        Edit("/a.md", 4, (), ("four",)),
        Edit("/a.md", 4, (), ("five",)),
    ]
    assert applied(base, edits).texts == {"/a.md": "zero\none\nbefore two\n2\n3\nfour\nfive\n"}


def test_whole_files_come_go_and_move() -> None:
    """And what cannot be done is said."""
    base = {"/a.md": "one\n", "/b.md": "two\n"}
    edits = [
        Edit("/a.md", 1, ("one",), (), is_whole_file=True),
        Edit("/b.md", 1, (), (), rename_to="/c.md"),
        Edit("/d.md", 1, (), ("new",)),
    ]
    result = applied(base, edits)
    assert result.texts == {"/c.md": "two\n", "/d.md": "new\n"}
    assert not result.broken
    assert applied(base, [Edit("/a.md", 1, (), (), rename_to="/b.md")]).broken
