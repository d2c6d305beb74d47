from __future__ import annotations

import pytest

from pinlint.rule import Level
from pinlint_rules.pin105_pin_spelling import RULE
from tests.rules.asking import found, project, related, said
from tests.rules.repairing import repaired

CORE = project("core", version="24.03.0rc3")


@pytest.mark.parametrize(
    "pin", ["core==24.3.0rc3", "core == 24.03.rc3", "core (==24.3.0.RC3)", "core[x]==24.3.0rc3,>1"]
)
def test_a_pin_in_another_spelling_is_named(pin: str) -> None:
    (line,) = said(RULE, CORE, project("app", pin))
    assert line == f"app/pyproject.toml:4:17: PIN105 app requires {pin}, but core spells that version 24.03.0rc3"


@pytest.mark.parametrize(
    "pin",
    [
        "core==24.03.0rc3",
        "core== 24.03.0rc3 ",
        "core===24.03.0rc3",
        "core===24.3.0rc3",
        "core==24.3.0rc2",
        "core==24.3.*",
        "core>=24.3.0rc3",
        "core~=24.3.0rc3",
        "core",
        "core===odd",
        'core==24.03.0rc3; python_full_version == "24.3.0rc3"',
    ],
)
def test_the_same_spelling_another_version_and_what_is_no_pin_are_fine(pin: str) -> None:
    assert not said(RULE, CORE, project("app", more=f"dependencies = ['{pin.rstrip()}']"))


def test_all_spellings_in_one_member_are_one_finding() -> None:
    others = [project(name, version="1.0") for name in ("a", "b", "c")]
    assert [line.split(": PIN105 ")[1] for line in said(RULE, *others, project("app", "a==1", "b==1"))] == [
        "app requires a==1, but a spells that version 1.0, and its pin on b likewise"
    ]
    (finding,) = found(RULE, *others, project("app", "a==1", "b==1", "c==1.0.0"))
    assert finding.finding.message == "app requires a==1, but a spells that version 1.0, and 2 more pins likewise"
    assert finding.finding.dependencies == ("a", "b", "c")
    assert finding.level is Level.INFO
    assert related(finding) == [
        ("app/pyproject.toml", "app requires b==1"),
        ("app/pyproject.toml", "app requires c==1.0.0"),
        *((f"{name}/pyproject.toml", f"{name} is 1.0") for name in "abc"),
    ]


def test_white_space_that_builds_strip_is_named() -> None:
    call = r"setup(name='core', version='1.0\n', install_requires=[' a ==1.0 \n', 'b', 'c\n'])"
    setup = f"-- core/setup.py --\nfrom setuptools import setup\n{call}"
    assert [line.split(": PIN105 ")[1] for line in said(RULE, setup)] == [
        r"core has white space around its version '1.0\n'",
        "core has white space around the requirement a ==1.0 and 1 more",
    ]


def test_white_space_within_a_requirement_is_a_matter_of_style() -> None:
    assert not said(RULE, project("core", "a == 1.0", 'b >= 1 , < 2 ; python_version >= "3"'))


def test_a_version_that_the_build_completes_is_not_compared() -> None:
    config = "-- core/setup.cfg --\n[metadata]\nname = core\nversion = 1.0\n[egg_info]\ntag_build = .dev0"
    assert not said(RULE, config, project("app", "core==1.0.dev0"))


def test_it_has_to_be_asked_for() -> None:
    assert not RULE.default


@pytest.mark.parametrize(("pin", "after"), [("24.3.1", "24.03.1"), ("==24.3.1", "==24.03.1"), ("^24.3.1", None)])
def test_a_bare_version_in_the_tables_of_poetry_is_a_pin(pin: str, after: str | None) -> None:
    table = f'[tool.poetry.dependencies]\ncore = "{pin}"\n'
    app = f'-- app/pyproject.toml --\n[tool.poetry]\nname = "app"\nversion = "1"\n{table}'
    text = f"{project('core', version='24.03.1')}\n{app}"
    assert repaired(text, "PIN105")["app/pyproject.toml"].endswith(f'core = "{after or pin}"\n')
    assert bool(said(RULE, text)) == (after is not None)
