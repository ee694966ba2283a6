"""Duplicates: what is merged, what the merged entry keeps, and what must stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.dreaming import accepted, base_file, dream, inputs_of

from core.dreams.dreamers.offline import OfflineDreamer
from core.dreams.extract.language.clauses import reading
from core.dreams.material.memories.draft import draft_of
from core.dreams.material.sameness.merging import lacks
from core.dreams.miners.duplicates import duplicates
from core.dreams.proposal import ChangeKind, Finding

TITLES = ("Handover", "Lessons of the week")


def found(*texts: str, folder: str = "notes") -> list[Finding]:
    """What the miner finds in memories with one entry each."""
    files = [
        base_file(f"/{folder}/{number}.md", f"# {title}\n\n- {text}\n")
        for number, (title, text) in enumerate(zip(TITLES, texts, strict=False))
    ]
    return duplicates(draft_of(files))


SAME = [
    (
        "Before you rotate `vault-7`, seal it with `vlt seal --all`, otherwise open leases are lost.",
        "`vault-7` rotation: seal it first with `vlt seal --all`; open leases are lost. Tell #sec.",
    ),
    (
        "Judge Okonjo wants copies on paper two days before each hearing.",
        "Two days before each hearing, Judge Okonjo wants copies on paper. The clerk stamps them.",
    ),
    (
        "Run `make schema` after every change of `models.py`, or the fixtures are out of date.",
        "After every change of `models.py` run `make schema`, or the fixtures are out of date.",
    ),
    (
        "Refunds above €500 need a second signature from the desk lead.",
        "Refunds above €500 need a second signature from the desk lead, in writing.",
    ),
    (
        "The export job of `atlas-etl` holds a table lock for 90 s.",
        "The export job of `atlas-etl` holds a table lock for 1.5 minutes.",
    ),
]


@pytest.mark.parametrize("texts", SAME)
def test_the_same_in_other_words_becomes_one_entry(texts: tuple[str, ...]) -> None:
    """One entry stays, and it has every word and fact of its sources."""
    (finding,) = found(*texts)
    merged = " ".join(line for edit in finding.edits for line in edit.new_lines)
    for text in texts:
        assert reading(text).facts <= reading(merged).facts
        assert not lacks(merged, text)


# fmt: off
# ruff: noqa: E501
APART = [
    ("Drain `edge-01` before a restart with `ctl drain edge-01`.", "Drain `edge-02` before a restart with `ctl drain edge-02`."),
    ("The pool of `billing-api` holds 40 connections per pod.", "The pool of `billing-api` holds 60 connections per pod."),
    ("atlas 3.1: the nightly import needs 4 GB of heap.", "atlas 3.2: the nightly import needs 4 GB of heap."),
    ("`quota` session cache: entries live 45 s.", "`quota` session cache: entries live 45 min."),
    ("`quota` session cache: entries live 45 s.", "`quota` profile cache: entries live 45 s."),
    ("Silence `QueueOld` in `eu-1` during the nightly import.", "Do not silence `QueueOld` in `eu-1` during the nightly import."),
    ("In staging, restart `mailer` whenever you like.", "In production, restart `mailer` whenever you like."),
    ("2026-02-03: drill of `mailer`, switched over in 42 s, no write lost.", "2026-03-03: drill of `mailer`, switched over in 42 s, no write lost."),
    ("Bulk lane: page when the oldest message is 15 min old.", "Express lane: page when the oldest message is 15 min old."),
    ("Bulk: page the desk when the oldest message is 15 min old.", "Express: page the desk when the oldest message is 15 min old."),
    ("Seal `vault-7` before you rotate its keys.", "Seal `vault-7` after you rotate its keys."),
    ("Appeals in the Norwind matter are due within 14 days.", "Appeals in the Norwind matter are due within 30 days."),
    ("Discovery in Norwind closes on 2026-05-01, and exhibits go to Ada.", "Discovery in Norwind closes on 2026-06-01, and exhibits go to Ada."),
    ("Tickets of tier Gold get an answer within 2 hours.", "Tickets of tier Silver get an answer within 2 hours."),
    ("`parse_rows` accepts `--strict` since 2.4.", "`parse_rows` accepts `--lenient` since 2.4."),
    ("The drain of `mailer` takes 40 s at night. Never drain it twice.", "The drain of `mailer` takes 70 s at noon. Never drain it twice."),
    ("Scale `mailer` up before the sale starts on Monday.", "Scale `mailer` down before the sale starts on Monday."),
    ("Agents may restart `mailer` at any time of the day.", "Agents may not restart `mailer` at any time of the day."),
    ("A refund takes at least 5 days to reach the card.", "A refund takes at most 5 days to reach the card."),
    ("Owner: Ada Quist.", "Owner: Ada Quist."),
    ("Snapshot volumes before deleting a claim in edge, the policy there is Delete.", "Snapshot volumes before deleting a claim in observability, the policy there is Delete."),
    ("They send redlines as PDF. Ask for Word.", "When the counterparty sends redlines as PDF, ask for Word."),
    ("Deploys of this service need two approvals from the desk lead.", "Deploys of this service need two approvals from the desk lead."),
]
# fmt: on


@pytest.mark.parametrize("texts", APART)
def test_what_differs_in_one_fact_stays_apart(texts: tuple[str, str]) -> None:
    """Another host, number, version, unit, attribute, negation, environment, date or label."""
    assert found(*texts) == []


def test_the_same_words_under_two_names_are_two_facts() -> None:
    """What the heading names is part of what the entry says."""
    files = [
        base_file(
            "/services/mailer.md", "# mailer\n\n- Deploys need two approvals from the desk lead.\n"
        ),
        base_file(
            "/services/quota.md", "# quota\n\n- Deploys need two approvals from the desk lead.\n"
        ),
    ]
    assert duplicates(draft_of(files)) == []


def test_a_section_that_was_emptied_goes_too() -> None:
    """No heading is left above nothing, and the file keeps its blank lines in order."""
    text = "The export of `atlas-etl` holds a table lock for 90 s."
    files = [
        base_file("/a/atlas-etl.md", f"# atlas-etl\n\n- {text}\n"),
        base_file("/b/diary.md", f"# Diary\n\n- Something else entirely.\n\n## Locks\n- {text}\n"),
    ]
    after = accepted(files, duplicates(draft_of(files)))
    assert after[1].text == "# Diary\n\n- Something else entirely.\n"
    assert after[0] == files[0]


WORDS = st.sampled_from(
    [
        "the",
        "`mailer`",
        "`quota`",
        "drain",
        "restart",
        "before",
        "after",
        "not",
        "40",
        "s",
        "60",
        "s",
        "2.4",
        "in",
        "staging",
        "production",
        "queue",
        "holds",
        "messages,",
        "otherwise",
        "and",
        "they",
        "are",
        "lost.",
        "Both",
        "Ada",
        "Quist",
        "wants",
        "it:",
        "on",
        "2026-02-03",
    ]
)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=14).map(" ".join), min_size=2, max_size=6))
def test_no_merge_loses_a_word_or_a_fact(texts: list[str]) -> None:
    """Whatever is merged, the merged entry says everything that its sources said."""
    files = [base_file(f"/n/{i}.md", f"- {text}\n") for i, text in enumerate(texts)]
    for finding in duplicates(draft_of(files)):
        new = " ".join(line for edit in finding.edits for line in edit.new_lines)
        old = [line for edit in finding.edits for line in edit.old_lines]
        for line in old:
            assert reading(line).facts <= reading(new).facts
            assert not lacks(new, line)


@given(st.permutations(range(5)), st.integers(0, 4))
def test_the_order_of_files_does_not_matter(order: list[int], which: int) -> None:
    """The same store gives the same findings, and its accepted output gives none."""
    texts = [text for pair in SAME[:2] for text in pair] + [SAME[which][0]]
    files = [base_file(f"/n/{i}.md", f"# Notes {i}\n\n- {text}\n") for i, text in enumerate(texts)]
    dreamer = OfflineDreamer()
    one = dreamer.dream(inputs_of(files))
    assert dreamer.dream(inputs_of([files[i] for i in order])) == one
    assert dreamer.dream(inputs_of(accepted(files, one))) == ()


@pytest.mark.parametrize("notes", ["/notes/build-sheriff.md", "/learned/tier1.md"])
def test_the_memory_about_the_topic_keeps_what_somebody_noted_too(notes: str) -> None:
    """Whoever looks for it looks there, and not among the notes of one agent."""
    topic = "# Shader cache\n\nDelete the local `ddc` folder before you blame the shared one.\n"
    aside = "# Sheriff\n\n- Before blaming the shared cache, remove your local `ddc` directory.\n"
    draft = draft_of([base_file("/shader-cache.md", topic), base_file(notes, aside)])
    (finding,) = duplicates(draft)
    assert {edit.path for edit in finding.edits if not edit.new_lines} == {notes}


def test_a_sentence_of_a_paragraph_is_known_again_in_other_words() -> None:
    """The paragraph stays as it is, and the note goes."""
    page = (
        "# Sampling\n\nSamples reach the lab within 6 hours. Bottles with a blue cap contain"
        " thiosulfate; do not rinse them.\n"
    )
    note = (
        "# Notes\n\n- Do not rinse the bottles with the blue cap, there is thiosulfate in them.\n"
    )
    draft = draft_of([base_file("/sampling.md", page), base_file("/notes/shift.md", note)])
    (finding,) = duplicates(draft)
    assert {edit.path for edit in finding.edits if not edit.new_lines} == {"/notes/shift.md"}
    assert all(edit.new_lines in {(), edit.old_lines} for edit in finding.edits)


def test_a_sentence_ends_where_the_next_one_begins() -> None:
    """Joined lines have no stop between them, and are known again all the same."""
    texts = (
        "`clove` holds bubble mailers with the fingers: the cup drops them It is slower by 2 s.",
        "With its cup `clove` drops bubble mailers, so it holds them with the fingers.",
    )
    (finding,) = found(*texts, folder="learned")
    merged = " ".join(line for edit in finding.edits for line in edit.new_lines)
    assert "It is slower by 2 s." in merged


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Warn Dinah Osei before a load of `brig-4` goes to the handheld scale: the seal has to be looked at by hand.",
            "A load of `brig-4` for the floor scale needs a look at the seal by hand, tell Dinah Osei beforehand.",
        ),
        (
            "Nettle Print and Redcap Couriers belong to one holding, people change between them without notice.",
            "Post for Redcap Couriers sometimes ends up with Nettle Print, same street.",
        ),
        (
            "Warm-up of the kiln, Millbrook: 18 min every morning. Whoever opens up switches it on.",
            "Every morning it takes 18 min until the glaze mixer at Millbrook is warm enough to be used.",
        ),
        (
            "Do not put Form 12C at open day on the website. There is a no from two families.",
            "The website gets no picture of Form 12C from the winter concert, as two families object.",
        ),
    ],
)  # fmt: skip
def test_two_names_in_common_are_no_statement(first: str, second: str) -> None:
    """Nor is a word that only begins like another one, nor one word among many that are left over."""
    files = {"/a.md": f"- {first}\n", "/b.md": f"- {second}\n"}
    assert [one for one in dream(files) if one.edits] == []


LINE = "- `ledger-x` listens on port 7411, TLS only.\n"


def test_a_memory_in_which_nothing_is_left_goes_with_its_line_in_the_index() -> None:
    """As one decision: the line makes no sense without it, and it would be listed anew."""
    listed = "".join(f"- [{name}]({name}.md)\n" for name in "abcd")
    files = {
        "/a.md": f"# A\n\n{LINE}- Porcelain is glued on Mondays.\n",
        "/b.md": LINE,
        "/c.md": "# C\n\n- The press room has two doors.\n",
        "/d.md": "# D\n\n- Zirconia comes from the second floor.\n",
        "/index.md": f"# Index\n\n{listed}",
    }
    (finding,) = dream(files)
    assert finding.kind is ChangeKind.MERGE_DUPLICATES
    assert {(edit.path, edit.is_whole_file) for edit in finding.edits if not edit.new_lines} == {
        ("/b.md", True),
        ("/index.md", False),
    }


def test_a_memory_that_loses_its_entries_to_several_findings_stays() -> None:
    """Each of them can be decided on by itself."""
    other = LINE.replace("ledger-x", "quota-y").replace("7411", "8412")
    files = {"/a.md": f"# A\n\n{LINE}{other}", "/b.md": f"{LINE}{other}"}
    findings = dream(files)
    assert len(findings) == 2
    assert not any(edit.is_whole_file for finding in findings for edit in finding.edits)
