"""
Agents over all their sessions: `agents`.
"""

import click

from memtui.cli.call import Call, common, pass_call, utc
from memtui.cli.output import several


@click.command()
@utc
@common
@pass_call
def agents(call: Call) -> None:
    """List the agents, the one seen last first, with how much each of them wrote."""
    from core.times import format_time

    with call.reading() as workspace:
        seen = workspace.agents.list()
        now = workspace.context.clock()
    if call.json:
        call.out.page(
            {"agent": one.name, "writes": one.writes, "last_seen_at": format_time(one.last_seen)}
            for one in seen
        )
        return
    call.out.table(
        (
            (one.name, several(one.writes, "write"), call.out.when(one.last_seen, now))
            for one in seen
        ),
        ("bold", None, "dim"),
        empty="No agent has written yet.",
    )
