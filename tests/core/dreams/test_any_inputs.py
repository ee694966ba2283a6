"""A dream gets through whatever people and programs write, and keeps its promises."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.dreaming import dream, session

from core.transcripts.events import Status

PIECES = (
    '""',
    "``",
    "`''`",
    "**",
    "[]()",
    "[](x)",
    "`a`",
    '"" (an empty text)',
    "|",
    "||",
    "---",
    "===",
    "<b>",
    "<!-- -->",
    "$",
    "€",
    "0",
    "-0",
    "00:00",
    "24:00",
    "1e9",
    "1,2,3",
    "1.2.3.4",
    "::",
    ":",
    ";",
    "2026-02-30",
    "31/31/2026",
    "2026-11-01",
    "on",
    "is",
    "the",
    "not",
    "of",
    "kiln-7",
    "`kiln-7`",
    "port",
    "7411",
    "40 min",
    "40",
    "=",
    "`x = `",
    "`= 3`",
    "@",
    "#",
    "# ",
    "- ",
    "* ",
    "1. ",
    "- [ ] ",
    "\u202e",
    "\u200b",
    "\x1b[31m",
    "\ufeff",
    "ß",
    "İ",
    "ﬁ",
    "💥",
    "e\u0301",
    "'s",
    "\u2019s",
    "…",
    "(",
    ")",
    "`",
)
WORDS = (
    "kubectl",
    "docker",
    "ssh",
    "exec",
    "-n",
    "shop",
    "api",
    "--",
    "env",
    "sudo",
    "X=1",
    "-c",
    "sh",
    "''",
    '""',
    "$(",
    ")",
    "`",
    "|",
    "||",
    "&&",
    ";",
    ">",
    "2>&1",
    "xargs",
    "cat",
    "/memories/a.md",
    "python",
    "-m",
    "pip",
    "install",
    "git",
    "-",
    "--flag",
    "--flag=",
    "time",
    "-f",
    "kiln-7",
    "7411",
    "<<EOF",
)
OUTPUTS = (
    "",
    " ",
    "{",
    "}",
    "[]",
    "{}",
    '{"a": }',
    '{"port": 7411, "name": "kiln-7"}',
    "a,b\n1,2",
    "NAME PORT\nkiln-7 7411",
    "kiln-7: command not found",
    "Error: ",
    "Error: no such file",
    "Traceback (most recent call last):",
    ": ",
    "=\n=",
    "| a | b |\n|---|---|\n| kiln-7 | 40 min |",
    "2026-11-01 00:00:00 kiln-7 down",
    "key:\n  - \n",
    "<a><b>1</b>",
)
LINES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map(" ".join)
MEMORY = st.lists(LINES, max_size=8).map("\n".join)
STEP = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join),
    st.lists(st.sampled_from(OUTPUTS) | LINES, max_size=3).map("\n".join),
    st.sampled_from((Status.OK, Status.FAILED)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(MEMORY, min_size=1, max_size=3), st.lists(st.lists(STEP, max_size=4), max_size=4))
def test_no_text_ends_a_dream(
    memories: list[str], runs: list[list[tuple[str, str, Status]]]
) -> None:
    """Every quote holds, a second dream is idle, and the order of what is read changes nothing."""
    files = {f"/notes/{number}.md": text for number, text in enumerate(memories)}
    dream(files, *(session(f"a{n}", *steps, day=n) for n, steps in enumerate(runs)))


def test_what_two_real_texts_ended() -> None:
    """A pair of quotes as a value, and what is set up elsewhere for nothing that runs there."""
    dream(
        {"/a.md": '- If set to "" (an empty text), the value is `""`.\n'},
        session("a", ("kubectl -n shop exec deploy/api -- env", "no pod", Status.FAILED)),
    )
