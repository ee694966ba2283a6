"""
Sessions that read the memory: what they see there is no evidence for it.
"""

from core.dreams.bench.draft import Draft, DraftSession
from core.dreams.bench.script import Use, Uses
from core.dreams.inputs import Touch

_READERS = 8


def plant(draft: Draft) -> None:
    """Some sessions begin with a look at a file or two."""
    paths = sorted({entry.path for entry in draft.entries})
    for session in draft.some(_READERS, timed=False):
        for path in draft.random.sample(paths, 2):
            read_back(draft, session, path)


def read_back(draft: Draft, session: DraftSession, path: str) -> int:
    """Let a session read a file as it is now; gives the name of the result."""
    lines = [f"- {entry.text}" for entry in draft.entries if entry.path == path]
    place = f"/mnt/memory/{draft.domain.store}{path}"
    ref = draft.ref()
    use = Use(f"cat {place}", "\n".join(lines), ref=ref, reads=place, touch=Touch.READ)
    draft.scene(session, Uses((use,)))
    return ref
