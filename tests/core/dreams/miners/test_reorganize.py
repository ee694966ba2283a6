"""Order in a store: a complete index, entries where they belong, memories that are small."""

import pytest
from support.dreaming import accepted, base_file, dream, kinds, new_lines, old_lines, session

from core.transcripts.events import Status

STORE = {
    "/index.md": "# Index\n\n- /a/one.md - One\n- /a/two.md - Two\n- /b/three.md - Three\n",
    "/a/one.md": "# One\n\n- First thing to know.\n",
    "/a/two.md": "# Two\n\n- Second thing to know.\n",
    "/b/three.md": "# Three\n\n- Third thing to know.\n",
}


def test_a_store_in_good_order_is_left_alone() -> None:
    """A dream that has nothing to say proposes nothing."""
    assert dream(STORE) == ()


HEAP = {
    "/billing/adyen.md": "# Adyen\n\n- Five tenants insist on Adyen.\n- Adyen keys turn by hand.\n",
    "/infra/postgres.md": "# Postgres\n\n- Postgres 16 on both nodes.\n",
    "/log/2026-10.md": "# 2026-10\n\n- 2026-10-02: a quiet day.\n",
}
LEFT = (
    "The tax team sits in Porto.",
    "Lunch is next door to the office of the people at Adyen.",
    "2026-10-12: Adyen contact is Owen Baptiste.",
    "Adyen payouts are booked by Postgres triggers.",
)


def test_a_heap_loses_what_has_a_memory_of_its_own() -> None:
    """Whatever folder that is in; what is about no other one stays, and so do somebody's notes."""
    moved = "The sandbox for Adyen is shared with the shop team; do not delete its webhooks."
    text = "# Everything else\n\n" + "\n".join(f"- {one}" for one in (*LEFT, moved)) + "\n"
    (finding,) = dream({**HEAP, "/misc/everything.md": text})
    assert old_lines([finding]) == [f"- {moved}"]
    assert {edit.path for edit in finding.edits} == {"/misc/everything.md", "/billing/adyen.md"}
    assert dream({**HEAP, "/notes/amber.md": text.replace("# Everything else", "# Amber")}) == ()


def test_an_index_gets_the_line_that_it_lacks() -> None:
    """In the form of its neighbours, behind the last of its folder."""
    (finding,) = dream({**STORE, "/a/four.md": "# Four\n\n- Fourth thing to know.\n"})
    (edit,) = finding.edits
    assert (edit.path, edit.old_start, edit.new_lines) == ("/index.md", 5, ("- /a/four.md - Four",))
    # It may stand behind the reason of another change, which made the memory.
    assert finding.rationale.startswith("The index /index.md lists ")


def test_an_index_may_list_by_a_pattern_or_a_folder() -> None:
    """Then what it covers lacks no line."""
    more = {"/c/four.md": "# Four\n\n- Fourth.\n", "/d/five.md": "# Five\n\n- Fifth.\n"}
    pattern, folder = "- /c/*.md - one file each\n", "- /d/ - the others\n"
    assert dream({**STORE, **more, "/index.md": STORE["/index.md"] + pattern + folder}) == ()
    (finding,) = dream({**STORE, **more, "/index.md": STORE["/index.md"] + pattern})
    assert "/d/five.md" in finding.title


def test_an_index_loses_the_line_of_what_is_not_there() -> None:
    """Only a line that says nothing else."""
    lines = "- /b/gone.md - Gone\n- [Left](/b/left.md)\n- Read /a/one.md before /b/none.md.\n"
    findings = dream({**STORE, "/index.md": STORE["/index.md"] + lines})
    assert old_lines(findings) == ["- /b/gone.md - Gone", "- [Left](/b/left.md)"]


@pytest.mark.parametrize(
    ("listed", "gone"),
    [
        ("- /a/one.md - One\n- /a/gone.md - Gone\n", "- /a/gone.md - Gone"),
        ("- [One](a/one.md)\n- [It is gone](a/gone.md)\n", "- [It is gone](a/gone.md)"),
        ("- /a/one.md - One\n- See a/gone.md\n", None),
        ("- /a/one.md - One\n- a/gone.md\n", None),
        ("- /a/one.md - One\n\n## Of the repository\n\n- /a/gone.md - Gone\n", None),
        ("- /a/gone.md - Gone\n- /b/gone.md - Gone\n", None),
    ],
)
def test_the_index_of_a_small_store_loses_such_a_line_too(listed: str, gone: str | None) -> None:
    """If it lists all that is there, and that line as it lists the others."""
    findings = dream({"/a/one.md": STORE["/a/one.md"], "/index.md": f"# Index\n\n{listed}"})
    assert old_lines(findings) == ([] if gone is None else [gone])


def test_a_file_that_lists_little_is_no_index() -> None:
    """It is not made one."""
    assert dream({**STORE, "/index.md": "# Index\n\n- Begin with /a/one.md.\n"}) == ()


