"""
The invented worlds: those that dreamers may be developed with, and those that are held out.

The wordings of a held-out domain are in no test of any miner, and are not to be looked at while
one is written: scores on them say how a dreamer does on texts that it was not made for.
"""

from typing import Final

from core.dreams.bench.domains.sre import SRE
from core.dreams.bench.vocabulary import Domain

DEVELOPMENT: Final[tuple[Domain, ...]] = (SRE,)
HELD_OUT: Final[tuple[Domain, ...]] = ()
