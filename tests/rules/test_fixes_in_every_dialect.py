"""Every fix in every dialect: what is wrong becomes what would have been right, and no other byte changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.rules.dialects import DIALECTS, Stated
from tests.rules.repairing import refusals, repaired

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.rules.dialects import Files

PYTHON = "Programming Language :: Python :: "
NINE, TEN, ELEVEN = f"{PYTHON}3.9", f"{PYTHON}3.10", f"{PYTHON}3.11"
LICENCE = "Topic :: Software Development"
GROUP = '[[groups]]\nname = "g"\nmembers = ["*"]\n'
TABLE = 'version = "1.2"\nrequires-python = ">=3.9"\ndependencies = ["click>=8"]\n'
REST = {
    "a/pyproject.toml": f'[project]\nname = "a"\n{TABLE}[project.optional-dependencies]\nfast = []\n',
    "b/pyproject.toml": f'[project]\nname = "b"\n{TABLE}',
}


@dataclass(frozen=True)
class Case:
    """A rule, what the project states and what it should; ``config`` is pinlint.toml, ``rest`` the other members."""

    code: str
    wrong: Stated
    right: Stated
    config: str = ""
    rest: tuple[tuple[str, str], ...] = ()


def requiring(code: str, wrong: tuple[str, ...], right: tuple[str, ...], config: str = "") -> Case:
    return Case(code, Stated(requires=wrong), Stated(requires=right), config)


def classified(code: str, wrong: tuple[str, ...], right: tuple[str, ...], config: str = "") -> Case:
    """The members beside it have the classifiers that are right."""
    table = f'{TABLE}classifiers = ["{NINE}", "{TEN}", "{ELEVEN}"]\n'
    rest = tuple((path, text.replace(TABLE, table)) for path, text in REST.items())
    return Case(code, Stated(classifiers=wrong), Stated(classifiers=right), config, rest if config else ())


CASES = {
    "PIN101": requiring("PIN101", ("a==1.1", "rich==13"), ("a==1.2", "rich==13")),
    "PIN101 at the end": requiring("PIN101", ("rich==13", "a~=1.1.0"), ("rich==13", "a~=1.2.0")),
    "PIN101 in an extra": Case("PIN101", Stated(extra=("a==1.1",)), Stated(extra=("a==1.2",))),
    "PIN102": requiring("PIN102", ("a~=1.2", "rich==13"), ("a==1.2", "rich==13"), GROUP + 'internal-pins = "exact"\n'),
    "PIN103": Case("PIN103", Stated(version="1.1"), Stated(), GROUP),
    "PIN105": requiring("PIN105", ("a==1.2.0", "rich==13"), ("a==1.2", "rich==13")),
    "PIN106": requiring("PIN106", ("rich==13", "a[fats]==1.2"), ("rich==13", "a[fast]==1.2")),
    "PIN201": Case("PIN201", Stated(python=">=3.8", requires=("a==1.2",)), Stated(requires=("a==1.2",))),
    "PIN201 without one": Case("PIN201", Stated(python=None, requires=("a==1.2",)), Stated(requires=("a==1.2",))),
    "PIN202": Case("PIN202", Stated(python=">=3.10"), Stated(), GROUP),
    "PIN203": Case("PIN203", Stated(python=None), Stated()),
    "PIN205": Case("PIN205", Stated(python=">3.8"), Stated()),
    "PIN301": classified("PIN301", (f"{PYTHON}3.8", NINE, LICENCE), (NINE, LICENCE)),
    "PIN302": classified("PIN302", (NINE, ELEVEN, LICENCE), (NINE, TEN, ELEVEN, LICENCE)),
    "PIN303": classified("PIN303", (NINE, TEN), (NINE, TEN, ELEVEN), GROUP),
    "PIN305": classified("PIN305", ("Natural Language :: Ukranian", NINE), ("Natural Language :: Ukrainian", NINE)),
    "PIN308": classified("PIN308", (NINE, LICENCE, NINE), (NINE, LICENCE)),
    "PIN402": requiring(
        "PIN402",
        ("click>=7", "rich==13"),
        ("click>=8", "rich==13"),
        '[[dependencies]]\nnames = ["click"]\nspecifiers = "same"\n',
    ),
    "PIN404": requiring("PIN404", ("rich==13", "click>=8", "rich==13"), ("rich==13", "click>=8")),
    "PIN405": requiring("PIN405", ("click", "six; python_version < '3.8'"), ("click",)),
}


def workspace(case: Case, files: Files) -> str:
    every = {"pinlint.toml": case.config} if case.config else {}
    every |= dict(case.rest) or REST
    every |= {f"c/{path}": text for path, text in files.items()}
    return "".join(
        f"-- {path} --\n{text if text.endswith(chr(10)) else text + chr(10)}" for path, text in every.items()
    )


SILENT = {
    ("PIN302", "poetry"): "poetry writes these classifiers itself",
    ("PIN303", "poetry"): "likewise",
    ("PIN404", "texts"): "one literal says both",
}
"""What is not found, so that nothing is to be fixed."""
OTHERWISE = {("PIN106", "poetry"), ("PIN404", "poetry"), ("PIN405", "poetry")}
"""What poetry says in tables; see below."""
REFUSED = {
    ("PIN201 without one", "variables"): "passed with others on line 10",
    ("PIN203", "variables"): "passed with others on line 6",
}
"""What is refused, and why."""


WRITTEN = [(name, dialect) for name in CASES for dialect in DIALECTS if (name, dialect.__name__) not in OTHERWISE]


@pytest.mark.parametrize(("name", "dialect"), WRITTEN, ids=[f"{name} {dialect.__name__}" for name, dialect in WRITTEN])
def test_a_fix_makes_of_what_is_wrong_what_is_right(name: str, dialect: Callable[[Stated], Files]) -> None:
    case, place = CASES[name], (name, dialect.__name__)
    before, after = workspace(case, dialect(case.wrong)), workspace(case, dialect(case.right))
    if place in SILENT or place in REFUSED:
        assert refusals(before, case.code) == ([REFUSED[place]] if place in REFUSED else [])
    else:
        found = repaired(before, case.code, unsafe=True)
        assert "".join(f"-- {path} --\n{text}" for path, text in found.items()) == after


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("PIN106", 'a = {version = "1.2", extras = ["fats"]}', 'a = {version = "1.2", extras = ["fast"]}'),
        ("PIN105", 'a = {extras = ["fast"], version = "==1.2.0"}', 'a = {extras = ["fast"], version = "==1.2"}'),
        ("PIN404", "six = [{version = '1'}, {version = '1'}]", "six = [{version = '1'}]"),
        ("PIN405", "six = {version = '1', python = '<3.8'}  # old\nx = '1'", "x = '1'"),
        ("PIN405", "x = '1'\n[tool.poetry.dependencies.six]\nversion = '1'\npython = '<3.8'", "x = '1'"),
        ("PIN101", "a = [{version = '1.1', python = '<3.12'}]", "a = [{version = '1.2', python = '<3.12'}]"),
    ],
)
def test_what_poetry_says_in_tables_is_edited_there(code: str, before: str, after: str) -> None:
    text = (
        '[tool.poetry]\nname = "c"\nversion = "1.2"\n[build-system]\nrequires = ["poetry-core"]\n'
        'build-backend = "poetry.core.masonry.api"\n[tool.poetry.dependencies]\npython = ">=3.9"\n'
    )
    found = repaired(workspace(CASES[code], {"pyproject.toml": f"{text}{before}\n"}), code, unsafe=True)
    assert found["c/pyproject.toml"] == f"{text}{after}\n"
