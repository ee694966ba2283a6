"""
`review accept|reject|reset|comment|split|join`: verdicts on hunks, before anything is applied.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli.call import Call, common, pass_call
from memtui.cli.reviewing.answering import answer
from memtui.cli.reviewing.options import DREAM, EXPECT_SEQ, Chosen, selecting

if TYPE_CHECKING:
    from core.dreams.verdicts import Action


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
    answer(call, decided)


@click.command()
@DREAM
@selecting
@EXPECT_SEQ
@common
@pass_call
def accept(call: Call, *, dream_id: str, expect_seq: int | None, chosen: Chosen) -> None:
    """Accept hunks; `memtui review apply` then writes them."""
    from core.dreams.verdicts import Action

    _decide(call, dream_id, Action.ACCEPT, expect_seq, None, chosen)


@click.command()
@DREAM
@selecting
@click.option("--reason", metavar="TEXT", help="Why; the next dream is told.")
@EXPECT_SEQ
@common
@pass_call
def reject(
    call: Call, *, dream_id: str, reason: str | None, expect_seq: int | None, chosen: Chosen
) -> None:
    """Reject hunks. A change that is rejected as a whole is not proposed again."""
    from core.dreams.verdicts import Action

    _decide(call, dream_id, Action.REJECT, expect_seq, reason, chosen)


@click.command()
@DREAM
@selecting
@EXPECT_SEQ
@common
@pass_call
def reset(call: Call, *, dream_id: str, expect_seq: int | None, chosen: Chosen) -> None:
    """Make hunks pending again, with the text that was proposed."""
    from core.dreams.verdicts import Action

    _decide(call, dream_id, Action.RESET, expect_seq, None, chosen)


@click.command()
@DREAM
@selecting
@click.option("--text", required=True, metavar="TEXT", help="What to say.")
@common
@pass_call
def comment(call: Call, *, dream_id: str, text: str, chosen: Chosen) -> None:
    """Say something about hunks, kept with their verdicts."""
    from core.dreams.verdicts import Action

    _decide(call, dream_id, Action.COMMENT, None, text, chosen)


@click.command()
@DREAM
@selecting
@EXPECT_SEQ
@common
@pass_call
def split(call: Call, *, dream_id: str, expect_seq: int | None, chosen: Chosen) -> None:
    """Cut a hunk into parts that can be decided one by one; they get ids of their own."""
    from core.dreams.verdicts import Action

    _decide(call, dream_id, Action.SPLIT, expect_seq, None, chosen)


@click.command()
@DREAM
@selecting
@EXPECT_SEQ
@common
@pass_call
def join(call: Call, *, dream_id: str, expect_seq: int | None, chosen: Chosen) -> None:
    """Make the parts of a hunk one hunk again."""
    from core.dreams.verdicts import Action

    _decide(call, dream_id, Action.JOIN, expect_seq, None, chosen)
