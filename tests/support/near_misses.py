"""
Entries that lie close to each other, of many trades, as two people would write them.

Of `APART` each pair says two things that share nearly all of their words: another host, number,
unit, release, environment, day, person, direction or condition, or one fact more that speaks
against the other. Of `RETOLD` each pair says one thing in two ways. What stands before a bar is the
path of the memory that an entry stands in; its name is its title.
"""

# fmt: off
# ruff: noqa: E501
APART = (
    # Another host, service or path.
    ("Parcels for north-gate that exceed 40 kg go out on pallets, the lift drops heavy ones.", "Above 40 kg the lift drops a heavy parcel for north-gate-east; send pallets."),
    ("boards.md|The spare lamp of pier-light is in the shed and fits without tools.", "notes/kim.md|In the shed is the spare lamp of west-pier-light, which fits without tools."),
    ("The nightly dump of `orders-a` goes to /srv/dumps and takes an hour.", "The nightly dump of `orders-b` goes to /srv/dumps and takes an hour."),
    ("Restart `mail-relay-1` before the queue passes 400 letters.", "Restart `mail-relay-2` before the queue passes 400 letters."),
    ("stores/kiln.md|The west kiln is lit at 5:30 by whoever opens.", "stores/kiln.md|The east kiln is lit at 5:30 by whoever opens."),
    ("Allow 10.4.7.0/24 and 10.4.9.0/24 through the outer firewall.", "Allow 10.4.7.0/24 and 10.4.8.0/24 through the outer firewall."),
    ("Reports land in /var/reports/daily and are read by the auditor.", "Reports land in /var/reports/weekly and are read by the auditor."),
    ("ops/redis.md|Redis holds the session cache; a flush logs everybody out.", "ops/valkey.md|Valkey holds the session cache; a flush logs everybody out."),
    ("ops/stripe.md|Events may come twice; the handler drops the second one.", "ops/adyen.md|Events may come twice; the handler drops the second one."),
    ("ops/stripe.md|Webhook events from Stripe may come twice.", "ops/adyen.md|Webhook events from Adyen may come twice."),
    # Another number, unit or amount.
    ("Refunds above 500 EUR need an OK from the shift lead.", "Refunds above 5,000 EUR need an OK from the shift lead."),
    ("The pressing tank holds 300 litres and is filled to the brim.", "The pressing tank holds 300 gallons and is filled to the brim."),
    ("Wait 15 minutes after the alarm before you open the fume hood.", "Wait 15 seconds after the alarm before you open the fume hood."),
    ("Delta check of sodium: 24 h window, 8 % difference.", "Delta check of sodium: 48 h window, 8 % difference."),
    ("Delta check of sodium: 24 h window, 8 % difference.", "Delta check of potassium: 24 h window, 8 % difference."),
    ("Every pallet carries at most 40 crates of plums.", "Every pallet carries at least 40 crates of plums."),
    ("The tower crane stops at wind of 15 m/s.", "The tower crane stops at wind of 15 km/h."),
    ("Money is `number(18,4)` in EUR, never a float.", "Money is `number(18,2)` in EUR, never a float."),
    ("Stripe big files with `lfs setstripe -c 8 DIR` before writing.", "Stripe big files with `lfs setstripe -c 16 DIR` before writing."),
    ("Give `--as-of YYYY-MM-DD` when an older day is priced again.", "Give `--as-of-run YYYY-MM-DD` when an older day is priced again."),
    ("Give `--as-of DATE` when an older day is priced again.", "Give `--until DATE` when an older day is priced again."),
    # Another release.
    ("Use Node 20.11 for the label printer; newer ones break the driver.", "Use Node 22.11 for the label printer; newer ones break the driver."),
    ("torch wheels come from the cu121 index on the GPU nodes.", "torch wheels come from the cu126 index on the GPU nodes."),
    # Negation.
    ("Filter deleted rows in staging and nowhere after.", "Filter deleted rows nowhere in staging, only after."),
    ("Dogs are allowed in the yard of hall 3.", "Dogs are allowed nowhere in the yard of hall 3."),
    ("Filter rows with `is_test = true` in the base layer.", "Filter rows with `is_test = false` in the base layer."),
    ("Filter rows that are `is_test` in the base layer.", "Filter rows that are not `is_test` in the base layer."),
    ("Reset the pump with `pumpctl reset FILE` before it is refilled.", "Reset the pump with `pumpctl reset pump-7` before it is refilled."),
    ("Reset the pump with `pumpctl reset --all` before it is refilled.", "Reset the pump with `pumpctl reset` before it is refilled."),
    ("Edit the map only in `drafts`, never in `live`.", "Never edit the map in `drafts`, only in `live`."),
    ("ops/redis.md|Restart the broker at noon, it leaks memory.", "howto/topics.md|Restart the broker of Kafka at noon, it leaks memory."),
    ("ops/kafka.md|Restart the broker at noon, it leaks memory.", "howto/topics.md|Unlike Kafka, the broker of Pulsar restarts at noon, it leaks memory."),
    ("ops/kafka.md|The broker leaks memory, restart it at noon.", "howto/topics.md|The broker leaks memory, restart it at noon, but not Kafka."),
    ("`_is_deleted = true` rows are kept in the marts.", "`_is_deleted = false` rows are kept in the marts."),
    ("Set `cache_dir = /scratch` before a large install.", "Set `cache_dir = /home` before a large install."),
    ("An issued voucher is never edited; write a new one.", "An issued voucher is edited; never write a new one."),
    ("Gift cards are in revenue because they count as sales.", "Gift cards are not in revenue because they do not count as sales."),
    ("Adjusted calcium goes out only if asked for.", "Adjusted calcium goes out also if not asked for."),
    ("The blood bank confirms each merge before it is done.", "The blood bank confirms no merge before it is done."),
    ("Zero sales of a new shop are fine, do not alert.", "Zero sales of a new shop are an error, do alert."),
    ("Restarting a single lane does no damage.", "Restarting a single lane does damage."),
    # Another environment.
    ("In staging the loader deletes the partition before each load.", "In production the loader deletes the partition before each load."),
    ("ops/staging.md|The loader deletes the partition before each load of a day.", "ops/production.md|The loader deletes the partition before each load of a day."),
    ("The flag `dry_run` is set to true in staging.", "The flag `dry_run` is set to true in prod."),
    # Another day or time.
    ("Codes go live on Tuesdays after Dr. Amadi approves the list.", "Codes go live on Thursdays after Dr. Amadi approves the list."),
    ("Interface tables are locked at 00:30 for some minutes.", "Interface tables are locked at 12:30 for some minutes."),
    ("Stores get their number six weeks before opening.", "Stores get their number six weeks after opening."),
    ("The maintenance falls on the second Wednesday of a month.", "The maintenance falls on the second Tuesday of a month."),
    ("2026-03-04: the loom stood still, the belt was replaced.", "2026-03-11: the loom stood still, the belt was replaced."),
    # Another role or person.
    ("Finance approves any write-off over 200 EUR by ticket.", "The warehouse approves any write-off over 200 EUR by ticket."),
    ("The principal applies for more hours in the portal.", "The student applies for more hours in the portal."),
    ("Ask Ines before you touch the property export.", "Ask Tomas before you touch the property export."),
    ("The pharmacist signs for the morphine, the nurse counts it.", "The nurse signs for the morphine, the pharmacist counts it."),
    ("Warn the lab on 4300 before the whole service restarts.", "Warn the ward on 4300 before the whole service restarts."),
    # Another direction or order.
    ("Copies go from `vault-a` to `vault-b` every night.", "Copies go from `vault-b` to `vault-a` every night."),
    ("First drain the boiler, then cut the power.", "First cut the power, then drain the boiler."),
    ("`invoice.paid` can arrive before `invoice.finalized`.", "`invoice.finalized` can arrive before `invoice.paid`."),
    ("Merge the patient first, then resend the result.", "Resend the result first, then merge the patient."),
    ("The smoker's doors open inwards to the yard.", "The smoker's doors open outwards to the yard."),
    # Another condition.
    ("Resume the run if a dead worker left its lock.", "Resume the run unless a dead worker left its lock."),
    ("Potassium is not released if the index is above 90.", "Potassium is not released if the index is below 90."),
    ("LDL is ordered directly above 4.5 mmol/L of triglycerides.", "LDL is ordered directly up to 4.5 mmol/L of triglycerides."),
    ("Close the vents while the fan runs.", "Close the vents once the fan has stopped."),
    # One fact more that speaks against the other.
    ("Two brokers are allowed at the gate, 10.1.1.5 and 10.1.1.6.", "Of the two brokers only 10.1.1.5 is allowed at the gate, 10.1.1.6 is not."),
    ("The rinse tank is emptied daily at noon.", "The rinse tank is emptied daily at noon except on Sundays."),
    ("Restart the renderer daily at noon; it leaks memory.", "Restart the renderer daily at noon no more; the leak is fixed."),
    ("An exclusive lock on `ledger` blocks the nightly run.", "An exclusive lock on `ledger` no longer blocks the nightly run."),
    ("ed25519 keys are accepted; RSA keys are refused.", "ed25519 keys are accepted; RSA keys too."),
    ("Pip fills the home cache; point `PIP_CACHE_DIR` to scratch.", "Pip fills the scratch cache; point `PIP_CACHE_DIR` to home."),
    ("Miniforge is in /apps/miniforge; users may install into base.", "Miniforge is in /apps/miniforge; users may not install into base."),
    ("Two-factor reset only in person at the desk in C2.", "Two-factor reset only by video, not at the desk in C2."),
    ("Never run `du` over scratch, use the quota command.", "Never run the quota command over scratch, use `du`."),
    ("`MaxSubmitJobsLimit` means the user has too many jobs.", "`MaxRunningJobsLimit` means the user has too many jobs."),
    ("A `MaxCPUTimeLimit` hold is lifted by the project lead in the portal.", "A `MaxGPUTimeLimit` hold is lifted by the project lead in the portal."),
    ("Kids under 6 ride free, with one adult each.", "Kids under 6 ride free, without any adult."),
    ("The kitchen orders fish on Monday and Thursday.", "The kitchen orders fish on Monday or Thursday."),
    ("Grain is dried to 14 % and then stored in silo 3.", "Grain is stored in silo 3 and then dried to 14 %."),
    ("The choir pays for the hall, the school lends the piano.", "The school pays for the hall, the choir lends the piano."),
    ("ops/kafka.md|New fields need a default; the registry checks BACKWARD.", "ops/kafka.md|New fields need no default; the registry checks FORWARD."),
)
"""Which never become one."""

