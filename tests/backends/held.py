"""What pinlint reads of a tree, and what a backend wrote of it, in the same canonical words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from pinlint.discover import find
from pinlint.metadata import core_metadata, fields, reading
from pinlint.sets.conditions import equivalent
from pinlint.sets.specifiers import is_equal
from pinlint.source import Source
from pinlint.testing import parse_workspace
from pinlint.workspace import Declared, Listing, Requirement, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pinlint.workspace import Facts

BUILD = Path(__file__).with_name("metadata_of.py")
PYTHON = os.environ.get("PINLINT_BACKENDS_PYTHON", sys.executable)
TOLD = "7.7.0"
FIELDS = ("title", "version", "requires_python", "core", "optional", "extras", "classifiers", "license")


@dataclass(frozen=True)
class Case:
    """A project as files, and the fields that cannot be known without building it, with a part of the reason."""

    name: str
    files: str
    unknown: dict[str, str] = field(default_factory=dict)
    folder: str = ""
    refused: bool = False
    """Whether the backend builds no such project."""

    def write(self, top: Path) -> Path:
        for path, text in parse_workspace(self.files).items():
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).write_text(text, encoding="utf-8")
        return top / self.folder


def build(backend: str, folders: Iterable[Path]) -> list[Any]:
    """The Core Metadata of each project, written by the backend itself, which is started in the first of them."""
    folders = list(folders)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SETUPTOOLS_SCM", "VCS_VERSIONING", "PYTHON", "COVERAGE"))
    }
    environment["PATH"] = os.pathsep.join([str(Path(PYTHON).parent), environment.get("PATH", "")])
    environment["SETUPTOOLS_SCM_PRETEND_VERSION"] = TOLD
    environment["UV_DYNAMIC_VERSIONING_BYPASS"] = TOLD
    environment["PDM_BUILD_SCM_VERSION"] = TOLD
    environment["POETRY_DYNAMIC_VERSIONING_BYPASS"] = TOLD
    done = subprocess.run(
        [PYTHON, "-X", "utf8", str(BUILD), backend],
        input=json.dumps([str(folder) for folder in folders]),
        capture_output=True,
        text=True,
        check=False,
        cwd=folders[0],
        env=environment,
    )
    assert done.returncode == 0, f"{backend} cannot be run by {PYTHON}:\n{done.stderr[-2000:]}"
    answers: list[Any] = json.loads(done.stdout)
    return answers


def read(top: Path, folder: str = "") -> Facts:
    """The member that pinlint finds in the folder."""
    found = find(top, [top])
    members = {member.path: member for member in reading.read(found.candidates, found.files).members}
    return members[folder or "."]


def written(metadata: str) -> Facts:
    """Core Metadata as values."""
    return fields.parse(core_metadata.read(Source("METADATA", metadata)))[0]


def differences(ours: Facts, theirs: Facts, unknown: dict[str, str]) -> list[str]:
    """Where pinlint is wrong, does not know what it should, or knows what it should not."""
    found = []
    for name in FIELDS:
        read, real = stated(ours, name), stated(theirs, name)
        reasons = reasons_of(read)
        if reasons and name in unknown:
            if unknown[name] not in " ".join(reasons):
                found.append(f"{name}: unknown because {reasons}, not because {unknown[name]}")
        elif reasons:
            found.append(f"{name}: unknown ({reasons}), but {canonical(real)}")
        elif name in unknown:
            found.append(f"{name}: {canonical(read)}, which should be unknown")
        if not agrees(read, real):
            found.append(f"{name}: {canonical(read)}, but {canonical(real)}")
    return found


def stated(facts: Facts, name: str) -> object:
    """A field; a licence as the backends spell it, which write SPDX in its own case and indent lines that go on."""
    value = getattr(facts, name)
    if name == "license" and isinstance(value, Declared):
        text = "\n".join(line.strip() for line in value.value.strip().splitlines())
        with suppress(InvalidLicenseExpression):
            text = str(canonicalize_license_expression(text))
        return replace(value, value=text)
    return value


def reasons_of(value: object) -> tuple[str, ...]:
    """Why a value, or a part of it, is unknown."""
    if isinstance(value, Unknown):
        return (value.reason,)
    return tuple(part.reason for part in value.unknown) if isinstance(value, Listing) else ()


def agrees(ours: object, theirs: object) -> bool:
    """Whether what is known is true: equal, or where a part is unknown, among it."""
    if isinstance(ours, Unknown):
        return True
    mine, real = canonical(ours), canonical(theirs)
    if reasons_of(ours):
        return set(mine or ()) <= set(real or ())
    return mine == real or (isinstance(ours, Listing) and isinstance(theirs, Listing) and _mean_the_same(ours, theirs))


def _mean_the_same(ours: Listing[Any], theirs: Listing[Any]) -> bool:
    """Whether two lists of requirements are the same sets in the same order of names, however they are spelled."""
    pairs = list(zip_longest(*(sorted(each, key=_slot) for each in (ours, theirs))))
    return all(
        isinstance(mine, Requirement)
        and isinstance(real, Requirement)
        and _slot(mine) == _slot(real)
        and is_equal(mine.specifiers, real.specifiers)
        and equivalent(mine.marker, real.marker)
        for mine, real in pairs
    )


def _slot(item: Any) -> str:  # noqa: ANN401 - of any list
    if not isinstance(item, Requirement):
        return str(item)
    return f"{item.scope.name or '-'} {item.name} {sorted(item.extras)} {item.url}"


def canonical(value: object) -> Any:  # noqa: ANN401 - of any field
    """A value that compares equal to another of the same meaning."""
    if isinstance(value, Listing):
        return sorted({_canonical_item(item) for item in value}) or None
    if isinstance(value, Declared):
        return str(value.value)
    return value


def _canonical_item(item: Any) -> str:  # noqa: ANN401 - of any list
    if isinstance(item, Declared):
        return str(item.value).strip()
    requirement: Requirement = item
    extras = ",".join(sorted(requirement.extras))
    end = f"@ {requirement.url}" if requirement.url else str(requirement.specifiers).lower()
    if requirement.templated:
        # The version that every tool of version control is told to write here.
        end = f"{next((clause.operator for clause in requirement.specifiers), '==')}{TOLD}"
    return f"{requirement.scope.name or '-'}: {requirement.name}[{extras}]{end};{_marker(requirement)}"


def _marker(requirement: Requirement) -> str:
    """The marker, whose alternatives maturin and uv-build sort and whose variables maturin makes precise."""
    marker = str(requirement.marker or "").replace("python_full_version", "python_version").replace('"', "'")
    return marker if " and " in marker else " or ".join(sorted(marker.split(" or ")))


def hold(backend: str, cases: Sequence[Case], tmp_path: Path) -> dict[str, list[str]]:
    """The differences of every case, by its name; all of them built by one process."""
    tops = [tmp_path / f"{number}-{case.name}" for number, case in enumerate(cases)]
    folders = [case.write(top) for case, top in zip(cases, tops, strict=True)]
    # pinlint reads first: what a backend leaves behind is nothing that a project has.
    ours = [read(top, case.folder) for case, top in zip(cases, tops, strict=True)]
    found: dict[str, list[str]] = {}
    for case, mine, theirs in zip(cases, ours, build(backend, folders), strict=True):
        if isinstance(theirs, dict):
            found[case.name] = [] if case.refused else [f"does not build: {theirs['error']}"]
        elif case.refused:
            found[case.name] = ["is built"]
        else:
            found[case.name] = differences(mine, written(theirs), case.unknown)
    return found
