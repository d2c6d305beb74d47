"""A new version in the habits of an old one."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from pinlint.bumping.parts import PARTS, NoMove, Part, following
from pinlint.bumping.spelling import respelled
from pinlint.source import Span
from pinlint.workspace import Declared


@pytest.mark.parametrize(
    ("old", "new", "base", "written"),
    [
        ("24.03.0rc2", "24.3.0rc3", "24.03.0rc2", "24.03.0rc3"),
        ("24.3.0rc2", "24.03.0rc3", "24.03.0rc2", "24.3.0rc3"),
        ("24.10.0", "24.03.0", "24.10.0", "24.03.0"),
        ("24.10.0", "24.3.0", "24.10.0", "24.3.0"),
        ("v1.0-RC.1", "1.0rc2", "1.0rc1", "v1.0-RC.2"),
        ("1.0c1", "1.0rc2", "1.0rc1", "1.0c2"),
        ("1.0alpha1", "1.0b1", "1.0a1", "1.0b1"),
        ("1.0.dev01", "1.0.dev2", "1.0.dev1", "1.0.dev02"),
        ("1.0-1", "1.0.post2", "1.0.post1", "1.0-2"),
        ("1.0.post1", "1.1", "1.0.post1", "1.1"),
        ("1.4", "1.5.0", "1.4.0", "1.5"),
        ("1.4", "1.5.1", "1.4.0", "1.5.1"),
        ("1.4.0", "1.5", "1.4", "1.5.0"),
        ("1!1.0", "2!1.1", "1!1.0", "2!1.1"),
        ("1.0+local.1", "1.1", "1.0+local.1", "1.1"),
        ("a version", "1.1", "1.0", None),
    ],
)
def test_a_new_version_is_written_as_the_old_one_is(old: str, new: str, base: str, written: str | None) -> None:
    assert respelled(old, new, base=base) == written


numbers = st.lists(st.integers(0, 12), min_size=1, max_size=3)
suffixes = st.sampled_from(["", "a1", "b02", "rc3", "-rc.1", ".post1", "-1", ".dev0", "rc1.dev2", "+local"])


@st.composite
def versions(draw: st.DrawFn) -> str:
    components = [str(number).zfill(draw(st.sampled_from([1, 2]))) for number in draw(numbers)]
    return draw(st.sampled_from(["", "v", "1!"])) + ".".join(components) + draw(suffixes)


@given(versions(), versions())
def test_the_spelling_never_changes_the_version(old: str, new: str) -> None:
    written = respelled(old, new, base=old)
    assert written is not None
    assert Version(written) == Version(new)


@given(versions())
def test_a_version_in_its_own_spelling_is_itself(version: str) -> None:
    assert respelled(version, version, base=version) == version


def declared(text: str) -> Declared[Version]:
    return Declared(Version(text), text, Span("x", 0, 0))


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("1.2.3", "major", "2.0.0"),
        ("1.2.3rc1", "minor", "1.3.0"),
        ("1.2", "patch", "1.2.1"),
        ("24.03.0", "minor", "24.04.0"),
        ("1!1.2.post1", "minor", "1!1.3"),
        ("v1.0-rc1", "pre", "v1.0-rc2"),
        ("1.0rc1.dev3", "pre", "1.0rc2"),
        ("1.0rc1.dev3", "dev", "1.0rc1.dev4"),
        ("1.0rc1", "release", "1.0"),
        ("1.0", "minor", "1.1"),
        ("24.3.0rc2", "pre", "24.3.0rc3"),
        ("24.03.1", "patch", "24.03.2"),
        ("24.09.3", "minor", "24.10.0"),
        ("1.0.dev3", "dev", "1.0.dev4"),
        ("1.0.dev3", "release", "1.0"),
        ("1.0.post1", "patch", "1.0.1"),
        ("1.0-1", "patch", "1.0.1"),
        ("1.0.post1.dev2", "release", "1.0.post1"),
        ("1.0rc1.post2.dev3", "release", "1.0"),
        ("44", "major", "45"),
        ("1.0+local", "minor", "1.1"),
    ],
)
def test_a_part_moves_in_the_spelling_of_the_version(text: str, part: Part, expected: str) -> None:
    assert following(declared(text), part) == expected


@given(versions(), st.sampled_from(PARTS))
def test_a_part_always_leads_to_a_later_version(text: str, part: Part) -> None:
    with suppress(NoMove):
        assert Version(following(declared(text), part)) > Version(text)


@pytest.mark.parametrize(
    ("text", "part", "why"),
    [
        ("1.0", "pre", "1.0 is no pre-release to count on from; name the version"),
        ("1.0rc1", "dev", "1.0rc1 is no development release to count on from; name the version"),
        ("1.0", "release", "1.0 is released; name the version, or the part that moves"),
    ],
)
def test_what_has_no_such_part_has_no_next_version(text: str, part: Part, why: str) -> None:
    with pytest.raises(NoMove) as caught:
        following(declared(text), part)
    assert str(caught.value) == why
