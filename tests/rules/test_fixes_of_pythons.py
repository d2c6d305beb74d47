"""Fixes of Requires-Python, in every dialect."""

from __future__ import annotations

import pytest

from tests.rules.repairing import repaired, tried

P = "Programming Language :: Python ::"


def project(name: str, python: str | None, more: str = "") -> str:
    requires = f'requires-python = "{python}"\n' if python is not None else ""
    return f'-- {name}/pyproject.toml --\n[project]\nname = "{name}"\nversion = "1.0"\n{requires}{more}\n'


def python(text: str) -> str:
    return text.split('requires-python = "')[1].split('"', maxsplit=1)[0]


@pytest.mark.parametrize(
    ("before", "sibling", "after"),
    [
        (">=3.10", ">=3.11", ">=3.11"),
        ("<4, >= 3.10", ">=3.11,<4", "<4, >= 3.11"),
        (">=3.10,<3.15", ">=3.10,<3.14", ">=3.10,<3.14"),
        (">=3.10 , <3.15", ">=3.11, <3.14", ">=3.11 , <3.14"),
        ("<4", ">=3.11", ">=3.11,<4"),
        ("~=3.10", ">=3.11", "~=3.11"),
        (None, ">=3.11, <4", ">=3.11, <4"),
        (">=3.10", ">3.10", None),
        ("==3.10.*", ">=3.11", None),
        (">=3.10", ">=3.10,!=3.12.*", None),
    ],
)
def test_a_member_is_narrowed_to_what_its_sibling_accepts(before: str | None, sibling: str, after: str | None) -> None:
    text = project("app", before, 'dependencies = ["core"]') + project("core", sibling)
    assert tried(text, "PIN201", unsafe=False).done == ()
    if after is None:
        assert tried(text, "PIN201").done == ()
    else:
        assert python(repaired(text, "PIN201", unsafe=True)["app/pyproject.toml"]) == after


def test_what_only_an_extra_or_a_marker_brings_has_no_fix() -> None:
    core = project("core", ">=3.11")
    extra = project("app", ">=3.10", '[project.optional-dependencies]\nx = ["core"]')
    marked = project("app", ">=3.10", "dependencies = [\"core; os_name == 'nt'\"]")
    assert tried(extra + core, "PIN201").done == tried(marked + core, "PIN201").done == ()


def test_what_follows_from_a_fix_is_fixed_as_well() -> None:
    text = (
        project("web", ">=3.10", 'dependencies = ["app"]')
        + project("app", ">=3.10", f'dependencies = ["core"]\nclassifiers = ["{P} 3.10", "{P} 3.11"]')
        + project("core", ">=3.11")
    )
    files = repaired(text, "PIN201", "PIN301", unsafe=True)
    assert [python(files[f"{name}/pyproject.toml"]) for name in ("web", "app")] == [">=3.11", ">=3.11"]
    assert f"{P} 3.10" not in files["app/pyproject.toml"]


def test_poetry_is_edited_in_its_own_words() -> None:
    app = (
        '-- app/pyproject.toml --\n[tool.poetry]\nname = "app"\nversion = "1"\n[tool.poetry.dependencies]\n'
        'python = "^3.10"\ncore = "*"\n[build-system]\nrequires = ["poetry-core"]\n'
        'build-backend = "poetry.core.masonry.api"\n'
    )
    found = repaired(app + project("core", ">=3.11"), "PIN201", unsafe=True)["app/pyproject.toml"]
    assert 'python = "^3.11"' in found
    found = repaired(app.replace('python = "^3.10"\n', "") + project("core", ">=3.11"), "PIN201", unsafe=True)
    assert 'core = "*"\npython = ">=3.11"\n' in found["app/pyproject.toml"]


GROUP = '-- pinlint.toml --\n[[groups]]\nname = "acme"\nmembers = ["*"]\n'


