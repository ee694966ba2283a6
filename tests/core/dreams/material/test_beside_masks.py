"""Quotes of lines that hold a mask: the piece beside it that says the same."""

import pytest

from core.dreams.material.testimony.beside_masks import beside_masks

LINE = "error: token [masked github token] expired for realm ceramics"
LONG = "limit: 24000 rpm\n[... left out ...]\nlimit: 24000 rpm of the spindle"


@pytest.mark.parametrize(
    ("quote", "holds", "found"),
    [
        ("limit: 24000 rpm", "24000", ("limit: 24000 rpm", "24000")),
        ("limit: 24000 rpm [masked key]", "24000", ("limit: 24000 rpm", "24000")),
        (LINE, LINE, ("expired for realm ceramics", "expired for realm ceramics")),
        (LINE, "error", ("error: token", "error")),
        (LINE, "token [masked github token] expired", ("expired for realm ceramics", "expired")),
        (LONG, "24000 rpm", ("limit: 24000 rpm of the spindle", "24000 rpm")),
        (LINE, "masked", ("", "")),
        ("[masked key]", "[masked key]", ("", "")),
    ],
)
def test_nothing_is_quoted_across_a_mask(quote: str, holds: str, found: tuple[str, str]) -> None:
    """What stands beside it is, if it holds what it is cited for; else nothing."""
    assert beside_masks(quote, holds) == found
