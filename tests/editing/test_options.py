"""Options come into sections of setup.cfg."""

from __future__ import annotations

import pytest

from pinlint.changes import SetKey
from pinlint.editing import Refused
from pinlint.source import Source
from tests.editing.changing import changed, key

SET = SetKey(key("setup.cfg", "options", "new"), ">=3.11")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[options]\na = 1\n", "[options]\na = 1\nnew = >=3.11\n"),
        ("[options]\na: 1\n\n[b]\n", "[options]\na: 1\nnew: >=3.11\n\n[b]\n"),
        ("[options]\r\na=\r\n\t1\r\n\r\n\t# x\r\n\t2\r\n[b]\r\nc = 1", None),
        ("[options]\na =\n  1\n  2\n\n# of b\n[b]\n", "[options]\na =\n  1\n  2\nnew = >=3.11\n\n# of b\n[b]\n"),
        ("[options]\n  a = 1\n", "[options]\n  a = 1\n  new = >=3.11\n"),
        ("[options]\n[b]\nc=1\n", "[options]\nnew=>=3.11\n[b]\nc=1\n"),
        ("[options]  # x\nb =\n", "[options]  # x\nb =\nnew = >=3.11\n"),
        ("[metadata]\nname: a\n", "[metadata]\nname: a\n\n[options]\nnew: >=3.11\n"),
        ("[metadata]\rname = a\r", "[metadata]\rname = a\r\r[options]\rnew = >=3.11\r"),
        ("[metadata]\nname = a", "[metadata]\nname = a\n\n[options]\nnew = >=3.11\n"),
    ],
)
def test_an_option_comes_behind_the_others(before: str, after: str | None) -> None:
    after = after or before.replace("\t2\r\n", "\t2\r\nnew = >=3.11\r\n")
    assert changed(Source("setup.cfg", before), SET) == after


def test_an_option_comes_behind_the_one_that_is_named() -> None:
    change = SetKey(SET.at, SET.text, ("z", "a"))
    assert changed(Source("setup.cfg", "[options]\na = 1\nb = 2\n"), change) == (
        "[options]\na = 1\nnew = >=3.11\nb = 2\n"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[options]\nnew = 1\n", "there already"),
        ("[DEFAULT]\nnew = 1\n[options]\na = 1\n", "there already"),
        ("a = 1\n[options]\n", "no INI file"),
    ],
)
def test_what_is_there_or_is_no_section_is_refused(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        changed(Source("setup.cfg", text), SET)


def test_what_needs_escapes_is_refused() -> None:
    with pytest.raises(Refused, match="escapes"):
        changed(Source("setup.cfg", "[options]\n"), SetKey(SET.at, "1%"))
