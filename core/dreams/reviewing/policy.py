"""
The written policy of a team: what may be accepted without a person, and what needs two of them.

Pure. Without a policy every change needs one person, and no agent may apply anything. A policy is
written by a person outside of any store; it can only be read here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.actors import Actor, ActorType
from core.dreams.proposal import Change, ChangeKind, Op
from core.dreams.verdicts import Part
from core.errors import InvalidRequest


class Trivial(StrEnum):
    """What a change may be besides its kind, seen from its lines."""

    EXACT_DUPLICATES = "exact_duplicates"
    """It only removes lines that stand somewhere else, word for word."""
    WHITESPACE = "whitespace"
    """It changes nothing but spaces and blank lines."""


class Rule(StrEnum):
    """What a change needs before it can be applied."""

    AUTOMATIC = "automatic"
    PERSON = "person"
    TWO = "two"


RULES = ("automatic", "person", "two", "agents")
"""The lists that a policy may have."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Names of kinds, and of `Trivial`, by what they need."""

    automatic: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()
    """Always a person, whatever else is said of it."""
    two: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    """What a session that did not propose it may accept and apply."""


NO_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the policy says about one change, and why."""

    change_id: str
    rule: Rule
    by: str | None
    """The name in the policy that decided; `None` when it is the usual rule."""
    agents: bool
    """Whether an agent may accept and apply it."""

    @property
    def sentence(self) -> str:
        """The ruling for a person."""
        why = "nothing in the policy says otherwise" if self.by is None else f"because of {self.by}"
        match self.rule:
            case Rule.AUTOMATIC:
                return f"accepted automatically, {why}"
            case Rule.TWO:
                return f"needs two people, {why}"
            case Rule.PERSON:
                return f"needs a person, {why}"


def policy_of(document: Mapping[str, object]) -> Policy:
    """
    The policy that a document says.

    Raises:
        InvalidRequest: It has a list or a name that means nothing.
    """
    known = {*ChangeKind, *Trivial}
    lists: dict[str, frozenset[str]] = {}
    for key, names in document.items():
        if key not in RULES:
            raise InvalidRequest(f"A policy has the lists {', '.join(RULES)}, not {key!r}.")
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise InvalidRequest(f"In a policy {key!r} is a list of kinds of changes.")
        for name in names:
            if name not in known:
                raise InvalidRequest(
                    f"There is no kind {name!r}; the kinds are {', '.join(sorted(known))}."
                )
        lists[key] = frozenset(names)
    return Policy(**lists)


def ruling(policy: Policy, change: Change, base: Mapping[str, tuple[str, ...]]) -> Ruling:
    """What a change needs; `base` are the lines of the files that were read, by path."""
    names = [str(change.kind), *trivial(change, base)]
    agents = any(name in policy.agents for name in names) and bool(change.hunks)
    for name in names:
        if name in policy.person:
            return Ruling(change.id, Rule.PERSON, name, agents=False)
    for name in names:
        if name in policy.two:
            return Ruling(change.id, Rule.TWO, name, agents=False)
    for name in names:
        if name in policy.automatic and change.hunks:
            return Ruling(change.id, Rule.AUTOMATIC, name, agents)
    return Ruling(change.id, Rule.PERSON, None, agents)


def trivial(change: Change, base: Mapping[str, tuple[str, ...]]) -> tuple[Trivial, ...]:
    """What is plain from the lines of a change."""
    if not change.hunks or any(hunk.op is Op.RENAME for hunk in change.hunks):
        return ()
    found = []
    if all(_words(hunk.old_lines) == _words(hunk.new_lines) for hunk in change.hunks):
        found.append(Trivial.WHITESPACE)
    removed = Counter(line.strip() for hunk in change.hunks for line in hunk.old_lines)
    only_removes = not any(hunk.new_lines for hunk in change.hunks)
    if only_removes and any(removed):
        standing = Counter(line.strip() for lines in base.values() for line in lines)
        if all(standing[line] > count for line, count in removed.items() if line):
            found.append(Trivial.EXACT_DUPLICATES)
    return tuple(found)


def _words(lines: Iterable[str]) -> list[str]:
    return " ".join(lines).split()


def missing(ruling: Ruling, part: Part, by: Actor) -> str | None:
    """Why an accepted part may not be applied by somebody yet; `None` when it may."""
    people = {one for one in part.approvers if one.type is not ActorType.SESSION}
    if by.type is ActorType.SESSION and not ruling.agents:
        return "no policy lets an agent apply it"
    if ruling.rule is Rule.TWO and len(people) < 2:
        return "it waits for a second reviewer"
    if part.by_policy and ruling.rule is not Rule.AUTOMATIC:
        return "a policy that does not hold any more accepted it, so it needs a person"
    if not people and not part.by_policy and not ruling.agents:
        return "it needs a person"
    return None
