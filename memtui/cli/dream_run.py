"""
Starting a dream and doing its work: `dream run`, and the hidden `dream work` of a detached worker.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from memtui.cli.call import Call, common, common_but_session, pass_call
from memtui.cli.dream_preview import chosen, inputs
from memtui.cli.output import passing, several

if TYPE_CHECKING:
    from core import Workspace
    from core.dreams.dream import Dream

_PATIENCE_S = 5.0
_BEHAVIORS = ("review", "create_new", "update_existing")


@click.command()
@inputs
@click.option("--instructions", metavar="TEXT", help="What to look at, or to leave alone.")
@click.option(
    "--output",
    type=click.Choice(_BEHAVIORS),
    default="review",
    help="What becomes of it: a review; besides it a new store with everything accepted;"
    " or everything written into the store at once.  [review]",
)
@click.option(
    "--max-loss",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="The share of all lines that may leave without being merged.  [0.25]",
)
@click.option("--wait", is_flag=True, help="Do the work here, and answer when it is done.")
@common_but_session
@pass_call
@click.pass_context
def run(
    context: click.Context,
    call: Call,
    *,
    store: str,
    sessions: tuple[str, ...],
    since: str | None,
    dreamer: str,
    instructions: str | None,
    output: str,
    max_loss: float | None,
    wait: bool,
) -> None:
    """
    Let a dreamer read a store and sessions, and propose a better store.

    `memtui dream preview` shows first what it would read. The store stays as it is until somebody
    has reviewed the proposal: `memtui review show DREAM`. Without --wait the work goes on in a
    process of its own; `memtui dream show` says how far it is.
    """
    from core.dreams.dream import MAX_LOSS, Behavior, Wish
    from core.dreams.dreamers.named import check_dreamer, dreamer_named
    from core.dreams.wire import dream_json
    from memtui.cli import places
    from memtui.dreaming.telling import Telling
    from memtui.dreaming.worker import start_worker
    from memtui.reviewing.policy import load_policy

    check_dreamer(dreamer)
    policy = load_policy(call.config)
    with call.writing() as workspace:
        found = places.find_store(workspace, store)
        read = chosen(workspace, found.id, sessions, since)
        dream = workspace.dreams.create(
            Wish(
                found.id,
                tuple(sorted(read)),
                dreamer,
                instructions,
                Behavior(output),
                MAX_LOSS if max_loss is None else max_loss,
            )
        )
        with passing() as say:
            if wait and workspace.is_here:
                from core.dreams.working import work

                telling = Telling(dreamer_named(dreamer), say)
                work(workspace.context, dream.id, telling, policy=policy)
            else:
                start_worker(workspace, dream.id)
            dream = _over(workspace, dream.id, say) if wait else workspace.dreams.retrieve(dream.id)
        if call.json:
            call.out.json(dream_json(dream))
        else:
            _say(call, workspace, dream)
    if wait and dream.error is not None:
        click.echo(f"Error: {_shown(dream.error.message)}", err=True)
    if wait and str(dream.status) != "completed":
        context.exit(1)


@click.command(hidden=True)
@click.argument("dream_id", metavar="DREAM")
@common
@pass_call
def work(call: Call, *, dream_id: str) -> None:
    """Do the work of a pending dream: what `dream run` starts in a process of its own."""
    from core.dreams.dreamers.named import dreamer_named
    from core.dreams.working import work
    from memtui.reviewing.policy import load_policy

    policy = load_policy(call.config)
    with call.writing() as workspace:
        dream = workspace.dreams.retrieve(dream_id)
        work(workspace.context, dream_id, dreamer_named(dream.dreamer), policy=policy)


def _over(workspace: "Workspace", dream_id: str, say: Callable[[str], None]) -> "Dream":
    """A dream once it is over, whoever does its work; until then it is said how far it is."""
    from memtui.dreaming.telling import told

    while True:
        seq = workspace.changes.last_seq()
        dream = workspace.dreams.retrieve(dream_id)
        if dream.status.is_over:
            return dream
        say(told(dream.stage, dream.findings))
        workspace.changes.wait(seq, _PATIENCE_S)


def _say(call: Call, workspace: "Workspace", dream: "Dream") -> None:
    from memtui.dreaming.outcome_words import count_not_again, dropped, looked_at

    call.out.line(f"{dream.id}  {dream.status}")
    if str(dream.status) == "completed":
        call.out.line(f"Read {looked_at(dream)}.", "dim")
        call.out.line(_outcome(workspace, dream))
        _say_output(call, workspace, dream)
        for name, why in dropped(dream):
            call.out.line(f"{name}: {why}", "yellow")
        if dream.suppressed:
            call.out.line(
                f"Not again: {count_not_again(dream)}; `memtui dream show {dream.id}` names them.",
                "dim",
            )
    elif not dream.status.is_over:
        call.out.line(f"`memtui dream show {dream.id}` says how far it is.", "dim")


def _outcome(workspace: "Workspace", dream: "Dream") -> str:
    """What a completed dream proposes, or wrote already, and where that is to be seen."""
    from core.dreams.dream import Behavior
    from memtui.dreaming.outcome_words import proposed, why_nothing

    if dream.changes == 0:
        return f"Nothing to propose: {why_nothing(dream)}."
    shows = f"`memtui review show {dream.id}` shows {'it' if dream.changes == 1 else 'them'}"
    if dream.behavior is not Behavior.UPDATE_EXISTING or not dream.hunks:
        return f"It proposes {proposed(dream)}; {shows}."
    applied = len(workspace.reviews.look(dream.id).applied)
    written = "all" if applied >= dream.hunks else several(applied, "hunk")
    told = f"It found {proposed(dream)}, and wrote {written} of it into the store"
    return f"{told}; {shows}, and `memtui review undo {dream.id}` takes it back."


def _say_output(call: Call, workspace: "Workspace", dream: "Dream") -> None:
    from core.dreams.dream import Behavior

    if dream.behavior is Behavior.CREATE_NEW and dream.output_store_id is not None:
        made = workspace.stores.retrieve(dream.output_store_id)
        call.out.line(f"The new store {made.name} ({made.id}) is as if all of it were accepted.")


def _shown(text: str) -> str:
    from memtui.text import visible

    return visible(text)
