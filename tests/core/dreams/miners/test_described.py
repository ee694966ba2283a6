"""Entries that name nothing: confirmed or denied by what is described as they describe their value."""

import pytest
from support.dreaming import dream, kinds, new_lines, session

# fmt: off
# ruff: noqa: E501
CONFIRMED = [
    ("A berth permit costs 1,800 EUR.", "cat fees.toml", "[fees]\nberth_permit = 1800\nslip_permit = 950", "berth_permit 1800"),
    ("A day pass is valid for 36 hours.", "passes", '{"night_pass": {"valid_hours": 12}, "day_pass": {"valid_hours": 36}}', "valid_hours 36"),
    ("Retention of old charts: 7 years.", "cat harbour/settings.ini", "[retention]\nold_charts_years = 7", "old_charts_years 7"),
    ("Towing allowance is 0.42 EUR per km.", "tariff towing", '{"title": "Towing allowance", "value_eur_per_km": 0.42}', "value_eur_per_km 0.42"),
    ("Gate code: R119845.", "grep -n gate harbour.yaml", "3:gate_code: R119845", "gate_code R119845"),
    ("The line length is 100.", "cat pyproject.toml", "[tool.lint]\nline-length = 100", "line-length 100"),
    ("The night sweep starts at 04:10.", "cat jobs.yaml", 'night_sweep:\n  schedule: "10 4 * * *"', 'schedule "10 4 * * *"'),
    ("The chart page size is 100.", "cat charts.py", "class Settings:\n    chart_page_size: int = 100", "chart_page_size 100"),
]
DENIED = [
    # Two times in two sentences are of two things; `_min` are minutes here.
    ("The berth turnaround target is 45 minutes. The board refreshes every 20 seconds.", "cat board.yaml", "board:\n  refresh_s: 20\n  berth_turnaround_target_min: 60", "60, not 45 minutes"),
    # A number in a label says which one it is.
    ("Zone engineer for zone 4: Katrin Moll", "zonectl show 4", "zone: 4\nengineer: Jonas Egger", "Jonas Egger, not Katrin Moll"),
    ("A slip permit costs 950 EUR.", "cat fees.toml", "[fees]\nberth_permit = 1800\nslip_permit = 1100", "1100, not 950 EUR"),
    ("The line length is 100.", "cat pyproject.toml", "[tool.lint]\nline-length = 120", "120, not 100"),
]
NEITHER = [
    ("Zone engineer for zone 4: Katrin Moll", "zonectl show 6", "zone: 6\nengineer: Katrin Moll"),
    # A reading is no threshold, and a setting no default.
    ("Logger battery is replaced below 3.3 V.", "loggers", "logger battery     3.52 V"),
    ("The default poll interval is 1000 ms.", "cat gateway.toml", "poll_interval_ms = 2500"),
    # One word is not enough; another one is said; a word of the entry is missing.
    ("The timeout is 30 s.", "cat a.toml", "timeout_s = 30"),
    ("A berth permit costs 1,800 EUR.", "cat fees.toml", "winter_berth_permit = 1800"),
    ("The winter berth permit costs 1,800 EUR.", "cat fees.toml", "berth_permit = 1800"),
    # Of one thing by its number.
    ("The credit limit is 90,000 GBP.", "vendor show V-10442", "vendor: V-10442\ncredit_limit: GBP 80,000"),
    # A word stands in another section.
    ("The crane session times out after 5 minutes.", "cat yard/settings.ini", "[session]\ntimeout_minutes = 45\n\n[cranes]\nincoming = Dock2"),
    # Of one of several.
    ("The mooring limit is 12 m.", "limits", "north:\n  mooring_limit_m: 12\nsouth:\n  mooring_limit_m: 20"),
]
# fmt: on


