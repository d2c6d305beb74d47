"""Where a move there and back is the identity, as the manual says it, over all forms of requirements."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pinlint.bumping.clauses import moved
from pinlint.questions.clauses import of_set
from pinlint.source import Span
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL = (
    ("1", "2", "17"),
    ("1.4", "2.0", "3.0", "2.1rc1", "2.0.dev3"),
    ("1.4.2", "1.5.0", "1.4.0", "2.0.0", "1.10.11", "1.5.0rc1", "1.5.0.dev2", "1.5.0.post1", "2.0.0a1.dev2"),
    ("24.03.0rc2", "24.03.0rc3", "24.09.0", "25.01.2"),
    ("1.4.2.5", "2.0.0.0", "1.4.3.0rc1"),
)
"""Versions with equally many components."""
NONZERO = (
    ("1.4", "2.1", "3.7"),
    ("1.4.2", "1.4.3", "1.5.1", "2.1.3", "1.10.1", "3.12.11"),
    ("1.4.2.5", "1.4.3.1", "2.1.1.1"),
)
"""Final ones without a zero."""


def after(text: str, old: str, new: str, *, poetry: bool) -> str:
    clauses = of_set(text, poetry=poetry)
    assert clauses is not None
    was = Declared(Version(old), old, Span("x", 0, 0))
    for clause in reversed(clauses):
        version = moved(clause, clauses, was, new)
        if version is not None:
            text = text[: clause.at] + version + text[clause.end :]
    return text


def whole(version: str) -> Iterator[tuple[str, bool]]:
    """Requirements that name a version in full, alone or below a cap that is one step above it."""
    release = Version(version).release
    yield from ((f"{operator}{version}", False) for operator in ("==", ">=", "<=", ">", "== "))
    yield from ((f"{operator}{version}", True) for operator in ("", "^", "~", "=", ">="))
    yield f"==={Version(version)}", False
    if len(release) > 1:
        yield f"~={version}", False
    for step in range(len(release)):
        cap = ".".join(map(str, (*release[:step], release[step] + 1)))
        yield from ((f">={version},<{cap}{more}", False) for more in ("", ".0", ".dev0"))
        yield f">={version} <{cap}", True


def beginning(version: str) -> Iterator[tuple[str, bool]]:
    """Requirements that name what a version begins with."""
    release = Version(version).release
    for length in range(1, len(release)):
        start = ".".join(map(str, release[:length]))
        yield from ((f"{operator}{start}", True) for operator in ("^", "~"))
        yield from ((f"{operator}{start}.*", False) for operator in ("==", "!="))
        if length > 1:
            yield from ((f"~={each}", False) for each in (start, f"{start}.0"))
            yield f"~{start}.0", True
        cap = ".".join(map(str, (*release[: length - 1], release[length - 1] + 1)))
        yield from ((f">={low},<{high}", False) for low in (start, version) for high in (cap, f"{cap}.0"))


@pytest.mark.parametrize("versions", FULL)
def test_what_names_the_whole_version_comes_back_as_it_was(versions: tuple[str, ...]) -> None:
    for old, new in permutations(versions, 2):
        for text, poetry in whole(old):
            there = after(text, old, new, poetry=poetry)
            assert there != text
            assert after(there, new, old, poetry=poetry) == text, (old, new, there)


@pytest.mark.parametrize("versions", NONZERO)
def test_what_names_a_beginning_comes_back_between_final_versions_without_a_zero(versions: tuple[str, ...]) -> None:
    for old, new in permutations(versions, 2):
        for text, poetry in beginning(old):
            there = after(text, old, new, poetry=poetry)
            assert after(there, new, old, poetry=poetry) == text, (old, new, there)


def test_what_the_new_version_is_the_whole_of_follows_that_back() -> None:
    there = after("~=1.4.0", "1.4.2", "1.5.0", poetry=False)
    assert (there, after(there, "1.5.0", "1.4.2", poetry=False)) == ("~=1.5.0", "~=1.4.2")


def test_a_zero_in_front_that_others_do_not_have_is_lost_behind_two_digits() -> None:
    there = after("==24.3.1", "24.03.1", "24.11.2", poetry=False)
    assert (there, after(there, "24.11.2", "24.03.1", poetry=False)) == ("==24.11.2", "==24.03.1")


@pytest.mark.parametrize("old", [each for versions in FULL for each in versions])
def test_every_clause_that_moves_can_be_read(old: str) -> None:
    for new in ("2", "1.0", "3.0.0rc1", "1!4.2", "5.0.post1", "7.1.dev3", "2.0+local"):
        for text, poetry in (*whole(old), *beginning(old)):
            assert of_set(after(text, old, new, poetry=poetry), poetry=poetry) is not None
            if not poetry:
                SpecifierSet(after(text, old, new, poetry=poetry))
