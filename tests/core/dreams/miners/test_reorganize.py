"""Order in a store: a complete index, entries where they belong, memories that are small."""

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


def test_an_index_gets_the_line_that_it_lacks() -> None:
    """In the form of its neighbours, behind the last of its folder."""
    (finding,) = dream({**STORE, "/a/four.md": "# Four\n\n- Fourth thing to know.\n"})
    (edit,) = finding.edits
    assert (edit.path, edit.old_start, edit.new_lines) == ("/index.md", 5, ("- /a/four.md - Four",))


def test_an_index_loses_the_line_of_what_is_not_there() -> None:
    """Only a line that says nothing else."""
    lines = "- /b/gone.md - Gone\n- Read /a/one.md before /b/none.md.\n"
    findings = dream({**STORE, "/index.md": STORE["/index.md"] + lines})
    assert old_lines(findings) == ["- /b/gone.md - Gone"]


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
