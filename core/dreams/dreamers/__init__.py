"""
Dreamers: what does the thinking of a dream. Inputs in, findings out, the same for every one.
"""

from core.dreams.dreamers.base import Cancelled, Dreamer, Progress
from core.dreams.dreamers.offline import OfflineDreamer

__all__ = ["Cancelled", "Dreamer", "OfflineDreamer", "Progress"]
