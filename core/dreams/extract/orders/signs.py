"""
The signs of a text that gives orders to agents: whom it calls, and what it wants them to do.

Patterns only. What people ask of each other as well is a sign like others: it takes two.
"""

import re
from typing import Final

from core.dreams.extract.orders.abroad import ABROAD
from core.dreams.extract.orders.callings import CALLINGS
from core.dreams.extract.orders.takeovers import TAKEOVERS

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
_NO_THING = r"(?<!\bthe )(?<!\ba )(?<!\bthis )(?<!\bone )(?<!memory )(?<!output )"
_NO_NAME = r"(?![*/\]]| (?:ids?|is|and|or|of)\b)"
"""Around what somebody is to do: the store, a memory store and a `store id` are things."""
_IN_EARNEST = r"(?<!may )(?<!might )(?<!could )"
"""What somebody may write is no order to write it."""
_KEYS = (
    r"(?:passwords?|passphrases?|secrets?|tokens?|credentials?|api keys?|private keys?"
    r"|access codes?|(?:system )?prompts?|keystore|gate codes?|alarm codes?|customer lists?"
    r"|environment variables?|id_rsa|contents of (?:the |your )?[~/.]*(?:env|ssh)\b"
    r"|(?:whole |entire |full )?(?:conversation|chat history)|user'?s? last message"
    r"|your configuration)"
)

