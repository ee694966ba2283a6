"""
The value of a claim in what a tool shows: the same one, or another one in its place.

Pure. Values are compared in their normal forms; a bare number takes its unit from the name under
which it stands.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.extract.names.kinship import kin_of
from core.dreams.extract.shown.cell import Cell
from core.dreams.extract.tokens import Sort, Token
from core.dreams.extract.values.quantities import (
    clock_ms,
    dimension_of,
    is_duration,
    normal_number,
    normal_quantity,
    norms_of,
    unit_in,
)
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.crontab import another_cron, cron_of
from core.dreams.material.seeing.named_values import name_in
from core.dreams.material.seeing.rarity import is_rare_kind
from core.dreams.material.seeing.values_in import bare_of, kind_of_value, values_in, word_beside

_BARE: Final = frozenset({Sort.NUMBER, Sort.VERSION})
_IN_WORDS: Final = {"name", "phrase", "echo"}
"""Kinds of values that are words; all others are read as what they measure."""
_NAME_BEFORE: Final = re.compile(r"([\w.-]+)[\"'`)]*\s*[:=]\s*\Z")
_NUMBER: Final = re.compile(r"-?\d[\d,]{0,12}(?:\.\d{1,6})?")
_LONGEST_KEY: Final = 60
_LEAST_OF_BYTES: Final = 6
"""Digits of a number that is a size in bytes, whatever it is called."""
_MOST_TIMES: Final = 20
"""How much larger another value of the same thing may be; more is another thing."""
_MOST_TIMES_OF_UNIT: Final = 8
"""The same for what is measured in metres or kilograms: a depth is no length."""
_DOTS_OF_ADDRESS: Final = 3


def same_value(claim: Claim, cell: Cell) -> str | None:
    """The value as a cell has it, if it is there."""
    if claim.kind in _IN_WORDS:
        return _standing(claim.text, cell.value)
    for token in _shown_in(claim, cell, cell.value):
        if kind_of_value(token) == claim.kind and token.norm == claim.norm:
            return token.text
    return _same_number(claim, cell)


def may_have_value(claim: Claim, cell: Cell) -> bool:
    """Whether a cell has anything that may be the value of a claim, or stand in its place."""
    if same_value(claim, cell) is not None:
        return True
    if claim.kind == "echo" or not claim.is_set:
        # Nothing else can stand in its place.
        return False
    if claim.kind in _IN_WORDS or another_cron(claim, cell) is not None:
        return True
    return bool(others_like(claim, cell)) or bare_number(claim, cell) is not None


def _shown_in(claim: Claim, cell: Cell, text: str) -> tuple[Token, ...]:
    """The values in a cell's text; under the name of a duration `6:00:00` is no time of day."""
    found = values_in(text)
    if claim.kind != "quantity/time" or cell.is_prose:
        return found
    return tuple(
        token._replace(sort=Sort.QUANTITY, norm=f"time:{clock_ms(token.text):.12g}")
        if token.sort is Sort.TIME and is_duration(token.text, cell.key)
        else token
        for token in found
    )


def _same_number(claim: Claim, cell: Cell) -> str | None:
    """The value as a bare number under a name, or as the time of a crontab."""
    cron = cron_of(claim, cell)
    if cron is not None:
        return cron.text if cron.is_same else None
    for token in values_in(cell.value):
        if token.sort not in _BARE or not bare_of(token):
            continue
        unit = unit_in(_name_before(token, cell.value) if cell.is_prose else cell.key)
        if _is_of(claim, unit):
            if normal_quantity(f"{bare_of(token)} {unit}") == claim.norm:
                return token.text
            continue
        if unit and claim.kind.startswith("quantity/") and unit != "ms":
            # Twenty kilovolts are no twenty metres a second; these are written `wind_ms` too.
            continue
        is_its = bare_of(token) == _number_of(claim) and not _counts_others(claim, token, cell)
        if is_its or _are_bytes(bare_of(token), claim):
            return token.text
    return None


def _are_bytes(number: str, claim: Claim) -> bool:
    """Whether a long bare number is the size of a claim in bytes: 12884901888 is 12 GB to many."""
    if claim.kind != "quantity/size" or len(number) < _LEAST_OF_BYTES or not number.isdigit():
        return False
    unit = claim.text[-2:].lower()
    said = {claim.norm, normal_quantity(f"{claim.number} {unit[:1]}ib")}
    return normal_quantity(f"{number} b") in said


def _name_before(token: Token, text: str) -> str:
    """What a value is called where a line says no more: `hold_s: 40`."""
    found = _NAME_BEFORE.search(text[max(0, token.start - _LONGEST_KEY) : token.start])
    return found[1] if found else ""


def _is_of(claim: Claim, unit: str) -> bool:
    """Whether a unit is of the dimension of a claim; `wind_ms` is no duration."""
    return claim.kind == f"quantity/{dimension_of(unit)}"


def _counts_others(claim: Claim, token: Token, cell: Cell) -> bool:
    """Whether a bare number in a sentence counts something, where a claim has a unit."""
    near = word_beside(token, cell.value) if cell.is_prose else ""
    return claim.kind.startswith("quantity/") and near != "" and near not in claim.about


def _number_of(claim: Claim) -> str:
    """The bare number by which a tool may show a value; empty for what is none."""
    if claim.kind in {"number", "version"}:
        return claim.norm
    return claim.number if claim.kind.startswith("quantity/") else ""


