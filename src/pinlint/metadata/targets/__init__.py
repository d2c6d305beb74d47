"""Settings of tools that name a Python: each file by the reader of its tool, which its name tells.

What cannot be read or parsed sets what is unknown: only its own tool would say what is wrong with it.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

import tomli

from pinlint.metadata.raw import Malformed
from pinlint.metadata.targets import docker, files, tables, tox
from pinlint.source import Span, Unreadable, decode
from pinlint.workspace.companion import WORKFLOWS
from pinlint.workspace.targets import Target, Use
from pinlint.workspace.values import Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pinlint.source import Files, Place, Source

    Reader = Callable[[Source], Iterable[Target]]

_YAML = (".yml", ".yaml")
_ELSEWHERE = (
    ".circleci/config.yml",
    ".cirrus.yml",
    ".travis.yml",
    ".zuul.yaml",
    "Jenkinsfile",
    "appveyor.yml",
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
)
"""Services that may test on further Pythons, and are not read."""
_SETUP_CFG = ("[mypy]", "[tox:tox]")


def read(paths: Iterable[str], access: Files) -> Iterator[Target]:
    """What the files of tools set, setup.cfg among them, and that there are others beside them which are not read."""
    tested: dict[str, None] = {}
    for path in paths:
        reader = _reader(path)
        if reader is not None:
            try:
                found = tuple(reader(decode(path, access.read(path))))
            except (Malformed, Unreadable, UnicodeDecodeError):
                found = (_unread(path, "cannot be read"),)
            yield from found
            tested.update((target.folder, None) for target in found if target.use is Use.RUNS)
    for folder in tested:
        for path in (posixpath.normpath(posixpath.join(folder, name)) for name in _ELSEWHERE):
            if access.exists(path):
                yield _unread(path, "is not read")


def of_pyproject(parsed: dict[str, Any], source: Source) -> Iterator[Target]:
    """What the tables below ``[tool]`` of a pyproject.toml set."""
    tools = parsed.get("tool")
    if isinstance(tools, dict):
        yield from tables.read(tools, source)


def _unread(path: str, why: str) -> Target:
    """A file that may name any Python."""
    folder = path.rpartition("/")[0].removesuffix("/".join(WORKFLOWS)).rstrip("/") or "."
    unknown = Unknown(f"{path.rpartition('/')[2]} {why}", Span(path, 0, 0))
    return Target(tool=path, setting="", use=Use.RUNS, path=path, folder=folder, pythons=Listing(unknown=(unknown,)))


def _reader(path: str) -> Reader | None:
    """The reader of a file; those that few workspaces need, and that cost much to import, are named in functions."""
    name = path.rpartition("/")[2]
    if name.endswith(_YAML):
        return _yaml
    if name.startswith(("Dockerfile", "Containerfile")) or name.endswith(".Dockerfile"):
        return docker.read
    return _READERS.get(name)


def _yaml(source: Source) -> Iterable[Target]:
    """What a file in YAML sets."""
    name = source.path.rpartition("/")[2]
    if name == ".pre-commit-config.yaml":
        from pinlint.metadata.targets import services  # noqa: PLC0415 - the parser of YAML is for who has YAML

        return services.pre_commit(source) if "-plus" in source.text else ()
    if "python" not in source.text.lower() and "CIBW_" not in source.text:
        return ()  # the workflows of other languages need no parser
    if name.startswith(".readthedocs."):
        from pinlint.metadata.targets import services  # noqa: PLC0415 - the same

        return services.read_the_docs(source)
    if name == ".gitlab-ci.yml":
        from pinlint.metadata.targets import gitlab  # noqa: PLC0415 - the same

        return gitlab.read(source)
    from pinlint.metadata.targets import github  # noqa: PLC0415 - the same

    return github.read(source)


def _nox(source: Source) -> Iterable[Target]:
    from pinlint.metadata.targets import nox  # noqa: PLC0415 - ast is only paid for where there is a noxfile.py

    return nox.read(source)


def _tox(source: Source, section: str = "tox") -> Iterable[Target]:
    def place(start: int, end: int) -> Place:
        return Span(source.path, start, end)

    return tox.read_ini(source.text, source.path, place, section)


def _setup_cfg(source: Source) -> Iterator[Target]:
    if any(mark in source.text for mark in _SETUP_CFG):
        yield from _tox(source, "tox:tox")
        yield from files.mypy(source)


def _ruff(source: Source) -> Iterator[Target]:
    yield tables.ruff(_toml(source), source.path)


def _pylint(source: Source) -> Iterable[Target]:
    return tables.read({"pylint": (_toml(source).get("tool") or {}).get("pylint")}, source)


def _toml(source: Source) -> dict[str, Any]:
    try:
        return tomli.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise Malformed("is not valid TOML", Span(source.path, 0, 0)) from error


_READERS: dict[str, Reader] = {
    ".mypy.ini": files.mypy,
    ".pylintrc": files.pylintrc,
    ".pylintrc.toml": _pylint,
    ".python-version": files.python_version,
    ".ruff.toml": _ruff,
    "mypy.ini": files.mypy,
    "noxfile.py": _nox,
    "pylintrc": files.pylintrc,
    "pylintrc.toml": _pylint,
    "pyrightconfig.json": files.pyright,
    "ruff.toml": _ruff,
    "setup.cfg": _setup_cfg,
    "tox.ini": _tox,
    "tox.toml": lambda source: tox.read_toml(_toml(source), source.path),
}
