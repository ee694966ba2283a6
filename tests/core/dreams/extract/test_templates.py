"""Errors without what changes from case to case, and those that answers in JSON tell."""

import json
from time import process_time

import pytest

from core.dreams.extract.errors.errors import error_in
from core.dreams.extract.errors.templates import LONGEST, template

SAME = [
    ("quota is used up, job_id bqjob_r5a1_0001", "quota is used up, job_id bqjob_r77c_0002"),
    ("pod cart-7d9f8c-x2x9k is not ready", "pod pricing-5f7b9d8c66-abcde is not ready"),
    ("container 4f9c2ab77e10 is gone", "container abcdef1 is gone"),
    ("trace 01J9ZQ4X7M3 was lost", "trace 7f3ab91 was lost"),
    ("locked by ada@kiln.example", "locked by tom.beck+x@oven.example"),
    ("locked since 2026-11-09 17:02", "locked since Mon, 9 Nov 2026 at 5:02 pm"),
    ("locked since Nov  9 17:02:01", "locked since 1 December 2026, 07:15 UTC"),
]
DIFFERENT = [
    ("the cart is locked", "the oven is locked"),
    ("field vat-rate is missing", "field net-rate is missing"),
    ("Marble 3 is cut", "Granite 3 is cut"),
    ("pump is on", "pump is off"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_ids_people_and_days_are_taken_out(one: str, other: str) -> None:
    """By their form, whatever is before an id and however a day is written."""
    assert template(one) == template(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_words_stay(one: str, other: str) -> None:
    """A word may be what makes it another error."""
    assert template(one) != template(other)


@pytest.mark.parametrize(
    "piece", ["a", "a-", "1:", "a1", "Mon, ", "a.", "a@", "-1", "9 Nov ", "/a"]
)
def test_a_hostile_text_takes_no_time(piece: str) -> None:
    """However often something that could begin a sign stands there."""
    before = process_time()
    template(piece * LONGEST)
    assert process_time() - before < 0.5


ANSWERS: list[tuple[object, str]] = [
    ({"error": "refused", "message": "currency missing"}, "currency missing"),
    ({"errors": ["vessel is in use"]}, "vessel is in use"),
    ([{"loc": ["body", "bic"], "msg": "field required", "type": "missing"}], "field required"),
    ({"error": "currency_missing"}, "currency_missing"),
    ({"ok": False, "result": {"reason": "bed 4 is dry", "code": "E_DRY_BED"}}, "bed 4 is dry"),
]


@pytest.mark.parametrize(("answer", "text"), ANSWERS)
def test_the_text_of_an_answer_that_tells_the_error(answer: object, text: str) -> None:
    """A sentence before a code, wherever it stands, on one line or on several, behind a status."""
    one_line = json.dumps(answer)
    behind = f"HTTP 422 Unprocessable: {one_line}" if isinstance(answer, dict) else one_line
    for body in (one_line, json.dumps(answer, indent=2), behind):
        assert error_in(body).text == text


def test_of_what_it_is_told_makes_it_another_error() -> None:
    """The sentence may be the same for all."""
    said = [error_in(json.dumps({"message": "not valid", "field": one})) for one in ("vat", "net")]
    assert said[0].text == said[1].text
    assert said[0].whole != said[1].whole


@pytest.mark.parametrize(
    "body",
    ['{"rows": 3}', '{"error": null}', '{"message": "cut', "fatal: {x} is not defined"],
)
def test_what_tells_no_error_in_json_is_a_line(body: str) -> None:
    """No such member, no text, or no JSON."""
    assert error_in(body).text == body
