from __future__ import annotations

import datetime as dt

import pytest

from pinlint.testing import check, lines
from pinlint_rules import pin101_stale_internal_pin
from pinlint_rules.pin008_unused_ignore import RULE as UNUSED
from pinlint_rules.pin009_expired_ignore import RULE
from tests.rules.asking import project

ASKED = (RULE, UNUSED, pin101_stale_internal_pin.RULE)
TABLE = '-- pinlint.toml --\n[[ignores]]\nrule = "PIN101"\nreason = "until 2.0"\nuntil = 2027-03-01\n'


@pytest.mark.parametrize(
    ("today", "codes"),
    [(dt.date(2027, 2, 28), []), (dt.date(2027, 3, 1), []), (dt.date(2027, 3, 2), ["PIN101", "PIN009"])],
)
def test_from_the_day_after_the_finding_is_back_and_the_ignore_is_one(today: dt.date, codes: list[str]) -> None:
    files = "\n".join((project("app", "core<1"), project("core"), TABLE))
    assert [line.split()[1] for line in lines(check(files, ASKED, today=today)).splitlines()] == codes


def test_it_is_said_once_whether_or_not_there_is_something_to_ignore() -> None:
    outcome = check("\n".join((project("app"), TABLE)), ASKED, today=dt.date(2030, 1, 1))
    assert lines(outcome) == "pinlint.toml:4:9: PIN009 the ignore of PIN101 ended on 2027-03-01: until 2.0\n"


def test_without_a_last_day_an_ignore_never_ends() -> None:
    table = TABLE.replace("until = 2027-03-01\n", "")
    files = "\n".join((project("app", "core<1"), project("core"), table))
    assert lines(check(files, ASKED, today=dt.date(9999, 1, 1))) == ""
