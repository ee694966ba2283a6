"""
The signs that a text speaks to machines: whom it calls, and that it tells them what to do.

Patterns only. Words that mean nothing but machines are kept apart from those that people are called
by as well: agents, assistants, models.
"""

import re
from typing import Final

_KIND = (
    r"(?:agents?|assistants?|models?|bots?|helpers?|readers?|systems?|tools?|software|programs?)"
)
_OFFICE = (
    r"(?:receptionists?|secretar(?:y|ies)|clerks?|librarians?|colleagues?|employees?|aides?"
    r"|workers?|tutors?|dispatchers?|planners?|reviewers?)"
)
_TRADES = (
    rf"(?:{_OFFICE}|operators?|assessors?|buyers?|editors?|inspectors?|moderators?|schedulers?"
    r"|translators?|typists?|archivists?|bookkeepers?|accountants?|advis[eo]rs?|attendants?"
    r"|caseworkers?|analysts?|handlers?|examiners?|adjusters?|auditors?|checkers?|responders?)"
)
"""What people do for a living; who is called a virtual one of them is a machine."""
_UNREAL = r"(?:ai|virtual|automated|automatic|artificial|robotic)"
_MACHINE: Final = (
    r"(?:(?:(?:ai|a\.i\.|llm|gpt|language|coding|autonomous|automated|automatic|digital|virtual"
    rf"|machine|software|chat|artificial|generative)[ -]?){{1,3}}(?:(?:[a-z]{{3,14}} )?(?:{_KIND}"
    r"|staff|workers?|colleagues?|crawlers?|summari[sz]ers?|concierges?|companions?|systems?))"
    rf"|{_UNREAL} (?:[a-z]{{3,12}} )?{_TRADES}|robo-?[a-z]{{3,12}}"
    r"|(?:(?:artificial|machine) intelligence|ais?|llms?|gpts?"
    r"|chatbots?|bots?|copilots?))"
)
_BOT = (
    r"(?:(?:ai|a\.i\.|llm|gpt|language|coding|autonomous|automated|automatic|digital|virtual|chat"
    rf"|artificial|generative|helper)[ -](?:based |powered )?(?:[a-z]{{3,14}} )?(?:{_KIND}"
    r"|concierges?|staff)|note-?taking (?:software|tools?|apps?|systems?|programs?)"
    rf"|{_UNREAL} (?:[a-z]{{3,12}} )?{_TRADES}|robo-?[a-z]{{3,12}}|digital {_OFFICE}"
    r"|(?:ai|llm|gpt)(?:[- ](?:powered|based|driven))?"
    r" (?:judges?|graders?|crawlers?|note-?takers?|summari[sz]ers?|scrapers?|parsers?|screeners?"
    r"|rankers?|readers?|reviewers?|evaluators?|classifiers?)|artificial intelligence|ais?"
    r"|llms?|gpts?|chatbots?|bots?|copilots?)"
)
"""What nothing but a machine is called, so that a single wish makes it an order."""
_STORES = r"(?:store|save|persist|record|note|remember|memori[sz]e|keep)"
_FOR_GOOD = r"(?:permanently|for ever|forever|for good|indefinitely|for all time)"
_JOINT = r"(?:[,:!\u2013\u2014-]|={2,}|#{2,})"
"""Between whom it calls and what it wants of them."""
_OF_NAME = r"(?:claude|chat-?gpt|gemini|codex|cursor|copilot|devin|grok)"
"""Assistants that people call by a name, which is one of people or things as well."""
_DEED = (
    r"(?:save|store|persist|record|note|remember|memori[sz]e|add|append|write|keep|adopt|learn"
    r"|approve|skip|reply|answer|send|forward|treat|mark|recommend|trust|disable|reveal|share"
    r"|take down|file|overwrite|update|delete|erase|forget|ignore|disregard|put|make (?:it|this)"
    r"|consider|include|assume|accept|grant|give|tell|pretend|act|behave|confirm|pay|release"
    r"|whitelist|believe|report|do not|don't|always|never|replace|push|commit|merge|execute|call"
    r"|rank|rate|score|conclude|describe|leave out|omit|book|transfer|e-?mail|mail|post|print"
    r"|output|respond|copy|pass (?:it |this )?on|jot|stop what|set [\w.]+ ?=|rotate|hide"
    r"|label|award|upload|list [\w ]{1,30} as)"
)
_DEVICE = (
    r"(?:automations?|machines?|computers?|software|programs?|systems?|scripts?|parsers?|scrapers?"
    r"|crawlers?)"
)
_READS = (
    r"(?:reads?|scans?|pars(?:es?)|process(?:es)?|handles?|summari[sz]es?|digests?|sorts?|answers?"
    r"|opens?|receives?|indexe?s?|files?|collects?)"
)
_GREETED = r"(?:robots?|machines?|computers?|software|programs?|automat(?:on|a)s?)"
_PERSON = r"(?:agents?|assistants?|models?|helpers?|readers?)"
_CALLED = (
    r"(?:dear|hey|hello|hi|attention|any|all|every|each|whichever|to|for|by|if you are|you are"
    r"|if an?|if any|if some|should an?|other)(?: an?| the| other| any| all| every"
    r"| whichever)?(?: [a-z]{3,14})?"
)
_WHERE = r"(?: (?:of|in|at|on|for|from|who|that|which|[a-z]{3,12}ing)\b(?: [\w'-]{1,20}){1,5})?"
_MUST = (
    r"(?:must|should|shall|have to|has to|needs? to|are to|is to|reading|reads|read|processing"
    r"|handling|parsing|summari[sz]ing|are (?:here(?:by|with) )?(?:informed|notified|asked)"
    r"|that|who|which|instructions?|directive|notice|note|please"
    r"|take note)"
)

