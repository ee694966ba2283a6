"""
Verification of memories as people write them: lines without bullets, steps, tables, titles that are
headings; and tools as they answer. A dye works, a ferry line, a seed bank, a radio station.
"""

import pytest
from support.dreaming import dream, session

# fmt: off
# ruff: noqa: E501
LINES = "# House rules\n\nVisitors ring at the gate.\nLamps in the vat hall are switched off after 45 min without motion.\nThe loading ramp is swept on Fridays.\n"
VATS = "# Vats\n\n| vat | kind | trays | limit | notes |\n|---|---|---|---|---|\n| `vat-3` | steel | 6 | 256 kg | outside |\n"
STEPS = "# Releasing the tuner\n\n1. Merge to main, the build takes Rust 1.79.\n2. Tag it.\n3. `tuner-api` keeps 5 old releases.\n"
FOR = [
    ("a line of a paragraph", LINES, "cat lamps.conf", "# lamps of the vat hall\nmotion_off_minutes = 45\n", "after 45 min"),
    ("what the first line names", "# Halls\n\n`press-2` is the large one.\nThe limit is 40 bar.\nStart it warm.\n", "pressctl limit press-2", "limit_bar  40\n", "limit is 40 bar"),
    ("how often", "# Labels\n\n- `label_import` runs every 10 min on desk-2\n", "ssh desk-2 crontab -l", "# labels\n*/10 * * * * /opt/desk/bin/label_import\n5 3 * * * /opt/desk/bin/label_purge\n", "every 10 min"),
    ("how often by the hour", "# Labels\n\n- `tide_sync` runs every 6 hours.\n", "crontab -l", "30 */6 * * * /opt/desk/bin/tide_sync\n", "every 6 hours"),
    ("a row of a table", VATS, "vatctl ls", "NAME   FULL  TRAYS\nvat-3  6/6   6\n", "| `vat-3`"),
    ("a step", STEPS, "tunerctl show tuner-api", "name           tuner-api\nkept_releases  5\n", "5 old releases"),
    ("a ruled table", "# Dyes\n\n- Lowest stock of `MADDER`: 12 kg\n", "sqlplus -s reader@//vats.mill.example/STOCK @levels.sql", "DYE        LOWEST_STOCK_KG UNIT\n---------- --------------- ------\nMADDER                  12 kg\nWELD                     3 kg\n", "12 kg"),
    ("a table of settings", "# Dosing pump 40\n\n- The timeout for an answer is 20 s.\n", "sqlplus -s reader@db <<< \"select param, val from pump_param where pump='PUMP40'\"", "PARAM             VAL\n----------------- ------\nANSWER_TIMEOUT_S  20\nREPEATS           3\n", "20 s"),
    ("a call that names the setting", "# Cache\n\n- `maxmemory-policy` of ferry-redis is noeviction\n", "redis-cli -h ferry-redis config get maxmemory-policy", "maxmemory-policy\nnoeviction", "noeviction"),
    ("a database that is asked", "# Catalogue\n\n- `work_mem` on seed-db is 64MB\n", "psql -h seed-db -Atc 'show work_mem'", "64MB", "64MB"),
    ("a picked value", "# Jetty\n\n- `jetty-api` runs with 14 replicas\n", "kubectl get deploy jetty-api -o jsonpath='{.spec.replicas}'", "14", "14 replicas"),
    ("a version in a banner", "# Play-out\n\n- version 4.5.2 on play01\n", "playctl status", "Play-out control, all channels\nConnected to the play-out server @ https://play01.radio.example:8444 (4.5.2)\nchannel 1   up\nchannel 2   up\nchannel 3   up\nchannel 4   up\n", "4.5.2"),
    ("a framed column", "# Calendar\n\nThe table `tide_calendar` is filled up to 2030-12-31.\n", "snowsql -q 'select max(day) from tide_calendar' -o output_format=psql", "+------------+\n| MAX(DAY)   |\n|------------|\n| 2030-12-31 |\n+------------+\n1 row", "2030-12-31"),
    ("a link before a sentence", "# Registry\n\nSchema registry: http://registry.seed.example:8081. Compatibility is BACKWARD, new fields need a default.\n", "curl -s http://registry.seed.example:8081/config", '{"compatibilityLevel":"BACKWARD"}', "BACKWARD"),
    ("the value in another row of names", "# Feeds\n\n| feed | id | owner |\n|---|---|---|\n| tides | calm_lantern | Ines |\n", "curl -s https://sync.example/v1/feeds/calm_lantern", '{"id":"calm_lantern","service":"tides","feeds":2}', "| tides"),
    ("a numbered title", "# Press 40 (offset)\n\n- Pressure limit 31 bar\n", "pressctl get press40", "press     press40\npressure_limit_bar  31", "31 bar"),
    ("a row of several counts", "# Credits\n\n- Monitor `SPEND_CAP`: 4000 credits a month\n", "snowsql -q 'show resource monitors' -o output_format=csv", '"name","credit_quota","used_credits","remaining_credits"\n"SPEND_CAP","4000.00","1377.41","2622.59"', "4000 credits"),
    ("after the fact without", "# Dosing\n\n- `pump-7` repeats a dose after 25 s without an answer.\n", "pumpctl show pump-7", "pump           pump-7\nrepeat_after_s  25\n", "25 s"),
]
AGAINST = [
    ("a row of its own word", "# Airship\n\n- scheduler: 2 replicas\n- gate: 3 replicas\n", "kubectl -n airship get deploy", "NAME                READY   UP-TO-DATE   AVAILABLE   AGE\nairship-scheduler   3/3     3            3           740d\nairship-gate        3/3     3            3           740d\n", "3, not 2"),
    ("a row with one sign", VATS, "vatctl ls", "NAME   FULL  TRAYS\nvat-3  8/8   8\n", "8, not 6"),
    ("a step", STEPS, "cat .github/workflows/tuner.yml", "    steps:\n      - uses: actions/setup-rust@v2\n        with:\n          rust-version: '1.81'\n", "1.81, not 1.79"),
    ("how often", "# Labels\n\n- `label_import` runs every 10 min.\n", "crontab -l", "*/30 * * * * /opt/desk/bin/label_import\n*/10 * * * * /opt/desk/bin/tide_sync\n", "*/30 * * * *, not 10 min"),
    ("a setting that a call names", "# Catalogue\n\n- `work_mem` on seed-db is 64MB\n", "psql -h seed-db -Atc 'show work_mem'", "128MB", "128MB, not 64MB"),
    ("a ruled table", "# Dyes\n\n- Lowest stock of `MADDER`: 12 kg\n", "sqlplus -s reader@db @levels.sql", "DYE        LOWEST_STOCK_KG UNIT\n---------- --------------- ------\nMADDER                  15 kg\nWELD                    12 kg\n", "15, not 12 kg"),
]
NEITHER = [
    ("another machine's setting", "# Pump db\n\n- max_connections = 400 on the primary\n", "ssh pump-db-b.example 'psql -Atc \"show max_connections\"'", "200"),
    ("the same setting of another machine", "# Pump db\n\n- `work_mem` on seed-db is 64MB\n", "psql -h seal-db -Atc 'show work_mem'", "64MB"),
    ("the second of two lists", "# Streams (bus, cluster wx)\n\nTopic `tides.v2`\n - 12 partitions\n - retention 3 days\n\nTopic `tides.dlq` has no reader.\n", "buscli describe --topic tides.dlq", "Topic: tides.dlq\tPartitionCount: 6\tConfigs: retention.ms=1209600000"),
    ("a row that counts something equal", VATS, "vatctl errors", "NAME   ERRORS\nvat-3  6\n"),
    ("a row of another thing", VATS, "vatctl ls", "NAME   TRAYS\nvat-4  6\n"),
    ("a line that goes on", "# House rules\n\nThe kiln hall has two doors.\nIt is heated to 45 degrees after nine.\n", "cat dye-hall.conf", "dye_hall_heated_to_degrees = 45\n"),
    ("what the first line names", "# Halls\n\n`press-2` is the large one.\nThe limit is 40 bar.\nStart it warm.\n", "pressctl limit press-3", "limit_bar  40\n"),
    ("how often something else is done", "# Labels\n\n- `label_import` runs every 10 min.\n", "crontab -l", "*/10 * * * * /opt/desk/bin/tide_sync\n"),
    ("what is done again and again inside", "# Labels\n\n- `label_import` retries a file every 10 min.\n", "crontab -l", "*/10 * * * * /opt/desk/bin/label_import\n"),
    ("an age and no rhythm", "# Labels\n\n- `label_import` gives up after 10 min.\n", "crontab -l", "*/10 * * * * /opt/desk/bin/label_import\n"),
    ("a part of the words", LINES, "cat lamps.conf", "# street lamps\noff_after_minutes = 45\n"),
    ("a plan", VATS, "terraform plan", "NAME   FULL  TRAYS\nvat-3  6/6   6\n"),
    ("a help text", "# Dosing\n\n- `pump-7` repeats a dose after 25 s without an answer.\n", "pumpctl show pump-7 --help", "--repeat-after-s  25  (pump-7)\n"),
    ("an answer of two commands", "# Catalogue\n\n- `work_mem` of the seeds is 64MB\n", "psql -h tides -Atc 'show shared_buffers'; psql -h otters -Atc 'show work_mem'", "64MB"),
    ("a default", "# Catalogue\n\n- `work_mem` on seed-db is 64MB\n", "pg_settings seed-db", "seed-db\nname      work_mem\nunit      kB\ndefault   64MB\n"),
    ("the former value", "# Dosing\n\n- `pump-7` repeats a dose after 25 s.\n", "pumpctl show pump-7", "pump                     pump-7\nprevious_repeat_after_s  25\n"),
    ("a version of something else in a line with the name", "# Play-out\n\n- version 4.5.2 on play01\n", "playctl hosts", "play01 java 4.5.2 agent 7.0.1\n"),
    ("a framed count", "# Vats\n\n- `vat-3` holds 41 trays.\n", "psql -c 'select count(*) from orders'", "+----------+\n| COUNT(*) |\n|----------|\n| 41       |\n+----------+"),
    ("in staging", "# Jetty\n\n- `jetty-api` runs with 14 replicas\n", "kubectl --context staging get deploy jetty-api -o jsonpath='{.spec.replicas}'", "14"),
    ("another field", "# Jetty\n\n- `jetty-api` runs with 14 replicas\n", "kubectl get deploy jetty-api -o jsonpath='{.status.observedGeneration}'", "14"),
    ("another place", "# Par levels, 5 East\n\n| item | code | par |\n|---|---|---|\n| Gloves | `GL-NM` | 30 |\n", "cat par.csv", "ward,code,par\n5 West,GL-NM,30\n5 West,CN-2,3\n"),
    ("a step that is done later", "# Releasing\n\n1. If `tuner-api` hangs, set the limit to 40 MB.\n", "tunerctl show tuner-api", "name      tuner-api\nlimit_mb  60\n"),
    ("two rows that say as much", "# Airship\n\n- scheduler: 2 replicas\n", "kubectl -n airship get deploy", "NAME                 READY   UP-TO-DATE   AVAILABLE   AGE\nday-scheduler        3/3     3            3           740d\nnight-scheduler      4/4     4            4           740d\n"),
    ("a numbered title of another", "# Press 40 (offset)\n\n- Pressure limit 31 bar\n", "pressctl get press41", "press     press41\npressure_limit_bar  31"),
    ("a bare word", "# Notes\n\n- The state of the ramp is open on Sundays.\n", "kubectl get ramp", "open"),
]
# fmt: on


