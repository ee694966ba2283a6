"""Texts of a list that are cut still tell which is which."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from memtui.widgets.apart import cut_apart, in_rows

NIGHTLY = "Confirmed in part: the tariff-nightly job starts at {} UTC (/services/tariff.md:5)"
WORDS = st.sampled_from(["Confirmed:", "the", "nightly", "夜間", "job", "02:30", "03:30", "é"])


def test_what_differs_in_the_middle_stays_in_sight() -> None:
    """Where both ends are those of another text."""
    early, late = NIGHTLY.format("02:30"), NIGHTLY.format("03:30")
    cut = cut_apart([early, late, "Something else that is far too long for the list"], 34)
    assert "02:30" in cut[early]
    assert "03:30" in cut[late]
    assert all(text.startswith("Confirmed i") for text in (cut[early], cut[late]))
    assert cut["Something else that is far too long for the list"].startswith("Something else that")


def test_paths_keep_their_ends_unless_those_are_alike() -> None:
    """The folder that differs is shown then."""
    one, two = (f"/services/{name}/production/settings/index.md" for name in ("ledger", "notify"))
    cut = cut_apart([one, two, "/services/other/production/settings/owners.md"], 26)
    assert "ledger" in cut[one]
    assert "notify" in cut[two]
    assert cut["/services/other/production/settings/owners.md"].endswith("settings/owners.md")


def test_a_title_that_begins_with_a_path_keeps_its_beginning() -> None:
    """It is no path, and its end says little."""
    title = "/notes/hosts.md is about five things (and 5 more in these lines)"
    assert cut_apart([title], 30)[title] == "/notes/hosts.md is about five…"


def test_a_text_that_another_begins_with_shows_its_end() -> None:
    """It ends where the other goes on."""
    short = "The index lacks the memory /alerts/live/1.md"
    cut = cut_apart([short, f"{short} and the one beside it", f"{short} and that beside it"], 24)
    assert len(set(cut.values())) == 3


@given(
    titles=st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=6),
    width=st.integers(0, 60),
)
def test_each_has_the_width(titles: list[str], width: int) -> None:
    """Whatever is in it, also signs of two cells; what fits is shown whole."""
    for title, cut in cut_apart(titles, width).items():
        assert cell_len(cut) == width
        if cell_len(title) <= width:
            assert cut.rstrip() == title.rstrip()


@given(at=st.integers(0, 90), width=st.integers(30, 80))
def test_one_word_that_differs_is_seen_wherever_it_stands(at: int, width: int) -> None:
    """In a list as wide as any that is shown."""
    texts = [f"{'word ' * 18}"[:at] + sign + f"{'word ' * 18}"[at:] for sign in "xyz"]
    assert len(set(cut_apart(texts, width).values())) == 3


@given(
    titles=st.lists(st.lists(WORDS, min_size=1, max_size=20).map(" ".join), max_size=8),
    width=st.integers(2, 40),
    most=st.integers(0, 30),
)
def test_rows_are_as_many_as_there_is_room_for(titles: list[str], width: int, most: int) -> None:
    """One at least for each, and none wider than the list."""
    rows = in_rows(titles, width, most)
    assert len(rows) == len(titles)
    assert sum(map(len, rows)) <= max(most, len(titles))
    assert all(cell_len(row) <= width for one in rows for row in one)


def test_titles_are_whole_where_the_list_is_short() -> None:
    """A row more says more than one that is empty."""
    title = "Confirmed: the owner of `notify` is team Lantern"
    assert in_rows([title], 26, 10) == [["Confirmed: the owner of", "`notify` is team Lantern"]]
    assert in_rows(["/services/search-suggest.md"], 24, 9) == [["…vices/search-suggest.md"]]
    assert in_rows([title, "x"], 26, 2) == [["Confirmed: the owner of `…"], [f"{'x':26}"]]
    assert in_rows([f"{title}, and it is called at night too"], 26, 3) == [
        ["Confirmed: the owner of", "`notify` is team Lantern,", "and it is called at night…"]
    ]
