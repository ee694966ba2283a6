"""
The words behind which the new name stands, or the new place, of what a line speaks of.

Patterns.
"""

import re
from typing import Final

from core.dreams.extract.fates.moves import (
    BEING,
    CALLED,
    CARRIED,
    GAP,
    MOVED,
    REPLACED,
    ROLE,
    SINCE,
    TURNED,
)

NEW_ROLE: Final = re.compile(r"(?i)\b(?:new|current)(?: [a-z][a-z-]{1,20}){0,3}(?: is| are|:)\s")
"""Behind what is over: `contract ended. New linen supplier: B`."""
IT_CUE: Final = re.compile(
    r"(?i)\b(?:replaced|superseded|exchanged|swapped|substituted) (?:it|them|this|these)"
    r" (?:with|by|for)\s"
    r"|[.;,] [A-Z]?[a-z]+(?: [a-z]+){0,2} in (?:its|their|his|her) (?:place|stead)(?: is| are|:)?\s"
)
"""What was done to what the line spoke of before: `A is out. The maker replaced it with B`."""
PLACE_CUES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{CARRIED}\b{GAP}(?:to|into|over to|as|in|under|on|at|onto|:)\s",
        rf"\b{CARRIED}\b[^.;:\n]{{0,14}}:\s",
        rf"\b{CARRIED}\b[^.;:\n]{{0,30}}?[,;(] ?(?:and )?now:?\s",
        (
            r"\bnow (?:kept|stored|filed|found|shelved|lives|lies|stands|hangs|sits|goes|at|in|on"
            r"|under)\b"
        ),
        (
            rf"\b{BEING}(?: now)? (?:at|in|on|under|with|by)\b(?=(?:[^.;\n]"
            rf"|\.(?=\S)){{0,80}}?\b{SINCE}\b)"
        ),
        rf"\b{SINCE}\b[^.;\n]{{0,30}}?\b(?:at|in|on|under)\b",
        r"\b(?:all|everything|they|it|contents?)\b[^.;:\n]{0,30} be found (?:in|at|on|under)\s",
        (
            r"\b(?:(?:only|just|nothing but) )?(?:(?:an?|the) )?(?:slip|note|sign|card|sticker"
            r"|paper|stub|notice)\b[^.;:\n]{0,20} (?:says?|saying|reads?|reading)\b:? [\"']?"
            r"(?:please )?(?:see|go to|look (?:in|at)|now (?:in|at))\s"
        ),
    )
)
"""Behind these the place stands where it is now."""
CALLED_CUE: Final = re.compile(
    rf"(?i)(?:\b{CALLED}\b(?! (?:from|by|after|for)\b)(?: (?:to|as|into|now|:))?|\b{MOVED} (?:its "
    rf"|the )?name to|\bnow (?:called|known as|named|reads)\b|\b(?:new|current) {ROLE}(?: is|:)"
    r"|\bnew (?:host ?name|name|number|address|code|id|title|label|path|location)\s)"
)
NAME_CUES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{REPLACED}\b{GAP}(?:by|with|through)[:=]?\s",
        (
            rf"\b(?!re-?(?:assigned|allocated):){TURNED}\b{GAP}(?:to|into|over to|as|onto|with"
            rf"|by|for|in|:)\s"
        ),
        rf"\b(?:{CALLED}|{TURNED})\b[^.;:\n]{{0,30}}?[,;(] ?(?:and )?now:?\s",
        (
            r"\b(?:redirect(?:ed|s|ion)?|forward(?:ed|er|ing)?|alias|link|symlink|pointer|stub"
            r"|shortcut)\b[^.\n]{0,40}?\b(?:target|destination|goes|leads|points)(?: is| to|:|=)?\s"
        ),
        r"\b(?:is|are) now\b|\bnow is\b",
        r"\bnow (?:fitted|used|ordered|bought|sold|issued|valid)(?: is| are|:)?\s",
        rf"\b(?:is|was) (?:an|the) (?:old|former|previous|earlier) (?:alias|{ROLE}) (?:of|for)\s",
        r"\btraded (?:in )?for\s",
        r"\b(?:has|have) been(?: called)?\s(?=[`\"']?\S{2,40}(?: \S{1,20})? (?:since|as of)\b)",
        rf"\b(?:new|current|correct|valid|right|latest) {ROLE}(?: is|:)",
        (
            r"\b(?:successor|replacement|substitute|heir|stand-in|follow-up"
            rf"|alternative)(?: {ROLE})?(?:(?: is| to (?:it|them) is|:|,)?\s|[=:])(?!(?:of|to"
            rf"|for)\b)"
        ),
        r"\b(?:until|till) [\d-]{8,10}[,;:]? (?:then|now|after that|afterwards|thereafter|since)\b",
        r"\s?[(](?:until|till|to) [^()\n]{4,20}[)]\s?[,;/|]\s",
        r"\b(?:dropped|abandoned|ditched|given up) (?:for|in favou?r of)\s",
        rf"\b{ROLE} (?:now )?in (?:force|use|effect)(?: now)? (?:is|:)",
        (
            r"\bin (?:its|their|his|her) (?:place|stead)(?: there)?(?: is| are| stands?| comes?"
            r"| came| we (?:use|have)|:|,)?\s"
        ),
    )
)
POINTS: Final = re.compile(
    r"(?i)\b(?:points? to|redirect(?:s|ed)? to|forward(?:s|ed)? to|leads? to|refers? to|go to"
    r"|linked to|everything (?:is|went|was put)|contents?(?: is| are|:)|look (?:in|at|under|for)"
    r"|(?:is|are) in)\b|\bnew:"
)
"""Where somebody looked in vain, this tells where it is."""
