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


def test_its_picture_is_there():
    """The README opens with a picture of the app, which was made from the app itself."""
    text = README.read_text(encoding="utf-8")
    (picture,) = [line for line in text.splitlines() if line.startswith("![")]
    assert (README.parent / picture.rpartition("(")[2].rstrip(")")).is_file()
