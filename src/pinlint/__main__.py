"""``python -m pinlint``."""

import sys
from pathlib import Path


def without_the_current_folder() -> None:
    """Take what ``python -m`` puts first off the import path, so that a click.py in what is checked is not run.

    Python puts nothing there under ``-P`` and where the current folder is gone; what is first is then someone else's.
    """
    if sys.flags.safe_path:
        return
    try:
        here = str(Path.cwd())
    except OSError:
        return
    if sys.path[0] == here:
        del sys.path[0]


if __name__ == "__main__":
    without_the_current_folder()

    from pinlint.cli import main

    main()
