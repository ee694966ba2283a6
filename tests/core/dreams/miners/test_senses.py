"""What sentences say: rewordings are alike, and what is opposed, bounded or counted is not."""

import pytest

from core.dreams.extract.language.lexicon import are_opposed, root
from core.dreams.extract.language.senses import content_of, senses
from core.dreams.material.claims.claims import claims_of
from core.dreams.material.memories.entries import Entry, Shape


@pytest.mark.parametrize(
    "forms",
    [
        ("rotate", "rotation", "rotated", "rotating"),
        ("open", "opens", "opened", "opening"),
        ("write", "written", "wrote"),
        ("signature", "sign", "signed"),
        ("arrive", "arrival"),
    ],
)
def test_forms_of_a_word_have_one_root(forms: tuple[str, ...]) -> None:
    """Also the nouns that are made of verbs."""
    assert len({root(form) for form in forms}) == 1


TURNED = [
    ("Never open the gate without a guard.", False),
    ("Open the gate only with a guard.", False),
    ("Do not open the gate.", True),
    ("Close the gate instead of opening it.", True),
    ("The pump fails unless the valve is open.", False),
    ("The pump does not fail.", True),
    ("No more than 4 boats fit in the lock.", False),
    ("Ada signs, nobody else.", False),
]


@pytest.mark.parametrize(("text", "is_turned"), TURNED)
def test_two_negations_are_none(text: str, is_turned: bool) -> None:  # noqa: FBT001
    """What only bounds or singles out is no negation at all."""
    assert senses(text)[0].is_turned is is_turned


def test_what_stands_for_the_contrary_is_opposed() -> None:
    """By the words that differ, whatever their forms."""
    one, other = (senses(text)[0].said for text in ("Raise the limit.", "The limit is lowered."))
    assert are_opposed(one, other)
    assert not are_opposed(one, one)


def test_light_words_are_no_content() -> None:
    """Names, numbers and what carries sense are."""
    assert content_of("Please make sure that `crane-4` gets 3 bolts.") == {"crane-4", "3", "bolt"}


CLAIMS = [
    ("`mailer` listens on port 7411, TLS only.", ("number", "7411", ("mailer",))),
    ("The pool of `mailer` holds 40 kB (`pool_kb`).", ("quantity/size", "40 kB", ("mailer",))),
    ("Owner of `mailer` is team Heron.", ("name", "Heron", ("mailer",))),
    ("`mailer` is built with Python 3.11.2.", ("version", "3.11.2", ("mailer",))),
    ("The reset code of the AeroPot 3 is 4711.", ("number", "4711", ("aeropot 3",))),
    ("The gate of the north pier opens at 06:30.", ("time", "06:30", ("north pier",))),
]


@pytest.mark.parametrize(("text", "claim"), CLAIMS)
def test_a_claim_is_a_value_and_what_has_it(text: str, claim: tuple[str, str, object]) -> None:
    """Whether the name is marked, or only the title of a memory."""
    entry = Entry("/a.md", 1, (text,), Shape.PARAGRAPH, ())
    found = claims_of(entry, frozenset({"north pier"}))
    assert [(one.kind, one.text, one.names) for one in found] == [claim]


def test_what_was_is_no_claim() -> None:
    """Nothing that is seen today confirms it."""
    entry = Entry("/a.md", 1, ("`mailer` reached 88 % in May.",), Shape.PARAGRAPH, ())
    assert claims_of(entry) == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Lift inv. L75 by the base. The neck is glued.", 2),
        ("See fig. 3 and No. 12.", 1),
        ("The pump says no. Paint the gate.", 2),
    ],
)
def test_a_word_cut_short_before_a_number_ends_no_sentence(text: str, parts: int) -> None:
    """Else the number is of nothing, and two things are told apart by nothing."""
    assert len(senses(text)) == parts
