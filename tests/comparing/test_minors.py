from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from pinlint.comparing.minors import enumeration, only


@pytest.mark.parametrize(
    ("old", "new", "lost", "gained"),
    [
        (">=3.8", ">=3.10", "3.8 and 3.9", ""),
        (">=3.7", ">=3.10", "3.7 to 3.9", ""),
        (">=3.8,<3.13", ">=3.10", "3.8 and 3.9", "3.13 and later"),
        (">=3.8,<3.13", ">=3.8,<3.15", "", "3.13 and 3.14"),
        (">=3.8,<3.13", ">=3.8,<4", "", "3.13 and later"),
        ("==3.11.*", ">=3.12,<3.13", "3.11", "3.12"),
        (None, ">=3.9", "3.8 and earlier", ""),
        (">=2.7", ">=3.5", "2.7 to 3.4", ""),
        (">=2.7,!=3.0.*,!=3.1.*,!=3.2.*,!=3.3.*", ">=3.5", "2.7 and 3.4", ""),
        (">=3.8", ">=3.8,<4", "4.0 and later", ""),
        (">=3.8", ">=3.9,<4", "3.8, 4.0 and later", ""),
        (">=3.8,<4", ">=3.8,<5", "", "4.0 and later"),
        (">=3.8", ">=3.8.1", "3.8.0", ""),
        (">=3.8.1", ">=3.9", "3.8", ""),
        (">=3.8", ">=3.10.2", "3.8, 3.9 and 3.10.0", ""),
        (">=3.9", ">=3.9,!=3.9.7", "3.9.7", ""),
        (">=3.6", "<=3.12", "3.12.1, 3.13 and later", "3.5 and earlier"),
        (None, "<3,>3", "every Python", ""),
        (">=3.8", ">=3.99999999999", "3.8 and later", ""),
        (">=3.8", "== 3.*, >= 3.8", "4.0 and later", ""),
    ],
)
def test_every_minor_that_only_one_set_accepts_is_named(old: str | None, new: str, lost: str, gained: str) -> None:
    sets = [None if each is None else SpecifierSet(each) for each in (old, new)]
    assert (enumeration(only(*sets)), enumeration(only(*sets[::-1]))) == (lost, gained)


def test_each_part_of_an_enumeration_is_quoted() -> None:
    assert enumeration(("3.8", "3.9", "3.13+"), "<{}>".format) == "<3.8>, <3.9>, <3.13 and later>"
