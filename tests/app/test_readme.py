"""The README says what the program does: its table of keys is the one the app is made from."""

from pathlib import Path

from memtui.keytable import BEGIN, END, with_key_table

README = Path(__file__).parents[2] / "README.md"


def test_the_table_of_keys_is_up_to_date():
    """`python -m memtui.keytable README.md` would change nothing."""
    text = README.read_text(encoding="utf-8")
    assert BEGIN in text
    assert END in text
    assert with_key_table(text) == text


def test_its_pictures_are_there():
    """The README shows pictures of the app, which were made from the app itself."""
    text = README.read_text(encoding="utf-8")
    pictures = [line for line in text.splitlines() if line.startswith("![")]
    assert pictures
    for picture in pictures:
        assert (README.parent / picture.rpartition("(")[2].rstrip(")")).is_file()
