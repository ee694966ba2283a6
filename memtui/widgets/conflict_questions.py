"""
What there is to decide about a conflict, what can be chosen, and what was: in words. Pure.

Keys stand in the sentences as the ids of their actions in braces; a `Keymap` fills them in.
"""

from core.conflicts import ConflictKind, State
from core.merge import Choice, Edited
from memtui.resolving.decisions import Decision
from memtui.resolving.resolution import Resolution, Situation

_QUESTIONS = {
    Situation.BLOCKS: "Both changed the same lines.",
    Situation.MOVE: (
        "Only the path is in question: {resolver.mine} moves it,"
        " {resolver.theirs} leaves it where it is."
    ),
    Situation.DELETION: (
        "Delete against edit: {resolver.mine} deletes it, {resolver.theirs} keeps it as it is now."
    ),
    Situation.GONE: (
        "Edit against delete: {resolver.mine} brings it back, {resolver.theirs} leaves it deleted."
    ),
    Situation.BLOCKED: (
        "One path would be a file and a directory. {resolver.theirs} closes this;"
        " {resolver.copy} copies a text."
    ),
    Situation.TEXTLESS: (
        "The refused text was redacted: {resolver.theirs} keeps what is there now,"
        " {resolver.edit} edits it."
    ),
    Situation.NOTHING: (
        "The memory is gone, and nothing is left to write: {resolver.theirs} closes this."
    ),
    Situation.CLOSED: "It was resolved: this is only to look at.",
}

_NO_MINE = {
    Situation.TEXTLESS: "The refused text was redacted, so there is no mine to take.",
    Situation.NOTHING: "There is no text left to write; {resolver.theirs} closes the conflict.",
    Situation.BLOCKED: "Another memory is in the way of its path; move one of the two first.",
}

_OFFERS = {
    Choice.MINE: "{resolver.mine} mine",
    Choice.THEIRS: "{resolver.theirs} theirs",
    Choice.BOTH: "{resolver.both} both",
    Choice.BASE: "{resolver.base} base",
}

_OWN_OFFERS = {
    Situation.DELETION: {
        Choice.MINE: "{resolver.mine} delete it",
        Choice.THEIRS: "{resolver.theirs} keep it",
    },
    Situation.GONE: {
        Choice.MINE: "{resolver.mine} bring it back",
        Choice.THEIRS: "{resolver.theirs} leave it deleted",
    },
    Situation.MOVE: {
        Choice.MINE: "{resolver.mine} move it",
        Choice.THEIRS: "{resolver.theirs} leave it there",
    },
    Situation.NOTHING: {Choice.THEIRS: "{resolver.theirs} close"},
    Situation.BLOCKED: {Choice.THEIRS: "{resolver.theirs} close"},
}

_DECIDED = {
    Choice.BOTH: "both, mine first",
    Choice.BOTH_THEIRS_FIRST: "both, theirs first",
}

_OWN_DECIDED = {
    (Situation.DELETION, Choice.MINE): "deleted",
    (Situation.DELETION, Choice.THEIRS): "kept",
    (Situation.MOVE, Choice.MINE): "moved",
    (Situation.MOVE, Choice.THEIRS): "not moved",
    (Situation.GONE, Choice.MINE): "brought back",
    (Situation.GONE, Choice.THEIRS): "stays deleted",
    (Situation.NOTHING, Choice.THEIRS): "stays deleted",
}

