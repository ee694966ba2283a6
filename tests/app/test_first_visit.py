"""The first visit to the Dreams: nothing is loaded that is not needed, and no key is lost."""

import subprocess
import sys
from threading import Event

import pytest

from memtui.local.workspace import LocalBackend
from memtui.screens.launch_form import LaunchForm

pytestmark = pytest.mark.anyio

SCREENS = "import memtui.screens.dreams, memtui.screens.launch_form"
COMMANDS = "import memtui.cli.dream_preview, memtui.cli.dream_run, memtui.cli.dreams"
NAMES = "from core.dreams.dreamers.named import check_dreamer; check_dreamer('offline')"


@pytest.mark.parametrize("program", [SCREENS, COMMANDS, NAMES])
def test_no_miner_is_loaded_before_a_dream_begins(program):
    """They take longer to import than everything that a screen needs together."""
    code = f"import sys; {program}; sys.exit(any('.miners' in name for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_a_dream_is_asked_for_before_the_list_is_read(recorded, reading, monkeypatch):
    """Whoever types fast is not told that there is no store."""
    may_go_on = Event()

    def slowly(backend):
        may_go_on.wait()
        return dreams(backend)

    dreams = LocalBackend.dreams
    monkeypatch.setattr(LocalBackend, "dreams", slowly)
    async with reading(width=100, height=30) as tui:
        await tui.pilot.press("4", "+")
        try:
            await tui.until_started(lambda: isinstance(tui.app.screen, LaunchForm))
        finally:
            may_go_on.set()
        assert not tui.app._notifications
