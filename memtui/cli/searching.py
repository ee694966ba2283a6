"""
Finding words, in memories or in what agents left behind: `search`.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli import args
from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import Output

if TYPE_CHECKING:
    from core.search import Match


@click.command()
@click.argument("query", nargs=-1, required=True)
@args.store_option("Only in this store.")
@click.option("--prefix", metavar="PREFIX", help="Only below this directory.")
@click.option("--history", is_flag=True, help="In every version, not only in what is there now.")
@click.option(
    "--transcripts",
    is_flag=True,
    help="In what agents left behind; with --session in that session.",
)
@click.option("--agent", metavar="NAME", help="With --transcripts: only in sessions of this agent.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N lines; else all.")
@common
@pass_call
def search(
    call: Call,
    *,
    query: tuple[str, ...],
    store: str | None,
    prefix: str | None,
    history: bool,
    transcripts: bool,
    agent: str | None,
    limit: int | None,
) -> None:
    """
    Find the lines that hold words of QUERY, in memories that hold all of them, best first.

    Inside QUERY "several words" in double quotes are a phrase, and word* is the start of a word.
    With --transcripts it finds the events of sessions that hold all words.
    """
    from core.wire.objects import match_json
    from memtui.cli import places

    for name, given in (("store", store), ("prefix", prefix), ("history", history)):
        args.one_of(transcripts=transcripts, **{name: given})
    if transcripts:
        from memtui.cli.transcripts import search_transcripts

        search_transcripts(call, " ".join(query), agent, limit)
        return
    if agent is not None:
        raise click.UsageError("--agent goes with --transcripts.")
    with call.reading() as workspace:
        found = None if store is None else places.find_store(workspace, store)
        matches = workspace.search(
            " ".join(query),
            store_id=None if found is None else found.id,
            path_prefix=None if prefix is None else places.prefix_of(prefix),
            history=history,
            limit=limit,
        )[:limit]
        if call.json:
            call.out.page(map(match_json, matches))
            return
        names = {item.id: item.name for item in workspace.stores.list(include_archived=True)}
        if not matches:
            call.out.remark("Nothing was found.")
        for match in matches:
            _show_match(call.out, names.get(match.memory_store_id, ""), match)


def _show_match(out: Output, store_name: str, match: "Match") -> None:
    where = out.marked(f"{store_name} {match.path}:{match.line}", [], "dim")
    text = out.marked(match.text, match.marks, "red")
    out.write(f"{out.paint(where, 'dim')}  {text}")
