from __future__ import annotations

import pytest

from pinlint_rules.pin408_bound_missing import RULE
from tests.rules.asking import found, project, related, said


def config(*need: str, names: str = "*") -> str:
    return f'-- pinlint.toml --\n[[dependencies]]\nnames = ["{names}"]\nneed = {list(need)}\nreason = "as agreed"'


@pytest.mark.parametrize(
    ("need", "requirement", "lacks"),
    [
        ("lower-bound", "click", "no lower bound"),
        ("lower-bound", "click<9", "no lower bound"),
        ("lower-bound", "click!=8.1", "no lower bound"),
        ("lower-bound", "click>=0", "no lower bound"),
        ("upper-bound", "click>=8", "no upper bound"),
        ("upper-bound", "click!=9", "no upper bound"),
        ("pin", "click>=8,<9", "no pin"),
        ("pin", "click==8.*", "no pin"),
        ("pin", "click~=8.1.2", "no pin"),
    ],
)
def test_what_is_needed_and_lacking_is_named(need: str, requirement: str, lacks: str) -> None:
    assert said(RULE, project("a", requirement), config(need)) == [
        f"a/pyproject.toml:4:17: PIN408 a requires {requirement}, which has {lacks}"
    ]


@pytest.mark.parametrize(
    ("need", "requirement"),
    [
        ("lower-bound", "click>8"),
        ("lower-bound", "click==8.*"),
        ("lower-bound", "click~=8.1"),
        ("lower-bound", "click===8"),
        ("upper-bound", "click<=8"),
        ("upper-bound", "click~=8.1"),
        ("pin", "click==8.1"),
        ("pin", "click===8.1"),
        ("pin", "click>=8.1,<=8.1"),
        ("pin", "click @ https://example.org/click.whl"),
        ("hash", "click"),
    ],
)
def test_what_has_it_is_silent(need: str, requirement: str) -> None:
    assert not said(RULE, project("a", requirement), config(need))


def test_several_needs_of_one_requirement_are_one_finding() -> None:
    files = (project("a", "click", extras='x = ["click<9"]'), config("upper-bound", "lower-bound"))
    assert said(RULE, *files) == [
        "a/pyproject.toml:4:17: PIN408 a requires click, which has no lower bound and no upper bound"
    ]
    (finding,) = found(RULE, *files)
    assert related(finding) == [
        ("a/pyproject.toml", "a requires click<9"),
        ("pinlint.toml", "click is configured to need upper-bound and lower-bound: as agreed"),
    ]


def test_a_requirement_that_adds_extras_to_a_bounded_one_is_silent() -> None:
    assert not said(RULE, project("a", "click>=8", extras='x = ["click[fast]"]'), config("lower-bound"))
    split = project("a", 'click>=8; python_version < "3.9"', extras='x = ["click[fast]"]')
    assert len(said(RULE, split, config("lower-bound"))) == 1


def test_dependency_groups_siblings_and_other_names_are_not_asked() -> None:
    more = '[dependency-groups]\ndev = ["rich"]\n[build-system]\nrequires = ["flit-core"]'
    assert not said(RULE, project("a", "b", more=more), project("b"), config("lower-bound"))
    assert not said(RULE, project("a", "click"), config("lower-bound", names="cli"))


def test_hashes_are_asked_of_requirements_files() -> None:
    hashed = "rich==13 --hash=sha256:" + "0" * 64
    files = (
        project("a", "click"),
        f"-- requirements.txt --\nclick==8\n{hashed}\n-e ./a\n./a\nx @ https://example.org/x.whl\n-c constraints.txt",
        "-- requirements.in --\nclick",
        "-- constraints.txt --\nattrs==25",
        config("hash"),
    )
    assert said(RULE, *files)[:1] == ["requirements.txt:1:1: PIN408 requirements.txt has click==8, which has no hash"]
    assert len(said(RULE, *files)) == 1
