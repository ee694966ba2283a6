"""
The line of a tool's output that says what went wrong, without the wrapping of a harness. Pure.
"""

import re
from typing import Final

from core.dreams.extract.errors.json_errors import Said, said_in

_TROUBLE: Final = re.compile(
    r"(?i)\b(?:error|fail(?:ed|ure)?|fatal|exception|denied|cannot|can't|could not|unable|invalid"
    r"|unknown|no such|no module|not found|not (?:been )?\w+|refused|timed out|timeout|exceed\w*"
    r"|must|missing|unrecogni[sz]ed|unexpected|required|limit|too (?:many|large|long)|abort\w*"
    r"|conflict)\b"
)
_WRAPPING: Final = re.compile(
    r"<returncode>-?\d+</returncode>|</?(?:tool_use_error|error|output|returncode|exception)>"
    r"|^OBSERVATION:\s*$"
    r"|^(?:Error: )?(?:Exit code:?|Process exited with code|Command failed with exit code"
    r"|Exit Code:) ?\d+\s*$"
    r"|^(?:#\d{1,5} )?\d{1,6}\.\d{1,3} (?=[\w.+-]{1,64}: (?:fatal )?error: )"
    r"|^[\u2500-\u257f]{1,3}(?: {1,4}|$)"
)
"""
Also the frame of a box, and the time that a builder writes in front of what it runs:
`312.8 cc: fatal error: ...`.
"""
_BY_NAME: Final = re.compile(r"(?P<program>[a-z][\w.+-]{0,30}): (?:fatal )?error: ")
_LAST_OF_TRACE: Final = re.compile(
    r"[A-Za-z_][\w.]*(?:Error|Exception|Warning|Exit|Interrupt)\b|[a-z_]\w*(?:\.\w+)+: \S"
)
"""Also of a module: `xml.parsers.Fault: <...>`."""
_FRAME: Final = re.compile(r'(?:Traceback \(most recent|File "[^"\n]{1,300}", line \d+)')
_LISTED: Final = re.compile(r"(?i)errors?:\Z")
_POINTS_ON: Final = re.compile(
    r"(?i)\b(?:fix|correct|solve|address|see|check) (?:the |these |those |all )?(?:following "
    r"|(?:validation |reported )?(?:problems?|errors?|issues?|messages?|details))\b"
    r"|\b(?:following|reasons?|details|problems?)(?: \w+)?:\Z"
)
"""Says that something is wrong, and that the lines behind it say what: `failed -- fix problems`."""
_SAYS_NOTHING: Final = re.compile(r"(?i)\berrors?(?: \w+)?:\Z")
"""Ends with the announcement of an error: `Encountered an error:`."""
_LEAST_BLANKS: Final = 4
_CAUSE: Final = re.compile(
    r"(?i)\b(?:must|required?|missing|cannot|can't|could not|denied|invalid|unknown|already"
    r"|expected|locked|conflict\w*|not (?:been )?\w+|no such|too (?:many|large|long)|exceed\w*)\b"
)
_NEAR: Final = 3
"""Lines behind it in which it is said."""
_LONGEST: Final = 400


def error_in(body: str) -> Said:
    """What says what went wrong: a text of an answer in JSON, else a line."""
    line = error_line(body)
    return said_in(body) or said_in(line) or Said(line, line)


def error_line(body: str) -> str:
    """The line that says what went wrong, without the wrapping of a harness."""
    lines = [_WRAPPING.sub("", line).strip() for line in body.split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return ""
    if any(map(_FRAME.match, lines)):
        last = [line for line in lines if _LAST_OF_TRACE.match(line)]
        if last:
            return last[-1][:_LONGEST]
    for place, line in enumerate(lines[:-1]):
        if _LISTED.match(line):
            return lines[place + 1].removeprefix("- ")[:_LONGEST]
    at = next((place for place, line in enumerate(lines) if _TROUBLE.search(line)), 0)
    if _POINTS_ON.search(lines[at]):
        at = next((place for place in _behind(at, lines) if _CAUSE.search(lines[place])), at)
    elif _SAYS_NOTHING.search(lines[at]):
        at = next((place for place in _behind(at, lines) if _is_sentence(lines[place])), at)
    return lines[at][:_LONGEST]


def blamed_in(error: str) -> str:
    """The program that an error names as the one that failed: `cc: fatal error: ...`."""
    found = _BY_NAME.match(error)
    return found["program"] if found is not None else ""


def _is_sentence(line: str) -> bool:
    """Whether a line is more than a heading of what follows."""
    return line.count(" ") >= _LEAST_BLANKS and not line.endswith(":")


def _behind(at: int, lines: list[str]) -> range:
    return range(at + 1, min(at + 1 + _NEAR, len(lines)))
