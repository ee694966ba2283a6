"""
Codes that an entry gives to what it describes: confirmed where a tool shows them under the entry's
own words. A pottery, a seed bank, a cable car, a printing works.
"""

import pytest
from support.dreaming import dream, session

# fmt: off
# ruff: noqa: E501
FOR = [
    ("an identifier", "Grafana board of the kiln run: uid `kiln-run-3` (\"Kiln run, nightly\").", "curl -s https://grafana.clay.example/api/dashboards/uid/kiln-run-3 | jq .dashboard", '{"uid": "kiln-run-3", "title": "Kiln run, nightly"}'),
    ("a version with a word", "The API version of the glaze client is pinned to `2025-03-31.basalt`.", "cat config/glaze.yaml", 'glaze:\n  client_api_version: "2025-03-31.basalt"\n  cache_s: 40\n'),
    ("where something goes", "WAL-G backups of the seed catalogue go to s3://seed-wal-eu/catalogue every night.", "wal-g backup-list | tail -2; grep WALG_S3 /etc/wal-g/seed-catalogue.env", "WALG_S3_PREFIX=s3://seed-wal-eu/catalogue"),
    ("a group", "The seed labels are read by the consumer group `label-sink-7`.", "labelctl consumers --describe seed", "GROUP         TOPIC   LAG\nlabel-sink-7  labels  11"),
    ("an account", "Merchant account of the ticket desk is `CableTICKET_EU`.", "cat desk/ticket.yaml", "ticket_desk:\n  merchant_account: CableTICKET_EU\n"),
    ("an identifier in a table", "Connector of the press orders: id `grey_lantern`.", "curl -s https://sync.example/v1/press/orders", '{"id": "grey_lantern", "service": "press_orders", "connector": "on"}'),
]
NEITHER = [
    ("in staging", "In staging the merchant account of the ticket desk is `CableTICKET_T1`.", "cat production/ticket.yaml", "ticket_desk:\n  merchant_account: CableTICKET_T1\n"),
    ("of something else", "The bucket for invoices of the press is `prs-docs-77`.", "cat receipts.toml", '[receipts]\nbucket = "prs-docs-77"\n'),
    ("of another machine", "On press-2 the image is `mill/press:4f2a9`.", "podman inspect press-3", '{"name": "press-3", "image": "mill/press:4f2a9"}'),
    ("a plan", "Merchant account of the ticket desk is `CableTICKET_EU`.", "terraform plan", 'ticket_desk:\n  merchant_account: CableTICKET_EU\n'),
    ("an example", "Merchant account of the ticket desk is `CableTICKET_EU`.", "cat ticket.example.yaml", "ticket_desk:\n  merchant_account: CableTICKET_EU\n"),
    ("what was before", "The merchant account of the ticket desk was `CableTICKET_EU`.", "cat desk/ticket.yaml", "ticket_desk:\n  merchant_account: CableTICKET_EU\n"),
    ("the former one", "Merchant account of the ticket desk is `CableTICKET_EU`.", "cat desk/ticket.yaml", "ticket_desk:\n  previous_merchant_account: CableTICKET_EU\n  limit: 4\n"),
    ("what is denied", "The merchant account of the ticket desk is not `CableTICKET_EU`.", "cat desk/ticket.yaml", "ticket_desk:\n  merchant_account: CableTICKET_EU\n"),
    ("what was looked for in vain", "Grafana board of the kiln run: uid `kiln-run-3`.", "curl -s https://grafana.clay.example/api/dashboards/uid/kiln-run-3", '{"uid": "kiln-run-3", "message": "Dashboard not found"}'),
    ("a condition", "If the desk is closed, the merchant account of the ticket desk is `CableTICKET_EU`.", "cat desk/ticket.yaml", "ticket_desk:\n  merchant_account: CableTICKET_EU\n"),
    ("what a message says", "Merchant account of the ticket desk is `CableTICKET_EU`.", "desk log", "the merchant account of the ticket desk might be CableTICKET_EU"),
]
# fmt: on


def titles(text: str, command: str, output: str) -> list[str]:
    files = {"/a.md": f"# Notes\n\n- {text}\n"}
    return [one.title for one in dream(files, session("watch", (command, output))) if one.edits]


@pytest.mark.parametrize(
    ("text", "command", "output"), [row[1:] for row in FOR], ids=[row[0] for row in FOR]
)
def test_a_code_under_the_words_of_the_entry_confirms_it(
    text: str, command: str, output: str
) -> None:
    """It stands for itself, and needs no name beside it."""
    (title,) = titles(text, command, output)
    assert title.startswith("Confirmed")


@pytest.mark.parametrize(
    ("text", "command", "output"), [row[1:] for row in NEITHER], ids=[row[0] for row in NEITHER]
)
def test_the_same_code_elsewhere_confirms_nothing(text: str, command: str, output: str) -> None:
    """Of another thing, another environment or another time; or only looked for, or made up."""
    assert titles(text, command, output) == []


def test_a_code_that_was_changed_later_confirms_nothing() -> None:
    """The newest answer to the same question counts."""
    text = "Merchant account of the ticket desk is `CableTICKET_EU`."
    shown = "ticket_desk:\n  merchant_account: {}\n"
    calls = [("cat desk/ticket.yaml", shown.format(one)) for one in ("CableTICKET_EU", "Cable_AT7")]
    files = {"/a.md": f"# Notes\n\n- {text}\n"}
    found = dream(files, session("watch", calls[0]), session("look", calls[1], day=4))
    assert [one for one in found if one.edits] == []
