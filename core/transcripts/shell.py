"""
Taking a shell command line apart, far enough to know whose exit code it ends with. Pure, linear.

Not a shell: quotes, escapes, comments and here-documents are respected, substitutions are opaque,
and compound commands are seen as their parts.
"""

import re
from dataclasses import dataclass, replace

from core.transcripts.fields import words as names

_LONGEST = 100_000
"""What is cut off behind it only makes a judgement more careful."""

_TOKEN = re.compile(
    r"(?P<blank>(?:[ \t]|\\\n)++)"
    r"|(?P<comment>(?<![^\s;&|])\#[^\n]*+)"
    r"|(?P<heredoc><<-?[ \t]*+"
    r"(?:'(?P<tag1>[^'\n]++)'|\"(?P<tag2>[^\"\n]++)\"|\\?(?P<tag3>[\w.-]++)))"
    r"|(?P<redirect>\d*+(?:>>|>\||>&|<&|<<<|&>>|&>|<>|>|<))"
    r"|(?P<operator>\|\||&&|\|&|;;|[;&|\n()])"
    r"|(?P<word>(?:'[^']*+(?:'|\Z)|\"(?:[^\"\\]++|\\.)*+(?:\"|\Z)|\\.|\$\((?:[^()'\"\\]++|\\.|'[^']*+'"
    r"|\"(?:[^\"\\]++|\\.)*+\"|\([^()]*+\))*+\)|[^\s;&|()<>'\"\\])++)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_QUOTED = re.compile(
    r"\\.|'(?P<single>[^']*+)(?:'|\Z)|\"(?P<double>(?:[^\"\\]++|\\.)*+)(?:\"|\Z)", re.DOTALL
)
_ESCAPED = re.compile(r"\\([\"\\$`])")
_CLOSERS = frozenset({"fi", "done", "esac", "}"})
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_PREFIXES = names(
    "sudo doas env time nice nohup command exec then do else if elif while until ! { builtin"
    " stdbuf timeout"
)
_WITH_VALUE = {
    "sudo": names("-u -g -h -p -r -t -C -D -R -T -U --user --group --host --chdir"),
    "doas": names("-u -C"),
    "env": names("-u -C --unset --chdir"),
    "exec": names("-a"),
    "nice": names("-n"),
    "time": names("-f -o --format --output"),
    "stdbuf": names("-i -o -e"),
    "timeout": names("-k -s --kill-after --signal"),
}
"""Flags of what stands before a program whose value is the next word."""


@dataclass(frozen=True, slots=True)
class Simple:
    """One command with its words, and the operator that stands before it ("" at the start)."""

    before: str
    words: tuple[str, ...]
    redirects: tuple[tuple[str, str], ...] = ()
    """What stands behind `>`, `>>`, `<` and their like."""
    document: str | None = None
    """The text of its here-document, as it stands there."""

    @property
    def program(self) -> str:
        """The program's name without its folder, past assignments and `sudo` and the like."""
        return self.argv[0].rpartition("/")[2] if self.argv else ""

    @property
    def argv(self) -> tuple[str, ...]:
        """The words from the program on."""
        prefix = flag = ""
        timed = False
        for number, word in enumerate(self.words):
            if _has_value_behind(flag, _WITH_VALUE.get(prefix, frozenset())):
                flag = ""
                continue
            if _ASSIGNMENT.match(word) or (prefix and word.startswith("-")):
                flag = word if word.startswith("-") else ""
                continue
            if timed and word[:1].isdigit():
                timed = False
                continue
            if word not in _PREFIXES:
                return self.words[number:]
            prefix, flag, timed = word, "", word == "timeout"
        return ()


def _has_value_behind(flag: str, with_value: frozenset[str]) -> bool:
    """Whether a flag's value is the next word: `-u`, `-iu`, but not `-uroot`."""
    if flag.startswith("--"):
        return flag in with_value
    letter = next((at for at, one in enumerate(flag[1:], 1) if f"-{one}" in with_value), 0)
    return letter > 0 and letter == len(flag) - 1


