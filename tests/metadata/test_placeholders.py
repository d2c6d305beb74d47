"""Templates of projects are no members, and a placeholder in a member is unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pinlint.metadata import placeholders, reading
from pinlint.testing import Texts, candidates, parse_workspace
from pinlint.workspace import Declared, Unknown


def read(text: str, *, declared: bool = False) -> reading.Reading:
    files = parse_workspace(text)
    found = [replace(each, declared=declared) for each in candidates(files)]
    return reading.read(found, Texts(files))


NAMES = [
    "{{ cookiecutter.slug }}",
    "{{name}}-core",
    "{% if x %}a{% endif %}",
    "[[ name ]]",
    "<% name %>",
    "${name}",
    "@NAME@",
    "<REPLACE ME>",
    "<name>",
]
TEMPLATE = '-- x/pyproject.toml --\n[project]\nname = "{}"\nversion = "<VERSION>"\ndependencies = ["{{{{ x }}}}"]\n'


@pytest.mark.parametrize("name", NAMES)
def test_a_project_whose_name_is_a_placeholder_is_no_member(name: str) -> None:
    found = read(TEMPLATE.format(name))
    assert (found.members, found.problems) == ((), ())


@pytest.mark.parametrize("name", NAMES)
def test_one_that_is_declared_a_member_has_no_valid_name(name: str) -> None:
    found = read(TEMPLATE.format(name), declared=True)
    assert [member.path for member in found.members] == ["x"]
    assert [problem.message for problem in found.problems] == [f"{name!r} is not a valid distribution name"]


@pytest.mark.parametrize(
    "name", ["-core", "my core", "core<1", "core[x]", "{name}", "$name", "a@b", "<3>", "[[x]]", "", "{{"]
)
def test_a_name_that_is_merely_wrong_is_one_of_a_member(name: str) -> None:
    found = read(f'-- x/pyproject.toml --\n[project]\nname = "{name}"\nversion = "1"\n')
    assert [problem.kind for problem in found.problems] == ["name"]
    assert len(found.members) == 1


@pytest.mark.parametrize(
    "text",
    [
        "-- x/setup.cfg --\n[metadata]\nname = {{ name }}\n",
        '-- x/setup.py --\nfrom setuptools import setup\nsetup(name="{{ name }}", version="{{ version }}")\n',
        '-- x/pyproject.toml --\n[tool.poetry]\nname = "{{ name }}"\n[build-system]\nbuild-backend = "poetry.core"\n',
        '-- x/pyproject.toml --\n[project]\n{% if x %}\nname = "{{ name }}"\n{% endif %}\n',
        '-- x/setup.py --\nfrom setuptools import setup\n{% if x %}\nsetup(name = "{{ name }}")\n{% endif %}\n',
        '-- x/setup.py --\n{{ imports }\nsetup(**{"name": "{{ name }}"})\n',
        "-- x/setup.cfg --\n{% if x %}\n[metadata]\nname: {{ name }}\n",
        '-- x/pyproject.toml --\n[project]\nname = "{{ name }}"\n-- x/setup.py --\n{% if x %}\nsetup()\n',
    ],
)
def test_templates_of_every_dialect_are_none_parsed_or_not(text: str) -> None:
    found = read(text)
    assert (found.members, found.problems) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        '-- x/pyproject.toml --\n[project]\nname = "core"\nversion = \n',
        '-- x/pyproject.toml --\n[project\nname = "core"\n[tool.x]\ntag-name = "{{ x }}"\n',
        '-- x/pyproject.toml --\n[project]\nname = "core"\n-- x/setup.py --\n{{ x }\nsetup(name="{{ name }}")\n',
    ],
)
def test_a_broken_file_of_a_project_is_found_whatever_else_is_in_it(text: str) -> None:
    assert [problem.kind for problem in read(text).problems] == ["file"]


def test_placeholders_under_a_valid_name_are_unknown() -> None:
    found = read(
        '-- x/pyproject.toml --\n[project]\nname = "core"\nversion = "{{ version }}"\nrequires-python = "<PYTHON>"\n'
        'dependencies = ["click>=8", "rich=={{ rich }}"]\n'
    )
    (member,) = found.members
    assert found.problems == ()
    assert isinstance(member.version, Unknown)
    assert isinstance(member.requires_python, Unknown)
    assert member.core is not None
    assert [each.name for each in member.core] == ["click"]
    (gap,) = member.core.unknown
    assert {member.version.reason, member.requires_python.reason, gap.reason} == {"a placeholder of a template"}


def test_what_is_wrong_beside_a_placeholder_is_found() -> None:
    found = read(
        '-- x/pyproject.toml --\n[project]\nname = "core"\nversion = "one"\nrequires-python = "3<4,>2"\n'
        'dependencies = ["click>>8", "foo<2.x,>1", "{{ x }}"]\n'
    )
    kinds = sorted(problem.kind for problem in found.problems)
    assert kinds == ["requirement", "requirement", "requires-python", "version"]


def test_what_is_valid_may_look_like_a_placeholder() -> None:
    (member,) = read(
        '-- x/pyproject.toml --\n[project]\nname = "core"\nversion = "1"\n'
        'dependencies = ["x @ https://example.org/@me@/${KEY}/x.whl"]\n'
    ).members
    assert isinstance(member.version, Declared)
    assert [each.name for each in member.published] == ["x"]


@pytest.mark.parametrize("start", ["{{", "{%", "[[ ", "<%", "${", "@a ", "<a", "name = {{", 'name="${', "name=@a "])
def test_no_text_takes_longer_than_its_length(start: str) -> None:
    text = start * 200_000
    assert not placeholders.holds(text)
    assert not placeholders.names(text)
