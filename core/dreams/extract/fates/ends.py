"""
The words that say that a thing is over: taken away, ended by itself, no longer doing what it did.

Pieces of patterns. What may be so for a while only needs a day since when, or that it will stay so.
"""

from typing import Final

from core.dreams.extract.language.calendar_names import MONTH_BEGUN, WEEKDAY

THINGS: Final = (
    r"(?:hosts?|servers?|machines?|nodes?|instances?|box|services?|apps?|applications?|tools?"
    r"|programs?|programmes?|scripts?|files?|folders?|director(?:y|ies)|shares?|drives?|flags?"
    r"|options?|settings?|switch|keys?|variables?|commands?|jobs?|tasks?|pages?|sites?|documents?"
    r"|docs?|forms?|tables?|views?|endpoints?|routes?|queues?|topics?|branch|tags?|repos?"
    r"|repositor(?:y|ies)|packages?|librar(?:y|ies)|modules?|class|functions?|users?|accounts?"
    r"|mailbox|address|tickets?|teams?|rules?|clauses?|channels?|lists?|rooms?|bays?|shel(?:f"
    r"|ves)|drawers?|stores?|shops?|firms?|compan(?:y|ies)|vendors?|suppliers?|partners?"
    r"|products?|parts?|models?|items?|lines?|plans?|polic(?:y|ies)|procedures?|versions?"
    r"|releases?|editions?|images?|clusters?|pools?|devices?|sensors?|phones?|printers?|pumps?"
    r"|units?|cabinets?|extensions?|numbers?|codes?|paths?|places?|projects?|lots?|batch|names?"
    r"|lanes?|buildings?|sheds?|vehicles?|pages?|indexes|papers?)"
)
THING: Final = rf"(?:{THINGS} )?"
"""What kind of thing it is, as it stands beside a name."""
_MONTH = rf"{MONTH_BEGUN}\b"
DAY: Final = (
    rf"(?:(?:the )?\d{{1,4}}[-./]\d\d?|\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of )?{_MONTH}|(?:19"
    rf"|20)\d\d\b|{_MONTH}|(?:last|this) (?:week|month|year|spring|summer|autumn|fall|winter"
    rf"|quarter)|{WEEKDAY}|yesterday|today|[1-9]\d* (?:day|week"
    r"|month|year)s? ago)"
)
ENDED: Final = (
    r"removed|deleted|retired|decommissioned|discontinued|dismantled|abolished|revoked|shut ?down"
    r"|scrapped|sunset(?:ted)?|torn down|withdrawn|repealed|dissolved"
    r"|terminated(?! by (?:sig(?:nal)?\b|SIG))|cancell?ed|demolished"
    r"|sold(?: to [\w ]{2,24}?)?|uninstalled|unracked|decom(?:med)?|total loss|defunct"
    r"|scuttled|broken up|given (?:away|up|back)(?: to [\w ]{2,24}?)?|thrown (?:away|out)"
    r"|written off|disposed(?: of)?"
    r"|destroyed|put down|culled|slaughtered|felled|uprooted|taken out|ploughed (?:up|under|in)"
    r"|phased out|wound (?:up|down)|pulled (?:down|out)|taken (?:down|away|apart|off"
    r"|out of (?:service|use|operation|production))|struck off|delisted|de-?registered|erased"
    r"|discarded|struck from (?:the|our|its) \w+|disbanded|handed back|called off|laid off|let go"
    r"|fired|sacked|dismissed"
    r"|condemned|banned|outlawed|purged|wiped|unpublished|axed|ditched|killed off|knocked down"
    r"|razed|bulldozed|wrecked|crushed|burnt down|recalled|annulled|surrendered|handed in"
    r"|cut (?:off|up)|cleared out|torn out|ripped out|burn(?:t|ed) out|auctioned(?: off)?|donated"
    r"|recycled|traded in|stolen|beyond repair|a (?:total )?write-off|on the scrap ?heap|pulped"
    r"|melted down|(?:went|gone|sent) to (?:scrap|auction|the (?:scrap ?yard|dump|tip|auction"
    r"|shredder|museum|knacker))|not (?:being )?(?:offered|continued|extended|renewed"
    r"|repeated) (?:any ?more|any longer|again|beyond)|liquidated|bankrupt|insolvent"
    r"|in (?:liquidation|administration|receivership)|extinct|end[- ]of[- ](?:life|support|sale)"
    r"|eol|no more|(?:gone|out) for good|out of (?:print|business|production|circulation)"
    r"|off the (?:list|market|books|shelves)|returned to (?:the |its "
    r"|their )?(?:[a-z]+ )?(?:compan(?:y|ies)|firm|vendors?|lessors?|owners?|suppliers?|makers?"
    r"|landlords?|manufacturers?|carriers?|operators?|banks?|agency|authority|registry)|(?:lease"
    r"|contract|relationship|peering|cooperation|membership"
    r"|partnership|supply|licen[cs]e|agreement|subscription|permit|account) (?:has "
    r"|was )?(?:ended|terminated|cancelled|not renewed|run out|withdrawn|revoked|lapsed|closed"
    r"|expired)|insolvency|bankruptcy|liquidation|not renewed|emptied and sealed|vacated"
    r"|(?:position|site|station|post|spot|berth|pitch|plot|stand|slot|office|premises|tenancy"
    r"|lease|concession|claim|registration) (?:has been |was |is )?(?:given up|abandoned|vacated"
    r"|relinquished|surrendered)"
    r"|(?:we|they) (?:have |had )?(?:gave up|given up|closed|dropped|sold|scrapped|left|retired"
    r"|removed|deleted) (?:it|this|that)(?: [a-z]+)?"
)
ENDS: Final = (
    r"folded|died|resigned|deceased|passed away|went (?:under|bankrupt|bust|out of \w+)|(?:went"
    r"|gone) (?:bankrupt|bust|under|into (?:liquidation|administration|receivership))"
    r"|closed (?:down|its doors|up shop)|shut (?:up shop|its doors)|ceased (?!fire)\w+"
    r"|stopped (?:trading|printing|working|production|producing|operating|operations?|business"
    r"|publication|publishing|selling|being)(?! (?:on|at|with|in|for) [a-z])|reached (?:its |the"
    r" )?(?:eol|end[- ]of[- ](?:life"
    r"|support|sale))|out of the house|left (?:the|our|this) (?:company|team|firm|house|group"
    r"|organi[sz]ation|business|practice|program(?:me)?|scheme|market|panel|association)|quit"
    r"|ended|(?:gave|given) up(?: (?:the )?(?:business"
    r"|trading|trade|work))?|retired|gone"
)
"""What a thing does that comes to its end."""
CLOSED: Final = (
    r"closed|shut|(?:bricked|walled|boarded|fenced|filled) (?:up|off|in)|dropped|lost"
    r"|left|finished|sealed|emptied|empty|returned|void"
    r"|out of (?:service|use|commission|action)|cleared|expired|lapsed|pulled|freed"
    r"|vacant|off the road|unstaffed|archived|invalid|barred|unassigned|unallocated|moved away"
    r"|not (?:assigned|allocated|in (?:service|use))|ended"
)
DOWN: Final = (
    r"out of order|broken|disabled|blocked|suspended|frozen|offline|parked|paused|on hold|down"
    r"|locked|not in stock|out of stock|lifted|taken up|cut"
)
IDLE: Final = (
    r"stopped|inactive|disconnected|deactivated|unplugged|(?:switched|powered|turned) (?:off|down)"
)
"""
These may be so for a while only: what is closed unless it says since when, or that it stays so, the
others unless it says that it stays so. A worker that stopped on a day may be started on the next.
"""
_STAYS = (
    r"(?:will (?:not|never) (?:return|come back|be (?:back|reopened|rebuilt|replaced|restored))"
    r"|for good|for ever|forever|permanently|indefinitely|for all time|no (?:successor"
    r"|replacement|substitute|new [a-z]+|forwarding)|no [a-z]+ (?:follows|replaces it)"
    r"|not (?:to be |been |being )?replaced"
    r"|(?:nothing|nobody)(?: [a-z]+){0,2} in its (?:place|stead)"
    r"|without (?:a )?(?:successor|replacement))"
)
_BE = (
    r"(?:(?:is|are|was|were|has been|have been|had been|got|gets|been|now|since|recently"
    r"|permanently|all|already|finally|completely|officially|then|also|since then|long"
    r"|both) ){0,4}"
)
HAS: Final = r"(?:(?:has|have|had|now|since|recently|finally|already|also) ){0,3}"
_ACTIVE = (
    r"(?:exists?|works?|use|runs?|trades?|operates?|produces?|publish(?:es)?|applies|delivers?"
    r"|resolves?|read)(?=\s*(?:[.;,:()\]|\u2013\u2014-]|\Z)|\s+(?:any\w*|to|on|in|since|as|at|from"
    r"|for|with"
    r"|by|under|inside|via|when|if|because|and|but|after|due|\d)\b)"
)
"""What it does no more; with an object it does something else: `web no longer runs backups`."""
_SERVING = (
    _ACTIVE + r"|existing|available|supported|valid|working|used|usable|in (?:use|service"
    r"|force|stock|operation|production|print|business|circulation|effect|(?:the|our)"
    r" (?:inventory|list"
    r"|register|catalogue|directory|index|system|range|fleet|programme|plan|records|books|rack"
    r"|company"
    r"|firm|team|house|building|shop|hall|yard))|offered"
    r"|running|trading|operating|made|produced|manufactured|sold|stocked|printed"
    r"|published|issued|accepted|maintained|served|present|there|here|active"
    r"|employed|needed|required|listed|registered|evaluated|recogni[sz]ed|allowed|permitted"
    r"|delivered|shipped|carried|kept|applicable|on (?:the "
    r"|our )?(?:market|list|sale|staff|books)|delivering|taught|held|assigned|allocated|connected"
    r"|staffed|manned|answered|monitored"
    r"|carried out|among \w+|at (?:the|our) \w+|with (?:us|the (?:company|firm|team))|part of \w+"
    r"|built|in place"
)
"""What a thing does or is while it is there."""
_NOT_IN = (
    r"(?! (?:on|in|for|with|by|as|at|to|from|under|inside|via|when|if|of|the|a|an|its"
    r"|their)\b(?! (?:us|our|any\w*|service|use|stock|print|production|operation|"
    + DAY
    + r"|the (?:market|list|company|team|firm|register|catalogue)))(?! "
    + DAY
    + r"))"
)
"""It is over as a whole, and not for somebody, or in one place."""
_ENDS_HERE = (
    r"(?=\Z|[`\"']?(?:[.,;:)\]|/}(]|\s{2,}|\t)|\s[-(\u2013\u2014|>]|[`\"']?\s(?:"
    + DAY
    + r"|on|in|since|at|by|for good|forever|after|because|due|when|and|as of|as part|without|per"
    r"|with (?:ticket|change|order|letter|effect|notice)|during|following|already|now|ago"
    r"|effective|with effect|permanently|from (?:service|use|sale|(?:the |our )?(?:inventory|site"
    r"|list|register|catalogue|stock|market|range|farm|fleet|building|network|programme|shelves"
    r"|system|service|records?|books|map|plan|layout|portfolio"
    r"|menu)|"
    + DAY
    + r")|\w+ing\b|for (?:scrap|good|parts|age|cause|lack|safety|security)|until further notice"
    r"|successor|replaced|but)\b)"
)
"""Behind a bare participle: no object, or the thing did it to something else."""
OVER: Final = (
    rf"(?:(?:(?:has|have|had|is|are|was|were) )?(?:{_BE}(?:\w{{2,12}}(?:ed"
    rf"|en)(?: \w{{2,4}})?,? and )?(?:{ENDED})|{HAS}(?:{ENDS})|(?:is |are )?gone){_ENDS_HERE}"
    rf"|{_BE}(?:{HAS})(?:{DOWN}|{IDLE})(?=[^\n]{{0,80}}\b(?:{_STAYS}))"
    rf"|{_BE}(?:{HAS})(?:{CLOSED})(?=[^.;\n]{{0,40}}? {_STAYS}|(?: down| off| up"
    rf"| out)?[\s(,|]{{1,3}}(?:on |since |in |as of |from )?(?:the )?(?!today"
    rf"|this ){DAY}(?![-\d]{{0,8}}[T ,]{{1,2}}(?:at )?\d\d?:\d\d)"
    rf"|[^\n]{{0,80}}\b(?:{_STAYS}))|{_BE}(?:no longer"
    rf"|never again) (?:be(?:ing)? )?(?:{_SERVING})\b{_NOT_IN}|(?:is |are |has |have |does |do "
    rf"|was |were |will )?(?:not|n't|never) (?:be(?:en)? )?(?:(?:{_SERVING}"
    rf"|\w+ed)\b){{0,1}} ?(?:any ?more|any longer|again)\b|(?:is "
    rf"|are )?(?:not valid|invalid|void) (?:since|as of|from|after) {DAY}|ceased to exist)"
)
