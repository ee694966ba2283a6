"""The wheel: what it brings, and that it works where nothing of the checkout is."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """A folder with the wheel's files in it, as an installer lays them out."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(folder: Path, where: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run the installed program in an empty folder; the files in `folder` come first."""
    return subprocess.run(
        [sys.executable, "-m", "memtui", *arguments],
        cwd=where,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_brings_two_packages_and_nothing_else(wheel):
    """Its top-level names are exactly `memtui` and `core`."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name.split("/")[0] for name in archive.namelist()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"memtui", "core"}


def test_the_wheel_brings_types_the_sample_and_the_style_sheet(installed):
    """What is read at run time, or by type checkers, is in it."""
    for name in (
        "core/py.typed",
        "memtui/py.typed",
        "memtui/app.tcss",
        "memtui/sample_stores/sre/scenario.toml",
        "memtui/sample_stores/sre/working-memory/index.md",
    ):
        assert (installed / name).is_file(), name


def test_the_installed_demo_runs_in_an_empty_folder(installed, tmp_path):
    """It finds its sample inside the package, and leaves the folder as it was."""
    done = run(installed, tmp_path, "demo", "--headless", "--seconds", "3", "--json")
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert set(counts) == {"stores", "memories", "versions", "writes", "conflicts", "agents"}
    assert all(isinstance(count, int) for count in counts.values())
    assert counts["writes"] > 0
    assert list(tmp_path.iterdir()) == []


def test_another_core_in_the_environment_is_named(installed, tmp_path):
    """Instead of a traceback there is a sentence that says what to do."""
    foreign = tmp_path / "site" / "core"
    foreign.mkdir(parents=True)
    (foreign / "__init__.py").write_text("hello = 1\n", encoding="utf-8")
    (foreign.parent / "memtui").symlink_to(installed / "memtui")
    done = run(foreign.parent, tmp_path, "status")
    assert done.returncode == 1
    assert "named 'core'" in done.stderr
    assert "Traceback" not in done.stderr
