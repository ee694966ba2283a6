"""Text from agents is data: in every pane, title and message it stays text."""

import re
from pathlib import Path

import pytest

import memtui

pytestmark = pytest.mark.anyio
SOURCES = sorted(Path(memtui.__file__).parent.rglob("*.py"))
ACTING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]")


async def look_everywhere(tui):
    """Visit every pane and screen, and give what was painted."""
    seen = [tui.text()]
    for keys in (["tab"], ["w"], ["w"], ["d"], ["w"], ["tab"], ["space"], ["tab"], ["tab"]):
        await tui.press(*keys)
        seen.append(tui.text())
    return "\n".join(seen)


def has_surrogates(text):
    """Whether it has no UTF-8, as a file name that is none may be."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def links(tui):
    """What a click on the screen would run, were markup read."""
    return [
        part.style.meta
        for strip in tui.app.screen._compositor.render_strips()
        for part in strip
        if part.style is not None and "@click" in part.style.meta
    ]


async def test_hostile_content_and_names_stay_text(backend, running, hostile):
    """As content, path, agent, store name and description, in every pane."""
    for number, text in enumerate(hostile):
        short = text[:60]
        store = backend.store(f"store {short}", text[:200])
        path = "/" + short.replace("/", "_")
        agent = short or "agent"
        backend.write(store, path, text, agent)
        backend.write(store, path, f"{text} changed {number}\n{text}", agent)
    stores = list(backend.stores_by_id.values())
    # The real terminal is shown all of them; here those that no workspace file can hold, and some.
    wanted = [one for one, text in zip(stores, hostile, strict=True) if has_surrogates(text)]
    async with running(width=120, height=160) as tui:
        for store in [*wanted, *stores[::12]]:
            memory = next(
                versions[0]
                for versions in backend.versions_by_memory.values()
                if versions[0].memory_store_id == store.id
            )
            await tui.go_to(memory.path, store)
            painted = tui.text()
            assert not ACTING.search(painted.replace("\n", "")), ascii(memory.path)
            assert links(tui) == []
        painted = await look_everywhere(tui)
        assert not ACTING.search(painted.replace("\n", ""))


async def test_a_write_by_a_hostile_agent_stays_text(team, running, hostile):
    """Live marks, the feed and the history show the agent's name."""
    async with running(width=120, height=40) as tui:
        await tui.go_to("/services/dispatch.md")
        for text in hostile:
            team.write(team.notes, "/services/dispatch.md", text, text[:64] or "agent")
        await tui.seen()
        painted = await look_everywhere(tui)
        assert not ACTING.search(painted.replace("\n", ""))
        assert links(tui) == []


async def test_hidden_characters_are_announced(team, running):
    """A badge says how many there are, and the text shows where."""
    team.write(team.notes, "/odd.md", "a\x1b[31mred\u202e\u200b\nplain\n")
    async with running() as tui:
        await tui.go_to("/odd.md")
        assert "⚠ 3 hidden" in tui.text()
        assert "a␛[31mred<U+202E><U+200B>" in tui.text()
        await tui.press("y", "tab", "y")
        assert tui.app.clipboard == "a\x1b[31mred\u202e\u200b\nplain\n"


async def test_store_names_in_the_palette_are_no_markup(backend, running):
    """A name may look like markup that is clicked, or that cannot be parsed."""
    for name in ("[@click=app.quit]x[/]", "[/nope]", "\x1b]52;c;aGk=\x07"):
        backend.store(name)
    async with running() as tui:
        await tui.press("colon")
        await tui.until(lambda: "Search for commands" in tui.text())
        await tui.type("go to")
        await tui.until(lambda: "[@click=app.quit]x[/]" in tui.text())
        assert "[/nope]" in tui.text()
        assert links(tui) == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_sources_keep_to_the_one_door(source):
    """No markup from strings that are put together, and no message with markup on."""
    code = source.read_text()
    assert "markup=True" not in code
    assert not re.search(r"from_markup\(\s*f[\"']", code)
    assert "Text.from_ansi" not in code
    for call in re.findall(r"\.notify\([^)]*", code):
        assert "markup=False" in code[code.index(call) : code.index(call) + 200]
