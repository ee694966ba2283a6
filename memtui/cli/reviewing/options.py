"""
The options by which a command says which hunks of which review it is about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

import click

from memtui.cli import short_ids

if TYPE_CHECKING:
    from core.dreams.reviewing.choosing import Selection


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


DREAM = short_ids.dream


EXPECT_SEQ = click.option(
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


def selecting(function: Callable[..., None]) -> Callable[..., None]:
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
        click.option("--all", "everything", is_flag=True, help="Everything, findings too."),
        click.option(
            "--kind",
            "kinds",
            type=click.Choice(KINDS),
            multiple=True,
            metavar="KIND",
            help=f"All changes of a kind: {', '.join(KINDS)}. Repeatable.",
        ),
        click.option(
            "--hunk",
            "hunks",
            multiple=True,
            metavar="ID",
            help="A hunk, or ID.2 for the second part of one; repeatable.",
        ),
        click.option(
            "--change",
            "changes",
            multiple=True,
            metavar="ID",
            help="A change with all of its hunks; repeatable.",
        ),
    ):
        command = option(command)
    return command
