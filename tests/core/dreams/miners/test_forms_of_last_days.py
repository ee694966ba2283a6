"""Until which day something holds, in the forms of programs: confirmed, denied, of something else."""

import pytest
from support.dreaming import dream, session

ASKED = "openssl s_client -connect hooks.oven.example:443 </dev/null | openssl x509 -enddate"
# fmt: off
# ruff: noqa: E501
ROWS = [
    ("a clock inside", "TLS for hooks.oven.example: the certificate runs until 2027-01-19.", ASKED, "issuer=C = US\nnotAfter=Jan 19 08:51:17 2027 GMT", "Confirmed"),
    ("one digit", "The client certificate in /etc/oven/reflab.p12 is valid until 2027-03-02.", "openssl pkcs12 -in /etc/oven/reflab.p12 | openssl x509 -enddate", "notAfter=Mar  2 23:59:59 2027 GMT", "Confirmed"),
    ("a column", "`oven_calendar` covers days up to 2030-12-31.", "bsql -c 'select max(day) from oven_calendar'", " max(day)\n----------\n 2030-12-31\n(1 row)", "Confirmed"),
    ("another day", "TLS for hooks.oven.example: the certificate runs until 2026-12-01.", ASKED, "notAfter=Jan 19 08:51:17 2027 GMT", "Seen otherwise (Jan 19 08:51:17 2027"),
    ("the first day", "TLS for hooks.oven.example: the certificate runs until 2027-01-19.", ASKED, "notBefore=Jan 19 08:51:17 2027 GMT", ""),
    ("of another host", "TLS for shop.oven.example: the certificate runs until 2026-12-01.", ASKED, "notAfter=Jan 19 08:51:17 2027 GMT", ""),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "command", "output", "title"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_until_when_something_holds(text: str, command: str, output: str, title: str) -> None:
    """A whole day stands nowhere by chance; what has it must be named."""
    found = dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("watch", (command, output)))
    told = [one.title for one in found if one.kind == "verify"]
    assert [one.startswith(title) for one in told] == ([True] if title else [])
