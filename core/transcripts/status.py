"""
How a tool call ended, and what says so. Pure.

A flag or an exit code is not the whole truth: a rejection by the user carries an error flag, `grep`
without a match exits with 1, and a pipe hides the exit code of what stands before it. So a result
is judged twice: by itself when it is read, and again when the command it answers is known.
"""

import re
from itertools import pairwise
from typing import Final

from msgspec import Struct

from core.transcripts.events import ErrorSource, Status
from core.transcripts.fields import words
from core.transcripts.shell import Simple, simple_commands

_HEAD = 600
_SEEN = 64 * 1024

_WRAPPING = r"\A\s*(?:<tool_use_error>\s*)?(?:Error: )?"
_REJECTED = re.compile(
    _WRAPPING + r"(?:The user doesn.t want to (?:proceed with this tool use|take this action)"
    r"|User rejected|(?:exec command|patch|command|tool call) (?:was )?rejected by user"
    r"|rejected by user|\[Operation Cancelled\] Reason: User|User (?:denied|cancelled))",
    re.IGNORECASE,
)
_SIBLING = re.compile(
    _WRAPPING + r"(?:Sibling tool call errored|Cancelled: parallel tool call)", re.IGNORECASE
)
_INTERRUPTED = re.compile(
    _WRAPPING + r"(?:\[Request interrupted by user|Request was aborted|aborted by user"
    r"|Interrupted by user|Tool execution (?:was )?interrupted)",
    re.IGNORECASE,
)
_TIMEOUT = re.compile(
    _WRAPPING + r"(?:Exit code:? \d+\s+)?(?:MCP error -?\d+: )?"
    r"(?:(?:The )?(?:last )?(?:command|execution|operation|request|tool call|tool)\b[^\n]{0,200}?"
    r" timed out\b"
    r"|(?:EXECUTION )?TIMED OUT\b)",
    re.IGNORECASE,
)
_DECISIONS: Final = (
    (_REJECTED, Status.REJECTED_BY_USER),
    (_SIBLING, Status.CANCELLED_SIBLING),
    (_INTERRUPTED, Status.INTERRUPTED),
    (_TIMEOUT, Status.TIMEOUT),
)
_TIMED_OUT: Final = 124
"""What `timeout` exits with."""

_EXIT_CODE = re.compile(
    _WRAPPING
    + r"(?:Exit code:? |Process exited with code |Command failed with exit code )(\d{1,9})"
    r"|^(?:Exit code: |Process exited with code |Exit Code: )(\d{1,9})\s*$",
    re.MULTILINE,
)
_ERROR_AT_START = re.compile(
    r"\A\s*(?:OBSERVATION:\s*)?(?:<error>|Error\b(?!s)|ERROR\b|Traceback \(most recent"
    r"|(?:ba|z|da|k)?sh: [^\n]{1,200}: (?:command )?not found\s*\Z)"
)

_SHELL_ERROR = re.compile(
    r"^(?:\S*/)?(?:ba|z|da|k)?sh: .*(?:not found|No such file|denied|syntax error|cannot )"
    r"|^\(eval\):.*(?:not found|no such file|no matches found|parse error)"
    r"|^(?:\S*/)?[\w.+-]+: .*(?:: No such file or directory|: Permission denied|: Is a directory"
    r"|command not found|: cannot access|invalid option|unrecognized (?:option|file type)"
    r"|illegal option|No module named \S+$)",
    re.MULTILINE,
)
_FAILURE = re.compile(
    r"^Traceback \(most recent call last\):"
    r"|^(?:[A-Za-z_][\w.]*)?(?:Error|Exception): "
    r"|^(?:fatal|error|ERROR|FATAL|panic)(?:\[E\d+\])?: \S|^\[ERROR\] \S|^npm (?:ERR!|error) "
    r"|^make(?:\[\d+\])?: \*\*\* "
    r"|^\s*--- FAIL: |^FAIL(?:\s|$)|^FAILED[ (]|^BUILD FAILED|^test result: FAILED"
    r"|^=+ .*\b[1-9]\d* (?:failed|errors?)\b.*=+\s*$"
    r"|^\s*Tests?:?\s.*\b[1-9]\d* failed\b"
    r"|^[^\s:]+:\d+(?::\d+)?:? (?:fatal )?error\b|^[^\s(]+\(\d+,\d+\): error TS\d+: "
    r"|^exit status [1-9]|^Segmentation fault"
    # In a box, and behind the time that a builder writes in front of what it runs.
    r"|^[ \t]{0,4}[\u2502\u2503\u2716\u2717\u00d7\u274c]\ufe0f? {0,4}(?:Error|error|ERROR): \S"
    r"|^(?:#\d{1,5} )?(?:\d{1,6}\.\d{1,3} )?[\w.+-]{1,64}: fatal error: ",
    re.MULTILINE,
)
_BY_NAME = re.compile(
    r"^(?:\S*/)?([\w.+-]{1,64}): (?:(?:fatal )?(?:error|fatal): |[<\[(](?i:error|fatal)[>\])]:? "
    r"|\(\d{1,3}\) \S|(?:[\w'/.-]{1,40}:? ){0,5}?(?i:cannot|can't|could(?: not|n't)|unable to"
    r"|failed (?:to|with)|permission denied|access denied|connection (?:refused|timed out|reset)"
    r"|not permitted|not authori[sz]ed|authentication failed|credentials? (?:expired|invalid"
    r"|have|has|cache)|timed out|no such)\b)",
    re.MULTILINE,
)
"""`sacct: error: `, `kinit: cannot find`, as a program says that it is the one that failed."""
_BAD_EDIT = re.compile(r"\A\s*(?:Your (?:proposed )?edit |Text not found|File .{1,300} not found)")

