"""
Noticing that the package `core` is not ours.

Other distributions install a package of that name too, and pip lets the later one overwrite the
earlier without a word. What then goes wrong should be said in a sentence, not in a traceback.
"""

import importlib

ADVICE = (
    "Another package named 'core' took the place of memtui's own in this environment. Install"
    " memtui in an environment of its own: `uv tool install memtui` or `pipx install memtui`."
)


def is_core_foreign() -> bool:
    """Whether the package `core` that Python finds is another one, or none."""
    try:
        core = importlib.import_module("core")
    except ImportError:
        return True
    return getattr(core, "PART_OF", None) != "memtui"
