"""
Ready-made sets of keys, by the name that `preset` in `config.toml` gives.
"""

from collections.abc import Mapping

PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    # As in `git add -p`: yes, no, all of it, done with all of it. The letter that copies gives way.
    "git": {
        "resolver.mine": ("y", "m"),
        "resolver.theirs": ("n", "t"),
        "resolver.all_mine": ("a", "M"),
        "resolver.all_theirs": ("d", "T"),
        "resolver.copy": ("c",),
    },
}
