"""
Dreamers: what does the thinking of a dream. Inputs in, findings out, the same for every one.

The offline one is not named here: whoever lists dreams would wait for everything that it needs.
"""

from core.dreams.dreamers.base import Cancelled, Dreamer, Progress

__all__ = ["Cancelled", "Dreamer", "Progress"]
