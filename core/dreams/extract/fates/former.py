"""
Which of two names is the old one, by the words in front of it: formerly, from, instead of.

Pure. Said of what was taken out of a place, it is the place of that alone.
"""

import re
from typing import Final

from core.dreams.extract.fates.doubts import is_planned
from core.dreams.extract.fates.ends import THING
from core.dreams.extract.fates.moves import (
    CALLED,
    CARRIED,
    GAP,
    KIND,
    MOVED,
    RENAMED_IT,
    REPLACED,
    ROLE,
    SIGN,
)

_BACKWARD: Final = re.compile(
    rf"(?i)(?:{CALLED} from:?|{MOVED}(?: here)?(?:[ /][^.;\n]{{0,20}})? (?:from|out of)"
    r"|\b(?:formerly|previously|once|originally|until recently)"
    r"(?: known as| called| named| at| in)?:?"
    r"|(?:used to|then) (?:be|go by|hang|stand|lie|live|sit)(?: called| named| known as| in| at"
    r"| under| on)?|\b(?:replaces|replaced|replacing|supersedes|superseded|superseding|succeeds"
    r"|succeeded)(?: the)?(?: old)?|\b(?:took|takes|taking|has taken) over (?:from|for)"
    r"|\b(?:takes?|took|taken) the (?:place|role|job|work) of|\b(?:successor|replacement"
    r"|substitute|heir|stand-in) (?:of|to|for)|\b(?:the )?new (?:name|number|code|home) (?:of"
    r"|for)|\bdoes the (?:work|job) of|\bin(?:stead of| place of| lieu of)|\b(?:old|former"
    rf"|previous|prior|earlier|last) {ROLE}(?: was)?:?|\b(?:former|old|ex)\b:?|\bwas (?:called"
    r"|named|known as|filed under|kept in|stored in|in|at|under)"
    r"|[(,](?: ?(?:was(?! (?:re\w+ed|moved|changed|called|named)\b)|ex|then|earlier|before|old"
    r"|alias|aka|n[\u00e9e]e|(?:until|till|to"
    rf"|before) [\d-]{{8,10}})):?) ?{KIND}{SIGN}\Z"
)
FROM: Final = re.compile(
    rf"(?i)(?:\b{MOVED}\b[^.;\n]{{0,60}}?\b(?:from|out of|off)|\b(?:relocation|renaming|migration"
    rf"|renumbering)\b[^.;\n]{{0,24}}:) {KIND}{SIGN}\Z"
)
IN_TRANSFER: Final = re.compile(
    rf"(?i)(?<![\w-])\d{{4}}-\d\d-\d\d\b[^.;\n]{{0,60}}\b(?:transfer"
    rf"|move)\s{{1,8}}from\s{{1,8}}{KIND}"
    rf"{SIGN}\Z"
)
"""A line of a book of moves; one piece of many shows nothing of the rest."""
ALL_OF_IT: Final = re.compile(r"(?i)\b(?:all|everything|complete|entire|whole)\b")
OUT_OF: Final = re.compile(rf"(?i)\b(?:from|out of) {KIND}{SIGN}\Z")
AFTER_OUT_OF: Final = re.compile(
    rf"(?i)\A[`\"')]{{0,2}},? (?:(?:has|have|had|is|are|was|were|been|now|all|since) "
    rf"){{1,4}}{CARRIED} (?:[\w-]{{1,12}} )?(?:to|into|in|onto|on|at|under)\s"
)
"""`The plans from locker 4 have been put into ...`"""
DONE_TO_IT: Final = re.compile(
    rf"(?i)(?:\A|[.:;,(\]]\s{{0,3}}|[-*] |\b(?:we|they|i|have|has|just|and|now)"
    rf" |\d )(?:(?P<named>{RENAMED_IT})|(?P<moved>moved|migrated|relocated|(?<!\S)(?-i:move))"
    rf"|replaced|swapped|exchanged) {KIND}{SIGN}\Z"
)
"""`We renamed A`, `Replaced A`: what follows says by which name, or by what."""
AFTER_NAMED: Final = re.compile(r"(?i)\A[`\"')]{0,2} (?:to|as|into|->|=>|\u2192)\s")
AFTER_EXCHANGED: Final = re.compile(
    r"(?i)\A[`\"')]{0,2} (?:by|with|for|->|=>|\u2192)\s(?=[`\"']?[\w/.@:-]+(?:"
    r" [\w-]*\d[\w-]*)?[`\"']?(?:\Z|[.,;)]"
    r"|\s[(]|\s(?:on|since|in|as of|from) \d))"
)
"""What was put in its place, with nothing behind it that says where: it is so everywhere."""
WHAT_WAS_IN: Final = re.compile(
    rf"(?i)\b(?:what|everything(?: that)?|all that|whatever) (?:(?:was|used to be|were)(?: kept|"
    rf" stored)?|used to go|went|belonged)"
    rf" (?:to|into|in|at|on|under) {KIND}{SIGN}\Z"
)
AFTER_WHAT_WAS: Final = re.compile(
    r"(?i)\A[`\"')]{0,2} (?:is|are|lies|stands|went|goes|go|belongs|has gone|can be found"
    r"|has moved)(?: now|"
    r" since)?"
    r" (?:in|at|on|under|to|into)\s"
)
AFTER_FROM: Final = re.compile(
    r"(?i)\A[`\"')]{0,2}(?: on [\d-]{8,10})?,?\s{1,8}(?:to|into|over to|onto|->|=>)\s"
)
IS_NEW: Final = re.compile(
    rf"(?i)(?:{MOVED}{GAP}(?:to|into|as|in|under)|{CALLED}(?: to| as)?|{REPLACED} (?:by|with)|->"
    rf"|=>|\u2192|\binstead:?|\buse|\bsee|\bis now|\bnow in) {KIND}{SIGN}\Z"
)
FOR_OLD: Final = re.compile(rf"(?i)\b(?:instead of|in place of|in lieu of) {KIND}{SIGN}\Z")
_TITLE: Final = r"(?:(?:the |our )?(?:[A-Z][a-z]{1,4}\. ?){0,3})"
"""What may stand in front of a person's name."""
_CONTENTS: Final = re.compile(
    r"(?i)(?P<what>[^.;:,\n\d]{2,60}?)[,:]? (?:(?:was|were|is|are|has|have|been|had"
    rf"|being) ){{0,3}}(?:{MOVED}\b[^.;\n]{{0,30}}?(?:from|out of|off)|(?:used to|then) be (?:in"
    rf"|at|on|under)) (?:the )?{THING}{SIGN}\Z"
)
_INSIDE: Final = re.compile(
    rf"(?i)(?P<what>[^.;:,\n\d]{{2,60}}?) (?:in|at|on|under|inside)(?: the)? {THING}{SIGN}\Z"
)
_UP_TO_NEW: Final = re.compile(r"\A.{0,20}?\b(?:to|into|onto)\s{1,8}\S{1,40}\s{0,8}")
_TAKEN: Final = re.compile(
    rf"(?i)(?P<what>[^.;:,\n\d]{{2,60}}?) (?:from|out of)(?: the)? {THING}{SIGN}\Z"
)
OF: Final = re.compile(
    r"(?i)\b(?:(?!names?\b|titles?\b|labels?\b|codes?\b|path\b|address\b|location\b|place\b"
    r"|role\b|job\b|work\b|contents?\b|duties\b|successor\b|whole\b|instead\b|place\b|note\b|as\b"
    rf"|stock\b|out\b|favou?r\b)[a-z]+) of (?:the )?{THING}{SIGN}\Z"
)


