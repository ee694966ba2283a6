"""
A line to type into that comes up over a pane: a filter, or words to look for.
"""

from textual.widgets import Input


def open_line(line: Input) -> None:
    """Show a line, and give it the keys at once: what is typed ahead of it is for it."""
    line.display = True
    # `focus` would wait for its turn, and keys that are under way would still be the pane's.
    line.screen.set_focus(line)
