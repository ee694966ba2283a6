"""What is seen in another environment is no evidence of how it is in the one that counts."""

import pytest
from support.dreaming import dream, kinds, session

PLAIN = "The pool of `orders` has max_connections = 400."
STAGED = "In staging the pool of `orders` has max_connections = 10."
COUNTING = [
    "kubectl --context prod-euw1 exec deploy/orders -- cat /etc/orders.ini",
    "ssh orders-db-1 cat /etc/orders.ini",
    "cat /srv/orders/compose.yml",
]
ELSEWHERE = [
    "kubectl --context stg-euw1 exec deploy/orders -- cat /etc/orders.ini",
    "kubectl -n staging exec deploy/orders -- cat /etc/orders.ini",
    "ssh orders-1.stg.example cat /etc/orders.ini",
]
OWN = [
    "cat orders-values-dev.yaml",
    "cat docker-compose.yml",
    "cat docker-compose.override.yml",
    "cat .env.local",
]
# fmt: off


@pytest.mark.parametrize("command", [*ELSEWHERE, *OWN])
@pytest.mark.parametrize("value", ["400", "10"])
def test_another_environment_neither_confirms_nor_asks(command: str, value: str) -> None:
    """An entry that names none is about the one that counts."""
    seen = session("a", (command, f"orders:\n  max_connections = {value}"))
    assert dream({"/a.md": f"# Notes\n\n- {PLAIN}\n"}, seen) == ()


@pytest.mark.parametrize("command", ELSEWHERE)
def test_it_confirms_what_is_said_of_it(command: str) -> None:
    """Whatever it is called there."""
    seen = session("a", (command, "[orders]\nmax_connections = 10"))
    assert kinds(dream({"/a.md": f"# Notes\n\n- {STAGED}\n"}, seen)) == ["verify"]


@pytest.mark.parametrize("command", COUNTING)
def test_the_one_that_counts_confirms(command: str) -> None:
    """A host, a context of production, and a file at the place from which it runs."""
    seen = session("a", (command, "[orders]\nmax_connections = 400"))
    assert kinds(dream({"/a.md": f"# Notes\n\n- {PLAIN}\n"}, seen)) == ["verify"]


@pytest.mark.parametrize("label", ["sandbox: ", "> sandbox: ", "[staging] "])
def test_a_line_may_say_of_which_it_is(label: str) -> None:
    """In front of what it shows."""
    entry = "The signature tolerance of `hooks` is 5 minutes."
    for lead, found in ((label, []), ("", ["verify"])):
        seen = session("a", ("hooks listen", f"{lead}signature tolerance 300s"))
        assert kinds(dream({"/a.md": f"# Notes\n\n- {entry}\n"}, seen)) == found
