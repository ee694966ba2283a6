"""
A review under random decisions while agents write: no line lost, no write lost, one result.

Agents write lines that no dream knows, so whatever becomes of a hunk, such a line is only ever gone
when an agent took it out.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given, settings
from hypothesis import strategies as st
from support.reviewing import deletion, edit, finding, proposed, renaming, texts

from core import CoreError, Workspace
from core.dreams.lines import Piece, lines_of, replace
from core.dreams.output import result_of
from core.dreams.proposal import Finding, Proposal
from core.dreams.reviewing.choosing import Selection
from core.dreams.reviewing.receipts import Unaccounted
from core.dreams.verdicts import Action, Verdict
from core.merge import Choice
from core.testing import temporary_workspace

EXAMPLES = settings().max_examples // 12
"""Each is a whole review."""

FILES = {
    "/a": "".join(f"a{n}\n" for n in range(8)),
    "/b": "".join(f"b{n}\n" for n in range(5)) + "b, unended",
    "/gone": "g0\ng1\n",
    "/empty": "",
}


def findings(chance: random.Random) -> list[Finding]:
    """Changes over several files, of every kind of hunk, that touch each other often."""
    wishes: dict[str, list] = {name: [] for name in "klmn"}
    for path in ("/a", "/b", "/empty"):
        lines = lines_of(FILES[path]).lines
        for number in range(1, len(lines) + 2):
            name, other = chance.choice("klmn"), chance.choice("klmn")
            if chance.random() < 0.3:
                wishes[name].append(edit(path, number, [], [f"{name} at {path} {number}"]))
            if number <= len(lines) and chance.random() < 0.5:
                new = [f"{other} for {lines[number - 1]}"] * chance.randint(0, 1)
                wishes[other].append(edit(path, number, [lines[number - 1]], new))
    for name in "kl":
        wishes[name].append(edit("/new", 1, [], [f"{name} in new", f"{name} again"]))
    wishes["m"].append(deletion("/gone", ["g0", "g1"]))
    wishes["n"].append(renaming("/b", "/moved/b"))
    return [finding(name, *edits) for name, edits in wishes.items() if edits]


@contextmanager
def dreamed(chance: random.Random) -> Iterator[tuple[Workspace, str, str]]:
    """A workspace with the files, and a dream about them."""
    with temporary_workspace() as ws:
        store = ws.stores.create("Notes")
        ws.memories.create_many(store.id, FILES)
        yield ws, store.id, proposed(ws, store.id, findings(chance))


class Agent:
    """Writes lines of its own, and knows which of them must still be there."""

    def __init__(self, ws: Workspace, store_id: str, chance: random.Random) -> None:
        self.ws, self.store_id, self.chance = ws, store_id, chance
        self.alive: set[str] = set()
        self.removed: set[str] = set()
        self.written = 0

    def writes(self) -> None:
        """One write at a random place."""
        memories = [self.ws.memories.retrieve(m.id) for m in self.ws.memories.list(self.store_id)]
        what = self.chance.choice(["insert", "insert", "insert", "cut", "move", "make", "delete"])
        if what == "make" or not memories:
            self.written += 1
            path = self.chance.choice(["/new", "/gone", f"/agent/{self.written}", "/a", "/moved/b"])
            try:
                self.ws.memories.create(self.store_id, path, self.token() + "\n")
            except CoreError:
                self.alive.discard(f"token {self.written}")
            return
        memory = self.chance.choice(memories)
        lines = list(lines_of(memory.content or "").lines)
        if what == "delete" and self.chance.random() < 0.3:
            self.forget(lines)
            self.ws.memories.delete(memory.id)
        elif what == "move":
            self.written += 1
            self.ws.memories.update(memory.id, path=f"/agent/moved{self.written}")
        elif what == "cut" and lines:
            self.forget([lines.pop(self.chance.randrange(len(lines)))])
            self.update(memory, lines)
        else:
            self.written += 1
            lines.insert(self.chance.randint(0, len(lines)), self.token())
            self.update(memory, lines)

    def token(self) -> str:
        token = f"token {self.written}"
        self.alive.add(token)
        return token

    def forget(self, lines: list[str]) -> None:
        self.alive -= set(lines)
        self.removed |= set(lines)

    def update(self, memory, lines: list[str]) -> None:
        text = lines_of(memory.content).having(lines).text
        self.ws.memories.update(memory.id, content=text, expect=memory.content_sha256)


@settings(max_examples=EXAMPLES)
@given(seed=st.integers(0, 1 << 30))
def test_no_line_and_no_write_is_lost_whatever_happens(seed: int) -> None:
    """Verdicts, edits, splits, undo, partial applies and agents that write in between."""
    chance = random.Random(seed)
    with dreamed(chance) as (ws, store_id, dream_id):
        agent = Agent(ws, store_id, chance)
        for _ in range(25):
            if chance.random() < 0.35:
                agent.writes()
            else:
                step(ws, dream_id, chance, agent)
            check(ws, store_id, dream_id, agent)
        assert ws.examine().problems == ()


DEEDS = (
    ("accept",) * 4
    + ("reject", "edit", "split", "line", "resolve", "redo")
    + ("undo", "apply", "regret") * 2
)


def step(ws: Workspace, dream_id: str, chance: random.Random, agent: Agent) -> None:
    """One thing that a reviewer does; what is refused changes nothing."""
    part = chance.choice(ws.reviews.look(dream_id).review.parts)
    only = Selection(hunks=(part.id,))

    def regret() -> None:
        """Apply, and take it back after others have written."""
        if ws.reviews.apply(dream_id, skip_conflicts=True).apply_id is not None:
            agent.writes()
            ws.reviews.undo(dream_id)

    deeds = {
        "accept": lambda: ws.reviews.decide(dream_id, Action.ACCEPT, only),
        "reject": lambda: ws.reviews.decide(dream_id, Action.REJECT, only),
        "edit": lambda: ws.reviews.edit(dream_id, part.id, [f"edited {part.id}"]),
        "line": lambda: ws.reviews.decide(
            dream_id, Action.ACCEPT, Selection(hunks=(f"{part.id}.{chance.randint(1, 3)}",))
        ),
        "split": lambda: ws.reviews.decide(dream_id, Action.SPLIT, only),
        "resolve": lambda: ws.reviews.resolve(
            dream_id, part.id, choice=chance.choice([Choice.BOTH, Choice.THEIRS])
        ),
        "regret": regret,
        "undo": lambda: ws.reviews.undo(dream_id),
        "redo": lambda: ws.reviews.redo(dream_id),
        "apply": lambda: ws.reviews.apply(dream_id, skip_conflicts=True),
    }
    try:
        deeds[chance.choice(DEEDS)]()
    except Unaccounted:
        raise
    except CoreError:
        pass


def check(ws: Workspace, store_id: str, dream_id: str, agent: Agent) -> None:
    """Every line of an agent, and every base line that nobody took out, is there."""
    there = {line for text in texts(ws, store_id).values() for line in lines_of(text).lines}
    assert agent.alive <= there
    look = ws.reviews.look(dream_id)
    taken = {
        line
        for part in look.review.parts
        if part.id in look.applied
        for line in part.hunk.old_lines
    }
    base = {line for text in FILES.values() for line in lines_of(text).lines}
    assert base - taken - agent.removed <= there


@settings(max_examples=EXAMPLES)
@given(seed=st.integers(0, 1 << 30))
def test_the_result_is_the_same_however_it_was_reached(seed: int) -> None:
    """In one apply or in many, after any detour: the base with exactly the accepted hunks."""
    chance = random.Random(seed)
    with dreamed(chance) as (ws, store_id, dream_id):
        hunks = [part.id for part in ws.reviews.look(dream_id).review.parts]
        wanted = {hunk for hunk in hunks if chance.random() < 0.6}
        chance.shuffle(hunks)
        for hunk in hunks:
            only = Selection(hunks=(hunk,))
            if chance.random() < 0.3:
                ws.reviews.decide(dream_id, Action.REJECT, only)
                if chance.random() < 0.5:
                    ws.reviews.undo(dream_id)
            ws.reviews.decide(dream_id, Action.ACCEPT if hunk in wanted else Action.REJECT, only)
            if chance.random() < 0.3:
                ws.reviews.apply(dream_id)
                if chance.random() < 0.3:
                    ws.reviews.undo(dream_id)
        ws.reviews.apply(dream_id)
        look = ws.reviews.look(dream_id)
        assert {part.id for part in look.review.parts if part.is_accepted} == wanted
        assert texts(ws, store_id) == result_of_these(look.review.parts)


def result_of_these(parts) -> dict[str, str]:
    """The files with the accepted hunks, worked out by hand."""
    result = dict(FILES)
    accepted = [part for part in parts if part.verdict is Verdict.ACCEPTED]
    for path in ("/a", "/b", "/empty", "/new"):
        pieces = [
            Piece(part.hunk.old_start, part.hunk.old_lines, part.hunk.new_lines, part.rank)
            for part in accepted
            if part.hunk.path == path and part.hunk.op in ("modify", "create")
        ]
        if pieces:
            lines = lines_of(result.get(path, ""))
            result[path] = lines.having(replace(lines.lines, pieces)).text
    for part in accepted:
        if part.hunk.op == "delete":
            del result[part.hunk.path]
        elif part.hunk.op == "rename":
            result[part.hunk.path] = result.pop(part.hunk.old_path)
    return result


@settings(max_examples=EXAMPLES)
@given(seed=st.integers(0, 1 << 30))
def test_accepting_all_is_the_output_of_the_dream_and_rejecting_all_the_base(seed: int) -> None:
    """As the new store of a dream that nobody reviews."""
    chance = random.Random(seed)
    with dreamed(chance) as (ws, store_id, dream_id):
        changes = ws.reviews.look(dream_id).review.changes
        proposal = Proposal(store_id, 1, changes, ())
        ws.reviews.decide(dream_id, Action.REJECT, Selection(everything=True))
        assert ws.reviews.apply(dream_id).apply_id is None
        assert texts(ws, store_id) == FILES
        ws.reviews.undo(dream_id)
        ws.reviews.decide(dream_id, Action.ACCEPT, Selection(everything=True))
        ws.reviews.apply(dream_id)
        assert texts(ws, store_id) == result_of(FILES, proposal)
        ws.reviews.undo(dream_id)
        assert texts(ws, store_id) == FILES
