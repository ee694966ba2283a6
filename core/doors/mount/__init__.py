"""
A store's memories as files in a directory, kept in step both ways while it runs.

The directory and the store are compared with what they last agreed on (`plan`, pure); a text that
only one of them has is never overwritten: it is pushed, or kept as a conflict.
"""

from core.doors.mount.events import Event, Kind
from core.doors.mount.ground import MountRefused, is_mounted
from core.doors.mount.local_side import LocalSide
from core.doors.mount.running import Mount
from core.doors.mount.served_side import ServedSide
from core.doors.mount.side import (
    Access,
    Changed,
    Head,
    Lost,
    Past,
    Standing,
    StoreSide,
)
from core.doors.mount.values import Rules
from core.moving.folders import own_files

__all__ = [
    "Access",
    "Changed",
    "Event",
    "Head",
    "Kind",
    "LocalSide",
    "Lost",
    "Mount",
    "MountRefused",
    "Past",
    "Rules",
    "ServedSide",
    "Standing",
    "StoreSide",
    "is_mounted",
    "own_files",
]
