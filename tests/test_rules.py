"""Every rule is held to its examples, and is named once and everywhere the same."""

from __future__ import annotations

import sys
from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

import pytest

import pinlint_rules
from pinlint.rule import Level, Rule
from pinlint.testing import assert_examples

RULES = pinlint_rules.load()
MODULES = tuple(module.name for module in iter_modules(pinlint_rules.__path__))
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def test_there_are_rules() -> None:
    assert RULES


@each_rule
def test_a_rule_does_what_its_examples_show(rule: Rule) -> None:
    # Those that are asked last speak of what the others found.
    assert_examples(rule, RULES if rule.last else ())


@each_rule
def test_a_rule_explains_itself_and_shows_an_example(rule: Rule) -> None:
    assert rule.summary
    assert rule.explanation.strip()
    assert rule.examples
    for example in rule.examples:
        assert example.before.strip()
        assert example.after.strip()


@each_rule
def test_an_example_shows_the_rule_at_work_and_at_rest(rule: Rule) -> None:
    assert any(example.says.strip() for example in rule.examples)
    assert all(example.before != example.after for example in rule.examples if example.says.strip())


@each_rule
def test_the_summary_of_a_rule_fits_into_a_table(rule: Rule) -> None:
    assert "|" not in rule.summary
    assert len(rule.summary) <= 160


@each_rule
def test_a_code_is_of_the_family_and_a_name_is_in_kebab_case(rule: Rule) -> None:
    assert rule.code.startswith("PIN")
    assert len(rule.code) == 6
    assert rule.code[3:].isdecimal()
    assert rule.name == rule.name.lower()
    assert all(word.isalnum() for word in rule.name.split("-"))
    assert rule.level in Level


def test_a_module_is_named_after_the_code_and_the_name_of_its_rule() -> None:
    named = {f"{rule.code}_{rule.name}".lower().replace("-", "_") for rule in RULES}
    assert set(MODULES) == named


@pytest.mark.parametrize("module", MODULES)
def test_a_module_holds_its_rule_and_begins_with_its_code(module: str) -> None:
    loaded = import_module(f"pinlint_rules.{module}")
    assert module.startswith(f"{loaded.RULE.code.lower()}_")
    assert (loaded.__doc__ or "").startswith(f"{loaded.RULE.code}: ")


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(codes)
    assert [code for code, count in Counter(codes).items() if count > 1] == []
    assert [name for name, count in Counter(rule.name for rule in RULES).items() if count > 1] == []


def test_a_rule_imports_no_other_rule() -> None:
    for module in MODULES:
        loaded = sys.modules[f"pinlint_rules.{module}"]
        others = {
            origin
            for value in vars(loaded).values()
            if (origin := getattr(value, "__module__", None) or "").startswith("pinlint_rules.")
        }
        assert others <= {loaded.__name__}
