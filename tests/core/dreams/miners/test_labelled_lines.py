"""Lines with a label each and no mark of a list: each is an entry, and one list has one of each."""

from support.dreaming import dream, kinds, new_lines, session

GATEWAY = """# Press gateway

cluster: north
mail batch: 500 letters per request
dispatcher replicas: 6
time to live, breaking: 2 h
"""
CODES = """# Customs

code of bottles: 22042142
code of boxes: 22042242
"""
SENT = "mail:\n  endpoint: local\n  batch_size: 500\n"
FORM = "<Goods><GoodsCode>22042142</GoodsCode></Goods>"


def test_a_line_with_a_label_is_confirmed_by_itself() -> None:
    """The note stands at its line; the other lines stay as they are."""
    findings = dream({"/press/gateway.md": GATEWAY}, session("ann", ("cat mail.yaml", SENT)))
    assert new_lines(findings) == [
        "mail batch: 500 letters per request (verified 2026-03-01: batch_size 500, by ann)"
    ]


def test_two_lines_of_one_list_deny_each_other_not() -> None:
    """What is seen is the value of one of them; neither takes the other's place."""
    files = {"/customs.md": CODES}
    sessions = [session(who, ("cat form.xml", FORM), day=day) for day, who in enumerate("ab")]
    findings = dream(files, *sessions)
    assert set(kinds(findings)) <= {"verify"}
    assert not any("boxes" in line for line in new_lines(findings))
    assert not any("22042242" in one.title for one in findings)


def test_prose_with_a_colon_is_no_list() -> None:
    """A paragraph whose lines only wrap stays one entry."""
    text = "# Press\n\nNote: the batch has 500 letters and\nthat is all there is to it.\n"
    findings = dream({"/press.md": text}, session("ann", ("cat mail.yaml", SENT)))
    assert all("that is all" in line for line in new_lines(findings))


def test_a_port_behind_a_host_is_its() -> None:
    """An address says it without the word; a line of a file is no port."""
    text = (
        "# Broker\n\n- Probes publish to `broker.north.example`, port 8883, with a certificate.\n"
    )
    for seen, count in (
        ("broker = mqtts://broker.north.example:8883", 1),
        ("broker.north.example is well\nmain.go:8883: publish", 0),
        ("broker.north.example is well\nstore.north.example:8883", 0),
    ):
        findings = dream({"/broker.md": text}, session("ann", ("cat conf", seen)))
        assert kinds(findings) == ["verify"] * count
