"""
Work of a screen in the background.

A worker gets a function and never a coroutine: when the app is closed before the worker begins,
there is none that was never awaited.
"""

from collections.abc import Awaitable, Callable
from typing import ParamSpec

from textual.dom import DOMNode
from textual.worker import Worker

P = ParamSpec("P")


def run_beside(
    node: DOMNode, work: Callable[P, Awaitable[object]], *args: P.args, **kwargs: P.kwargs
) -> None:
    """Do some work of a screen beside all that it began before."""

    async def do() -> None:
        await work(*args, **kwargs)

    _: Worker[None] = node.run_worker(do)


def run_anew(
    node: DOMNode,
    name: str,
    work: Callable[P, Awaitable[object]],
    *args: P.args,
    **kwargs: P.kwargs,
) -> None:
    """Do some work of a screen in place of what it began under the same name."""

    async def do() -> None:
        await work(*args, **kwargs)

    _: Worker[None] = node.run_worker(do, group=name, exclusive=True)