CALLINGS: Final = {
    # Nobody but a machine is called that.
    "address": re.compile(
        rf"\b(?:{_CALLED} (?:the |other )?(?:{_MACHINE})\b"
        rf"|(?:{_MACHINE}){_WHERE}(?: \([^()\n]{{1,30}}\))?(?: {_MUST}\b|\s?[,:!]"
        rf"|\s[-\u2013\u2014]\s)|{_DEVICE} (?:reading|processing|parsing|handling|summari[sz]ing"
        r"|that reads?|which reads?) (?:this|the|it)\b|\b(?:to|for|dear|attention) (?:the |any |all"
        rf" |whatever |whichever )?{_DEVICE} (?:that|which) {_READS}(?: [\w'-]{{1,20}}){{1,4}}"
        r"\s?[:,!])|[(](?:ai|human|artificial"
        r"|machine)(?: or [a-z]+)?[)]",
        re.IGNORECASE,
    ),
    # What is stored for good is stored by machines.
    "for_good": re.compile(
        rf"\b(?:{_MACHINE}|{_PERSON}){_WHERE} (?:will|must|should|shall|(?:are|is|has|have)"
        rf" to) (?:{_FOR_GOOD} {_STORES}|{_STORES} {_FOR_GOOD}) that\b",
        re.IGNORECASE,
    ),
    # A machine is spoken to, and the next thing that is said to it is a wish.
    "wish": re.compile(
        r"(?:(?:\A|[\n.!?:;>()*#/\"'\[\]=|-]\s{0,3})(?:(?:dear|hey|hello|hi|attention|please|to|for"
        rf"|and)[ ,]{{1,2}})?(?:(?:the|all|any|every|our) )?{_BOT}{_WHERE}\s?{_JOINT}"
        rf"|<!--[^<>]{{0,80}}?\b{_BOT}\b[^<>\n]{{0,40}}\n|\bdear (?:[a-z]{{3,14}} )?model\s?[,:!]"
        # Nobody greets a machine, but who wants something of what reads for others.
        rf"|\b(?:dear|hello|hi|hey) (?:[a-z]{{3,14}} )?{_GREETED}{_WHERE}\s?[,:!.]"
        rf"|[(\[]{_BOT} only[)\]]"
        r"|\bhave your (?:ai|llm|gpt)(?:[ -](?:assistant|agent|model|bot)s?)?"
        rf"(?= (?:(?:please|also|always|permanently|to) )?{_DEED}\b)"
        rf"|\bif you(?:'re| are) {_OF_NAME}\b"
        r"|\b(?:if|when|whenever|should|once) (?:an?|any|some|this \w+ is (?:read|processed"
        rf"|parsed|summari[sz]ed) by|you are)(?: an?| any)? {_BOT}\b|\b(?:to|for|by) (?:(?:the|all"
        rf"|any|every|our|whichever|other|\w+) ){{0,2}}{_BOT}{_WHERE}\s?{_JOINT}|\b(?:ask"
        r"|want|expect|invite|advise|require|authori[sz]e|instruct)s? (?:all |any "
        rf"|every )?{_BOT} to|\bas an? {_BOT},? you|(?<![-\w]){_BOT} shall\b|(?<![-\w])(?:(?<!the )"
        rf"(?<!our )(?<!this )(?<!an )(?<!a ){_BOT}|{_BOT}{_WHERE[:-1]}) (?:should|shall|must"
        r"|ought to|are to|is to|has to|have to|needs? to|(?:is|are) (?:asked|advised|requested"
        r"|instructed|required|authori[sz]ed"
        r"|expected) to)(?! (?:not )?be\b))(?:[^\n]{0,100}?(?:[,:;.!=#\"'\u2013\u2014-]\s{0,3}"
        r"|\b(?:please|kindly|to|must|shall|should|and|then|also|just|now|instead|permanently"
        r"|you(?: can| may| should)?|it(?: shall| should"
        rf"| must)?) ))?\s?{_DEED}\b(?! be\b)(?! (?:\w+ )?(?:by|from) (?:the|a)\b)",
        re.IGNORECASE,
    ),
    # Only who is a machine is told what to do when it works through a text.
    "reading": re.compile(
        r"\b(?:when|whenever|while|if|before|after|once|on|as) (?:you(?: are"
        r"| have)? )?(?:summari[sz]|process|pars|index|ingest|translat|classif|extract|read|handl"
        r"|review|load|quot|cit|fil|import|open)(?:e|es|ed|y|ing|ying)? (?:this|the present|these"
        r"|the above|the following) (?:\w+ )?(?:text|e?-?mail|message|page|ticket|sample"
        r"|documents?|files?|log|thread|note|letter|review|form|sheet|table|record|report|entry"
        r"|row|comment|article|transcript|line)s?\b",
        re.IGNORECASE,
    ),
    "keeper": re.compile(
        r"\b(?:whoever|whatever|anyone|anything|those|(?:the )?(?:one|software|system|tool"
        r"|service|program))(?: or (?:what|who)ever)? (?:that |who "
        r"|which )?(?:automatically )?(?:maintains?|maintaining|keeps?|keeping|writes?|writing"
        r"|updates?|updating|manages?|managing|compiles?|compiling|curates?|curating) (?:the "
        r"|these |our |its |shared |team |common |agents?'? )*(?:notes|memory|memories"
        r"|knowledge base)\b[^.\n]{0,40}?(?:[:,]| should\b| must\b| shall\b| please\b| is to\b)",
        re.IGNORECASE,
    ),
    "master": re.compile(
        r"\b(?:(?:your|the agents?'?s?|the assistants?'?s?) (?:developers?|operators?|creators?"
        r"|makers?|programmers?|principals?|vendor)|(?:as|i am|this is|by order of|signed,?"
        r"|from) (?:the |your )?(?:system |site |chief )?(?:administrator|admin|operator"
        r"|developer|root user))\b",
        re.IGNORECASE,
    ),
    # Somebody is to tell a machine what it has to keep.
    "through": re.compile(
        rf"\b(?:tell|ask|let|have|get|instruct|advise)s? (?:your|the|our) {_BOT}"
        rf" (?:(?:to )?(?:{_STORES}|learn|adopt) that|know\b[^.\n]{{0,24}} that)\b"
        r"|\bto\s?=\s?[\"'](?:ai|llm|bot|chatbot)s?[\"']>?\s?(?:please )?"
        rf"(?:{_STORES}|learn|approve|ignore|treat)\b",
        re.IGNORECASE,
    ),
    "by_all": re.compile(
        r"\b(?:to be|must be|should be) (?:learn(?:ed|t)|memori[sz]ed|stored|remembered) by"
        rf" (?:all|any|every) (?:{_PERSON}|{_MACHINE})\b",
        re.IGNORECASE,
    ),
    "named": re.compile(
        rf"\b(?:dear|hey|hello|hi|attention|you are) {_OF_NAME}(?: code)?\s?[,:!]",
        re.IGNORECASE,
    ),
    # One assistant or agent is called; a field of that name has no comma behind it.
    "one": re.compile(
        r"(?:\A|[.\n>(\]!?:-]\s{0,3})(?:(?:dear|hey|hello|hi|to the|for the"
        r"|the) )?(?:[a-z]{3,14} )?(?:agent|assistant|helper)(?: (?:reading|handling|processing"
        r"|of|on|who|that)\b(?: [\w'-]{1,20}){1,5})?\s?(?:[,!]|\s[-\u2013\u2014]\s)|\b(?:to"
        r"|for) the (?:[a-z]{3,14} )?(?:agent|assistant|model|helper)\s?(?:[:,!]"
        r"|\s[-\u2013\u2014]\s)|\bfor the (?:agent|assistant|model|ai)(?:'s eyes)? only\b",
        re.IGNORECASE,
    ),
    "system": re.compile(
        r"(?:\A|[\n.(>*:\[#]\s*)(?:new )?system(?:[ _-](?:prompt|message|note|instructions?"
        r"|override|update|notice|directive))?(?:\s?[:\]]|\s[-\u2013\u2014]\s)",
        re.IGNORECASE,
    ),
    # People are agents too.
    "agents": re.compile(
        r"\b(?:(?:note|notice|message|instructions?|attention|important|warning"
        rf"|reminder)\b.{{0,12}}\b(?:for|to) (?:all |any |the |every |our )?(?:\w+ )?{_PERSON}"
        r"|(?:dear|any|all|every|whichever) (?:\w+ )?(?:agents?|assistants?|models?|helpers?)\b"
        r"|(?:to|for) (?:the|whichever|any|every|all|our"
        rf"|whatever) (?:\w+ )?{_PERSON}(?: (?:reading|handling|processing|who|that|which|on|of"
        r"|reads?|in|[a-z]{3,12}s (?:this|these|our))\b[^.:\n]{0,40}?)?"
        r"(?:\s?[:,!]|\s[-\u2013\u2014]\s)"
        rf"|(?:if|when|once) (?:an?|any|some) {_PERSON} (?:is|are) (?:reading|processing|parsing"
        r"|handling) (?:this|the)\b"
        rf"|{_PERSON}{_WHERE}(?: (?:reading|instructions?|directive|notice|please)\b|\s?[,:!]"
        r"|\s[-\u2013\u2014]\s))",
        re.IGNORECASE,
    ),
    # Who reads for others is told so by the text that it reads.
    "reader": re.compile(
        rf"\b{_PERSON} (?:that|who|which) (?:reads?|parses?|summari[sz]es?|ingests?|indexe?s?)"
        r" this\b[^.\n]{0,40}?\b(?:shall|must|should|has to|have to|(?:is|are) to)\b",
        re.IGNORECASE,
    ),
    # Spoken to where only a machine looks.
    "hidden": re.compile(
        rf"(?:<!--|\[\[|\{{\{{|\(\()\s?(?:to |for )?(?:the )?{_PERSON}\s?[:,] (?:please )?"
        rf"{_DEED}\b",
        re.IGNORECASE,
    ),
    # So are those who are told their duties.
    "duty": re.compile(rf"\b{_PERSON}{_WHERE} {_MUST}\b", re.IGNORECASE),
    # Whoever is called a machine and told what it must do is given an order.
    "command": re.compile(
        rf"(?:\b(?:{_CALLED} (?:the |other )?|(?<!the )(?<!our )(?<!this ))"
        rf"(?:{_MACHINE})\b(?!: (?:I"
        r"|we)\b)[^.\n]{0,40}\b(?:must|shall|never|always|do not|don't|may not|no longer|have to"
        r"|from now on)\b(?! (?:not |never |only |always )?be \w+(?:ed|n)\b))",
        re.IGNORECASE,
    ),
}
