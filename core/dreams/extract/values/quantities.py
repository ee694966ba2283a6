"""
Values with units, in one form for each dimension: `60 s`, `1 min` and `60000 ms` are the same.
"""

import re
from typing import Final

_SCALES: Final[dict[str, dict[str, float]]] = {
    "time": {
        "ns": 1e-6, "us": 1e-3, "µs": 1e-3, "ms": 1, "msec": 1, "milli": 1, "millisecond": 1,
        "s": 1e3, "sec": 1e3, "second": 1e3, "min": 6e4, "minute": 6e4,
        "h": 3.6e6, "hr": 3.6e6, "hour": 3.6e6, "d": 8.64e7, "day": 8.64e7,
        "business day": 8.6401e7, "working day": 8.6401e7, "week": 6.048e8,
        "month": 2.592e9, "year": 3.1536e10,
    },
    "size": {
        "b": 1, "byte": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12,
        "kib": 1024, "mib": 1024**2, "gib": 1024**3, "tib": 1024**4,
        "ki": 1024, "mi": 1024**2, "gi": 1024**3, "ti": 1024**4,
    },
    "share": {"%": 1, "percent": 1, "pct": 1, "percentage": 1},
    "rate": {
        "/s": 1, "rps": 1, "qps": 1, "per second": 1, "req/s": 1, "a second": 1,
        "/min": 1 / 60, "per minute": 1 / 60, "a minute": 1 / 60, "rpm": 1 / 60, "/h": 1 / 3600,
        "per hour": 1 / 3600, "per day": 1 / 86400, "requests/s": 1, "requests per second": 1,
        "requests a second": 1, "req per second": 1,
    },
    "money": {
        "usd": 1, "dollar": 1, "eur": 1.0001, "euro": 1.0001, "gbp": 1.0002, "chf": 1.0003,
        "franc": 1.0003,
    },
    "factor": {"x": 1},
    "temperature": {"degree": 1, "degree celsius": 1, "°c": 1, "degc": 1, "°": 1,
                    "c": 1},
    "kelvin": {"k": 1, "kelvin": 1},
    "current": {"a": 1, "amp": 1, "ampere": 1},
    "voltage": {"v": 1, "volt": 1, "kv": 1e3},
    "length": {
        "mm": 1, "cm": 10, "m": 1e3, "km": 1e6, "metre": 1e3, "meter": 1e3, "ft": 304.8,
        "kilometre": 1e6, "kilometer": 1e6, "centimetre": 10, "centimeter": 10, "millimetre": 1,
        "millimeter": 1,
    },
    "area": {"m2": 1, "m\u00b2": 1, "ha": 1e4, "hectare": 1e4},
    "mass": {"mg": 1e-3, "g": 1, "kg": 1e3, "t": 1e6, "tonne": 1e6, "lb": 453.592,
             "gram": 1, "kilo": 1e3, "kilogram": 1e3},
    "volume": {"ml": 1, "l": 1e3, "litre": 1e3, "liter": 1e3, "m3": 1e6, "m\u00b3": 1e6},
    "power": {
        "w": 1e-3, "kw": 1, "mw": 1e3, "gw": 1e6, "kwh": 1.0001, "mwh": 1000.1, "kva": 1.0002,
        "mva": 1000.2, "kilowatt": 1,
    },
    "frequency": {"hz": 1, "khz": 1e3, "mhz": 1e6, "ghz": 1e9},
    "pressure": {"mbar": 1e-3, "hpa": 1e-3, "kpa": 0.01, "bar": 1, "mpa": 10, "psi": 0.0689476},
    "light": {"lux": 1},
    "sound": {"db": 1, "dba": 1, "db(a)": 1, "decibel": 1},
    "frame rate": {"fps": 1, "frame per second": 1, "frames per second": 1},
    "resolution": {"dpi": 1, "ppi": 1},
    "loudness": {"lufs": 1, "lkfs": 1},
    "signal": {"dbm": 1},
    "symbol rate": {"baud": 1, "bd": 1},
    "concentration": {
        "ppm": 1, "ppb": 1e-3, "mg/l": 1.0001, "g/l": 1000.1, "mg/dl": 10.001, "g/dl": 10001,
        "ng/ml": 1.0001e-3, "mmol/l": 1.0002,
    },
    "cents": {"cent": 1, "ct": 1},
    "ratio": {":1": 1},
    "flow": {
        "mbit/s": 1, "gbit/s": 1e3, "kbit/s": 1e-3, "bit/s": 1e-6,
        "mbps": 1, "gbps": 1e3, "kbps": 1e-3,
        "m/s": 1.0001, "mps": 1.0001, "km/h": 1.0002, "kmh": 1.0002, "kph": 1.0002, "kn": 1.0003,
        "knot": 1.0003,
    },
}  # fmt: skip
_DIMENSIONS: Final = {
    unit: (dimension, scale)
    for dimension, scales in _SCALES.items()
    for unit, scale in scales.items()
}
_PLURAL: Final = frozenset(
    {"second", "sec", "minute", "min", "hour", "hr", "day", "week", "month", "year", "byte",
     "millisecond", "business day", "working day", "degree", "metre", "meter", "hectare",
     "tonne", "litre", "liter", "decibel", "dollar", "euro", "franc", "amp", "ampere", "volt",
     "kilometre", "kilometer", "centimetre", "centimeter", "millimetre", "millimeter", "gram",
     "kilo", "kilogram", "kilowatt", "knot", "cent"}
)  # fmt: skip
LETTERS: Final = "ACVW"
"""Units of one letter, which are only units as capitals."""
SMALL: Final = "mgtlK"
"""Units of one letter, which are only units behind a blank: `5m` are minutes, `5K` thousands."""
UNITS: Final = "|".join(
    sorted(
        (
            re.escape(unit).replace(r"\ ", "[ -]") + ("s?" if unit in _PLURAL else "")
            for unit in _DIMENSIONS
            if unit.upper() not in set(LETTERS) and unit not in set(SMALL.lower())
        ),
        key=lambda unit: (-len(unit), unit),
    )
)
"""The units as one alternation, the longest first; matched without regard to case."""

