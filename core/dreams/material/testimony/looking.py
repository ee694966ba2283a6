"""
Whether a command shows how things are, or only how they could be, once were, or are said to be.

Pure. A help text tells what a program can do, a log of commits what was once done, a plan what is
to come; a fixture and an example are made up, and what a command prints of its own proves nothing.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from core.dreams.extract.fates.rehearsals import signs_of_trial
from core.transcripts.fields import words
from core.transcripts.shell import Simple, simple_commands

_AROUND: Final = words("cd pushd popd set export source true sleep wait mkdir pwd clear . :")
"""Programs that show nothing."""
_OWN_WORDS: Final = words("echo printf")
_FILTERS: Final = words(
    "cat tee grep egrep fgrep rg sed awk cut sort uniq tr head tail wc jq yq column fmt fold rev"
    " xargs base64 xxd od hexdump md5sum sha1sum sha256sum python python3 node perl ruby bc nl tac"
)
"""Programs that print what they are given, or something made of it."""
_VERSIONING: Final = words("git hg svn jj")
_HISTORY: Final = words("log shortlog reflog whatchanged stash")
_WITH_VALUE: Final = words("-C -c --git-dir --work-tree --namespace -R --repository")
"""Options of version control that stand before what it is to do, with a value behind them."""
_OTHER: Final = re.compile(r"\.\.\.?(?!HEAD\b)\w|(?:~\d*|\^|\A[0-9a-f]{7,40}):\S")
"""Another branch, or a file as it once was: `main...idea`, `HEAD~3:conf.toml`."""
_NOT_SO: Final = {
    **dict.fromkeys(("terraform", "tofu", "terragrunt", "nomad"), words("plan")),
    **dict.fromkeys(("pulumi", "cdk"), words("preview diff synth")),
    **dict.fromkeys(("kubectl", "argocd", "kustomize"), words("diff explain")),
    **dict.fromkeys(("gh", "glab", "hub"), words("pr mr issue release")),
    "helm": words("diff template show"),
}
"""Sub-commands that tell of what is not yet so, never may be, or of what ships with a program."""
_NOTHING: Final[frozenset[str]] = frozenset()
_MANUALS: Final = words("man tldr apropos whatis")
_HELP: Final = words("help -h")
_HELP_FLAGS: Final = words("--help -help")
"""So one asks for help wherever it stands."""
_HOST: Final = re.compile(
    r"\A(?:[a-z][\w+.-]*://[^/\s]*|(?:[\w.-]+@)?(?://)?[\w-]+(?:\.[\w-]+)+\.example(?=[:/]|\Z))"
)
"""Who is asked, as `user@//host/database` too; `.example` is no file there."""
_MADE_UP: Final = re.compile(
    r"(?i)(?:\A|[/._-])(?:fixtures?|testdata|test[-_]data|mocks?|examples?)(?:[/._-]|\Z)"
    r"|[._-](?:sample|template)(?:\.\w+)?\Z"
    r"|\.(?:tmpl|tpl|j2|dist|jinja2?|mustache|hbs|erb|bak|old|orig|rej|disabled|save)\Z|~\Z"
    r"|(?:\A|/)(?:changelog|history|news|release[-_]notes)(?:\.\w+)?\Z"
    # Of what happened or was intended once: `postmortem-41.md`, `2026-07-outage.md`.
    r"|(?:\A|[/._-])(?:post-?mortems?|incidents?|rfcs?|adrs?|designs?|proposals?|retros?)"
    r"(?:[/._-](?:[\w.-]{1,80}[/])?[\w.-]{0,80})?(?<=\.)(?:md|txt|rst|adoc)\Z"
    r"|(?:\A|[/_-])\d{4}-\d\d(?:-\d\d)?[-_][\w.-]{1,80}\.(?:md|txt|rst|adoc)\Z"
    r"|(?:\A|/)(?:tests?|specs?|__tests__)/|(?:\A|/)(?:test_[\w.-]+|[\w.-]+_test)\.\w+\Z"
)
"""A path that names what was made up, is to be filled in, or tells what once was."""


@lru_cache(maxsize=16_384)
def shows_how_it_is(command: str) -> bool:
    """
    Whether a command line shows how things are; what is no command line does.

    One part that shows something else is enough: nobody can tell which line of the output is its.
    """
    shown = [one for one in simple_commands(command) if one.program and one.program not in _AROUND]
    sources = [one for before, one in pairwise((None, *shown)) if one and _reads(before, one)]
    told = [one for one in sources if one.program not in _OWN_WORDS]
    return not sources or (bool(told) and all(map(_shows, told)))


def _reads(before: Simple | None, command: Simple) -> bool:
    """
    Whether a command reads by itself, and does not only sort or cut what the one before it reads.

    `echo | openssl s_client ...` gives a program nothing, or says in its own words what to ask.
    """
    is_piped = command.before.startswith("|") and command.before != "||"
    is_told = before is not None and before.program in _OWN_WORDS
    return not is_piped or (is_told and command.program not in _FILTERS)


def _shows(command: Simple) -> bool:
    program, *arguments = command.argv
    program = program.rpartition("/")[2]
    if program in _VERSIONING:
        arguments = _past_options(arguments)
    plain = [one for one in arguments if not one.startswith("-")]
    if program in _MANUALS or not _HELP.isdisjoint(arguments[-1:]):
        return False
    if not _HELP_FLAGS.isdisjoint(arguments) or signs_of_trial(command):
        return False
    if program in _VERSIONING:
        is_history = not _HISTORY.isdisjoint(plain[:1])
        return not is_history and not any(map(_OTHER.search, plain[1:]))
    if not _NOT_SO.get(program, _NOTHING).isdisjoint(plain[:2]):
        return False
    paths = (_HOST.sub("", one, count=1) for one in plain)
    return not any(_MADE_UP.search(one) for one in paths if "/" in one or "." in one)


def _past_options(arguments: list[str]) -> list[str]:
    """The arguments of git from its sub-command on: `-C ~/conf log` is a log."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        at += 2 if arguments[at] in _WITH_VALUE else 1
    return arguments[at:]
