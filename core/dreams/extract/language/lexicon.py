"""
English words by what they do for the sense of a sentence: those that carry little, and opposites.

General words only; nothing here is a name or belongs to one trade. `root` is coarser than `stem`:
it also takes the endings away that make a noun of a verb, so that `rotation` is `rotate`.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.words import JOINING, NEGATIONS, stem
from core.transcripts.fields import words

_IRREGULAR: Final = {
    form: line.split()[0]
    for line in (
        "break broke broken", "keep kept", "write wrote written", "send sent", "hold held",
        "find found", "tell told", "pay paid", "buy bought", "sell sold", "leave leaves left",
        "give gave given", "get got gotten", "show shown", "see saw seen", "know knew known",
        "grow grew grown",
        "drive drove driven", "choose chose chosen", "freeze froze frozen", "steal stole stolen",
        "speak spoke spoken", "wear wore worn", "tear tore torn", "draw drew drawn",
        "throw threw thrown", "fall fell fallen", "rise rose risen", "begin began begun",
        "build built", "spend spent", "mean meant", "lead led", "feed fed", "meet met",
        "bring brought", "think thought", "hear heard", "teach taught", "catch caught",
        "sleep slept", "sweep swept", "lend lent", "bend bent", "seek sought", "shoot shot",
        "stand stood", "understand understood", "feel felt",
        "say said", "come came", "become became", "eat ate eaten", "bite bit bitten",
        "hide hid hidden", "ride rode ridden", "shake shook shaken", "win won", "wind wound",
        "bind bound", "dig dug", "hang hung", "stick stuck", "sink sank sunk", "sing sang sung",
        "shrink shrank shrunk",
        "drink drank drunk", "forget forgot forgotten", "shut", "dry dried dries",
        "try tried tries", "tie tied ties tying", "die died dies dying",
        "carry carried carries", "apply applied applies",
    )
    for form in line.split()[1:]
}  # fmt: skip
_DERIVED: Final = (
    *("atures", "ature", "ations", "ation", "itions", "ition", "ements", "ement", "ments", "ment"),
    *("nesses", "ness", "ances", "ance", "ences", "ence", "ability", "ities", "ity", "ables"),
    *("able", "ible", "ally", "ings", "ing", "ions", "ion", "ures", "ure", "ives", "ive", "ful"),
    *("atur", "anc", "enc", "abl", "ibl", "iv", "ur"),
    *("ers", "er", "ors", "or", "ed", "ly", "als", "al", "ies", "es", "s", "e", "y", "i"),
)
_PREFIXES: Final = ("over", "under", "re", "out", "fore", "mis", "with", "up")
_PARTS: Final = re.compile(
    r"[A-Z\u00c0-\u00de]?[a-z\u00df-\u00ff]+|[A-Z\u00c0-\u00de]+(?![a-z\u00df-\u00ff])|\d+"
)
_SHORTEST_ROOT: Final = 4


def _prefixed(word: str) -> str:
    """The base of an irregular form behind a prefix: `overwrite` of `overwritten`."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and word[len(prefix) :] in _IRREGULAR:
            return prefix + _IRREGULAR[word[len(prefix) :]]
    return ""


@lru_cache(maxsize=65_536)
def root(word: str) -> str:
    """What a word has in common with its forms and with the words that are made of it."""
    low = word.lower()
    found = stem(_IRREGULAR.get(low) or _prefixed(low) or low)
    for again in range(2):
        ending = next(
            (
                one
                for one in _DERIVED
                if found.endswith(one)
                and len(found) - len(one) >= _SHORTEST_ROOT
                # What is left of a `scaler` is a `scal`, and no further.
                and not (again and one == "al")
            ),
            None,
        )
        if ending is None or found.endswith("ss"):
            break
        found = found[: -len(ending)]
    if len(found) > _SHORTEST_ROOT and found[-1] == found[-2]:
        found = found[:-1]
    return found[:-1] + "y" if found.endswith("i") and len(found) == _SHORTEST_ROOT else found


@lru_cache(maxsize=16_384)
def key_roots(text: str) -> frozenset[str]:
    """The roots of the words in a name: `MAX_CONNECTIONS`, `maxConnections`, `max connections`."""
    parts = frozenset(root(part.lower()) for part in _PARTS.findall(text))
    # `iOS` is a word of its own, whatever its capitals look like.
    return parts | {root(text.lower())} if text.isalpha() else parts


JOINING_ROOTS: Final = frozenset(root(word) for word in JOINING)
NEGATION_ROOTS: Final = frozenset(root(word) for word in NEGATIONS)

