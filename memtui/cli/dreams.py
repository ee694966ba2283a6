"""
Dreams: `dream bench`.
"""

import click

from memtui.cli.call import common
from memtui.cli.dream_bench import bench


@click.group()
@common
def dream() -> None:
    """Let a dreamer go over a store and what sessions did, and measure dreamers."""


dream.add_command(bench)
