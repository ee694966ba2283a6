"""
Tests of values that are known by their place in a sentence.
"""

import pytest

from core.dreams.material.claims.slots import slot_of


@pytest.mark.parametrize(
    ("text", "name", "value", "link"),
    [
        ("wristband of elm stage: orange", "elm stage", "orange", "is"),
        ("the wristband for elm stage is silver.", "elm stage", "silver", "is"),
        ("mooring at gull pier is done by the tug crew, on call.", "gull pier", "tug crew", "by"),
        ("water for the barn comes from abbot's well.", "barn", "abbot's well", "from"),
        ("shop runs the filter in mode strict", "shop", "strict", "in"),
        ("the contract test check is advisory for shop.", "shop", "advisory", "is"),
        ("we use canary for shop rollouts", "shop", "canary", "is"),
        ("ask ada quist for approval of changes to shop.", "shop", "ada quist", "by"),
        ("kestrel road holds the contract for pier 9.", "pier 9", "kestrel road", "by"),
        ("steam supply, bracken tank: the quarry line", "bracken tank", "quarry line", "is"),
        ("payouts, elm stage: by cheque", "elm stage", "cheque", "by"),
        ("the barn gets its water from its own spring.", "barn", "its own spring", "from"),
        ("looking for the cases of elm? they are in the hay loft.", "elm", "hay loft", "in"),
    ],
)
def test_the_value_of_a_sentence_is_found_by_its_place(
    text: str, name: str, value: str, link: str
) -> None:
    slot = slot_of(text, (name,))
    assert slot is not None
    assert (slot.text, slot.link) == (value, link)


@pytest.mark.parametrize(
    "text",
    ["anglers come to the pier on saturdays", "somebody looks over the pier", "the pier hums"],
)
def test_a_sentence_without_such_a_place_has_no_value(text: str) -> None:
    assert slot_of(text, ("pier",)) is None