_TOO_SHORT: Final = frozenset({"b", "d", "x", "a", "c", "v", "w", "m", "g", "t", "l", "k", ""})
"""Endings of names that are seldom units."""

_PARTS = re.compile(r"([-+]?[\d,]+(?:\.\d+)?)[ -]?(.*)\Z", re.DOTALL)
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
"""Where a word begins in `timeoutSeconds`."""
_MOST_DIGITS: Final = 40
_LASTS: Final = re.compile(r"(?i)limit|max|wall|duration|elapsed|timeout|runtime|grace")
_WHOLE_CLOCK: Final = re.compile(r"\d{1,2}:\d\d:\d\d")


def normal_number(text: str) -> str:
    """A number without separators and needless zeros."""
    plain = text.replace(",", "").lstrip("+")
    if len(plain) > _MOST_DIGITS:
        return plain
    return f"{float(plain):.12g}"


def normal_quantity(text: str) -> str:
    """`DIMENSION:VALUE` in the base unit of its dimension."""
    parts = _PARTS.match(text)
    if parts is None or len(parts[1]) > _MOST_DIGITS:
        return text.lower()
    unit = parts[2].lower().replace("-", " ")
    known = _DIMENSIONS.get(unit) or _DIMENSIONS.get(unit.removesuffix("s"))
    if known is None:
        return text.lower()
    dimension, scale = known
    return f"{dimension}:{float(normal_number(parts[1])) * scale:.12g}"


def dimension_of(unit: str) -> str:
    """What a unit measures, `time` for `ms`; empty for none."""
    found = _DIMENSIONS.get(unit) or _DIMENSIONS.get(unit.removesuffix("s"))
    return found[0] if found is not None else ""


def clock_ms(text: str) -> float:
    """How long a duration is that is written as a clock: `14-00:00:00`, `6:00:00`."""
    days, _, clock = text.rpartition("-")
    hours, minutes, seconds = map(int, clock.split(":"))
    return ((int(days or 0) * 24 + hours) * 60 + minutes) * 6e4 + seconds * 1e3


def is_duration(text: str, name: str) -> bool:
    """Whether a clock is no time of day under the name that it has: `MaxTime 6:00:00`."""
    return _WHOLE_CLOCK.fullmatch(text) is not None and _LASTS.search(name) is not None


def norms_of(dimension: str, number: str) -> frozenset[str]:
    """What a number may be in any unit of a dimension."""
    units = _SCALES.get(dimension, {})
    return frozenset(normal_quantity(f"{number} {unit}") for unit in units)


def unit_in(key: str) -> str:
    """The unit that the name of a value ends with: `timeout_ms`, `max (kW)`; empty without one."""
    # `value_eur_per_km` is in EUR.
    key = _CAMEL.sub("_", key)
    own = re.split(r"(?i)[_ -]per[_ -]", key, maxsplit=1)[0]
    own = own if is_unit(own.rpartition("_")[2].lower()) else key
    parts = re.split(r"[^A-Za-z%\u00b0/]+", own.rstrip(" )]").lower())
    # `max_db_a`: a letter behind a unit is a part of it, if there is such a unit.
    last = "".join(parts[-2:]) if is_unit("".join(parts[-2:])) else parts[-1]
    is_short = last in _TOO_SHORT and not (last in "acdvwmglk" and len(parts) > 1)
    return last if is_unit(last) and not is_short else ""


def is_unit(word: str) -> bool:
    """Whether a word is a unit."""
    return word in _DIMENSIONS or word.removesuffix("s") in _DIMENSIONS


def spoken(ms: float) -> str:
    """A duration in the largest unit that gives a short number: `60 s`, `5 min`, `2 h`."""
    for unit, scale, least in (("d", 8.64e7, 2), ("h", 3.6e6, 2), ("min", 6e4, 2), ("s", 1e3, 1)):
        if ms >= least * scale and (ms % scale == 0 or unit == "s"):
            return f"{ms / scale:.4g} {unit}"
    return f"{ms:.4g} ms"
