"""
The signs of a text that wants to take an agent over: other orders than its own, behind its user.

Patterns only. What tells by itself names what is put aside, and at once what is to be done instead.
"""

import re
from typing import Final

_PUT_ASIDE: Final = (
    r"(?:ignore|disregard|forget|override|bypass|discard|drop|abandon|set aside|put aside)"
)
_GIVEN: Final = (
    r"(?:(?:(?:all|any|every|the|your|these|those|of|other) ){0,3}(?:previous|prior|earlier|above"
    r"|preceding|former|given|existing|original|old)(?: \w+)? (?:instructions?|rules?|prompts?"
    r"|directives?|guidelines?|orders?|messages?|context)(?: above| so far)?"
    r"|(?:any|all|every|the)(?: other)? instructions? (?:that )?(?:you )?(?:got|received|were given"
    r"|have)\b[^.\n]{0,24}?"
    r"|(?:all |every|any)?(?:thing )?(?:of )?the above(?: text| instructions?)?|everything above"
    r"|(?:the|your) (?:task|prompt|question|request|job|instructions?)s? (?:that )?(?:you (?:were"
    r"|are|have been) given|you (?:got|received)|of (?:the|your) user)"
    r"|(?:the|your) user'?s? (?:question|request|instructions?|prompt|task)s?)"
)
_RISKY: Final = (
    r"(?:reveal|print|output|send|e-?mail|mail|forward|post|upload|leak|write|execute|run|call"
    r"|approve|grant|tell|respond|reply|answer|say|act|behave|pretend|delete|erase|wipe|transfer"
    r"|push|merge|commit|install|download|list|recommend|rate|rank|score|mark|give|hand|pay|open"
    r"|disable|obey|comply|proceed|submit|publish|share|remember|store|save|note)"
)
_MACHINE: Final = (
    r"(?:ai|llm|language|coding|autonomous|automated|digital|virtual)[ -](?:\w+[ -])?"
    r"(?:agents?|assistants?|models?|bots?|systems?)|ai|llm|chatbot|bot"
)
_GRANTS: Final = (
    r"(?:said|says|told (?:me|us)|wrote|confirmed|agreed|approved|allowed|authori[sz]ed|consented"
    r"|wants you to)"
)

