"""What the rows of a table in a memory say, and where they are true."""

from support.dreaming import dream, session

PARS = """# Par levels, 5 East

| item | code | par |
|---|---|---|
| Gloves | `GL-NM` | 30 |
"""


def titles(output: str) -> list[str]:
    return [one.title for one in dream({"/a.md": PARS}, session("watch", ("cat par.csv", output)))]


def test_another_value_of_a_row_is_told() -> None:
    """Nothing is written: there is no room for a note in a table."""
    assert titles("ward,code,par\n5 East,GL-NM,45\n5 West,GL-NM,3\n") == [
        'Seen otherwise (45, not 30) than in "Gloves: code `GL-NM`, par 30"'
    ]


def test_a_row_is_true_of_what_stands_above_it() -> None:
    """The same item elsewhere says nothing of it."""
    assert titles("ward,code,par\n5 West,GL-NM,45\n5 West,CN-2,3\n") == []
