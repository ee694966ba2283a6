"""
The HTTP door: the Managed Agents wire under `/v1`, and what is ours under `/memtui/v1`.
"""
