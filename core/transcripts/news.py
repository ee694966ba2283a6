"""
What one reading learns of the agents and sessions of a file, and did not tell yet.
"""

from dataclasses import replace
from pathlib import Path

from core.transcripts.events import AgentFacts, Facts
from core.transcripts.files import CHUNK, Unreadable, opened
from core.transcripts.formats.claude_code import NAME as CLAUDE_CODE
from core.transcripts.formats.claude_code import agent_meta


class News:
    """What is new of the facts of one file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._told: dict[tuple[str | None, str], AgentFacts] = {}

    def of(self, facts: Facts) -> Facts:
        """What is not known yet of the agents; of the sessions all, for few are met at a time."""
        self._learn(facts)
        agents = {key: one for key, one in facts.agents.items() if self._told.get(key) != one}
        self._told.update(agents)
        return Facts(facts.format, dict(facts.sessions), agents)

    def _learn(self, facts: Facts) -> None:
        """Beside the transcript of a subagent there is a file that says who started it."""
        if facts.format != CLAUDE_CODE or not facts.agents:
            return
        beside = Path(self._path).with_suffix(".meta.json")
        try:
            with opened(beside) as file:
                data = file.read(CHUNK)
        except (OSError, Unreadable):
            return
        for (session, key), known in list(facts.agents.items()):
            found = agent_meta(data, session or "", key) if data else None
            if found is not None:
                facts.agents[session, key] = _completed(known, found)


def _completed(known: AgentFacts, found: AgentFacts) -> AgentFacts:
    return replace(
        known,
        name=known.name or found.name,
        parent_agent=known.parent_agent or found.parent_agent,
        spawn_call_id=known.spawn_call_id or found.spawn_call_id,
    )
