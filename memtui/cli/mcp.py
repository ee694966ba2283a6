"""
The memory for agents that speak MCP: `mcp`.
"""

import signal
import sys
from typing import TYPE_CHECKING

import click

from memtui import __version__
from memtui.cli.call import Call, common, pass_call

if TYPE_CHECKING:
    from core.doors.mcp.door import Door

HOST, PORT = "127.0.0.1", 8788
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104  # refused, not bound


@click.command()
@click.option("--http", is_flag=True, help="Listen for clients, instead of serving one on stdin.")
@click.option("--host", metavar="ADDRESS", help="At which address.  [127.0.0.1]")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="N",
    help="0 takes a free one.  [8788]",
)
@common
@pass_call
def mcp(call: Call, *, http: bool, host: str | None, port: int | None) -> None:
    """
    Serve the memory to agents over MCP: on stdin and stdout, or with --http to any number.

    With --session it acts as that session: its stores, its access, its name on what is written.
    Without, it acts as you, in every store. Over HTTP clients bring the key of --key-file or
    $MEMTUI_KEY as `Authorization: Bearer KEY` to the address that is printed; where the workspace
    is a served one, that is the key which opens it.

    In Claude Code: claude mcp add memtui -- memtui mcp
    """
    if not http and (host, port) != (None, None):
        raise click.UsageError("--host and --port go with --http.")
    try:
        # Imported here, since `mcp` takes a second and is an extra.
        from core.doors.mcp.door import Door
    except ImportError:
        from core import InvalidRequest

        raise InvalidRequest(
            "This command needs the package mcp; `pip install '.[mcp]'` in the folder of memtui's"
            " source installs it."
        ) from None
    with call.writing() as workspace:
        door = Door(workspace, call.session, version=__version__)
        if http:
            _listen(door, HOST if host is None else host, PORT if port is None else port, call.key)
        else:
            _serve_stdio(door)


def _serve_stdio(door: "Door") -> None:
    import anyio

    if sys.stdin is None:
        raise click.UsageError("There is no stdin to serve a client on.")
    if sys.stdin.isatty():
        click.echo("Waiting for an MCP client on stdin; Ctrl-D ends it.", err=True)
    # The thread that reads stdin would have to be waited for; a kill leaves nothing to clean up.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    anyio.run(door.serve_stdio)


def _listen(door: "Door", host: str, port: int, key: str | None) -> None:
    from core.doors.mcp.http import Serving

    if host in EVERYWHERE:
        raise click.UsageError("Name the one address that clients use with --host.")
    if key is None:
        raise click.UsageError("Nothing listens without a key: give --key-file or set $MEMTUI_KEY.")
    serving = Serving(door, host=host, port=port, key=key)
    for number in (signal.SIGINT, signal.SIGTERM):
        # The server ends on both, then raises them once more for whoever was there before.
        signal.signal(number, lambda *_: None)
    click.echo(f"serving MCP at {serving.url}", err=True)
    sys.stderr.flush()
    serving.run()
