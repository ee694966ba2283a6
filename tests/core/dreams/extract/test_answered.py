"""A single value as an answer: the call says what it is, if it asks for one thing."""

import pytest

from core.dreams.extract.shown.answered import answered

ONE = [
    (
        "redis-cli -h oven-redis config get maxmemory-policy",
        "maxmemory-policy\nnoeviction",
        "maxmemory-policy",
        "noeviction",
    ),
    ("git config --get core.autocrlf", "input\n", "core.autocrlf", "input"),
    ("gcloud config get-value compute/region", "europe-west4", "compute/region", "europe-west4"),
    ("npm config get registry", "https-proxy-mill", "registry", "https-proxy-mill"),
    ("ssh press-2 sysctl -n vm.swappiness", "10", "vm.swappiness", "10"),
    ("ssh press-2 'sysctl -n vm.swappiness'", "10", "vm.swappiness", "10"),
    ("psql -h mill-db -Atc 'show work_mem'", "64MB", "work_mem", "64MB"),
    ("kubectl get deploy press -o jsonpath='{.spec.replicas}'", "14", "spec.replicas", "14"),
    ("curl -s http://mill/api/press | jq -r .limits.trays", "11", "limits.trays", "11"),
    ("getconf OPEN_MAX", "1024", "OPEN_MAX", "1024"),
]
NONE = [
    ("kubectl get pods", "No resources found"),
    ("svc show mailer", "active"),
    ("jq -r '.items[].name' list.json", "press-2"),
    ("git config --get core.autocrlf; hostname", "input"),
    ("redis-cli config get maxmemory-policy", "(nil)"),
    ("gcloud config get-value compute/region", "(unset)"),
    ("kubectl -n mill logs press-2", "ready"),
    ("mill get tray_limit", "error: no such setting"),
    ("mill get tray_limit", "tray_limit: 11"),
    ("kubectl get deploy press -o jsonpath='{.spec.replicas}'", "4"),
    ("", "11"),
]


@pytest.mark.parametrize(("command", "body", "name", "value"), ONE)
def test_the_call_names_what_its_answer_is(command: str, body: str, name: str, value: str) -> None:
    """Whether the name is repeated above the value or not."""
    (cell,) = answered(command, body)
    assert (cell.key, cell.value) == (name, value)
    assert cell.quote in body


@pytest.mark.parametrize(("command", "body"), NONE)
def test_other_answers_are_no_values(command: str, body: str) -> None:
    """Of several things, of a thing and not of its setting, or none at all."""
    assert list(answered(command, body)) == []
