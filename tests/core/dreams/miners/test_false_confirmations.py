"""
What confirms nothing although it shows the value: what was removed, commented out, planned, made up,
or is of another part of the same output. Beside each stands what is so, which does confirm.
"""

import pytest
from support.dreaming import dream, session

# fmt: off
# ruff: noqa: E501
NOTHING = [
    ('diff removed', '`orders` keeps a pool of 20 connections.', 'git diff', 'diff --git a/orders.toml b/orders.toml\n@@ -3,3 +3,3 @@ [orders]\n-pool_connections = 20\n+pool_connections = 35\n'),
    ('diff show removed py', 'The retry limit of `fetcher` is 5.', 'git show 4ab21', 'commit 4ab21\n\n    fetcher: fewer retries\n\n--- a/fetcher/conf.py\n+++ b/fetcher/conf.py\n@@ -1,2 +1,2 @@\n-RETRY_LIMIT = 5\n+RETRY_LIMIT = 3\n'),
    ('comment out', '`orders` keeps a pool of 20 connections.', 'cat /etc/orders.toml', '[orders]\n# pool_connections = 20\npool_connections = 35\n'),
    ('comment trailing', '`orders` keeps a pool of 20 connections.', 'cat /etc/orders.toml', '[orders]\npool_connections = 35  # was 20\n'),
    ('sql comment', 'Table `invoice` is kept 400 days.', 'cat retention_invoice.sql', "-- invoice: keep 400 days\nDELETE FROM invoice WHERE age > interval '90 days';\n"),
    ('help', '`shipper --batch` sends 500 rows at once.', 'shipper --help', 'Usage: shipper [OPTIONS]\n\n  --batch INTEGER   rows to send at once  [default: 500]\n'),
    ('help2', '`shipper` sends batches of 500 rows.', 'shipper --help', 'Usage: shipper [OPTIONS]\n\n  --batch-rows N   rows in a batch (default 500)\n'),
    ('fixture', 'The tax rate of `invoicer` is 19%.', 'cat tests/fixtures/invoicer.json', '{"service": "invoicer", "tax_rate": "19%"}'),
    ('example', '`mailer` listens on port 7411.', 'cat mailer.example.toml', '[mailer]\nport = 7411\n'),
    ('subject', '`orders` keeps a pool of 20 connections.', 'git log --oneline -3', 'a1b2c3d orders: pool of 20 connections\nb2c3d4e orders: log levels\n'),
    ('yaml env', 'In production `cart` runs with 6 replicas.', 'cat deploy/cart.yaml', 'cart:\n  staging:\n    replicas: 6\n    memory: 512Mi\n  production:\n    replicas: 9\n    memory: 2Gi\n'),
    ('yaml env2', '`cart` runs with 6 replicas in production.', 'cat values/cart.yaml', 'staging:\n  replicas: 6\nproduction:\n  replicas: 9\n'),
    ('requests', 'The memory limit of `cart` is 512Mi.', 'kubectl get deploy cart -o yaml', '    containers:\n    - name: cart\n      resources:\n        limits:\n          cpu: "2"\n          memory: 2Gi\n        requests:\n          cpu: 500m\n          memory: 512Mi\n'),
    ('json env', '`cart` runs with 6 replicas in production.', 'curl http://conf/cart', '{"name": "cart", "staging": {"replicas": 6}, "production": {"replicas": 9}}'),
    ('ini', 'Production `ledger` uses pool size 40.', 'cat ledger.ini', '[staging]\npool_size = 40\n\n[production]\npool_size = 80\n'),
    ('echo', '`mailer` listens on port 7411.', "echo 'mailer port: 7411'", 'mailer port: 7411'),
    ('dryrun', '`cart` runs with 9 replicas.', 'terraform plan -target=cart', '  # cart will be updated in-place\n  ~ resource "cart" {\n      ~ replicas = 6 -> 9\n    }\nPlan: 0 to add, 1 to change, 0 to destroy.'),
    ('todo', 'The retry limit of `fetcher` is 5.', 'grep -rn RETRY fetcher/', 'fetcher/conf.py:3:RETRY_LIMIT = 3\nfetcher/conf.py:9:# TODO RETRY_LIMIT = 5 once the proxy is gone\n'),
    ('ticket plan', 'The retry limit of `fetcher` is 5.', 'jira show OPS-31', 'OPS-31  fetcher\nstatus: open\nWe should raise the retry limit of fetcher to 5.\n'),
    ('template', '`mailer` listens on port 7411.', 'cat mailer.tmpl', '[mailer]\nport = {{ port | default(7411) }}\n'),
    ('pyexample docstring', 'The retry limit of `fetcher` is 5.', 'cat fetcher/conf.py', '"""Configuration of fetcher.\n\nExample: RETRY_LIMIT = 5\n"""\nRETRY_LIMIT = 3\n'),
    ('limits cpu', 'The memory limit of `cart` is 2Gi.', 'kubectl get deploy cart -o yaml', '    containers:\n    - name: cart\n      resources:\n        limits:\n          cpu: "2"\n          memory: 4Gi\n'),
    ('table env', 'In production `cart` runs with 6 replicas.', 'scale show cart', 'ENV         REPLICAS\nstaging     6\nproduction  9\n'),
    ('sidecar', '`cart` requests 128Mi of memory.', 'kubectl get pod cart-7d9f -o yaml', '  containers:\n  - name: cart\n    resources:\n      requests:\n        memory: 1Gi\n  - name: envoy\n    resources:\n      requests:\n        memory: 128Mi\n'),
    ('question', 'The retry limit of `fetcher` is 5.', 'slack history ops', 'ana: is the retry limit of fetcher 5?\nbo: no idea'),
    ('i think', 'The retry limit of `fetcher` is 5.', 'slack history ops', 'ana: I think the retry limit of fetcher is 5\n'),
    ('test log', 'The retry limit of `fetcher` is 5.', 'pytest tests/test_fetcher.py', 'tests/test_fetcher.py::test_retry_limit[5] PASSED\nfetcher retry limit 5 ok\n1 passed'),
    ('hypothetical json desc', 'The retry limit of `fetcher` is 5.', 'curl http://api/fetcher/schema', '{"fetcher": {"retry_limit": {"type": "integer", "default": 5, "maximum": 10}}}'),
    ('tf section', 'The `orders` queue has a visibility timeout of 30 seconds.', 'cat queues.tf', 'resource "aws_sqs_queue" "orders" {\n  visibility_timeout_seconds = 120\n}\n\nresource "aws_sqs_queue" "refunds" {\n  visibility_timeout_seconds = 30\n}\n'),
    ('toml table', '`orders` retries 4 times.', 'cat services.toml', '[orders]\nretries = 2\ntimeout = 5\n\n[refunds]\nretries = 4\ntimeout = 9\n'),
    ('py dict', '`orders` retries 4 times.', 'cat services.py', "SERVICES = {\n    'orders': {'retries': 2},\n    'refunds': {'retries': 4},\n}\n"),
    ('json tenants', 'The seat limit of tenant Brightwater is 50.', 'curl http://x/tenants', '[{"tenant": "Brightwater", "seat_limit": 80}, {"tenant": "Coppice", "seat_limit": 50}]'),
    ('two spaces table host', '`db-4` runs PostgreSQL 14.8.', 'fleet ls db', 'host  engine      version\ndb-3  PostgreSQL  14.8\ndb-4  PostgreSQL  16.2\n'),
    ('k8s describe', '`cart` has a liveness timeout of 5s.', 'kubectl describe pod cart-1', 'Containers:\n  cart:\n    Liveness:   http-get /healthz delay=10s timeout=1s period=10s\n    Readiness:  http-get /ready delay=5s timeout=5s period=10s\n'),
    ('changelog', '`orders` keeps a pool of 20 connections.', 'cat CHANGELOG.md', '## 2.3\n- orders: pool of 35 connections\n\n## 2.2\n- orders: pool of 20 connections\n'),
    ('role', '`db-9` is the primary in region eu-west.', 'hostctl show db-9', 'host    db-9\nrole    replica\nregion  eu-west\n'),
    ('disabled', '`api` is enabled on port 9000.', 'svc show api', 'service  api\nstate    disabled\nport     9000\n'),
    ('flag off', 'The flag `new-checkout` is enabled, rollout 10%.', 'flagctl get new-checkout', 'flag      new-checkout\nenabled   false\nrollout   10%\n'),
    ('paused', 'Queue `mail` is not paused, limit 500.', 'queuectl show mail', 'queue      mail\npaused     yes\nlimit      500\n'),
    ('beside', '`web-2` is the standby of `web-1`.', 'hostctl show web-1', 'web-1  maintenance  until 2026-12-01, traffic on web-2\n'),
    ('struck', '`orders` keeps a pool of 20 connections.', 'cat wiki/orders.md', 'orders: ~~pool of 20 connections~~ pool of 35 connections\n'),
]
SOMETHING = [
    ('diff added', '`orders` keeps a pool of 35 connections.', 'git diff HEAD~1', 'diff --git a/orders.toml b/orders.toml\n@@ -3,3 +3,3 @@ [orders]\n-pool_connections = 20\n+pool_connections = 35\n'),
    ('comment out', '`orders` keeps a pool of 35 connections.', 'cat /etc/orders.toml', '[orders]\n# pool_connections = 20\npool_connections = 35\n'),
    ('comment trailing', '`orders` keeps a pool of 35 connections.', 'cat /etc/orders.toml', '[orders]\npool_connections = 35  # was 20\n'),
    ('yaml env', 'In production `cart` runs with 9 replicas.', 'cat deploy/cart.yaml', 'cart:\n  staging:\n    replicas: 6\n    memory: 512Mi\n  production:\n    replicas: 9\n    memory: 2Gi\n'),
    ('yaml env2', '`cart` runs with 9 replicas in production.', 'cat values/cart.yaml', 'staging:\n  replicas: 6\nproduction:\n  replicas: 9\n'),
    ('requests', 'The memory limit of `cart` is 2Gi.', 'kubectl get deploy cart -o yaml', '    containers:\n    - name: cart\n      resources:\n        limits:\n          cpu: "2"\n          memory: 2Gi\n        requests:\n          cpu: 500m\n          memory: 512Mi\n'),
    ('json env', '`cart` runs with 9 replicas in production.', 'curl http://conf/cart', '{"name": "cart", "staging": {"replicas": 6}, "production": {"replicas": 9}}'),
    ('ini', 'Production `ledger` uses pool size 80.', 'cat ledger.ini', '[staging]\npool_size = 40\n\n[production]\npool_size = 80\n'),
    ('todo', 'The retry limit of `fetcher` is 3.', 'grep -rn RETRY fetcher/', 'fetcher/conf.py:3:RETRY_LIMIT = 3\nfetcher/conf.py:9:# TODO RETRY_LIMIT = 5 once the proxy is gone\n'),
    ('md heading', '`mailer` listens on port 7411.', 'cat README.md', '# mailer\n\nmailer listens on port 7411.\n'),
    ('table env', 'In production `cart` runs with 9 replicas.', 'scale show cart', 'ENV         REPLICAS\nstaging     6\nproduction  9\n'),
    ('sidecar', '`cart` requests 1Gi of memory.', 'kubectl get pod cart-7d9f -o yaml', '  containers:\n  - name: cart\n    resources:\n      requests:\n        memory: 1Gi\n  - name: envoy\n    resources:\n      requests:\n        memory: 128Mi\n'),
    ('tf section', 'The `orders` queue has a visibility timeout of 120 seconds.', 'cat queues.tf', 'resource "aws_sqs_queue" "orders" {\n  visibility_timeout_seconds = 120\n}\n\nresource "aws_sqs_queue" "refunds" {\n  visibility_timeout_seconds = 30\n}\n'),
    ('toml table', '`orders` retries 2 times.', 'cat services.toml', '[orders]\nretries = 2\ntimeout = 5\n\n[refunds]\nretries = 4\ntimeout = 9\n'),
    ('json tenants', 'The seat limit of tenant Brightwater is 80.', 'curl http://x/tenants', '[{"tenant": "Brightwater", "seat_limit": 80}, {"tenant": "Coppice", "seat_limit": 50}]'),
    ('k8s describe', '`cart` has a liveness timeout of 1s.', 'kubectl describe pod cart-1', 'Containers:\n  cart:\n    Liveness:   http-get /healthz delay=10s timeout=1s period=10s\n    Readiness:  http-get /ready delay=5s timeout=5s period=10s\n'),
    ('role', '`db-9` is the replica in region eu-west.', 'hostctl show db-9', 'host    db-9\nrole    replica\nregion  eu-west\n'),
    ('enabled', '`api` is enabled on port 9000.', 'svc show api', 'service  api\nstate    enabled\nport     9000\n'),
    ('flag on', 'The flag `new-checkout` is enabled, rollout 10%.', 'flagctl get new-checkout', 'flag      new-checkout\nenabled   true\nrollout   10%\n'),
    ('policy must', 'Deposits for `Aldgate` must be 10% of the rent.', 'policy show Aldgate', 'Aldgate: deposits must be 10% of the rent.'),
]
# fmt: on


