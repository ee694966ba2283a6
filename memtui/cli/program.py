"""
The program itself: every command by name, with the sentence that `--help` shows for it.

A command's module is loaded when the command is used, so that `--help` costs nothing but this.
"""

import importlib
from collections.abc import Iterable
from dataclasses import dataclass

import click

from memtui import __version__
from memtui.cli.call import Call, common, fresh, readonly


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that is not loaded yet."""

    name: str
    place: str
    """`module:name` of the command, below `memtui.cli`."""
    help: str


SECTIONS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "Start",
        (
            Entry("demo", "demo:demo", "Watch simulated agents write into a sample store."),
            Entry("init", "setup:init", "Make a workspace."),
            Entry("screenshot", "screenshot:screenshot", "Make a picture of the app."),
            Entry("config", "setup:config", "Where the configuration is, and what it says."),
            Entry("keys", "keys:keys", "List every key of the app, as they are configured."),
            Entry("status", "health:status", "What is in the workspace, and what needs a person."),
            Entry("doctor", "health:doctor", "Check everything in the workspace."),
        ),
    ),
    (
        "Memory",
        (
            Entry("store", "stores:store", "Make, list, import, export and close memory stores."),
            Entry("ls", "reading:ls", "List the memories of a store."),
            Entry("cat", "reading:cat", "Print a memory, now or as it was."),
            Entry("search", "searching:search", "Find words in memories, or in transcripts."),
            Entry("write", "writing:write", "Write a memory."),
            Entry("rm", "writing:rm", "Delete a memory or a directory."),
            Entry("mv", "writing:mv", "Move a memory or a directory."),
        ),
    ),
    (
        "History",
        (
            Entry("log", "history:log", "List the versions of a store, a directory or a memory."),
            Entry("blame", "history:blame", "Show who wrote each line of a memory."),
            Entry("diff", "versions:diff", "Show what changed between two versions."),
            Entry("restore", "versions:restore", "Write back what a version held."),
            Entry("changes", "feed:changes", "List every change, oldest first; or follow them."),
            Entry("timeline", "timeline:timeline", "Show which agent did what when."),
            Entry("undo", "undoing:undo", "Take back the newest thing you did."),
            Entry("redo", "undoing:redo", "Do again what was undone last."),
            Entry("redact", "redaction:redact", "Take a version or a secret out for good."),
        ),
    ),
    (
        "Agents",
        (
            Entry("agents", "agents:agents", "List the agents and what they wrote."),
            Entry("session", "sessions:session", "Start, list, pause, end and undo sessions."),
            Entry("events", "transcripts:events", "Print what happened in a session."),
            Entry("accesses", "transcripts:accesses", "List who read and wrote a memory."),
            Entry("conflicts", "conflicts:conflicts", "See the writes that lost, and settle them."),
            Entry("ingest", "ingesting:ingest", "Read transcripts of agents."),
            Entry("watch", "ingesting:watch", "Read transcripts as agents write them."),
            Entry("dream", "dreams:dream", "Dreams over stores and sessions, and their measure."),
            Entry("review", "reviews:review", "Go through what a dream proposes, and apply it."),
        ),
    ),
    (
        "Doors",
        (
            Entry("serve", "serve:serve", "Serve the workspace over HTTP."),
            Entry("key", "key:key", "Make, list and revoke the keys of a served workspace."),
            Entry("mount", "mount:mount", "Keep a store as files in a directory, both ways."),
            Entry("mcp", "mcp:mcp", "Serve the memory to agents over MCP."),
        ),
    ),
)

EPILOG = """
Without a command, memtui opens the app on the workspace. Exit codes: 0 done, 1 error, 2 usage,
3 a precondition or conflict, 4 not found, 5 not permitted.

Completion of commands, stores and paths: put `eval "$(_MEMTUI_COMPLETE=bash_source memtui)"` into
~/.bashrc (zsh_source into ~/.zshrc; fish_source for fish, piped into `source`).
"""


class Program(click.Group):
    """A group of commands that are known by name, and loaded one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Every name, in the order of the help."""
        return [entry.name for entry in _entries()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command."""
        for entry in _entries():
            if entry.name == cmd_name:
                return load(entry)
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; for a name that is none, say which one is close."""
        names = self.list_commands(ctx)
        if args[0] not in names and not args[0].startswith("-") and not ctx.resilient_parsing:
            # Imported here: only a mistake needs it.
            from difflib import get_close_matches

            close = get_close_matches(args[0], names, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The commands in sections, from the table, without loading one."""
        width = max(len(entry.name) for entry in _entries())
        for title, entries in SECTIONS:
            with formatter.section(title):
                formatter.write_dl([(entry.name.ljust(width), entry.help) for entry in entries])


def load(entry: Entry) -> click.Command:
    """Import the module of a command and give the command, with the sentence of the table."""
    module, _, name = entry.place.partition(":")
    command: click.Command = getattr(importlib.import_module(f"memtui.cli.{module}"), name)
    command.short_help = entry.help
    return command


def _entries() -> Iterable[Entry]:
    return (entry for _, entries in SECTIONS for entry in entries)


@click.command(
    cls=Program,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@common
@readonly
@fresh
@click.version_option(__version__, message="memtui %(version)s")
@click.pass_context
def program(context: click.Context) -> None:
    """The console for the memory of agents: who wrote what, when, and what is true now."""
    if context.invoked_subcommand is None:
        from memtui.cli.app import start

        start(context.ensure_object(Call))
