"""What lines of logs and rows of tables say happened, in the ways in which programs write them."""

from datetime import UTC, datetime

import pytest

from core.dreams.extract.happenings.happenings import happenings

DAY_MS = 86_400_000
TODAY = int(datetime(2026, 3, 20, tzinfo=UTC).timestamp() * 1000) // DAY_MS
AT = datetime(2026, 3, 1, 7, 26, 24, tzinfo=UTC)
SECONDS = int(AT.timestamp())


def told(text: str) -> list[tuple[str, ...]]:
    return [one.shown for one in happenings(text, TODAY)]


def times(text: str) -> list[str]:
    found = [datetime.fromtimestamp(one.at / 1000, UTC) for one in happenings(text, TODAY)]
    return [at.strftime("%Y-%m-%d %H:%M:%S") for at in found]


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01T07:26:24Z",
        "2026-03-01T07:26:24.250Z",
        "2026-03-01T07:26:24.250118934Z",
        "2026-03-01 07:26:24,250",
        "2026-03-01 08:26:24 +0100",
        "2026-03-01T08:26:24+01:00",
        "2026-03-01 02:26:24 EST",
        "2026-03-01 08:26:24 CET",
        "2026-03-01_07:26:24",
        "2026-03-01;07:26:24",
        "2026/03/01 07:26:24",
        "2026.03.01 07:26:24",
        "20260301T072624Z",
        "20260301 07:26:24",
        "20260301072624",
        "01.03.2026 07:26:24",
        "01.03.26 07:26:24",
        "1/3/2026 07:26:24",
        "03/01/2026 07:26:24 AM",
        "3/1/2026, 7:26:24 am",
        "1 Mar 2026 07:26:24",
        "1 March 2026, 07:26:24 UTC",
        "01-Mar-2026 07:26:24",
        "01/Mar/2026:07:26:24 +0000",
        "Mar 1, 2026 07:26:24",
        "March 1st, 2026 at 7:26:24 am",
        "Sun, 01 Mar 2026 07:26:24 GMT",
        "Sun Mar  1 07:26:24 2026",
        "Sun Mar  1 07:26:24 UTC 2026",
        "Mar  1 07:26:24",
        "Sunday 1 March 07:26:24",
        "07:26:24 UTC on 1 March 2026",
        "07:26:24 2026-03-01",
        f"{SECONDS}",
        f"{SECONDS}.250",
        f"{SECONDS}250",
        f"{SECONDS}250118",
        f"{SECONDS}250118934",
    ],
)
def test_a_time_is_read_however_it_is_written(written: str) -> None:
    """Orders, months by name, clocks of twelve hours, zones, and seconds since 1970."""
    line = f"{written}  boiler 3  pressure low"
    assert times(line) == ["2026-03-01 07:26:24"]
    assert told(line) == [("boiler 3", "pressure low")]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("13/03/2026 07:26", "2026-03-13 07:26:00"),
        ("03/13/2026 07:26", "2026-03-13 07:26:00"),
        ("3/4/2026 12:05 PM", "2026-03-04 12:05:00"),
        ("3/4/2026 12:05 AM", "2026-03-04 00:05:00"),
        ("Dec 31 23:59:59", "2025-12-31 23:59:59"),
        ("12-31 23:59:59.001", "2025-12-31 23:59:59"),
    ],
)
def test_what_a_date_leaves_open_is_read_as_it_is_meant(written: str, at: str) -> None:
    """A month is no thirteenth, twelve is noon or midnight, and nothing was seen in the future."""
    assert times(f"{written} boiler 3: pressure low") == [at]


@pytest.mark.parametrize(
    "line",
    [
        "07:26:24 boiler 3: pressure low",
        f"order {SECONDS} was shipped",
        "1234567890 boiler 3: pressure low",
        "32/13/2026 07:26 boiler 3: pressure low",
        "up 41 days, 10:12, load 0.4",
        "2026-03-01 boiler 3: pressure low",
        "Sun Mar  1 07:26:24 UTC 2026",
        "-rw-r--r-- 1 anna staff 4096 Mar  1 07:26 lease.txt",
        "Date:   Sun Mar 1 07:26:24 2026 +0100",
        "Last-Modified: Sun, 01 Mar 2026 07:26:24 GMT",
    ],
)
def test_what_tells_of_nothing_at_no_time(line: str) -> None:
    """A clock or a day alone, other numbers, a time alone, when a file or a page was written."""
    assert told(line) == []