_BENIGN: Final = words("grep egrep fgrep zgrep rg ag ack diff cmp test [ [[ pgrep which")
_BENIGN_GIT: Final = frozenset({"diff", "grep"})
_ONE_OF_MANY: Final = 123
"""What `xargs` exits with when one of its commands exited with 1 to 125."""
_DOERS: Final = words(
    "ansible-playbook bash bazel bitbake buildah bun bundle cabal cargo catkin clang cmake colcon"
    " composer ctest dart deno docker docker-compose dotnet eslint flutter g++ gcc git go"
    " golangci-lint gradle gradlew helm java javac jest just kubectl make meson mise mix mocha mvn"
    " mvnw mypy ninja node npm npx packer perl php phpunit pio pip pip3 platformio playwright pnpm"
    " podman poetry prettier pulumi pylint pytest python python2 python3 rake rspec ruby ruff rustc"
    " sbt scons sh stack swift task terraform terragrunt tofu tox ts-node tsc tsx uv vitest west"
    " xcodebuild yarn zig zsh"
)
_GIT_READS: Final = words("log show diff grep blame status ls-files cat-file reflog")
_LOGS: Final = frozenset({"logs", "log", "describe", "show"})
_READS: Final = _LOGS | {"get", "list", "ls", "ps", "images"}
_HIDES: Final = frozenset({"|", "|&", "||", ";", "\n", "&"})


class Verdict(Struct, frozen=True, gc=False):
    """How a call ended, what says so, and the exit code if one is known."""

    status: Status
    error_source: ErrorSource = ErrorSource.NONE
    exit_code: int | None = None


def judged(
    text: str,
    *,
    flag: bool | None = None,
    exit_code: int | None = None,
    interrupted: bool = False,
    has_flags: bool = True,
) -> Verdict:
    """
    How a call ended by what its result says, without knowing the call.

    Args:
        text: The result as the agent saw it.
        flag: The transcript's own error flag, if the result has one.
        exit_code: From a field; one that stands in the text of an error is found here.
        interrupted: The transcript says that it was stopped.
        has_flags: The format marks its errors, so that a text without a mark is no error.
    """
    head = text[:_HEAD]
    if exit_code is None and (flag or not has_flags):
        exit_code = _exit_code_in(text)
    failed = bool(flag) or bool(exit_code)
    unmarked = flag is None and not has_flags
    decided = _DECISIONS if failed or unmarked else ()
    status = next((status for pattern, status in decided if pattern.match(head)), None)
    if status is not None:
        return Verdict(status, ErrorSource.TEXT_RULE, exit_code)
    if interrupted:
        return Verdict(Status.INTERRUPTED, ErrorSource.FLAG, exit_code)
    if failed:
        source = ErrorSource.FLAG if flag else ErrorSource.EXIT_CODE
        ended = Status.TIMEOUT if exit_code == _TIMED_OUT else Status.FAILED
        return Verdict(ended, source, exit_code)
    if unmarked and exit_code is None and _ERROR_AT_START.match(head):
        return Verdict(Status.FAILED, ErrorSource.TEXT_RULE)
    return Verdict(Status.OK, ErrorSource.NONE, exit_code)


