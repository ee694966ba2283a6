"""Which names a server may be called by, and which pages may send requests."""

import pytest

from core.doors.http.hosts import is_allowed_host, is_allowed_origin, is_loopback


@pytest.mark.parametrize(
    ("address", "is_it"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.0.1", False),
        ("example.com", False),
        ("localhost.example.com", False),
    ],
)
def test_loopback_is_this_machine_only(address, is_it):
    """By address, or by the one name that always means it."""
    assert is_loopback(address) is is_it


@pytest.mark.parametrize(
    ("header", "listening_on", "is_it"),
    [
        ("127.0.0.1:8787", "127.0.0.1", True),
        ("localhost", "127.0.0.1", True),
        ("[::1]:1", "127.0.0.1", True),
        ("LocalHost:1", "127.0.0.1", True),
        ("evil.example", "127.0.0.1", False),
        ("10.0.0.1", "127.0.0.1", False),
        ("127.0.0.1.nip.example", "127.0.0.1", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("localhost@evil.example", "127.0.0.1", False),
        ("evil.example#localhost", "127.0.0.1", False),
        ("localhost/x", "127.0.0.1", False),
        ("localhost:port", "127.0.0.1", False),
        ("localhost:99999", "127.0.0.1", False),
        ("[::1", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("192.168.0.7:8787", "0.0.0.0", True),
        ("evil.example", "0.0.0.0", False),
        ("team.example", "0.0.0.0", True),
        ("TEAM.example:80", "0.0.0.0", True),
        ("box", "box", True),
    ],
)
def test_a_host_is_an_address_or_a_name_that_was_allowed(header, listening_on, is_it):
    """A name of somebody else's could be pointed here."""
    assert is_allowed_host(header, listening_on, frozenset({"team.example"})) is is_it


@pytest.mark.parametrize(
    ("origin", "is_it"),
    [
        ("http://localhost:8787", True),
        ("https://LOCALHOST:8787", True),
        ("http://localhost", False),
        ("http://localhost:8788", False),
        ("http://evil.example", False),
        ("http://localhost:8787@evil.example", False),
        ("null", False),
        ("file://", False),
        ("http://[", False),
        ("chrome-extension://localhost:8787", False),
    ],
)
def test_an_origin_is_the_very_same_server(origin, is_it):
    """With its port."""
    assert is_allowed_origin(origin, "localhost:8787") is is_it
