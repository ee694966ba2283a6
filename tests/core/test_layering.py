"""Who may import whom, what the library never does, and what `import core` never loads."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import core

ROOT = Path(core.__file__).parents[1]
MODULES = sorted((ROOT / "core").rglob("*.py"))

PURE = {
    "actors",
    "blame",
    "diff",
    "errors",
    "forgetting/masking",
    "ids",
    "labels",
    "limits",
    "merge",
    "paths",
    "reading/filters",
    "reading/pages",
    "records/origins",
    "text",
    "texts/align",
    "texts/blocks",
    "texts/edits",
    "texts/merge_align",
    "texts/merge_parts",
    "texts/myers",
    "texts/words",
    "times",
}
"""Modules that only compute: the standard library, rapidfuzz and each other."""

NO_INPUT_OR_OUTPUT = {
    "os",
    "io",
    "pathlib",
    "socket",
    "subprocess",
    "tempfile",
    "shutil",
    "asyncio",
}

MAY_OPEN_FILES = {
    "doors/mount/ledger",
    "doors/mount/root",
    "doors/mount/writing",
    "dreams/alive",
    "forgetting/purge",
    "moving/folders",
    "moving/transfer",
    "storage/files",
    "storage/gate",
    "storage/rescue",
}
"""Everything else reaches the disk through SQLite, or not at all; `rescue` makes a copy."""


def name_of(module: Path) -> str:
    """`memories`, or `transcripts/stream`."""
    return str(module.relative_to(ROOT / "core").with_suffix(""))


def nodes(module: Path) -> Iterator[ast.AST]:
    """Everything in a module's source."""
    return ast.walk(ast.parse(module.read_text(encoding="utf-8")))


# What is kept is what is asked for: the nodes of all modules are a million objects.
@cache
def imports(module: Path) -> frozenset[str]:
    """The full names of what a module imports, also inside of functions."""
    found: set[str] = set()
    for node in nodes(module):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found.update(names if node.module == "core" else [str(node.module)])
    return frozenset(found)


@cache
def calls(module: Path) -> frozenset[str]:
    """What a module calls, as it is written: `open`, `os.open`, `print`."""
    return frozenset(ast.unparse(node.func) for node in nodes(module) if isinstance(node, ast.Call))


def test_the_import_rules_hold() -> None:
    """The contracts in `pyproject.toml`, read by import-linter."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("name", sorted(PURE))
def test_a_pure_module_imports_nothing_that_acts(name: str) -> None:
    """Other pure modules, rapidfuzz, and the parts of the standard library that compute."""
    for imported in imports(ROOT / "core" / f"{name}.py"):
        package, _, rest = imported.partition(".")
        if package == "core":
            assert rest.replace(".", "/") in PURE, f"{name} imports {imported}"
        else:
            assert package == "rapidfuzz" or package in sys.stdlib_module_names
            assert package not in NO_INPUT_OR_OUTPUT, f"{name} imports {imported}"


def test_only_one_module_opens_the_database() -> None:
    """`core.storage.opening` connects, nobody else; and nobody else names the SQLite modules."""
    for module in MODULES:
        name = name_of(module)
        connects = {call for call in calls(module) if call.split(".")[-1] == "connect"}
        assert not connects or name == "storage/opening", f"{name} calls {connects}"
        sqlite = imports(module) & {"sqlite3", "pysqlite3"}
        assert not sqlite or name == "storage/sqlite", f"{name} imports {sqlite}"


def test_only_a_few_modules_open_files() -> None:
    """Closing a descriptor of the workspace file would drop SQLite's locks on it."""
    opening = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "copy", "copyfile"}
    for module in MODULES:
        name = name_of(module)
        if name in MAY_OPEN_FILES or name.startswith("transcripts/"):
            continue
        found = {
            call
            for call in calls(module)
            if call.split(".")[-1] in opening
            and call not in ("Workspace.open", "dict.copy")
            and not call.startswith(("sqlite3.", "cls."))
        }
        assert not found, f"{name} calls {found}"


