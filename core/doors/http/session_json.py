"""
A session as the wire writes it: every member that its clients insist on. Pure.

What only a host of agents knows (tools, vaults, budgets, times of work) is empty here.
"""

from core.errors import Json
from core.times import format_if_any, format_time
from core.wire.objects import attachment_json
from core.wire.session_records import WireSession, name_of


def session_json(session: WireSession) -> Json:
    """One session."""
    record, usage = session.record, session.usage
    return {
        "id": record.id,
        "type": "session",
        "agent": _agent(session),
        "environment_id": session.environment_id,
        "status": session.status,
        "resources": [attachment_json(one) for one in record.resources],
        "stats": {"active_seconds": 0.0, "duration_seconds": 0.0},
        "usage": {
            "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens,
            "cache_read_input_tokens": usage.cache_read_tokens,
            "cache_creation": {
                "ephemeral_5m_input_tokens": usage.cache_write_tokens,
                "ephemeral_1h_input_tokens": 0,
            },
            "list_cost": None,
            "active_seconds": 0.0,
            "server_tool_use": None,
        },
        "title": record.title,
        "metadata": {**record.metadata},
        "vault_ids": [],
        "outcome_evaluations": [],
        "budget": None,
        "deployment_id": None,
        "created_at": format_time(record.started_at),
        "updated_at": format_time(session.updated_at),
        "archived_at": format_if_any(session.archived_at),
        "ended_at": format_if_any(record.ended_at),
    }


def _agent(session: WireSession) -> Json:
    given = session.agent if isinstance(session.agent, dict) else {}
    name = name_of(session.agent)
    return {
        "id": name,
        "type": "agent",
        "name": name,
        "version": given.get("version") or 1,
        "model": {"id": "", "speed": "standard"},
        "system": None,
        "description": None,
        "tools": [],
        "skills": [],
        "mcp_servers": [],
        "multiagent": None,
        "execution_identity": {"type": "service_account"},
    }
