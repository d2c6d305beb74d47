"""The two streams: what is written to them never raises for want of a reader, a terminal or an encoding."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING

from pinlint.cli.failures import Failure

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO


def prepare() -> None:
    """Let both streams write what their encoding lacks as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def out(text: str | bytes, file: Path | None = None) -> None:
    """Write a result to standard output, or to a file (UTF-8); bytes as they are. Raises Failure."""
    try:
        if isinstance(text, bytes):
            _write_bytes(text, file)
        elif file is not None:
            file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        else:
            _write(sys.stdout, text)
    except OSError as error:
        name = file or "standard output"
        raise Failure(
            f"cannot write to {name}: {error.strerror}; the results are incomplete; {_remedy(error)}"
        ) from error


def _remedy(error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "name a file in a folder that exists"
    if isinstance(error, IsADirectoryError):
        return "name a file, not a folder"
    if error.errno == errno.ENAMETOOLONG:
        return "name a shorter path"
    return "make room and try again" if error.errno == errno.ENOSPC else "make it writable and try again"


def err(text: str) -> None:
    """Write to standard error what is not a result. Where that fails nobody is left to be told."""
    try:
        _write(sys.stderr, text)
    except OSError:
        _forget(sys.stderr)


def colored(choice: str, stream: TextIO | None) -> bool:
    """Whether to colour what goes to a stream.

    ``always`` and ``never`` decide; for ``auto`` NO_COLOR (no-color.org), then FORCE_COLOR (force-color.org), each
    when set and not empty, in the order in which Python itself asks them; then whether the stream is a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def _write_bytes(data: bytes, file: Path | None) -> None:
    if file is not None:
        file.write_bytes(data)
        return
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        try:
            stream.flush()
            stream.buffer.write(data)
            stream.buffer.flush()
        except BrokenPipeError:
            _forget(stream)
    else:
        _write(stream, data.decode("utf-8", "backslashreplace"))


def _write(stream: TextIO | None, text: str) -> None:
    # None: the process was started with the stream closed.
    if stream is None or not text:
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; that changes nothing about the status.
        _forget(stream)


def _forget(stream: TextIO) -> None:
    """Send what is left in the buffer nowhere, so that the end of the process does not fail on it."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, stream.fileno())
        os.close(sink)
    except (OSError, ValueError):
        pass
