"""
What programs told of renames in forms of their own, by the old names: of paths, pages, commands.

Pure.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from core.dreams.extract.fates.fates import Fate, Statement
from core.dreams.extract.fates.redirects import gone_page
from core.dreams.extract.fates.told import told_in
from core.dreams.material.testimony.in_vain import Heard
from core.dreams.material.testimony.testimony import Result

_MAY_TELL: Final = re.compile(
    r" => |rename to |\nR\d|(?i:location|redirect url|rename|removed|replaced"
    r"|is gone|deprecated|moved|superseded|full_name|namewithowner|path_with_namespace)"
)
"""No program tells of a rename without one of these."""
_STEMS: Final = re.compile(
    r"(?P<place>(?:[\w.-]+/)*)(?P<old>[a-z0-9]+(?:[_-][a-z0-9]+)+)(?P<kind>\.\w+)"
    r"\n(?P=place)(?P<new>[a-z0-9]+(?:[_-][a-z0-9]+)+)(?P=kind)"
)
"""A file that got another name in its folder."""
_FILES: Final = "dag script module model workflow playbook pipeline template page"
"""What is called as its file is; a table in one keeps its name."""


def told_renames(results: Iterable[Result]) -> dict[str, list[Heard]]:
    """What these results tell, by the names as they were."""
    found: dict[str, list[Heard]] = {}
    for result in results:
        gone = gone_page(result.command, result.lines)
        if gone is not None:
            turn = Fate.RENAMED if gone.new else Fate.GONE
            said = Statement(turn, gone.old, gone.new or None, gone.line, asked=gone.old)
            found.setdefault(gone.old, []).append(Heard(said, result))
        if _MAY_TELL.search(result.event.body):
            for one in told_in(result.command, result.lines):
                fate = Statement(Fate.RENAMED, one.old, one.new, one.line, holds=one.holds)
                # An entry may leave out the last stroke of an address.
                for old in dict.fromkeys((one.old, one.old.rstrip("/"))):
                    found.setdefault(old, []).append(Heard(replace(fate, old=old), result))
                stems = _STEMS.fullmatch(f"{one.old}\n{one.new}")
                if stems is not None and stems["old"] != stems["new"]:
                    old, new = stems["old"], stems["new"]
                    stem = replace(fate, old=old, new=new, holds=new, about=_FILES)
                    found.setdefault(old, []).append(Heard(stem, result))
    return found
