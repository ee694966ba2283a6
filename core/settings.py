"""
The settings that a workspace file keeps: its id, its profile, and when it was made.
"""

from core import ids
from core.db import Database
from core.errors import InvalidRequest
from core.ids import NewId
from core.limits import DEFAULT_PROFILE
from core.storage.sqlite import Connection
from core.times import Clock, format_time


def kept_settings(db: Database, clock: Clock, new_id: NewId, profile: str | None) -> dict[str, str]:
    """
    The settings; a new file gets them.

    Args:
        profile: The limits of a new file, or those that an old one is to have.

    Raises:
        InvalidRequest: It has another profile.
    """
    settings = _read_settings(db)
    if "id" not in settings and not db.read_only:
        wanted = {
            "id": new_id(ids.WORKSPACE),
            "profile": profile or DEFAULT_PROFILE,
            "created_at": format_time(clock()),
        }

        def job(connection: Connection) -> None:
            # OR IGNORE: another process may have opened the new file at the same moment.
            connection.executemany(
                "INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)", wanted.items()
            )

        db.write(job)
        settings = _read_settings(db)
    # A reader may come right after a kill between the tables and what is in them.
    settings.setdefault("profile", DEFAULT_PROFILE)
    if profile is not None and settings["profile"] != profile:
        raise InvalidRequest(
            f"The workspace has the profile {settings['profile']!r}, not {profile!r};"
            " a profile is chosen when a workspace is made."
        )
    return settings


def _read_settings(db: Database) -> dict[str, str]:
    with db.snapshot() as connection:
        return dict(connection.execute("SELECT name, value FROM settings").fetchall())
