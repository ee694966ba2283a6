"""
Text that gives orders to whoever reads it: addressed to agents, claiming rank, asking to be kept.

Pure. One sign is not enough, for people write about agents too; a text that shows two different
ones close to each other is data that wants to be a command.
"""

import re
from dataclasses import dataclass
from typing import Final

_SIGNS: Final = {
    "address": re.compile(
        r"\b(?:(?:ai|llm|coding|autonomous)[ -]?(?:agents?|assistants?|models?|bots?)"
        r"|(?:note|notice|message|instructions?|attention|important|warning)\b.{0,12}\b(?:for|to)"
        r" (?:all |any |the |every )?(?:ai |llm )?(?:agents?|assistants?|models?|bots?)"
        r"|dear (?:agent|assistant|model)|(?:any|every|all) (?:ai )?agents?"
        r" (?:reading|working|that))\b",
        re.IGNORECASE,
    ),
    "rank": re.compile(
        r"\b(?:(?:ignore|disregard|forget|override)s?\b.{0,24}\b(?:previous|prior|earlier|above|all|other)"
        r"\b.{0,24}\b(?:instructions?|rules?|prompts?|polic(?:y|ies)|guidelines?|directives?)"
        r"|(?:overrides?|supersedes?|replaces?|takes precedence over) (?:all |any |every )?"
        r"(?:earlier |previous |prior |other )?(?:instructions?|rules?|polic(?:y|ies)|guidelines?)"
        r"|new system prompt|you are now (?:in|an?|the)\b)",
        re.IGNORECASE,
    ),
    "memory": re.compile(
        r"\b(?:remember (?:that )?(?:you|from now on|to (?:always|never))"
        r"|from now on,? (?:you|always|never)"
        r"|(?:write|add|save|store|record|put|commit|persist)\b.{0,40}\b(?:your|the|agent'?s?|long-term)"
        r" memor(?:y|ies)|(?:of|in|to|into) your memor(?:y|ies)|memori[sz]e (?:this|that))",
        re.IGNORECASE,
    ),
    "order": re.compile(
        r"\byou (?:must|are (?:required|ordered|instructed) to|have to|shall|will)"
        r" (?:now |always |never |not )?\w+"
        r"|\b(?:do not|don't|never) (?:tell|inform|mention|report|escalate|alert|ask)\b",
        re.IGNORECASE,
    ),
}
_NEAR: Final = 600
"""Characters within which the signs must stand."""
_HARNESS: Final = re.compile(r"<system-reminder>.{0,4000}?(?:</system-reminder>|\Z)", re.DOTALL)
_HINT: Final = re.compile(r"(?i)agent|assistant|ignore|disregard|overrid|supersede|remember|memor")


@dataclass(frozen=True, slots=True)
class Order:
    """A piece of text that gives orders."""

    text: str
    """The line with the strongest sign."""
    sign: str
    """Those words of it that give it away."""


def gives_orders(text: str) -> bool:
    """Whether a text gives orders."""
    return order_in(text) is not None


def order_in(text: str) -> Order | None:
    """The first piece of a text that gives orders."""
    if not _HINT.search(text):
        return None
    shown = _HARNESS.sub(lambda match: " " * len(match[0]), text)
    found = sorted(
        (match.start(), match.end(), sign)
        for sign, pattern in _SIGNS.items()
        for match in pattern.finditer(shown)
    )
    for place, (start, _, _) in enumerate(found):
        near = [one for one in found[place : place + 12] if one[0] - start <= _NEAR]
        signs = {sign for _, _, sign in near}
        # Orders alone are how people write manuals; rank or memory make them an attack.
        if len(signs) >= 2 and signs & {"rank", "memory"} and signs != {"memory", "order"}:
            return _order(text, near)
        if signs == {"memory", "order"} and any(_is_firm(text, one) for one in near):
            return _order(text, near)
    return None


def _is_firm(text: str, found: tuple[int, int, str]) -> bool:
    """Whether a sign asks the reader itself to keep something."""
    return found[2] == "memory" and text[found[0] : found[0] + 8].lower() in {
        "remember",
        "from now",
    }


def _order(text: str, near: list[tuple[int, int, str]]) -> Order:
    rank = {"memory": 0, "rank": 1, "address": 2, "order": 3}
    start, end, _ = min(near, key=lambda one: (rank[one[2]], one[0]))
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    return Order(line.strip(), text[start:end].split("\n", maxsplit=1)[0])
