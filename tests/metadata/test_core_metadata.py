from __future__ import annotations

import pytest

from pinlint.metadata import core_metadata
from pinlint.metadata.raw import Malformed, Raw
from pinlint.source import Source, Span
from pinlint.workspace import Declared, Kind

TEXT = """\
Metadata-Version: 2.2
Name: Acme.App
Version: 1.0
Summary: says Name: other
license: MIT License
        in two lines
Classifier: Programming Language :: Python :: 3
classifier:Typing :: Typed
Requires-Python: >=3.9
Requires-Dist: acme-core==1.0
Requires-Dist: pytest ; extra == 'test'
Provides-Extra: test
Dynamic: Requires-Dist

Requires-Dist: no-field-of-it
"""


def read(text: str, path: str = "app.egg-info/PKG-INFO") -> Raw:
    return core_metadata.read(Source(path, text))


def test_every_field_is_read_with_its_place() -> None:
    raw = read(TEXT)
    assert raw.metadata_version == "2.2"
    start = TEXT.index("Acme")
    assert raw.name == Declared("Acme.App", "Acme.App", Span("app.egg-info/PKG-INFO", start, start + 8))
    assert isinstance(raw.version, Declared)
    assert raw.version.value == "1.0"
    assert isinstance(raw.requires_python, Declared)
    assert raw.requires_python.value == ">=3.9"
    assert raw.classifiers is not None
    assert [item.value for item in raw.classifiers] == ["Programming Language :: Python :: 3", "Typing :: Typed"]


def test_requirements_of_extras_are_among_the_others() -> None:
    raw = read(TEXT)
    assert raw.requires is not None
    assert [item.value for item in raw.requires] == ["acme-core==1.0", "pytest ; extra == 'test'"]
    assert raw.extras is not None
    assert [(extra.name.value, extra.requires.items) for extra in raw.extras] == [("test", ())]


def test_a_folded_value_keeps_its_lines() -> None:
    raw = read(TEXT)
    assert isinstance(raw.license, Declared)
    assert raw.license.value == "MIT License\n        in two lines"
    assert isinstance(raw.license.at, Span)
    assert TEXT[raw.license.at.start : raw.license.at.end] == raw.license.value


def test_a_license_expression_comes_before_a_license() -> None:
    raw = read("Name: a\nLicense: MIT License\nLicense-Expression: MIT\n")
    assert isinstance(raw.license, Declared)
    assert raw.license.value == "MIT"


def test_an_unknown_license_is_none() -> None:
    assert read("Name: a\nLicense: UNKNOWN\n").license is None


def test_dynamic_fields_are_handed_on_in_lower_case() -> None:
    raw = read(TEXT)
    assert raw.dynamic is not None
    assert list(raw.dynamic) == ["requires-dist"]
    assert raw.dynamic["requires-dist"].reason == "marked as Dynamic in PKG-INFO"


def test_a_field_that_is_not_there_is_none() -> None:
    raw = read("Name: a\n")
    assert raw == Raw(kind=Kind.PKG_INFO, path="app.egg-info/PKG-INFO", name=raw.name)


def test_the_name_of_the_file_is_its_kind() -> None:
    assert read("Name: a", "a-1.dist-info/METADATA").kind is Kind.METADATA
    assert read("Name: a", "dist/a-1.tar.gz/a-1/PKG-INFO").kind is Kind.PKG_INFO


def test_line_ends_of_every_system_are_line_ends() -> None:
    raw = read("Name: a\r\nVersion: 1\rRequires-Dist: b\r\n\r\nRequires-Dist: c")
    assert raw.requires is not None
    assert [item.value for item in raw.requires] == ["b"]


@pytest.mark.parametrize("text", ["", "\n", "garbage\nName: a\n", "Version: 1\n\nName: a\n", "\x00\xff"])
def test_a_file_without_a_name_is_no_core_metadata(text: str) -> None:
    with pytest.raises(Malformed, match="has no Name field"):
        read(text)
