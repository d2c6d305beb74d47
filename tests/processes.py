"""Processes of their own for what a test does: as another user than the administrator, or killed on the way."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from types import FrameType

_NOBODY = 65534
_T = TypeVar("_T")

administrator = hasattr(os, "geteuid") and os.geteuid() == 0


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter and write into, which those of the tests are not."""
    made = Path(tempfile.mkdtemp()).resolve()
    made.chmod(0o777)
    yield made
    shutil.rmtree(made)


def as_user(act: Callable[[], _T], user: int = _NOBODY, groups: Collection[int] = ()) -> _T:
    """What an action gives that is done by somebody who may not do everything: the user, or who runs the tests.

    What it imports has to be imported already: the files of the interpreter may not be that user's to read.
    """
    if not administrator:
        return act()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups(list(groups))
            os.setgid(user)
            os.setuid(user)
            answer: tuple[bool, object] = True, act()
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is raised where the test sees it
            answer = False, error
        with os.fdopen(writer, "wb") as out:
            pickle.dump(answer, out)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answers:
        data = answers.read()
    os.waitpid(child, 0)
    done, found = pickle.loads(data)  # noqa: S301 - it is ours
    if not done:
        raise found
    return found  # type: ignore[no-any-return]


def is_killed(act: Callable[[], object], step: int, files: Collection[str]) -> bool:
    """Whether an action was killed before so many lines of the files were run that it would have been done."""
    child = os.fork()
    if child == 0:
        left = step

        def trace(frame: FrameType, event: str, _: object) -> object:
            nonlocal left
            if frame.f_code.co_filename not in files:
                return None
            if event == "line":
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1
            return trace

        sys.settrace(trace)  # type: ignore[arg-type]
        try:
            act()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
