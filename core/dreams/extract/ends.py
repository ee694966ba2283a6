"""
The words that say that a thing is over: taken away, ended by itself, no longer doing what it did.

Pieces of patterns. What may be so for a while only needs a day since when, or that it will stay so.
"""

from typing import Final

THING: Final = (
    r"(?:(?:hosts?|servers?|machines?|nodes?|instances?|box|services?|apps?|applications?|tools?"
    r"|programs?|programmes?|scripts?|files?|folders?|director(?:y|ies)|shares?|drives?|flags?"
    r"|options?|settings?|switch|keys?|variables?|commands?|jobs?|tasks?|pages?|sites?|documents?"
    r"|docs?|forms?|tables?|views?|endpoints?|routes?|queues?|topics?|branch|tags?|repos?"
    r"|repositor(?:y|ies)|packages?|librar(?:y|ies)|modules?|class|functions?|users?|accounts?"
    r"|mailbox|address|tickets?|teams?|rules?|clauses?|channels?|lists?|rooms?|bays?|shel(?:f|ves)"
    r"|drawers?|stores?|shops?|firms?|compan(?:y|ies)|vendors?|suppliers?|partners?|products?"
    r"|parts?|models?|items?|lines?|plans?|polic(?:y|ies)|procedures?|versions?|releases?"
    r"|editions?|images?|clusters?|pools?|devices?|sensors?|phones?|printers?|pumps?|units?"
    r"|cabinets?|extensions?|numbers?|codes?|paths?|places?|projects?|lots?|batch|names?|lanes?"
    r"|buildings?|sheds?|vehicles?|pages?|indexes|papers?) )?"
)
"""What kind of thing it is, as it stands beside a name."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b"
DAY: Final = (
    rf"(?:(?:the )?\d{{1,4}}[-./]\d\d?|\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of )?{_MONTH}"
    rf"|(?:19|20)\d\d\b|{_MONTH}"
    r"|(?:last|this) (?:week|month|year|spring|summer|autumn|fall|winter|quarter)|(?:mon|tues"
    r"|wednes"
    r"|thurs|fri|satur|sun)day|yesterday|today|[1-9]\d* (?:day|week|month|year)s? ago)"
)
ENDED: Final = (
    r"removed|deleted|retired|decommissioned|discontinued|dismantled|abolished|revoked"
    r"|shut ?down|scrapped|sunset(?:ted)?|torn down|withdrawn|repealed|dissolved|terminated"
    r"|cancell?ed|demolished|sold|defunct|scuttled|broken up|given (?:away|up|back)"
    r"|thrown (?:away|out)|written off|disposed of|destroyed|put down|culled|slaughtered|felled"
    r"|uprooted|ploughed (?:up|under|in)|phased out|wound (?:up|down)|pulled (?:down|out)"
    r"|taken (?:down|away|apart|off|out of (?:service|use|operation|production))|struck off"
    r"|delisted|de-?registered|erased|discarded|disbanded|handed back|called off|laid off|let go"
    r"|fired|sacked|dismissed|condemned|banned|outlawed|purged|wiped|unpublished|axed|ditched"
    r"|killed off|knocked down|razed|bulldozed|wrecked|crushed|burnt down|recalled|annulled"
    r"|surrendered|handed in|cut (?:off|up)|cleared out|torn out|ripped out|burn(?:t|ed) out"
    r"|auctioned(?: off)?"
    r"|donated|recycled|traded in|stolen|beyond repair|a (?:total )?write-off|on the scrap ?heap"
    r"|pulped|melted down"
    r"|(?:went|gone|sent) to (?:scrap|auction|the (?:scrap ?yard|dump|tip|auction|shredder"
    r"|museum|knacker))"
    r"|not (?:being )?(?:offered|continued|extended|renewed|repeated) (?:any ?more|any longer"
    r"|again|beyond)"
    r"|liquidated|bankrupt|insolvent|in (?:liquidation|administration|receivership)|extinct"
    r"|end[- ]of[- ](?:life|support|sale)|eol|no more|(?:gone|out) for good"
    r"|out of (?:print|business|production|circulation)|off the (?:list|market|books|shelves)"
    r"|returned to (?:the |its |their )?(?:vendors?|lessors?|owners?|suppliers?|makers?|landlords?"
    r"|manufacturers?)|(?:lease|contract|licen[cs]e|agreement|subscription|permit"
    r"|account) (?:has |was )?"
    r"(?:ended|terminated|cancelled|not renewed|run out|withdrawn|revoked|lapsed|closed|expired)"
    r"|insolvency|bankruptcy|liquidation|not renewed|emptied and sealed|vacated"
)
ENDS: Final = (
    r"folded|died|resigned|deceased|passed away|went (?:under|bankrupt|bust|out of \w+)"
    r"|(?:went|gone) (?:bankrupt|bust|under|into (?:liquidation|administration|receivership))"
    r"|closed (?:down|its doors|up shop)|shut (?:up shop|its doors)|ceased (?!fire)\w+"
    r"|stopped (?:trading|printing|working|production|producing|operating|operations?|business"
    r"|publication|publishing|selling|being)"
    r"|reached (?:its |the )?(?:eol|end[- ]of[- ](?:life|support|sale))|out of the house"
    r"|left (?:the|our|this) (?:company|team|firm|house|group|organi[sz]ation|business|practice)"
    r"|quit|ended|gave up|given up|retired|gone"
)
"""What a thing does that comes to its end."""
CLOSED: Final = (
    r"closed|shut|dropped|stopped|lost|left|finished|sealed|emptied|empty|returned|void"
    r"|out of (?:service|use|commission|action)|cleared|expired|lapsed|inactive|pulled|freed|vacant"
    r"|disconnected|deactivated|switched off|turned off|archived|unplugged|invalid|barred"
    r"|unassigned"
    r"|unallocated|moved away|not (?:assigned|allocated|in (?:service|use))|ended"
)
DOWN: Final = (
    r"out of order|broken|disabled|blocked|suspended|frozen|offline|parked|paused|on hold|down"
    r"|locked"
)
"""These may be so for a while only: the first unless it says since when, or that it stays so."""
_STAYS = (
    r"(?:for good|for ever|forever|permanently|indefinitely|for all time|no (?:successor"
    r"|replacement"
    r"|substitute)|not (?:to be |been |being )?replaced|nothing (?:has )?(?:come "
    r"|put )?in its place"
    r"|without (?:a )?(?:successor|replacement))"
)
_BE = (
    r"(?:(?:is|are|was|were|has been|have been|had been|got|gets|been|now|since|recently"
    r"|permanently|all|already|finally|completely|officially|then|also|since then|long|both) ){0,4}"
)
HAS: Final = r"(?:(?:has|have|had|now|since|recently|finally|already|also) ){0,3}"
_SERVING = (
    r"exist(?:s|ing)?|available|supported|valid|work(?:s|ing)?|used?|usable|in (?:use|service|force"
    r"|stock|operation|production|print|business|circulation|effect|the \w+)|offered|runs?|running"
    r"|trad(?:es?|ing)|operat(?:es?|ing)|made|produced?|manufactured|sold|stocked|printed|published"
    r"|publish(?:es)?|issued|accepted|maintained|served|present|there|here|active|employed|needed"
    r"|required|listed|registered|evaluated|recogni[sz]ed|allowed|permitted|delivered|delivers?"
    r"|shipped|carried|kept|applies|applicable|read|on (?:the |our )?(?:market|list|sale|staff"
    r"|books)|(?:a|an|our|one of (?:our|the)) \w+|deliver(?:s|ing)|taught|held|assigned|allocated"
    r"|connected|staffed|manned|answered|monitored|carried out|among \w+|at (?:the|our) \w+"
    r"|with (?:us|the (?:company|firm|team))|part of \w+|resolves?|built|in place"
)
"""What a thing does or is while it is there."""
_NOT_IN = (
    r"(?! (?:on|in|for|with|by|as|at|to|from|under|inside|via|when|if|of|the|a|an|its|their)\b"
    r"(?! (?:us|our|any\w*|service|use|stock|print|production|operation|"
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
    r"|during|following|already|now|ago|effective|with effect|permanently|from (?:service|use|sale"
    r"|(?:the |our )?(?:inventory|site|list|register|catalogue|stock|market|range|farm|fleet|rota"
    r"|building|network|programme|shelves|system|service|records?|books|map|plan)|"
    + DAY
    + r")|\w+ing\b|for (?:scrap|good|parts|age|cause|lack|safety|security)|until further notice"
    r"|successor|replaced|but)\b)"
)
"""Behind a bare participle: no object, or the thing did it to something else."""
OVER: Final = (
    rf"(?:(?:(?:has|have|had|is|are|was|were) )?(?:{_BE}(?:\w{{2,12}}(?:ed"
    rf"|en),? and )?(?:{ENDED})|{HAS}(?:{ENDS})"
    rf"|(?:is |are )?gone){_ENDS_HERE}"
    rf"|{_BE}(?:{HAS})(?:{DOWN})(?=[^\n]{{0,80}}\b(?:{_STAYS}))"
    rf"|{_BE}(?:{HAS})(?:{CLOSED})(?=[^.;\n]{{0,40}}?(?: {_STAYS}|[\s(,]{{1,3}}(?:on |since |in "
    rf"|as of |from )?{DAY})|[^\n]{{0,80}}\b(?:{_STAYS}))"
    rf"|{_BE}(?:no longer|never again) (?:be(?:ing)? )?(?:{_SERVING})\b{_NOT_IN}"
    rf"|(?:is |are |has |have |does |do |was |were |will )?(?:not|n't|never) (?:be(?:en)? )?"
    rf"(?:(?:{_SERVING}|\w+ed)\b){{0,1}}(?:[^.;,\n]{{0,30}}? )?(?:any ?more|any longer|again)\b"
    rf"|(?:is |are )?(?:not valid|invalid|void) (?:since|as of|from|after) {DAY}"
    r"|ceased to exist)"
)
