"""
Deciding on hunks and applying them: `review accept|reject|reset|comment|edit|split|join|undo|redo`,
and `review apply`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

import click

from memtui.cli import args
from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import several

if TYPE_CHECKING:
    from core.dreams.review import Action
    from core.dreams.reviewing.choosing import Selection
    from core.dreams.reviewing.outcomes import Decided
    from core.dreams.reviewing.receipts import Receipt

KINDS = (
    "merge_duplicates",
    "resolve_contradiction",
    "remove_stale",
    "add_lesson",
    "add_pattern",
    "verify",
    "reorganize",
    "redact",
    "quarantine",
    "other",
)

_DREAM = click.argument("dream_id", metavar="DREAM")
_EXPECT_SEQ = click.option(
    "--expect-seq", type=int, metavar="N", help="Only if the store's `seq` still is this one."
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the options say that name hunks."""

    changes: tuple[str, ...]
    hunks: tuple[str, ...]
    kinds: tuple[str, ...]
    everything: bool
    pending: bool
    path: str | None

    def selection(self) -> "Selection | None":
        """The hunks that are meant; `None` when nothing was said."""
        from core.dreams.proposal import ChangeKind
        from core.dreams.reviewing.choosing import Selection

        named = bool(self.changes or self.hunks or self.kinds)
        narrowed = self.pending or self.path is not None
        if self.everything and named:
            raise click.UsageError("--all excludes --change, --hunk and --kind; give one of them.")
        if not (self.everything or named or narrowed):
            return None
        return Selection(
            self.hunks,
            self.changes,
            tuple(ChangeKind(kind) for kind in self.kinds),
            # What is only narrowed is narrowed from everything.
            everything=not named,
            pending_only=self.pending,
            path=self.path,
        )


