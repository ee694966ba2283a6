"""
Whether an answer that came over the web is a refusal, though whoever fetched it went well.

Pure. A status that says so, or an object of which the error is all that it tells.
"""

import re
from typing import Final

from core.transcripts.fields import Json, parsed, words

FETCHERS: Final = words("curl wget http https xh")
"""Programs that end well whatever the answer is."""
_LINE: Final = re.compile(
    r"(?i)\s{0,8}HTTP/[\d.]{1,3} [45]\d\d\b"
    r"|\s{0,8}<(?:!doctype|html)\b[^\0]{0,400}?<title>\s{0,8}[45]\d\d\b"
)
_ERRORS: Final = ("error", "errors", "fault", "exception")
_CODES: Final = ("status", "code", "statuscode", "status_code", "error_code", "errorcode")
_TELLING: Final = ("message", "detail", "title", "error_description", "reason", "msg")
_CONTENT: Final = frozenset({"data", "result", "results", "items", "values", "hits", "rows"})
_LONGEST: Final = 4_000
_BAD: Final = 400
_WORST: Final = 599


def is_refusal(answer: str) -> bool:
    """Whether an answer says that it was not given."""
    if len(answer) > _LONGEST:
        return False
    text = answer.strip()
    if _LINE.match(text) is not None:
        return True
    value = parsed(text) if text.startswith("{") else None
    return isinstance(value, dict) and _refuses({key.lower(): one for key, one in value.items()})


def _refuses(members: dict[str, Json]) -> bool:
    if any(members.get(name) for name in _CONTENT):
        return False
    is_told = any(isinstance(members.get(name), str) for name in _TELLING)
    codes = [members[name] for name in _CODES if name in members]
    is_bad = any(_is_bad(code) for code in codes)
    has_error = any(_says(members.get(name)) for name in _ERRORS)
    return has_error or (is_told and is_bad)


def _is_bad(code: Json) -> bool:
    number = int(code) if isinstance(code, str) and code.isdigit() else code
    return isinstance(number, int) and _BAD <= number <= _WORST


def _says(error: Json) -> bool:
    """Whether an error is one, and not `null`, `false`, an empty list or `none`."""
    if isinstance(error, str):
        return error.strip().lower() not in {"", "none", "null", "ok", "no", "false"}
    return isinstance(error, (dict, list)) and bool(error)
