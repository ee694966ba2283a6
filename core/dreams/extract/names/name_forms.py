"""
The forms that names have: of people and firms, of numbered things, products, numbers, tickets.

Patterns.
"""

import re
from typing import Final

_PARTICLES: Final = (
    r"(?:(?:de|del|della|di|da|dos|du|van|von|vom|zu|zum|zur|der|den|ter|ten|la|le|el|al|bin|ben)"
    r" ){1,2}"
)
_LATIN: Final = tuple(map(chr, range(0xC0, 0x180)))
_BIG: Final = "A-Z" + "".join(filter(str.isupper, _LATIN))
_SMALL: Final = "a-z" + "".join(filter(str.islower, _LATIN))
_PART: Final = (
    rf"[{_BIG}](?:['\u2019][{_BIG}])?[{_SMALL}]{{1,30}}+(?:-?[{_BIG}][{_SMALL}]{{1,30}}+)?"
)
"""`Quist`, `O'Neil`, `Jean-Luc`, `McAllister`."""
TITLES: Final = "Mr|Mrs|Ms|Dr|Prof|Mag|Ing"
_TITLE: Final = rf"(?:{TITLES})\."
PERSON: Final = re.compile(
    rf"(?<![\w-])(?:{_TITLE}|{_PART})(?: (?:{_PARTICLES})?(?:{_TITLE}|{_PART})){{1,3}}"
    r"(?![\w-]| \d)"
)
SHIP: Final = re.compile(
    rf"(?<![\w-])[A-Z]{{2,4}} [{_BIG}][{_SMALL}]{{2,30}}+(?![\w-]| [{_BIG}\d])"
)
"""`MV Calypso`."""
QUOTED: Final = re.compile(rf"(?<=[\"\u201c])[{_BIG}][{_SMALL}]{{2,30}}+(?=[\"\u201d])")
"""`rig "Aurora"`."""
LABELLED: Final = re.compile(rf"(?<=\w: )[{_BIG}][{_SMALL}]{{2,30}}+(?=\.?\Z)")
"""`Supplier: Datalyn`, which is all that the entry says."""
LEGAL_WORDS: Final = "Ltd|Limited|Inc|Corp"
"""Legal forms of firms that look like a word of their names."""
_LEGAL: Final = rf"(?:GmbH|AG|KG|OHG|SE|SA|Sarl|SpA|BV|NV|AB|ApS|Oy|LLC|LLP|PLC|plc|{LEGAL_WORDS})"
FIRM: Final = re.compile(
    r"(?<![\w-])[A-Z][\w-]{1,30}(?: (?:& )?[A-Z][\w-]{1,30}){0,3}? " + _LEGAL + r"\b\.?(?![\w-])"
)
"""`Linguara GmbH`, `Holm & Sons Ltd`."""
PARTICLE: Final = re.compile(rf"(?<= ){_PARTICLES}(?=[A-Z])")
_NUMBER = (
    r"(?:#?\d{1,6}(?:[./-]\d{1,6}){0,2}(?:/?[A-Z]|[a-z])?|[A-Z]{1,2}\d{1,6}(?:\.\d{1,6})?"
    r"|[A-Z]-\d{1,6})"
)
_LEADING = (
    r"(?i:on|in|at|to|from|since|by|for|with|of|and|or|as|is|are|was|were|until|till|after|before)"
)
"""No name goes on behind these: `locker L-97 on 2026-09-19` is the one of a locker."""
NUMBERED: Final = re.compile(
    rf"(?<![\w'&])(?:(?!{_LEADING} )[A-Za-z](?:[\w-]|'(?=[A-Z])){{0,30}} (?:& )?){{1,3}}(?<!& )"
    rf"{_NUMBER}(?![\w%]|[.,:/-]\d|-\w)|\b(?:[Ee]xt|[Nn]o|[Nn]r|[Tt]el|[Rr]m|[Aa]rt"
    rf"|[Ss]ec)\. {_NUMBER}"
    r"(?![\w%]|[.,:/-]\d|-\w)"
)
"""`vault 4`, `archive room 4`, `drawer S34`, `locker L-12`, `Corn & Sons 4`."""
PRODUCT: Final = re.compile(
    r"(?<=[a-z\d,;] )([A-Z][a-z]{3,30}+(?:-[A-Z]{1,4}\b)?|[A-Z]{1,4}-[A-Z][a-z]{2,30}+)"
    r"(?![\w-]"
    r"| (?:[A-Z]|\d)"
    rf"| {_PARTICLES}[A-Z])"
)
"""One word with a capital inside of a sentence: `paging goes through Beacon`, `IC-Match`."""
LINE_PRODUCT: Final = re.compile(
    r"(?<![\w-])(?<![.!?] )(?:[A-Z][a-z]{3,30}+|[A-Z]{1,4}-[A-Z][a-z]{2,30}+)"
    rf"(?![\w-]| (?:is|are|was|were|has|will) | {_PARTICLES}[A-Z])"
)
MIXED: Final = re.compile(r"(?<![\w/.@-])[A-Z][a-z]{1,20}[A-Z]{2,8}s?(?![\w/@-]|\.\w)")
"""`OpenVPN`, `CycloneDDS`: no dictionary has words that go on in capitals."""
ACRONYM: Final = re.compile(r"[A-Z]{3,8}")
HOST: Final = re.compile(r"(?<![\w/.@:*-])(?:[a-z\d][a-z\d-]{0,40}\.){2,5}[a-z]{2,12}(?=/)")
"""The host in front of a path: `images.north.example/base/*`."""
DIGITS: Final = re.compile(
    r"(?<![\w./-])(?!\d{4}-\d\d-\d\d\b)(?:\d{1,6}(?:-\d{1,6}){1,4}|\d{1,6}-[A-Z]{1,3}"
    r"|\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2}|:\d{2,5})?)(?![\w-]|[.:/]\d)"
)
"""`90-41-12`, `10.4.0.7`: numbers of things, and no dates."""
CALLING: Final = re.compile(
    r"(?<![\w.+/-])(?:\+[1-9]\d{0,2}|0\d{1,4})(?:[ /-]\d{2,8}){1,4}(?![\w-]|[.:/]\d)"
)
"""`0870 4158`, `+43 1 58800`: what somebody dials."""
SHORT: Final = re.compile(r"[A-Z]?\d{1,6}|\d{1,6}[A-Z]")
TICKET: Final = re.compile(r"[A-Z][A-Z0-9]{1,9}-\d{1,7}\Z")
