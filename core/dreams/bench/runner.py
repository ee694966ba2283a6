"""
A dreamer put through cases. Pure, as far as the dreamer is.
"""

from collections.abc import Iterator, Sequence

from core.dreams.bench.again import Run, RunAfterRejection, asked_again
from core.dreams.bench.generate import generate
from core.dreams.bench.report import Result
from core.dreams.bench.score import edits_for_nothing, score
from core.dreams.bench.vocabulary import Domain


def results(
    run: Run,
    domains: Sequence[Domain],
    seeds: Sequence[int],
    after_rejection: RunAfterRejection | None = None,
) -> Iterator[Result]:
    """One result after the other, so that a caller can say how far it is."""
    for domain in domains:
        for seed in seeds:
            case = generate(domain, seed)
            findings = run(case.inputs)
            clean = generate(domain, seed, clean=True)
            yield Result(
                score=score(case, findings),
                again=asked_again(run, case.inputs, findings, after_rejection),
                clean_edits=edits_for_nothing(clean, run(clean.inputs)),
            )