def reconsidered(verdict: Verdict, text: str, command: str | None) -> Verdict:
    """The verdict on a shell command's result, now that the command is known."""
    if command is None:
        return verdict
    if verdict.status is Status.FAILED and _is_benign(command, text, verdict.exit_code):
        return Verdict(Status.OK, ErrorSource.NONE, verdict.exit_code)
    went_well = verdict.status is Status.OK and not verdict.exit_code
    if went_well and _reports_failure(hidden(simple_commands(command)), text):
        return Verdict(Status.FAILED, ErrorSource.TEXT_RULE, verdict.exit_code)
    return verdict


def judged_by_text(text: str, command: str | None) -> Verdict:
    """How a call ended where a format has neither flags nor exit codes."""
    verdict = judged(text, has_flags=False)
    if verdict.status is not Status.OK or verdict.exit_code is not None:
        return verdict
    commands = simple_commands(command) if command else []
    if _BAD_EDIT.match(text[:_HEAD]) or _reports_failure(commands, text):
        return Verdict(Status.FAILED, ErrorSource.TEXT_RULE)
    return verdict


def _exit_code_in(text: str) -> int | None:
    """An exit code that stands in a text, at its start or on a line of its own near it."""
    match = _EXIT_CODE.search(text[:_HEAD]) or _EXIT_CODE.search(text[-_HEAD:])
    return int(match[1] or match[2]) if match else None


def _is_benign(command: str, text: str, exit_code: int | None) -> bool:
    """Whether an exit code only says "nothing found" or "they differ"."""
    commands = simple_commands(command)
    if not commands:
        return False
    last = commands[-1]
    if last.program == "xargs":
        benign = exit_code == _ONE_OF_MANY and not _BENIGN.isdisjoint(last.argv[1:])
    else:
        benign = exit_code == 1 and (
            last.program in _BENIGN
            or (last.program == "git" and not _BENIGN_GIT.isdisjoint(last.argv[1:3]))
        )
    output = re.sub(r"\A\s*(?:Error: )?Exit code:? 1\b", "", text[:_SEEN])
    is_told = _SHELL_ERROR.search(output) or _FAILURE.search(output)
    return benign and not is_told and not _complains(hidden(commands), output)


def hidden(commands: list[Simple]) -> list[Simple]:
    """The commands whose exit code does not come through, for a pipe, `;` or `||` follows."""
    if any(one.program == "set" and "pipefail" in one.words for one in commands):
        return []
    return [one for one, after in pairwise(commands) if after.before in _HIDES]


def _reports_failure(commands: list[Simple], text: str) -> bool:
    """
    Whether the output says that one of these commands failed.

    What a command only shows is no failure: a log may be full of errors. So the output is believed
    where it comes from tools that build, test and run, and where the shell itself complains.
    """
    if not commands:
        return False
    seen = text if len(text) <= _SEEN else text[: _SEEN // 2] + "\n" + text[-_SEEN // 2 :]
    programs = {one.program for one in commands}
    complaint = _SHELL_ERROR.search(seen)
    if complaint and _names(complaint[0], programs):
        return True
    if _complains(commands, seen):
        return True
    return any(map(_does, commands)) and _FAILURE.search(seen) is not None


def _names(complaint: str, programs: set[str]) -> bool:
    name = complaint.partition(":")[0].rpartition("/")[2]
    return name in programs or name in {"sh", "bash", "zsh", "dash", "ksh", "(eval)"}


def _complains(commands: list[Simple], text: str) -> bool:
    """Whether one of these programs says by its own name that it met an error, outside of logs."""
    programs = {one.program for one in commands if _LOGS.isdisjoint(one.argv[1:2])}
    return any(match[1] in programs for match in _BY_NAME.finditer(text))


def _does(command: Simple) -> bool:
    if command.program == "git":
        return _GIT_READS.isdisjoint(command.argv[1:3])
    if not _READS.isdisjoint(command.argv[1:2]):
        return False
    is_script = bool(command.argv) and command.argv[0].startswith("./")
    return is_script or command.program in _DOERS
