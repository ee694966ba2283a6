"""Masking: the mask never completes the secret anew, never grows a text, and keeps JSON whole."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core import InvalidRequest
from core.forgetting.masking import holds, mask_json, mask_made, mask_of

SECRETS = st.text(st.characters(exclude_categories=["Cs"]), min_size=4, max_size=30).filter(
    lambda text: len(text.strip()) >= 4
)


@given(st.text(), SECRETS, st.text())
def test_a_masked_text_holds_the_secret_no_more(before: str, secret: str, after: str) -> None:
    """Wherever it stood, also when it overlaps itself, and the text never grows."""
    mask = mask_of(secret)
    for text in (before + secret + after, secret + secret, secret[:-1] + secret, before):
        cleaned = text.replace(secret, mask)
        assert secret not in cleaned
        assert len(cleaned.encode("utf-8", "surrogatepass")) <= len(
            text.encode("utf-8", "surrogatepass")
        )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(VALUES, SECRETS, st.booleans())
def test_a_secret_leaves_json_in_whatever_form(
    value: object,
    secret: str,
    ascii_only: bool,  # noqa: FBT001
) -> None:
    """In keys and values, escaped or not; what does not hold it stays equal."""
    assume(secret not in json.dumps(value) and not holds(json.dumps(value), secret))
    assert json.loads(mask_json(json.dumps(value), secret, mask_of(secret))) == value
    for document in ({"k": [secret, value]}, {f"x{secret}": "v"}, secret, [f"a{secret}b"]):
        text = json.dumps(document, ensure_ascii=ascii_only)
        assert holds(text, secret)
        assert not holds(mask_json(text, secret, mask_of(secret)), secret)


@pytest.mark.parametrize(
    ("made", "masked"),
    [
        ("login Zaphod-Pass-77-Beeblebrox, twice", "login ************, twice"),
        ("5432 db login zaphod-pass-77-beeblebrox", "5432 db login ************"),
        (
            "Confirmed: the login is Zaphod-Pass-77-Bee\u2026",
            "Confirmed: the login is ************\u2026",
        ),
        ("verify:/a.md:- the login is zaphod-p", "verify:/a.md:- the login is ********"),
        ("Zaphod-Pass is what we call it", "Zaphod-Pass is what we call it"),
        ("the login is Zaph\u2026", "the login is Zaph\u2026"),
    ],
)
def test_what_was_made_of_a_text_holds_no_piece_of_the_secret(made: str, masked: str) -> None:
    """A title that was cut off within it, and words in small letters."""
    secret = "Zaphod-Pass-77-Beeblebrox"
    assert mask_made(made, secret, mask_of(secret)) == masked


@pytest.mark.parametrize("secret", ["", "abc", "   ", " ab ", "\ud800abcd", "*#_x=~+%"])
def test_a_text_that_cannot_be_masked_is_refused(secret: str) -> None:
    """Too short, not a text, or made of everything a mask could be made of."""
    with pytest.raises(InvalidRequest):
        mask_of(secret)
