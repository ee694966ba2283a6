"""
What an apply does to the lines of a store, as one sentence: for the app and its twin. Pure.
"""

from core.dreams.reviewing.receipt import Fate
from core.dreams.reviewing.receipts import Receipt
from memtui.widgets.figures import counted


def told(receipt: Receipt) -> str:
    """How many lines stay, and what becomes of the others."""
    removed = sum(one.lost.fate is Fate.REMOVED for one in receipt.lost)
    return (
        f"{counted(receipt.kept_lines, 'line', 'lines')} kept, {receipt.moved_lines:,} moved,"
        f" {receipt.merged_lines:,} merged into others, {removed:,} removed,"
        f" {receipt.added_lines:,} new; unaccounted: {receipt.unaccounted}"
    )
