"""What a server, an inventory, a list of changes or the host itself says to be gone for good."""

import pytest
from support.dreaming import dream, new_lines, old_lines, session

# fmt: off
# ruff: noqa: E501
GONE = [
    ("Boards of old: https://graf-old.lab.example/d/billing.", ("curl -sI https://graf-old.lab.example/d/billing", "HTTP/2 410\nserver: nginx\nx-note: switched off, see https://graf.lab.example")),
    ("The tunnel is `reflab-vpn`.", ("grep -A2 reflab CHANGES", "2026-01-29 removed connection reflab-vpn (194.0.2.17), mutual TLS only")),
    ("Work from `bastion-1.lab.example`.", ("grep bastion inventory.yml", "    replaces: bastion-1   # decommissioned 2026-01-27, PLT-883")),
]
MOVED = [
    ("Weather is at https://api.hub.example/v1/daily.", ("curl -si 'https://api.hub.example/v1/daily?station=1'", 'HTTP/2 410\n\n{"error":"v1 is retired","use":"https://api.hub.example/v2/daily"}'), "https://api.hub.example/v2/daily"),
    ("Registry: user labexport, host sftp.krebs.example.", ("sftp -b /dev/null labexport@sftp.krebs.example", "This host was decommissioned. Use melde.krebs.example"), "melde.krebs.example"),
]
STAYS = [
    ("Boards are at https://graf.lab.example/d/billing.", ("curl -sI https://graf.lab.example/d/billing", "HTTP/2 404\nserver: nginx")),
    ("Boards are at https://graf.lab.example/d/billing.", ("curl -sI https://graf.lab.example/d/stock", "HTTP/2 410\nserver: nginx")),
    ("Work from `bastion-1.lab.example`.", ("grep bastion inventory.yml", "  bastion-1:  # decommissioned hosts are listed below")),
]
# fmt: on


@pytest.mark.parametrize(("text", "step"), GONE)
def test_what_is_gone_for_good_leaves(text: str, step: tuple[str, str]) -> None:
    """Once is enough."""
    files = {"/a.md": f"# Notes\n\n- {text}\n- More.\n"}
    assert old_lines(dream(files, session("a", step))) == [f"- {text}"]


@pytest.mark.parametrize(("text", "step", "new"), MOVED)
def test_what_took_its_place_is_named(text: str, step: tuple[str, str], new: str) -> None:
    """By the server that has it, or by the host that was asked."""
    (line,) = new_lines(dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("a", step)))
    assert new in line


@pytest.mark.parametrize(("text", "step"), STAYS)
def test_what_may_come_back_or_is_another_one_stays(text: str, step: tuple[str, str]) -> None:
    """A page that is not found, another page, a comment on others."""
    assert old_lines(dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("a", step))) == []


def test_a_host_without_its_domain_is_settled_by_a_second_sign() -> None:
    """Not resolved by its whole name, and switched off by the shorter one."""
    files = {"/a.md": "# Notes\n\n- Pages go out through `ascom-gw1`.\n- More.\n"}
    miss = (
        "ping -c1 ascom-gw1.lab.example",
        "ping: ascom-gw1.lab.example: Name or service not known",
    )
    off = ("grep -n ascom channel.xml", "42:  <!-- ascom-gw1 switched off 2026-01-22 -->")
    assert old_lines(dream(files, session("a", miss))) == []
    assert old_lines(dream(files, session("a", off))) == []
    assert old_lines(dream(files, session("a", miss, off))) == [
        "- Pages go out through `ascom-gw1`."
    ]
