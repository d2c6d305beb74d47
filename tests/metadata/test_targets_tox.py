from __future__ import annotations

import pytest

from tests.metadata.reading_targets import named, read, written


def tox(envlist: str, more: str = "") -> list[str]:
    """The Pythons of an env list."""
    return named("tox.ini", f"[tox]\nenvlist = {envlist}\n{more}").get("tox envlist", [])


@pytest.mark.parametrize(
    ("envlist", "expected"),
    [
        ("py38,py310", ["3.8", "3.10"]),
        ("py38, py310 , lint", ["3.8", "3.10"]),
        ("py{38,39}-{a,b}", ["3.8", "3.9"]),
        ("py3{8,9}", ["3.8", "3.9"]),
        ("py3{9-12}", ["3.9", "3.10", "3.11", "3.12"]),
        ("py3.{9-11}", ["3.9", "3.10", "3.11"]),
        ("{,ci-}py{39,py3}", ["3.9", "3"]),
        ("{py27,py34}-{pexpect,trial}", ["2.7", "3.4"]),
        ("3.12, pypy-3.9, cpython3.10", ["3.12", "3.9", "3.10"]),
        ("pypy3, pypy39, pypy, py, py3", ["3", "3.9", "3"]),
        ("py313t, 3.14t", ["3.13", "3.14"]),
        ("lint-py38, tests-py39-django32", ["3.8", "3.9"]),
        # Whatever resembles one is none: versions of other things, and names that tox does not know either.
        ("py13, pyramid20, pip23, django-3.2, py39x, pypi", []),
        ("py38-py39", []),
        ("py{38,39", ["?"]),
        ("py{38}{", ["?"]),
    ],
)
def test_environments_are_named_after_their_pythons(envlist: str, expected: list[str]) -> None:
    assert tox(envlist) == expected


def test_references_are_unknown() -> None:
    assert tox("{[base]envlist}, {env:TOXENV:py38}, py39") == ["3.9", "?", "?"]


def test_more_environments_than_anybody_has_are_unknown() -> None:
    assert tox("py3{0-999}{0-999}") == ["?"]
    assert tox("py38" + "{a,b}" * 40) == ["?"]


def test_lines_have_comments_and_places() -> None:
    text = "[tox]\nenv_list =\n    # py36\n    py37,  py{38,39}-x\n\n    lint # py35\n"
    assert named("tox.ini", text) == {"tox env_list": ["3.7", "3.8", "3.9"]}
    assert written("tox.ini", text) == ["py37", "py{38,39}-x", "py{38,39}-x"]


def test_sections_of_environments_that_are_not_listed_count_for_nothing() -> None:
    assert not read("tox.ini", "[testenv:py36]\ncommands = pytest\n")
    assert tox("py39", "[testenv:py36]\nbasepython = python3.6\n") == ["3.9"]


def test_a_base_python_counts_where_the_environment_installs_the_project() -> None:
    docs = "[testenv:docs]\nbasepython = python3.8\n"
    assert tox("docs, lint", docs) == ["3.8"]
    assert tox("docs, lint", f"{docs}skip_install = true\n") == []
    assert tox("docs", "[testenv:docs]\nbasepython = {[x]python}\n") == ["?"]


def test_setup_cfg_has_a_section_of_its_own() -> None:
    assert named("setup.cfg", "[tox:tox]\nenvlist = py38\n[metadata]\nname = a\n") == {"tox envlist": ["3.8"]}
    assert not read("setup.cfg", "[tox]\nenvlist = py38\n")


def test_toml_lists_environments_without_braces() -> None:
    text = '[tool.tox]\nenv_list = ["3.9", "py310", "lint", {product = [["3.11", "py312"], ["a", "b"]]}]\n'
    assert named("pyproject.toml", text) == {"tox env_list": ["3.9", "3.10", "3.11", "3.12"]}
    assert written("pyproject.toml", text) == ['"3.9"', '"py310"', '"3.11"', '"py312"']
    assert named("tox.toml", 'env_list = ["3.9"]') == {"tox env_list": ["3.9"]}


def test_what_is_excluded_from_a_product_is_not_known() -> None:
    text = '[tool.tox]\nenv_list = [{product = [["3.11"]], exclude = ["3.11"]}, {product = [{prefix = "3."}]}, 3]\n'
    assert named("pyproject.toml", text) == {"tox env_list": ["?", "?", "?"]}


def test_an_ini_in_a_string_has_its_places_in_the_file() -> None:
    text = '[tool.tox]\nlegacy_tox_ini = """\n[tox]\nenvlist = py38, py39\n"""\n'
    assert named("pyproject.toml", text) == {"tox envlist": ["3.8", "3.9"]}
    assert written("pyproject.toml", text) == ["py38", "py39"]


def test_a_string_that_is_escaped_is_one_place() -> None:
    text = '[tool.tox]\nlegacy_tox_ini = "[tox]\\nenvlist = py38\\n"\n'
    assert written("pyproject.toml", text) == ['"[tox]\\nenvlist = py38\\n"']