def verified(memory: str, command: str, output: str) -> tuple[list[str], list[str]]:
    """The titles of what was verified, and the lines that got a note."""
    slug = "-".join(memory.partition("\n")[0].partition("(")[0].lower().strip("# ").split())
    found = dream({f"/{slug}.md": memory}, session("watch", (command, output)))
    found = tuple(one for one in found if one.kind == "verify")
    noted = [line for one in found for edit in one.edits for line in edit.new_lines]
    return [one.title for one in found], noted


@pytest.mark.parametrize(
    ("memory", "command", "output", "line"), [row[1:] for row in FOR], ids=[row[0] for row in FOR]
)
def test_what_a_tool_shows_is_noted_in_its_line(
    memory: str, command: str, output: str, line: str
) -> None:
    """In the line that says it, whatever the form of the memory."""
    (noted,) = verified(memory, command, output)[1]
    assert line in noted
    assert "(verified" in noted


@pytest.mark.parametrize(
    ("memory", "command", "output", "values"),
    [row[1:] for row in AGAINST],
    ids=[row[0] for row in AGAINST],
)
def test_another_value_is_told(memory: str, command: str, output: str, values: str) -> None:
    """Nothing is written."""
    titles, _ = verified(memory, command, output)
    assert any(one.startswith(f"Seen otherwise ({values})") for one in titles)


@pytest.mark.parametrize(
    ("memory", "command", "output"), [row[1:] for row in NEITHER], ids=[row[0] for row in NEITHER]
)
def test_what_is_of_something_else_says_nothing(memory: str, command: str, output: str) -> None:
    """Neither a note nor a question."""
    assert verified(memory, command, output) == ([], [])
