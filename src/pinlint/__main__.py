"""``python -m pinlint``."""

import sys

if __name__ == "__main__":
    # `python -m` puts the current folder first, so that a click.py in what is checked would be run.
    if not sys.flags.safe_path:
        del sys.path[0]

    from pinlint.cli import main

    main()
