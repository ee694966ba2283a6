"""
What panes say when a person wants to see how a version came about.
"""

from dataclasses import dataclass

from textual.message import Message

from core.records.versions import Version


@dataclass
class TurnWanted(Message):
    """The turn in which a version was written is wanted."""

    version: Version