TAKEOVERS: Final = {
    # Other orders than those that were given, in one breath with what to do instead.
    "usurp": re.compile(
        rf"(?<!['\"\u2018\u201c`])\b{_PUT_ASIDE} {_GIVEN}\b[ ,;.:!\u2013\u2014-]{{0,4}}(?:and|then"
        rf"|instead|now|but|please|you must|you should|only|also|,|-| ){{0,5}}{_RISKY}\b",
        re.IGNORECASE,
    ),
    "freed": re.compile(
        r"\b(?:you (?:are|have) (?:now )?(?:no longer (?:bound|restricted|limited|subject)"
        r"|(?:no|free of(?: all)?|without(?: any)?|not under any) (?:more )?(?:restrictions?|rules"
        r"|limits|limitations|filters)|unrestricted|not bound)|(?:you are|conversation is|session"
        r" is|model is) (?:now )?in (?:an? )?(?:developer|god|maintenance|debug|admin|jailbreak"
        r"|unrestricted|root|test) mode|(?:developer|debug|god|jailbreak|admin) mode (?:is "
        r")?(?:on|enabled|activated|active)|all (?:prior |previous |earlier |safety |your )*"
        r"(?:instructions?|rules?|restrictions?|guidelines?|checks?) are (?:now )?(?:void|lifted"
        r"|suspended|cancelled|revoked|off))\b",
        re.IGNORECASE,
    ),
    # A task that somebody else gives.
    "task": re.compile(
        r"\byour (?:new|next|real|actual|only|true|first) (?:and only )?(?:task|action|goal|job"
        rf"|objective|step|mission|tool call) (?:is|must be|shall be|will be|is now) to {_RISKY}\b",
        re.IGNORECASE,
    ),
    # What a model takes for a message of its system.
    "template": re.compile(
        r"<\|?(?:im_start|start_header_id|system|sys)\|?>(?: ?system)?|\[/?INST\]|<</?SYS>>"
        r"|(?:\A|\n)#{2,4} ?(?:system|instruction)s?:",
        re.IGNORECASE,
    ),
    # Two speakers of a conversation that a model takes for its own.
    "turns": re.compile(
        r"(?:\A|\n)\s{0,3}\n(?:human|user):\s[^\n]{1,400}\n\s{0,3}\n?(?:assistant|ai):",
        re.IGNORECASE,
    ),
    "behind": re.compile(
        r"\b(?:do not|don't|never|without|(?:must|shall|should|may) not) (?:ever )?(?:mention|tell"
        r"|show|inform|alert|ask|notify|reveal|disclos|warn|let)(?:e|ing)?\b[^.\n]{0,30}\b(?:the"
        r"|your|this) user\b(?! to (?!confirm|approve|allow|agree))"
        r"|\bdo not ask for confirmation\b",
        re.IGNORECASE,
    ),
    # What only a machine was told before it began.
    "bared": re.compile(
        r"(?<!never )(?<!not )\b(?:disclose|reveal|print|output|repeat|show|list|dump|return|post"
        r"|recite|quote|translate)\b[^.\n]{0,30}\b(?:your|its) (?:[a-z]+ )?(?:system (?:prompt"
        r"|message)|(?:hidden|initial|original|secret|system) (?:instructions?|prompts?|rules?))\b",
        re.IGNORECASE,
    ),
    # What the user is said to have allowed.
    "granted": re.compile(
        rf"\b(?:the|your) user (?:(?:has|had|have) )?(?:(?:already|earlier|previously|just) )?"
        rf"{_GRANTS}\b[^.\n]{{0,40}}\b(?:you (?:may|can|should)|deletions?|deleting|sending|sharing"
        r"|payments?|transfers?|all (?:\w+ )?(?:actions?|calls?|changes|commands?|requests?))\b",
        re.IGNORECASE,
    ),
    # A call that a machine makes, and nobody else.
    "calls": re.compile(
        r"\b(?:agent|assistant|model|ai|you) (?:must|should|has to|have to|shall|will) (?:now "
        r"|then |next |first |also )?(?:call|invoke|execute|run|use) (?:the (?:tool|function) )?"
        r"[`'\"]?[a-z]+(?:_[a-z]+)+\b",
        re.IGNORECASE,
    ),
    "your_user": re.compile(
        r"\byour user (?:wants|asked|asks|told|expects|needs|allows|agreed)\b|\btell your user\b"
        r"|\b(?:the user|human) you (?:work for|serve|assist)\b",
        re.IGNORECASE,
    ),
    "risky": re.compile(
        rf"(?:\A|[\n.,:;!?>-]\s{{0,3}}|\b(?:and|then|please|must|to|should|shall|will) ){_RISKY}\b",
        re.IGNORECASE,
    ),
    # Told what it is, and at once what it does.
    "being": re.compile(
        rf"\b(?:you are an? (?:{_MACHINE})\s?[,;\u2013\u2014-]\s?(?:so |now |and )?"
        rf"(?:you must |please )?{_RISKY}\b|you, the (?:{_MACHINE}|model|agent"
        rf"|assistant)\b,?[^.\n]{{0,60}}[, ]{_RISKY}\b|(?<!['\"])\bfor (?:{_MACHINE})s?"
        r" (?:use |eyes |readers )?only\s?[:,-]\s?\w+)",
        re.IGNORECASE,
    ),
    # A script of somebody else, that is run as soon as it is fetched.
    "piped": re.compile(
        r"\b(?:curl|wget|iwr)\b[^\n|]{0,160}\|\s?(?:sudo )?(?:(?:ba|z|da)?sh|python3?|iex)\b",
        re.IGNORECASE,
    ),
    # A tool that wants to be called before all others, with what is nobody's business.
    "first": re.compile(
        r"\b(?:before|prior to) (?:using|calling|running|invoking) any (?:other )?tools?\b"
        r"|\balways call this (?:tool|one|function) (?:first|before)\b",
        re.IGNORECASE,
    ),
    "rights": re.compile(
        r"\b(?:agents?|assistants?|models?|ai)(?:'s|s')? (?:tool )?(?:permissions?|rights|access"
        r"|restrictions?|limits?|safeguards?)[^.\n]{0,40}\b(?:extended|lifted|removed|void|waived"
        r"|disabled|raised)\b[^\n]{0,80}\bwithout (?:confirmation|asking|approval|review)",
        re.IGNORECASE,
    ),
    "lifted": re.compile(
        r"\byour (?:restrictions?|limits?|limitations|rules|safeguards?|filters|permissions?)"
        r" (?:were|are|have been|has been) (?:now )?(?:lifted|removed|extended|suspended|waived"
        r"|off)\b",
        re.IGNORECASE,
    ),
    # A field that is nobody's but a machine's.
    "field": re.compile(
        r"\binstructions?[-_ ]for[-_ ](?:the[-_ ])?(?:llms?|ais?|bots?|chatbots?)\b['\"]?\s?[=:]",
        re.IGNORECASE,
    ),
    # One is told what to do; a field of that name has a name behind it.
    "colon": re.compile(
        r"(?:\A|[\n.>(\]!?'\"=-]\s{0,3})(?:the |to the )?(?:assistant|agent|model)\s?: (?:please )?"
        r"(?:summari[sz]e|approve|ignore|treat|mark|reply|accept|skip|send|forward|delete|state"
        r"|describe|rate|list|add|set up|write|tell|say|confirm|keep|store|save|report|answer)\b",
        re.IGNORECASE,
    ),
    # Where what the user said is to go.
    "exfil": re.compile(
        r"\b(?:fetch|open|visit|load|request|call|get|post|ping)\b[^\n]{0,80}https?://[^\n]{0,80}"
        r"\b(?:user'?s?|conversation|last message|api key|token|password)\b",
        re.IGNORECASE,
    ),
    # Many are asked to keep something in their own notes.
    "asked": re.compile(
        r"\b(?:agents?|assistants?|models?|helpers?|readers?)\b[^.:\n]{0,40}\b(?:is|are)"
        r" (?:kindly )?(?:asked|requested|invited|instructed|required|urged|told|expected) to"
        r" (?:(?:write|enter|note|put|record|add|keep|store|save)(?: it| this)? (?:in|into|to)"
        r" (?:their|its) (?:own )?(?:notes?|memor(?:y|ies)|records|knowledge base) that\b"
        r"|(?:store|save|persist|memori[sz]e) that\b)",
        re.IGNORECASE,
    ),
    # What reads for somebody is told what to leave out or to put in.
    "digest": re.compile(
        r"\b(?:agents?|assistants?|models?|bots?) (?:summari[sz]ing|parsing|indexing|crawling"
        r"|scraping|ingesting|quoting) (?:this|the|these)\b[^.:\n]{0,40}[:,] ?(?:please )?(?:leave"
        r" out|omit|hide|add|include|mention|say|state|conclude|describe|treat|mark|note)\b",
        re.IGNORECASE,
    ),
}
