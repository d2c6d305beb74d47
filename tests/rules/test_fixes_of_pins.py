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
        ('"core===24.2.0"', "24.03.0", '"core===24.3.0"'),
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
        ('"core<7.0.0.dev0"', "7.36.2", '"core<8.0.0.dev0"'),
        ('"core<1.10"', "1.10.3", '"core<1.11"'),
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


GROUP = '-- pinlint.toml --\n[[groups]]\nname = "acme"\nmembers = ["*"]\ninternal-pins = "{}"\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("core", "core==1.3.0"),
        ("core[x] ; os_name == 'nt'", "core[x]==1.3.0 ; os_name == 'nt'"),
        ("core >= 1.2", "core == 1.3.0"),
        ("core>=1.2,<2", "core==1.3.0"),
        ("core (>=1.2, <2)", "core (==1.3.0)"),
        ("core~=1.2", "core==1.3.0"),
    ],
)
def test_a_loose_requirement_is_made_exact(before: str, after: str) -> None:
    text = APP.format(f'dependencies = ["{before}"]') + CORE.format("1.3.0") + GROUP.format("exact")
    assert (
        repaired(text, "PIN102")["app/pyproject.toml"]
        == f'{APP.format("")[:-1]}dependencies = ["{after}"]\n'.partition("--\n")[2]
    )


@pytest.mark.parametrize(
    ("policy", "before", "after"),
    [
        ("compatible", "core>=1.2", "core~=1.3.0"),
        ("minimum", "core", "core>=1.3.0"),
        ("minimum", "core<2", "core>=1.3.0"),
    ],
)
def test_bounds_that_have_to_be_chosen_are_unsafe(policy: str, before: str, after: str) -> None:
    text = APP.format(f'dependencies = ["{before}"]') + CORE.format("1.3.0") + GROUP.format(policy)
    assert f'["{before}"]' in repaired(text, "PIN102")["app/pyproject.toml"]
    assert f'["{after}"]' in repaired(text, "PIN102", unsafe=True)["app/pyproject.toml"]


def test_a_loose_constraint_of_poetry_is_made_exact() -> None:
    text = f"-- app/pyproject.toml --\n{POETRY}core = '>=1'\n" + CORE.format("1.3.0") + GROUP.format("exact")
    assert repaired(text, "PIN102")["app/pyproject.toml"] == f"{POETRY}core = '==1.3.0'\n"


LOCKSTEP = '-- pinlint.toml --\n[[groups]]\nname = "acme"\nmembers = ["*"]\n'
WEB = APP.replace("app", "web").format("")


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (
            "core/setup.cfg",
            "[metadata]\nname = core\nversion = 1.2  \n",
            "[metadata]\nname = core\nversion = 1.3.0  \n",
        ),
        (
            "core/setup.py",
            "from setuptools import setup\nVERSION = '1.2'  # x\nsetup(name='core', version=VERSION)\n",
            "from setuptools import setup\nVERSION = '1.3.0'  # x\nsetup(name='core', version=VERSION)\n",
        ),
        (
            "core/pyproject.toml",
            "project = { name = 'core', version = '''1.2''' }\n",
            "project = { name = 'core', version = '''1.3.0''' }\n",
        ),
    ],
)
def test_a_member_that_drifted_gets_the_version_of_its_group(path: str, before: str, after: str) -> None:
    text = APP.format("") + WEB + f"-- {path} --\n{before}" + LOCKSTEP
    assert repaired(text, "PIN103")[path] == after


def test_the_file_that_a_version_is_read_from_is_edited() -> None:
    text = (
        '-- core/pyproject.toml --\n[project]\nname = "core"\ndynamic = ["version"]\n[build-system]\n'
        'requires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
        '[tool.setuptools.dynamic]\nversion = {file = "VERSION"}\n-- core/VERSION --\n1.2\n'
    )
    assert repaired(APP.format("") + WEB + text + LOCKSTEP, "PIN103")["core/VERSION"] == "1.3.0\n"
    text = (
        '-- core/pyproject.toml --\n[project]\nname = "core"\ndynamic = ["version"]\n[build-system]\n'
        'requires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
        '[tool.setuptools.dynamic]\nversion = {attr = "core.__version__"}\n'
        '-- core/core/__init__.py --\n__version__: str = "1.2"  # x\n'
    )
    found = repaired(APP.format("") + WEB + text + LOCKSTEP, "PIN103")
    assert found["core/core/__init__.py"] == '__version__: str = "1.3.0"  # x\n'


def test_pins_follow_the_version_that_moved() -> None:
    app = APP.format('dependencies = ["core==1.2"]')
    found = repaired(app + WEB + CORE.format("1.2") + LOCKSTEP, "PIN101", "PIN103")
    assert '"core==1.3.0"' in found["app/pyproject.toml"]
    assert 'version = "1.3.0"' in found["core/pyproject.toml"]


def test_a_tie_has_no_fix() -> None:
    assert tried(APP.format("") + CORE.format("1.2") + LOCKSTEP, "PIN103").done == ()


def test_a_file_that_all_members_part_from_is_changed_on_demand() -> None:
    group = LOCKSTEP + 'version = {file = "VERSION"}\n-- VERSION --\n1.2\n'
    text = APP.format("") + WEB + group
    assert repaired(text, "PIN103")["VERSION"] == "1.2\n"
    assert repaired(text, "PIN103", unsafe=True)["VERSION"] == "1.3.0\n"
    text = APP.format("") + CORE.format("1.2") + group
    assert 'version = "1.2"' in repaired(text, "PIN103")["app/pyproject.toml"]


def test_a_pin_is_spelled_as_the_sibling_spells_its_version() -> None:
    app = APP.format(
        'dependencies = ["core == 24.3"]\n[project.optional-dependencies]\nx = ["core[y]==24.3.0; os_name"]'
    )
    app = app.replace("; os_name", "; os_name=='nt'")
    found = repaired(app + CORE.format("24.03.0"), "PIN105")["app/pyproject.toml"]
    assert '["core == 24.03.0"]' in found
    assert "[\"core[y]==24.03.0; os_name=='nt'\"]" in found


def test_white_space_around_strings_goes() -> None:
    app = (
        "-- app/setup.py --\nfrom setuptools import setup\n"
        "setup(name='app', version=' 1.0\\n', install_requires=[' a ', u'b\\t', 'c'])\n"
    )
    assert repaired(app, "PIN105")["app/setup.py"].endswith("version='1.0', install_requires=['a', u'b', 'c'])\n")
