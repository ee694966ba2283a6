"""Names of values that are learned from things for which an entry and a tool agree."""

from support.dreaming import dream, session

NOTES = """# Notes

- Quiet on `hut-1` by 22:10.
- Quiet on `hut-2` by 22:20.
- Quiet on `hut-3` by 22:30.
"""


def titles(*times: str) -> list[str]:
    calls = [
        (f"hutctl show hut-{at}", f"hut    hut-{at}\nopens  07:00\nmusic  {time}")
        for at, time in enumerate(times, start=1)
    ]
    return [one.title for one in dream({"/a.md": NOTES}, session("watch", *calls))]


def test_two_that_agree_teach_a_name() -> None:
    """The third is denied under it, although no word is the same."""
    assert 'Seen otherwise (23:45, not 22:30) than in "Quiet on `hut-3` by 22:30"' in titles(
        "22:10", "22:20", "23:45"
    )


def test_what_never_agrees_teaches_nothing() -> None:
    """No word says that the music has to do with it."""
    assert titles("23:10", "23:40", "23:45") == []
