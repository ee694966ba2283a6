"""`memtui demo`: a sample store, agents that write into it live, and the app on top."""

from dataclasses import asdict

import click

from memtui.cli.app import has_terminal, run_app
from memtui.cli.args import file_path
from memtui.cli.call import Call, common, pass_call


@click.command()
@common
@click.option("--headless", is_flag=True, help="No app: run, print the counts, end.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, max=86_400),
    help="How long the agents write, counted after loading.  [headless: 10]",
)
@click.option(
    "--rate",
    type=click.FloatRange(min=0.1, max=100),
    default=1.0,
    show_default=True,
    help="How fast the story goes; 2 is twice as fast.",
)
@click.option(
    "--scale",
    type=click.IntRange(1, 100),
    metavar="N",
    help="A load instead of a story: N agents over 1,000 x N memories.",
)
@pass_call
def demo(
    call: Call, *, headless: bool, seconds: float | None, rate: float, scale: int | None
) -> None:
    """
    Watch simulated agents write into a sample store.

    Five agents of an SRE team work through a P1 alert; two of them now and then collide on one
    file. Each is a process of its own and writes through core, as a real agent would. The
    workspace is a temporary one, unless --workspace names one to keep.
    """
    if not headless and not has_terminal():
        raise click.UsageError("The demo's app needs a terminal; add --headless to run without.")
    from memtui.demo.run import Demo, demo_workspace

    # Not $MEMTUI_WORKSPACE: a demo must not write into the workspace somebody works with.
    chosen = file_path(call.workspace) if call.workspace else None
    with demo_workspace(chosen) as path:
        running = Demo(path, rate, scale)
        running.load()
        running.start(seconds if seconds is not None or not headless else 10.0)
        try:
            if not headless:
                opening = call.opened(path, create=True)
                run_app(opening, call, keeps=chosen is not None)
                running.stop()
            counts = asdict(running.finish())
        finally:
            running.stop()
    if call.json:
        call.out.json(counts)
        return
    for name, count in counts.items():
        call.out.line(f"{name:<10}{count:>8,}")
