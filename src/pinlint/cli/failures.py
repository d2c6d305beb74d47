"""What went wrong, as one sentence and an exit status."""

from __future__ import annotations

import errno
from dataclasses import dataclass

import click

from pinlint.report.text import plain

UNABLE = 2
INTERRUPTED = 130
"""128 and the number of SIGINT, as shells count."""


class Failure(Exception):  # noqa: N818 - it names the state of a run
    """The work could not be done; ``str()`` is one sentence: what happened, where, what to do."""


class InternalError(Exception):
    """Something else than was foreseen, raised from it; ``verbose`` asks for the traceback."""

    def __init__(self, *, verbose: bool) -> None:
        super().__init__()
        self.verbose = verbose


@dataclass(frozen=True, slots=True)
class Explained:
    """What to print and how to exit."""

    text: str
    status: int = UNABLE


def explain(error: BaseException) -> Explained:
    """The sentence about an exception that ended the run."""
    # Only a failure needs them.
    from pinlint.config import ConfigError  # noqa: PLC0415 - see above
    from pinlint.engine import UnknownRule  # noqa: PLC0415 - see above

    if isinstance(error, KeyboardInterrupt | click.Abort):
        return Explained("pinlint: interrupted\n", INTERRUPTED)
    if isinstance(error, click.ClickException):
        return Explained(_usage(error))
    if isinstance(error, Failure | ConfigError | UnknownRule):
        return Explained(f"pinlint: {plain(str(error))}\n")
    if isinstance(error, OSError):
        where = f"{plain(str(error.filename))}: " if error.filename is not None else ""
        remedy = "name a shorter path" if error.errno == errno.ENAMETOOLONG else "make it accessible and try again"
        return Explained(f"pinlint: {where}{plain(error.strerror or str(error))}; {remedy}\n")
    return Explained(_internal(error))


def _usage(error: click.ClickException) -> str:
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "pinlint"
    message = plain(error.message).rstrip(".")
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities
        message = f"there is no option {plain(error.option_name)}" + (f"; did you mean {near[0]}?" if near else "")
    elif isinstance(error, click.BadParameter):
        message = plain(error.format_message()).rstrip(".")
    return f"{command}: {message[:1].lower()}{message[1:]}; see '{command} --help'\n"


def _internal(error: BaseException) -> str:
    cause = error.__cause__ if isinstance(error, InternalError) and error.__cause__ else error
    # Whoever reads a file or asks a rule adds a note (PEP 678) with its name to what it did not expect.
    notes = getattr(cause, "__notes__", ())
    where = "".join(f", {note}" for note in notes)
    whose = "that rule" if any(_is_of_another(note) for note in notes) else "pinlint"
    message = f"internal error: {type(cause).__name__}: {cause}{where}; this is a bug in {whose}, please report it"
    if not (isinstance(error, InternalError) and error.verbose):
        return f"pinlint: {plain(message)} with what -v shows\n"
    # Only a bug needs it.
    from traceback import format_exception  # noqa: PLC0415 - see above

    trace = "\n".join(plain(line) for line in "".join(format_exception(cause)).splitlines())
    return f"{trace}\npinlint: {plain(message)}\n"


def _is_of_another(note: str) -> bool:
    """Whether the note names a rule that another distribution brings."""
    asked = note.removeprefix("while asking ")
    return asked != note and not asked.startswith("PIN")
