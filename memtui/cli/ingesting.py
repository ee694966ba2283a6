"""
Agents' transcripts into the workspace: `ingest` once, `watch` as they grow.
"""

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from memtui.cli import args
from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import several, size

if TYPE_CHECKING:
    from core import Workspace
    from core.transcripts.ingest import Ingested, Wishes
    from core.transcripts.tally import Added
    from core.wire.objects import Json

_PATH = click.Path(readable=False)
"""One that cannot be read is told with those below a folder, which the parser does not see."""

_paths = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
_folders = click.argument("paths", metavar="[PATH]...", nargs=-1, type=_PATH)
_agent = click.option(
    "--agent", metavar="NAME", help="The agent's name; else the transcript's own, or its folder's."
)
_map = click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="DIR=STORE",
    help="A directory, as the agent sees it, that is this store; repeat it for more.",
)


@click.command()
@_paths
@_agent
@click.option(
    "--since", metavar="TIME|SPAN", help="Only files that changed since then: 7d, 2026-11-01."
)
@_map
@common
@pass_call
def ingest(
    call: Call,
    *,
    paths: tuple[str, ...],
    agent: str | None,
    since: str | None,
    maps: tuple[str, ...],
) -> None:
    """
    Read transcripts of agents: files, or folders at any depth.

    Known are Claude Code, Managed Agents, Codex, SWE-agent, mini-swe-agent, OpenAI messages,
    Gemini CLI and ATIF; the content of a file decides which it is. Reading the same files again
    adds only what is new. Secrets are masked, long texts are shortened.

    What cannot be read is named, and the rest is read; exit code 1 when a PATH is such a file.
    """
    from core.transcripts.discover import discovered

    named = [args.file_path(path) for path in paths]
    _require(named)
    with call.writing() as workspace:
        ingester = workspace.ingester(_wishes(workspace, agent, since, maps))
        began = time.monotonic()
        files = list(discovered(named))
        with _progress(files) as step:
            for path in files:
                ingester.file(path)
                step(path)
        total = ingester.total
        seconds = time.monotonic() - began
    if call.json:
        call.out.json(_report(total, seconds))
    else:
        _show_report(call, total, seconds)
    if any(str(path) in total.failed for path in named):
        raise click.exceptions.Exit(1)


def _show_report(call: Call, total: "Ingested", seconds: float) -> None:
    added = total.added
    call.out.line(
        f"{several(added.events, 'event')} of {several(added.sessions, 'new session')} from"
        f" {several(total.files, 'transcript')} ({size(total.bytes)}) in {seconds:.1f} s"
    )
    call.out.line(
        f"{several(added.tool_calls, 'tool call')}, {several(added.tool_errors, 'error')},"
        f" {added.rejected:,} rejected, {added.quarantined:,} quarantined"
    )
    call.out.table(total.failed.items(), ("yellow", "dim"))


@click.command()
@_folders
@_agent
@_map
@common
@pass_call
def watch(call: Call, *, paths: tuple[str, ...], agent: str | None, maps: tuple[str, ...]) -> None:
    """
    Read transcripts as agents write them, until Ctrl-C; without a PATH those of config.toml.

    What is there is read first. Folders that do not exist yet are waited for. With --json each
    reading that added something is one line.
    """
    from core.transcripts.watch import Watcher

    named = [args.file_path(path) for path in paths]
    if not named:
        watched = call.config.watched
        named = list(watched.paths(call.config.path.parent))
        maps = (*(f"{directory}={store}" for directory, store in watched.maps.items()), *maps)
    if not named:
        raise click.UsageError(f"Name a folder, or write some into [watch] of {call.config.path}.")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with call.writing() as workspace:
        ingester = workspace.ingester(_wishes(workspace, agent, None, maps), stop=stop)

        def told(path: Path, added: "Added") -> None:
            if call.json:
                call.out.json({"file": str(path), **_counts(added)}, line=True)
            else:
                call.out.line(f"{several(added.events, 'event')}  {path}")
            call.out.flush()

        watcher = Watcher(ingester, named, told=told)
        watcher.scan(stop)
        # Always in the plural: scripts wait for this very line.
        click.echo(f"watching {len(named)} folders", err=True)
        sys.stderr.flush()
        watcher.run(stop)


def _require(paths: list[Path]) -> None:
    from core import NotFound

    for path in paths:
        if not path.exists():
            raise NotFound(f"There is no file or folder {path}; nothing was read.")


def _wishes(
    workspace: "Workspace", agent: str | None, since: str | None, maps: tuple[str, ...]
) -> "Wishes":
    from core.labels import check_name
    from core.times import parse_since, to_milliseconds
    from core.transcripts.ingest import Wishes
    from memtui.cli import places

    now = workspace.context.clock()
    if agent is not None:
        agent = check_name(agent, workspace.context.limits, "agent's name")
    return Wishes(
        agent,
        None if since is None else to_milliseconds(parse_since(since, now)),
        {
            **_mounted(workspace),
            **{
                directory: places.find_store(workspace, store).id
                for directory, store in args.labels(maps, "--map", "DIR=STORE")
            },
        },
    )


def _mounted(workspace: "Workspace") -> dict[str, str]:
    """The directories at which stores of this workspace are or were mounted."""
    from memtui.mounts import mapped, mounts_folder
    from memtui.settings.config import state_folder

    return mapped(mounts_folder(state_folder()), workspace.path)


def _report(total: "Ingested", seconds: float) -> "dict[str, Json]":
    failed: list[Json] = [{"path": path, "reason": reason} for path, reason in total.failed.items()]
    return {
        "files": total.files,
        **_counts(total.added),
        "bytes": total.bytes,
        "seconds": round(seconds, 3),
        "failed": failed,
    }


def _counts(added: "Added") -> "dict[str, Json]":
    return {
        "sessions": added.sessions,
        "events": added.events,
        "tool_calls": added.tool_calls,
        # Less than none is no count: what an earlier run took for an error was none.
        "tool_errors": max(added.tool_errors, 0),
        "rejected": max(added.rejected, 0),
        "quarantined": added.quarantined,
    }


@contextmanager
def _progress(files: list[Path]) -> Iterator[Callable[[Path], None]]:
    """How many bytes of the files are read, on a terminal only."""
    sizes = {path: _size(path) for path in files}
    bar = click.progressbar(
        length=sum(sizes.values()), label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty()
    )
    with bar:
        yield lambda path: bar.update(sizes[path])


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
