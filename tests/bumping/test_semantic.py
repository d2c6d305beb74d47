"""Versions as Cargo and npm know them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from pinlint.bumping.semantic import written
from pinlint.questions.semver import semantic


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("1.4.2", "1.5.0rc1", "1.5.0-rc.1"),
        ("1.4.2", "1.5", "1.5.0"),
        ("1.4.2", "1.5.0.dev2", "1.5.0-dev.2"),
        ("1.5.0-rc.1", "1.5.0rc2", "1.5.0-rc.2"),
        ("1.5.0-rc1", "1.5.0rc2", "1.5.0-rc2"),
        ("1.5.0-beta.1", "1.5.0rc1", "1.5.0-rc.1"),
        ("1.5.0-rc.1", "1.5.0", "1.5.0"),
        ("1.4.2", "1.5.0.post1", None),
        ("1.4.2", "1!1.5.0", None),
        ("1.4.2", "1.5.0.1", None),
    ],
)
def test_a_cargo_manifest_gets_a_semantic_version(old: str, new: str, expected: str | None) -> None:
    assert written("crates/x/Cargo.toml", old, new, base=old) == expected


def test_any_other_file_gets_the_version_in_its_own_spelling() -> None:
    assert written("pyproject.toml", "1.04", "1.5rc1", base="1.04") == "1.05rc1"


suffixes = st.sampled_from(["", "a1", "b2", "rc3", ".dev4", "rc1.dev2", "+local.1", ".post1"])


@given(st.lists(st.integers(0, 30), min_size=1, max_size=4), suffixes)
def test_python_reads_a_semantic_version_as_the_one_it_was_made_from(release: list[int], suffix: str) -> None:
    text = ".".join(map(str, release)) + suffix
    found = semantic(text)
    assert found is None or Version(found) == Version(text)
