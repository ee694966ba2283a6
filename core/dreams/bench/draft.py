"""
A case while it is being made: the store's entries, the sessions' steps, and the answer key so far.

The one mutable thing of the generator. Everything random comes from the generator it is given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from core.dreams.bench.fill import fill, name, slots
from core.dreams.bench.script import Ending, Say, Script, Speaker, Step, Use, Uses
from core.dreams.bench.truth import Outcome
from core.dreams.bench.vocabulary import Domain
from core.dreams.proposal import ChangeKind

_FIRST_DAY = datetime(2026, 9, 7, 6, tzinfo=UTC)
_DAYS = 12
_FORMATS = ("claude-code", "managed-agents", "claude-code", "codex", "managed-agents")


@dataclass(slots=True)
class DraftEntry:
    """An entry that has no place in a file yet."""

    id: str
    path: str
    text: str
    is_row: bool = False


@dataclass(slots=True)
class DraftPlanted:
    """A planted defect whose events are not known by their ids yet."""

    kind: ChangeKind
    label: str
    outcomes: frozenset[Outcome]
    entries: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    says: tuple[frozenset[str], ...] = ()
    refs: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    also: frozenset[ChangeKind] = frozenset()
    is_optional: bool = False


@dataclass(slots=True)
class DraftTrap:
    """A trap whose events are not known by their ids yet."""

    label: str
    entries: tuple[str, ...] = ()
    refs: tuple[int, ...] = ()


@dataclass(slots=True)
class DraftSession:
    """A session that is still being filled with scenes."""

    number: int
    agent: str
    format: str
    start: datetime
    scenes: list[list[Step]] = field(default_factory=list)

    @property
    def has_times(self) -> bool:
        """Whether its transcript says when things happened."""
        return self.format != "openai-messages"

    @property
    def date(self) -> str:
        """The day on which it begins."""
        return self.start.date().isoformat()


class Draft:
    """Everything that is planted goes through here."""

    def __init__(self, domain: Domain, random: Random, sessions: int, noise: int) -> None:
        self.domain = domain
        self.random = random
        self.entries: list[DraftEntry] = []
        self.planted: list[DraftPlanted] = []
        self.traps: list[DraftTrap] = []
        self.orders: list[tuple[int, str]] = []
        self.has_index = False
        self.index_leaves_out: set[str] = set()
        self.padded: set[str] = set()
        first = _FIRST_DAY + timedelta(days=random.randrange(60))
        self.sessions = _sessions(domain, random, first, sessions)
        self.stated: dict[str, list[str]] = {}
        """The entries that state a rule, in whichever words and of whatever."""
        self.passing: set[str] = set()
        """Names of what passes away, which nothing else may have."""
        self._noise = noise
        self._refs = 0
        self._taken: set[str] = set()

    @property
    def now(self) -> datetime:
        """About when the newest session is."""
        return self.sessions[-1].start

    def ref(self) -> int:
        """A new name for a step in the answer key."""
        self._refs += 1
        return self._refs

    # Words

    def pick(self, choices: Sequence[str]) -> str:
        """One of several texts."""
        return self.random.choice(choices)

    def fresh(self, slot: str, own: Mapping[str, tuple[str, ...]] | None = None) -> str:
        """A value for a slot that no one was given yet, as long as there is one."""
        pool = (own or {}).get(slot) or self.pool(slot)
        tries = [name(self.pick(pool), self.random) for _ in range(40)]
        value = next((one for one in tries if f"{slot}:{one}" not in self._taken), tries[0])
        self._taken.add(f"{slot}:{value}")
        return value

    def claim(self, key: str) -> bool:
        """Take something for good; False if it was taken before."""
        if key in self._taken:
            return False
        self._taken.add(key)
        return True

    def thing(self, purpose: str) -> str:
        """
        A thing that was not taken for this purpose yet.

        Raises:
            AssertionError: They are all taken: the domain has too few for this size.
        """
        free = [one for one in self.domain.things if f"{purpose}/{one}" not in self._taken]
        assert free, f"{self.domain.name} has too few things for {purpose}"
        chosen = self.pick(free)
        self._taken.add(f"{purpose}/{chosen}")
        return chosen

    def named(self, choices: Sequence[str]) -> str:
        """A name by one of several patterns, of nothing that passes away."""
        made = name(self.pick(choices), self.random)
        while made in self.passing:
            made = name(self.pick(choices), self.random)
        return made

    def is_named(self, made: str) -> bool:
        """Whether an entry names it already."""
        return any(made in entry.text for entry in self.entries)

    def pool(self, slot: str) -> tuple[str, ...]:
        """The values that the domain has for a slot."""
        return self.domain.things if slot in {"thing", "other"} else self.domain.pools[slot]

    def said(self, template: str, values: Mapping[str, str]) -> str:
        """The template, with whatever it is not given filled at random."""
        known = dict(values)
        for slot in sorted(slots(template) - known.keys()):
            known[slot] = self.named(self.pool(slot))
        return fill(template, known)

    def day(self, before: int, spread: int = 1) -> str:
        """A date so many days before the newest session, give or take."""
        days = before + self.random.randrange(spread)
        return (self.now - timedelta(days=days)).date().isoformat()

    # The store

    def file_of(self, thing: str) -> str:
        """The file about a thing."""
        slug = "".join(char if char.isalnum() else "-" for char in thing.lower()).strip("-")
        return f"{self.domain.folder}/{slug}.md"

    def shelf(self, avoid: Iterable[str] = ()) -> str:
        """A file that is about no thing."""
        free = [path for path, _ in self.domain.shelves if path not in set(avoid)]
        return self.pick(free or [path for path, _ in self.domain.shelves])

    def entry(self, text: str, path: str, *, is_row: bool = False) -> str:
        """Put an entry into a file; gives its id."""
        id_ = f"e{len(self.entries) + 1:05}"
        self.entries.append(DraftEntry(id_, path, text, is_row))
        return id_

    # The sessions

    def some(
        self, count: int, *, agents: int = 2, timed: bool = True, same: bool = False
    ) -> list[DraftSession]:
        """Sessions in their order: so many, of at least so many agents, or all of the same one."""
        free = [one for one in self.sessions if one.has_times or not timed]
        if same:
            names = sorted({one.agent for one in free})
            by_agent = [[one for one in free if one.agent == agent] for agent in names]
            free = self.random.choice([group for group in by_agent if len(group) >= count])
        for _ in range(200):
            chosen = self.random.sample(free, min(count, len(free)))
            if same or len({one.agent for one in chosen}) >= agents:
                break
        return sorted(chosen, key=lambda one: one.number)

    def scene(self, session: DraftSession, *steps: Step) -> None:
        """Let something happen in a session, in one piece."""
        session.scenes.append(list(steps))

    def used(
        self, command: str, output: str, ending: Ending = Ending.OK, *, code: int = 1
    ) -> tuple[Uses, int]:
        """A call, and the name of its result in the answer key."""
        ref = self.ref()
        return Uses((Use(command, output, ending, code, ref),)), ref

    def noise(self) -> tuple[str, str]:
        """A call that means nothing, and its answer."""
        command, output = self.random.choice(self.domain.noise)
        return self.said(command, {}), name(self.said(output, {}), self.random)

    # The key

    def plant(self, planted: DraftPlanted) -> None:
        """Note a defect."""
        self.planted.append(planted)

    def trap(self, label: str, entries: Iterable[str] = (), refs: Iterable[int] = ()) -> None:
        """Note something that only looks like a defect."""
        self.traps.append(DraftTrap(label, tuple(entries), tuple(refs)))

    def scripts(self) -> list[Script]:
        """The sessions with all that happens in them, and noise in between."""
        return [self._script(session) for session in self.sessions]

    def _script(self, session: DraftSession) -> Script:
        random, domain = self.random, self.domain
        scenes = list(session.scenes)
        for _ in range(random.randrange(self._noise - 1, self._noise + 2)):
            step: Step = Uses((Use(*self.noise()),))
            scenes.insert(random.randrange(len(scenes) + 1), [step])
            if random.random() < 0.5:
                talk = Say(Speaker.AGENT, self.said(self.pick(domain.small_talk), {}))
                scenes.insert(random.randrange(len(scenes) + 1), [talk])
        opening = Say(Speaker.USER, self.said(self.pick(domain.prompts), {}))
        steps = (opening, *(step for scene in scenes for step in scene))
        native = f"{session.number:08x}-77aa-4bbc-9d2e-{random.randrange(16**12):012x}"
        if session.format == "managed-agents":
            native = f"sesn_011{session.number:05}{random.randrange(10**12):012}"
        start = int(session.start.timestamp() * 1000)
        cwd = f"/srv/{domain.name}/{session.agent}"
        return Script(session.number, native, session.format, session.agent, cwd, start, steps)


def _sessions(domain: Domain, random: Random, first: datetime, count: int) -> list[DraftSession]:
    starts = sorted(
        first + timedelta(minutes=random.randrange(_DAYS * 24 * 60)) for _ in range(count)
    )
    made = []
    for number, start in enumerate(starts, start=1):
        format_ = "openai-messages" if number % 8 == 5 else random.choice(_FORMATS)
        # Every agent comes round, however few sessions there are.
        agent = domain.agents[(number + random.randrange(2)) % len(domain.agents)]
        made.append(DraftSession(number, agent, format_, start))
    return made
