"""Programs of the shapes that setup.py files have: what the evaluator says is known is what Python computes.

They lie in ``setup_programs.txt``, one after the other; one of more files as ``-- path --`` headers with their texts.
Where one does not call setup(), the version is what ``v`` is at its end.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import types
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pinlint.metadata import setup_py
from pinlint.metadata.evaluate.fields import requirement_lines
from pinlint.source import Source
from pinlint.testing import Texts, parse_workspace
from pinlint.workspace import Declared, Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = (Path(__file__).parent / "setup_programs.txt").read_text(encoding="utf-8").split("\n-----\n")
TEXTS = {"name": "name", "version": "version", "python_requires": "requires_python", "license": "license"}


def workspace(program: str) -> dict[str, str]:
    """The files of a program, setup.py among them."""
    files = parse_workspace(program) if program.startswith("-- ") else {"setup.py": program}
    if "setup(" not in files["setup.py"]:
        files["setup.py"] += "\nsetup(version=v)\n"
    if "import setup" not in files["setup.py"]:
        files["setup.py"] = "from setuptools import setup\n" + files["setup.py"]
    return files


@contextlib.contextmanager
def as_setup_py(folder: Path) -> Iterator[tuple[types.ModuleType, dict[str, Any]]]:
    """The module in which setup.py of a folder is run, and what it passes to setup()."""
    caught: dict[str, Any] = {}
    fake, main = types.ModuleType("setuptools"), types.ModuleType("__main__")
    fake.setup = lambda **keywords: caught.update(keywords)  # type: ignore[attr-defined]
    main.__file__ = str(folder / "setup.py")
    modules, path, here, environment = dict(sys.modules), list(sys.path), Path.cwd(), dict(os.environ)
    sys.modules.update(setuptools=fake, __main__=main)
    sys.path.insert(0, str(folder))
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield main, caught
    finally:
        os.chdir(here)
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)
        for name in set(sys.modules) - set(modules):
            del sys.modules[name]
        sys.modules.update(modules)


def computed(files: dict[str, str], folder: Path) -> dict[str, Any]:
    """What Python passes to setup()."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    with as_setup_py(folder) as (main, caught):
        exec(compile(files["setup.py"], main.__dict__["__file__"], "exec"), main.__dict__)  # noqa: S102 - our own
    return caught


def known(files: dict[str, str]) -> dict[str, object]:
    """What is wholly known, by the keywords of setup(); extras by ``extra`` and their names."""
    raw = setup_py.read(Source("setup.py", files["setup.py"]), Texts(files))
    assert raw is not None
    found: dict[str, object] = {}
    for name, attribute in TEXTS.items():
        value = getattr(raw, attribute)
        if value is None or isinstance(value, Declared):
            found[name] = None if value is None else value.value
    lists: list[tuple[str, Listing[Declared[str]] | None]] = [
        ("install_requires", raw.requires),
        ("classifiers", raw.classifiers),
        *((f"extra {section.name.value}", section.requires) for section in raw.extras or ()),
    ]
    for name, listing in lists:
        if isinstance(listing, Listing) and not listing.unknown:
            found[name] = sorted(item.value for item in listing)
    if raw.extras is not None and not raw.extras.unknown:
        found["extras"] = sorted(section.name.value for section in raw.extras)
    return found


def strings(value: Any) -> list[str]:  # noqa: ANN401 - of any keyword
    """The lines of a string, or of the strings in a list, in order."""
    items = [value] if isinstance(value, str) else list(value)
    return sorted(line for item in items for line in requirement_lines(item))


def real(caught: dict[str, Any]) -> dict[str, object]:
    """What Python passes to setup(), in the words of ``known``."""
    extras = caught.get("extras_require", {})
    lists = {name: caught[name] for name in ("install_requires", "classifiers") if name in caught}
    lists |= {f"extra {name}": requires for name, requires in extras.items()}
    return {
        **{name: caught.get(name) for name in TEXTS},
        **{name: strings(value) for name, value in lists.items()},
        "extras": sorted(extras),
    }


@pytest.mark.parametrize("program", PROGRAMS, ids=[str(number) for number in range(len(PROGRAMS))])
def test_what_is_known_of_a_program_is_what_python_computes(program: str, tmp_path: Path) -> None:
    files = workspace(program)
    mine, theirs = known(files), real(computed(files, tmp_path))
    assert {name: theirs.get(name) for name in mine} == mine


def test_most_of_these_programs_are_known() -> None:
    wholly = [program for program in PROGRAMS if known(workspace(program)).get("version") is not None]
    assert len(wholly) > len(PROGRAMS) * 3 // 5