_LABELLED: Final = re.compile(
    rf"(?:\A\s{{0,8}}"
    rf"|[.;] )(?P<label>[A-Za-z][\w '/-]{{2,40}}): +(?P<now>[^():;\n]{{3,60}}?) ?[(]{_TITLE}\Z"
)
_LEFT: Final = re.compile(
    r"(?i)\A[`\"']? (?:(?:was|has been|is|has)(?: since| now)? )?(?:relieved|replaced|removed"
    r"|dismissed"
    r"|recalled|released|recused|succeeded|retired|resigned|left|gone|stepped down|stood down)\b"
    r"(?! (?:for|until|early|at|a|an|the)\b)[^()\n]{0,40}[)]"
)


def before_in_brackets(before: str, after: str) -> tuple[str, str] | None:
    """The label, and who stands behind it now: `Administrator: B (A was relieved on ...)`."""
    found = _LABELLED.search(before)
    if found is None or not _LEFT.match(after) or is_planned(after):
        return None
    return found["label"], found["now"]


def names_old(before: str) -> re.Match[str] | None:
    """What stands in front of a name and says that it is the old one."""
    return _BACKWARD.search(before)


def contents_moved(before: str, after: str) -> str:
    """What is said to have been taken from a place: `hoses` in `hoses were moved from bay 4`."""
    if IN_TRANSFER.search(before):
        return _UP_TO_NEW.sub("", after).strip()
    taken = _TAKEN.search(before) if AFTER_OUT_OF.match(after) else None
    found = taken or _CONTENTS.search(before) or _INSIDE.search(before)
    return found["what"].strip() if found is not None else ""
