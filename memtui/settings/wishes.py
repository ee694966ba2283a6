"""
What a person wants of the app, gathered from the configuration and from the last run.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from memtui.keys import Keymap
from memtui.settings.keeping import Keep
from memtui.settings.remembered import Remembered
from memtui.watching import Watching
from memtui.widgets.times import LOCAL


@dataclass(frozen=True, slots=True)
class Wishes:
    """See the module; the defaults are those of an account that configured nothing."""

    keymap: Keymap = field(default_factory=Keymap)
    theme: str = "dark"
    """One of ours or of Textual's that is there."""
    times: str = LOCAL
    """The zone of times, as `memtui.widgets.times` calls it."""
    remembered: Remembered | None = None
    """What was open the last time."""
    keep: Keep | None = None
    """Writes down what is open, for the next time."""
    watching: Watching | None = None
    """Tails folders of transcripts; none when nothing may be written."""
    notices: Sequence[str] = ()
    """What to tell at the start, such as what is wrong with the configuration."""

    @property
    def theme_now(self) -> str:
        """The theme to begin with: what was chosen last, unless another was configured since."""
        chosen = self.remembered.theme if self.remembered is not None else None
        return chosen[0] if chosen is not None and chosen[1] == self.theme else self.theme

    @property
    def times_now(self) -> str:
        """The zone to begin with, likewise."""
        chosen = self.remembered.times if self.remembered is not None else None
        return chosen[0] if chosen is not None and chosen[1] == self.times else self.times
