"""
The MCP door: `tools` is the table of tools, `door` speaks the protocol, `http` listens.

Only `door` and `http` import the package mcp, which is optional.
"""