def test_a_lesson_in_a_new_memory_is_one_change_with_its_line_in_the_index() -> None:
    """One cannot be had without the other."""
    failed = ("imp load a", "imp: error: file has 9 rows, limit is 5", Status.FAILED)
    logs = [
        session(who, failed, ("imp load a --chunk 4", "ok"), day=day)
        for day, who in enumerate("abc")
    ]
    (finding,) = dream(STORE, *logs)
    assert {edit.path for edit in finding.edits} == {"/index.md", "/lessons.md"}


def test_a_link_to_a_new_memory_comes_with_it() -> None:
    """However the index writes its paths: the link alone would lead nowhere."""
    index = "# Where things are\n\n- [one](a/one.md)\n- [two](a/two.md)\n- [three](a/three.md)\n"
    texts = {f"/a/{name}.md": f"# {name}\n\n- All of {name}.\n" for name in ("one", "two", "three")}
    failed = ("imp load a", "imp: error: file has 9 rows, limit is 5", Status.FAILED)
    logs = [
        session(who, failed, ("imp load a --chunk 4", "ok"), day=day)
        for day, who in enumerate("abc")
    ]
    (finding,) = dream({"/README.md": index, **texts}, *logs)
    assert {edit.path for edit in finding.edits} == {"/README.md", "/lessons.md"}


def test_an_entry_moves_to_the_memory_that_is_about_it() -> None:
    """When it begins with that name and says nothing of where it stands."""
    files = {
        "/s/mailer.md": (
            "# mailer\n\n- `mailer` sends at noon.\n- `mailer` needs a queue.\n"
            "- `quota` counts per hour and never per day.\n"
            "- `quota` is asked by mailer first.\n"
        ),
        "/s/quota.md": "# quota\n\n- `quota` is kept in memory.\n",
    }
    findings = dream(files)
    assert old_lines(findings) == ["- `quota` counts per hour and never per day."]
    assert new_lines(findings) == old_lines(findings)


def test_an_entry_moves_in_the_shape_of_its_new_neighbours() -> None:
    """A paragraph becomes an item; what a thing is called may be two words."""
    files = {
        "/s/north-pier.md": "# North pier\n\nThe north pier is closed at night.\n\n"
        "Note on the South pier: its lamp is green,\nand its bell is loud.\n\n"
        "Boats call the North pier early.\n",
        "/s/south-pier.md": "# South pier\n\n- The South pier has two cranes.\n",
    }
    (finding,) = dream(files)
    assert new_lines([finding]) == [
        "- Note on the South pier: its lamp is green,",
        "  and its bell is loud.",
    ]


def test_a_memory_about_a_topic_keeps_its_entries() -> None:
    """It speaks of many things, and that is its order."""
    files = {
        "/s/piers.md": "# Piers\n\n- All piers have lamps.\n- Two piers have bells.\n"
        "- The crane is old.\n- `crane` needs oil.\n- Nobody paints them.\n",
        "/s/crane.md": "# crane\n\n- `crane` lifts four tons.\n",
    }
    assert dream(files) == ()


def test_a_log_gets_no_lesson() -> None:
    """However often it names the tool: what is true for long has no place among days."""
    days = "".join(f"- 2026-02-{day:02}: `imp` loaded ward {day * 11}.\n" for day in range(1, 9))
    failed = ("imp load a", "imp: error: file has 9 rows, limit is 5", Status.FAILED)
    logs = [
        session(who, failed, ("imp load a --chunk 4", "ok"), day=day)
        for day, who in enumerate("abc")
    ]
    (finding,) = dream({"/log.md": f"# Log\n\n{days}"}, *logs)
    assert [edit.path for edit in finding.edits] == ["/lessons.md"]


def test_lessons_in_one_new_memory_are_decided_one_by_one() -> None:
    """Its line in the index comes with the first."""
    failed = [
        (f"{name} load a", f"{name}: error: file has 9 rows, limit is 5", Status.FAILED)
        for name in ("imp", "exp")
    ]
    logs = [
        session(
            who,
            failed[0],
            ("imp load a --cut 4", "ok"),
            failed[1],
            ("exp load a --all", "ok"),
            day=day,
        )
        for day, who in enumerate("abc")
    ]
    findings = dream(STORE, *logs)
    assert kinds(findings) == ["add_lesson", "add_lesson"]
    assert sorted(len({edit.path for edit in one.edits}) for one in findings) == [1, 2]


