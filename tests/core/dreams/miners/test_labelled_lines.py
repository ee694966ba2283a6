"""Lines with a label each and no mark of a list: each is an entry, and one list has one of each."""

from support.dreaming import dream, kinds, new_lines, session

from core.dreams.material.memories.cutting import entries_of
from core.dreams.material.memories.sentence_lines import lines_of

GATEWAY = """# Press gateway

cluster: north
mail batch: 500 letters per request
dispatcher replicas: 6
time to live, breaking: 2 h
"""
CODES = """# Customs

cn code bottles: 22042142
cn code boxes: 22042242
"""
SENT = "mail:\n  endpoint: local\n  batch_size: 500\n"
FORM = "<Goods><CnCode>22042142</CnCode><Quantity>900</Quantity></Goods>"


def test_a_line_with_a_label_is_confirmed_by_itself() -> None:
    """The note stands at its line; the other lines stay as they are."""
    findings = dream({"/press/gateway.md": GATEWAY}, session("ann", ("cat mail.yaml", SENT)))
    assert new_lines(findings) == [
        "mail batch: 500 letters per request (verified 2026-03-01: batch_size 500, by ann)"
    ]


def test_two_lines_of_one_list_deny_each_other_not() -> None:
    """What is seen is the value of one of them; neither takes the other's place."""
    findings = dream({"/customs.md": CODES}, session("ann", ("cat form.xml", FORM)))
    assert kinds(findings) == ["verify"]
    (line,) = new_lines(findings)
    assert line.startswith("cn code bottles: 22042142 (verified")


def test_prose_with_a_colon_is_no_list() -> None:
    """A paragraph whose lines only wrap stays one entry; with a label each it is several."""
    wrapped = "Note: the batch has 500 letters and\nthat is all there is to it."
    listed = "batch: 500 letters\ntime to live: 2 h"
    for text, count in ((wrapped, 1), (listed, 2)):
        (entry,) = entries_of("/press.md", text.split("\n"))
        assert len(list(lines_of(entry))) == count


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
