"""The version of a group is written where the version of a project comes from, whatever reads it there."""

from __future__ import annotations

import pytest

from tests.rules.repairing import refusals, repaired, tried

GROUP = (
    '-- pinlint.toml --\n[[groups]]\nname = "g"\nmembers = ["*"]\n'
    '-- a/pyproject.toml --\n[project]\nname = "a"\nversion = "1.2"\n'
    '-- b/pyproject.toml --\n[project]\nname = "b"\nversion = "1.2"\n'
)
SETUP = "-- c/setup.py --\nimport re\nfrom pathlib import Path\nfrom setuptools import setup\n"
DYNAMIC = '[project]\nname = "c"\ndynamic = ["version"]\n'


def backend(name: str, module: str) -> str:
    return f'-- c/pyproject.toml --\n[build-system]\nrequires = ["{name}"]\nbuild-backend = "{module}"\n{DYNAMIC}'


@pytest.mark.parametrize(
    ("path", "before", "after", "reader"),
    [
        ("VERSION", "1.1\n", "1.2\n", SETUP + "setup(name='c', version=Path('VERSION').read_text().strip())\n"),
        ("VERSION", "v1.1", "v1.2", "-- c/setup.cfg --\n[metadata]\nname = c\nversion = file: VERSION\n"),
        (
            "c/__init__.py",
            "# c\r\n__version__ = '1.1'  # here\r\n",
            "# c\r\n__version__ = '1.2'  # here\r\n",
            SETUP + "V = re.search(\"^__version__ = '(.*)'\", open('c/__init__.py').read(), re.M)\n"
            "setup(name='c', version=V.group(1))\n",
        ),
        (
            "v.json",
            '{"name": "c", "version": "1.1"}\n',
            '{"name": "c", "version": "1.2"}\n',
            SETUP + "import json\nsetup(name='c', version=json.load(open('v.json'))['version'])\n",
        ),
        (
            "x.toml",
            "[x]\nversion = '1.1'  # x\n",
            "[x]\nversion = '1.2'  # x\n",
            SETUP + "import tomllib\nsetup(name='c', version=tomllib.load(open('x.toml', 'rb'))['x']['version'])\n",
        ),
        (
            "c/version.py",
            "VERSION = '1.1'\n",
            "VERSION = '1.2'\n",
            SETUP + "exec(open('c/version.py').read())\nsetup(name='c', version=VERSION)\n",
        ),
        (
            "c.py",
            '__version__ = "1.1"\n',
            '__version__ = "1.2"\n',
            SETUP + "import c\nsetup(name='c', version=c.__version__)\n",
        ),
        (
            "c.py",
            "V = '1.1'\n",
            "V = '1.2'\n",
            "-- c/setup.cfg --\n[metadata]\nname = c\nversion = attr: c.V\n[options]\n",
        ),
        (
            "V.txt",
            "\n1.1\n\n",
            "\n1.2\n\n",
            f"-- c/pyproject.toml --\n{DYNAMIC}[tool.setuptools.dynamic]\nversion.file = 'V.txt'\n",
        ),
        (
            "c.py",
            "V = '1.1'\n",
            "V = '1.2'\n",
            f"-- c/pyproject.toml --\n{DYNAMIC}[tool.setuptools.dynamic]\nversion.attr = 'c.V'\n",
        ),
        (
            "c/__about__.py",
            '__version__ = "1.1"\n',
            '__version__ = "1.2"\n',
            backend("hatchling", "hatchling.build") + "[tool.hatch.version]\npath = 'c/__about__.py'\n",
        ),
        (
            "V.md",
            "# v1.1 (now)\n",
            "# v1.2 (now)\n",
            backend("hatchling", "hatchling.build")
            + "[tool.hatch.version]\npath = 'V.md'\npattern = 'v(?P<version>[0-9.]+)'\n",
        ),
        (
            "package.json",
            '{\n  "version": "1.1.0"\n}\n',
            '{\n  "version": "1.2.0"\n}\n',
            backend("hatchling", "hatchling.build") + "[tool.hatch.version]\nsource = 'nodejs'\n",
        ),
        (
            "c.py",
            "'''c'''\n__version__ = '1.1'\n",
            "'''c'''\n__version__ = '1.2'\n",
            backend("flit_core", "flit_core.buildapi"),
        ),
        (
            "c.py",
            "__version__ = '1.1'\n",
            "__version__ = '1.2'\n",
            backend("pdm-backend", "pdm.backend") + "[tool.pdm.version]\nsource = 'file'\npath = 'c.py'\n",
        ),
        (
            "Cargo.toml",
            "[package]\nname = 'c'\nversion = '1.1.0' # x\n",
            "[package]\nname = 'c'\nversion = '1.2.0' # x\n",
            backend("maturin", "maturin"),
        ),
        (
            "meson.build",
            "project('c', version: '1.1')\n",
            "project('c', version: '1.2')\n",
            backend("meson-python", "mesonpy"),
        ),
    ],
)
def test_it_is_written_where_it_is_read(path: str, before: str, after: str, reader: str) -> None:
    before, after = (text if text.endswith("\n") else f"{text}\n" for text in (before, after))
    text = f"{GROUP}-- c/{path} --\n{before}{reader}"
    found = repaired(text, "PIN103")
    assert found[f"c/{path}"] == after
    assert {each for each, said in found.items() if said not in text} == {f"c/{path}"}


