"""What became of things as tools, pages and people say it, in any trade: renamed, gone, or neither."""

from time import process_time

import pytest
from support.dreaming import dream, kinds, new_lines, old_lines, session

from core.dreams.material.memories.notes import without_notes

# fmt: off
# ruff: noqa: E501
RENAMED = [
    ("Flour comes from Mehlwerk 44.", "We stopped buying from Mehlwerk 44 on 2026-02-20. Flour comes from Kornhof 12 now.", "Kornhof 12"),
    ("The rye recipe is sheet R-112.", "R-112 retired 2026-02-20, bake by R-140 from now on", "R-140"),
    ("The rye recipe is sheet R-112.", "{\"sheet\": \"R-112\", \"valid\": false, \"replaced_by\": {\"sheet\": \"R-140\", \"on\": \"2026-02-20\"}}", "R-140"),
    ("The rye recipe is sheet R-112.", "R-112 is void. The recipe in force is R-140 (2026-02-20).", "R-140"),
    ("The rye recipe is sheet R-112.", "As of 2026-02-20 sheet R-140 replaces sheet R-112.", "R-140"),
    ("The rye recipe is sheet R-112.", "2026-02-20: R-140 issued, supersedes R-112", "R-140"),
    ("The rye recipe is sheet R-112.", "Instead of R-112 please work with R-140.", "R-140"),
    ("The rye recipe is sheet R-112.", "R-112 no longer in force since 2026-02-20; R-140 applies", "R-140"),
    ("Tins are in store B-12.", "store B-12: empty since 2026-02-20. Tins now in store C-40.", "store C-40"),
    ("Tins are in store B-12.", "Tins: store B-12 -> store C-40 (moved 2026-02-20)", "store C-40"),
    ("Tins are in store B-12.", "All tins went from store B-12 to store C-40 on 2026-02-20.", "store C-40"),
    ("Tins are in store B-12.", "store B-12 has been turned into an office (2026-02-20); you will find the tins in store C-40", "store C-40"),
    ("Tins are in store B-12.", "item: tins\nlocation: store C-40\nprevious location: store B-12\nmoved: 2026-02-20", "store C-40"),
    ("Tins are in store B-12.", "item,old place,new place,date\ntins,store B-12,store C-40,2026-02-20", "store C-40"),
    ("Sales go to the table `mart.sales_12`.", "ERROR: relation mart.sales_12 does not exist. HINT: renamed to mart.sales_40 (2026-02-20)", "mart.sales_40"),
    ("Sales go to the table `mart.sales_12`.", "ALTER TABLE mart.sales_12 RENAME TO mart.sales_40; -- 2026-02-20", "mart.sales_40"),
    ("Sales go to the table `mart.sales_12`.", "mart.sales_40 (until 2026-02-20: mart.sales_12)", "mart.sales_40"),
    ("Sales go to the table `mart.sales_12`.", "table mart.sales_12 got the new name mart.sales_40 on 2026-02-20", "mart.sales_40"),
    ("Sales go to the table `mart.sales_12`.", "mart.sales_12 now lives on as mart.sales_40", "mart.sales_40"),
    ("Sales go to the table `mart.sales_12`.", "name        mart.sales_40\nformer name mart.sales_12\nsince       2026-02-20", "mart.sales_40"),
    ("Exports are in `s3://lake-12/exports`.", "s3://lake-12/exports: NoSuchBucket; contents live in s3://lake-40/exports since 2026-02-20", "s3://lake-40/exports"),
    ("Exports are in `s3://lake-12/exports`.", "[2026-02-20] migrated s3://lake-12/exports => s3://lake-40/exports", "s3://lake-40/exports"),
    ("Uplink of Harbor is `ge-0/0/12`.", "interface ge-0/0/12: decommissioned 2026-02-20; traffic moved to ge-0/0/40", "ge-0/0/40"),
    ("The guests are in vlan 412.", "vlan 412 was retired on 2026-02-20 and merged into vlan 440", "vlan 440"),
    ("Syslog goes to 10.4.12.1.", "10.4.12.1 unreachable: collector shut down on 2026-02-20, send to 10.4.40.1 instead", "10.4.40.1"),
    ("Syslog goes to 10.4.12.1.", "collector: 10.4.40.1 (moved from 10.4.12.1 on 2026-02-20)", "10.4.40.1"),
    ("Exams are held in room 2.14.", "room 2.14: closed for good since 2026-02-20 (asbestos), use room 3.02", "room 3.02"),
    ("Exams are held in room 2.14.", "Room 2.14 is a storage room since 2026-02-20. Exams take place in room 3.02.", "room 3.02"),
    ("The form for leave is HR-112.", "HR-112 has been abolished (2026-02-20). The new form is HR-140.", "HR-140"),
    ("The form for leave is HR-112.", "Not in force any longer: HR-112. Please fill in HR-140.", "HR-140"),
    ("The form for leave is HR-112.", "HR-112 was phased out in favour of HR-140", "HR-140"),
    ("The form for leave is HR-112.", "{\"id\": \"HR-112\", \"lifecycle\": \"retired\", \"retired_on\": \"2026-02-20\", \"use_instead\": \"HR-140\"}", "HR-140"),
    ("The form for leave is HR-112.", "HR-140 | leave | successor of HR-112 | 2026-02-20", "HR-140"),
    ("The list of lecturers is lect12@uni.example.", "lect12@uni.example: address retired 2026-02-20, write to staff40@uni.example", "staff40@uni.example"),
    ("Matches of Dunes run on `eu-shard-12`.", "eu-shard-12 became eu-shard-40 on 2026-02-20", "eu-shard-40"),
    ("Bans are kept in `bans_12.db`.", "bans_12.db: moved into bans_40.db by the merge of 2026-02-20", "bans_40.db"),
    ("Bans are kept in `bans_12.db`.", "stat bans_12.db: No such file or directory\nsee bans_40.db (since 2026-02-20)", "bans_40.db"),
    ("Bans are kept in `bans_12.db`.", "bans_12.db\n  -> bans_40.db, moved 2026-02-20", "bans_40.db"),
    ("Ask Ada Quist about fees.", "Ada Quist left the company on 2026-02-20; her work is done by Ben Oduya now", "Ben Oduya"),
    ("Ask Ada Quist about fees.", "fees: owner Ben Oduya (before: Ada Quist)", "Ben Oduya"),
    ("Ask Ada Quist about fees.", "Ben Oduya has taken over from Ada Quist as of 2026-02-20", "Ben Oduya"),
    ("Ask Ada Quist about fees.", "Ada Quist: out of the house since 2026-02-20, ask Ben Oduya", "Ben Oduya"),
    ("Ask Ada Quist about fees.", "Ada Quist retired on 2026-02-20. Contact Ben Oduya.", "Ben Oduya"),
    ("Ask Ada Quist about fees.", "contact    Ben Oduya\npredecessor  Ada Quist (to 2026-02-20)", "Ben Oduya"),
    ("Use the image `base:12` for builds.", "base:12 reached end of life on 2026-02-20; rebase on base:40", "base:40"),
    ("Use the image `base:12` for builds.", "WARN base:12 is EOL (2026-02-20). Recommended: base:40", "base:40"),
    ("Run `sync-12` at night.", "sync-12: command removed in version 4. Try sync-40.", "sync-40"),
    ("Keys hang on hook K12.", "hook K12 taken down 2026-02-20; keys hang on hook K40", "hook K40"),
    ("Keys hang on hook K12.", "Keys have hung on hook K40 since 2026-02-20, hook K12 is gone.", "hook K40"),
    ("Meter of hall 3 is M-1412.", "M-1412 was exchanged for M-1440 on 2026-02-20", "M-1440"),
    ("Meter of hall 3 is M-1412.", "meter M-1440, installed 2026-02-20 in place of M-1412", "M-1440"),
    ("Meter of hall 3 is M-1412.", "M-1412: out of use since 2026-02-20. Reading now from M-1440.", "M-1440"),
    ("Uplink runs over switch `sw-acc-12`.", "sw-acc-12 swapped out for sw-acc-40 on 2026-02-20", "sw-acc-40"),
    ("Uplink runs over switch `sw-acc-12`.", "sw-acc-12: hardware replaced 2026-02-20, new hostname sw-acc-40", "sw-acc-40"),
    ("Uplink runs over switch `sw-acc-12`.", "inventory: sw-acc-40 (replacement for sw-acc-12, 2026-02-20)", "sw-acc-40"),
    ("Uplink runs over switch `sw-acc-12`.", "old: sw-acc-12  new: sw-acc-40  cutover: 2026-02-20", "sw-acc-40"),
    ("Uplink runs over switch `sw-acc-12`.", "sw-acc-12 retired -> sw-acc-40 (2026-02-20)", "sw-acc-40"),
    ("Uplink runs over switch `sw-acc-12`.", "device     status     successor\nsw-acc-12  retired    sw-acc-40", "sw-acc-40"),
    ("Uplink runs over switch `sw-acc-12`.", "device,status,replaced_by,date\nsw-acc-12,retired,sw-acc-40,2026-02-20", "sw-acc-40"),
    ("Uplink runs over switch `sw-acc-12`.", "sw-acc-12 is deprecated as of 2026-02-20. Please migrate to sw-acc-40.", "sw-acc-40"),
    ("Uplink runs over switch `sw-acc-12`.", "since 2026-02-20 sw-acc-40 does the work of sw-acc-12", "sw-acc-40"),
    ("Uplink runs over switch `sw-acc-12`.", "sw-acc-40 takes the place of sw-acc-12 from 2026-02-20 on", "sw-acc-40"),
    ("The template is `tpl-12`.", "tpl-12 (outdated since 2026-02-20) => tpl-40", "tpl-40"),
    ("The template is `tpl-12`.", "tpl-12 must not be used any more since 2026-02-20; the valid one is tpl-40", "tpl-40"),
    ("The template is `tpl-12`.", "tpl-12 valid till 2026-02-20. Follow-up: tpl-40.", "tpl-40"),
    ("The template is `tpl-12`.", "tpl-12 was revised on 2026-02-20 and is now tpl-40", "tpl-40"),
    ("The template is `tpl-12`.", "Since 2026-02-20 we send tpl-40 in place of tpl-12.", "tpl-40"),
    ("The template is `tpl-12`.", "tpl-12: no longer valid, last day was 2026-02-20. New: tpl-40", "tpl-40"),
    ("The template is `tpl-12`.", "tpl-40 replaces tpl-12 with effect from 2026-02-20", "tpl-40"),
    ("The template is `tpl-12`.", "template tpl-12 has been merged into tpl-40", "tpl-40"),
    ("Office hours are in room C.112.", "C.112 is closed for good, office hours moved to C.140 on 2026-02-20", "C.140"),
    ("Office hours are in room C.112.", "relocation 2026-02-20: C.112 to C.140 (office hours)", "C.140"),
    ("Office hours are in room C.112.", "where: C.140\nwas: C.112\nsince: 2026-02-20", "C.140"),
    ("Logs of Dunes are in `/var/log/dunes_12`.", "/var/log/dunes_12 -> /srv/log/dunes_40 (symlink, moved 2026-02-20)", "/srv/log/dunes_40"),
    ("Logs of Dunes are in `/var/log/dunes_12`.", "ls: /var/log/dunes_12: No such file or directory\nhint: logs go to /srv/log/dunes_40 since 2026-02-20", "/srv/log/dunes_40"),
    ("Logs of Dunes are in `/var/log/dunes_12`.", "{\"path\": \"/var/log/dunes_12\", \"exists\": false, \"moved_to\": \"/srv/log/dunes_40\", \"moved_at\": \"2026-02-20\"}", "/srv/log/dunes_40"),
    ("Tables of sales: `dw.sales_12`", "dw.sales_12 -> archived 2026-02-20, read dw.sales_40", "dw.sales_40"),
    ("Tables of sales: `dw.sales_12`", "dw.sales_12 | moved to dw.sales_40 | 2026-02-20", "dw.sales_40"),
    ("Tables of sales: `dw.sales_12`", "ERROR 404: dw.sales_12 (moved 2026-02-20: dw.sales_40)", "dw.sales_40"),
    ("Tables of sales: `dw.sales_12`", "catalog:\n  name: dw.sales_40\n  formerly: dw.sales_12\n  changed: 2026-02-20", "dw.sales_40"),
    ("Ask desk 12 about fees.", "desk 12 was abolished on 2026-02-20, fees are with desk 40", "desk 40"),
    ("Ask desk 12 about fees.", "desk 12: unstaffed since 2026-02-20, please go to desk 40", "desk 40"),
    ("Ask desk 12 about fees.", "The work of desk 12 was taken over by desk 40 on 2026-02-20.", "desk 40"),
    ("The sails lie in chest C-12.", "chest C-12: bare. The sails were taken to chest C-40 on 2026-02-20.", "chest C-40"),
    ("The sails lie in chest C-12.", "The sails out of chest C-12 have been stowed in chest C-40 (2026-02-20)", "chest C-40"),
    ("The sails lie in chest C-12.", "chest C-12: there is no such chest. The labels were changed on 2026-02-20, it is chest C-40 now.", "chest C-40"),
    ("The sails lie in chest C-12.", "{\"chest\": \"chest C-40\", \"aliases\": [\"chest C-12\"], \"relabelled\": \"2026-02-20\"}", "chest C-40"),
    ("Guest rates are under tariff TX-12.", "tariff      TX-12\nstatus      closed 2026-02-20\nreplaced_by TX-40", "TX-40"),
    ("The drill is described in `drills/page-12`.", "drills/page-12: redirect since 2026-02-20, target drills/page-40", "drills/page-40"),
    ("The drill is described in `drills/page-12`.", "location drills/page-12: relocated 2026-02-20, now drills/page-40", "drills/page-40"),
    ("The drill is described in `drills/page-12`.", "drills/page-12: not found. The page was put at drills/page-40 on 2026-02-20.", "drills/page-40"),
    ("The drill is described in `drills/page-12`.", "A card lies here: drills/page-12 has gone to drills/page-40 (2026-02-20).", "drills/page-40"),
    ("The drill is described in `drills/page-12`.", "path=drills/page-12 state=moved moved_to=drills/page-40 at=2026-02-20", "drills/page-40"),
    ("Rooms are set up from plan-12.", "WARN plan-12: obsolete since 2026-02-20; rooms must be set up from plan-40 instead", "plan-40"),
    ("Rooms are set up from plan-12.", "plan-12 was replaced with plan-40 on 2026-02-20", "plan-40"),
    ("Rooms are set up from plan-12.", "we replaced plan-12 by plan-40", "plan-40"),
    ("Rooms are set up from plan-12.", "Renamed plan-12 to plan-40 (2026-02-20)", "plan-40"),
    ("Rooms are set up from plan-12.", "replacement for plan-12: plan-40", "plan-40"),
    ("Rooms are set up from plan-12.", "Merged pull request #4: renamed plan-12 to plan-40", "plan-40"),
    ("Rooms of staging are set up from plan-12.", "staging: plan-12 was renamed to plan-40", "plan-40"),
    ("Rooms are set up from plan-12.", "plan-12 was dropped for plan-40", "plan-40"),
    ("Rooms are set up from plan-12.", "plan-12 got rebranded as plan-40", "plan-40"),
    ("Rooms are set up from plan-12.", "name change: plan-12 -> plan-40", "plan-40"),
    ("Rooms are set up from plan-12.", "the plan formerly called plan-12 is plan-40", "plan-40"),
    ("The sails lie in chest C-12.", "what was in chest C-12 is in chest C-40 now", "chest C-40"),
]
GONE = [
    ("Dough for Mill Street is mixed by `mixer-41`.", "mixer-41: taken out of service on 2026-02-20, sold to a school"),
    ("Dough for Mill Street is mixed by `mixer-41`.", "MIXER     SITE        STATE\nmixer-40  Mill Street  ok\nmixer-41  Mill Street  sold 2026-02-20"),
    ("Dough for Mill Street is mixed by `mixer-41`.", "[{\"mixer\": \"mixer-40\", \"state\": \"ok\"}, {\"mixer\": \"mixer-41\", \"state\": \"decommissioned\", \"since\": \"2026-02-20\"}]"),
    ("Dough for Mill Street is mixed by `mixer-41`.", "mixer-41 is not with us any more; it went to the scrapyard on 2026-02-20"),
    ("Flour comes from Mehlwerk 44.", "supplier Mehlwerk 44: account closed permanently 2026-02-20"),
    ("Flour comes from Mehlwerk 44.", "Mehlwerk 44 went out of business in January 2026"),
    ("Flour comes from Mehlwerk 44.", "Mehlwerk 44 - insolvency, deliveries ended on 2026-02-20 for good"),
    ("Flour comes from Mehlwerk 44.", "supplier  Mehlwerk 44\nstatus    contract terminated 2026-02-20\nsuccessor -"),
    ("Sales go to the table `mart.sales_12`.", "mart.sales_12 | dropped | 2026-02-20"),
    ("The guests are in vlan 412.", "% vlan 412 not found in database (deleted 2026-02-20)"),
    ("Exams are held in room 2.14.", "room 2.14 given up on 2026-02-20, no replacement"),
    ("Travel goes to Agentur 12.", "Agentur 12: agreement cancelled 2026-02-20, do not book there any more"),
    ("Travel goes to Agentur 12.", "Agentur 12 has ceased trading (2026-02-20)"),
    ("Travel goes to Agentur 12.", "Agentur 12 shut its doors on 2026-02-20"),
    ("Matches of Dunes run on `eu-shard-12`.", "eu-shard-12: drained and deleted on 2026-02-20"),
    ("Matches of Dunes run on `eu-shard-12`.", "shard list: eu-shard-12 gone since 2026-02-20 (contract with the provider ran out)"),
    ("Matches of Dunes run on `eu-shard-12`.", "eu-shard-12 - switched off for good, 2026-02-20"),
    ("Waste is fetched by Carter 12.", "Carter 12: licence withdrawn 2026-02-20, no longer fetches waste"),
    ("Rye for Mill Street is baked in oven 12.", "oven 12: demolished on 2026-02-20, hall is a store now"),
    ("Rye for Mill Street is baked in oven 12.", "Oven 12 burnt out on 2026-02-20 and will not be repaired."),
    ("Rye for Mill Street is baked in oven 12.", "equipment: oven 12 (sold to Halden on 2026-02-20)"),
    ("Rye for Mill Street is baked in oven 12.", "oven 12 has been taken out for good (2026-02-20)"),
    ("Rye for Mill Street is baked in oven 12.", "2026-02-20 oven 12 written off after the fire"),
    ("Van of Mill Street: van-41", "van-41: returned to the leasing company on 2026-02-20"),
    ("Van of Mill Street: van-41", "van-41  off the road since 2026-02-20, scrapped"),
    ("Van of Mill Street: van-41", "{\"id\": \"van-41\", \"in_fleet\": false, \"left_fleet\": \"2026-02-20\", \"reason\": \"sold\"}"),
    ("Supplier of seeds: Kornhof 12", "Kornhof 12 has given up business (2026-02-20)"),
    ("Supplier of seeds: Kornhof 12", "Kornhof 12: no longer a supplier since 2026-02-20"),
    ("Supplier of seeds: Kornhof 12", "Kornhof 12 does not deliver any more (letter of 2026-02-20)"),
    ("Supplier of seeds: Kornhof 12", "supplier Kornhof 12 blocked for good: insolvency 2026-02-20"),
    ("Supplier of seeds: Kornhof 12", "Kornhof 12 - relationship ended 2026-02-20"),
    ("Peer of the edge is AS64512.", "AS64512: peering terminated 2026-02-20"),
    ("Peer of the edge is AS64512.", "neighbor AS64512 removed from config on 2026-02-20; contract cancelled"),
    ("The radius server is `rad-12`.", "rad-12: powered off and unracked 2026-02-20"),
    ("The radius server is `rad-12`.", "rad-12 was decommissioned with ticket OPS-4412 on 2026-02-20"),
    ("The radius server is `rad-12`.", "rad-12      EOL      removed 2026-02-20"),
    ("Trips are paid from account TRV-12.", "Account TRV-12 was closed on 2026-02-20. It can not be restored or reopened."),
    ("Boats wait at post W-12.", "W-12: iron post hauled out on 2026-02-20, site abandoned."),
    ("Dough for Mill Street is mixed by `mixer-41`.", "mixer-41 broke down on 2026-02-20 and was scrapped"),
    ("Dough for Mill Street is mixed by `mixer-41`.", "mixer-41 status: RETIRED"),
    ("Dough for Mill Street is mixed by `mixer-41`.", "mixer-41 does not exist anymore"),
    ("Flour comes from Mehlwerk 44.", "contract with Mehlwerk 44 terminated on 2026-02-20"),
    ("Flour comes from Mehlwerk 44.", "the contract with Mehlwerk 44 has expired, not renewed"),
    ("Flour comes from Mehlwerk 44.", "we cancelled the contract with Mehlwerk 44 on 2026-02-20"),
    ("Flour comes from Mehlwerk 44.", "Mehlwerk 44 was struck from the register on 2026-02-20"),
    ("Flour comes from Mehlwerk 44.", "Mehlwerk 44: left the programme on 2026-02-20"),
]
STAYS = [
    ("`db-4` holds the ledger.", "db-4 deleted 3 rows on 2026-02-20"),
    ("`db-4` holds the ledger.", "the lock of db-4 was removed on 2026-02-20"),
    ("`db-4` holds the ledger.", "access to db-4 was revoked on 2026-02-20"),
    ("`db-4` holds the ledger.", "users on db-4 were deleted on 2026-02-20"),
    ("`db-4` holds the ledger.", "db-4: index ledger_old dropped on 2026-02-20"),
    ("`db-4` holds the ledger.", "db-4: 3 locks removed, state up"),
    ("`db-4` holds the ledger.", "backups of db-4 were moved to db-9 on 2026-02-20"),
    ("`db-4` holds the ledger.", "db-4 replicates to db-9 since 2026-02-20"),
    ("`db-4` holds the ledger.", "db-4 was moved to rack-12 on 2026-02-20"),
    ("`db-4` holds the ledger.", "db-4 is now read-only"),
    ("`db-4` holds the ledger.", "db-4 up, db-5 renamed to db-9 on 2026-02-20"),
    ("`db-4` holds the ledger.", "db-5 was replaced by db-4 on 2026-02-20"),
    ("`db-4` holds the ledger.", "db-4 (formerly db-1) up"),
    ("`db-4` holds the ledger.", "db-4 will be decommissioned on 2027-01-01"),
    ("`db-4` holds the ledger.", "db-4: decommissioned 2027-01-01"),
    ("`db-4` holds the ledger.", "db-4 is due to be retired next month"),
    ("`db-4` holds the ledger.", "Was db-4 removed?"),
    ("`db-4` holds the ledger.", "db-4 was removed by mistake and restored on 2026-02-20"),
    ("`db-4` holds the ledger.", "we plan to rename db-4 to db-9"),
    ("`db-4` holds the ledger.", "could not rename db-4 to db-9: permission denied"),
    ("`db-4` holds the ledger.", "failed to delete db-4"),
    ("`db-4` holds the ledger.", "db-4 removed from the rota of this week"),
    ("`db-4` holds the ledger.", "db-4: closed for maintenance, use db-9 today"),
    ("`db-4` holds the ledger.", "db-4 is out of order until Monday, use db-9 instead"),
    ("`db-4` holds the ledger.", "use db-9 if db-4 is gone"),
    ("`db-4` holds the ledger.", "rsync db-4 -> db-9: 300 files"),
    ("`db-4` holds the ledger.", "from: db-4\nto: db-9\nbytes: 3000"),
    ("`db-4` holds the ledger.", "{\"from\": \"db-4\", \"to\": \"db-9\", \"latency_ms\": 3}"),
    ("`db-4` holds the ledger.", "{\"host\": \"db-4\", \"status\": \"active\", \"replacement\": null}"),
    ("`db-4` holds the ledger.", "{\"host\": \"db-9\", \"status\": \"retired\", \"peer\": \"db-4\"}"),
    ("`db-4` holds the ledger.", "{\"host\": \"db-4\", \"valid_to\": \"2027-01-01\"}"),
    ("`db-4` holds the ledger.", "HOST  STATE\ndb-4  up\ndb-5  retired 2026-02-20"),
    ("`db-4` holds the ledger.", "HOST  STATE  PEER\ndb-5  retired 2026-02-20  db-4"),
    ("`db-4` holds the ledger.", "db-4.old was deleted on 2026-02-20"),
    ("`db-4` holds the ledger.", "db-40 was renamed to db-9"),
    ("`db-4` holds the ledger.", "my-db-4 was renamed to my-db-9"),
    ("`db-4` holds the ledger.", "db-4's alias was removed on 2026-02-20"),
    ("`db-4` holds the ledger.", "db-4: session closed on 2026-02-20 by peer"),
    ("`db-4` holds the ledger.", "db-4 no longer reports errors"),
    ("`db-4` holds the ledger.", "db-4 no longer used by mailer"),
    ("`db-4` holds the ledger.", "db-4 stopped on 2026-02-20 and started again"),
    ("`db-4` holds the ledger.", "db-4: offline since 2026-02-20"),
    ("`db-4` holds the ledger.", "db-4: out of order since 2026-02-20"),
    ("`db-4` holds the ledger.", "job 7 on db-4 ended 2026-02-20"),
    ("`db-4` holds the ledger.", "db-4 ended job 7 on 2026-02-20"),
    ("`db-4` holds the ledger.", "ticket OPS-4 about db-4 closed on 2026-02-20"),
    ("`db-4` holds the ledger.", "db-4 was never renamed to db-9"),
    ("`db-4` holds the ledger.", "db-4 and db-9 were checked on 2026-02-20, db-5 was removed"),
    ("`db-4` holds the ledger.", "do not use db-4, use db-9 for tests today"),
    ("`db-4` holds the ledger.", "db-9 is a copy of db-4 since 2026-02-20"),
    ("`db-4` holds the ledger.", "DRY-RUN: db-4 removed"),
    ("Tins are in bay 12.", "Hoses were moved from bay 12 to bay 40 on 2026-02-20"),
    ("Tins are in bay 12.", "bay 120 was cleared on 2026-02-20"),
    ("Tins are in bay 12.", "bay 12: lamp replaced on 2026-02-20 by lamp 40"),
    ("Tins are in bay 12.", "from bay 12 to bay 40 it is 30 m"),
    ("Tins are in bay 12.", "North bay 12 was closed on 2026-02-20"),
    ("Tins are in bay 12.", "bay 12 closed for cleaning, tins in bay 40 until Monday"),
    ("Tins are in bay 12.", "{\"item\": \"hoses\", \"from\": \"bay 12\", \"to\": \"bay 40\", \"on\": \"2026-02-20\"}"),
    ("Tins are in bay 12.", "shelf  state\n12     removed 2026-02-20"),
    ("Tins are in drawer S34.", "shelf S34 was removed on 2026-02-20"),
    ("Call ext. 4712 for keys.", "deleted 4712 rows on 2026-02-20"),
    ("Call ext. 4712 for keys.", "fax 4712: disconnected 2026-02-20"),
    ("Ask Ada Quist about fees.", "Ada Quist moved to Berlin on 2026-02-20"),
    ("Ask Ada Quist about fees.", "Ada Quist is on leave, ask Ben Oduya this week"),
    ("Ask Ada Quist about fees.", "Ada Quist left a note for Ben Oduya"),
    ("Ask Ada Quist about fees.", "ticket 7: reassigned from Ada Quist to Ben Oduya for the holidays"),
    ("Ask Ada Quist about fees.", "The dog of Ada Quist died on 2026-02-20"),
    ("Ask Ada Quist about fees.", "Ada Quist closed ticket 7 on 2026-02-20"),
    ("Ask Ada Quist about fees.", "Ada Quist has left the room"),
    ("Flour comes from Mehlwerk 44.", "Mehlwerk 44 closed on 2026-02-20 for stocktaking, open again on Monday"),
    ("Flour comes from Mehlwerk 44.", "Mehlwerk 44 sold 30 t on 2026-02-20"),
    ("Flour comes from Mehlwerk 44.", "Mehlwerk 44: price list withdrawn 2026-02-20"),
    ("Flour comes from Mehlwerk 44.", "order 12 at Mehlwerk 44 cancelled on 2026-02-20"),
    ("Flour comes from Mehlwerk 44.", "Mehlwerk 44 replaced the sacks by bags"),
    ("Plans are in `/plans/p4`.", "cp /plans/p4 -> /plans/p9 done"),
    ("Plans are in `/plans/p4`.", "cat: /plans/p4: Permission denied"),
    ("Plans are in `/plans/p4`.", "2 files in /plans/p4 were deleted on 2026-02-20"),
    ("Plans are in `/plans/p4`.", "/plans/p4/old.txt was removed on 2026-02-20"),
    ("Plans are in `/plans/p4`.", "see also /plans/p9; /plans/p4 is fine"),
    ("The form is HR-112.", "HR-112 replaces HR-100 since 2026-02-20"),
    ("The form is HR-112.", "HR-112 is valid until 2027-01-01, then HR-140"),
    ("The form is HR-112.", "draft: HR-112 would be replaced by HR-140"),
    ("The form is HR-112.", "HR-112: 3 copies withdrawn from desk 4"),
    ("The form is HR-112.", "Section 4 of HR-112 was abolished on 2026-02-20"),
    ("The form is HR-112.", "HR-112 cites HR-140"),
    ("The form is HR-112.", "HR-140 withdrawn on 2026-02-20; use HR-112 instead"),
    ("The form is HR-112.", "form    state\nHR-112  in force\nHR-140  withdrawn 2026-02-20, see HR-112"),
    ("`mailer` sends the mails.", "mailer was replaced by hand on one host"),
    ("`mailer` sends the mails.", "mailer was restarted and the queue emptied on 2026-02-20"),
    ("`mailer` sends the mails.", "mailer no longer runs on db-4"),
    ("`mailer` sends the mails.", "mailer: config moved to main"),
    ("`mailer` sends the mails.", "mailer is called by postman"),
    ("`route-planner` plans tours.", "route-planner is now built-in"),
    ("`route-planner` plans tours.", "route-planner moved to third-party hosting"),
    ("The flag `--fast` skips checks.", "--fast is deprecated since version 3"),
    ("`drills/page-40` has the drill.", "A card lies here: drills/page-12 has gone to drills/page-40 (2026-02-20)."),
    ("Trips are paid from account TRV-12.", "Account TRV-12 was closed on 2026-02-20 by mistake and reopened."),
    ("Boats wait at post W-12.", "W-12: two ropes hauled out on 2026-02-20, lamp cleaned"),
    ("The sails lie in chest C-12.", "{\"chest\": \"chest C-40\", \"aliases\": [\"chest C-12\"], \"checked\": \"2026-02-20\"}"),
    ("The sails lie in chest C-12.", "The sails from chest C-12 will be put into chest C-40 on 2026-02-20"),
    ("Rooms are set up from plan-12.", "plan-12: obsolete since never; rooms must not be set up from plan-40"),
    ("Rooms are set up from plan-12.", "we replaced plan-12 with plan-40 in the test room"),
    ("Rooms are set up from plan-12.", "nobody renamed plan-12 to plan-40"),
    ("Rooms are set up from plan-12.", "we should have renamed plan-12 to plan-40"),
    ("Rooms are set up from plan-12.", "plan-12 was renamed to plan-40, I think"),
    ("Rooms are set up from plan-12.", "I guess plan-12 was scrapped"),
    ("Rooms are set up from plan-12.", "replacement for plan-12: none"),
    ("`db-4` holds the ledger.", "we replaced disk-4 of db-4 with disk-9"),
    ("`db-4` holds the ledger.", "db-4 crashed and was restarted"),
    ("Flour comes from Mehlwerk 44.", "contract with Mehlwerk 44 ended on 2026-02-20 and was renewed"),
    ("Flour comes from Mehlwerk 44.", "contract with Mehlwerk 44 ended 2026-02-20, new contract from 2026-02-21"),
    ("Flour comes from Mehlwerk 44.", "the contract with Mehlwerk 44 ended, it goes on monthly"),
    ("Flour comes from Mehlwerk 44.", "the lease with Mehlwerk 44 for van-41 ended on 2026-02-20"),
    ("Flour comes from Mehlwerk 44.", "the subscription of Mehlwerk 44 ended on 2026-02-20"),
    ("Flour comes from Mehlwerk 44.", "Mehlwerk 44 was struck by lightning on 2026-02-20"),
]
# fmt: on


