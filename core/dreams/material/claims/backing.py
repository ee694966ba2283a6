"""
What tools show of the values of two entries of which one must be wrong.

Pure.
"""

from collections.abc import Sequence
from typing import Final

from core.dreams.extract.names.wholes import stands
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.clashes import Clash
from core.dreams.material.claims.in_place import is_in_place
from core.dreams.material.claims.plain_facts import is_denied
from core.dreams.material.memories.entries import Entry
from core.dreams.material.seeing.named_values import is_somebody
from core.dreams.material.seeing.rarity import is_telling
from core.dreams.material.seeing.relation import Fit
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.seeing.values import same_value

_SHORT_FRAME: Final = 3
"""Words beside its value of an entry that says little more than that."""


def support_of(
    entry: Entry, value: str, rival: Entry, denied: str, claimed: Claimed
) -> list[Sighting]:
    """The sightings of a value, also of where it stands in the place of a rival's; oldest first."""
    own = [claim for claim in claimed.by(entry) if claim.text == value]
    found = {
        one.result.order: one
        for claim in claimed.by(rival)
        if stands(claim.text, denied) or stands(denied, claim.text)
        for one in claimed.seen_of(rival, claim)
        if not one.is_same
        # `604800000` under the name of a time in ms is 7 days.
        and (one.text.lower() == value.lower() or any(same_value(its, one.cell) for its in own))
    }
    found |= {
        one.result.order: one
        for claim in claimed.by(entry)
        if stands(value, claim.text)
        or (
            # What both say supports neither.
            stands(claim.text, value) and not stands(claim.text.lower(), rival.text.lower())
        )
        for one in claimed.seen(claim)
        if one.is_same and _is_told(claim, one, entry, instead=frozenset(found))
    }
    return sorted(found.values(), key=lambda one: (one.result.event.ts or 0, one.result.order))


def shown_alone(clash: Clash, claimed: Claimed) -> list[Sighting]:
    """Several answers about the thing that show the newer value, if none shows the older one."""
    found = _standing(clash.newer, clash.new, claimed)
    is_alone = not _standing(clash.older, clash.old, claimed)
    return found if is_alone and _are_several(found) else []


def shown_instead(clash: Clash, claimed: Claimed) -> list[Sighting]:
    """
    Several answers that show the newer value, if they show it in the place of the older one.

    The entries may have few words in common: what a tool calls the value is a word of the older
    one, and it shows the other value there. Nothing may show the older value, or a third one.
    """
    found = _standing(clash.newer, clash.new, claimed)
    if not _are_several(found) or _standing(clash.older, clash.old, claimed):
        return []
    shown = [
        (its, seen)
        for its in claimed.by(clash.newer)
        if its.text == clash.new and its.is_set
        for seen in claimed.seen_of(clash.newer, its)
        if seen.is_same
    ]
    answers = {seen.result.order for _, seen in shown}
    for claim in claimed.by(clash.older):
        # What holds under a condition is not denied by what is so without it.
        if claim.text != clash.old or not claim.is_set or not claim.is_plain:
            continue
        denied = [one for one in claimed.seen_of(clash.older, claim) if not one.is_same]
        if all(one.result.order in answers for one in denied) and any(
            is_in_place(clash.older, claim, clash.newer, its, seen, claimed) for its, seen in shown
        ):
            return found
    return []


def shown_against(clash: Clash, claimed: Claimed) -> list[Sighting]:
    """
    Several answers that show the newer value, if they deny the older one by that very value.

    What a tool calls the value is said by the older entry, whatever the newer one calls it.
    Nothing may show the older value, or a third one.
    """
    found = _standing(clash.newer, clash.new, claimed)
    if not _are_several(found) or _standing(clash.older, clash.old, claimed):
        return []
    new = [claim for claim in claimed.by(clash.newer) if claim.text == clash.new and claim.is_set]
    for claim in claimed.by(clash.older):
        # What holds under a condition is not denied by what is so without it.
        is_its = claim.text == clash.old and claim.is_plain
        seen = claimed.seen_of(clash.older, claim) if is_its else ()
        denied = [one for one in seen if not one.is_same]
        are_its = bool(denied) and all(
            any(same_value(its, one.cell) for its in new) for one in denied
        )
        # How it is done is no answer to who does it.
        are_its = are_its and is_somebody(clash.old) == is_somebody(clash.new)
        # `CX-23` is a profile, and no printer that is called `proofer-34`.
        are_its = are_its and clash.old.isupper() == clash.new.isupper()
        # Once it may stand there by chance, unless a word of the entry calls it so; and of names
        # and words one thing has many.
        is_once = len({one.result.order for one in denied}) == 1
        least = Fit.KIN if is_once else Fit.FAMILY
        least = least if claim.is_measure else Fit.EXACT
        if are_its and claim.is_set and max(one.fit for one in denied) >= least:
            return found
    return []


def are_shown_as_one(clash: Clash, claimed: Claimed) -> bool:
    """Whether a tool shows the newer value in a place of which both entries tell in their words."""
    shown = {
        (seen.result.order, seen.cell.quote): seen.is_same
        for claim in claimed.by(clash.newer)
        if claim.text == clash.new
        for seen in claimed.seen_of(clash.newer, claim)
    }
    return any(
        not seen.is_same and shown.get((seen.result.order, seen.cell.quote))
        for claim in claimed.by(clash.older)
        if claim.text == clash.old
        for seen in claimed.seen_of(clash.older, claim)
    )


def _are_several(found: Sequence[Sighting]) -> bool:
    """Whether answers to two questions, or of two sessions, show something."""
    return len({(one.result.log.id, one.result.command) for one in found}) > 1


def _standing(entry: Entry, value: str, claimed: Claimed) -> list[Sighting]:
    return sorted(
        (
            one
            for claim in claimed.by(entry)
            if claim.text == value and claim.is_set
            for one in claimed.standing(claim)
            if (one.fit >= Fit.TOPIC or is_telling(claim)) and not _is_bare(claim, one)
        ),
        key=lambda one: (one.result.event.ts or 0, one.result.order),
    )


def _is_bare(claim: Claim, one: Sighting) -> bool:
    """Whether only the number of a quantity stands there, under no name: `"versions": ["2.1"]`."""
    is_number = one.text.replace(".", "", 1).isdigit()
    is_alone = one.cell.quote.strip("\"' ,[]") == one.text
    return claim.kind.startswith("quantity/") and is_number and is_alone and one.fit < Fit.KIN


def _is_told(claim: Claim, one: Sighting, entry: Entry, *, instead: frozenset[int]) -> bool:
    """
    Whether a tool shows what an entry says, and not only its value.

    Args:
        claim: What it says.
        one: Where its value stands.
        entry: The entry.
        instead: The places of answers that show the value in the place of the rival's.
    """
    if one.result.order in instead or one.fit >= Fit.FAMILY:
        return True
    if claim.kind.startswith("quantity/") and one.text.isdigit():
        # `languages 7` is no support for seven years.
        return False
    # What stands in an answer and shares no word with the entry supports a plain fact only.
    if one.fit < Fit.TOPIC and is_denied(entry.text):
        return False
    # Somebody may be named there for another reason, where the entry says much of them.
    return claim.is_measure or len(claim.frame) <= _SHORT_FRAME