def simple_commands(line: str) -> list[Simple]:
    """The commands of a line in their order, with the operators between them."""
    parse = _Parse(line[:_LONGEST])
    at = 0
    while (token := _TOKEN.match(parse.line, at)) is not None and at < len(parse.line):
        at = parse.take(token)
    return parse.finish()


_TO_COME = "\0"
"""Marks the command whose here-document has not been reached yet."""


class _Parse:
    """The commands found so far, and the one that is being read."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.found: list[Simple] = []
        self._before = ""
        self._words: list[str] = []
        self._redirects: list[tuple[str, str]] = []
        self._sign: str | None = None
        """The redirection whose target is being read."""
        self._glued = False
        """The last token was a word, so that another one right behind it is a part of it."""
        self._tags: list[str] = []
        self._own_tags = 0
        self._given = 0

    def take(self, token: re.Match[str]) -> int:
        """Take a token; gives where the next one begins."""
        kind = token.lastgroup
        glued, self._glued = self._glued, False
        if kind in {"word", "other"}:
            self._word(_bare(token[0]), glued=glued)
            return token.end()
        if glued:
            self._sign = None
        if kind == "redirect":
            self._sign = token[0].lstrip("0123456789")
        elif kind in {"tag1", "tag2", "tag3", "heredoc"}:
            self._tags.append(token["tag1"] or token["tag2"] or token["tag3"])
            self._own_tags += 1
        elif kind == "operator":
            return self._operator(token)
        return token.end()

    def _word(self, part: str, *, glued: bool) -> None:
        self._glued = True
        if self._sign is None:
            self._words[len(self._words) - glued :] = [(self._words[-1] if glued else "") + part]
        elif glued:
            self._redirects[-1] = (self._sign, self._redirects[-1][1] + part)
        else:
            self._redirects.append((self._sign, part))

    def _operator(self, token: re.Match[str]) -> int:
        if self._end_command():
            self._before = ""
        self._before = _stronger(self._before, token[0])
        self._sign = None
        if token[0] != "\n" or not self._tags:
            return token.end()
        body, end = _bodies(self.line, token.end(), self._tags)
        for place in range(self._given, len(self.found)):
            # The first body goes to the first that waits for one; whose the others are is not told.
            if self.found[place].document == _TO_COME:
                self.found[place] = replace(self.found[place], document=body)
                body = ""
        self._tags, self._given = [], len(self.found)
        return end

    def finish(self) -> list[Simple]:
        """The commands, now that the line is over; a here-document that never came is none."""
        self._end_command()
        return [
            replace(one, document=None) if one.document == _TO_COME else one for one in self.found
        ]

    def _end_command(self) -> bool:
        """Whether there was a command to end."""
        words, redirects = tuple(self._words), tuple(self._redirects)
        document = _TO_COME if self._own_tags else None
        self._words, self._redirects, self._own_tags = [], [], 0
        if words and words[0] in _CLOSERS:
            # `done | sort` pipes the loop, and what closes it decides nothing.
            if self.found and redirects:
                last = self.found[-1]
                self.found[-1] = replace(last, redirects=(*last.redirects, *redirects))
        elif words or redirects:
            self.found.append(Simple(self._before, words, redirects, document))
        return bool(words or redirects)


def _stronger(first: str, second: str) -> str:
    # `&& \n make` is still joined by `&&`; brackets join nothing.
    if second in "()":
        return first
    return first if first and second == "\n" else second


def _bodies(line: str, at: int, tags: list[str]) -> tuple[str, int]:
    """The first here-document that begins here, and where all of them end."""
    first: str | None = None
    for tag in tags:
        end = re.compile(rf"^[ \t]*{re.escape(tag)}[ \t]*$\n?", re.MULTILINE).search(line, at)
        if end is None:
            return first or line[at:], len(line)
        first = line[at : end.start()] if first is None else first
        at = end.end()
    return first or "", at


def _bare(word: str) -> str:
    """A word without its quotes; the quotes inside of others belong to it."""
    return _QUOTED.sub(_inside, word) if "'" in word or '"' in word else word


def _inside(part: re.Match[str]) -> str:
    if part["single"] is not None:
        return part["single"]
    if part["double"] is not None:
        return _ESCAPED.sub(r"\1", part["double"])
    return part[0]