@pytest.mark.parametrize(("text", "command", "output", "said"), CONFIRMED)
def test_every_word_agrees(text: str, command: str, output: str, said: str) -> None:
    """In the name of the value, in its section, or in the title beside it."""
    findings = dream({"/a.md": f"# Odd notes\n\n- {text}\n"}, session("watch", (command, output)))
    assert new_lines(findings) == [f"- {text} (verified 2026-03-01: {said}, by watch)"]


@pytest.mark.parametrize(("text", "command", "output", "said"), DENIED)
def test_another_number_under_the_same_words_is_told(
    text: str, command: str, output: str, said: str
) -> None:
    """Though what has it has no name."""
    (found,) = dream({"/a.md": f"# Odd notes\n\n- {text}\n"}, session("watch", (command, output)))
    assert found.title.startswith(f"Seen otherwise ({said})")


@pytest.mark.parametrize(("text", "command", "output"), NEITHER)
def test_what_may_be_of_something_else_says_nothing(text: str, command: str, output: str) -> None:
    """Nothing has a name there, so every word has to agree, both ways."""
    store = {"/a.md": f"# Odd notes\n\n- {text}\n"}
    assert dream(store, session("watch", (command, output))) == ()


def test_answers_to_two_questions_that_differ_say_nothing() -> None:
    """Each may be of another thing; the same question at two times may be answered anew."""
    store = {"/a.md": "# Odd notes\n\n- The line length is 100.\n"}
    two = session("watch", ("cat a.toml", "line-length = 100"), ("cat b.toml", "line-length = 120"))
    assert dream(store, two) == ()
    older = session("watch", ("cat a.toml", "line-length = 100"), day=1)
    newer = session("watch", ("cat a.toml", "line-length = 120"), day=2)
    (found,) = dream(store, older, newer)
    assert found.title.startswith("Seen otherwise (120, not 100)")


def test_of_two_entries_the_one_that_is_shown_wins() -> None:
    """They describe one value, and a tool shows it."""
    store = {
        "/a.md": "# Odd notes\n\n- Line length is 100.\n",
        "/b.md": "# More of them\n\n- The line length is 120.\n",
    }
    findings = dream(store, session("watch", ("cat a.toml", "line-length = 120")))
    assert "resolve_contradiction" in kinds(findings)


def test_a_section_in_brackets_lasts_beyond_an_empty_line() -> None:
    """And the title of a memory that no tool knows is no name."""
    store = {
        "/yard.md": "# Yard\n\n- The booking session times out after 20 minutes.\n",
        "/clerk.md": "# Clerk\n\n- The booking session times out after 45 minutes.\n",
    }
    output = "[booking session]\n; timeout_minutes = 20\ntimeout_minutes = 45\n"
    findings = dream(store, session("watch", ("cat settings.ini", output)))
    assert sorted(kinds(findings)) == ["resolve_contradiction", "verify"]


def test_a_title_that_some_tool_knows_may_be_a_heading_all_the_same() -> None:
    """Then many words have to agree, and another value is told of nothing."""
    other = ("yard status", "yard: open")
    store = {"/yard.md": "# Yard\n\n- The crane booking port is 4840.\n"}
    asked = "cat /etc/cranes.toml"
    same = session("watch", other, (asked, "[crane]\nbooking_port = 4840"))
    assert kinds(dream(store, same)) == ["verify"]
    assert dream(store, session("watch", other, (asked, "[crane]\nbooking_port = 4850"))) == ()


def test_a_letter_names_nothing_and_a_long_document_answers_nothing() -> None:
    """What stands in every other answer, and what was not asked about."""
    files = {"/a.md": "# Kiln\n\n- `kiln-7` holds for 40 min.\n- `n` is 12.\n"}
    document = "name,hold\nkiln-7,40 min\n" + "".join(f"loom-{n},55 min\n" for n in range(400))
    assert dream(files, session("a", ("cat notes.txt", document))) == ()
    assert dream(files, session("a", ("head -1 log.txt", "n: 13\n"))) == ()
    (told,) = dream(files, session("a", ("kilnctl show kiln-7", document)))
    assert told.title.startswith("Confirmed")
