"""
Text that gives orders to whoever reads it: addressed to agents, claiming rank, asking to be kept.

Pure. One sign is not enough, for people write about agents too; a text that shows two different
ones close to each other is data that wants to be a command.
"""

import re
from dataclasses import dataclass
from typing import Final

_MACHINE: Final = (
    r"(?:(?:ai|a\.i\.|llm|language|coding|autonomous|automated|automatic|digital|virtual|machine"
    r"|software|chat)[ -]?)+(?:agents?|assistants?|models?|bots?|systems?|readers?|tools?|helpers?"
    r"|software|programs?)"
    r"|(?:ais?|llms?|assistants?|chatbots?|bots?|robots?|machines?|copilots?)"
)
_CALLED: Final = (
    r"(?:dear|hey|hello|attention|any|all|every|each|to|for|by|if you are|you are)(?: an?)?"
)
_MUST: Final = (
    r"(?:must|should|shall|have to|has to|needs? to|are to|is to|reading|processing|that|who|which"
    r"|instructions?|directive|notice|note)"
)
_KEEP: Final = (
    r"(?:write|add|save|store|record|put|commit|persist|note|keep|append|enter|update|insert)"
)
_NOTES: Final = (
    r"(?:notes?|notebook|knowledge(?: base)?|records?|instructions?|rules?|files?|log(?:book)?s?)"
)
_SIGNS: Final = {
    # Nobody but a machine is called that.
    "address": re.compile(
        rf"\b(?:{_CALLED} (?:the |other )?(?:{_MACHINE})\b|(?:{_MACHINE})(?: {_MUST}\b|\s?[,:!]))",
        re.IGNORECASE,
    ),
    "system": re.compile(r"(?:\A|[\n.(>*]\s*)system(?: prompt| message)?:", re.IGNORECASE),
    # People are agents too.
    "agents": re.compile(
        r"\b(?:(?:note|notice|message|instructions?|attention|important|warning)\b.{0,12}\b(?:for|to)"
        r" (?:all |any |the |every )?(?:agents?|models?)"
        rf"|(?:dear|any|all|every) (?:\w+ )?(?:agents?|models?)\b|agents?(?: {_MUST}\b|\s?[,:!]))",
        re.IGNORECASE,
    ),
    "yours": re.compile(
        rf"\b(?:{_KEEP}|remember)\b.{{0,60}}\byour (?:\w+ )?memor(?:y|ies)\b",
        re.IGNORECASE,
    ),
    "rank": re.compile(
        r"\b(?:(?:ignore|disregard|forget|override|bypass)s?\b.{0,24}"
        r"\b(?:previous|prior|earlier|above|all|other|your|any)"
        r"\b.{0,24}\b(?:instructions?|rules?|prompts?|polic(?:y|ies)|guidelines?|directives?|orders?)"
        r"|(?:overrides?|supersedes?|replaces?|takes precedence over) (?:all |any |every |your )?"
        r"(?:earlier |previous |prior |other )?(?:instructions?|rules?|polic(?:y|ies)|guidelines?)"
        r"|new system prompt|you are now (?:in|an?|the)\b)",
        re.IGNORECASE,
    ),
    "memory": re.compile(
        rf"\b(?:{_KEEP}\b.{{0,60}}\b(?:memor(?:y|ies)|(?:your|its|their|long-term|shared)"
        rf" (?:\w+ )?{_NOTES})\b"
        r"|(?:of|in|to|into) (?:your|its|their) (?:long-term )?memor(?:y|ies)"
        r"|remember (?:that )?(?:you|from now on)"
        r"|from now on,? (?:you|always|never)|memori[sz]e (?:this|that))",
        re.IGNORECASE,
    ),
    # Said to a machine it is a memory; said to people it is a wish.
    "remember": re.compile(
        r"\b(?:remember|memori[sz]e)\b(?!ed)|\bdo(?:n't| not) forget\b",
        re.IGNORECASE,
    ),
    "keep": re.compile(
        r"\b(?:store|save|record|note|learn|(?:keep|bear) in mind|write)"
        r" (?:it |this )?(?:down )?that\b"
        rf"|\b{_KEEP}\b.{{0,60}}\b(?:to|in|into) (?:every|all|each|any) (?:\w+ )?"
        r"(?:files?|notes?|entry|entries|records?|logs?|pages?|memos?)\b"
        r"|\b(?:write|note|put|jot)(?: it| this| that| them)? down\b",
        re.IGNORECASE,
    ),
    "belief": re.compile(
        r"\b(?:know|assume|believe|accept|treat|consider|regard|trust|pretend|act|behave)\b"
        r"[^.\n]{0,60}\b(?:that|as|as if)\b",
        re.IGNORECASE,
    ),
    "ever": re.compile(
        r"\b(?:for ?ever|from now on|from today on|henceforth|never again"
        r"|(?:in|for) (?:all |any |every )?(?:the )?(?:future|later)\b(?: \w+)?)\b",
        re.IGNORECASE,
    ),
    "order": re.compile(
        r"\byou (?:must|are (?:required|ordered|instructed) to|have to|shall|will)"
        r" (?:now |always |never |not )?\w+"
        r"|\b(?:do not|don't|never) (?:tell|inform|mention|report|escalate|alert|ask)\b",
        re.IGNORECASE,
    ),
    # Whoever is called a machine and told what it must do is given an order.
    "command": re.compile(
        rf"(?:\b(?:{_CALLED} (?:the |other )?)?(?:{_MACHINE})\b[^.\n]{{0,40}}"
        r"\b(?:must|shall|never|always|do not|don't|may not|no longer|have to|from now on)\b)",
        re.IGNORECASE,
    ),
}
_TELLING: Final = (
    {"rank", "address"}, {"rank", "agents"}, {"rank", "memory"}, {"rank", "keep"},
    {"rank", "order"}, {"address", "memory"}, {"address", "keep"}, {"agents", "memory"},
    {"agents", "keep"}, {"agents", "remember"}, {"address", "remember"}, {"rank", "remember"},
    {"remember", "memory"}, {"remember", "ever"}, {"agents", "ever"}, {"address", "command"},
    {"address", "ever"},
    {"system", "memory"}, {"system", "remember"}, {"system", "rank"}, {"yours"},
    {"agents", "belief"}, {"address", "belief"},
)  # fmt: skip
"""Signs that stand together in nothing that people write for people."""
_NEAR: Final = 240
"""Characters within which the signs must stand."""
_HARNESS: Final = re.compile(r"<system-reminder>.{0,4000}?(?:</system-reminder>|\Z)", re.DOTALL)
_HINT: Final = re.compile(
    r"(?i)agent|assistant|\bai\b|\bllm|bots?\b|model|copilot|ignore|disregard|forget|overrid|supersede"
    r"|bypass|remember|memor|machine|automat|robot|system:"
    r"|software|digital|virtual"
)


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
        if any(some <= signs for some in _TELLING):
            return _order(text, near)
        if {"memory", "order"} <= signs and any(_is_firm(text, one) for one in near):
            return _order(text, near)
    return None


def _is_firm(text: str, found: tuple[int, int, str]) -> bool:
    """Whether a sign asks the reader itself to keep something."""
    return found[2] == "memory" and text[found[0] : found[0] + 8].lower() in {
        "remember",
        "from now",
    }


def _order(text: str, near: list[tuple[int, int, str]]) -> Order:
    rank = {
        "yours": 0,
        "memory": 0,
        "keep": 0,
        "remember": 0,
        "rank": 1,
        "address": 2,
        "system": 2,
        "agents": 2,
        "belief": 3,
        "order": 3,
        "ever": 3,
        "command": 3,
    }
    start, end, _ = min(near, key=lambda one: (rank[one[2]], one[0]))
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    return Order(line.strip(), text[start:end].split("\n", maxsplit=1)[0])
