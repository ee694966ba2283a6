"""
Times as a person reads them: where the terminal is, or UTC. Every time on a screen comes from here.

What is relative to now, such as ages, is in `figures` and knows no zone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LOCAL, IN_UTC = "local", "utc"


@dataclass(frozen=True, slots=True)
class Times:
    """How times are written."""

    zone: str = LOCAL

    @property
    def is_utc(self) -> bool:
        """Whether they are those of UTC."""
        return self.zone == IN_UTC

    def full(self, at: datetime) -> str:
        """A time in full. Of an hour that comes twice, when clocks go back, it says which one."""
        if self.is_utc:
            return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z"
        local = at.astimezone()
        return f"{local:%Y-%m-%d %H:%M:%S}{f'{local:%z}' if _comes_twice(local) else ''}"

    def day(self, at: datetime) -> str:
        """The day of a time."""
        return f"{self._in_zone(at):%Y-%m-%d}"

    def of_day(self, at: datetime) -> str:
        """A time without its day."""
        return self.full(at).partition(" ")[2]

    def short(self, at: datetime, now: datetime) -> str:
        """A time in eight cells: the time of a day today, else the day."""
        then, today = self._in_zone(at), self._in_zone(now)
        if then.date() == today.date():
            return f"{then:%H:%M:%S}"
        return f"{then:%b %d}" if then.year == today.year else f"{then:%Y-%m}"

    def tick(self, at: datetime, step: timedelta) -> str:
        """A round time on an axis whose columns are `step` long: no more than it takes."""
        then = self._in_zone(at)
        if then.hour == then.minute == then.second == 0:
            return f"{then:%b %d}"
        return f"{then:%H:%M:%S}" if step < timedelta(seconds=15) else f"{then:%H:%M}"

    def offset(self, at: datetime) -> timedelta:
        """How far these times are ahead of UTC at a moment."""
        return self._in_zone(at).utcoffset() or timedelta(0)

    def read(self, text: str) -> datetime:
        """
        A moment from a time or a date as these times are written, or with a zone of its own.

        Raises:
            ValueError: It is neither.
        """
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        return (moment.replace(tzinfo=UTC) if self.is_utc else moment).astimezone(UTC)

    def _in_zone(self, at: datetime) -> datetime:
        return at.astimezone(UTC) if self.is_utc else at.astimezone()


def _comes_twice(local: datetime) -> bool:
    plain = local.replace(tzinfo=None)
    first, second = (plain.replace(fold=fold).astimezone().utcoffset() for fold in (0, 1))
    return first != second
