"""
What results show, by what it is looked up by; each index is made when it is asked for.

Pure.
"""

from functools import cached_property

from core.dreams.material.seeing.codes import Codes
from core.dreams.material.seeing.described import Described
from core.dreams.material.seeing.in_lines import InLines
from core.dreams.material.seeing.known_names import KnownNames
from core.dreams.material.seeing.last_days import LastDays
from core.dreams.material.seeing.releases import Releases
from core.dreams.material.seeing.worded import Worded
from core.dreams.material.testimony.frames import Shown, frames_of
from core.dreams.material.testimony.testimony import Testimony


class Indexes:
    """The values of all results, by their descriptions, their forms and their lines."""

    def __init__(self, testimony: Testimony) -> None:
        self._testimony = testimony

    @cached_property
    def _frames(self) -> frozenset[Shown]:
        return frames_of(self._testimony)

    @cached_property
    def described(self) -> Described:
        """The values under a name, by the words around them."""
        return Described(self._testimony, self._frames)

    @cached_property
    def worded(self) -> Worded:
        """The values under a name, by the words of that."""
        return Worded(self._testimony, self._frames)

    @cached_property
    def releases(self) -> Releases:
        """The releases of programs."""
        return Releases(self._testimony)

    @cached_property
    def known_names(self) -> KnownNames:
        """The names that results show as the names of things."""
        results = (one for one in self._testimony.results if not one.has_failed)
        return KnownNames(cell for result in results for cell in result.cells)

    @cached_property
    def last_days(self) -> LastDays:
        """The days until which something holds."""
        return LastDays(self._testimony)

    @cached_property
    def in_lines(self) -> InLines:
        """The lines, by the values in them."""
        return InLines(self._testimony.results, self._frames)

    @cached_property
    def codes(self) -> Codes:
        """The codes that stand as values."""
        return Codes(self._testimony.results)
