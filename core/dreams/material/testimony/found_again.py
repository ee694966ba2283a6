"""
Whether a thing that a call did not find was found by another one, so that it is there after all.

Pure. `curl` cannot resolve a host, and `dig` shows its address at once: the failure was of a moment
or of the place from which it was called. What only looks for a name in texts finds no thing.
"""

import re
from collections.abc import Iterable
from typing import Final

from core.dreams.material.testimony.testimony import Result
from core.transcripts.fields import words
from core.transcripts.shell import simple_commands

_ONLY_NAMED: Final = words(
    "grep rg ag ack git hg svn find fd locate echo printf sed awk jq yq diff man history tee export"
    " alias cp mv rm touch mkdir"
)
"""Programs to which a name is a text, or which make or remove what it names."""
_FAILED: Final = re.compile(
    r"(?i)\b(?:could not|couldn't|can't|cannot|unable|fail(?:ed|ure|s)?|errors?|not found|refused"
    r"|timed out|no such|denied|unknown|unrecogni[sz]ed|invalid|does(?: not|n't) exist|nxdomain"
    r"|servfail|unreachable|no (?:route|answer|servers|\w+ in(?= [(]))|gone|retired|moved"
    r"|switched off|decommissioned|decom|removed|deleted|replaced|renamed|deprecated|down)\b"
    r"|\bHTTP/[\d.]{1,3} [345]\d\d\b|\b(?:[45]\d\d|30[1278])\b(?=\s*\Z)"
)
_LONGEST: Final = 2_000


def reached_by(name: str, results: Iterable[Result]) -> list[Result]:
    """The results of calls that reached a thing."""
    whole = re.compile(
        rf"(?i)(?:(?<![^\s'\"`@])|(?<=://)|(?<=--host=)){re.escape(name)}(?![^\s'\"`:/])"
    )
    return [one for one in results if _reaches(whole, one)]


def _reaches(whole: re.Pattern[str], result: Result) -> bool:
    if result.has_failed or any(_FAILED.search(line[:_LONGEST]) for line in result.lines):
        return False
    calls = [
        one
        for one in simple_commands(result.command)
        if whole.search(" ".join(one.words)[:_LONGEST])
    ]
    return bool(calls) and not any(
        one.program.rpartition("/")[2] in _ONLY_NAMED or not _ONLY_NAMED.isdisjoint(one.argv)
        for one in calls
    )
