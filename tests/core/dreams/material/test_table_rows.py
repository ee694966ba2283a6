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


OVENS = """# Ovens in prod-east

| oven | kind | replicas | limit | MaxTime |
|---|---|---|---|---|
| rye-oven | Deployment | 8 | 256Mi | 4:00:00 |
"""
COPIES = """NAME                        READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/bun-oven    6/6     6            6           611d
deployment.apps/rye-oven    11/12   12           11          611d
"""


def seen(output: str) -> list[str]:
    found = dream({"/ovens.md": OVENS}, session("watch", ("ovenctl get", output)))
    return [one.title.partition(" than ")[0] for one in found]


def test_what_stands_first_in_a_row_is_what_its_values_are_of() -> None:
    """A plain word too, if a tool knows it; what names production says no more than nothing."""
    assert seen(COPIES) == ["Seen otherwise (12, not 8)"]
    assert seen("OvenName=rye-oven\n   MinTime=0 MaxTime=06:00:00") == [
        "Seen otherwise (06:00:00, not 4:00:00)"
    ]


def test_the_copies_of_another_row_and_the_state_of_one_pod_say_nothing() -> None:
    """Behind the stroke stands what is wanted, and for a pod how many parts it has."""
    assert seen(COPIES.replace("rye-oven ", "oat-oven ")) == []
    wanted = COPIES.replace("11/12   12           11 ", "7/8     8            7  ")
    assert seen(wanted) == ["Confirmed in part: replicas 8 (/ovens.md:5)"]
    assert seen("NAME       READY   STATUS    AGE\nrye-oven   1/1     Running   13h") == []


def test_a_row_is_true_of_what_stands_above_it() -> None:
    """The same item elsewhere says nothing of it."""
    assert titles("ward,code,par\n5 West,GL-NM,45\n5 West,CN-2,3\n") == []


VATS = """# Vats

| vat | kind | trays | limit | notes |
|---|---|---|---|---|
| `vat-3` | steel | 6 | 256 kg | stays outside |
| `vat-4` | oak | 9 | 90 kg | old |
"""
SHOWN = "NAME   FULL  TRAYS\nvat-3  6/6   6\nvat-4  9/9   8\n"


def test_a_row_that_is_confirmed_gets_its_note_in_its_last_cell() -> None:
    """The note names what was seen of the row, and the row stays one; the next dream adds none."""
    other, seen = dream({"/a.md": VATS}, session("watch", ("vatctl ls", SHOWN)))
    assert (
        other.title
        == 'Seen otherwise (8, not 9) than in "`vat-4`: kind oak, trays 9, limit 90 kg, notes old"'
    )
    assert any(one.quote == "| `vat-4` | oak | 9 | 90 kg | old |" for one in other.evidence)
    (edit,) = seen.edits
    (line,) = edit.new_lines
    note = "(verified in part 2026-03-01: trays 6, by watch)"
    assert line == f"| `vat-3` | steel | 6 | 256 kg | stays outside {note} |"
    noted = VATS.replace(*edit.old_lines, line)
    again = dream({"/a.md": noted}, session("watch", ("vatctl ls", SHOWN)))
    assert [one for one in again if one.edits] == []


LEVELS = """# What the dyers keep to

Critical levels, a bell rings beyond them:

| bath | low | high | unit |
|---|---|---|---|
| madder | 2.5 | 25 | g/l |
"""
BATHS = """BATH     CRIT_LOW  CRIT_HIGH  UNIT
-------  --------  ---------  -----
MADDER   2.5       27.8       g/l
WELD     3.5       25         g/l
"""
CARTS = """# Carts

| cart | yard | motor | limit |
|---|---|---|---|
| cart-014 | Brno | Orin 16 kg | 3 days |
"""


def of_rows(memory: str, *calls: tuple[str, str]) -> list[str]:
    """What is told of the rows of a memory."""
    found = dream(
        {"/carts.md": memory}, *(session(f"watch{n}", one) for n, one in enumerate(calls))
    )
    return [one.title for one in found if one.kind == "verify"]


def test_the_line_above_a_table_says_what_its_columns_leave_out() -> None:
    """`CRIT_HIGH` is the high one of the critical levels."""
    (title,) = of_rows(LEVELS, ("dyectl levels", BATHS))
    assert title.startswith("Seen otherwise (27.8, not 25)")
    (title,) = of_rows(LEVELS, ("dyectl levels", BATHS.replace("27.8", "25  ")))
    assert title == "Confirmed in part: madder: low 2.5; high 25 (/carts.md:7)"


def test_each_cell_is_seen_by_itself() -> None:
    """A place is shown where no number is; another word under another name denies no row."""
    (title,) = of_rows(CARTS, ("cartctl get cart-014", '{"id": "cart-014", "yard": "brno"}'))
    assert title == "Confirmed in part: cart-014: yard Brno (/carts.md:5)"
    assert of_rows(CARTS, ("cartctl get cart-014", '{"id": "cart-014", "owner": "Wren"}')) == []


def test_two_values_under_one_name_deny_no_row() -> None:
    """15 of its carts run and one is drained: nobody knows what they would be together."""
    memory = "# Yards\n\n| yard | carts |\n|---|---|\n| brno | 12 |\n"
    rows = "YARD UP CARTS STATE\nbrno up 15 mix\nbrno up 1 drain\n"
    assert of_rows(memory, ("cartctl yards", rows)) == []


def test_another_host_tells_of_itself() -> None:
    """The same question of two hosts, of which one shows what the row says."""
    other = BATHS.replace("2.5       27.8", "2.0       27.8")
    memory = LEVELS.replace("| 25 |", "| 27.8 |")
    (title,) = of_rows(
        memory,
        ("sqlplus -s a@//dye-c.mill.example/BATHS @levels", BATHS),
        ("sqlplus -s a@//dyetest.mill.example/BATHT @levels", other),
    )
    assert title.startswith("Confirmed in part: ")


def test_what_every_memory_names_tells_no_table_apart() -> None:
    """A title that names the whole plant need not be repeated by a tool."""
    files = {f"/{name}.md": f"# {name.title()} of Corvus\n\n- painted\n" for name in ("a", "b")}
    files |= {"/yards.md": "# Yards on Corvus\n\n| yard | carts |\n|---|---|\n| brno | 12 |\n"}
    found = dream(files, session("watch", ("cartctl yards", "YARD UP CARTS\nbrno up 12\n")))
    assert [one.title for one in found if one.kind == "verify"] == ["Confirmed: brno: carts 12"]
