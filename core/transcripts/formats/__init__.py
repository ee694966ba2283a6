"""The formats, one file each; a new one is a new file and a name here."""

from typing import Final

from core.transcripts.formats import (
    atif,
    claude_code,
    codex,
    gemini_cli,
    managed_agents,
    mini_swe_agent,
    openai_messages,
    swe_agent,
)
from core.transcripts.formats.base import Claim, Document, Format, Head, LineReader, Shape

FORMATS: Final = (
    claude_code.FORMAT,
    managed_agents.FORMAT,
    codex.FORMAT,
    swe_agent.FORMAT,
    mini_swe_agent.FORMAT,
    gemini_cli.FORMAT,
    atif.FORMAT,
    openai_messages.FORMAT,
)

BY_NAME: Final = {format_.name: format_ for format_ in FORMATS}

__all__ = ["BY_NAME", "FORMATS", "Claim", "Document", "Format", "Head", "LineReader", "Shape"]