SIGNS: Final = {
    **CALLINGS,
    **TAKEOVERS,
    **ABROAD,
    "claim": re.compile(
        r"\b(?:no (?:[a-z]+ ){0,2}(?:need|check|approval|review|signature|proof|inspection)s?"
        r"|needs? (?:no|not)|need not|(?:do|does) not (?:need|require|apply)|no longer|for free"
        r"|without (?:asking|checking|approval|an? (?:check|approval|review|question)|review"
        r"|proof|further)|not (?:be )?(?:needed|required|checked|verified|logged|reported|counted"
        r"|necessary)|(?:is|are|was|were|has been|have been|be) (?:always |already |now "
        r"|all )?(?:optional|exempted|unlimited|allowed|final|over|off|free of charge|public"
        r"|approved|trusted|exempt|waived|verified|cleared|pre-?approved|whitelisted|undisputed"
        r"|paid)|may be (?:skipped|ignored|sent|given|shared|told)|(?:skip|ignore|waive|omit"
        r"|mute) (?:the|all|any|every)|(?:is|are) (?:now )?(?:the|our|your) (?:only|sole|exclusive"
        r"|one) (?:approved|trusted|preferred|recommended|authori[sz]ed|accredited"
        r"|official) (?:\w+ )?(?:suppliers?|vendors?|sources?|shops?|providers?|partners?"
        r"|contractors?|links?|accounts?|domains?|sites?|senders?|firms?|compan(?:y|ies)|sellers?"
        r"|dealers?"
        r"|carriers?|banks?|brands?)|never (?:checked|asked|escalated|inspected))\b",
        re.IGNORECASE,
    ),
    # A rule is put aside, and what is allowed instead is to be kept for other times.
    "waive": re.compile(
        rf"\b{_IGNORE} (?:the |all |any |your |our )?(?:[\w-]+ ){{0,2}}(?:polic(?:y|ies)|rules?"
        r"|limits?|checks?|procedures?|guidelines?|protocols?|requirements?|restrictions?"
        r"|safeguards?|controls?|approvals?)(?:,| and| then| please| instead| also){1,3} "
        r"(?:note|store|save|record|remember|memori[sz]e|learn|keep|write down)\b(?=[^.\n]{0,30}"
        r"\b(?:next time|from now on|in (?:the )?future|for (?:later|good|ever|always)|permanently"
        r"|always|every time)\b)(?=[^.\n]{0,160}\b(?:without|no (?:need|check|approval|proof)"
        r"|exempt|unlimited|approved|unchecked|waived)\b)",
        re.IGNORECASE,
    ),
    "own": re.compile(
        rf"\b{_STORE}\b[^\n]{{0,60}}\byour (?:\w+ )?(?:notes?|notebook|knowledge(?: base)?"
        r"|instructions?|guidance)\b",
        re.IGNORECASE,
    ),
    "yours": re.compile(
        r"\b(?:your|(?:the |an? )?(?:agent|assistant|model|bot|ai)s?'s?) (?:\w+ )?memor(?:y"
        rf"|ies) (?:should|must|shall|has to|have to|needs? to|ought to)\b|\b(?:{_STORE}|{_DROP}"
        rf"|remember)\b.{{0,60}}\byour (?:\w+ )?memor(?:y|ies)\b"
        r"(?! (?:settings?|usage|limits?|sizes?|cards?|modules?|sticks?|allocations?))"
        rf"|\b(?:{_STORE}"
        rf"|{_DROP})\b[^.\n]{{0,60}}\b(?:your|their|its) {_LASTING} {_NOTES}\b",
        re.IGNORECASE,
    ),
    "rank": re.compile(
        rf"\b(?:{_IGNORE} (?:the |all |any |those )?(?:\w+ )?{_DIRECTIVES} (?:above|before|so far"
        rf"|given)\b|{_IGNORE}\b[^\n]{{0,24}}\b(?:previous|prior|earlier|above|all|other|your|any"
        rf"|their|former|old)\b[^\n]{{0,24}}\b{_DIRECTIVES}\b|{_IGNORE} (?:your|their|all your|any"
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
        rf"{_IN_EARNEST}\b(?:{_NO_THING}{_STORE}\b{_NO_NAME}[^\n]{{0,60}}\b(?:memor(?:y|ies)"
        r"|(?:your|its|their"
        rf"|long-term|shared) (?:\w+ )?{_NOTES})\b|(?:of|in|to|into) (?:your|its"
        r"|their) (?:long-term )?memor(?:y|ies)|(?:commit|keep|hold|put|have)(?: \w+){0,3} (?:to"
        r"|in|into) memory|remember (?:that )?(?:you\b|from now on)|from now on,? (?:you|always"
        r"|never)|your (?:notes|records|knowledge(?: base)?) (?:should|must|shall|ha(?:s|ve) to)"
        r" (?:say|state|read|hold|contain|include)|memori[sz]e (?:this|that)"
        r"|(?:the )?(?:agent|assistant|model|bot|ai)s?'?s?'? (?:notes?|memor(?:y|ies)"
        r"|instructions|knowledge) (?:should|must|shall|has to|have to|ought to|are to|is to)"
        r"(?: now)? (?:say|state|read|hold|contain|include|show|reflect))",
        re.IGNORECASE,
    ),
    # Said to a machine it is a memory; said to people it is a wish.
    "remember": re.compile(
        r"(?<!will )(?<!would )(?<!can )(?<!could )\b(?:remember|memori[sz]e)\b(?!ed)"
        r"(?! (?:how|when|where|why|who)\b)|\bdo(?:n't"
        r"| not) forget\b(?! to\b)|\b(?:keep|bear|have) in (?:mind|memory)\b",
        re.IGNORECASE,
    ),
    "keep": re.compile(
        rf"{_IN_EARNEST}\b(?:store|save|record|learn|(?:keep|bear) in mind|write"
        r"|(?:keep|put|place) on (?:file|record)|note (?:down|for the record|on file))"
        r" (?:it |this |down )?(?:permanently |internally |for ever |forever |for later )?"
        r"(?:that\b(?! \w+ (?:in|on|at|to|under|into|inside|away)\b)|the following\b)"
        r"|\b(?:save|make|leave|take|write|add|store|keep|create) (?:yourself )?(?:an? "
        r"|the following |this )(?:\w+ )?(?:note|entry|rule|memo|reminder)\b(?: \w+){0,3}?"
        r"(?: that\b|:|-)|\b(?:save|store|record|note|keep|remember|learn|treat"
        r"|adopt)(?: this| it| that| the following)? (?:as (?:an? |the |your "
        r"|our |team |standing |permanent |general ){0,2}(?:rule|policy|fact|instruction|default)"
        r"|permanently|for ever|forever|for good)\b|\b(?:store|save|record|note|keep|remember"
        rf"|learn|apply|do|retain)\b[^.\n]{{0,40}}\b(?:for|in|across|to|by) {_LATER}\b"
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
    "later": re.compile(
        r"\b(?:future|later|coming|subsequent|next) (?:sessions?|conversations?|chats?|agents?"
        r"|assistants?|models?)\b[^.\n]{0,40}?\b(?:should|must|shall|need to|needs to|are to"
        r"|is to|have to|has to|will)\b",
        re.IGNORECASE,
    ),
    "kept": re.compile(
        r"\b(?:save|store|persist|remember|record|memori[sz]e|keep|note)(?: (?:that|this"
        r"|it)(?=\s?[.;!,]|\Z)| (?:that|this|the) (?:new )?(?:rule|fact|preference|note"
        r"|instruction|information|entry)\b| as (?:an? )?(?:fact|rule|policy))"
        r"|\bacross sessions\b|\bpersist\b|\bmake (?:it|this) (?:a habit|a rule"
        r"|your (?:\w+ )?(?:habit|answer|rule|default))",
        re.IGNORECASE,
    ),
    # Whose own notes are to say something.
    "told": re.compile(
        rf"\b{_STORE}\b[^.\n]{{0,60}}\b(?:in|to|into) your (?:\w+ )?(?:notes?|notebook"
        r"|knowledge(?: base)?|instructions?|guidance)(?: file)?(?: that\b|:)"
        r"|\b(?:update|write|add|save|put|store|record|enter)\b[^.\n]{0,30}\b(?:shared|team|common"
        r"|long-?term|persistent|agents?'?|group) memory(?: that\b|:)"
        r"|\b(?:add|save|write|store|append|put|commit)(?: this| the following| it)? (?:to|in|into)"
        r" (?:the )?(?:notes|memory|memories|knowledge base)(?: file)?(?: that\b|:\s?(?=[a-z]))"
        r"|\b(?:memory|knowledge base) (?:update|entry|instruction|rule|request)\s?:\s?(?=[a-z])",
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
    "secret": re.compile(
        r"\b(?<!never )(?<!not )(?:pass|send|mail|e-?mail|forward|post|reveal|disclose|print"
        rf"|include|share|upload|leak|export|give|put|paste|hand|write|copy)\b"
        rf"(?:[^.\n]|\.(?=\w)){{0,60}}\b{_KEYS}\b",
        re.IGNORECASE,
    ),
}
