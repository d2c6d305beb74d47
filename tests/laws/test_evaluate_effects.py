"""Programs made to deceive the evaluator of setup.py: through aliases, methods, descriptors and what was kept.

They lie in ``evaluate_programs.txt``, one after the other. Each is run by Python too, once for each way in which a
module that nobody can read may behave; what is known of it has to be what Python computes every time.
"""

from __future__ import annotations

import contextlib
import io
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from pinlint.metadata import setup_py
from pinlint.source import Source, Unreadable
from pinlint.workspace import Declared, Listing

PROGRAMS = (Path(__file__).parent / "evaluate_programs.txt").read_text(encoding="utf-8").split("-----\n")
HEAD = "from setuptools import setup\nimport mystery\n"


class Nothing:
    """A workspace of one file."""

    def read(self, path: str) -> bytes:
        raise Unreadable(path)

    def exists(self, path: str) -> bool:  # noqa: ARG002 - there is none
        return False

    def folder(self, path: str) -> bool | None:
        return path == "."


def mystery(answer: int) -> types.ModuleType:
    """A module that nobody can read."""
    module = types.ModuleType("mystery")
    answers: dict[str, Any] = {
        **dict.fromkeys(("value", "n"), answer),
        **dict.fromkeys(("flag", "x", "f"), bool(answer)),
        "a": [1],
        "l": [],
        "m": [],
        "d": {},
        "k": "a",
        "touch": lambda thing: thing,
        "key": lambda items: answer * len(items),
        "call": lambda: None,
    }
    module.__dict__.update(answers)
    return module


def computed(text: str, answer: int) -> dict[str, Any] | None:
    """What Python passes to setup(); None if it does not come so far."""
    caught: dict[str, Any] = {}
    fake, main = types.ModuleType("setuptools"), types.ModuleType("__main__")
    fake.setup = lambda **keywords: caught.update(keywords)  # type: ignore[attr-defined]
    before = {name: sys.modules.get(name) for name in ("setuptools", "mystery", "__main__")}
    sys.modules.update(setuptools=fake, mystery=mystery(answer), __main__=main)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(text, "setup.py", "exec"), main.__dict__)  # noqa: S102 - the law is about it
    except Exception:  # noqa: BLE001 - any exception of the program
        return None
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module
    return caught


def known(text: str) -> dict[str, object]:
    """What is wholly known, by the keywords of setup() and by extras."""
    raw = setup_py.read(Source("setup.py", text), Nothing())
    if raw is None:
        return {}
    given = {"version": raw.version, "python_requires": raw.requires_python, "install_requires": raw.requires}
    given |= {section.name.value: section.requires for section in raw.extras or ()}
    found: dict[str, object] = {}
    for name, value in given.items():
        if isinstance(value, Declared):
            found[name] = value.value
        elif isinstance(value, Listing) and not value.unknown:
            found[name] = [item.value for item in value]
    return found


@pytest.mark.parametrize("program", PROGRAMS, ids=[str(number) for number in range(len(PROGRAMS))])
def test_what_is_known_of_a_deceiving_program_is_what_python_computes(program: str) -> None:
    text = HEAD + program
    mine = known(text)
    runs = [run for answer in (0, 1) if (run := computed(text, answer)) is not None]
    assert runs
    for run in runs:
        real = {**run, **run.get("extras_require", {})}
        assert {name: real[name] for name in mine} == mine


def test_a_good_part_of_these_programs_is_known() -> None:
    assert sum(bool(known(HEAD + program)) for program in PROGRAMS) > len(PROGRAMS) // 4
