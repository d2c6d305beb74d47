"""uv-dynamic-versioning: requirements that are templates of the project's own version."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.metadata.raw import RawSection
from pinlint.source import Key
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile, Table
    from pinlint.metadata.raw import Raw
    from pinlint.source import Place

_OWN = re.compile(
    r"(?P<name>[^=<>!~;{}@]*?)\s*(?P<operator>===?|>=|~=)\s*\{\{\s*(?:version|base)\s*\}\}\s*(?P<marker>;[^{}]*)?"
)
"""A requirement with one clause, whose version is the project's own."""
_LONGEST = 1_000
_STANDS_FOR = {"==": "", "===": "", ">=": ">=0", "~=": "~=0.0"}
"""What keeps an operator where no version can be known; without any, it is ``==``."""


def complete(file: ProjectFile, hook: Table, at: Key, raw: Raw) -> Raw:
    """The requirements that the hook's templates are filled in to; ``raw.templated`` names the places of those."""
    templated: set[Place] = set(raw.templated)
    requires, extras = raw.requires, raw.extras
    if file.dynamic("dependencies") and "dependencies" in hook:
        requires = _rendered(hook["dependencies"], Key(at.path, (*at.keys, "dependencies")), templated)
    groups = hook.get("optional-dependencies")
    if file.dynamic("optional-dependencies") and isinstance(groups, dict):
        keys = (*at.keys, "optional-dependencies")
        sections = [
            RawSection(Declared(name, name, place), _rendered(items, place, templated))
            for name, items in groups.items()
            for place in (Key(at.path, (*keys, name)),)
        ]
        extras = Listing(tuple(sections))
    return replace(raw, requires=requires, extras=extras, templated=frozenset(templated))


def _rendered(items: object, at: Key, templated: set[Place]) -> Listing[Declared[str]]:
    found: list[Declared[str]] = []
    unknown: list[Unknown] = []
    for index, text in enumerate(items if isinstance(items, list) else ()):
        place = Key(at.path, (*at.keys, index))
        if not isinstance(text, str):
            unknown.append(Unknown("not a string", place))
        elif "{{" not in text and "{%" not in text and "{#" not in text:
            found.append(Declared(text, text, place))
        elif len(text) <= _LONGEST and (own := _OWN.fullmatch(text.strip())):
            value = f"{own['name'].strip()}{_STANDS_FOR[own['operator']]}{own['marker'] or ''}"
            found.append(Declared(value, text, place))
            templated.add(place)
        else:
            unknown.append(Unknown("a template filled in from version control (uv-dynamic-versioning)", place))
    return Listing(tuple(found), tuple(unknown))
