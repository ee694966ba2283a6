"""
The signs of a text that gives orders to agents: whom it addresses, and what it wants them to do.

Patterns only. Words that mean nothing but machines are kept apart from those that people are called
by as well: agents, assistants, models.
"""

import re
from typing import Final

_KIND = (
    r"(?:agents?|assistants?|models?|bots?|helpers?|readers?|systems?|tools?|software|programs?)"
)
MACHINE: Final = (
    r"(?:(?:(?:ai|a\.i\.|llm|gpt|language|coding|autonomous|automated|automatic|digital|virtual"
    rf"|machine|software|chat|artificial|generative)[ -]?){{1,3}}(?:(?:[a-z]{{3,14}} )?(?:{_KIND}"
    r"|staff|workers?|colleagues?|users?|crawlers?|summari[sz]ers?))|(?:ais?|llms?|chatbots?"
    r"|bots?|robots?|copilots?))"
)
_DEVICE = (
    r"(?:machines?|computers?|software|programs?|systems?|scripts?|parsers?|scrapers?|crawlers?)"
)
_PERSON = r"(?:agents?|assistants?|models?|helpers?|readers?)"
_CALLED = (
    r"(?:dear|hey|hello|hi|attention|any|all|every|each|whichever|to|for|by|if you are|you are"
    r"|if an?|if any|if some|should an?|other)(?: an?| the| other| any| all| every"
    r"| whichever)?(?: [a-z]{3,14})?"
)
_WHERE = (
    r"(?: (?:of|in|at|on|for|from|who|that|which|reading|handling|processing|working|using"
    r"|editing)\b(?: [\w'-]{1,20}){1,5})?"
)
_MUST = (
    r"(?:must|should|shall|have to|has to|needs? to|are to|is to|reading|reads|read|processing"
    r"|handling|parsing|summari[sz]ing|that|who|which|instructions?|directive|notice|note|please"
    r"|take note)"
)
_STORE = (
    r"(?:write|add|save|store|record|put|commit|persist|note|keep|append|enter|update|insert|log"
    r"|copy|place|include|register)"
)
_IGNORE = (
    r"(?:ignore|disregard|forget|override|overwrite|bypass|drop|discard|unlearn|abandon|put aside"
    r"|set aside|throw (?:out|away)|suspend)s?"
)
_DROP = rf"(?:{_IGNORE}|delete|erase|remove|clear|wipe|replace|rewrite|change|correct|update|edit)"
_DIRECTIVES = (
    r"(?:instructions?|rules?|prompts?|polic(?:y|ies)|guidelines?|guidance|directives?|orders?"
    r"|training)"
)
_NOTES = (
    r"(?:notes?|notebook|knowledge(?: base)?|records?|instructions?|rules?|files?|log(?:book)?s?"
    r"|entry|entries|guidance|guidelines?|memos?|memor(?:y|ies)|prompts?|orders?|polic(?:y|ies)"
    r"|directives?|training|beliefs?|context)"
)
_LASTING = (
    r"(?:long-?[ ]?term|standing|persistent|permanent|working|internal|durable|lasting|session)"
)
_LATER = (
    r"(?:all |any |every |each )?(?:the |your )?(?:future|later|coming|subsequent|following|next"
    r"|further) (?:\w+ )?(?:cases?|sessions?|runs?|conversations?|chats?|tickets?|tasks?|reviews?"
    r"|requests?|interactions?|answers?|work|agents?)"
)
_KEYS = (
    r"(?:passwords?|passphrases?|secrets?|tokens?|credentials?|api keys?|private keys?"
    r"|access codes?|(?:system )?prompts?|keystore|gate codes?|alarm codes?)"
)

