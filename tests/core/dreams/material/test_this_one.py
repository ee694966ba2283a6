"""What an answer says of `this host` is said of the one that its call names."""

import pytest
from support.dreaming import dream, new_lines, old_lines, session

# fmt: off
# ruff: noqa: E501
RENAMED = [
    ("Uploads go to sftp.partner.example with key `up1`.", "sftp up@sftp.partner.example", "ssh: connect to host sftp.partner.example port 22: No route to host\nThis host was decommissioned. Use files.partner.example", "files.partner.example"),
    ("Frames are sent to `spool-03.studio.example`.", "ssh spool-03.studio.example", "Connection timed out\n*** This server has been retired. Use spool-08.studio.example. ***", "spool-08.studio.example"),
    ("The rate card is at https://rates.fleet.example/v2/card.", "curl -s 'https://rates.fleet.example/v2/card?year=1'", '{"message":"This endpoint has been removed. Use https://rates.fleet.example/v3/card instead."}', "https://rates.fleet.example/v3/card"),
]
STAYS = [
    # Which of two it is, nothing says; what is to come; a long text.
    ("Frames are sent to `spool-03`.", "sync gate-1 spool-03", "error\nThis host was decommissioned. Use spool-08."),
    ("Frames are sent to `spool-03`.", "ssh spool-03", "error\nThis host is going to be retired in May. Use spool-08."),
    ("Frames are sent to `spool-03`.", "ssh spool-03 cat notes", "\n".join(["a line"] * 12 + ["This host was decommissioned. Use spool-08."])),
]
# fmt: on


@pytest.mark.parametrize(("text", "command", "output", "new"), RENAMED)
def test_the_one_that_was_asked_for_is_meant(
    text: str, command: str, output: str, new: str
) -> None:
    """The new name stands in the entry, and the evidence holds the call and the answer."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, session("a", (command, output)))
    (line,) = new_lines(findings)
    assert new in line
    assert findings[0].evidence[0].quote.strip() == command


@pytest.mark.parametrize(("text", "command", "output"), STAYS)
def test_nothing_else_is_meant(text: str, command: str, output: str) -> None:
    """It changes no entry."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, session("a", (command, output)))
    assert old_lines(findings) == []
