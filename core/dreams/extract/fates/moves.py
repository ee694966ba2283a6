"""
The words that say that a thing has another name, another place, or another thing in its place.

Pieces of patterns.
"""

from typing import Final

TURNED: Final = (
    r"(?:migrated?|switched|changed?|transferred|re-?assigned|handed over|merged|converted|folded"
    r"|absorbed|consolidated|redirected|re-?routed|re-?allocated|re-?mapped|upgraded|swapped"
    r"|exchanged|turned)"
)
CARRIED: Final = (
    r"(?:moved?|relocated?|shifted|taken|brought|carried|gone|went|re-?housed|re-?filed|re-?homed"
    r"|re-?shelved|re-?located|transplanted|sent|put|placed|stowed|deposited|hung|laid|stacked"
    r"|re-?hung|re-?stacked|unloaded|emptied)"
)
MOVED: Final = rf"(?:{TURNED}|{CARRIED})"
CALLED: Final = (
    r"(?:renamed?|relabell?ed|re-?numbered|rebranded|re-?titled|redesignated|re-?tagged"
    r"|rechristened|re-?coded|re-?keyed"
    r"|(?<!was )(?<!were )(?<!be )(?<!formerly )(?<!previously )(?<!once )(?:called|named|dubbed"
    r"|known as)|(?:goes|go|went) by(?: the name(?: of)?)?|trad(?:es|ing) as|operat(?:es|ing) as"
    r"|answers? to|(?:was |been )?given the (?:new )?(?:name|number|code|label|title)(?: of)?"
    r"|(?:has |had |have )?(?:become|became|turned into)|becomes"
    r"|under the name(?: of)?|(?:has|have|had|got|gets|bears?|carries|carry) (?:had )?(?:the"
    r"|a) (?:new )?(?:name|title|number|code|label|id)(?: of)?)"
)
REPLACED: Final = (
    r"(?:replaced|superseded|succeeded|taken over|substituted|obsoleted|followed|relieved)"
    r"(?! (?:its|their|his|her|my|our|the|an?|all|some|both|most|two|three|\d+) )"
)
RENAMED_IT: Final = (
    r"(?:renamed|relabell?ed|re-?numbered|rebranded|re-?titled|redesignated|re-?tagged|re-?keyed)"
)
"""What somebody did to a thing, in front of its name."""
BEING: Final = (
    r"(?:is|are|has been|have been|lives?|lies?|stands?|hangs?|sits?|stays?|kept|stored|filed"
    r"|found|shelved|housed|located|hosted|archived|listed|goes|go|resides?|remains?|works? from)"
)
SINCE: Final = (
    r"(?:now|since|as of|as from|effective|with effect from|from (?:now|then|today|that day) on"
    r"|starting|nowadays|these days|from \d{4}-\d\d-\d\d(?: on)?)"
)
GAP: Final = r"(?:(?:(?!\bfrom\b|\bout of\b)[^.;\n]){0,40}?\s)?"
ROLE: Final = (
    r"(?:host ?name|name|place|path|address|home|location|number|version|owner|contact|one|id"
    r"|code|title|label|key|form|part|edition|document|assessment|file|folder|room|team|person"
    r"|product|model)"
)
SIGN: Final = r"[`\"'(]{0,2}"
KIND: Final = (
    r"(?:(?:the|its|our) )?(?:(?!(?:of|to|in|for|on|by|at|and|from|with|through|into|onto|as) )"
    r"[a-z]{3,14} )?"
)
"""What kind of thing it is, in front of its name."""
