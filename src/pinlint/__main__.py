"""``python -m pinlint``."""

import os
import sys

if __name__ == "__main__":
    # `python -m` puts the current folder first, so that a click.py in what is checked would be run.
    if not sys.flags.safe_path and sys.path[0] == os.getcwd():  # noqa: PTH109 - the string that Python put there
        del sys.path[0]

    from pinlint.cli import main

    main()