def test_a_memory_that_has_outgrown_itself_is_split_by_its_sections() -> None:
    """Every line is kept, and what is left says where the rest is."""
    sections = [
        f"## Part {name}\n\n" + "\n".join(f"- {name} fact {n} of many others." for n in range(120))
        for name in ("alpha", "beta", "gamma")
    ]
    text = "# Notes\n\nAbout all of it.\n\n" + "\n\n".join(sections) + "\n"
    base = [base_file("/notes.md", text)]
    findings = dream({"/notes.md": text})
    assert kinds(findings) == ["reorganize"]
    after = accepted(base, findings)
    assert [file.path for file in after] == [
        "/notes.md",
        "/notes/part-alpha.md",
        "/notes/part-beta.md",
        "/notes/part-gamma.md",
    ]
    kept = {line for file in after for line in file.text.split("\n")}
    assert {line for line in text.split("\n") if line.startswith("- ")} <= kept


def test_a_note_in_a_memory_that_is_split_is_decided_on_as_the_split() -> None:
    """It moves the lines: who lets notes in unseen would let that in with them."""
    sections = [
        f"## Part {name}\n\n" + "\n".join(f"- {name} fact {n} of many others." for n in range(120))
        for name in ("alpha", "beta", "gamma")
    ]
    text = "# Notes\n\n" + "\n\n".join(sections) + "\n- `loom-3` has 12 shafts.\n"
    log = session("watch", ("loom show loom-3", "loom: loom-3\nshafts: 12"))
    (found,) = dream({"/notes.md": text}, log)
    assert found.kind == "reorganize"
    assert found.title.startswith("/notes.md has outgrown one memory")
    assert found.title.endswith("(with 1 more in these lines)")
    assert "Tool results of 1 session show `shafts: 12`" in found.rationale
    assert any("(verified" in line for line in new_lines([found]))


PROSE = "# Team\n\nWhat to know. Files: `one.md`, `two.md`, `three.md`.\n"
NAMED = {f"/{name}.md": f"# {name}\n\n- All about {name}.\n" for name in ("one", "two", "three")}


def test_an_index_in_prose_gets_one_change_for_all_that_it_lacks() -> None:
    """A line for each, with its whole path and written like the others; the sentence stays."""
    more = {"/zoo.md": "# Zoo\n\n- Zebras.\n", "/deep/fish.md": "# Fish\n\n- Trouts.\n"}
    files = {"/README.md": PROSE, **NAMED, **more}
    (finding,) = dream(files)
    (edit,) = finding.edits
    assert (edit.old_start, edit.new_lines) == (4, ("", "- `deep/fish.md`", "- `zoo.md`"))
    after = accepted([base_file(path, text) for path, text in files.items()], [finding])
    assert dream({file.path: file.text for file in after}) == ()


def test_what_an_index_lacks_is_named_with_its_folder() -> None:
    """Also where no memory of that folder is listed yet, so that it is found and told once."""
    listed = "# Index\n\n- `one.md`: one\n- `two.md`: two\n- `three.md`: three\n"
    (finding,) = dream({"/index.md": listed, **NAMED, "/deep/fish.md": "# Fish\n\n- Trouts.\n"})
    assert new_lines([finding]) == ["- `deep/fish.md`: Fish"]


def test_an_index_in_a_table_gets_a_row() -> None:
    """With as many cells as the others."""
    rows = "".join(f"| [{name}]({name}.md) | about {name} |\n" for name in ("one", "two", "three"))
    files = {"/index.md": f"# Index\n\n| file | what |\n|---|---|\n{rows}", **NAMED}
    (finding,) = dream({**files, "/zoo.md": "# Zoo\n\n- Zebras.\n"})
    assert new_lines([finding]) == ["| [Zoo](zoo.md) | Zoo |"]


@pytest.mark.parametrize("mark", ["-", "*", "+"])
def test_a_bullet_of_an_index_is_no_pattern(mark: str) -> None:
    """Whatever sign its list has, and whatever words of it are stressed."""
    listed = f"{mark} [a](one.md): *all* of a\n{mark} [b](two.md): b\n{mark} [c](three.md): **c**\n"
    texts = {f"/{name}.md": f"{name} is one\n" for name in ("one", "two", "three")}
    files = {"/README.md": f"# Index\n\n{listed}", **texts, "/fish.md": "# Fish\n\n- Trouts.\n"}
    (finding,) = dream(files)
    assert finding.rationale.endswith(
        "/README.md lists 3 of the memories below it, and not /fish.md."
    )
    assert new_lines([finding]) == [f"{mark} [Fish](fish.md)"]


def test_two_indexes_list_a_memory_and_neither_line_is_a_duplicate() -> None:
    """That of the folder and that of the store: one was merged away and missed again, for ever."""
    listed = "- /log/old/2026-01.md - 2026-01\n- /log/old/2026-02.md - 2026-02\n"
    files = {
        "/index.md": f"# Index\n\n{listed}",
        "/log/old.md": f"# Old\n\n{listed}",
        "/log/old/2026-01.md": "# 2026-01\n\n- The pump was oiled.\n",
        "/log/old/2026-02.md": "# 2026-02\n\n- The belt was changed.\n",
    }
    assert [one for one in dream(files) if one.edits] == []
