from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import pinlint_rules
from pinlint.config import ConfigError
from pinlint.testing import check, lines
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from pinlint.engine import Outcome

RULES = tuple(rule for rule in pinlint_rules.load() if rule.default)

APP = """
-- app/pyproject.toml --
[project]
name = "app"
dynamic = ["version", "dependencies"]
requires-python = ">=3.11"
[build-system]
requires = ["some-backend"]
build-backend = "some_backend"
-- core/pyproject.toml --
[project]
name = "core"
version = "2.0"
requires-python = ">=3.11"
dependencies = ["app==1.0"]
-- pinlint.toml --
"""


def said(config: str) -> str:
    return lines(check(APP + config, RULES))


def test_without_an_override_the_unknown_keeps_silent() -> None:
    assert not said("exclude = []\n")


def test_a_version_that_is_given_is_compared() -> None:
    assert said('[[overrides]]\nmember = "App"\nversion = "1.1"\n') == (
        "core/pyproject.toml:5:17: PIN101 core requires app==1.0, but app is 1.1\n"
    )


def test_requirements_that_are_given_are_compared_where_they_are_given() -> None:
    assert said('[[overrides]]\nmember = "app"\ndependencies = ["core<2"]\n').startswith(
        "pinlint.toml:3:17: PIN101 app requires core<2, but core is 2.0\n"
    )


def test_given_values_are_held_to_the_standards() -> None:
    with pytest.raises(ConfigError, match=r"^pinlint\.toml:3:11: overrides\.version must be a PEP 440 version"):
        said('[[overrides]]\nmember = "app"\nversion = "one"\n')


@pytest.mark.parametrize("key", ["version", "requires-python"])
def test_what_can_be_read_is_not_overridden(key: str) -> None:
    value = "3.0" if key == "version" else ">=3.0"
    assert said(f'[[overrides]]\nmember = "core"\n{key} = "{value}"\n') == (
        f"pinlint.toml:3:{len(key) + 4}: PIN010 the override of {key} of core repeats what can be read\n"
    )


def test_an_override_of_nobody_is_left_over() -> None:
    assert said('[[overrides]]\nmember = "gone"\nversion = "1"\n') == (
        "pinlint.toml:2:10: PIN010 there is no member gone to override\n"
    )


NAMELESS = """
-- tools/setup.py --
from setuptools import setup
import secret
setup(name=secret.name, version=secret.version, license=secret.license, classifiers=secret.classifiers,
      install_requires=secret.requires, extras_require=secret.extras, python_requires=secret.python)
-- core/pyproject.toml --
[project]
name = "core"
version = "2.0"
requires-python = ">=3.11"
dependencies = ["acme-tools[fast]==1.0"]
-- pinlint.toml --
[[overrides]]
member = "tools/"
"""


def nameless(*rows: str) -> Outcome:
    return check(NAMELESS + "\n".join(rows) + "\n", RULES)


def test_every_field_can_be_given() -> None:
    outcome = nameless(
        'name = "Acme.Tools"',
        'version = "1.0"',
        'requires-python = ">=3.11"',
        """dependencies = ["click>=8; os_name == 'nt'"]""",
        'optional-dependencies.fast = ["click[x]>=8.1"]',
        "optional-dependencies.none = []",
        'classifiers = ["Programming Language :: Python :: 3.11"]',
        'license = "MIT"',
    )
    assert not lines(outcome)
    _, tools = outcome.workspace.members
    assert not outcome.unknown
    assert (tools.path, tools.name, tools.label) == ("tools", "acme-tools", "Acme.Tools")
    assert [(each.text, each.scope.name) for each in tools.published] == [
        ("click>=8; os_name == 'nt'", None),
        ("click[x]>=8.1", "fast"),
    ]
    assert [extra.value for extra in tools.extras or ()] == ["fast", "none"]
    assert isinstance(tools.license, Declared)
    assert (tools.license.value, outcome.workspace.dependencies[0].dependency) == ("MIT", tools)


def test_a_license_that_is_given_is_compared() -> None:
    listed = 'classifiers = ["License :: OSI Approved :: BSD License"]'
    (said,) = [
        each
        for each in nameless('name = "acme-tools"', listed, 'license = "MIT"').findings
        if each.rule.code == "PIN306"
    ]
    assert said.finding.message == (
        "acme-tools has the license 'MIT', but the classifier 'License :: OSI Approved :: BSD License'"
    )
    assert said.span.path == "pinlint.toml"


GROUPS = """
-- app/pyproject.toml --
[project]
name = "app"
version = "1.0"
requires-python = ">=3.11"
{}
[[overrides]]
member = "app"
dependency-groups.dev = ["core<2"]
dependency-groups.lint = []
"""


def test_dependency_groups_that_are_given_are_compared() -> None:
    unread = "[dependency-groups]\ndev = [{include-group = 'gone'}]"
    core = "-- core/pyproject.toml --\n[project]\nname = 'core'\nversion = '2.0'\nrequires-python = '>=3.11'\n"
    outcome = check(GROUPS.format(f"{unread}\n{core}-- pinlint.toml --"), RULES)
    assert "PIN101 app requires core<2, but core is 2.0" in lines(outcome)
    assert outcome.workspace.members[0].group_names == ("dev", "lint")


def test_a_member_may_be_named_by_its_folder() -> None:
    for member, problem in (("app", ""), ("./app/", ""), ("ap", "there is no member ap to override")):
        found = said(f'[[overrides]]\nmember = "{member}"\nversion = "1.0"\n')
        assert (problem in found) if problem else not found


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", '"core"'),
        ("version", '"2.0"'),
        ("requires-python", '">=3.11"'),
        ("dependencies", '["app==1.0"]'),
        ("license", '"MIT"'),
        ("classifiers", '["Typing :: Typed"]'),
        ("optional-dependencies", '{x = ["app"]}'),
        ("dependency-groups", '{x = ["app"]}'),
    ],
)
def test_every_field_that_can_be_read_is_left_as_it_is(key: str, value: str) -> None:
    found = said(f'[[overrides]]\nmember = "core"\n{key} = {value}\n')
    assert found == f"pinlint.toml:3:{len(key) + 4}: PIN010 the override of {key} of core repeats what can be read\n"


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"^pinlint\.toml:3:8: overrides\.name must be a distribution name"):
        said('[[overrides]]\nmember = "app"\nname = "{{ name }}"\n')
    with pytest.raises(ConfigError, match=r"the keys of overrides\.dependency-groups must be names of groups"):
        said('[[overrides]]\nmember = "app"\ndependency-groups."" = []\n')
