"""
Whether a line says of a thing that somebody looked for it and did not find it.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.fates.doubts import is_failure
from core.dreams.extract.fates.ends import THING

_NOT_THERE_AFTER: Final = re.compile(
    r"(?i)\A[`\"']?(?: to address| on [\w.:\[\]]{3,45}(?=: ))?[:,]?\s{0,3}"
    r"(?:(?:was |is |could )?not (?:be )?(?:found"
    r"|present|known|registered|(?:in|on) (?:the )?(?:inventory|list|register|catalogue|index"
    rf"|directory|system))|(?:there(?: is|'s) )?no such \w+|not accessible\b"
    r"|no [a-z]{3,14} of (?:this"
    rf"|that) name|(?:{THING}|[a-z]{{3,14}} )?"
    r"does(?: not|n't) exist"
    r"|unknown\b|name or service not known|command not found|404\b|nxdomain\b"
    r"|(?:>: )?[^\n:]{0,40}: (?:user|mailbox|recipient|account) unknown\b"
    r"|(?: error)?: (?:[A-Za-z]+: )?unknown \w+|is not (?:a |known"
    r"|recogni[sz]ed|present|registered)|no (?:record|entry)\b)"
)
NOT_THERE_BEFORE: Final = re.compile(
    r"(?i)(?:no such (?:\w+ ){0,3}|unknown (?:\w+:? )?|(?:there is |found |has )?no \w+ (?:named "
    r"|called )?|(?:could not|couldn't|can't|cannot"
    r"|failed to|unable to) (?:find|resolve|locate|look up)(?: (?:the |a |any )?"
    r"(?:[a-z]{2,12} ){0,2}[a-z]{2,12})??:? |missing [a-z]{3,12}: |unrecogni[sz]ed (?:\w+ )?"
    r"|cannot (?:find|access|import name|open|stat) |not find (?:\w+ )?|unable to locate "
    r"|invalid (?:\w+ ){0,2}specified: |(?:are|is) unknown: "
    r"|(?:\w+ )?not found:? |(?:nobody|no one|nothing)(?: is| are)?(?: kept| left"
    r"| stored)? (?:called|named|at|in|under|on) "
    r"|\bno )[:`\"' ]{0,3}\Z"
)
_SET_BEFORE: Final = re.compile(r"\w[=:][\"']?\w{1,20}[\"']?[;,]? \Z")
_FRONT: Final = 160
_REACH: Final = 200


def is_missing(before: str, after: str) -> bool:
    """Whether somebody looked for it and did not find it, which proves little."""
    # The sentence before may say that who looked was not well: `scanner is offline, ...`.
    if is_failure(after[:_REACH]) or is_failure(before[-_FRONT:]):
        return False
    # In `Exclusive=NO Grace=120` the `NO` is what another one is set to.
    if _SET_BEFORE.search(before[-_FRONT:]):
        return bool(_NOT_THERE_AFTER.match(after))
    return bool(_NOT_THERE_AFTER.match(after) or NOT_THERE_BEFORE.search(before[-_FRONT:]))
