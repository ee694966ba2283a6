"""Commands that show how things are, and those that show what could be, once was, or is made up."""

import pytest

from core.dreams.material.testimony.looking import shows_how_it_is


@pytest.mark.parametrize(
    "command",
    [
        "cat /etc/orders.toml",
        "cd repo && git diff HEAD~1",
        "echo now; cat orders.toml",
        "echo | openssl s_client -connect lw.org:443 | openssl x509 -noout -dates",
        "printf 'INFO' | nc cache-2 6379 | grep maxmemory",
        "kubectl get deploy cart -o yaml | grep replicas",
        "rota plan show north",
        "disk check --usage",
        "ruff format --check",
        "git diff main...HEAD",
        "git show HEAD:orders.toml",
        "terraform show",
        "cat mail/templates/welcome.txt",
        "psql -c 'select 1'",
        "",
        "orders 4411",
        "curl -s https://assets.lw.example/pumps.csv",
        "sqlplus -s reader@//vats.mill.example/STOCK @levels.sql",
        "ssh log-02.lw.example cat /etc/app.conf",
        "kubectl get deploy cart --dry-run=none",
        "ledger show --sandbox=false --no-demo",
        "gym show --training-room 4",
        "cat redesign.md",
        "curl -s https://pager.example/incidents/3",
        "git -C ~/conf show HEAD:pool.toml",
    ],
)
def test_what_reads_shows_how_it_is(command: str) -> None:
    """Whatever its words are, unless they are known to do something else."""
    assert shows_how_it_is(command)


@pytest.mark.parametrize(
    "command",
    [
        "shipper --help",
        "shipper batch -h",
        "man shipper",
        "git log --oneline -5 | head",
        "git -C ~/conf -c color.ui=never log -3",
        "cat docs/postmortems/41.md",
        "cat docs/design-pool.md",
        "cat 2026-07-outage.md",
        "cd repo && git log",
        "terraform plan -target=cart",
        "kubectl apply --dry-run=client -f cart.yaml",
        "ansible-playbook site.yml --check",
        "echo port: 7411",
        "echo '{\"port\": 7411}' | jq .port",
        "cat tests/fixtures/invoicer.json",
        "cat mailer.example.toml",
        "cat .env.example",
        "curl -s https://assets.lw.org/fixtures/pumps.csv",
        "sed -n 1,20p deploy/values.yaml.tmpl",
        "cat CHANGELOG.md",
        "cat docs/orders.md tests/orders_test.py",
        "git diff main...idea",
        "git show HEAD~3:orders.toml",
        "cat orders.toml.bak",
        "helm show values cart",
        "gh pr view 12",
        "ledger show --demo",
        "ledger --sandbox show",
        "ledger --mode=training show",
        "ledger --profile demo show",
        "ledger-sim show",
        "/opt/ledger-sim/bin/ledger show",
        "terraform -help",
    ],
)
def test_what_tells_of_something_else_does_not(command: str) -> None:
    """Help, history, plans, what it prints of its own, and what is made up."""
    assert not shows_how_it_is(command)
