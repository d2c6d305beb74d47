"""The command line: the only place that prints, exits, and knows which rules ship."""

import gc
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line of this process and end it."""
    # What a run imports and reads lives until it ends, and collecting it in between costs a quarter of a large one.
    gc.disable()
    from pinlint.cli.commands import run  # noqa: PLC0415 - see above

    status = run()
    # Python collects once more before it ends, and leaves out what is frozen.
    gc.freeze()
    sys.exit(status)
