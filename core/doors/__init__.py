"""
How agents come in: over HTTP, as the memory tool of the SDK, over MCP, as a mounted directory.
"""
