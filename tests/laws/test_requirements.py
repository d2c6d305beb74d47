"""Requirements and specifier sets mean what packaging says they mean, and are where their places say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.requirements import Requirement as Parsed
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from pinlint.metadata import positions, reading
from pinlint.metadata.requirements import parse_marker, parse_requirement, parse_specifiers
from pinlint.sets.specifiers import is_equal
from pinlint.source import Span
from pinlint.testing import Texts, candidates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinlint.source import Source
    from pinlint.workspace import Member, Requirement

SPACES = st.sampled_from(["", "", " ", "  ", "\t"])
NAMES = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,6}[A-Za-z0-9])?", fullmatch=True)
RELEASES = st.lists(st.integers(0, 30), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))
SUFFIXES = st.sampled_from(["", "", "", "a1", ".post2", ".dev3", "rc1.dev2", "-beta.3"])
EPOCHS = st.sampled_from(["", "", "", "1!"])
VERSIONS = st.builds("{}{}{}".format, EPOCHS, RELEASES, SUFFIXES)
CLAUSES = st.one_of(
    st.builds("{}{}{}".format, st.sampled_from([">=", "<=", "<", ">", "==", "!="]), SPACES, VERSIONS),
    st.builds("{}{}{}.*".format, st.sampled_from(["==", "!="]), EPOCHS, RELEASES),
    st.builds("~={}{}.{}".format, SPACES, st.integers(0, 9), RELEASES),
    st.builds("=={}+{}".format, RELEASES, st.sampled_from(["local", "ubuntu.1", "A_b"])),
)
# Behind ``===`` a comma is part of the version.
SETS = st.lists(st.tuples(SPACES, CLAUSES, SPACES).map("".join), max_size=3).map(",".join) | VERSIONS.map(
    "==={}".format
)
COMPARISONS = st.one_of(
    st.builds(
        '{}{} {} {}"3.{}"'.format,
        SPACES,
        st.sampled_from(["python_version", "python_full_version"]),
        st.sampled_from([">=", "<", "==", "!=", "<=", ">"]),
        SPACES,
        st.integers(0, 20),
    ),
    st.builds(
        "{} {} '{}'".format,
        st.sampled_from(["sys_platform", "os_name", "platform_machine", "implementation_name"]),
        st.sampled_from(["==", "!=", "in", "not in"]),
        st.sampled_from(["linux", "nt", "posix", "x86_64", "cpython"]),
    ),
)
EXTRAS = st.sampled_from(["a", "B_b", "c"])
ASKING = EXTRAS.map('extra == "{}"'.format)


def markers(comparisons: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        comparisons,
        lambda inner: st.builds("({}) {} {}".format, inner, st.sampled_from(["and", "or"]), inner),
        max_leaves=4,
    )


@st.composite
def requirements(draw: st.DrawFn) -> str:
    """A PEP 508 requirement in one of its spellings."""
    space = draw(SPACES)
    text = space + draw(NAMES) + draw(SPACES)
    extras = draw(st.lists(NAMES, max_size=3))
    if extras or draw(st.booleans()):
        text += f"[{space}{(space + ',' + space).join(extras)}{space}]{space}"
    kind = draw(st.sampled_from(["set", "set", "brackets", "url"]))
    if kind == "url":
        text += f"@{space}https://example.org/{draw(NAMES)}.zip#sha256=0 "
    else:
        clauses = draw(SETS)
        text += f"({clauses})" if kind == "brackets" else clauses
    if draw(st.booleans()):
        text += f"{space};{space}{draw(markers(COMPARISONS))}"
    return text + draw(SPACES)


@st.composite
def asking(draw: st.DrawFn) -> str:
    """A requirement of built metadata, whose marker asks for extras."""
    return f"{draw(NAMES)} ; {draw(markers(ASKING | COMPARISONS))}"


def read(files: dict[str, str]) -> tuple[Member, Mapping[str, Source]]:
    found = reading.read(candidates(files), Texts(files))
    assert not found.problems
    return found.members[0], found.sources


def check(requirement: Requirement, text: str) -> None:
    """Hold one requirement to what packaging says of its text."""
    parsed = Parsed(text.strip())
    assert requirement.name == canonicalize_name(parsed.name)
    assert requirement.extras == {canonicalize_name(extra) for extra in parsed.extras}
    assert requirement.specifiers == parsed.specifier
    assert str(requirement.marker) == str(parsed.marker)
    assert requirement.url == parsed.url
    assert requirement.text == text.strip()
    assert requirement.padded is (text != text.strip())


@settings(max_examples=50)
@given(st.lists(requirements(), min_size=1, max_size=4), st.sampled_from(["", "# \u00e9\n", "\r\n"]))
def test_a_requirement_of_a_project_table_is_what_packaging_parses_where_it_is_written(
    texts: list[str], head: str
) -> None:
    array = ", ".join(map(json.dumps, texts))
    table = (
        f"{head}[project]\nname = 'x'\nversion = '1'\ndependencies = [{array}]\noptional-dependencies.a = [{array}]\n"
    )
    member, sources = read({"pyproject.toml": table})
    for listing in (member.core, member.optional):
        assert listing is not None
        for requirement, text in zip(listing, texts, strict=True):
            check(requirement, text)
            source = sources["pyproject.toml"]
            span = positions.locate(source, requirement.at)
            assert tomli.loads(f"x = {source.text[span.start : span.end]}")["x"] == text


@settings(max_examples=50)
@given(st.lists(requirements().map(str.strip), min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_a_requirement_of_built_metadata_is_what_packaging_parses_where_it_is_written(
    texts: list[str], end: str
) -> None:
    lines = ("Metadata-Version: 2.2", "Name: x", "Version: 1", *(f"Requires-Dist: {text}" for text in texts), "")
    member, sources = read({"x-1/PKG-INFO": end.join(lines)})
    assert member.core is not None
    for requirement, text in zip(member.core, texts, strict=True):
        check(requirement, text)
        span = requirement.at
        assert isinstance(span, Span)
        assert sources[span.path].text[span.start : span.end] == text


@settings(max_examples=50)
@given(st.lists(requirements().map(str.strip), min_size=1, max_size=4))
def test_a_requirement_of_setup_cfg_is_what_packaging_parses_where_it_is_written(texts: list[str]) -> None:
    lines = "".join(f"    {text}\n" for text in texts)
    member, sources = read({"setup.cfg": f"[metadata]\nname = x\nversion = 1\n[options]\ninstall_requires =\n{lines}"})
    assert member.core is not None
    for requirement, text in zip(member.core, texts, strict=True):
        check(requirement, text)
        source = sources["setup.cfg"]
        span = positions.locate(source, requirement.at)
        assert source.text[span.start : span.end] == text


@given(asking(), st.sampled_from([None, "a", "b-b", "c", "d"]))
def test_a_requirement_that_asks_for_extras_is_asked_for_where_its_marker_holds(text: str, extra: str | None) -> None:
    member, _ = read({"x-1/PKG-INFO": f"Metadata-Version: 2.2\nName: x\nVersion: 1\nRequires-Dist: {text}\n"})
    scopes = {None, extra}
    asked = [each for each in (*(member.core or ()), *(member.optional or ())) if each.scope.name in scopes]
    marker = Parsed(text).marker
    assert marker is not None
    holds = [each.marker is None or each.marker.evaluate({"extra": ""}) for each in asked]
    # Without an extra, or with one that the marker does not name, it means the same.
    assert any(holds) is marker.evaluate({"extra": extra or ""})


@given(requirements())
def test_a_requirement_is_read_again_as_it_is_written_again(text: str) -> None:
    requirement = parse_requirement(text.strip())
    assert parse_requirement(str(requirement)) == requirement
    if requirement.marker is not None:
        assert parse_marker(str(requirement.marker)) == requirement.marker


@given(SETS, st.lists(VERSIONS, max_size=5))
def test_a_specifier_set_is_read_again_as_it_is_written_again(text: str, versions: list[str]) -> None:
    specifiers = parse_specifiers(text)
    again = parse_specifiers(str(specifiers))
    assert again == specifiers == SpecifierSet(text)
    assert is_equal(again, specifiers)
    for version in versions:
        assert again.contains(version, prereleases=True) is SpecifierSet(text).contains(version, prereleases=True)