STARTED = "2026-03-01T07:26:24Z"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (f"{STARTED} vault-sync lease_lost", ("vault-sync", "lease_lost")),
        (f"{STARTED} WARN vault-sync: lease lost", ("vault-sync", "lease lost")),
        (f"{STARTED} [WARN] [vault] lease lost", ("vault", "lease lost")),
        (f"{STARTED}  ALM  WHARF-2  LID_OPEN  9 min", ("WHARF-2", "LID_OPEN")),
        (f"[{STARTED}] vault: lease lost (4 s)", ("vault", "lease lost")),
        (f"({STARTED}) ice room -> lid open", ("ice room", "lid open")),
        (f"{STARTED} - vault - WARNING - lease lost", ("vault", "lease lost")),
        (f"{STARTED} | ERROR | vault.lease:renew:88 - gone", ("vault.lease:renew", "gone")),
        (f"{STARTED}  WARN 712 --- [ pool-1] o.v.Lease : lost it", ("o.v.Lease", "lost it")),
        ("2026-03-01 07:26:24 UTC [712] ERROR:  vault: lease lost", ("vault", "lease lost")),
        (f"{STARTED} E! [out.vault] lease lost: eof", ("out.vault", "lease lost")),
        (f"| {STARTED} | ramp 2 | lid open | 9 min |", ("ramp 2", "lid open")),
        (f"{STARTED};yard north;lid open;9 min", ("yard north", "lid open")),
        (f'"{STARTED}","yard north","lid open","9 min"', ("yard north", "lid open")),
        (f"* {STARTED} - yard north - lid open", ("yard north", "lid open")),
        (f"yard north: lid open at {STARTED}", ("yard north", "lid open")),
        (f"{STARTED} sun sensor: lid open", ("sun sensor", "lid open")),
        (f"{STARTED} lid open, due 14 Mar 2026", ("lid open",)),
        (f"ramp 2 lid open 9 min {STARTED}", ("ramp", "lid open")),
        (f"{STARTED} parcel 7718 lost near gate 4", ("parcel", "lost", "near gate")),
        (f"{STARTED} 41 parcels stuck at the chute", ("parcels stuck", "at the chute")),
        (f"At {STARTED} the chute was jammed.", ("chute", "was jammed")),
        (f"t={STARTED} lvl=warn unit=vault msg='lease lost' n=3", ("vault", "lease lost")),
        (f"level=warn msg=lost host=h-3 service=vault at={STARTED}", ("vault", "lost")),
        (f"{STARTED} WARN lease lost took=3s shard=main", ("lease", "lost")),
        (f'10.0.0.4 - - [{STARTED}] "GET /q/a?x=1 HTTP/1.1" 502 7 "-"', ("GET /q/a", "502")),
        (f"{STARTED} [error] 71#71: *3 peer closed early, host: a", ("peer closed early", "host")),
        (
            "Mar  1 07:26:24 h-3 vaultd[71]: Lease refused for anna port 22",
            ("vaultd", "Lease refused", "for anna port"),
        ),
        ("Mar  1 07:26:24 h-3 unitd[1]: vault.service: gone", ("unitd", "vault.service", "gone")),
        ("Mar  1 07:26:24 raven kernel: Out of paper: 71", ("raven kernel", "Out of paper")),
        (f"<34>1 {STARTED} h-3 vault 71 ID4 - lease lost", ("vault", "lease lost")),
        ("W0301 07:26:24.003    71 lease.go:14] lease lost", ("lease.go", "lease lost")),
        (f"{SECONDS}.123  vault lease lost", ("vault", "lease lost")),
        (f"type=KEY msg=audit({SECONDS}.123:45): lease lost", ("lease", "lost")),
        (f"{STARTED} ramp 2: stock_warning 94 %", ("ramp 2", "stock_warning")),
        (f"{STARTED} ramp 2: lid.open: 9 min", ("ramp 2", "lid.open")),
        (f"{STARTED} ramp 2: lid_open door d07", ("ramp 2", "lid_open", "door d07")),
        (f"{STARTED} ramp 2: switched over", ("ramp 2", "switched over")),
        (f"{STARTED} ramp 2 | inspection due | 9 days", ("ramp 2", "inspection due")),
        (f"{STARTED} ramp 2: waiting for: 9 lids", ("ramp 2", "waiting")),
        (f"{STARTED} ramp 2: lid open / left side", ("ramp 2", "lid open")),
    ],
)
def test_a_line_tells_who_and_what(line: str, names: tuple[str, ...]) -> None:
    """Whatever stands between them, without levels, processes, units and counts."""
    assert told(line) == [names]
    (found,) = happenings(line, TODAY)
    assert all(name in found.quote for name in found.shown)


@pytest.mark.parametrize(
    "text",
    [
        f"when;lvl;message;station\n{STARTED};warn;lid open;ramp 2",
        f"day,clock,host,event,unit\n{STARTED[:10]},{STARTED[11:19]},h-3,lid open,ramp 2",
        f"TIME                  UNIT    EVENT\n{STARTED}  ramp 2  lid open",
        f"| at | unit | what |\n|---|---|---|\n| {STARTED} | ramp 2 | lid open |",
        f'{{"ts": {SECONDS}, "lvl": "warn", "log": "ramp 2", "msg": "lid open", "x": {{"n": 1}}}}',
        f'{{"on": {{"host": "h-3"}}, "at": "{STARTED}", "event": "lid open", "unit": "ramp 2"}}',
        f'[\n {{\n  "what": "lid open",\n  "when": "{STARTED}",\n  "unit": "ramp 2"\n }}\n]',
        f"== {STARTED[:10]} ==\n07:26:24 ramp 2: lid open",
        "Log of Sunday, 1 March 2026\n[07:26:24] ramp 2: lid open",
    ],
)
def test_names_of_columns_keys_and_headings_count(text: str) -> None:
    """In whichever order the columns stand; a day may be told once for all lines."""
    assert told(text) == [("ramp 2", "lid open")]
    assert times(text) == ["2026-03-01 07:26:24"]


def test_under_a_day_the_clock_may_pass_midnight() -> None:
    """And the next heading begins another day."""
    text = (
        "2026-03-01\n23:59:00 vault: shut\n00:01:00 vault: open\n2026-03-04\n00:02:00 vault: shut"
    )
    assert times(text) == ["2026-03-01 23:59:00", "2026-03-02 00:01:00", "2026-03-04 00:02:00"]