RETOLD = (
    # What the one names stands above the other.
    ("ops/kafka.md|The registry refuses new fields without a default.", "howto/topics.md|New fields of a Kafka topic are refused by the registry if they have no default."),
    ("ops/mailgun.md|Bounces arrive twice now and then; the handler drops the second one.", "runbooks/mail.md|Bounces from Mailgun arrive twice now and then, and the handler drops the second one."),
    ("models/fct_visits.md|Test visits are excluded, they have no patient.", "models/notes.md|Test visits are excluded from fct_visits because they have no patient."),
    ("pipelines/netsuite.md|A full resync locks the schema for nine hours, so warn finance first.", "howto/resync.md|Warn finance first: a full resync of NetSuite locks the schema for nine hours."),
    # The command with and without what it is given.
    ("For a day in the past give `--price-date YYYY-MM-DD`, or today's prices are used.", "When you price a day in the past, pass `--price-date`, or it uses today's prices."),
    ("Stripe large files first: `lfs setstripe -c 8 DIR`.", "Large files are striped first, with `lfs setstripe -c 8`."),
    ("Rows with `_row_deleted = true` are filtered in the base layer.", "In the base layer filter the rows that are `_row_deleted`."),
    ("Amounts are `number(18,4)` in EUR.", "Amounts: number(18,4), in EUR."),
    ("Reset the pump with `pumpctl reset <id>` before it is refilled.", "Before the pump is refilled reset it with `pumpctl reset`."),
    # A name that is written with and without its backquotes.
    ("`QosMaxCPULimit` means the project has no hours left; its lead applies in the portal.", "A project with no hours left shows QosMaxCPULimit; its lead applies in the portal."),
    ("`IPAddrMismatch` comes when the van's modem was swapped.", "IPAddrMismatch comes when the modem of the van was swapped."),
    # Compounds.
    ("Sodium is not released automatically above an index of 90.", "Above an index of 90 sodium isn't auto-released."),
    ("Torch does not find the GPU because the wheel is CPU only.", "Torch doesn't find the GPU: the wheel is CPU-only."),
    ("Reload the belt file after each change; it is not reloaded automatically.", "The belt file does not auto-reload: reload it after each change."),
    # One of several sentences told again.
    ("stores/press.md|The press is cleaned by the late shift. Never run it dry, the bearings seize. Keys hang in the office.", "notes/jo.md|Never run the press dry because the bearings seize."),
    ("stores/lift.md|The goods lift carries 800 kg. Only trained staff may ride in it.", "notes/jo.md|Only staff who were trained may ride in the goods lift."),
    # A note a line.
    ("notes/kim.md|The glue pot is cleaned on Fridays.\nLabels for Norway need the EORI number.\nThe van is parked behind hall 3.", "stores/labels.md|For Norway labels need the EORI number."),
    ("notes/kim.md|Badge printer: spare ribbons are in drawer 4.\nNever run `fsck` on /dev/md0 while it is mounted.\nVisitors sign in at the desk.", "stores/disks.md|While /dev/md0 is mounted never run `fsck` on it."),
    ("notes/kim.md|**Sep 3** The loom oil is changed every 200 hours.\n**Sep 9** Felt from Weber shrinks by 4 % in the wash.\n**Sep 17** The spare belt lies in bay 2.", "stores/felt.md|In the wash felt from Weber shrinks by 4 %."),
    # Other words.
    ("Refunds over 2,000 EUR need an OK from finance beforehand.", "Finance has to approve refunds of more than 2,000 EUR beforehand."),
    ("Restart the renderer every day at noon because Chromium leaks memory.", "Chromium leaks memory, so the renderer is restarted daily at noon."),
    ("Never edit an issued voucher; write a credit note.", "An issued voucher is never edited, a credit note is written."),
    ("The delta check of sodium looks at the last 3 days and a change of 20 %.", "Delta check of sodium: 72 h, a change of 20 %."),
    ("Only the day's partition is deleted before a load, so loading a day again is safe.", "Loading a day again is safe since only the day's partition is deleted before the load."),
    ("Call the lab on 4300 before you restart the whole engine.", "Before the whole engine is restarted, call the lab on 4300."),
    ("Codes go to TEST first, Dr. Amadi approves them, then they go LIVE on Tuesday.", "First codes go to TEST, then Dr. Amadi approves, LIVE on Tuesdays."),
    ("Both source ranges (10.4.7.0/24, 10.4.9.0/24) must stay allowed at the ingress.", "Keep both source ranges, 10.4.7.0/24 and 10.4.9.0/24, allowed at the ingress."),
    ("A worker that died leaves its row in `job_lock`; delete the row and resume.", "Delete the row in `job_lock` that a dead worker leaves, and resume."),
    ("Do not put packages into the base env of Miniforge (/apps/miniforge).", "Nobody should put packages into the base env of Miniforge in /apps/miniforge."),
    ("A reset of the second factor needs the person at the desk in C2.", "The person has to be at the desk in C2 for a reset of the second factor."),
)
"""Of which as many as possible become one."""
# fmt: on