def others_like(claim: Claim, cell: Cell) -> list[Token]:
    """The values of a claim's kind and dimension in a cell, or bare numbers in their place."""
    text, low = cell.value, cell.value.lower()
    # A number behind the name is a part of it: `AeroBrew 3`.
    for name in (one for one in claim.names if one in low):
        text = re.sub(
            rf"(?i)(?<![\w-]){re.escape(name)}(?![^\W_])(?: \d{{1,3}}(?![\w.]))?", _blanks, text
        )
    found = [token for token in _shown_in(claim, cell, text) if kind_of_value(token) == claim.kind]
    if not found and claim.number and _is_of(claim, unit_in(cell.key)):
        found = [token for token in values_in(text) if token.sort in _BARE and bare_of(token)]
    if not found and claim.kind == "version" and claim.text.count(".") == 1:
        found = [token for token in values_in(text) if token.sort is Sort.NUMBER]
    return found


def another_value(claim: Claim, cell: Cell) -> str | None:
    """What stands in a cell in the place of a value; None if it is of another kind."""
    if not claim.is_set:
        return None
    if claim.kind == "name":
        return name_in(claim, cell)
    if claim.kind == "phrase":
        return cell.value.strip("\"'` ") if cell.plain in claim.rivals else None
    found = others_like(claim, cell)
    return found[0].text if len(found) == 1 else None


def bare_number(claim: Claim, cell: Cell) -> str | None:
    """Another number in the place of one with a unit, which its name need not say."""
    value = cell.value.strip().strip("\"',")
    if not claim.number or not claim.is_set or not claim.is_plain or cell.is_count:
        return None
    is_bare = _NUMBER.fullmatch(value) is not None and unit_in(cell.key) == ""
    if not is_bare or normal_number(value) == claim.number:
        return None
    # 14 may be the days of two weeks.
    is_other = claim.norm not in norms_of(claim.norm.partition(":")[0], value)
    is_near = _are_near(claim.number, normal_number(value), _MOST_TIMES_OF_UNIT)
    return value if is_other and is_near else None


def is_like(claim: Claim, token: Token, cell: Cell) -> bool:
    """Whether another value is of the very form of a claim's: of its kind, or with its unit."""
    if not is_of_its_size(claim, token, cell):
        return False
    if kind_of_value(token) == claim.kind:
        near = word_beside(token, cell.value)
        if not claim.beside:
            return near == "" or near in claim.about or claim.kind != "number"
        if claim.kind == "number":
            is_called = bool(kin_of(frozenset({claim.beside}), cell.about))
            return near == claim.beside or is_called or cell.initials in claim.initials
        return near in {claim.beside, ""} | cell.about or claim.beside in cell.about
    return claim.kind.startswith("quantity/") and unit_in(cell.key) != ""


def is_of_its_size(claim: Claim, token: Token, cell: Cell) -> bool:
    """Whether a value is no other measure, and not many times larger or smaller."""
    if claim.kind == "number":
        # `upload_limit_mb` counts no requests.
        is_other = bool(cell.key) and unit_in(cell.key) != ""
        return not is_other and _are_near(claim.norm, bare_of(token), _MOST_TIMES)
    if claim.kind == "version" and token.sort is Sort.NUMBER:
        # `0.4` may be a measure, and 375 is none like it.
        return _are_near(claim.norm, bare_of(token), _MOST_TIMES)
    is_near = _are_near(claim.number, _number_in(token), _MOST_TIMES_OF_UNIT)
    return is_near or not is_rare_kind(claim)


def are_of_one_size(one: Claim, other: Claim) -> bool:
    """Whether two claimed values of one kind may be two values of one setting."""
    if one.kind == "number":
        return one.beside == other.beside and _are_near(one.norm, other.norm, _MOST_TIMES)
    first, second = (claim.norm.rpartition(":")[2] for claim in (one, other))
    is_measured = one.kind.startswith("quantity/")
    return not is_measured or _are_near(first, second, _MOST_TIMES_OF_UNIT)


def is_address(claim: Claim) -> bool:
    """Whether a value is the address of a machine: four numbers, written as a version is."""
    return claim.kind == "version" and claim.norm.count(".") == _DOTS_OF_ADDRESS


def _number_in(token: Token) -> str:
    found = re.match(r"-?[\d,]+(?:\.\d+)?", token.text)
    return normal_number(found[0]) if found else ""


def _are_near(one: str, other: str, most: int) -> bool:
    """Whether two numbers may be two values of one setting: of one sign, and a 0 counts nothing."""
    try:
        first, second = float(one), float(other)
    except ValueError:
        return False
    least, largest = sorted((abs(first), abs(second)))
    return first * second > 0 and largest <= most * least


def counts_alike(claim: Claim, cell: Cell) -> bool:
    """Whether a number counts the same things here and there: `241 pages`."""
    return claim.kind == "number" and any(
        token.norm == claim.norm and word_beside(token, cell.value) == claim.beside != ""
        for token in values_in(cell.value)
    )


def _standing(value: str, text: str) -> str | None:
    found = _written(value).search(text)
    return found[0] if found else None


@lru_cache(maxsize=1_024)
def _written(value: str) -> re.Pattern[str]:
    words = r"[\s`*,;:]+".join(map(re.escape, value.split()))
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])