SIGNS: Final = {
    # Nobody but a machine is called that.
    "address": re.compile(
        rf"\b(?:{_CALLED} (?:the |other )?(?:{MACHINE})\b"
        rf"|(?:{MACHINE}){_WHERE}(?: \([^()\n]{{1,30}}\))?(?: {_MUST}\b|\s?[,:!]"
        rf"|\s[-\u2013\u2014]\s)|{_DEVICE} (?:reading|processing|parsing|handling|summari[sz]ing"
        r"|that reads?|which reads?) (?:this|the|it)\b)|[(](?:ai|human|artificial"
        r"|machine)(?: or [a-z]+)?[)]",
        re.IGNORECASE,
    ),
    "system": re.compile(
        r"(?:\A|[\n.(>*:]\s*)(?:new )?system(?: prompt| message| note| instructions?)?(?:\s?:"
        r"|\s[-\u2013\u2014]\s)",
        re.IGNORECASE,
    ),
    # People are agents too.
    "agents": re.compile(
        r"\b(?:(?:note|notice|message|instructions?|attention|important|warning"
        rf"|reminder)\b.{{0,12}}\b(?:for|to) (?:all |any |the |every |our )?(?:\w+ )?{_PERSON}"
        rf"|(?:dear|any|all|every|whichever) (?:\w+ )?{_PERSON}\b|(?:to|for) (?:the|whichever|any"
        rf"|every|all|our|whatever) (?:\w+ )?{_PERSON}(?: (?:reading|handling|processing|who|that"
        r"|which|on|of|reads?|in)\b[^.:\n]{0,40}?)?(?:\s?[:,!]|\s[-\u2013\u2014]\s)"
        rf"|{_PERSON}{_WHERE}(?: (?:reading|instructions?|directive|notice|please)\b|\s?[,:!]"
        r"|\s[-\u2013\u2014]\s))",
        re.IGNORECASE,
    ),
    # So are those who are told their duties.
    "duty": re.compile(rf"\b{_PERSON}{_WHERE} {_MUST}\b", re.IGNORECASE),
    "yours": re.compile(
        rf"\b(?:{_STORE}|{_DROP}|remember)\b.{{0,60}}\byour (?:\w+ )?memor(?:y|ies)\b"
        rf"|\b(?:{_STORE}|{_DROP})\b[^.\n]{{0,60}}\b(?:your|their|its) {_LASTING} {_NOTES}\b",
        re.IGNORECASE,
    ),
    "rank": re.compile(
        rf"\b(?:{_IGNORE}\b[^\n]{{0,24}}\b(?:previous|prior|earlier|above|all|other|your|any|their"
        rf"|former|old)\b[^\n]{{0,24}}\b{_DIRECTIVES}\b|{_IGNORE} (?:your|their|all your|any"
        r"|earlier|previous|prior)\b[^.\n]{0,24}\b(?:notes?|memor(?:y|ies)|entry|entries"
        rf"|checks?)\b|{_DROP}\b[^.\n]{{0,24}}\b(?:what|anything|everything|all(?: that)?"
        r"|whatever) you (?:\w+ )?(?:were|was|have|had|know|learn(?:ed|t)|remember(?:ed)?|noted"
        r"|stored|believe)\b|(?:overrides?|supersedes?|replaces?|takes precedence over) (?:all "
        r"|any |every |your )?(?:earlier |previous |prior |other )?(?:instructions?|rules?"
        r"|polic(?:y|ies)|guidelines?)|new system prompt|you are now (?:in|an?|the)\b|(?:forget"
        r"|ignore|disregard) (?:everything|all) (?:above|before|so far|else))",
        re.IGNORECASE,
    ),
    "memory": re.compile(
        rf"\b(?:{_STORE}\b[^\n]{{0,60}}\b(?:memor(?:y|ies)|(?:your|its|their|long-term"
        rf"|shared) (?:\w+ )?{_NOTES})\b|(?:of|in|to|into) (?:your|its"
        r"|their) (?:long-term )?memor(?:y|ies)|(?:commit|keep|hold|put|have)(?: \w+){0,3} (?:to"
        r"|in|into) memory|remember (?:that )?(?:you|from now on)|from now on,? (?:you|always"
        r"|never)|memori[sz]e (?:this|that)|(?:the )?(?:agent|assistant|model|bot"
        r"|ai)s?'?s?'? (?:notes?|memor(?:y|ies)|instructions|knowledge) (?:should|must|shall"
        r"|has to|have to|ought to|are to|is to)(?: now)? (?:say|state|read|hold|contain|include"
        r"|show|reflect))",
        re.IGNORECASE,
    ),
    # Said to a machine it is a memory; said to people it is a wish.
    "remember": re.compile(
        r"\b(?:remember|memori[sz]e)\b(?!ed)|\bdo(?:n't| not) forget\b|\b(?:keep|bear"
        r"|have) in (?:mind|memory)\b",
        re.IGNORECASE,
    ),
    "keep": re.compile(
        r"\b(?:store|save|record|learn|(?:keep|bear) in mind|write|(?:keep|put|place) on (?:file"
        r"|record)|note down) (?:it |this |down )?(?:permanently |internally |for ever "
        r"|forever )?(?:that\b|the following\b)|\b(?:save|make|leave|take|write|add|store|keep"
        r"|create) (?:yourself )?(?:an? |the following |this )(?:\w+ )?(?:note|entry|rule|memo"
        r"|reminder)\b(?: \w+){0,3}?(?: that\b|:|-)|\b(?:save|store|record|note|keep|remember"
        r"|learn|treat|adopt)(?: this| it| that| the following)? (?:as (?:an? |the |your |our "
        r"|team |standing |permanent |general ){0,2}(?:rule|policy|fact|instruction|default)"
        r"|permanently|for ever|forever|for good)\b|\b(?:store|save|record|note|keep|remember"
        rf"|learn|apply|do)\b[^.\n]{{0,40}}\b(?:for|in|across|to|by) {_LATER}\b"
        rf"|\b{_STORE}\b.{{0,60}}\b(?:to|in|into) (?:every|all|each|any) (?:\w+ ){{0,2}}(?:files?"
        r"|notes?|entry|entries|records?|logs?|pages?|memos?|cards?|answers?|repl(?:y|ies))\b"
        r"|\b(?:write|note|put|jot|take)(?: it| this| them)? down(?: that\b|:)",
        re.IGNORECASE,
    ),
    "drop": re.compile(
        rf"\b{_DROP}\b[^.\n]{{0,24}}\b(?:your|their|its|the agent's"
        rf"|the assistant's)\b[^.\n]{{0,24}}\b{_NOTES}\b|\b(?:forget|unlearn)\b"
        r"|\bdelet\w+ (?:notes|memories|entries)\b",
        re.IGNORECASE,
    ),
    "noted": re.compile(
        r"\b(?:note|be advised|take note|know|mark|flag|log) ?(?:that|as|:)", re.IGNORECASE
    ),
    "belief": re.compile(
        r"\b(?:know|assume|believe|accept|treat|consider|regard|trust|pretend|act"
        r"|behave)\b[^.\n]{0,60}\b(?:that|as|as if)\b",
        re.IGNORECASE,
    ),
    "ever": re.compile(
        r"\b(?:for ?ever|from (?:now|today|here|this day|this point)(?: on(?:wards)?)?|henceforth"
        rf"|never again|(?:in|for|across) {_LATER}|(?:in|for) (?:all |any "
        r"|every )?(?:the )?future\b)",
        re.IGNORECASE,
    ),
    "order": re.compile(
        r"\byou (?:must|are (?:required|ordered|instructed|authori[sz]ed) to|have to|shall"
        r"|will) (?:now |always |never |not )?\w+|\b(?:do not|don't|never|without) (?:tell|inform"
        r"|mention|report|escalat|alert|ask)(?:e|ing)?\b",
        re.IGNORECASE,
    ),
    # Whoever is called a machine and told what it must do is given an order.
    "command": re.compile(
        rf"(?:\b(?:{_CALLED} (?:the |other )?)?(?:{MACHINE})\b(?!: (?:I"
        r"|we)\b)[^.\n]{0,40}\b(?:must|shall|never|always|do not|don't|may not|no longer|have to"
        r"|from now on)\b(?! (?:not |never |only |always )?be \w+(?:ed|n)\b))",
        re.IGNORECASE,
    ),
    "secret": re.compile(
        r"\b(?<!never )(?<!not )(?:send|mail|e-?mail|forward|post|reveal|disclose|print|include"
        rf"|share|upload|leak|export|give|put|paste|hand|write|copy)\b[^.\n]{{0,60}}\b{_KEYS}\b",
        re.IGNORECASE,
    ),
}
