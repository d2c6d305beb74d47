"""Laws of fixes: what they fix is fixed, what they do not speak of stays, and there is nothing to do a second time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pinlint_rules
from pinlint import testing
from pinlint.report.patch import patch
from tests.laws.test_rules import CONFIGS, arbitrary, nonsense, written

if TYPE_CHECKING:
    from pinlint.fixing import Fixed
    from tests.laws.test_rules import Project

RULES = pinlint_rules.load()
PINS = [rule for rule in RULES if rule.code in {"PIN101", "PIN105"}]


def joined(files: dict[str, str]) -> str:
    return "".join(f"-- {path} --\n{text}" for path, text in files.items())


def about(fixed: Fixed) -> set[str]:
    return {f"{each.rule.code} {each.finding.message}" for each in fixed.outcome.findings}


@given(arbitrary(), st.sampled_from(CONFIGS), st.booleans())
@settings(max_examples=30, deadline=None)
def test_fixes_do_what_they_should_and_leave_nothing_to_do(projects: list[Project], config: str, unsafe: bool) -> None:  # noqa: FBT001 - drawn
    fixed, files = testing.fix(written(projects, config=config), RULES, unsafe=unsafe)
    assert [f"{each.found.rule.code} {each.why}" for each in fixed.bugs if each.fault] == []
    left = about(fixed)
    assert not {f"{each.rule.code} {each.finding.message}" for each in fixed.done} & left
    again, same = testing.fix(joined(files), RULES, unsafe=unsafe)
    assert same == files
    assert again.done == ()
    assert about(again) == left


@given(nonsense(), st.sampled_from(CONFIGS))
@settings(max_examples=25, deadline=None)
def test_no_fix_ever_raises(text: str, config: str) -> None:
    fixed, files = testing.fix(f"-- pinlint.toml --\n{config}\n{text}", RULES)
    assert testing.fix(joined(files), RULES)[0].done == ()
    assert not [bug for bug in fixed.bugs if bug.fault]


@dataclass(frozen=True)
class Written:
    """A file with a requirement on core, as a template of its text."""

    path: str
    template: str


TOML = "app/pyproject.toml"
HEAD = '[project]\nname = "app"\nversion = "1"\n'
POETRY = """\
[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
[tool.poetry]
name = "app"
version = "1"
"""
SETUPTOOLS = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'


@st.composite
def files(draw: st.DrawFn) -> Written:
    """A requirement in any dialect and layout; ``{}`` stands for it."""
    quote = draw(st.sampled_from(('"', "'", '"""', "'''")))
    pin = f"{quote}{{}}{quote}"
    before = draw(st.sampled_from(("", '"rich",', '"rich", "six",')))
    after = draw(st.sampled_from(("", ",", ', "attrs"', ', "attrs",')))
    comment = draw(st.sampled_from(("", "  # core==9", "  # \xe9")))
    gap = draw(st.sampled_from(("", " ", "\n    ", f"{comment}\n    ")))
    array = f"[{gap}{before}{gap if before else ''}{pin}{after}{gap if '#' not in gap else comment + chr(10)}]"
    name = draw(st.sampled_from(("REQUIRES", "x")))
    raw = draw(st.sampled_from(("", "r", "u")))
    rows = draw(st.sampled_from(("{}\n", "\n    rich\n\n    # core\n    {}\n    six\n", "\n\t{}")))
    inline = array if "\n" not in array else f"[{pin}]"
    setup = "from setuptools import setup\n"
    dynamic = "[tool.setuptools.dynamic]\ndependencies = {file = 'requirements.txt'}\n"
    return draw(
        st.sampled_from(
            (
                Written(TOML, f"{HEAD}dependencies = {array}{comment}\n[tool.x]\ny = 1\n"),
                Written(TOML, f"{HEAD}optional-dependencies.x = {array}\n"),
                Written(TOML, f'project = {{name = "app", version = "1", dependencies = {inline}}}\n'),
                Written(TOML, f"{HEAD}[dependency-groups]\nx = {array}\n{SETUPTOOLS}"),
                Written(TOML, f"{POETRY}[tool.poetry.dependencies]{comment}\ncore = {pin}{comment}\n"),
                Written("app/setup.cfg", f"[metadata]\nname = app\nversion = 1\n[options]\ninstall_requires = {rows}"),
                Written(
                    "app/setup.py", f"{setup}{name} = {array}{comment}\nsetup(name='app', install_requires={name})\n"
                ),
                Written("app/setup.py", f"{setup}{name} = {raw}{pin}\nsetup(name='app', install_requires=[{name}])\n"),
                Written("app/setup.py", f"{setup}setup(name='app', extras_require={{'x': {array}, 'y': []}})\n"),
                Written(
                    "app/requirements.txt",
                    f"# core==9\n\n{{}}{comment}\nrich\n"
                    f"-- {TOML} --\n{HEAD}dynamic = ['dependencies']\n{SETUPTOOLS}{dynamic}",
                ),
            )
        )
    )


@given(
    files(),
    st.sampled_from(("core=={}", "core == {}", "core[x]=={}", "core (=={})", "core~={}", "core=={}; os_name != 'nt'")),
    st.sampled_from((("1.2.0", "1.3.0"), ("1.2.0", "24.03.0rc3"), ("1.1.0.dev1", "1.2.0"), ("0.1.0", "1!2.0.0"))),
    st.sampled_from(("\n", "\r\n")),
)
@settings(max_examples=120, deadline=None)
def test_the_version_in_a_pin_is_all_that_changes(
    file: Written, requirement: str, versions: tuple[str, str], ending: str
) -> None:
    old, new = versions
    if "'" in file.template and "os_name" in requirement:
        requirement = "core=={}"
    if "tool.poetry" in file.template:
        requirement = requirement.removeprefix("core").split(";")[0].strip(" ()").removeprefix("[x]")
    core = f'-- core/pyproject.toml --\n[project]\nname = "core"\nversion = "{new}"\noptional-dependencies.x = []\n'
    text = f"-- {file.path} --\n" + file.template.replace("{}", requirement.format(old)) + core
    if not file.template.endswith("\n"):
        text = text.replace(core, f"\n{core}")
    before = testing.parse_workspace(text)[file.path].replace("\n", ending)
    after = before.replace(requirement.format(old), requirement.format(new))
    whole = text.replace(testing.parse_workspace(text)[file.path], before, 1)
    fixed, found = testing.fix(whole, PINS, unsafe=True)
    assert fixed.bugs == ()
    assert found[file.path] == after
    assert fixed.outcome.findings == ()


@pytest.mark.parametrize("name", ["a", "a b", "\xe9"])
@given(
    st.lists(st.text("ab\n\r\u2028\xe9", max_size=4), max_size=8), st.lists(st.text("ab\n\r", max_size=4), max_size=8)
)
@settings(max_examples=40, deadline=None)
def test_a_patch_is_empty_exactly_where_nothing_changes(name: str, one: list[str], other: list[str]) -> None:
    before, after = ("\n".join(rows).encode() for rows in (one, other))
    made = patch(name, before, after)
    assert (made == b"") == (before == after)
    minus = [row[1:] for row in made.split(b"\n") if row.startswith(b"-") and not row.startswith(b"---")]
    assert all(row in before for row in minus)
