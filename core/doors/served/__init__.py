"""
The other side of the HTTP door: a workspace that somebody else serves, as if it were a file here.
"""

from core.doors.served.workspace import ServedWorkspace

__all__ = ["ServedWorkspace"]
