from __future__ import annotations

import pytest

from pinlint_rules.pin701_tool_target_disagrees import RULE
from tests.rules.asking import UNPUBLISHED, found, project, related, said


def ruff(target: str, more: str = "") -> str:
    return f'[tool.ruff]\ntarget-version = "{target}"\n{more}'


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('[tool.ruff]\ntarget-version = "py38"', "ruff target-version names Python 3.8"),
        ('[tool.black]\ntarget-version = ["py310", "py38"]', "black target-version names Python 3.8"),
        ('[tool.mypy]\npython_version = "3.8"', "mypy python_version names Python 3.8"),
        ('[tool.pyright]\npythonVersion = "3.8"', "pyright pythonVersion names Python 3.8"),
        ('[tool.pylint.main]\npy-version = "2.7"', "pylint py-version names Python 2.7"),
    ],
)
def test_an_older_python_than_the_member_accepts_is_reported(more: str, message: str) -> None:
    (line,) = said(RULE, project("core", python=">=3.9", more=more))
    assert line.endswith(f"PIN701 {message}, but core requires Python >=3.9")


@pytest.mark.parametrize(
    ("python", "target", "expected"),
    [
        (">=3.9", "py39", 0),
        (">=3.9.2", "py39", 0),
        (">3.8", "py38", 0),
        ("~=3.9", "py38", 1),
        (">=3.8,!=3.8.*", "py38", 1),
        (">=3.9,<3.8", "py38", 0),
        ("<4", "py38", 0),
        (">=2.7,!=3.0.*", "py37", 0),
        (">=2.7,!=3.0.*", "py38", 1),
        (">=3.9", "py310", 1),
        (">=3.9", "nightly", 0),
    ],
)
def test_the_floor_is_what_the_set_really_begins_with(python: str, target: str, expected: int) -> None:
    assert len(said(RULE, project("core", python=python, more=ruff(target)))) == expected


def test_rewriting_for_a_newer_python_is_reported() -> None:
    files = (project("core", python=">=3.9", more=ruff("py311")),)
    message = "PIN701 ruff target-version rewrites code for Python 3.11, but core accepts Python 3.9 (>=3.9)"
    assert said(RULE, *files) == [f"core/pyproject.toml:6:18: {message}"]
    assert related(found(RULE, *files)[0]) == [("core/pyproject.toml", "core requires Python >=3.9")]
    assert found(RULE, *files)[0].finding.witness == "Python 3.9"


def test_analysing_for_a_newer_python_is_fine() -> None:
    assert not said(RULE, project("core", python=">=3.9", more='[tool.mypy]\npython_version = "3.12"'))


def test_the_oldest_python_that_a_tool_knows_is_not_too_new() -> None:
    assert not said(RULE, project("core", python=">=3.6", more=ruff("py37")))
    assert said(RULE, project("core", python=">=3.6", more='[tool.black]\ntarget-version = ["py37"]'))


def test_without_a_python_there_is_nothing_to_compare() -> None:
    assert not said(RULE, project("core", more=ruff("py38")))
    assert not said(RULE, project("core", more=f'dynamic = ["requires-python"]\n{ruff("py38")}'))
    assert not said(RULE, project("core", python=">=3.9", more="[tool.ruff]\nline-length = 100"))


def test_an_application_is_analysed_like_a_library() -> None:
    assert said(RULE, project("core", python=">=3.9", more=f"{UNPUBLISHED}\n{ruff('py38')}"))


ROOT = "-- ruff.toml --\ntarget-version = "


def test_a_setting_of_the_root_is_too_old_for_all_members_or_for_none() -> None:
    core, web = project("core", python=">=3.9"), project("web", python=">=3.10")
    assert said(RULE, f'{ROOT}"py38"', core, web) == [
        "ruff.toml:1:18: PIN701 ruff target-version names Python 3.8, but no member accepts it (core >=3.9, web >=3.10)"
    ]
    assert found(RULE, f'{ROOT}"py38"', core, web)[0].finding.member is None
    assert not said(RULE, f'{ROOT}"py38"', core, web, project("old", python=">=3.8"))
    assert not said(RULE, f'{ROOT}"py38"', core, web, project("any"))


def test_many_members_are_counted() -> None:
    files = [project(f"core{number}", python=">=3.9") for number in range(9)]
    (line,) = said(RULE, f'{ROOT}"py38"', *files)
    assert line.endswith("(core0 >=3.9, core1 >=3.9, core2 >=3.9 and 6 more)")


def test_a_setting_of_the_root_is_too_new_for_the_oldest_member_it_governs() -> None:
    core, web = project("core", python=">=3.9"), project("web", python=">=3.10")
    (line,) = said(RULE, f'{ROOT}"py310"', core, web)
    assert line.endswith("rewrites code for Python 3.10, but core accepts Python 3.9 (>=3.9)")
    nearer = project("core", python=">=3.9", more="[tool.ruff]\nline-length = 100")
    assert not said(RULE, f'{ROOT}"py310"', nearer, web)
    # Settings of another tool are no nearer ones.
    assert said(RULE, f'{ROOT}"py310"', project("core", python=">=3.9", more="[tool.black]\nline-length = 100"))


def test_what_leaves_files_out_is_asked_of_its_own_folder_only() -> None:
    core = project("core", python=">=3.9", path="libs/core")
    assert not said(RULE, f'{ROOT}"py310"\nexclude = ["libs"]', core)
    assert said(RULE, '-- libs/core/ruff.toml --\ntarget-version = "py310"\nexclude = ["a"]', core)


def test_a_setting_is_for_the_members_below_it() -> None:
    core = project("core", python=">=3.9", path="libs/core")
    other = project("other", python=">=3.7", path="libs-old")
    assert said(RULE, '-- libs/ruff.toml --\ntarget-version = "py38"', core, other)
    assert not said(RULE, '-- libs/core/tests/ruff.toml --\ntarget-version = "py38"', core, other)
    assert not said(RULE, '-- tools/ruff.toml --\ntarget-version = "py36"', core, other)


def test_a_root_that_is_no_member_sets_up_tools_for_its_members() -> None:
    root = f"-- pyproject.toml --\n{ruff('py38')}"
    assert said(RULE, root, project("core", python=">=3.9"))


def test_pyupgrade_is_told_by_its_arguments() -> None:
    hook = "-- .pre-commit-config.yaml --\nrepos:\n- repo: x\n  hooks: [{id: pyupgrade, args: [--py310-plus]}]\n"
    message = "PIN701 pyupgrade --py310-plus rewrites code for Python 3.10, but core accepts Python 3.9 (>=3.9)"
    assert said(RULE, hook, project("core", python=">=3.9")) == [f".pre-commit-config.yaml:3:34: {message}"]
    assert said(RULE, hook, project("core", python=">=3.11")) == [
        ".pre-commit-config.yaml:3:34: PIN701 pyupgrade --py310-plus names Python 3.10, but core requires Python >=3.11"
    ]
    assert not said(RULE, hook, project("core", python=">=3.10"))


def test_a_project_in_setup_cfg_is_set_up_there_too() -> None:
    config = "-- setup.cfg --\n[metadata]\nname = core\nversion = 1\n[options]\npython_requires = >=3.9\n"
    assert said(RULE, f"{config}[mypy]\npython_version = 3.8\n") == [
        "setup.cfg:7:18: PIN701 mypy python_version names Python 3.8, but core requires Python >=3.9"
    ]