@pytest.mark.parametrize(("text", "output", "new"), RENAMED)
def test_the_new_name_stands_where_the_old_one_stood(text: str, output: str, new: str) -> None:
    """In prose, rows and tables, whichever of the two is named first."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("watch", ("look", output)))
    assert kinds(findings) == ["remove_stale"]
    (line,) = new_lines(findings)
    assert new in line
    # What became of it may also confirm the new line, in a note of its own.
    assert len(without_notes(line).split()) == len(f"- {text}".split())


@pytest.mark.parametrize(("text", "output"), GONE)
def test_what_is_gone_leaves_however_it_is_said(text: str, output: str) -> None:
    """Taken away, ended by itself, or no longer doing what it did."""
    files = {"/a.md": f"# Notes\n\n- {text}\n- Something that stays.\n"}
    findings = dream(files, session("watch", ("look", output)))
    assert old_lines(findings) == [f"- {text}"]
    assert new_lines(findings) == []


@pytest.mark.parametrize(("text", "output"), STAYS)
def test_what_is_said_of_something_else_changes_nothing(text: str, output: str) -> None:
    """Nor what is wished, denied, undone, to come, or so for today only; heard twice or not."""
    twice = (session("a", ("look", output)), session("b", ("look", output), day=1))
    findings = dream({"/a.md": f"- {text}\n- Something that stays.\n"}, *twice)
    assert "remove_stale" not in kinds(findings)


def test_a_line_that_says_as_much_of_either_name_renames_none() -> None:
    """A rename that can be read both ways would go to and fro for ever."""
    log = session("watch", ("look", "db-4 was renamed to db-9 and db-9 was renamed to db-4"))
    findings = dream({"/a.md": "- `db-4` holds the ledger.\n"}, log)
    assert new_lines(findings) == []


def test_a_later_look_that_shows_it_well_outweighs_its_end() -> None:
    """Somebody brought it back, or the first one was mistaken."""
    gone = session("a", ("look", "oven 12 was scrapped on 2026-02-20"))
    well = session("b", ("look", "oven 12  in service, no alarms"), day=1)
    files = {"/a.md": "- Rye is baked in oven 12.\n"}
    assert kinds(dream(files, gone)) == ["remove_stale"]
    assert dream(files, gone, well) == ()


def test_sentences_about_it_leave_with_it_and_others_do_not() -> None:
    """`They pick up on Mondays` says nothing without the firm."""
    log = session("a", ("look", "Halden 12 went out of business in January 2026"))
    of_it = "Repairs are done by Halden 12. They pick up on Mondays."
    (finding,) = dream({"/a.md": f"- {of_it}\n- More.\n"}, log)
    assert old_lines((finding,)) == [f"- {of_it}"]
    (finding,) = dream({"/a.md": "- Repairs are done by Halden 12. Keys hang in the hall.\n"}, log)
    assert finding.edits == ()


@pytest.mark.parametrize(
    "piece",
    ["db-4 ", "moved from ", "is not ", "AI agents should ", "was removed and ", "(", "a,b,"],
)
def test_hostile_text_costs_time_in_proportion(piece: str) -> None:
    """A tool result made of one such piece is read as others are."""
    output = f"db-4 {piece * (20_000 // len(piece))}"
    started = process_time()
    dream({"/a.md": "- `db-4` holds the ledger.\n"}, session("watch", ("look", output)))
    assert process_time() - started < 5