def test_the_measure_of_dreamers_and_the_dreamers_do_not_know_each_other() -> None:
    """Neither may be made to fit the other: they share what goes in and what comes out."""
    shared = ("core.dreams.bench", "core.dreams.inputs", "core.dreams.proposal", "core.transcripts")
    for module in MODULES:
        known = {name for name in imports(module) if name.startswith("core.")}
        if name_of(module).startswith("dreams/bench/"):
            assert all(name.startswith(shared) for name in known), module
        else:
            assert not any(name.startswith("core.dreams.bench") for name in known), module


def test_the_library_asks_the_system_for_nothing_by_itself() -> None:
    """No prints, no environment, no wall clock but the one that is handed in."""
    for module in MODULES:
        name = name_of(module)
        read = {ast.unparse(node) for node in nodes(module) if isinstance(node, ast.Attribute)}
        assert not {"os.environ", "os.getenv", "os.environb"} & read, name
        clocks = {"datetime.now", "datetime.utcnow", "time.time", "date.today"} & calls(module)
        assert not clocks or name == "times", f"{name} calls {clocks}"
        assert not {"print", "input", "breakpoint", "exit"} & calls(module), name


def loaded_by(program: str) -> set[str]:
    """The top-level modules that a program has loaded at its end."""
    run = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in run.stdout.split()}


HEAVY = {
    "anthropic",
    "click",
    "mcp",
    "memtui",
    "platformdirs",
    "rich",
    "sqlite_utils",
    "starlette",
    "textual",
    "uvicorn",
    "watchfiles",
}


def test_importing_the_library_loads_no_interface_and_no_network() -> None:
    """Nor what only a new file needs; asyncio comes with the first call that awaits."""
    assert not loaded_by("import core") & (HEAVY | {"asyncio", "http", "ssl"})
    everything = ", ".join(
        "core." + name_of(module).replace("/", ".")
        for module in MODULES
        if len(module.relative_to(ROOT / "core").parts) < 3
    )
    assert not loaded_by(f"import {everything}".replace("core.__init__", "core")) & HEAVY


def test_a_current_workspace_opens_without_the_migration_tool(tmp_path: Path) -> None:
    """It takes longer to import than everything else together."""
    program = (
        "from core import Workspace\n"
        f"with Workspace.open({str(tmp_path / 'a.db')!r}) as ws:\n"
        "    store = ws.stores.create('x')\n"
        "    ws.memories.create(store.id, '/a', 'walrus')\n"
        "    assert ws.search('walrus')\n"
    )
    assert "sqlite_utils" in loaded_by(program)
    assert not loaded_by(program) & HEAVY


def test_the_library_says_whose_it_is() -> None:
    """Other distributions also install a package of that name."""
    assert core.PART_OF == "memtui"
    for name in core.__all__:
        assert hasattr(core, name)


WATCHED = """
import os, sys
opened = []
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
from pathlib import Path
from core import Workspace, CoreError
file = Path(sys.argv[1])
with Workspace.open(file) as ws:
    store = ws.stores.create("x")
    memory = ws.memories.create(store.id, "/a", "walrus")
    ws.memories.update(memory.id, content="two")
    ws.search("walrus", history=True)
    ws.redact().version(memory.memory_version_id)
    ws.redact().text("walrus")
    ws.examine()
    ws.transfer.export_store(store.id, file.parent / "out")
    ws.transfer.import_folder(file.parent)
    with Workspace.open(file) as other, Workspace.open(file, read_only=True) as reader:
        other.memories.update(memory.id, content="three")
        list(reader.changes())
own = {f"{file.name}{end}" for end in ("", "-wal", "-shm", "-journal")}
print([name for name in opened if os.path.basename(name) in own])
"""


def test_nothing_but_sqlite_opens_the_file(tmp_path: Path) -> None:
    """Seen from inside the interpreter, over a life with redaction, doctor, export and import."""
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, str(tmp_path / "team.db")],
        capture_output=True,
        text=True,
        check=True,
    )
    # Once, to create it: nobody can have it open then.
    assert run.stdout.strip() == repr([str(tmp_path / "team.db")])
