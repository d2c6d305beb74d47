import pytest

import pinlint_rules
from pinlint.config import ConfigError
from pinlint.testing import check, lines

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
