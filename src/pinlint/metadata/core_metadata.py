"""PKG-INFO and METADATA (Core Metadata): the header fields of an email message, with their places.

Read as ``email.parser`` reads them, whose import costs more than reading all of a workspace's files does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.metadata.raw import Malformed, Raw, RawSection
from pinlint.source import Span
from pinlint.workspace import Declared, Kind, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.source import Source

_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_HEADER = re.compile(r"([!-9;-~]*):")
_SPACE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Header:
    """A header field: its name in lower case, and the stretch of its value without the space around it."""

    name: str
    start: int
    end: int


def headers(text: str) -> list[Header]:
    """The header fields (RFC 822): all before the first line that neither is one nor continues one."""
    found: list[Header] = []
    begun: tuple[str, int, int] | None = None
    for line in _LINE.finditer(text):
        written = line[1]
        header = _HEADER.match(written)
        if written.startswith((" ", "\t")):  # a line of spaces, too, continues what is above
            if begun is not None:
                begun = (*begun[:2], line.end(1))
            continue
        if begun is not None:
            found.append(_trimmed(text, *begun))
            begun = None
        if header is not None:
            begun = (header[1], line.start() + header.end(), line.end(1)) if header[1] else None
        elif not written.startswith("From "):  # the envelope of a mailbox
            break
    if begun is not None:
        found.append(_trimmed(text, *begun))
    return found


def read(source: Source) -> Raw:
    """What a PKG-INFO or METADATA says; a field it does not have is None.

    Values are as email.parser gives them, without the white space around them; a folded one keeps its line ends.
    ``Dynamic`` fields are in ``dynamic``, in lower case. Raises Malformed where there is no Name: then it is no
    Core Metadata.
    """
    kind = Kind.METADATA if source.path.rpartition("/")[2] == Kind.METADATA.value else Kind.PKG_INFO
    fields: dict[str, list[Declared[str]]] = {}
    for header in headers(source.text):
        value = source.text[header.start : header.end]
        declared = Declared(value, value, Span(source.path, header.start, header.end))
        fields.setdefault(header.name, []).append(declared)
    if not fields.get("name"):
        raise Malformed("has no Name field", Span(source.path, 0, 0))
    version = _first(fields, "metadata-version")
    return Raw(
        kind=kind,
        path=source.path,
        metadata_version=version.value if version else None,
        name=_first(fields, "name"),
        version=_first(fields, "version"),
        requires_python=_first(fields, "requires-python"),
        requires=_all(fields, "requires-dist"),
        extras=_extras(fields.get("provides-extra")),
        classifiers=_all(fields, "classifier"),
        license=_first(fields, "license-expression") or _license(fields),
        license_is_expression="license-expression" in fields,
        dynamic=_dynamic(fields.get("dynamic"), kind),
    )


def _trimmed(text: str, name: str, start: int, end: int) -> Header:
    value = text[start:end]
    left = len(value) - len(value.lstrip(_SPACE))
    return Header(name.lower(), start + left, start + left + len(value.strip(_SPACE)))


def _first(fields: dict[str, list[Declared[str]]], name: str) -> Declared[str] | None:
    return fields[name][0] if name in fields else None


def _all(fields: dict[str, list[Declared[str]]], name: str) -> Listing[Declared[str]] | None:
    return Listing(tuple(fields[name])) if name in fields else None


def _license(fields: dict[str, list[Declared[str]]]) -> Declared[str] | None:
    """The text of License; old setuptools wrote UNKNOWN for none."""
    declared = _first(fields, "license")
    return declared if declared and declared.value not in {"", "UNKNOWN"} else None


def _extras(names: list[Declared[str]] | None) -> Listing[RawSection] | None:
    return Listing(tuple(RawSection(name, Listing()) for name in names)) if names else None


def _dynamic(names: list[Declared[str]] | None, kind: Kind) -> dict[str, Unknown] | None:
    """PEP 643: a build may give these fields other values."""
    if names is None:
        return None
    return {name.value.lower(): Unknown(f"marked as Dynamic in {kind.value}", name.at) for name in names}
