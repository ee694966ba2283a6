"""Which memory files a call touches, by kind of tool and by form of the command line."""

import json
from typing import Any

import pytest

from core.text import sha256
from core.transcripts.events import Event, Kind, Where
from core.transcripts.tools import tool_norm
from core.transcripts.touches import touches

S = "/mnt/memory/sre"
NOTES = "/home/ann/nötes"


def touched(tool: str, given: Any, cwd: str | None = None) -> list[str]:
    """Each touch as `verb directory path`, with `=` when the whole text is known."""
    norm, server = tool_norm(tool)
    event = Event(
        kind=Kind.TOOL_CALL,
        native_type="t",
        where=Where(0, 1, 1),
        tool=tool,
        tool_norm=norm,
        mcp_server=server,
        input=given if isinstance(given, str) else json.dumps(given),
        cwd=cwd,
    )
    return [
        f"{one.touch.value} {one.directory} {one.path}{' =' * (one.written_sha256 is not None)}"
        for one in touches(event, [NOTES])
    ]


@pytest.mark.parametrize(
    ("tool", "given", "expected"),
    [
        ("Read", {"file_path": f"{S}/a/b.md"}, [f"read {S} /a/b.md"]),
        ("Write", {"file_path": f"{S}/a.md", "content": "x"}, [f"write {S} /a.md ="]),
        ("Edit", {"file_path": f"{S}/a.md", "old_string": "x"}, [f"write {S} /a.md"]),
        ("Grep", {"pattern": "x", "path": f"{S}/"}, [f"read {S} /"]),
        ("LS", {"path": S}, [f"read {S} /"]),
        ("Read", {"file_path": f"{S}/../sre/./a.md"}, [f"read {S} /a.md"]),
        ("memory", {"command": "view", "path": "/memories"}, ["read /memories /"]),
        (
            "memory",
            {"command": "create", "path": "/memories/a.md", "file_text": "x"},
            ["write /memories /a.md ="],
        ),
        (
            "memory",
            {"command": "str_replace", "path": "/memories/a.md", "new_str": "x"},
            ["write /memories /a.md"],
        ),
        (
            "memory",
            {"command": "rename", "old_path": "/memories/a.md", "new_path": "/memories/b.md"},
            ["write /memories /a.md", "write /memories /b.md"],
        ),
        ("memory", {"command": "delete", "path": "/memories/a.md"}, ["write /memories /a.md"]),
        ("Read", {"file_path": f"{NOTES}/a.md"}, [f"read {NOTES} /a.md"]),
        (
            "apply_patch",
            {"input": f"*** Begin Patch\n*** Update File: {S}/a.md\n*** Add File: /w/b\n"},
            [f"write {S} /a.md"],
        ),
        ("mcp__files__fetch", {"deep": [{"uri": f"{S}/a.md"}]}, [f"possible {S} /a.md"]),
        # Near misses.
        ("Read", {"file_path": "/mnt/memory"}, []),
        ("Read", {"file_path": "/mnt/memories/sre/a.md"}, []),
        ("Read", {"file_path": "/work/memories/a.md"}, []),
        ("Read", {"file_path": "/memories.md"}, []),
        ("Read", {"file_path": f"{S}/../../etc/passwd"}, []),
        ("Read", {"file_path": "/home/ann/nötes-old/a.md"}, []),
        ("Write", {"file_path": "/w/a.md", "content": f"see {S}/a.md"}, []),
        ("Read", "no json", []),
        ("Read", {"file_path": [f"{S}/a.md"]}, []),
        ("Task", {"prompt": f"Read {S}/a.md and tell"}, []),
    ],
)
def test_tools_that_say_what_they_do(tool: str, given: Any, expected: list[str]) -> None:
    """Whatever the agent calls them; text that only mentions a file touches nothing."""
    assert touched(tool, given) == expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (f"cat {S}/a.md", [f"read {S} /a.md"]),
        (f"cat '{S}/a b.md'", [f"read {S} /a b.md"]),
        (f"cat {S}/a.md | grep x", [f"read {S} /a.md"]),
        (f"grep -rn 'CPU spike' {S}", [f"read {S} /"]),
        (f"rg -e x {S}/a.md", [f"read {S} /a.md"]),
        (f"ls -la {S}/ {S}/x/", [f"read {S} /", f"read {S} /x/"]),
        (f"head -n 5 < {S}/a.md", [f"read {S} /a.md"]),
        (f"sed -n 1,5p {S}/a.md", [f"read {S} /a.md"]),
        (f"sed -i s/a/b/ {S}/a.md", [f"write {S} /a.md"]),
        (f"sed -i.bak -e s/a/b/ {S}/a.md", [f"write {S} /a.md"]),
        (f"echo x > {S}/a.md", [f"write {S} /a.md"]),
        (f"echo x >> {S}/a.md", [f"write {S} /a.md"]),
        (f"echo x | tee -a {S}/a.md", [f"write {S} /a.md"]),
        (f"make 2> {S}/err.log", [f"write {S} /err.log"]),
        (f"cat > {S}/a.md <<'EOF'\nCPU\nEOF\n", [f"write {S} /a.md ="]),
        (f"cat <<EOF >> {S}/a.md\nCPU\nEOF", [f"write {S} /a.md"]),
        (f"rm -f {S}/a.md", [f"write {S} /a.md"]),
        (f"mv {S}/a.md {S}/b.md", [f"write {S} /a.md", f"write {S} /b.md"]),
        (f"cp {S}/a.md /tmp/x", [f"read {S} /a.md"]),
        (f"cp /tmp/x {S}/a.md", [f"write {S} /a.md"]),
        (f"cd {S} && cat a.md > b.md", [f"write {S} /b.md", f"read {S} /a.md"]),
        (f"cat {S}/*.md", [f"read {S} /"]),
        (f"test -f {S}/a.md && echo yes", [f"read {S} /a.md"]),
        (f"sudo cat {S}/a.md", [f"read {S} /a.md"]),
        (f"find {S} -name '*.md'", [f"read {S} /"]),
        (f"find {S} -name '*.md' -delete", [f"possible {S} /"]),
        (f"python3 -c \"open('{S}/a.md').write('x')\"", [f"possible {S} /a.md"]),
        (f"python3 fix.py {S}/a.md", [f"possible {S} /a.md"]),
        ("cat /memories/a.md", ["read /memories /a.md"]),
        # Near misses.
        ("cat /work/memories/a.md", []),
        ("cat ./memories/a.md ~/memories/b.md", []),
        ("curl https://api.test/memories/17", []),
        ("cat /memories2/a.md /memories-old/b.md", []),
        ("ls /mnt/memory-backup/x", []),
        ("echo hi > /dev/null 2>&1", []),
    ],
)
def test_command_lines(command: str, expected: list[str]) -> None:
    """As far as they are plain; what only names a file is possible, and no more."""
    assert sorted(touched("Bash", {"command": command})) == sorted(expected)


