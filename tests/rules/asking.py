"""Tiny workspaces for rules, and what a rule says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.testing import check, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinlint.engine import Located
    from pinlint.rule import Rule


def said(rule: Rule, *files: str) -> list[str]:
    """The lines that the rule prints about a workspace of these files."""
    return lines(check("\n".join(files), [rule])).splitlines()


def found(rule: Rule, *files: str) -> tuple[Located, ...]:
    """The findings themselves, for their levels, witnesses and related places."""
    return check("\n".join(files), [rule]).findings


def related(located: Located) -> list[tuple[str, str]]:
    """The other places of a finding: file and message."""
    return [(span.path, message) for span, message in located.related]


def project(
    name: str,
    *requires: str,
    version: str | None = "1.0",
    python: str | None = None,
    minors: Sequence[str] = (),
    extras: str = "",
    more: str = "",
    path: str | None = None,
) -> str:
    """A pyproject.toml with the fields each on a line of its own: name, version, requires-python, requirements.

    Line 2 is the name. ``extras`` are lines of the table of optional dependencies, ``more`` whatever else there is.
    """
    fields = [f'name = "{name}"']
    if version is not None:
        fields.append(f'version = "{version}"')
    if python is not None:
        fields.append(f'requires-python = "{python}"')
    if requires:
        fields.append("dependencies = [" + ", ".join(f"'{each}'" for each in requires) + "]")
    if minors:
        listed = ", ".join(f'"Programming Language :: Python :: {minor}"' for minor in minors)
        fields.append(f"classifiers = [{listed}]")
    if extras:
        fields.append(f"[project.optional-dependencies]\n{extras}")
    return "\n".join((f"-- {path or name}/pyproject.toml --", "[project]", *fields, more))


def group(**policy: str) -> str:
    """A configuration with one group of all members."""
    rows = (f'{key.replace("_", "-")} = "{value}"' for key, value in policy.items())
    return "\n".join(("-- pinlint.toml --", "[[groups]]", 'name = "acme"', 'members = ["*"]', *rows))


UNPUBLISHED = "[tool.uv]\npackage = false"
