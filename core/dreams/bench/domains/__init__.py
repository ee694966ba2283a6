"""
The invented worlds: those that dreamers may be developed with, and those that are held out.

The wordings of a held-out domain are in no test of any miner, and are not to be looked at while
one is written: scores on them say how a dreamer does on texts that it was not made for.
"""

from typing import Final

from core.dreams.bench.domains.airport import AIRPORT
from core.dreams.bench.domains.brewery import BREWERY
from core.dreams.bench.domains.cards import CARDS
from core.dreams.bench.domains.clinic import CLINIC
from core.dreams.bench.domains.coding import CODING
from core.dreams.bench.domains.farming import FARMING
from core.dreams.bench.domains.festival import FESTIVAL
from core.dreams.bench.domains.firmware import FIRMWARE
from core.dreams.bench.domains.game_studio import GAME_STUDIO
from core.dreams.bench.domains.harbour import HARBOUR
from core.dreams.bench.domains.insurance import INSURANCE
from core.dreams.bench.domains.laboratory import LABORATORY
from core.dreams.bench.domains.legal import LEGAL
from core.dreams.bench.domains.logistics import LOGISTICS
from core.dreams.bench.domains.museum import MUSEUM
from core.dreams.bench.domains.newsroom import NEWSROOM
from core.dreams.bench.domains.observatory import OBSERVATORY
from core.dreams.bench.domains.payroll import PAYROLL
from core.dreams.bench.domains.postproduction import POSTPRODUCTION
from core.dreams.bench.domains.publishing import PUBLISHING
from core.dreams.bench.domains.railway import RAILWAY
from core.dreams.bench.domains.school import SCHOOL
from core.dreams.bench.domains.sre import SRE
from core.dreams.bench.domains.support import SUPPORT
from core.dreams.bench.domains.telephony import TELEPHONY
from core.dreams.bench.domains.translation import TRANSLATION
from core.dreams.bench.domains.warehouse_robots import ROBOTS
from core.dreams.bench.domains.waterworks import WATERWORKS
from core.dreams.bench.domains.windfarm import WINDFARM
from core.dreams.bench.domains.zoo import ZOO
from core.dreams.bench.vocabulary import Domain

DEVELOPMENT: Final[tuple[Domain, ...]] = (
    SRE,
    LEGAL,
    CODING,
    SUPPORT,
    LOGISTICS,
    LABORATORY,
    PUBLISHING,
    FARMING,
    HARBOUR,
    FESTIVAL,
    TELEPHONY,
    CLINIC,
    OBSERVATORY,
    NEWSROOM,
    ROBOTS,
    MUSEUM,
    GAME_STUDIO,
    SCHOOL,
    BREWERY,
    PAYROLL,
    ZOO,
    FIRMWARE,
    INSURANCE,
    WATERWORKS,
    WINDFARM,
    TRANSLATION,
    RAILWAY,
    CARDS,
    POSTPRODUCTION,
)
HELD_OUT: Final[tuple[Domain, ...]] = (AIRPORT,)
