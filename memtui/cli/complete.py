"""
What a shell offers while a command line is typed: the names of stores, and paths.

Nothing here may fail or wait: a shell shows what it is given, and an error would only be noise.
"""

from contextlib import suppress

import click

from memtui.cli.call import Call


def store(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The stores whose name or slug begins so."""
    with suppress(Exception), context.ensure_object(Call).reading() as workspace:
        from core.access.attachments import mount_slug

        names = [item.name for item in workspace.stores.list()]
        # The shell would split a name with a space in it; its slug names the same store.
        words = [mount_slug(name) if " " in name else name for name in names]
        return sorted({word for word in words if word.startswith(incomplete)})
    return []


def path(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The memories and directories whose path begins so, one level at a time."""
    with suppress(Exception), context.ensure_object(Call).reading() as workspace:
        from memtui.cli.places import find_store

        found = find_store(workspace, context.params["store"])
        directory = incomplete[: incomplete.rfind("/") + 1] or "/"
        items = workspace.memories.page(found.id, directory, 1, limit=100).data
        return [item.path for item in items if item.path.startswith(incomplete)]
    return []
