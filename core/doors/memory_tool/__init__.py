"""
The memory tool of the Messages API on a session: `memory_20250818` without a directory of files.
"""

from core.doors.memory_tool.making import AnthropicMissing, async_memory_tool, memory_tool

__all__ = ["AnthropicMissing", "async_memory_tool", "memory_tool"]