_NOTHING_WRITTEN = "It stays as it is now; the conflict is closed."
_WILL_DO: dict[tuple[Situation, Decision | None], str] = {
    (Situation.BLOCKS, Choice.MINE): "All of mine: what theirs changed is undone.",
    (Situation.BLOCKS, Choice.THEIRS): "All of theirs: the conflict is closed.",
    (Situation.DELETION, Choice.MINE): "The memory will be deleted.",
    (Situation.DELETION, Choice.THEIRS): _NOTHING_WRITTEN,
    (Situation.MOVE, Choice.MINE): "The memory moves to the other path.",
    (Situation.MOVE, Choice.THEIRS): _NOTHING_WRITTEN,
    (Situation.GONE, Choice.MINE): "The memory comes back with the refused text.",
    (Situation.GONE, Choice.THEIRS): "It stays deleted; the conflict is closed.",
    (Situation.NOTHING, Choice.THEIRS): "It stays deleted; the conflict is closed.",
    (Situation.BLOCKED, Choice.THEIRS): _NOTHING_WRITTEN,
    (Situation.TEXTLESS, Choice.THEIRS): _NOTHING_WRITTEN,
}


def question(resolution: Resolution) -> str:
    """What there is to decide, in a sentence."""
    conflict = resolution.sides.conflict
    if conflict.state is State.REFUSED:
        return "It was refused for want of access: there is nothing to decide."
    if resolution.situation is Situation.BLOCKS and not resolution.blocks:
        return "Merges cleanly: both changes fit together."
    if resolution.situation is Situation.BLOCKS and not resolution.has_base:
        if conflict.kind is ConflictKind.CREATE:
            return "Create against create: no common text, so each difference is a block."
        return "What the writer had read is not known here: each difference is a block."
    return _QUESTIONS[resolution.situation]


def will_do(resolution: Resolution) -> str:
    """What writing it does, in a sentence, when all is decided."""
    whole, situation = resolution.choices.whole, resolution.situation
    if isinstance(whole, Edited):
        return "The memory gets the text that you edited."
    if whole is Choice.BASE:
        return "The memory gets the text that both started from."
    if (situation, whole) in _WILL_DO:
        return _WILL_DO[situation, whole]
    blocks = len(resolution.blocks)
    if blocks == 0:
        return question(resolution)
    counted = {1: "The block is", 2: "Both blocks are"}.get(blocks, f"All {blocks} blocks are")
    return f"{counted} decided."


def decided(resolution: Resolution, decision: Decision | None) -> str:
    """What was decided, in a word or two."""
    if decision is None:
        is_clean = resolution.merge is not None and not resolution.blocks
        return "merged" if is_clean else "undecided"
    if isinstance(decision, Edited):
        return "edited, markers left" if resolution.is_open(decision) else "edited"
    own = _OWN_DECIDED.get((resolution.situation, decision))
    return own or _DECIDED.get(decision, decision.value)


def offers(resolution: Resolution, *, whole: bool) -> str:
    """The keys that decide, for the head of a block."""
    offered = _OFFERS | _OWN_OFFERS.get(resolution.situation, {})
    return "  ".join(
        said for choice, said in offered.items() if why_not(resolution, choice, whole=whole) is None
    )


def why_not(resolution: Resolution, choice: Choice, *, whole: bool) -> str | None:
    """Why this cannot be chosen here; `None` when it can."""
    if resolution.situation is Situation.CLOSED:
        return question(resolution)
    if not whole and resolution.merge is not None and not resolution.blocks:
        return (
            "Nothing conflicts here: the merge has both changes. {resolver.all_mine} and"
            " {resolver.all_theirs} take one side whole."
        )
    match choice:
        case Choice.MINE:
            return _NO_MINE.get(resolution.situation)
        case Choice.THEIRS:
            return None
        case Choice.BASE:
            return _why_no_base(resolution)
        case Choice.BOTH | Choice.BOTH_THEIRS_FIRST:
            is_one = whole or resolution.merge is None
            return "There are not two texts here to keep both of." if is_one else None


def _why_no_base(resolution: Resolution) -> str | None:
    if resolution.situation in (Situation.BLOCKED, Situation.MOVE, Situation.NOTHING):
        return "There is no text in question here; {resolver.mine} or {resolver.theirs} decides."
    if not resolution.has_base:
        return "There is no base to take: no text that both started from is known."
    return None
