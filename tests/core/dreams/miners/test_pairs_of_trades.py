"""Pairs of entries of many trades: what gives one thing two values, and what only looks like it."""

from typing import Final, TypeAlias

import pytest
from support.dreaming import base_file, session

from core.dreams.material.memories.draft import draft_of
from core.dreams.material.seeing.confirmation import Sightings
from core.dreams.material.testimony import testimony
from core.dreams.material.testimony.readable import readable
from core.dreams.miners.contradictions import contradictions
from core.dreams.proposal import Finding

Case: TypeAlias = tuple[str, str, str, str, list[tuple[str, str]]]
# fmt: off
# ruff: noqa: E501
CLASHES: Final[list[Case]] = [
    ('/bakery/ovens.md', '# Ovens\n\n- Deck oven bakes rye at 240 C.', '/notes/ole.md', '# Ole\n\n- 2026-03-02: rye bakes in the deck oven at 225 C now.',
     []),
    ('/storage.md', '# Storage\n\n| area | quota | backup |\n|---|---|---|\n| projects | 40 GB | nightly |\n| inbox | 5 GB | none |', '/notes/rhea.md', '# Rhea\n\n- 2026-03-02: projects quota is 80 GB now for everybody.',
     []),
    ('/phones.md', '# Phones\n\n| who | tel |\n|---|---|\n| Vera Oddly | 4417 |\n| Sam Prince | 4418 |', '/clinic/ward.md', '# Ward\n\n- Vera Oddly has tel 4471.',
     []),
    ('/garden/beds.md', '# Beds\n\n- Drip line of the tomato beds runs for 25 min.', '/notes/kim.md', '# Kim\n\n- Since May the drip line of the tomato beds runs for 40 min.',
     []),
    ('/infra/queue.md', '# Queue\n\n- `mailq` keeps bounced messages for 5 days.', '/runbooks/mail.md', '# Mail\n\n- Bounced messages stay in `mailq` for 12 days.',
     []),
    ('/infra/pg.md', '# Pg\n\n- `orders-db` runs with max_connections 200.', '/howto/locks.md', '# Locks\n\n- `orders-db`: max_connections is 350.',
     [("psql -h orders-db -c 'show max_connections'", 'max_connections\n350')]),
    ('/depot/trucks.md', '# Trucks\n\n- `truck-7` takes 18 pallets.', '/depot/loading.md', '# Loading\n\n- Load 22 pallets into `truck-7`.',
     [('fleet show truck-7', 'truck: truck-7\npallets_max: 22')]),
    ('/choir/plan.md', '# Choir\n\n- Rehearsal of the alto group starts at 18:30.', '/notes/mia.md', '# Mia\n\n- 2026-03-02: alto group rehearsal starts at 19:15 from now on.',
     []),
    ('/hr/leave.md', '# Leave\n\n- Parental leave in Oslo: 16 weeks.', '/notes/pay.md', '# Pay\n\n- Oslo gives 20 weeks of parental leave since January.',
     []),
    ('/lab/fridge.md', '# Fridge\n\n- `fridge-2` is kept at 4 C.', '/lab/rounds.md', '# Rounds\n\n- `fridge-2` is kept at 7 C.',
     [('probe fridge-2', 'fridge-2 setpoint 7 C')]),
    ('/k8s/api.md', '# Api\n\n- `ledger-api` has 8 replicas.', '/runbooks/scale.md', '# Scale\n\n- `ledger-api` runs on 12 replicas.',
     [('kubectl get deploy ledger-api', 'NAME  READY  REPLICAS\nledger-api  12/12  12')]),
    ('/ci/cache.md', '# Cache\n\n- Build cache of `webshop` expires after 7 days.', '/ci/howto.md', '# Howto\n\n- The build cache of `webshop` is dropped after 14 days.',
     []),
    ('/law/firm.md', '# Firm\n\n- Hourly rate of the Norgate matter: EUR 210.', '/notes/tess.md', '# Tess\n\n- 2026-03-02: the Norgate matter is billed at EUR 240 an hour.',
     []),
    ('/farm/goats.md', '# Goats\n\n- Goats get 1.2 kg of hay a day.', '/farm/feed.md', '# Feed\n\n- 2026-03-02: hay for the goats is 1.8 kg a day.',
     []),
    ('/ship/pump.md', '# Pump\n\n- `pump-3` trips at 6 bar.', '/ship/watch.md', '# Watch\n\n- Trip pressure of `pump-3`: 8 bar.',
     []),
    ('/print/press.md', '# Press\n\n- Gloss run of `press-2` needs 35 min drying.', '/print/shift.md', '# Shift\n\n- Drying after the gloss run on `press-2` is 50 min.',
     []),
    ('/net/dns.md', '# Dns\n\n- TTL of the `shop` record: 300 s.', '/net/cutover.md', '# Cutover\n\n- The `shop` record has a TTL of 900 s.',
     [('dig shop', 'shop 900 IN A 10.0.0.4\nttl: 900')]),
    ('/school/bus.md', '# Bus\n\n- Bus for Form 3B leaves at 07:40.', '/school/gate.md', '# Gate\n\n- 2026-03-02: the bus of Form 3B leaves at 07:55.',
     []),
    ('/museum/hall.md', '# Hall\n\n- Humidity in the Map Room is held at 45 %.', '/museum/care.md', '# Care\n\n- 2026-03-02: the Map Room is held at 52 % humidity.',
     []),
    ('/shop/returns.md', '# Returns\n\n- Returns of shoes are accepted for 14 days.', '/desk/faq.md', '# Faq\n\n- 2026-03-02: shoes: returns are accepted for 30 days now.',
     []),
    ('/db/backup.md', '# Backup\n\n- Backups of `crm` are kept for 30 days.', '/db/restore.md', '# Restore\n\n- Retention of `crm` backups: 60 days.',
     [('backupctl show crm', 'name: crm\nretention_days: 60')]),
    ('/ml/train.md', '# Train\n\n- `ranker` trains with batch size 64.', '/ml/runs.md', '# Runs\n\n- Batch size of `ranker` is 128.',
     [('cat ranker/config.yaml', 'batch_size: 128')]),
    ('/hotel/pool.md', '# Pool\n\n- The pool of Haus Linde closes at 21:00.', '/hotel/desk.md', '# Desk\n\n- 2026-03-02: Haus Linde: pool closes at 22:30.',
     []),
    ('/auth/tokens.md', '# Tokens\n\n- Access tokens of `gate` live for 15 min.', '/auth/debug.md', '# Debug\n\n- Lifetime of an access token of `gate`: 60 min.',
     [('gatectl config', 'token_ttl: 60m')]),
    ('/games/match.md', '# Match\n\n- `skirl`: 16 players per match.', '/games/lobby.md', '# Lobby\n\n- A match of `skirl` holds 24 players.',
     [('skirl limits', 'players_max 24')]),
    ('/solar/inverter.md', '# Inverter\n\n- `inv-4` cuts out at 253 V.', '/solar/grid.md', '# Grid\n\n- The cut-out voltage of `inv-4` is 258 V.',
     []),
    ('/dock/crane.md', '# Crane\n\n- Crane `k-12` lifts 40 t.', '/dock/rules.md', '# Rules\n\n- Safe load of crane `k-12`: 32 t.',
     []),
    ('/cafe/menu.md', '# Menu\n\n- Flat white costs EUR 3.20.', '/notes/till.md', '# Till\n\n- 2026-03-02: flat white costs EUR 3.60 now.',
     []),
]
APART: Final[list[Case]] = [
    ('/bakery/ovens.md', '# Ovens\n\n- Deck oven bakes rye at 240 C.', '/bakery/rolls.md', '# Rolls\n\n- Deck oven bakes rolls at 210 C.',
     []),
    ('/storage.md', '# Storage\n\n| area | quota | backup |\n|---|---|---|\n| projects | 40 GB | nightly |\n| inbox | 5 GB | none |', '/notes/rhea.md', '# Rhea\n\n- inbox attachments may have 2 GB.',
     []),
    ('/clusters/main.md', '# Main\n\n- home quota 50 GB', '/clusters/teaching.md', '# Teaching\n\n- home quota 10 GB',
     [('ssh teaching df', 'teaching home 10G')]),
    ('/garden/beds.md', '# Beds\n\n- Drip line of the tomato beds runs for 25 min in spring.', '/garden/summer.md', '# Summer\n\n- In summer the drip line of the tomato beds runs for 40 min.',
     []),
    ('/infra/queue.md', '# Queue\n\n- `mailq` keeps bounced messages for 5 days.', '/infra/spam.md', '# Spam\n\n- `mailq` keeps quarantined messages for 12 days.',
     []),
    ('/infra/pg.md', '# Pg\n\n- `orders-db` runs with max_connections 200.', '/infra/pg-staging.md', '# Staging\n\n- In staging `orders-db` has max_connections 50.',
     [("psql -h orders-db -c 'show max_connections'", 'max_connections\n200')]),
    ('/depot/trucks.md', '# Trucks\n\n- `truck-7` takes 18 pallets.', '/depot/vans.md', '# Vans\n\n- `truck-7` takes 22 crates.',
     [('fleet show truck-7', 'truck: truck-7\ncrates_max: 22')]),
    ('/choir/plan.md', '# Choir\n\n- Rehearsal of the alto group starts at 18:30.', '/choir/bass.md', '# Bass\n\n- Rehearsal of the bass group starts at 19:15.',
     []),
    ('/choir/a.md', '# Times\n\n- Rehearsal of the alto group starts at 18:30.', '/choir/b.md', '# Ends\n\n- Rehearsal of the alto group ends at 20:00.',
     []),
    ('/hr/leave.md', '# Leave\n\n- Parental leave in Oslo: 16 weeks.', '/hr/bergen.md', '# Bergen office\n\n- Parental leave in Bergen: 20 weeks.',
     []),
    ('/lab/fridge.md', '# Fridge\n\n- `fridge-2` is kept at 4 C.', '/lab/alarm.md', '# Alarm\n\n- `fridge-2` rings above 8 C.',
     [('probe fridge-2', 'fridge-2 alarm_above 8 C')]),
    ('/lab/a.md', '# Alarms\n\n- Alarm threshold of the fridge in `ward-4`: 8 C.', '/lab/b.md', '# Set points\n\n- The set point of the fridge in `ward-4` is 5 C.',
     [('fridge show ward-4', 'ward-4\nfridge_set_point   5 C'), ('fridge list ward-4', '{"ward": "ward-4", "fridge_set_point_c": 5}')]),
    ('/k8s/api.md', '# Api\n\n- `ledger-api` has at least 8 replicas.', '/k8s/max.md', '# Max\n\n- `ledger-api` has at most 20 replicas.',
     [('kubectl get hpa ledger-api', 'NAME MIN MAX\nledger-api 8 20')]),
    ('/ci/cache.md', '# Cache\n\n- Build cache of `webshop` expires after 7 days.', '/ci/logs.md', '# Logs\n\n- Build logs of `webshop` expire after 14 days.',
     []),
    ('/law/firm.md', '# Firm\n\n- Hourly rate of the Norgate matter: EUR 210.', '/law/orbis.md', '# Orbis\n\n- Hourly rate of the Orbis matter: EUR 240.',
     []),
    ('/farm/goats.md', '# Goats\n\n- Goats get 1.2 kg of hay a day.', '/farm/kids.md', '# Kids\n\n- Young goats get 0.4 kg of hay a day.',
     []),
    ('/ship/pump.md', '# Pump\n\n- `pump-3` trips at 6 bar.', '/ship/normal.md', '# Normal\n\n- Normal pressure of `pump-3`: 4 bar.',
     [('scada pump-3', 'pump-3 pressure 4 bar'), ('scada pump-3 --all', 'pump-3 pressure 4 bar')]),
    ('/net/dns.md', '# Dns\n\n- TTL of the `shop` record: 300 s.', '/net/mail.md', '# Mail\n\n- TTL of the `mail` record: 900 s.',
     [('dig mail', 'mail ttl: 900')]),
    ('/school/bus.md', '# Bus\n\n- Bus for Form 3B leaves at 07:40 on Monday.', '/school/friday.md', '# Friday\n\n- Bus for Form 3B leaves at 08:55 on Friday.',
     []),
    ('/museum/hall.md', '# Hall\n\n- Humidity in the Map Room is held at 45 %.', '/museum/store.md', '# Store\n\n- Humidity in the Coin Room is held at 52 %.',
     []),
    ('/shop/returns.md', '# Returns\n\n- Returns of shoes are accepted for 14 days.', '/shop/members.md', '# Members\n\n- For members returns of shoes are accepted for 30 days.',
     []),
    ('/db/backup.md', '# Backup\n\n- Backups of `crm` are kept for 30 days.', '/db/logs.md', '# Logs\n\n- Logs of `crm` are kept for 60 days.',
     [('logctl show crm', 'name: crm\nlog_retention_days: 60'), ('logctl list crm', 'name: crm\nlog_retention_days: 60')]),
    ('/radio/studio.md', '# Studio\n\n- Door code of Booth B: 4417.', '/radio/a.md', '# A\n\n- Door code of Booth A: 9021.',
     []),
    ('/ml/train.md', '# Train\n\n- `ranker` trains with batch size 64.', '/ml/eval.md', '# Eval\n\n- `ranker` evaluates with batch size 256.',
     [('cat eval/ranker.yaml', 'eval_batch_size: 256')]),
    ('/hotel/pool.md', '# Pool\n\n- The pool of Haus Linde opens at 07:00.', '/hotel/desk.md', '# Desk\n\n- The pool of Haus Linde closes at 22:30.',
     []),
    ('/auth/tokens.md', '# Tokens\n\n- Access tokens of `gate` live for 15 min.', '/auth/refresh.md', '# Refresh\n\n- Refresh tokens of `gate` live for 60 min.',
     [('gatectl config', 'refresh_token_ttl: 60m'), ('gatectl config --all', 'refresh_token_ttl: 60m')]),
    ('/solar/inverter.md', '# Inverter\n\n- `inv-4` cuts out above 253 V.', '/solar/grid.md', '# Grid\n\n- `inv-4` starts again below 250 V.',
     []),
    ('/plan/pg.md', '# Pg\n\n- `orders-db` runs on Postgres 15.4.', '/plan/next.md', '# Next\n\n- Postgres 16.2 on `orders-db` is planned for May.',
     []),
    ('/api/limits.md', '# Limits\n\n| endpoint | requests per minute |\n|---|---|\n| /search | 60 |\n| /export | 5 |', '/api/burst.md', '# Burst\n\n- /export takes 3 files per request.',
     []),
    ('/cafe/menu.md', '# Menu\n\n- Flat white costs EUR 3.20.', '/cafe/large.md', '# Large\n\n- A large flat white costs EUR 3.90.',
     []),
    ('/dock/crane.md', '# Crane\n\n- Crane `k-12` lifts 40 t in calm air.', '/dock/rules.md', '# Rules\n\n- In wind crane `k-12` lifts 25 t.',
     []),
]
# fmt: on


def found(case: Case) -> list[Finding]:
    """What is said of two memories of one entry each, with a session for each result."""
    first, one, second, other, shown = case
    sessions = [session(f"s{number}", step, day=number) for number, step in enumerate(shown)]
    draft = draft_of([base_file(first, f"{one}\n"), base_file(second, f"{other}\n")])
    return contradictions(draft, Sightings(testimony.Testimony(readable(sessions), recalled=())))


@pytest.mark.parametrize("case", CLASHES)
def test_two_values_of_one_thing_are_found(case: Case) -> None:
    """However differently the two are put, and wherever the words stand."""
    assert len(found(case)) == 1


@pytest.mark.parametrize("case", APART)
def test_what_both_may_be_right_is_left_alone(case: Case) -> None:
    """Another part, one of several, another time, another environment, another bound."""
    assert found(case) == []
