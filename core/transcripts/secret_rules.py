"""
The forms of secrets, and what tells a real one from a placeholder, a name or a digest. Pure.

Patterns are RE2's, without look-around; each alternative has one group, the secret itself.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a pattern found: the value, what stands before it in the match, and before that."""

    before: str
    name: str
    value: str


def _always(_found: Candidate) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of a secret."""

    kind: str
    pattern: str
    is_secret: Callable[[Candidate], bool] = _always

    @property
    def groups(self) -> int:
        """How many alternatives it has."""
        return re.compile(self.pattern).groups


_PLACEHOLDER = re.compile(
    r"(?i)[$<{%*(\[.]|(?:your|my|the|some|example|sample|dummy|fake|test|placeholder|change|insert"
    r"|redacted|masked|hidden|none|null|undefined|true|false|string|required|optional)(?:[-_. ]|\Z)"
    r"|(?:x+|\.+|-+|_+|0+|\*+|password|passwd|pass|pwd|secret|token|changeme|example|username)\Z"
)
_PATH = re.compile(r"(?:~|\.{1,2})?/|[A-Za-z]:\\|\w+://")
_CODE = re.compile(r"[A-Za-z_]\w*(?:(?:\.|::|->|\?\.)[A-Za-z_]\w*)+\(?\Z|[A-Za-z_]\w*\(")
_WORD = r"(?:[A-Z]?[a-z]+|[A-Z]+)"
_WORDS = re.compile(rf"{_WORD}(?:[-_./:@]{_WORD}|[-_./:@]?\d{{1,4}}(?=[-_./:@]|\Z))*\Z")
_DIGEST = re.compile(r"(?i)(?:[0-9a-f]{32,128}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\Z")
_HARMLESS_BEFORE = re.compile(
    r"(?i)(?:page|next|prev|continuation|continue|sync|cursor|cancel(?:lation)?|start|stop|end"
    r"|csrf|resume|pagination)[-_\"' ]*\Z"
)


def _is_value(found: Candidate) -> bool:
    value = found.value
    return not (
        _PLACEHOLDER.match(value) or _PATH.match(value) or _CODE.match(value) or len(set(value)) < 4
    )


def _is_mixed(value: str) -> bool:
    return any(map(str.isdigit, value)) and any(map(str.isalpha, value))


def _is_password(found: Candidate) -> bool:
    if not _is_value(found):
        return False
    # `PASSWORD=horse` is an assignment; `password: required` speaks about one.
    assigned = found.name.rstrip("\"'\\").endswith("=") and found.name[:1].isupper()
    return assigned or not found.value.isalpha()


def _is_key(found: Candidate) -> bool:
    value = found.value
    return _is_value(found) and _is_mixed(value) and (len(value) >= 24 or not _WORDS.match(value))


def _is_token(found: Candidate) -> bool:
    plain = found.name[:5].lower() == "token"
    if plain and (_DIGEST.match(found.value) or _HARMLESS_BEFORE.search(found.before)):
        return False
    return len(found.value) >= 16 and _is_key(found)


def _is_mixed_value(found: Candidate) -> bool:
    return _is_value(found) and _is_mixed(found.value)


_LINE_END = r"(?:\\[nrt]|\s)"
_BREAK = r"(?:\\[nrt]|[\s\"'+,;|>#*])"
_BEGIN = r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
_END = r"-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
_HEADER = r"(?:Proc-Type|DEK-Info|Version|Comment):[^\n\\]*"
_IS = r"[\"'\\]*[ \t]*(?::=|=>|=|:)[ \t]*"
_QUOTED = r"(?:\\*[\"']([^\"'\\\s]{6,}))"
_BARE = r"([^\s\"'`\\,;<>{}()\[\]$%&|=:][^\s\"'`\\,;<>{}()\[\]$&|]{5,})"

_OPTION = r"[= ]([^\s\"'`\\$-][^\s\"'`\\]{5,})"

_OF_KEYS = (
    r"(?i:api[_-]?key|secret[_-]?key|access[_-]?key|private[_-]?key|encryption[_-]?key"
    r"|signing[_-]?key|account[_-]?key|client[_-]?secret|app[_-]?secret|webhook[_-]?secret"
    r"|secret|credentials?)"
)
_OF_PASSWORDS = r"(?i:password|passwd|passphrase|pgpass|_pwd)"
_OF_TOKENS = r"(?i:(?:access|auth|bearer|refresh|api|bot|deploy|private|id)[_-]?token|token)"


def _named(names: str) -> str:
    return f"{names}{_IS}{_QUOTED}|{names}{_IS}{_BARE}"


RULES: Final = (
    Rule(
        "private-key",
        rf"({_BEGIN}(?:{_BREAK}*{_HEADER})*(?:{_BREAK}*[A-Za-z0-9+/=]+)+{_BREAK}*{_END})"
        # One that is cut off: only whole lines of it, for what follows may be prose.
        rf"|({_BEGIN}(?:{_LINE_END}*{_HEADER})*(?:{_LINE_END}*[A-Za-z0-9+/=]{{16,}})+)",
    ),
    Rule("anthropic-key", r"\b(sk-ant-[A-Za-z0-9_-]{16,})"),
    Rule(
        "openai-key",
        r"\b(sk-(?:proj-|svcacct-|admin-|or-v1-)?[A-Za-z0-9_-]{20,})",
        lambda found: _is_mixed(found.value) and not _WORDS.match(found.value),
    ),
    Rule("aws-key", r"\b((?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16})\b", _is_mixed_value),
    Rule("github-token", r"\b(gh[pousr]_[A-Za-z0-9]{36,})|\b(github_pat_[A-Za-z0-9_]{22,})"),
    Rule("gitlab-token", r"\b(gl(?:pat|dt|rt|ptt|cbt|ft)-[A-Za-z0-9_.-]{20,})"),
    Rule(
        "slack-token",
        r"\b(xox[abeoprs]-[A-Za-z0-9-]{10,})|\b(xapp-\d-[A-Za-z0-9-]{10,})"
        r"|hooks\.slack\.com/(?:services|workflows)/(T[A-Za-z0-9_]{6,}/[A-Za-z0-9_/]{10,})",
    ),
    Rule("google-key", r"\b(AIza[0-9A-Za-z_-]{35})|\b(ya29\.[0-9A-Za-z_-]{20,})"),
    Rule(
        "stripe-key", r"\b((?:sk|rk)_(?:live|test)_[0-9A-Za-z]{16,})|\b(whsec_[0-9A-Za-z+/=]{24,})"
    ),
    Rule("npm-token", r"\b(npm_[A-Za-z0-9]{36})\b"),
    Rule("pypi-token", r"\b(pypi-[A-Za-z0-9_-]{50,})"),
    Rule("hugging-face-token", r"\b(hf_[A-Za-z]{30,})\b|\b(hf_[A-Za-z0-9]{30,})\b"),
    Rule("sendgrid-key", r"\b(SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,})"),
    Rule("digitalocean-token", r"\b(do[opr]_v1_[a-f0-9]{64})\b"),
    Rule("databricks-token", r"\b(dapi[a-f0-9]{32})\b"),
    Rule("telegram-token", r"\b(\d{8,10}:AA[A-Za-z0-9_-]{32,})"),
    Rule("vault-token", r"\b(hv[sbr]\.[A-Za-z0-9_-]{24,})"),
    Rule("age-key", r"\b(AGE-SECRET-KEY-1[0-9A-Z]{50,})"),
    Rule(
        "service-token",
        r"\b(lin_api_[A-Za-z0-9]{32,})|\b(shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32})|\b(sbp_[a-f0-9]{40})"
        r"|\b(ATATT3[A-Za-z0-9_=-]{60,})|\b(dckr_pat_[A-Za-z0-9_-]{20,})|\b(r8_[A-Za-z0-9]{37})\b"
        r"|\b(gsk_[A-Za-z0-9]{40,})|\b(xai-[A-Za-z0-9]{60,})|\b(pplx-[A-Za-z0-9]{40,})",
    ),
    Rule("jwt", r"\b(eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,})"),
    Rule(
        "url-password",
        r"\b[A-Za-z][A-Za-z0-9+.-]*://[^\s:/@\"'<>\\]*:([^\s/@\"'<>\\]{3,})@",
        _is_value,
    ),
    Rule(
        "authorization",
        r"(?i:authorization)[\"'\\]*[ \t]*[:=][ \t]*[\"'\\]*(?i:bearer|basic|token|apikey)[ \t]+"
        r"([A-Za-z0-9._~+/=-]{12,})|\b(?i:bearer)[ \t]+([A-Za-z0-9._~+/=-]{20,})"
        r"|(?i:x-api-key|api-key)[\"'\\]*[ \t]*:[ \t]*[\"'\\]*([A-Za-z0-9._~+/=-]{16,})",
        _is_mixed_value,
    ),
    Rule(
        "password",
        rf"{_named(_OF_PASSWORDS)}|--(?:password|passwd|pass){_OPTION}"
        r"|\bcurl [^\n|;]*?(?:-u|--user)[ =][\"']?[\w.@-]+:([^\s\"'\\$]{4,})",
        _is_password,
    ),
    Rule(
        "secret",
        rf"{_named(_OF_KEYS)}|--(?:api-key|secret|secret-key){_OPTION}",
        _is_key,
    ),
    Rule(
        "token",
        rf"{_named(_OF_TOKENS)}|--(?:token|access-token|auth-token){_OPTION}",
        _is_token,
    ),
)