def is_confirmed(text: str, command: str, output: str) -> bool:
    """Whether a dream writes that an entry was verified, by one result of one session."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("watch", (command, output)))
    return any(finding.title.startswith("Confirmed") for finding in findings)


@pytest.mark.parametrize(
    ("text", "command", "output"), [row[1:] for row in NOTHING], ids=[row[0] for row in NOTHING]
)
def test_what_is_not_so_confirms_nothing(text: str, command: str, output: str) -> None:
    """The value stands there, and is not the one that holds."""
    assert not is_confirmed(text, command, output)


@pytest.mark.parametrize(
    ("text", "command", "output"), [row[1:] for row in SOMETHING], ids=[row[0] for row in SOMETHING]
)
def test_what_stands_beside_it_does(text: str, command: str, output: str) -> None:
    """The other side of the same output."""
    assert is_confirmed(text, command, output)


RIGHT = [
    (
        "`max_links` on `db-shop-1` is 400.",
        'psql -h db-shop-1 -c "show max_links"',
        " max_links \n-----------\n 400\n(1 row)",
    ),
    (
        "`max_links` on `db-shop-1` is 400.",
        "psql -h db-shop-1 -c settings",
        "   name    | setting | unit \n-----------+---------+------\n max_links | 400     | \n work_mem  | 64      | kB\n",
    ),
    (
        "`idle_timeout` is 65s.",
        "cat /etc/web.conf",
        "http {\n    idle_timeout 65s;\n    body_size 50m;\n}",
    ),
    (
        "`sweeper` runs every night at 02:15 UTC.",
        "kubectl get cronjob",
        "NAME      SCHEDULE     SUSPEND\nsweeper   15 2 * * *   False\nother     15 4 * * *   False",
    ),
    (
        "`nightly_core` has 5 retries.",
        "airflow show nightly_core",
        "- dag_id: nightly_core\n  args: {retries: 5, delay: 300}\n- dag_id: nightly_core_test\n  args: {retries: 3}",
    ),
    (
        "Topic `orders.v2` has 48 partitions.",
        "topics describe orders.v2",
        "Topic: orders.v2\tPartitionCount: 48\tReplicas: 3",
    ),
]
WRONG = [
    (
        "`nightly_core` has 3 retries.",
        "airflow show nightly_core",
        "- dag_id: nightly_core\n  args: {retries: 5, delay: 300}\n- dag_id: nightly_core_test\n  args: {retries: 3}",
    ),
    (
        "The error `E-402` means a blocked country.",
        "kb codes",
        '{"E-204": "card expired", "E-402": "declined by bank", "E-501": "blocked country"}',
    ),
    (
        "`geo` has build 20261001.",
        "curl http://x/version",
        '{"service": "geo", "build": "20261001", "env": "test"}',
    ),
    ("`queue` listens on port 8090.", "queue status", "queue: port 8090 -> 8095"),
    (
        "The retry limit of `exporter` is 3.",
        "git show 44aa12b --stat",
        "commit 44aa12bcd\nAuthor: A\n\n    exporter: retry limit 3\n\n a.py | 2 +-",
    ),
    (
        "The ledger of `brig-4` is kept by Viktor Hradil.",
        "tail -1 notes.out",
        "shop: Viktor Hradil bought the last print of brig-4",
    ),
    (
        "Ada Quist is the steward of `brig-4`.",
        "cat visitors.txt",
        "Ada Quist photographed brig-4 at noon",
    ),
    (
        "The crew of `brig-4` meets in hall K-2.",
        "cat news.txt",
        "The crew of brig-4 meets in hall K-6 instead of hall K-2.",
    ),
    (
        "Head of the bakery is Beat Amstutz.",
        "cat people.txt",
        "Head of the bakery: Sandra Iten (since 2026-11-01; before: Beat Amstutz)",
    ),
    (
        "The bakery closes at 16:00.",
        "curl -s http://desk.example",
        '{"shop": "bakery", "closes": "17:00", "closes_before": "16:00"}',
    ),
    (
        "The oven heater starts at 3 °C.",
        "check",
        "oven heater start_c: memory says 3, device says 5",
    ),
    (
        "Choir sound is digitised at 96 kHz.",
        "cat scratch.txt",
        "(copied from memory) Choir sound is digitised at 96 kHz. Cartridges last for 50 takes.",
    ),
    (
        "`ferry-3` is stopped at 12 m/s of wind.",
        "ferryctl --profile demo limits ferry-3",
        "ship  ferry-3\nwind_stop_mps   12",
    ),
]


@pytest.mark.parametrize(("text", "command", "output"), RIGHT)
def test_databases_servers_and_schedulers_are_read(text: str, command: str, output: str) -> None:
    """As they show their settings."""
    assert is_confirmed(text, command, output)


@pytest.mark.parametrize(("text", "command", "output"), WRONG)
def test_what_only_looks_alike_confirms_nothing(text: str, command: str, output: str) -> None:
    """Another one of a similar name or code, another instance, a change, a message of a commit."""
    assert not is_confirmed(text, command, output)


def test_of_two_rows_that_fit_alike_neither_is_taken() -> None:
    """An entry that names no row of a table by its code may be about either."""
    files = {"/rounds.md": "# Rounds\n\n- The parts trolley for 5 East leaves at 07:15.\n"}
    rows = "round,ward,route,departs\nparts trolley,5E,P1,06:45\nparts trolley,5W,P1,07:15\n"
    assert dream(files, session("watch", ("curl -s https://h.example/rounds.csv", rows))) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The lamp of `ferry-3` is changed after 800 hours.", '{"ship": "ferry-3", "lamp_hours": 512}'),
        ("The rope of `ferry-3` lasts 1200 hours.", "ship  ferry-3\nrope_hours  871"),
    ],
)  # fmt: skip
def test_what_is_counted_is_no_limit(text: str, shown: str) -> None:
    """A counter that has not reached what an entry says neither confirms nor denies it."""
    assert dream({"/a.md": f"- {text}\n"}, session("watch", ("status ferry-3", shown))) == ()


NO_VALUES = [
    # A header of columns, a commit of another thing, the title of a statistic.
    (
        "The natural key of `erp_invoices` is `inv_no`.",
        'snowsql -q "select count(*), count(distinct inv_no) from erp_invoices"',
        "+---+---+\n| COUNT(*) | COUNT(DISTINCT INV_NO) |\n|---+---|\n| 1892771 | 1790204 |\n+---+---+",
    ),
    (
        "Partition `debug` (2 nodes, 30 min) for quick tests.",
        "git -C ~/slurm-conf log --oneline -3 -- partitions.conf",
        "77ee120 remove partition debug, short has a QOS for that\n12bd0c9 himem: +2 nodes",
    ),
]


@pytest.mark.parametrize(("text", "command", "output"), NO_VALUES)
def test_a_header_and_a_subject_confirm_nothing(text: str, command: str, output: str) -> None:
    """What columns are called, and what once was done to another thing."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("a", (command, output)))
    assert [one for one in findings if one.kind == "verify"] == []
