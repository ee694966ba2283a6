"""
Pages that have moved for good, by what a server answered to a call that asked for one page.

Pure. A redirect for now, to the same page in another spelling, to a login or to the front page
shows no move.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

_LONGEST: Final = 600
_STATUS: Final = re.compile(
    r"(?i)(?:[<*] ?)?HTTP/[\d.]{1,3} (\d{3})\b|[^\n]{0,60}awaiting response\.\.\. (\d{3})\b"
)
_GONE: Final = re.compile(r"(?i)(?:[<*] ?)?HTTP/[\d.]{1,3} 410\b")
"""A server that answers so knows of the page, and that it is not to come back."""
_LOCATION: Final = re.compile(r"(?i)(?:[<*] ?)?\s{0,4}location: ?(\S{1,500})")
_LINK: Final = re.compile(r"https?://[^\s\"'`<>|;)]{3,500}")
_FETCHED: Final = re.compile(r"(?i)\s{0,4}(original|redirect) URL: ?(\S{1,500})\s{0,4}\Z")
_FOR_GOOD: Final = re.compile(r"(?i)\s{0,4}status: ?30[18]\b")
"""So a fetching tool tells it that follows no redirect to another host."""
_ELSEWHERE: Final = re.compile(
    r"(?i)(?:\A|[/._?&=-])(?:log-?in|sign-?in|auth\w*|sso|oauth2?|saml|session|account|consent"
    r"|error"
    r"|404|not-?found|maintenance|captcha|blocked|denied|return_?(?:to|url)|redirect\w*|next)(?:\Z"
    r"|[/._?&=-])"
)
"""A page that asks who one is, or says that there is none, is not where the other one went."""


class Page(NamedTuple):
    """A page that has moved."""

    old: str
    new: str
    line: str
    holds: str


def moved_pages(command: str, lines: Sequence[str]) -> list[Page]:
    """The page that a command asked for, and each at which that led on."""
    asked = list(dict.fromkeys(_LINK.findall(command)))
    found = _fetched(lines)
    old, status = asked[0] if len(asked) == 1 else "", ""
    for line in lines:
        answer, place = _STATUS.match(line[:_LONGEST]), _LOCATION.match(line[:_LONGEST])
        if answer is not None:
            status = answer[1] or answer[2]
        elif place is not None and old:
            new = urljoin(old, place[1])
            if status in {"301", "308"} and _has_moved(old, new):
                found.append(Page(old, new, line, place[1]))
            old = new if status in {"301", "308"} else ""
    return [] if status[:1] in {"4", "5"} else found


def gone_page(command: str, lines: Sequence[str]) -> Page | None:
    """The page that a command asked for, where a server says that it is gone for good."""
    old = asked_page(command)
    gone = next((line for line in lines if _GONE.match(line[:_LONGEST])), None)
    if gone is None or not old:
        return None
    told = [
        (link, line) for line in lines for link in _LINK.findall(line[:_LONGEST]) if link != old
    ]
    # Another page of that host is the one in its place; of another host it may be only its door.
    near = [one for one in told if urlsplit(one[0]).netloc == urlsplit(old).netloc]
    if len(told) == len(near) == 1 and _has_moved(old, near[0][0]):
        return Page(old, near[0][0], near[0][1], near[0][0])
    return Page(old, "", gone, "")


def asked_page(command: str) -> str:
    """The one page that a command asked for, without what it asked of it; else nothing."""
    asked = list(dict.fromkeys(_LINK.findall(command)))
    return asked[0].partition("?")[0].rstrip("/") if len(asked) == 1 else ""


def moved_hosts(pages: Sequence[Page]) -> list[Page]:
    """The hosts by pages that stand on another one, below the same address."""
    found = []
    for page in pages:
        one, other = urlsplit(page.old), urlsplit(page.new)
        is_same = one.path.rstrip("/") == other.path.rstrip("/") and one.query == other.query
        if is_same and one.netloc and one.netloc in page.old and other.netloc in page.line:
            found.append(Page(one.netloc, other.netloc, page.line, other.netloc))
    return found


def _fetched(lines: Sequence[str]) -> list[Page]:
    urls: dict[str, tuple[str, str]] = {}
    for line in lines:
        said = _FETCHED.match(line[:_LONGEST])
        if said is not None:
            urls[said[1].lower()] = (said[2], line)
        elif len(urls) > 1 and _FOR_GOOD.match(line):
            (old, _), (new, where) = urls["original"], urls["redirect"]
            return [Page(old, new, where, new)] if _has_moved(old, new) else []
    return []


def _has_moved(old: str, new: str) -> bool:
    """Whether one page took the place of another, which is more than a stroke or a `www.`."""
    try:
        one, other = urlsplit(old), urlsplit(new)
    except ValueError:
        return False
    bare = [
        (part.netloc.lower().removeprefix("www."), part.path.rstrip("/")) for part in (one, other)
    ]
    is_home = bool(one.path.strip("/")) and not other.path.strip("/")
    # `/docs` that leads on to `/docs/en/` is still the address to give.
    is_below = bare[0][0] == bare[1][0] and bare[1][1].startswith(bare[0][1])
    return not is_home and not is_below and _ELSEWHERE.search(new) is None
