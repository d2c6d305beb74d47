"""Fixes of requirements on siblings, in every dialect."""

from __future__ import annotations

import pytest

from tests.rules.repairing import refusals, repaired, tried

CORE = '-- core/pyproject.toml --\n[project]\nname = "core"\nversion = "{}"\n'
APP = '-- app/pyproject.toml --\n[project]\nname = "app"\nversion = "1.3.0"\n{}\n'

POETRY = """\
[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
[tool.poetry]
name = "app"
version = "1"
[tool.poetry.dependencies]
"""


def fixed(requirement: str, version: str, *, unsafe: bool = False) -> str:
    before = APP.format(f'dependencies = [\n  "rich",  # x\n  {requirement}  # {requirement}\n]')
    files = repaired(before + CORE.format(version), "PIN101", unsafe=unsafe)
    return files["app/pyproject.toml"].split("# x\n  ")[1].split("  #")[0]


@pytest.mark.parametrize(
    ("before", "version", "after"),
    [
        ('"core==1.2.0"', "1.3.0", '"core==1.3.0"'),
        ('"core==1.2.0"', "24.03.0rc3", '"core==24.03.0rc3"'),
        ('"core == 1.2.0"', "1.3.0", '"core == 1.3.0"'),
        ("'core [x, y] ( ==1.2.0 ) ; os_name == \"nt\"'", "1.3.0", "'core [x, y] ( ==1.3.0 ) ; os_name == \"nt\"'"),
        ('"core===1.2.0"', "1.3.0", '"core===1.3.0"'),
        ('"core==1.2.*"', "1.3.5", '"core==1.3.*"'),
        ('"core==1.2.*"', "2", '"core==2.0.*"'),
        ('"core~=1.2.0"', "1.3.5", '"core~=1.3.5"'),
        ('"core~=1.2"', "2.3.5", '"core~=2.3"'),
        ('"core~=1.2"', "2.3rc1", '"core~=2.3rc1"'),
        ('"core~=1.2.0"', "2", '"core~=2.0.0"'),
        ('"core==1.2.0"', "1.3.0+local", '"core==1.3.0"'),
        ('"core==1.2.0,!=1.1"', "1.3.0", '"core==1.3.0,!=1.1"'),
    ],
)
def test_what_held_an_earlier_version_holds_the_present_one(before: str, version: str, after: str) -> None:
    assert fixed(before, version) == after


@pytest.mark.parametrize(
    ("before", "version", "after"),
    [
        ('"core==2.0"', "1.3.0", '"core==1.3.0"'),
        ('"core>=2,<3"', "1.3.0", '"core>=1.3.0,<3"'),
        ('"core >=1, <1.3"', "1.3.0", '"core >=1, <1.4"'),
        ('"core<2"', "2.1", '"core<3"'),
        ('"core<0.5b0"', "0.5b0", '"core<0.6b0"'),
        ('"core<=1.2"', "1.3", '"core<=1.3"'),
    ],
)
def test_what_has_to_choose_is_unsafe(before: str, version: str, after: str) -> None:
    assert fixed(before, version) == before
    assert fixed(before, version, unsafe=True) == after


@pytest.mark.parametrize(("before", "version"), [('"core!=1.3"', "1.3"), ('"core>1.3"', "1.3")])
def test_what_no_version_says_has_no_fix(before: str, version: str) -> None:
    assert fixed(before, version, unsafe=True) == before


def test_all_requirements_on_a_sibling_are_one_fix() -> None:
    app = APP.format(
        'dependencies = ["core==1.2.0"]\n[project.optional-dependencies]\nx = ["core==1.1"]\n'
        '[dependency-groups]\ndev = ["core == 1.2.0"]\n[build-system]\nrequires = ["core==1.2.0"]'
    )
    after = repaired(app + CORE.format("1.3.0"), "PIN101")["app/pyproject.toml"]
    assert after.count("==1.3.0") == 3
    assert "core == 1.3.0" in after


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (
            "app/setup.cfg",
            "[metadata]\nname = app\nversion = 1\n[options]\ninstall_requires =\n    rich\n    # x\n    core==1.2.0\n",
            "core==1.3.0",
        ),
        (
            "app/setup.cfg",
            "[metadata]\nname = app\n[options]\ninstall_requires = core==1.2.0; rich\n",
            "= core==1.3.0; rich",
        ),
        (
            "app/setup.py",
            "from setuptools import setup\nR = ['rich', 'core==1.2.0']  # x\nsetup(name='app', install_requires=R)\n",
            "'core==1.3.0']  # x",
        ),
        (
            "app/setup.py",
            "from setuptools import setup\nsetup(name='app', install_requires='''\n  rich\n  core==1.2.0\n''')\n",
            "rich\n  core==1.3.0\n",
        ),
        (
            "app/pyproject.toml",
            POETRY + 'core = "==1.2.0" # x\n',
            'core = "==1.3.0" # x',
        ),
        (
            "app/pyproject.toml",
            POETRY + 'core = {extras = ["x"], version = "^1.2.0"}\n',
            'core = {extras = ["x"], version = "^2.0.0"}',
        ),
        (
            "app/pyproject.toml",
            POETRY + 'core = "1.2.0"\n',
            'core = "1.3.0"',
        ),
    ],
)
def test_every_dialect_is_edited(path: str, before: str, after: str) -> None:
    version = "2.0.0" if "^" in before else "1.3.0"
    found = repaired(f"-- {path} --\n{before}" + CORE.format(version), "PIN101")[path]
    assert after in found
    assert len(found) == len(before)


def test_lines_of_a_file_that_a_build_reads_are_edited() -> None:
    app = (
        '-- app/pyproject.toml --\n[project]\nname = "app"\nversion = "1"\ndynamic = ["dependencies"]\n'
        '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
        '[tool.setuptools.dynamic]\ndependencies = {file = ["requirements.txt"]}\n'
        "-- app/requirements.txt --\n# all\ncore==1.2.0\nrich\n"
    )
    assert repaired(app + CORE.format("1.3.0"), "PIN101")["app/requirements.txt"] == "# all\ncore==1.3.0\nrich\n"


@pytest.mark.parametrize(
    "requires", ["['core==' + '1.2' + '.0']", "[f'core=={V}']", "['core==%s' % V]", "['core=={}'.format(V)]"]
)
def test_what_is_computed_is_refused_with_the_line(requires: str) -> None:
    setup = f"V = '1.2.0'\nsetup(name='app', install_requires={requires})\n"
    app = f"-- app/setup.py --\nfrom setuptools import setup\n{setup}"
    (refusal,) = refusals(app + CORE.format("1.3.0"), "PIN101")
    assert refusal == "computed on line 3"


def test_where_the_sibling_lags_its_group_the_pin_stays() -> None:
    group = '-- pinlint.toml --\n[[groups]]\nname = "acme"\nmembers = ["*"]\n'
    web = APP.replace("app", "web").format("")
    text = APP.format('dependencies = ["core==1.3.0"]') + web + CORE.format("1.2.0") + group
    assert tried(text, "PIN101").done == ()
