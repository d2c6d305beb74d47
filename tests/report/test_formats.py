"""The other formats, asked about real workspaces in strings."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pinlint import testing
from pinlint.changes import Remove
from pinlint.engine import Located, Outcome
from pinlint.report import check_json, concise, list_json, list_text, rules, summary
from pinlint.report.members import FIELDS
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.source import Span
from pinlint.workspace import Declared, Workspace

SIBLINGS = """\
-- pinlint.toml --
[[ignores]]
rule = "PIN998"
reason = "known"
-- packages/app/pyproject.toml --
[project]
name = "Acme.App"
version = "1.3.0"
requires-python = ">=3.11"
classifiers = ["Programming Language :: Python :: 3"]
license = "MIT"
dependencies = ["acme-core==1.3.0", "Click >=8 ; os_name == 'nt' or os_name == 'posix'"]
[project.optional-dependencies]
Extra_One = ["acme-core[x]; python_version < '3.13' or os_name == 'nt'", "z @ https://example.org/z.zip"]
[dependency-groups]
dev = ["pytest", { include-group = "Doc_s" }]
Doc_s = []
-- packages/core/pyproject.toml --
[project]
name = "acme-core"
version = "1.3.0"
dynamic = ["requires-python", "dependencies"]
"""


def _versions(workspace: Workspace) -> list[Finding]:
    found = []
    for member in workspace.members:
        if isinstance(member.version, Declared):
            at = member.version.at
            message = f"{member.label} is {member.version.text}"
            found.append(Finding(at, message, member, related=(Related(member.anchor, "its name"),)))
    return found


def _requirements(workspace: Workspace) -> list[Finding]:
    found = []
    for member in workspace.members:
        for requirement in member.published:
            fix = Fix("drop it", (Remove(requirement.at, requirement.text),), safe=False)
            found.append(Finding(requirement.at, f"{member.label} requires {requirement.text}", member, fix=fix))
    return found


EXAMPLE = Example("\n    -- a --\n    x = 1\n", "\n    a:1:1: PIN999 says\n", "\n    -- a --\n    x = 2\n")
VERSION = Rule("PIN999", "any-version", Level.INFO, "\n  A version\n  is there.\n\nMore.\n", (EXAMPLE,), _versions)
IGNORED = Rule("PIN998", "ignored-version", Level.WARNING, "The same.", (), _versions, default=False)
REQUIREMENT = Rule("PIN997", "any-requirement", Level.ERROR, "A requirement.", (), _requirements)


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return testing.check(SIBLINGS, [VERSION, IGNORED, REQUIREMENT])


def valid(name: str, text: str) -> Any:  # noqa: ANN401 - what JSON can hold
    """The document, once it has passed its schema."""
    schema = json.loads(files("pinlint.report").joinpath("schemas", f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    document = json.loads(text)
    Draft202012Validator(schema).validate(document)
    return document


def test_concise_is_one_line_per_finding(outcome: Outcome) -> None:
    lines = concise.render(outcome, color=False).splitlines()
    assert lines[0] == "packages/app/pyproject.toml:3:11: PIN999 Acme.App is 1.3.0"
    assert len(lines) == len(outcome.findings) == 6
    assert lines == [concise.line(found, outcome) for found in outcome.findings]


def test_concise_colours_the_code(outcome: Outcome) -> None:
    assert concise.render(outcome, color=True).splitlines()[0] == (
        "packages/app/pyproject.toml:3:11: \x1b[1;36mPIN999\x1b[0m Acme.App is 1.3.0"
    )


def test_json_says_everything_and_follows_its_schema(outcome: Outcome) -> None:
    document = valid("check", check_json.render(outcome, color=True))
    assert list(document) == ["schema_version", "root", "findings", "ignored", "summary", "groups"]
    first = document["findings"][0]
    assert first == {
        "code": "PIN999",
        "name": "any-version",
        "level": "info",
        "message": "Acme.App is 1.3.0",
        "member": "acme-app",
        "path": "packages/app/pyproject.toml",
        "line": 3,
        "column": 11,
        "end_line": 3,
        "end_column": 18,
        "url": None,
        "related": [
            {
                "path": "packages/app/pyproject.toml",
                "line": 2,
                "column": 8,
                "end_line": 2,
                "end_column": 18,
                "message": "its name",
            }
        ],
        "fix": None,
    }
    assert list(first) == [
        *("code", "name", "level", "message", "member", "path", "line", "column", "end_line", "end_column"),
        *("url", "related", "fix"),
    ]
    fixed = next(found for found in document["findings"] if found["code"] == "PIN997")
    assert fixed["fix"]["safe"] is False
    assert fixed["fix"]["edits"][0]["text"] == ""
    assert [found["reason"] for found in document["ignored"]] == ["known", "known"]
    assert document["summary"] == {
        "members": 2,
        "files": 3,
        "unknown": outcome.unknown,
        "findings": 6,
        "errors": 4,
        "warnings": 0,
        "ignored": 2,
        "fixable": 4,
    }
    (group,) = document["groups"]
    assert (group["members"], group["version"], group["inferred"]) == (["acme-app", "acme-core"], "1.3.0", True)
    assert list(group["policy"]) == ["version", "internal_pins", "requires_python", "classifiers"]


def test_json_survives_half_characters() -> None:
    span = Span("a\udce9.toml", 0, 0)
    found = Located(VERSION, Level.ERROR, Finding(span, 'quote " \ud800 日本 \U0001f40d \x1b'), span, ())
    text = check_json.render(Outcome(Workspace(()), (found,)), color=False)
    assert text.isascii()
    (finding,) = valid("check", text)["findings"]
    assert finding["path"] == "a\ufffd.toml"
    assert finding["message"] == 'quote " \ufffd 日本 \U0001f40d \x1b'


def test_the_list_as_json_follows_its_schema(outcome: Outcome) -> None:
    app, core = valid("list", list_json.render(outcome.workspace, color=True))["members"]
    assert app == {
        "path": "packages/app",
        "name": "acme-app",
        "version": "1.3.0",
        "requires_python": ">=3.11",
        "requires_dist": [
            "acme-core==1.3.0",
            'click>=8; os_name == "nt" or os_name == "posix"',
            'acme-core[x]; (python_version < "3.13" or os_name == "nt") and extra == "extra-one"',
            'z @ https://example.org/z.zip ; extra == "extra-one"',
        ],
        "provides_extra": ["extra-one"],
        "dependency_groups": {"dev": ["pytest"], "doc-s": []},
        "classifiers": ["Programming Language :: Python :: 3"],
        "license": "MIT",
        "sources": {field: ["packages/app/pyproject.toml"] for field in FIELDS},
        "unknown": {},
        "group": "1.3.0",
    }
    assert (core["requires_python"], core["requires_dist"]) == (None, None)
    assert set(core["unknown"]) == {"requires_python", "requires_dist"}
    assert core["license"] is None
    assert core["classifiers"] == []


def test_a_list_that_is_known_in_part_is_null_with_every_reason() -> None:
    text = """
    -- a/setup.py --
    from elsewhere import first, fourth, text, third
    from setuptools import setup
    setup(
        name="a",
        version="3",
        license=text(),
        install_requires=["b>=1", first()],
        extras_require={"x": ["c"], third(): ["d"]},
        classifiers=["Framework :: Pytest", fourth()],
    )
    -- b/pyproject.toml --
    [project]
    name = "b"
    version = "3"
    [dependency-groups]
    dev = ["e", { include-group = "gone" }]
    """
    outcome = testing.check(text, [])
    a, b = valid("list", list_json.render(outcome.workspace, color=False))["members"]
    unknown = {"requires_dist", "provides_extra", "classifiers", "license"}
    assert set(a["unknown"]) == unknown
    assert {field for field in FIELDS if a[field] is None} == {*unknown, "requires_python"}
    assert a["sources"] == {"name": ["a/setup.py"], "version": ["a/setup.py"]}
    assert all(f"{part}()" in a["unknown"]["requires_dist"] for part in ("first", "third"))
    assert (b["dependency_groups"], set(b["unknown"])) == (None, {"dependency_groups"})
    assert outcome.unknown == 5


def test_unknown_requirements_are_not_listed_as_none(outcome: Outcome) -> None:
    core = list_text.render(outcome.workspace, color=False).splitlines()[2]
    assert "packages/core/pyproject.toml  ? (" in core


def test_the_list_as_text_is_aligned(outcome: Outcome) -> None:
    titles, app, core, *_ = list_text.render(outcome.workspace, color=False).splitlines()
    assert titles.startswith("name       version  Requires-Python")
    assert app.startswith("Acme.App   1.3.0    >=3.11")
    assert core.startswith("acme-core  1.3.0    ? (")
    assert app.endswith("acme-core==1.3.0, acme-core[x]; python_version < '3.13' or os_name == 'nt'")
    assert titles.index("from") == app.index("packages/app/pyproject.toml")


def test_an_empty_workspace_is_listed_as_titles_only() -> None:
    assert list_text.render(Workspace(()), color=False).split() == [
        *("name", "version", "Requires-Python", "group", "from", "internal", "requirements")
    ]


def test_the_summary_counts(outcome: Outcome) -> None:
    assert summary.render(outcome, color=False).splitlines()[-1] == (
        f"2 members from 3 files; {outcome.unknown} values unknown; "
        "6 findings (4 fixable with --unsafe-fixes), 2 ignored"
    )


def test_the_summary_of_nothing_still_counts() -> None:
    assert summary.render(Outcome(Workspace(()), ()), color=False) == "0 members from 0 files; 0 findings\n"


def test_the_summary_names_inferred_groups(outcome: Outcome) -> None:
    assert summary.render(outcome, color=False).splitlines()[0] == (
        "inferred group of 2 members at 1.3.0: Acme.App, acme-core"
    )


def workspace(*names: str, other: str = "other") -> str:
    text = f'-- o/pyproject.toml --\n[project]\nname = "{other}"\n'
    for name in names:
        pins = f'dependencies = ["{names[0]}==2.0"]\n' if name != names[0] else ""
        text += f'-- {name}/pyproject.toml --\n[project]\nname = "{name}"\nversion = "2.0"\n{pins}'
    return text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (workspace("b.ai-a", "b.ai-b", "b.ai-c", "b.ai-d"), "4 members at 2.0: b.ai-*"),
        (
            workspace("b.ai-a", "b.ai-b", "b.ai-c", "b.ai-d", other="b.ai-x"),
            "4 members at 2.0: b.ai-a, b.ai-b, b.ai-c and 1 more",
        ),
        (workspace("aa", "ab", "ac", "ad", "ae"), "5 members at 2.0: aa, ab, ac and 2 more"),
    ],
)
def test_a_group_is_named_by_a_glob_that_means_it_and_nothing_else(text: str, named: str) -> None:
    assert summary.render(testing.check(text, []), color=False).splitlines()[0] == f"inferred group of {named}"


def test_statistics_rank_the_rules(outcome: Outcome) -> None:
    ranked = ["4 PIN997 any-requirement", "2 PIN999 any-version", "0 PIN998 ignored-version, 2 ignored"]
    assert summary.statistics(outcome).splitlines() == ranked


def test_rules_as_json_follow_their_schema() -> None:
    first, second = valid("rule", rules.json([VERSION, IGNORED]))["rules"]
    assert first["summary"] == "A version is there."
    assert first["examples"] == [
        {"before": "-- a --\nx = 1", "says": ["a:1:1: PIN999 says"], "after": "-- a --\nx = 2"}
    ]
    assert (first["default"], second["default"]) == (True, False)


def test_rules_are_tabled_by_their_first_paragraph() -> None:
    assert rules.table([VERSION, IGNORED], color=False) == (
        "PIN999  any-version      info             A version is there.\n"
        "PIN998  ignored-version  warning, opt-in  The same.\n"
    )


def test_a_rule_is_explained_with_its_examples() -> None:
    text = rules.text([VERSION], color=False)
    assert text.startswith("PIN999 any-version (info)\n\n")
    assert "\n    a:1:1: PIN999 says\n" in text
    page = rules.markdown([VERSION])
    assert page.startswith("# PIN999: any-version\n\nLevel: info.\n\n")
    assert "```text\n-- a --\nx = 2\n```" in page
