"""
Everyday English words that stand in each other's place when somebody says a thing again.

General words only; nothing here is a name or belongs to one trade. A family is looser than a
synonym: that two texts use words of one family is no difference, and no proof either.
"""

from functools import lru_cache
from typing import Final

from core.dreams.extract.language.grammar import PARTICLES
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.words import JOINING

_FAMILIES: Final = (
    # People, and what they do with each other.
    "ring phone telephone call caller dial contact", "colleague coworker teammate",
    "staff personnel employee", "visitor guest", "child kid", "pupil student",
    "client customer", "supplier vendor provider", "doctor physician", "driver chauffeur",
    "approve approval authorise authorize permission consent sign-off clearance",
    "ask approval permission",
    "sign signature signatory", "decide decision say", "own owner belong", "complain complaint",
    "inform tell notify notification notice warn", "ask consult request",
    "promise commit guarantee",
    "teach train training instruct", "shout yell", "need require demand want",
    # Making, breaking, repairing.
    "break broken crack shatter burst fracture snap", "damage harm hurt spoil ruin destroy wreck",
    "repair mend fix", "fail crash abort", "leak drip seep", "build construct assemble make",
    "collapse implode", "die dead death", "edit change modify amend alter",
    "explode burst", "replace exchange swap substitute", "clean cleanse wash",
    "smear smudge blur", "jam stick block clog choke stall", "dirty soiled contaminated",
    "flake flaky flakiness unreliable unstable intermittent", "overflow spill",
    "repeat duplicate again rerun retry", "vent bleed depressurise depressurize",
    "protect protection guard", "survive keep preserve", "lose loss", "divide split",
    # Moving and keeping.
    "carry transport haul bring move convey", "send ship dispatch", "arrive arrival come delivery",
    "lift raise hoist up", "lower drop down", "pull drag tow draw", "push shove",
    "put place set lay stow stash", "store keep stock storage", "shut close",
    "discard dump bin dispose trash scrap", "fetch collect pick", "drive go", "enter go",
    "drop fall sink dip decline decrease", "climb rise increase grow", "leave exit depart out",
    "exceed pass above beyond over more longer older higher", "remain stay stand",
    "hold keep reserve", "last take duration",
    "below under less fewer shorter", "return back come", "cross pass traverse",
    "park parked parking", "hide conceal", "cover wrap", "hang suspend", "join connect merge",
    # Beginning, ending, time.
    "begin start commence onset", "end finish complete conclude over done through",
    "late delay delayed overdue", "early premature beforehand", "cancel abandon",
    "postpone defer delay", "resume continue", "expire expiry lapse outdated stale past",

    "out-of-date outdated", "deadline due", "sunrise dawn sun", "dusk sunset",
    "night overnight nightly", "noon midday",
    "day daily", "week weekly", "month monthly", "year yearly annual", "halt stop interrupt",
    "immediately instantly once straight", "again anew afresh",
    # Saying, showing, writing.
    "show display present exhibit exhibition appear", "see view look watch observe",
    "write note log record", "draw sketch", "publish publication issue release",
    "report tell announce", "copy duplicate cc", "quote quotation cite citation", "label tag mark",
    "photo photograph photography picture", "list listing", "title heading headline name",
    "mean denote signify indicate", "cut truncate clip", "hint tip advice", "question query",
    "explain explanation", "describe description", "warn warning", "log journal diary",
    # Paying.
    "pay payment charge", "fee charge", "cost price", "free gratis nothing waive", "fine penalty",
    "refund reimburse reimbursement", "bill invoice", "discount rebate reduction", "sell sale",
    "buy purchase order", "sum amount total", "borrow loan lend", "cost charge",
    # Measuring and testing.
    "check inspect examine examination inspection verify control", "measure measurement gauge",
    "weigh weight", "count tally", "compare comparable comparison",
    "match same equal identical agree", "differ different another other", "size dimension",
    "exact precise accurate", "true actual real", "limit cap maximum max ceiling",
    "minimum min least",
    "about roughly approximately around", "half halve", "double twice", "every each all",
    "sample specimen", "trial experiment", "result outcome", "humidity damp moist moisture",
    "heat warm hot", "cool cold chill", "freeze freezer", "ice icy", "fast quick rapid speed",
    "slow sluggish", "short brief", "long lengthy", "small little", "big large",
    "whole entire full",
    # Machines and programs.
    "turn switch", "enable activate", "disable deactivate", "install setup",
    "delete remove erase purge wipe", "clear empty flush", "answer reply respond response",
    "ignore skip disregard omit", "allow permit let", "forbid prohibit ban",
    "refuse reject deny decline", "run execute", "config configuration setting",
    "roll rollback revert", "connect connection attach", "isolate disconnect", "power electricity",
    "phone handset mobile", "device gadget", "build compile", "deploy rollout release",
    "folder directory", "dedupe deduplicate",
    # Everyday things.
    "car vehicle", "lorry truck", "medicine drug medication", "meal food", "trip journey travel",
    "accident crash", "danger risk hazard", "problem trouble issue", "reason cause because",
    "method way procedure", "rule policy", "job task work", "place spot location site",
    "fridge refrigerator refrigerated refrigeration", "cupboard cabinet", "soil ground earth",
    "shade shadow", "lamp light", "sack bag",
    # Doing the same in another word.
    "feed food", "throw discard bin trash dump rubbish waste", "bag baggage luggage",
    "silent mute quiet",
    "wind gust blow", "food catering meal dish", "service maintenance servicing overhaul workshop",
    "fail break", "trip break cut", "space room capacity", "head header", "tell inform announce",
    "post announce publish notice notify", "advance ahead beforehand", "accompany escort travel",
    "evacuate leave exit out", "trust rely reliable trustworthy", "survey surveyor inspect",
    "grease lubricate lubrication", "departure depart leave flight", "landing land arrival",
    "notice announcement warning", "free available spare empty vacant", "disk storage",
    "wash clean rinse", "rinse flush", "chill fridge cool refrigerate", "e-mail email mail",
    "refill replenish restock", "order reorder", "wrong incorrect false mistaken",
    "error fault failure bug", "slow lag latency delay", "supervise oversee watch monitor",
    "machine device equipment unit", "room chamber hall", "vehicle van",
    "boss manager supervisor chief head", "document paper file form", "gate door entrance",
    "entrance entry", "injury hurt wound", "transfer move migrate shift relocate",
    "moor berth dock", "pin secure fasten fix", "mix blend stir", "melt thaw", "wet moist damp",
    "enough sufficient adequate", "replicate replica mirror copy clone", "merge combine join",
    "split separate divide", "compute calculate", "alert alarm page notification",
    "page call notify", "rollback revert undo", "appointment slot booking", "book reserve",
    "book reservation", "load cargo freight goods", "exam test", "mark grade", "pupil learner",
    "rent lease hire", "tenant renter lodger", "flat apartment", "lift elevator",
    "basement cellar", "replace replacement new", "host server machine", "endpoint url address",
    "forbidden void invalid", "spoil bad", "wide broad",
    "hurry rush", "wait hold pause", "teacher instructor", "cook chef", "guard watchman",
    "near close beside next", "area zone region sector", "edge border margin", "corner angle",
    "gap hole opening", "cover lid cap", "pipe tube", "screen display",
    "picture image photo", "letter mail post",
    "permit licence license", "law legal", "leave holiday vacation", "ill sick", "wage salary pay",
    "shop store", "road street", "coach bus", "crew team", "engine motor", "petrol gasoline",
    "translate translation translator", "interpret interpreter", "edit editor", "print printer",
    "survive last", "rebuild reconstruct", "full complete whole", "scratch zero",
    "incremental delta",
    "local regional", "beware careful caution", "warm heat", "colour color paint", "mute off",
    # The short forms of words.
    "temperature temp", "laboratory lab", "magnitude mag", "microphone mic", "number num",
    "department dept", "management mgmt", "manager mgr", "reference ref", "specification spec",
    "information info", "administrator admin", "operation ops", "developer dev",
    "certificate cert", "permission perm", "request req", "response resp", "parameter param",
    "argument arg", "variable var", "library lib", "package pkg", "image img", "advertisement ad",
    "authentication auth", "authorisation auth authorization", "equipment equip",
    "approximately approx", "average avg mean", "frequency freq", "position pos",
    "quantity qty", "volume vol", "technician tech", "technical tech", "professor prof",
    "building bldg", "account acct", "transaction txn", "second sec", "week wk", "year yr",
    "hour hr", "extension ext", "address addr", "password pwd", "document doc",
    "connection conn", "configuration conf cfg", "synchronise sync synchronize",
    "synchronisation sync synchronization", "vegetable veg", "veterinarian vet",
    "examination exam", "mathematics maths math", "kilometre km", "photograph pic", "picture pic",
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
"""Letters of a word of which others are made."""
_SHORTEST_COMMON: Final = 5
"""Letters with which two words begin that are made of one: `comparable` and `comparison`."""
_LONGEST_REST: Final = 4
"""Letters that the longer one of them may have behind those."""
_SHORTEST_SHORT_FORM: Final = 4
"""Letters of a short form, and of what it leaves out at least: `pyro`, `artic`."""
_LEFT_OUT: Final = ("at", "it", "ic", "iv", "graph", "ment", "or", "ut", "ur", "um", "al", "os")
"""How what a short form leaves out ends, as a root."""

_ENDINGS: Final = frozenset(
    ("it", "at", "t", "er", "n", "th", "y", "ic", "ist", "ship", "hood", "s", "ing", "est")
)
"""What may follow the whole of a short word in one that is made of it."""


@lru_cache(maxsize=65_536)
def _is_made_of(one: str, other: str) -> bool:
    """Whether two words are made of one: `add` and `addit`, `comparis` and `compar`."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        rest = long[len(short) :]
        is_cut = len(short) >= _SHORTEST_SHORT_FORM <= len(rest)
        # "handheld" and "database" are made of two words, and are no hand and no data.
        is_short_form = is_cut and rest.endswith(_LEFT_OUT)
        return is_short_form or (rest in _ENDINGS and len(short) >= _SHORTEST_ROOT)
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
