"""
Install the built wheel into a new environment, and run the demo from an empty folder.

    python tests/packaging/fresh_install.py

Apart from the suite, since it fetches every dependency anew.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
COUNTS = {"stores", "memories", "versions", "writes", "conflicts", "agents"}


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command, show what went wrong, and give what it printed."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Build, install, run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", folder / "dist", cwd=ROOT)
        (wheel,) = (folder / "dist").glob("*.whl")
        venv.create(folder / "env", with_pip=True)
        python = folder / "env" / "bin" / "python"
        constraints = ROOT / "constraints.txt"
        run(python, "-m", "pip", "install", "-q", "-c", constraints, wheel, cwd=folder)
        empty = folder / "empty"
        empty.mkdir()
        memtui = folder / "env" / "bin" / "memtui"
        printed = run(memtui, "demo", "--headless", "--seconds", "3", "--json", cwd=empty)
        counts = json.loads(printed)
        assert set(counts) >= COUNTS, counts
        assert counts["writes"] > 0, counts
        print(f"the wheel runs by itself: {counts}")


if __name__ == "__main__":
    main()
