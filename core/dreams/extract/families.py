"""
Everyday English words that stand in each other's place when somebody says a thing again.

General words only; nothing here is a name or belongs to one trade. A family is looser than a
synonym: that two texts use words of one family is no difference, and no proof either.
"""

from functools import lru_cache
from typing import Final

from core.dreams.extract.grammar import PARTICLES
from core.dreams.extract.lexicon import root
from core.dreams.extract.words import JOINING

_FAMILIES: Final = (
    # People, and what they do with each other.
    "ring phone telephone call caller dial contact",
    "boss manager head chief lead leader supervisor foreman",
    "colleague coworker teammate", "staff crew personnel team employee worker",
    "visitor guest", "child kid pupil student", "client customer",
    "supplier vendor provider", "doctor physician", "driver chauffeur",
    "witness second", "approve approval approver authorise authorize permission consent sign-off clear clearance",
    "sign signature signatory", "decide decision say", "own owner belong",
    "complain complaint", "inform tell notify notification alert notice", "ask consult request",
    "promise commit guarantee", "teach train training instruct",
    # Making, breaking, repairing.
    "break broken crack shatter burst fracture snap", "damage harm hurt spoil ruin destroy wreck",
    "repair fix mend", "fail failure crash die abort", "leak drip seep", "build construct make assemble",
    "collapse implode cave", "wear worn worn-out", "replace replacement swap exchange substitute change",
    "clean cleanse wash rinse scrub wipe", "dirty soiled contaminated", "dry dried",
    "explode blow burst", "smear smudge blur", "jam stick stuck block clog choke stall",
    "diverge explode", "flake flaky flakiness unreliable unstable intermittent",
    "red failed fail failing", "repeat repeated duplicate duplicated twice again rerun retry",
    # Moving and keeping.
    "carry transport haul bring move convey", "send ship post dispatch mail forward",
    "arrive arrival come delivery", "deliver delivery", "shut close closed",
    "lift raise hoist",
    "lower drop", "pull drag tow draw", "push shove", "put place set lay",
    "store keep stock storage", "discard dump bin dispose trash scrap drain",
    "fetch collect pick", "drive driving go", "drop fall sink dip decline decrease",
    "climb rise increase grow", "exceed pass above beyond over more longer older higher",
    "below under less fewer lower shorter", "remain stay stand", "return back come",
    "reach get", "enter go", "leave exit depart out", "cross pass traverse",
    "park parked parking", "hide conceal", "cover wrap", "hang suspend", "lock secure safe",
    # Beginning, ending, time.
    "begin start commence launch onset opening", "end finish complete conclude over done through",
    "wait waiting pause delay", "late delay delayed overdue", "early premature beforehand",
    "cancel scrap abandon drop", "postpone defer delay", "resume restart continue",
    "expire expiry lapse out-of-date outdated stale past", "deadline due",
    "morning sunrise dawn sun", "evening dusk sunset", "night nights overnight nightly",
    "noon midday", "day daily", "week weekly", "month monthly", "year yearly annual annually",
    "immediately instantly once straight", "again anew afresh", "halt stop interrupt pause",
    "fortnight fortnightly", "last final",
    # Saying, showing, writing.
    "show display present exhibit exhibition appear", "see view look watch observe",
    "read reading reader", "write written note log record", "draw paint sketch",
    "publish publication issue release", "print printing", "report tell announce",
    "copy duplicate cc copied", "quote quotation cite citation", "label tag mark",
    "photo photograph photography picture image snapshot", "list listing", "title heading headline name",
    "sum amount total", "mean denote signify indicate", "cut truncate truncated clip",
    "hint tip advice", "question query", "explain explanation", "describe description",
    # Paying.
    "pay payment pays", "fee charge cost price rate expense", "free gratis nothing waive waived",
    "fine penalty", "refund reimburse reimbursement", "bill invoice", "discount rebate reduction",
    "sell sale", "buy purchase order", "loan borrow lend",
    # Measuring and testing.
    "check inspect examine examination inspection test testing verify control", "measure measurement gauge",
    "weigh weight weighing", "count counting tally", "compare comparable comparison",
    "match same equal identical agree", "differ different another other", "size dimension",
    "exact precise accurate", "true actual real", "limit cap maximum max ceiling", "minimum min least",
    "about roughly approximately around", "half halve", "double twice two second",
    "both two", "single one alone only", "every each all", "amount quantity volume",
    "sample specimen", "trial experiment", "result outcome", "humidity damp moist moisture wet",
    "heat warm hot heated", "cool cold chill chilled crash", "freeze frozen freezer", "ice icy",
    "temperature degree", "fast quick rapid quickly speed", "slow sluggish slowly",
    # Machines and programs.
    "turn switch", "enable activate enabled", "disable deactivate disabled", "install setup",
    "delete remove deletion removal erase purge wipe", "clear empty purge flush", "reset reboot",
    "answer reply respond response", "request query", "ignore skip disregard omit",
    "allow permit let", "forbid prohibit ban", "refuse reject deny decline", "run execute launch",
    "config configuration setting", "upgrade update", "pin fix freeze", "roll rollback revert",
    "connect connection attach", "isolate disconnect separate lock", "power electricity current",
    "phone handset mobile", "device phone gadget", "build compile", "deploy rollout release ship",
    "vent bleed depressurise depressurize", "gush foam overflow spill", "log journal diary",
    "folder directory", "file document", "dedupe deduplicate", "lose loss lost", "survive keep preserve",
    # Everyday things.
    "car vehicle", "lorry truck", "road street", "room hall", "house building", "shop store",
    "container vessel tank", "box crate case package parcel", "bag sack", "lamp light", "gate door",
    "medicine drug medication", "food meal", "child kid", "garden yard", "worker labourer", "trip journey travel",
    "accident crash", "danger risk hazard dangerous risky", "problem trouble issue", "reason cause because",
    "method way procedure", "rule policy", "law legal", "job task work", "place spot location site",
    "fridge refrigerator refrigerated refrigeration", "cupboard cabinet", "bin basket", "soil ground earth",
    "shade shadow", "fog mist haze", "rain rainfall wet", "wind gale storm", "slug snail",
    "climb climber climbing", "shout call yell cry", "stow stash put", "blind shutter", "raise lift up",
    "short shortened brief", "long lengthy", "small little", "big large", "whole entire full",
    "protect protection guard", "warn warning", "need require demand want", "prefer preference",
    "responsible charge", "off-limits forbidden", "touch handle", "visit inspect",
    "spread distribute", "share part", "divide split", "join connect merge",
)  # fmt: skip


