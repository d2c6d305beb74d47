"""The values of an override are held to the standards that define them, as a build backend would."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.config.table import Table

_NAME = "a distribution name such as acme-core"
_VERSION = "a PEP 440 version such as 1.2.3"
_SPECIFIERS = "PEP 440 version specifiers such as >=3.11"
_REQUIREMENTS = "PEP 508 requirements such as click>=8"
_SECTIONS = {
    "optional-dependencies": "names of extras such as fast",
    "dependency-groups": "names of groups such as dev",
}


def check(table: Table) -> None:
    """Refuse what its standard refuses in a table of ``[[overrides]]``, its extras and dependency groups included.

    Raises ConfigError at the first such value.
    """
    # Few configurations override anything; the others need no parsers yet.
    from packaging.utils import canonicalize_name  # noqa: PLC0415 - see above

    from pinlint.metadata.requirements import (  # noqa: PLC0415 - see above
        parse_requirement,
        parse_specifiers,
        parse_version,
    )

    parse_name = partial(canonicalize_name, validate=True)
    for key, parse, form in (
        ("name", parse_name, _NAME),
        ("version", parse_version, _VERSION),
        ("requires-python", parse_specifiers, _SPECIFIERS),
    ):
        text = table.string(key)
        if text is not None and not _accepts(parse, text.strip()):
            raise table.fail(f'{table.dotted(key)} must be {form}, not "{text}"', key)
    lists = [(table, "dependencies")]
    for section, form in _SECTIONS.items():
        part = table.table(section)
        for name in part.values:
            if not _accepts(parse_name, name):
                raise part.fail(f'the keys of {".".join(part.words)} must be {form}, not "{name}"', name, on_key=True)
            lists.append((part, name))
    for part, key in lists:
        for index, text in enumerate(part.strings(key)):
            if not _accepts(parse_requirement, text.strip()):
                raise part.fail(f'{part.dotted(key)} must be {_REQUIREMENTS}, but it holds "{text}"', key, index)


def _accepts(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True
