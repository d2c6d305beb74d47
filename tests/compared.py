"""Two states of a workspace in strings, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint import testing
from pinlint.comparing import Comparison, compare

if TYPE_CHECKING:
    from pinlint.comparing.values import MemberChange, RequirementChange
    from pinlint.workspace import Workspace


def workspace(text: str) -> Workspace:
    """The workspace in a string of ``-- path --`` headers."""
    return testing.check(text, ()).workspace


def project(*lines: str, name: str = "app", version: str = "1.0", folder: str = "") -> str:
    """A project as such a string; lines follow the name and the version in its table."""
    written = [f'name = "{name}"', *([f'version = "{version}"'] if version else []), *lines]
    return f"-- {folder or name}/pyproject.toml --\n[project]\n" + "\n".join(written) + "\n"


def requiring(*requirements: str, name: str = "app", version: str = "1.0", python: str = "") -> str:
    """A project with these core requirements, as such a string."""
    quoted = ", ".join(f"'''{each}'''" for each in requirements)
    lines = [f"dependencies = [{quoted}]", *([f'requires-python = "{python}"'] if python else [])]
    return project(*lines, name=name, version=version)


def compared(old: str, new: str) -> Comparison:
    """What changed from one string to the other."""
    return compare(workspace(old), workspace(new))


def of_one(old: str, new: str) -> MemberChange:
    """What changed about the only member."""
    (member,) = compared(old, new).members
    return member


def required(old: tuple[str, ...], new: tuple[str, ...], python: str = "") -> tuple[RequirementChange, ...]:
    """What changed about the core requirements of a member."""
    return of_one(requiring(*old, python=python), requiring(*new, python=python)).requirements