@pytest.mark.parametrize(
    ("version", "why"),
    [
        ("'.'.join(('1', '1'))", "computed on line 4"),
        ("'%s.1' % 1", "computed on line 4"),
        ("open('VERSION').read().strip() + '.1'", "computed on line 4"),
        ("1.1", "written as a number"),
    ],
)
def test_what_no_literal_says_is_refused(version: str, why: str) -> None:
    text = f"{GROUP}-- c/VERSION --\n1\n{SETUP}setup(name='c', version={version})\n"
    assert refusals(text, "PIN103") == [why]


def crate(version: str) -> str:
    """Members of a group at a version, and one that lags and has it from Cargo.toml."""
    files = GROUP.replace('"1.2"', f'"{version}"') + "-- c/Cargo.toml --\n[package]\nname = 'c'\nversion = '1.1.0'\n"
    return files + backend("maturin", "maturin")


def test_a_version_that_cargo_does_not_know_has_no_fix() -> None:
    (found,) = tried(crate("1.2.post1"), "PIN103").outcome.findings
    assert found.fix is None


def test_cargo_gets_a_pre_release_as_it_writes_them() -> None:
    assert "version = '1.2.0-rc.1'" in repaired(crate("1.2rc1"), "PIN103")["c/Cargo.toml"]


@pytest.mark.parametrize(
    ("files", "path", "before", "after"),
    [
        (
            "-- c/VERSION --\n1.1\n-- c/setup.cfg --\n[metadata]\nname = c\nversion = file: VERSION\n",
            "VERSION",
            "1.1",
            "1.2",
        ),
        (
            "-- c/VERSION --\n1.1\n" + SETUP + "setup(name='c', version=open('VERSION').read().strip())\n",
            "VERSION",
            "1.1",
            "1.2",
        ),
        (SETUP + "V = '1.1'\nsetup(name='c', version=V)\n", "setup.py", "V = '1.1'", "V = '1.2'"),
    ],
)
def test_a_second_file_gets_the_version_where_it_reads_it(files: str, path: str, before: str, after: str) -> None:
    text = '-- c/pyproject.toml --\n[project]\nname = "c"\nversion = "1.2"\n' + files
    found = repaired(text, "PIN501")
    assert after in found[f"c/{path}"]
    assert "".join(f"-- {each} --\n{said}" for each, said in found.items()) == text.replace(before, after)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("docs/conf.py", "project = 'c'\nrelease = \"1.1\"  # r\n", "project = 'c'\nrelease = \"1.2\"  # r\n"),
        ("docs/conf.py", "VERSION: str = 'v1.1'\n", "VERSION: str = 'v1.2'\n"),
        ("x.toml", "[x]\nversion = '1.1'\n", "[x]\nversion = '1.2'\n"),
        ("Makefile", "VERSION = 1.1\n", "VERSION = 1.2\n"),
        ("y.yaml", "version: 1.1 # x\n", "version: 1.2 # x\n"),
        ("v.json", '{\n  "version": "1.1"\n}\n', '{\n  "version": "1.2"\n}\n'),
        ("VERSION", "v1.1\r\n", "v1.2\r\n"),
        ("CITATION.cff", "cff-version: 1.2.0\nversion: v1.1 # x\n", "cff-version: 1.2.0\nversion: v1.2 # x\n"),
    ],
)
def test_a_configured_copy_gets_the_version_of_its_member(path: str, before: str, after: str) -> None:
    member = '-- pyproject.toml --\n[project]\nname = "c"\nversion = "1.2"\n'
    text = f'{member}-- pinlint.toml --\nversion-files = ["{path}"]\n'
    assert repaired(f"{text}-- {path} --\n{before}", "PIN502")[path] == after


def test_the_line_end_in_a_version_stays() -> None:
    text = f"{GROUP}{SETUP}setup(**dict([('name', 'c'), ('version', \"\"\"1.1\n\"\"\")]))\n"
    assert repaired(text, "PIN103")["c/setup.py"].endswith('"""1.2\n""")]))\n')
    text = text.replace("1.1", "1.2").replace('"1.2"', '"1.2"\nrequires-python = ">=3.9"')
    text = text.replace("('version'", '(\'python_requires\', """\n>=3.8\n"""), (\'version\'')
    assert '"""\n>=3.9\n"""' in repaired(text, "PIN202")["c/setup.py"]


def test_white_space_around_a_version_and_a_pin_in_a_program_goes() -> None:
    text = (
        '-- a/pyproject.toml --\n[project]\nname = "a"\nversion = "1.2"\n'
        f"{SETUP}setup(name='c', version='''1.2\n''', install_requires=['''\na==1.2\n'''])\n"
    )
    found = repaired(text, "PIN105")["c/setup.py"]
    assert found.endswith("setup(name='c', version='''1.2''', install_requires=['''a==1.2'''])\n")
