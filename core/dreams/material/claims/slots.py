"""
The place of a sentence in which a plain word is the value: "...: orange", "is done by the crew".

Pure. What an entry says of a thing ends with the value, or begins with it and names the thing
behind it: "Kestrel Road holds the contract for pier 9". No word tells by itself that it is a value;
its place does.
"""

import re
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.extract.language.words import CALENDAR, JOINING, NEGATIONS, NUMBERS
from core.transcripts.fields import words

_LINKS: Final = {
    **dict.fromkeys(words("is are was be remains stays reads equals"), "is"),
    **dict.fromkeys(words("by with through via using call ask contact use uses"), "by"),
    **dict.fromkeys(words("in on at under inside within behind beside near"), "in"),
    **dict.fromkeys(words("to into onto"), "to"),
    **dict.fromkeys(words("from off"), "from"),
    "of": "is",
    **dict.fromkeys(words("as called named"), "is"),
}
_MOST_WORDS: Final = 4
_KINDS: Final = words(
    "mode state status level policy version region team queue branch channel plan tier class type"
    " room crew group colour color size"
)
"""What says of which kind a value is, right before it: `in mode strict`, `team Heron`."""
_KINDS_BEHIND: Final = words("mode state region team queue branch channel")
"""And what may say so behind it: `the Lisbon region`."""
_STATED: Final = re.compile(
    r"\b(?:is|are|stays|remains) (?P<value>(?:\S+ ){1,4}?)(?:for|on|in|at|of|with) (?:the )?\Z"
)
"""A value before the names: `the check is advisory for shop`."""
_USED: Final = re.compile(
    r"\buses? (?P<value>(?:\S+ ){1,4}?)(?:for|on|in|at|with|as) (?:\S+ ){0,4}\Z"
)
"""What is used for what is named behind it: `we use canary for shop rollouts`."""
_ASKED: Final = re.compile(
    r"(?:ask|call|contact|ping|mail|page|phone|ring|talk to|go to|turn to|write to|speak to) "
    r"(?P<value>(?:\S+ ){1,4}?)(?:for|about|when|if|before|to|on|in case)\b"
)
"""Who is to be asked: `ask Ada Quist before ...`."""
_BREAK: Final = re.compile(r"[,;()]|:\s|\s[-\u2013\u2014]+\s|(?<=[\w)][\w)])\.(?:\s|\Z)")
_COLON: Final = re.compile(
    r"\A(?:[^\s:;,.=]+ ){0,6}[^\s:;,.=]+(?:, (?:[^\s:;,.=]+ ){0,3}[^\s:;,.=]+)?"
    r"(?::| =| ->| [-\u2013\u2014]) (?P<link>(?:by|via|through|from) )?(?P<value>[^:;,()=]+)\Z"
)
"""A label and its value; the label may say first what, and then of which: `Owner, Elm: Ada`."""
_ARTICLE: Final = re.compile(r"\A(?:the|an?|(?:its|our|their)(?! own\b))\s+")
_WORD: Final = re.compile(r"\S+")
_VERB: Final = re.compile(r"[a-z]{2,}(?<!s)(?<!u)s\Z|\A(?:is|are)\Z")
_OCCASIONS: Final = words("during under after before without when while")
_NOBODY: Final = words("it this that they he she we you i somebody someone everybody nobody there")


@dataclass(frozen=True, slots=True)
class Slot:
    """A value by its place."""

    text: str
    """In lower case, without an article."""
    link: str
    """What kind of word stands before it: `is` (or a colon), `by`, `in`, `to`, `from`."""
    is_first: bool = False
    """It stands before the verb: `Ada Quist signs for the estate`."""


def slot_of(text: str, names: tuple[str, ...]) -> Slot | None:
    """
    The value of a sentence by its place; None if there is none.

    Args:
        text: In lower case, without marks, without a date at its beginning.
        names: What it is about, in lower case; a value stands behind them, or before all of them.
    """
    sentence, at, end = _sentence_with(text, names)
    if not sentence:
        return None
    value = _COLON.match(sentence.rstrip("."))
    if value is not None:
        link = _LINKS[value["link"].strip()] if value["link"] else "is"
        return _made(value["value"], link, names, is_labelled=True)
    rest = sentence[end:]
    clause = _BREAK.split(rest.strip(" .?!"), maxsplit=1)[0] if rest.strip(" .?!") else ""
    found = _last(clause, names) if clause else None
    asked = _ASKED.match(sentence)
    if asked is not None:
        return _made(asked["value"], "by", names)
    stated = _STATED.search(sentence[:at]) or _USED.search(sentence[:at])
    if stated is not None and (made := _made(stated["value"], "is", names)) is not None:
        return made
    return found or _first(sentence[:at], names)


def _sentence_with(text: str, names: tuple[str, ...]) -> tuple[str, int, int]:
    """The sentence that names them, with the next one if it asks; and where the names stand."""
    sentences = re.split(r"(?<=[\w)][\w)][.!?]) +", text)
    for number, one in enumerate(sentences):
        spans = [found.span() for name in names if (found := re.search(re.escape(name), one))]
        if len(spans) == len(names) and spans:
            asked = " ".join(sentences[number : number + 2])
            return (
                asked if one.endswith("?") else one,
                min(start for start, _ in spans),
                max(end for _, end in spans),
            )
    return "", 0, 0


def _last(clause: str, names: tuple[str, ...]) -> Slot | None:
    """The words behind the last link of what is said of the names."""
    said = clause.split()
    for place in range(len(said) - 1, -1, -1):
        link = _LINKS.get(said[place])
        if link is not None and len(said) - place - 1 <= _MOST_WORDS + 1:
            return _made(" ".join(said[place + 1 :]), link, names)
    return None


def _first(before: str, names: tuple[str, ...]) -> Slot | None:
    """The words before the first verb, if it does something to what is named behind it."""
    said = _WORD.findall(before)
    for place, word in enumerate(said[: _MOST_WORDS + 2]):
        if place and _VERB.match(word) and word not in JOINING - {"is", "are", "takes", "runs"}:
            return _made(" ".join(said[:place]), "by", names, is_first=True)
    return None


def _made(
    text: str,
    link: str,
    names: tuple[str, ...],
    *,
    is_first: bool = False,
    is_labelled: bool = False,
) -> Slot | None:
    value = _ARTICLE.sub("", text.strip(" .\"'")).strip(" .\"'")
    said = value.split()
    if len(said) > 1 and said[0] in _KINDS:
        said = said[1:]
    elif len(said) > 1 and said[-1] in _KINDS_BEHIND:
        said = said[:-1]
    value = " ".join(said)
    is_plain = (
        1 <= len(said) <= _MOST_WORDS
        and not any(name in value for name in names)
        and not set(said) & (_NOBODY | NUMBERS.keys())
        and not set(said) <= CALENDAR
        # "Lens cleaning: after each shift" is when it is done; in a sentence it may be why.
        and (is_labelled or not set(said) & _OCCASIONS)
        and not said[0][:1].isdigit()
        and (
            link == "is"
            or any(word not in JOINING | NEGATIONS and root(word) not in LIGHT for word in said)
        )
        and (said[-1] not in _LINKS or len(said) == 1)
        and not (len(said) > 2 and any(map(str.isdigit, value)))
    )
    return Slot(value, link, is_first) if is_plain else None
