from __future__ import annotations

from pinlint.rule import Level
from pinlint_rules.pin007_unresolved_value import RULE
from tests.rules.asking import found, project, said

SETUP = """\
-- app/setup.py --
from setuptools import setup

setup(name="app", version=version(), install_requires=["a", *more()])
"""


def test_every_reason_is_a_finding_where_it_is_written() -> None:
    lines = said(RULE, SETUP)
    assert [line.partition(" PIN007 ")[0] for line in lines] == ["app/setup.py:3:27:", "app/setup.py:3:55:"]
    assert [line.partition(" PIN007 ")[2].partition(" of app is unknown: ")[0] for line in lines] == [
        "version",
        "requires-dist",
    ]


def test_it_is_an_info_about_the_member_and_not_asked_by_default() -> None:
    assert not RULE.default
    assert {(each.level, each.finding.member.name) for each in found(RULE, SETUP) if each.finding.member} == {
        (Level.INFO, "app")
    }


def test_what_is_known_absent_or_overridden_is_no_finding() -> None:
    assert said(RULE, project("app", "core==1", version=None), project("core")) == []
    assert said(RULE, project("app", version=None, more='dynamic = ["version"]')) != []
    override = '-- pinlint.toml --\n[[overrides]]\nmember = "app"\nversion = "1"\n'
    assert said(RULE, project("app", version=None, more='dynamic = ["version"]'), override) == []