def test_an_outlier_gets_what_the_majority_says() -> None:
    others = project("app", ">=3.11, <4") + project("web", "<4,>=3.11")
    found = repaired(project("core", ">=3.10") + others + GROUP, "PIN202")
    assert python(found["core/pyproject.toml"]) == ">=3.11, <4"
    setup = (
        "-- core/setup.py --\nfrom setuptools import setup\nsetup(name='core', version='1', python_requires='>=3.9')\n"
    )
    found = repaired(setup + others + GROUP, "PIN202")
    assert "python_requires='>=3.11, <4')" in found["core/setup.py"]


def test_what_is_missing_is_what_all_others_declare() -> None:
    others = project("app", ">=3.11") + project("web", ">=3.11")
    found = repaired(project("core", None) + others + GROUP, "PIN203")
    assert found["core/pyproject.toml"].startswith(
        '[project]\nname = "core"\nversion = "1.0"\nrequires-python = ">=3.11"\n'
    )
    assert tried(project("core", None) + others, "PIN203", unsafe=False).done == ()
    assert len(tried(project("core", None) + others, "PIN203").done) == 1
    differing = project("app", ">=3.11") + project("web", ">=3.12")
    assert tried(project("core", None) + differing, "PIN203").done == ()
    assert tried(project("core", None), "PIN203").done == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<=3.12", "<3.13"),
        (">=3.9, <= 3.12", ">=3.9, < 3.13"),
        (">3.8", ">=3.9"),
        ("==3.12", "==3.12.*"),
        (">=3.10,!=3.13", ">=3.10,!=3.13.*"),
        (">3.8,<=3.12", ">=3.9,<3.13"),
        ("<=3", "<4"),
    ],
)
def test_a_trap_becomes_what_was_meant(before: str, after: str) -> None:
    assert tried(project("core", before), "PIN205", unsafe=False).done == ()
    assert python(repaired(project("core", before), "PIN205", unsafe=True)["core/pyproject.toml"]) == after


def test_a_trap_in_setup_cfg_is_edited() -> None:
    text = "-- core/setup.cfg --\n[metadata]\nname = core\n[options]\npython_requires = >3.8\n"
    assert repaired(text, "PIN205", unsafe=True)["core/setup.cfg"].endswith("python_requires = >=3.9\n")


def test_a_requirement_that_is_never_installed_goes() -> None:
    text = project("core", ">=3.11", 'dependencies = ["click", "tomli; python_version < \'3.11\'"]')
    assert tried(text, "PIN405", unsafe=False).done == ()
    assert repaired(text, "PIN405", unsafe=True)["core/pyproject.toml"].endswith('dependencies = ["click"]\n')
    poetry = (
        '-- core/pyproject.toml --\n[tool.poetry]\nname = "core"\nversion = "1"\n[tool.poetry.dependencies]\n'
        'python = "^3.11"\nclick = "*"\ntomli = {version = "2.0", python = "<3.11"}  # old\n[build-system]\n'
        'requires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n'
    )
    assert 'click = "*"\n[build-system]' in repaired(poetry, "PIN405", unsafe=True)["core/pyproject.toml"]


@pytest.mark.parametrize(("before", "after"), [(">2.7", ">=3"), ("<=2.7", "<3"), (">3.9", ">=3.10")])
def test_behind_python_2_7_comes_3(before: str, after: str) -> None:
    text = f'-- a/pyproject.toml --\n[project]\nname = "a"\nversion = "1"\nrequires-python = "{before}"\n'
    assert f'"{after}"' in repaired(text, "PIN205", unsafe=True)["a/pyproject.toml"]


def test_what_says_that_any_python_will_do_is_written_over() -> None:
    text = (
        '-- core/pyproject.toml --\n[project]\nname = "core"\nversion = "1"\nrequires-python = ">=3.10"\n'
        '-- a/pyproject.toml --\n[tool.poetry]\nname = "a"\nversion = "1"\n'
        "[tool.poetry.dependencies]\npython = '*'  # any\ncore = \"1\"\n"
    )
    assert "python = '>=3.10'  # any\n" in repaired(text, "PIN201", unsafe=True)["a/pyproject.toml"]
