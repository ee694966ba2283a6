"""
Whether a command shows how things are, or only how they could be, once were, or are said to be.

Pure. A help text tells what a program can do, a log of commits what was once done, a plan what is
to come; a fixture and an example are made up, and what a command prints of its own proves nothing.
"""

import re
from functools import lru_cache
from typing import Final

from core.transcripts.fields import words
from core.transcripts.shell import Simple, simple_commands

_AROUND: Final = words("cd pushd popd set export source true sleep wait mkdir pwd clear . :")
"""Programs that show nothing."""
_OWN_WORDS: Final = words("echo printf man tldr")
_VERSIONING: Final = words("git hg svn jj")
_HISTORY: Final = words("log shortlog reflog whatchanged")
_PLANS: Final = words("plan preview diff template")
_PLANNING: Final = words("terraform tofu terragrunt pulumi helm kubectl cdk nomad argocd kustomize")
"""Programs of which these sub-commands tell of what is not yet so."""
_TRIAL: Final = re.compile(r"--?(?:dry[-_]?run(?:=.*)?|check|what-?if|simulate|noop|help)")
_HELP: Final = words("help --help -h")
_CHECKED_BY: Final = words("ansible ansible-playbook puppet chef-client")
"""Programs to which `--check` means that nothing is done; to others it is a test."""
_MADE_UP: Final = re.compile(
    r"(?i)(?:\A|[/._-])(?:fixtures?|testdata|test[-_]data|mocks?|examples?|samples?|templates?"
    r"|sandbox[-_]data|snapshots?)(?:[/._-]|\Z)|\.(?:tmpl|tpl|j2|dist|jinja2?|mustache|hbs|erb)\Z"
    r"|(?:\A|/)(?:changelog|history|news|release[-_]notes)(?:\.\w+)?\Z"
    r"|(?:\A|/)(?:tests?|specs?|__tests__)/|(?:\A|/)(?:test_[\w.-]+|[\w.-]+_test)\.\w+\Z"
)
"""A path that names what was made up, is to be filled in, or tells what once was."""


@lru_cache(maxsize=16_384)
def shows_how_it_is(command: str) -> bool:
    """Whether any part of a command line shows how things are; what is no command line does."""
    shown = [one for one in simple_commands(command) if one.program and one.program not in _AROUND]
    # What is read and then only sorted or cut is what the first of a pipe reads.
    sources = [one for one in shown if not one.before.startswith("|") or one.before == "||"]
    return not sources or any(_shows(one) for one in sources)


def _shows(command: Simple) -> bool:
    program, *arguments = command.argv
    program = program.rpartition("/")[2]
    if program in _OWN_WORDS or not _HELP.isdisjoint(arguments[-1:]) or "--help" in arguments:
        return False
    if any(_TRIAL.fullmatch(one) and _is_trial(one, program) for one in arguments):
        return False
    plain = [one for one in arguments if not one.startswith("-")]
    first = plain[0] if plain else ""
    if program in _VERSIONING:
        return first not in _HISTORY
    if program in _PLANNING and not _PLANS.isdisjoint(plain[:2]):
        return False
    paths = [one for one in plain if "/" in one or "." in one]
    return not paths or not all(map(_MADE_UP.search, paths))


def _is_trial(flag: str, program: str) -> bool:
    return flag != "--check" or program in _CHECKED_BY