LIGHT: Final = frozenset(
    root(word)
    for word in words(
        # What is done, in the most general words.
        "be have do go come get give take make let put set keep hold bring send pass move turn lie"
        " lay stand sit stay remain live last run work happen occur become grow seem appear look"
        " see watch show tell say speak ask answer call name mean know think believe remember mind"
        " note consider expect assume plan try attempt begin start end finish stop continue proceed"
        " follow lead result cause help serve act behave use apply need require want wish like"
        " prefer choose pick find reach meet join contain include hold carry bear allow permit may"
        " must shall should can will would could might ought belong own consist depend concern"
        " regard treat handle deal manage provide supply offer deliver return leave enter open"
        " write read record state list mention describe explain inform advise recommend suggest"
        " request order book place receive accept obtain fetch collect bring count amount total"
        " cost spend pay worth cure heal solve fix settle arrange prepare ready happen take arise"
        " perform execute issue carry conduct observe check verify ensure make sure insist demand"
        " wait go on give up set out end up turn out carry on come up make up represent cover"
        " land arrive fall drop rise stick fit suit match work function operate"
        # How, when and how much.
        "always never often usually mostly generally normally sometimes rarely seldom soon later"
        " earlier early late now today then once twice again still already just only even also too"
        " very quite rather almost nearly about around roughly exactly precisely simply really"
        " actually directly immediately straight quickly slowly carefully properly correctly"
        " well better best good bad right wrong fine okay ok possible possibly likely able free"
        " full whole entire complete every each any all both several many much more most few less"
        " least enough other another same different such certain own single one first next last"
        " previous following current present new newest latest old recent fresh great big"
        " large small little long short high low important necessary needed required allowed"
        " useful helpful beforehand afterwards meanwhile otherwise else instead therefore thus"
        " hence anyway"
        " however though although because since unless until while during within without"
        # What stands for something that is named beside it.
        "thing anything something everything matter case point way kind sort type form part piece"
        " bit item place spot side area"
        " time moment hour period while while's people person someone anybody everybody everyone"
        " anyone nobody man woman user customer somebody reason purpose use help need rule note"
        " question problem trouble issue fact example number amount value level rate share total"
        " name word line set group lot pair rest end beginning start result effect change step"
        " once time window period duration span term"
    )
)
"""Words in which two texts may differ and yet say the same."""

HOW_IT_IS: Final = frozenset(
    root(word)
    for word in words(
        "value setting setpoint mode state status policy level target current default method kind"
        " type version name"
    )
)
"""What a value may be called whatever it is of; what it is of stands above it."""

_OPPOSITES: Final = (
    "keep delete remove drop discard erase", "hold drop", "allow forbid deny ban prohibit refuse",
    "accept refuse reject deny decline", "start stop", "begin end", "open close shut lock",
    "enable disable", "raise lower down", "increase decrease reduce", "grow shrink", "add remove",
    "lock unlock", "include exclude", "first last", "up down", "on off", "left right",
    "high low", "more less fewer", "early late", "manual automatic", "synchronous asynchronous",
    "old new", "public private", "internal external", "inside outside", "read write",
    "push pull", "send receive", "upload download", "encrypt decrypt", "mount unmount",
    "above below", "over under", "fast slow", "safe dangerous unsafe", "required optional",
    "mandatory optional voluntary", "pass fail", "true false", "buy sell",
    "import export", "win lose", "day night", "morning evening", "odd even", "cold warm hot",
    "wet dry", "empty full", "left right", "north south", "east west", "upper lower", "front back",
    "top bottom", "single double", "minimum maximum", "best worst", "same different",
    "connect disconnect", "install uninstall", "attach detach", "load unload", "hide show",
    "good bad", "long short", "large small", "big small", "plus minus",
    "primary secondary", "master replica", "local remote", "paid unpaid", "signed unsigned",
    "deliver collect fetch pick",
)  # fmt: skip


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _OPPOSITES:
        first, *others = (root(word) for word in line.split())
        for other in others:
            if other != first:
                found.setdefault(first, set()).add(other)
                found.setdefault(other, set()).add(first)
    return {word: frozenset(others) for word, others in found.items()}


OPPOSITES: Final = _opposites()
"""By root: what says the contrary."""


def are_opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one text has a word, and the other its contrary in its place."""
    for word in one - other:
        if OPPOSITES.get(word, _NONE) & (other - one):
            return True
        if {f"un{word}", f"non{word}", f"dis{word}", f"in{word}"} & other:
            return True
    return any({f"un{word}", f"non{word}", f"dis{word}", f"in{word}"} & one for word in other - one)


_NONE: Final[frozenset[str]] = frozenset()
