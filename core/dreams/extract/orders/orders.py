"""
Text that gives orders to whoever reads it: addressed to agents, claiming rank, asking to be kept.

Pure. One sign is not enough, for people write about agents too; a text that shows two different
ones close to each other is data that wants to be a command.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import re2  # type: ignore[import-untyped]

from core.dreams.extract.orders.disguises import decoded, is_disguised, undisguised
from core.dreams.extract.orders.sieve import Sieve
from core.dreams.extract.orders.signs import SIGNS
from core.dreams.extract.orders.turns import pretended_turn

_TELLING: Final = (
    *(
        frozenset((sign, other))
        for sign, others in {
            "wish": "wish",
            "yours": "yours",
            "keeper": "keeper",
            "told": "told",
            "waive": "waive",
            "usurp": "usurp",
            "foreign": "foreign",
            "wish_abroad": "wish_abroad",
            "bared": "duty one address agents system master freed named",
            "granted": "order behind keep kept memory ever",
            "calls": "behind secret exfil",
            "for_good": "for_good",
            "through": "through",
            "by_all": "claim",
            "piped": "address",
            "named": "behind secret rank memory own",
            "turns": "secret exfil bared behind",
            "task": "task",
            "being": "being",
            "rights": "rights",
            "digest": "digest",
            "asked": "asked",
            "field": "field",
            "lifted": "address agents one system secret risky",
            "colon": "order secret ever rank drop exfil kept behind",
            "exfil": "duty address agents one first",
            "freed": "risky secret order",
            "template": "rank secret freed",
            "first": "secret",
            "behind": "address agents one secret system",
            "your_user": "order secret behind",
            "address": "rank memory keep kept remember command ever belief noted drop secret",
            "agents": "rank memory keep kept remember ever belief drop",
            "one": "claim secret memory keep kept remember",
            "duty": "memory",
            "reader": "ever claim keep kept memory remember",
            "hidden": "ever claim keep kept memory remember secret drop",
            "system": "rank memory keep kept remember ever drop secret",
            "reading": "rank memory keep kept ever belief drop secret order",
            "master": "rank memory keep kept ever drop secret",
            "later": "memory keep kept",
            "own": "ever order claim",
            "rank": "memory keep kept order remember ever secret",
            "remember": "memory ever",
        }.items()
        for other in others.split()
    ),
    frozenset({"duty", "keep", "claim"}),
    frozenset({"duty", "remember", "claim"}),
)
"""Signs that stand together in nothing that people write for people."""
_ASKED: Final = frozenset({"memory", "order"})
"""These tell only if the reader itself is asked to keep something."""
_STRENGTH: Final = {
    **dict.fromkeys(("yours", "memory", "keep", "remember"), 0),
    **dict.fromkeys(("rank", "drop", "secret"), 1),
    **dict.fromkeys(("address", "system", "agents"), 2),
}
"""Which sign is shown first; the others come last."""
_BEFORE_WORDS: Final = " \t\r\n.!?:>(*#/\"'[]-"
_PEOPLE: Final = re.compile(
    r"(?i)\b(?:support|travel|estate|insurance|sales|field|service|station|letting|ticket|shipping"
    r"|customs|property|desk|front-?line|hotline|call-?cent(?:er|re)) (?:agents?|assistants?)\b"
)
_BEFORE: Final = 14
"""Characters before a sign in which the trade stands."""
_NEAR: Final = 240
"""Characters within which the signs must stand."""
_MOST_NEAR: Final = 30
"""Signs that are looked at together."""
_HARNESS: Final = re.compile(r"<system-reminder>.{0,4000}?(?:</system-reminder>|\Z)", re.DOTALL)
_HINT: Final = re2.compile(
    r"(?i)agent|assistant|\bai\b|\bllm|bots?\b|model|copilot|ignore|disregard|forget|overrid"
    r"|supersede|bypass|remember|memor|machine|automat|robot|system\b|gpt|whoever|whatever|your "
    r"|you summar|summari|ingest|administrator|operator|developer|session|future|artificial"
    r"|\ba\.i|everything you|what you|software|digital|virtual|computer|reader|helper|standing"
    r"|long-?term|permanent|persistent|program|parser|scraper|crawler|ignor|vergiss|vergess|olvid"
    r"|oubli|dimentic|vergeet|inst\]|im_start|you are|next action|the user|negeer|missacht|\bki\b"
    r"|\bk\.i|\bia\b|asistente|taalmodel|claude|gemini|codex|cursor|human:"
)


@dataclass(frozen=True, slots=True)
class Order:
    """A piece of text that gives orders."""

    text: str
    """The line with the strongest sign."""
    sign: str
    """Those words of it that give it away."""


@cache
def _sieve() -> Sieve:
    return Sieve(SIGNS)


def gives_orders(text: str) -> bool:
    """Whether a text gives orders."""
    return order_in(text) is not None


def order_in(text: str) -> Order | None:
    """The first piece of a text that gives orders, plainly or in disguise."""
    found = _plain_order_in(text)
    return found if found is not None else _hidden_order_in(text)


def _hidden_order_in(text: str) -> Order | None:
    """A line that gives orders below its disguise; all of it gives itself away."""
    if is_disguised(text):
        for line in text.split("\n"):
            if is_disguised(line) and _plain_order_in(undisguised(line)) is not None:
                return Order(line.strip(), line.strip())
    for run, said in decoded(text):
        if _plain_order_in(said) is not None:
            line = next(line for line in text.split("\n") if run in line)
            return Order(line.strip(), run)
    return None


def _plain_order_in(text: str) -> Order | None:
    turn = pretended_turn(text)
    if turn is not None:
        return _order(text, [(turn.start("turn"), turn.end("turn"), "turns")])
    if not _HINT.search(text):
        return None
    shown = _HARNESS.sub(lambda match: " " * len(match[0]), text)
    may_stand = _sieve().names(shown)
    if not any(some <= may_stand for some in _TELLING) and not may_stand >= _ASKED:
        return None
    found = sorted(
        (match.start(), match.end(), sign)
        for sign in may_stand
        for match in SIGNS[sign].finditer(shown)
        if not _is_in_name(shown, match.start()) and not _is_of_people(shown, match, sign)
    )
    for place, (start, _, _) in enumerate(found):
        near = [one for one in found[place : place + _MOST_NEAR] if one[0] - start <= _NEAR]
        signs = {sign for _, _, sign in near}
        if any(some <= signs for some in _TELLING):
            return _order(text, near)
        if signs >= _ASKED and any(_is_firm(text, one) for one in near):
            return _order(text, near)
    return None


def _is_in_name(text: str, at: int) -> bool:
    """Whether a hyphen before a sign is of a name: the bot of `billing-bot` is not spoken to."""
    return any(
        text[place : place + 1] == "-" and text[place - 1 : place].isalnum()
        for place in (at, at - 1)
    )


def _is_of_people(text: str, found: re.Match[str], sign: str) -> bool:
    """Whether those who are called have a trade that people have: support agents, estate agents."""
    return (
        sign == "agents"
        and _PEOPLE.search(text[max(found.start() - _BEFORE, 0) : found.end()]) is not None
    )


def _is_firm(text: str, found: tuple[int, int, str]) -> bool:
    """Whether a sign asks the reader itself to keep something."""
    return found[2] == "memory" and text[found[0] : found[0] + 8].lower() in {
        "remember",
        "from now",
    }


def _order(text: str, near: list[tuple[int, int, str]]) -> Order:
    start, end, _ = min(near, key=lambda one: (_STRENGTH.get(one[2], 3), one[0]))
    # Some signs begin with what stands before them: the end of a sentence, a bracket.
    start = end - len(text[start:end].lstrip(_BEFORE_WORDS))
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    return Order(line.strip(), text[start:end].split("\n", maxsplit=1)[0])