@pytest.mark.parametrize(
    ("command", "cwd", "expected"),
    [
        ("cat a.md", S, [f"read {S} /a.md"]),
        ("cat a.md", f"{S}/alerts", [f"read {S} /alerts/a.md"]),
        ("cat ../a.md", f"{S}/alerts", [f"read {S} /a.md"]),
        ("cat a.md", "/work", []),
        ("cat a.md", f"{S}-old", [f"read {S}-old /a.md"]),
        ("cat memories/a.md", None, []),
        ("cat /etc/passwd", S, []),
    ],
)
def test_names_are_taken_from_where_the_agent_stands(
    command: str, cwd: str | None, expected: list[str]
) -> None:
    """Also in a folder below the store."""
    assert touched("Bash", {"command": command}, cwd) == expected


def test_the_hash_of_a_whole_text_is_that_of_the_memory() -> None:
    """A here-document ends with its last line end; a lone surrogate becomes a question mark."""
    given = {"command": f"cat > {S}/a.md <<'EOF'\nCPU é\nEOF\n"}
    event = Event(
        kind=Kind.TOOL_CALL,
        native_type="t",
        where=Where(0, 1, 1),
        tool_norm=tool_norm("Bash")[0],
        input=json.dumps(given),
    )
    assert touches(event)[0].written_sha256 == sha256("CPU é\n")


def test_an_endless_list_is_about_the_folder() -> None:
    """So many files of one call, and no more."""
    names = " ".join(f"{S}/{number}.md" for number in range(500))
    assert len(touched("Bash", {"command": f"cat {names}"})) == 50
