"""
Where the program starts: `memtui`, or `python -m memtui`.
"""

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; without a command, the app."""
    try:
        from memtui.cli.run import complete, run

        if "_MEMTUI_COMPLETE" in os.environ:
            complete()
        return run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        return 130  # as a shell reports SIGINT; it came before anything had begun


if __name__ == "__main__":
    sys.exit(main())