def _families() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _FAMILIES:
        roots = {root(word) for word in line.split()}
        for one in roots:
            found.setdefault(one, set()).update(roots - {one})
    return {word: frozenset(others) for word, others in found.items()}


_KIN: Final = _families()
_SHORTEST_ROOT: Final = 3
_LONGEST_REST: Final = 4
_SHORTEST_COMMON: Final = 5
"""Letters with which two words begin that are made of one: `comparable` and `comparison`."""


_ENDINGS: Final = frozenset(("it", "at", "t", "er", "n", "th", "y", "ic", "ist", "ship", "hood"))
"""What may follow the whole of a short word in one that is made of it."""


@lru_cache(maxsize=65_536)
def _is_made_of(one: str, other: str) -> bool:
    """Whether two words are made of one: `add` and `addit`, `comparis` and `compar`."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return long[len(short) :] in _ENDINGS and len(short) >= _SHORTEST_ROOT
    return (
        len(long) - _SHORTEST_COMMON <= _LONGEST_REST
        and long[:_SHORTEST_COMMON] == short[:_SHORTEST_COMMON]
    )


@lru_cache(maxsize=65_536)
def parts_of(word: str) -> frozenset[str]:
    """The roots of what a compound is made of and that carries sense; of a plain word itself."""
    if "-" not in word:
        return frozenset({word})
    parts = {root(part) for part in word.split("-") if part not in JOINING}
    return frozenset(parts - PARTICLES) or frozenset(parts) or frozenset({word})


@lru_cache(maxsize=65_536)
def kin_of(word: str) -> frozenset[str]:
    """The roots that may stand for a root, itself among them."""
    return _KIN.get(word, frozenset()) | {word}


def is_kin(word: str, others: frozenset[str]) -> bool:
    """Whether some words have what may stand for a word: for all of it, if it is a compound."""
    if word in others:
        return True
    known = others.union(*(parts_of(other) for other in others if "-" in other))
    return all(
        not kin_of(part).isdisjoint(known)
        or any(
            other[:_SHORTEST_ROOT] == part[:_SHORTEST_ROOT] and _is_made_of(part, other)
            for other in known
        )
        for part in parts_of(word)
    )
