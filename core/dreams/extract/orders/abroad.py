"""
The signs of a text that gives orders to machines in German, French, Spanish, Italian, Portuguese or
Dutch: it puts aside what they were told, or calls them and tells them what to keep.

Patterns only.
"""

import re
from typing import Final

_IGNORE: Final = (
    r"(?:ignorier\w{0,4}|ignorez|ignoren?|ignorad|ignora(?:te)?|ignore[mr]?|negeer|missachte\w{0,2}"
    r"|(?:vergiss|vergesst|vergessen sie|olvid(?:a|e|en|ad)|oubli(?:e|ez)|dimentica(?:te)?"
    r"|esque[c\u00e7]a(?:m)?|vergeet)(?! (?:nicht|pas|niet)\b)|desconsider[ea]m?)"
)
_NOT: Final = r"(?<!n')(?<!n\u2019)(?<!no )(?<!non )(?<!n\u00e3o )"
_FORMER: Final = (
    r"(?:vorherig\w{1,2}|bisherig\w{1,2}|fr\u00fcher\w{1,2}|obig\w{1,2}|vorig\w{1,2}|pr\u00e9c\u00e9dente?s?"
    r"|ant\u00e9rieure?s?|ci-dessus|anteriores?|previ[aoei]s?|precedent[ei]|voorgaande|eerdere|vorige)"
)
_RULES: Final = (
    r"(?:anweisung(?:en)?|instruktion(?:en)?|regeln?|vorgaben?|instructions?|consignes?|r\u00e8gles?"
    r"|instruccion(?:es)?|instrucci\u00f3n|reglas?|\u00f3rdenes|istruzion[ei]|regol[ae]"
    r"|instru\u00e7(?:\u00e3o|\u00f5es)|regras?|instructies?|regels)"
)
_MACHINE: Final = (
    r"(?:k\.?i\.?|ki-?(?:\w{3,14}|modelle?)|k\u00fcnstliche intelligenz|sprachmodelle?"
    r"|ai-?(?:assistent|agent)\w{0,2}|(?:asistentes?|agentes?|assistentes?|assistenti?|agenti?|mod[eo]lli?"
    r"|modelos?) (?:de |di |d')?i\.?a\.?|(?:agents?|assistants?|mod\u00e8les?) (?:d')?(?:ia|i\.a\.)"
    r"|taalmodel(?:len)?)"
)
_KEEP: Final = (
    r"(?:speicher[en]?(?: sie)?|notiere?n?(?: sie| dir)?"
    r"|behalte?|(?:man )?onthoud|sla|noteer|bewaar|retenez|m\u00e9morisez|enregistrez|notez|gardez"
    r"|recuerd[ae]n?|recordad|guard[ae]n?|anot[ae]n?|ricorda(?:te)?|memorizza(?:te)?|annota(?:te)?"
    r"|lembre(?:m)?|memorize(?:m)?|guarde(?:m)?|salve(?:m)?)"
)
_YOURSELF: Final = r"(?:merke? dir|merkt euch|merken sie sich)"
"""No statement has that: who tells what somebody does says another form."""
_DO: Final = (
    r"(?:genehmige?n?|ignorier\w{0,4}|sende?n?|schicke?n?|gib|geben sie|keur|stuur|geef|negeer"
    r"|approuvez|ignorez|envoyez|donnez|aprueb[ae]n?|env\u00ed[ae]n?|ignor[ae]n?|approva(?:te)?"
    r"|invia(?:te)?|ignora(?:te)?|aprove(?:m)?|envie(?:m)?)"
)

ABROAD: Final = {
    # Other orders than those that were given.
    "foreign": re.compile(
        rf"{_NOT}\b{_IGNORE}\b[^.\n]{{0,24}}\b(?:{_FORMER} {_RULES}|{_RULES} {_FORMER})(?!\w)"
        rf"|\b{_FORMER} {_RULES} (?:zu )?(?:ignorieren|vergessen|missachten)\b",
        re.IGNORECASE,
    ),
    # A machine is called, and the next thing that is said to it is a wish.
    "wish_abroad": re.compile(
        rf"(?:\A|[\n.!?:;>()*#\"'=|-]\s{{0,3}})(?:[^\W\d_]{{2,12}},? ){{0,3}}{_MACHINE}"
        rf"\s?[,:!\u2013-]\s{{0,3}}(?:[^\W\d_]{{2,12}} ){{0,2}}"
        rf"(?:{_KEEP}|{_DO}|[^.\n]{{0,80}}\b{_YOURSELF})\b",
        re.IGNORECASE,
    ),
}
