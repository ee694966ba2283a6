"""The formats, one file each; a new one is a new file and a name here."""

from typing import Final

from core.transcripts.formats.atif import FORMAT as ATIF
from core.transcripts.formats.base import Claim, Document, Format, Head, LineReader, Shape
from core.transcripts.formats.claude_code import FORMAT as CLAUDE_CODE
from core.transcripts.formats.codex import FORMAT as CODEX
from core.transcripts.formats.gemini_cli import FORMAT as GEMINI_CLI
from core.transcripts.formats.managed_agents import FORMAT as MANAGED_AGENTS
from core.transcripts.formats.mini_swe_agent import FORMAT as MINI_SWE_AGENT
from core.transcripts.formats.openai_messages import FORMAT as OPENAI_MESSAGES
from core.transcripts.formats.swe_agent import FORMAT as SWE_AGENT

FORMATS: Final[tuple[Format, ...]] = (
    CLAUDE_CODE,
    MANAGED_AGENTS,
    CODEX,
    SWE_AGENT,
    MINI_SWE_AGENT,
    GEMINI_CLI,
    ATIF,
    OPENAI_MESSAGES,
)

BY_NAME: Final = {format_.name: format_ for format_ in FORMATS}

__all__ = ["BY_NAME", "FORMATS", "Claim", "Document", "Format", "Head", "LineReader", "Shape"]
