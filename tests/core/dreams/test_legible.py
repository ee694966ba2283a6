"""Nothing that drives a terminal comes out of a transcript into a title or a memory."""

import pytest
from support.dreaming import dream, kinds, new_lines, session

from core.dreams.extract.orders.legible import is_legible, legible, verbatim
from core.dreams.inputs import SessionLog
from core.transcripts.events import Status

FAILED = Status.FAILED
RED, PLAIN, TURN = "\x1b[31m", "\x1b[0m", "\u202e"


def test_what_nobody_sees_is_left_out() -> None:
    """Colours, titles of windows, marks of direction; words, tabs and lines stay."""
    text = f"{RED}a{PLAIN}\tb\x1b]0;title\x07 c{TURN}d\x1b(B\r\ne 10%\re 20%\x9b1me\u00e9\n"
    assert not is_legible(text)
    assert legible(text) == "a\tb cd\r\ne 10%\ne 20%e\u00e9\n"
    assert is_legible(legible(text))
    assert is_legible("plain \u00e9 \U0001f468\u200d\U0001f469 text\r\n")


def test_a_quote_is_the_piece_that_stands_there() -> None:
    """The longest that holds what is asserted, else a piece of that."""
    raw = f"$ run\n{RED}tool: error:{PLAIN} no route to east {TURN}now\n"
    quote = "tool: error: no route to east now"
    assert verbatim(quote, "error:", [raw]) == ("tool: error:", "error:")
    assert verbatim(quote, "route to east", [raw]) == ("no route to east", "route to east")
    assert verbatim("run", "run", [raw]) == ("run", "run")
    assert verbatim("pool = 25", "pool = 25", [f"pool = {RED}25{PLAIN}"]) == ("25", "25")
    assert verbatim(quote, "elsewhere", [raw]) == ("", "")


def coloured(agents: str = "aab") -> list[SessionLog]:
    """A tool that fails in colours, and works with a flag that an agent pasted with its colour."""
    return [
        session(
            agent,
            (
                f"ship go {n}",
                f"{RED}ship: error: no target is set{TURN} for this call{PLAIN}",
                FAILED,
            ),
            (f"ship go {n} --target east{PLAIN}", "gone"),
            day=n,
        )
        for n, agent in enumerate(agents)
    ]


def test_a_lesson_holds_no_colours() -> None:
    """Neither in what failed nor in what worked; its quotes stand in the transcript."""
    findings = dream({"/index.md": "# Notes\n"}, *coloured())
    assert kinds(findings) == ["add_lesson"]
    line = new_lines(findings)[-1]
    assert '"ship: error: no target is set for this call": add `--target east`' in line
    texts = [*new_lines(findings), findings[0].title, findings[0].rationale]
    assert all(map(is_legible, texts))
    assert all(is_legible(one.quote) and one.quote for one in findings[0].evidence)


@pytest.mark.parametrize("shown", ["pool_size = 25", f"pool_size = {RED}25{PLAIN}"])
def test_a_confirmation_holds_no_colours(shown: str) -> None:
    """The value may be coloured; then it is quoted by itself."""
    files = {"/db.md": "# Database\n\n- The ledger pool_size is 25.\n"}
    log = session("a", ("ssh ledger cat /etc/ledger.ini", f"{RED}[ledger]{PLAIN}\n{shown}\n"))
    findings = dream(files, log)
    assert kinds(findings) == ["verify"]
    assert all(map(is_legible, new_lines(findings)))


def test_lines_of_the_store_lose_them_when_they_are_merged() -> None:
    """What is taken away is named as it stands."""
    files = {
        "/a.md": f"# A\n\n- Restart the {RED}ingest{PLAIN} worker on wolf-7 after each rollout.\n",
        "/b.md": "# B\n\n- After each rollout restart the ingest worker on wolf-7.\n",
    }
    findings = dream(files)
    assert all(map(is_legible, new_lines(findings)))