def _selecting(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say which hunks it is about, as `chosen`."""

    @wraps(function)
    def command(
        *arguments: object,
        changes: tuple[str, ...],
        hunks: tuple[str, ...],
        kinds: tuple[str, ...],
        everything: bool,
        pending: bool,
        path: str | None,
        **options: object,
    ) -> None:
        chosen = Chosen(changes, hunks, kinds, everything, pending, path)
        function(*arguments, chosen=chosen, **options)

    for option in (
        click.option("--path", metavar="PATH", help="Of those only what is about this memory."),
        click.option("--pending", is_flag=True, help="Of those only what nobody decided on."),
        click.option("--all", "everything", is_flag=True, help="Every hunk."),
        click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="A kind."),
        click.option("--hunk", "hunks", multiple=True, metavar="ID", help="A hunk; repeatable."),
        click.option("--change", "changes", multiple=True, metavar="ID", help="A change."),
    ):
        command = option(command)
    return command


def _decide(
    call: Call,
    dream_id: str,
    action: "Action",
    expect_seq: int | None,
    text: str | None,
    chosen: Chosen,
) -> None:
    from memtui.reviewing.policy import load_policy

    selection = chosen.selection()
    if selection is None:
        raise click.UsageError("Say which: --change, --hunk, --kind, --path, --pending or --all.")
    with call.writing() as workspace:
        decided = workspace.reviews.decide(
            dream_id,
            action,
            selection,
            text=text,
            expect_seq=expect_seq,
            policy=load_policy(call.config),
        )
    _answer(call, decided)


@click.command()
@_DREAM
@_selecting
@_EXPECT_SEQ
@common
@pass_call
def accept(call: Call, *, dream_id: str, expect_seq: int | None, chosen: Chosen) -> None:
    """Accept hunks; `memtui review apply` then writes them."""
    from core.dreams.review import Action

    _decide(call, dream_id, Action.ACCEPT, expect_seq, None, chosen)


@click.command()
@_DREAM
@_selecting
@click.option("--reason", metavar="TEXT", help="Why; the next dream is told.")
@_EXPECT_SEQ
@common
@pass_call
def reject(
    call: Call, *, dream_id: str, reason: str | None, expect_seq: int | None, chosen: Chosen
) -> None:
    """Reject hunks. A change that is rejected as a whole is not proposed again."""
    from core.dreams.review import Action

    _decide(call, dream_id, Action.REJECT, expect_seq, reason, chosen)


@click.command()
@_DREAM
@_selecting
@_EXPECT_SEQ
@common
@pass_call
def reset(call: Call, *, dream_id: str, expect_seq: int | None, chosen: Chosen) -> None:
    """Make hunks pending again, with the text that was proposed."""
    from core.dreams.review import Action

    _decide(call, dream_id, Action.RESET, expect_seq, None, chosen)


@click.command()
@_DREAM
@_selecting
@click.option("--text", required=True, metavar="TEXT", help="What to say.")
@common
@pass_call
def comment(call: Call, *, dream_id: str, text: str, chosen: Chosen) -> None:
    """Say something about hunks, kept with their verdicts."""
    from core.dreams.review import Action

    _decide(call, dream_id, Action.COMMENT, None, text, chosen)


@click.command()
@_DREAM
@_selecting
@_EXPECT_SEQ
@common
@pass_call
def split(call: Call, *, dream_id: str, expect_seq: int | None, chosen: Chosen) -> None:
    """Cut a hunk into parts that can be decided one by one; they get ids of their own."""
    from core.dreams.review import Action

    _decide(call, dream_id, Action.SPLIT, expect_seq, None, chosen)


@click.command()
@_DREAM
@_selecting
@_EXPECT_SEQ
@common
@pass_call
def join(call: Call, *, dream_id: str, expect_seq: int | None, chosen: Chosen) -> None:
    """Make the parts of a hunk one hunk again."""
    from core.dreams.review import Action

    _decide(call, dream_id, Action.JOIN, expect_seq, None, chosen)


@click.command()
@_DREAM
@click.option("--hunk", "hunk_id", required=True, metavar="ID", help="Which.")
@click.option(
    "--content", required=True, metavar="FILE", help="Its new lines; - reads them from stdin."
)
@_EXPECT_SEQ
@common
@pass_call
def edit(call: Call, *, dream_id: str, hunk_id: str, content: str, expect_seq: int | None) -> None:
    """Accept a hunk with other lines than the proposed ones."""
    from core.dreams.lines import lines_of
    from memtui.reviewing.policy import load_policy

    lines = lines_of(args.text_of(content)).lines
    with call.writing() as workspace:
        decided = workspace.reviews.edit(
            dream_id,
            hunk_id,
            lines,
            expect_seq=expect_seq,
            policy=load_policy(call.config),
        )
    _answer(call, decided)


@click.command()
@_DREAM
@click.option("--hunk", "hunk_id", required=True, metavar="ID", help="Which.")
@click.option(
    "--take",
    type=click.Choice(["mine", "theirs", "both", "base"]),
    help="A side, where they conflict; mine is the proposal, theirs what is there now.",
)
@click.option(
    "--content", metavar="FILE", help="The whole text of the file; - reads it from stdin."
)
@click.option("--if-version", metavar="ID", help="Only if the file still is at this version.")
@common
@pass_call
def resolve(
    call: Call,
    *,
    dream_id: str,
    hunk_id: str,
    take: str | None,
    content: str | None,
    if_version: str | None,
) -> None:
    """
    Decide on a hunk that conflicts with what was written meanwhile; nothing is written yet.

    Without --take or --content: show the three texts and their merge. To take theirs is to reject.
    """
    from core.dreams.reviewing.wire import hunk_sides_json
    from core.merge import Choice
    from memtui.reviewing.policy import load_policy

    args.one_of(take=take, content=content is not None)
    if take is None and content is None:
        with call.reading() as workspace:
            sides = workspace.reviews.sides(dream_id, hunk_id)
        if call.json:
            call.out.json(hunk_sides_json(sides))
        else:
            call.out.line(f"{sides.path} at {sides.version_id}", "bold")
            call.out.text(sides.merge.text)
        return
    text = None if content is None else args.text_of(content)
    with call.writing() as workspace:
        decided = workspace.reviews.resolve(
            dream_id,
            hunk_id,
            choice=None if take is None else Choice(take),
            content=text,
            expect_version=if_version,
            policy=load_policy(call.config),
        )
    _answer(call, decided)


@click.command()
@_DREAM
@click.option("--anyone", is_flag=True, help="What anybody did last, not only you.")
@_EXPECT_SEQ
@common
@pass_call
def undo(call: Call, *, dream_id: str, anyone: bool, expect_seq: int | None) -> None:
    """
    Take back what you did last on a review: a verdict, or a whole apply as new versions.

    Exit code 3 when others wrote into the applied memories since, in a way that cannot be kept.
    """
    from core.dreams.reviewing.done_wire import undone_json

    with call.writing() as workspace:
        undone = workspace.reviews.undo(dream_id, expect_seq=expect_seq, anyone=anyone)
    if call.json:
        call.out.json(undone_json(undone))
    elif undone.unapplied is not None:
        count = several(len(undone.unapplied.versions), "new version")
        call.out.line(f"Took back the apply {undone.unapplied.apply_id}: {count}")
    elif undone.record is not None:
        count = several(len(undone.record.targets), "hunk")
        call.out.line(f"Took back: {undone.record.action} of {count}")


@click.command()
@_DREAM
@common
@pass_call
def redo(call: Call, *, dream_id: str) -> None:
    """Do again what you took back last."""
    with call.writing() as workspace:
        _answer(call, workspace.reviews.redo(dream_id))


@click.command()
@_DREAM
@_selecting
@click.option("--skip-conflicts", is_flag=True, help="Leave out what conflicts, and name it.")
@click.option("--preview", is_flag=True, help="Only say what would happen.")
@_EXPECT_SEQ
@click.option(
    "--expect-state", metavar="STATE", help="Only if the review's `state` still is this one."
)
@common
@pass_call
def apply(
    call: Call,
    *,
    dream_id: str,
    skip_conflicts: bool,
    preview: bool,
    expect_seq: int | None,
    expect_state: str | None,
    chosen: Chosen,
) -> None:
    """
    Write what is accepted as new versions, in one transaction, and print the receipt.

    Exit code 3 when the store moved since `--expect-seq`, when somebody decided on the review since
    `--expect-state`, or when an accepted hunk conflicts with what was written meanwhile; then
    nothing is written.
    """
    from core.dreams.reviewing.done_wire import receipt_json
    from memtui.reviewing.policy import load_policy

    selection = chosen.selection()
    policy = load_policy(call.config)
    if preview:
        with call.reading() as workspace:
            done = workspace.reviews.preview(dream_id, policy=policy)
    else:
        with call.writing() as workspace:
            done = workspace.reviews.apply(
                dream_id,
                selection,
                expect_seq=expect_seq,
                expect_state=expect_state,
                skip_conflicts=skip_conflicts,
                policy=policy,
            )
    if call.json:
        call.out.json(receipt_json(done))
    else:
        _show_receipt(call, done, preview=preview)


def _answer(call: Call, decided: "Decided") -> None:
    from core.dreams.reviewing.done_wire import decided_json

    if call.json:
        call.out.json(decided_json(decided))
        return
    progress = decided.case.review.progress()
    call.out.line(
        f"{decided.action}: {several(len(decided.targets), 'hunk')};"
        f" {progress.decided}/{progress.total} decided"
    )
    for warning in decided.case.review.half_linked():
        call.out.line(f"{warning.change_id}: {warning.sentence}", "yellow")


def _show_receipt(call: Call, done: "Receipt", *, preview: bool) -> None:
    verb = "Would apply" if preview else "Applied"
    call.out.line(
        f"{verb} {several(done.applied_changes, 'change')},"
        f" {several(done.applied_hunks, 'hunk')}; {done.pending:,} pending",
        "bold",
    )
    call.out.table(
        [
            (f"+{file.added_lines:,}", f"-{file.removed_lines:,}", _file(file.path, file.new_path))
            for file in done.files
        ],
        ("green", "red", None),
    )
    call.out.line(
        f"{done.kept_lines:,} lines kept, {done.removed_lines:,} left their place"
        f" ({done.moved_lines:,} moved, {done.merged_lines:,} merged), {done.added_lines:,} added,"
        f" unaccounted: {done.unaccounted}"
    )
    for one in (*done.conflicts, *done.waiting):
        call.out.line(f"left out: {one.part_id} of {one.path}: {one.reason}", "yellow")
    for warning in done.partial:
        call.out.line(f"in part: {warning.change_id}: {warning.sentence}", "yellow")


def _file(path: str, new_path: str | None) -> str:
    if new_path is None:
        return f"{path} (deleted)"
    return path if path == new_path else f"{path} -> {new_path}"


COMMANDS = (accept, reject, reset, comment, split, join, edit, resolve, undo, redo, apply)
