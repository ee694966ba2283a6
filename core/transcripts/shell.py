"""
Taking a shell command line apart, far enough to know whose exit code it ends with. Pure, linear.

Not a shell: quotes, escapes, comments and here-documents are respected, substitutions are opaque,
and compound commands are seen as their parts.
"""

import re
from dataclasses import dataclass

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
_CLOSERS = frozenset({"fi", "done", "esac", "}"})
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_PREFIXES = names(
    "sudo env time nice nohup command exec then do else if elif while until ! { builtin"
    " stdbuf timeout"
)


@dataclass(frozen=True, slots=True)
class Simple:
    """One command with its words, and the operator that stands before it ("" at the start)."""

    before: str
    words: tuple[str, ...]

    @property
    def program(self) -> str:
        """The program's name without its folder, past assignments and `sudo` and the like."""
        return self.argv[0].rpartition("/")[2] if self.argv else ""

    @property
    def argv(self) -> tuple[str, ...]:
        """The words from the program on."""
        prefixed = timed = False
        for number, word in enumerate(self.words):
            if _ASSIGNMENT.match(word) or (prefixed and word.startswith("-")):
                continue
            if timed and word[:1].isdigit():
                timed = False
                continue
            if word not in _PREFIXES:
                return self.words[number:]
            prefixed, timed = True, word == "timeout"
        return ()


def simple_commands(line: str) -> list[Simple]:
    """The commands of a line in their order, with the operators between them."""
    found: list[Simple] = []
    words: list[str] = []
    before = ""
    tags: list[str] = []
    glued = skip_target = False
    line = line[:_LONGEST]
    at = 0
    while at < len(line):
        token = _TOKEN.match(line, at)
        if token is None:
            break
        at = token.end()
        kind = token.lastgroup
        if kind in {"tag1", "tag2", "tag3", "heredoc"}:
            tags.append(token["tag1"] or token["tag2"] or token["tag3"])
        elif kind == "redirect":
            skip_target = True
        elif kind in {"word", "other"}:
            if skip_target and not glued:
                skip_target = False
            else:
                words[len(words) - glued :] = [(words[-1] if glued else "") + _bare(token[0])]
                glued = True
                continue
        elif kind == "operator":
            if words:
                _add(found, before, words)
                words, before = [], ""
            before = _stronger(before, token[0])
            skip_target = False
            if token[0] == "\n" and tags:
                at = _after_bodies(line, at, tags)
                tags = []
        glued = False
    _add(found, before, words)
    return found


def _add(found: list[Simple], before: str, words: list[str]) -> None:
    # `done | sort` pipes the loop, and what closes it decides nothing.
    if words and words[0] not in _CLOSERS:
        found.append(Simple(before, tuple(words)))


def _stronger(first: str, second: str) -> str:
    # `&& \n make` is still joined by `&&`; brackets join nothing.
    if second in "()":
        return first
    return first if first and second == "\n" else second


def _after_bodies(line: str, at: int, tags: list[str]) -> int:
    for tag in tags:
        end = re.compile(rf"^[ \t]*{re.escape(tag)}[ \t]*$\n?", re.MULTILINE).search(line, at)
        if end is None:
            return len(line)
        at = end.end()
    return at


def _bare(word: str) -> str:
    return word.replace("'", "").replace('"', "") if "'" in word or '"' in word else word
