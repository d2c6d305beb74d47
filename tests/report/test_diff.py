"""What is told of a comparison, in every format."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from pinlint.comparing.narrowing import judge
from pinlint.report import diff_json, diff_markdown, diff_text
from pinlint.report.diff_markdown import code
from tests.compared import compared, project, requiring

if TYPE_CHECKING:
    from pinlint.comparing import Comparison


def family(version: str, *lines: str, stays: str = "") -> str:
    """A core and two that pin it; the tool may stay where it is."""
    pin = f'dependencies = ["acme-core=={version}"]'
    return (
        project(*lines, name="acme-core", version=version)
        + project(pin, *lines, name="acme-app", version=version)
        + project(pin.replace(version, stays or version), *lines, name="acme-tool", version=stays or version)
    )


OLD = family("1.0", 'requires-python = ">=3.11,<3.12"', 'classifiers = ["Python :: 3.11", "A"]')
NEW = family("1.1", 'requires-python = ">=3.12,<3.13"', 'classifiers = ["A", "Python :: 3.12"]')
BUSY_OLD = project(
    'dependencies = ["a>=1", "redis", "x @ https://example.org/x.zip", "t; python_version < \'3.11\'"]',
    'license = "MIT"',
    "[project.optional-dependencies]",
    'fast = ["b>=1"]',
    "gone = []",
    name="Busy.App",
    folder="busy",
)
BUSY_NEW = project(
    'dependencies = ["a>=2", "redis[hiredis]", "x>=1", "t; python_version < \'3.12\'", "new"]',
    'license = {text = "' + "l" * 100 + '"}',
    'classifiers = ["Private :: no"]',
    "[project.optional-dependencies]",
    'fast = ["b>=1,<3"]',
    "more = []",
    name="Busy.App",
    folder="busy",
    version="0.9",
)


def text(old: str, new: str) -> str:
    return diff_text.render(compared(old, new), None, color=False)


def test_a_complete_move_is_told_once() -> None:
    assert text(OLD, NEW) == (
        "lockstep group from 1.0 to 1.1: complete\n"
        "  all 3 members moved from 1.0 to 1.1: acme-app, acme-core, acme-tool\n"
        "  Requires-Python moved from >=3.11,<3.12 to >=3.12,<3.13 (disjoint: 3.11 lost, 3.12 gained)\n"
        "  classifier Python :: 3.11 replaced by Python :: 3.12\n"
        "  both internal pins moved\n"
    )


def test_who_and_what_is_left_behind_is_named() -> None:
    assert text(
        OLD, family("1.1", 'requires-python = ">=3.11,<3.12"', 'classifiers = ["Python :: 3.11", "A"]', stays="1.0")
    ) == (
        "lockstep group from 1.0 to 1.1: incomplete\n"
        "  2 of 3 members moved from 1.0 to 1.1: acme-app, acme-core\n"
        "  left behind at 1.0: acme-tool\n"
        "  1 of 2 internal pins moved\n"
        "  acme-tool: pin acme-core==1.0 left behind: refuses 1.1\n"
    )


def test_what_all_that_moved_share_is_counted_where_others_do_not() -> None:
    new = family("1.1", 'requires-python = ">=3.11"', 'classifiers = ["Python :: 3.11", "A"]', stays="1.0")
    head, found, tail = new.rpartition(">=3.11")
    assert "  Requires-Python widened from >=3.11,<3.12 to >=3.11 (3.12 and later gained), in 2 of 3 members\n" in text(
        OLD, f"{head}{found},<3.12{tail}"
    )
    assert "  Requires-Python widened from >=3.11,<3.12 to >=3.11 (3.12 and later gained)\n" in text(OLD, new)


def test_what_only_some_that_moved_share_is_told_of_each() -> None:
    assert text(OLD, NEW.replace(">=3.12,<3.13", ">=3.11,<3.12", 1)).count("\n  Requires-Python moved") == 2


def test_a_group_that_stays_is_told_where_all_of_it_changed() -> None:
    new = OLD.replace(">=3.11,<3.12", ">=3.11")
    assert text(OLD, new) == (
        "lockstep group at 1.0: not moved\n"
        "  Requires-Python widened from >=3.11,<3.12 to >=3.11 (3.12 and later gained)\n"
    )


def test_a_member_catches_up() -> None:
    assert text(family("1.1", stays="1.0"), family("1.1")) == (
        "lockstep group from 1.0 to 1.1: complete\n"
        "  1 of 3 members moved from 1.0 to 1.1: acme-tool\n"
        "  already at 1.1: acme-app, acme-core\n"
        "  the internal pin moved\n"
    )


def test_a_pin_may_go_ahead_of_its_sibling() -> None:
    new = family("1.1").replace('version = "1.1"', 'version = "1.0"', 1)
    assert "  acme-app: pin acme-core==1.1 gone ahead: refuses 1.0\n" in text(family("1.0"), new)


def test_what_generated_metadata_begins_to_list_is_counted_for_a_group() -> None:
    def built(version: str, line: str) -> str:
        return "".join(
            f"-- {name}/setup.py --\nfrom setuptools import setup\n"
            f"setup(name='{name}', version='{version}', install_requires=['{requires}'])\n"
            f"-- {name}/PKG-INFO --\nMetadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
            f"{line if name != 'app' else ''}"
            for name, requires in (("core", "a"), ("app", f"core=={version}"), ("tool", f"core=={version}"))
        )

    shown = text(built("1", ""), built("2", "Requires-Dist: a\n"))
    assert shown.endswith(
        "  both internal pins moved\n  2 PKG-INFO files began to list their requirements: core, tool\n"
    )


def test_members_that_part_are_named() -> None:
    new = (
        family("1.0").replace('version = "1.0"', 'version = "1.1"', 1).replace('version = "1.0"', 'version = "1.2"', 1)
    )
    assert text(family("1.0"), new).startswith(
        "lockstep group from 1.0 to several versions: incomplete\n"
        "  2 of 3 members moved, most of them to no common version\n"
        "  moved apart at 1.2: acme-app\n"
        "  moved apart at 1.1: acme-core\n"
        "  left behind at 1.0: acme-tool\n"
    )


def test_everything_that_changes_about_a_member_has_a_sentence() -> None:
    assert text(BUSY_OLD, BUSY_NEW) == (
        "Busy.App\n"
        "  moved back from 1.0 to 0.9\n"
        "  says that it is not published\n"
        "  extra more added\n"
        "  extra gone removed\n"
        "  requirement narrowed from a>=1 to a>=2 (1 lost)\n"
        "  requirement new added\n"
        "  requirement changed from redis to redis[hiredis] (extra hiredis added)\n"
        "  requirement t; python_version < '3.12' added on Python 3.11\n"
        "  requirement changed from x @ https://example.org/x.zip to x>=1: unknown (a URL does not tell its version)\n"
        "  requirement of extra fast narrowed from b>=1 to b>=1,<3 (3 lost)\n"
        "  classifier Private :: no added\n"
        f"  licence changed from MIT to {'l' * 80}...\n"
    )


def test_what_is_unknown_on_one_side_is_told_from_one_to_the_other() -> None:
    old = project('requires-python = ">=3.9"', 'license = "MIT"')
    new = project('dynamic = ["version", "requires-python", "license", "classifiers"]', version="")
    shown = text(old, new)
    assert [line.partition("unknown (")[0] for line in shown.splitlines()] == [
        "app",
        "  version from 1.0 to ",
        "  Requires-Python from >=3.9 to ",
        "  licence from MIT to ",
        "  classifiers ",
    ]
    assert shown.count("unknown ()") == 0


def test_members_that_come_and_go_are_one_line_each() -> None:
    assert text(project(name="gone"), project(name="new", version="2.0")) == "gone 1.0: removed\n\nnew 2.0: added\n"


def test_pins_outside_of_groups_are_told_at_their_member() -> None:
    old = project(name="core") + requiring("core>=1.0", version="5")
    assert text(old, old.replace('version = "1.0"', 'version = "1.1"')) == (
        "app\n  pin core>=1.0 kept: accepts 1.1\n\ncore\n  moved from 1.0 to 1.1\n"
    )
    assert "  pin core>=1.0 changed to core>=1.1: names 1.1\n" in text(old, old.replace("1.0", "1.1"))
    assert "  pin core==1.0 left behind: refuses 1.1\n" in text(
        old.replace(">=", "=="), old.replace(">=", "==").replace('version = "1.0"', 'version = "1.1"')
    )


def test_many_names_are_cut_short() -> None:
    def many(version: str) -> str:
        return project(name="core", version=version) + "".join(
            requiring(f"core=={version}", name=f"m{number:02}", version=version) for number in range(20)
        )

    shown = text(many("1"), many("2"))
    assert "all 21 members moved from 1 to 2: core, m00," in shown
    assert "m10 and 9 more\n" in shown


def test_headings_are_bold_where_there_is_colour() -> None:
    shown = diff_text.render(compared(project(), project(version="2")), None, color=True)
    assert shown.startswith("\x1b[1mapp\x1b[0m\n  moved")


def test_markdown_has_headings_and_items() -> None:
    comparison = compared(OLD, NEW)
    assert diff_markdown.render(comparison, judge(comparison)) == (
        "### Lockstep group from `1.0` to `1.1`: complete\n\n"
        "- all 3 members moved from `1.0` to `1.1`: `acme-app`, `acme-core`, `acme-tool`\n"
        "- Requires-Python moved from `>=3.11,<3.12` to `>=3.12,<3.13` (disjoint: `3.11` lost, `3.12` gained)\n"
        "- classifier `Python :: 3.11` replaced by `Python :: 3.12`\n"
        "- both internal pins moved\n\n"
        "### Narrowed without a major version step\n\n"
        "- `Python 3.11` lost: `acme-app`, `acme-core`, `acme-tool`\n"
    )


@pytest.mark.parametrize(
    ("shown", "span"),
    [("a", "`a`"), ("`a", "`` `a ``"), ("a``b", "```a``b```"), ("", "`  `"), (" a", "`  a `"), ("\n", "`\\n`")],
)
def test_a_code_span_holds_anything(shown: str, span: str) -> None:
    assert code(shown) == span


STATES = [
    (OLD, NEW),
    (OLD, OLD),
    (BUSY_OLD, BUSY_NEW),
    (OLD, family("1.1", stays="1.0")),
    (project(name="gone"), project(name="new")),
    (project('dynamic = ["version", "requires-python", "dependencies", "license"]', version=""), project()),
    (project() + project(folder="again"), project()),
]


@pytest.mark.parametrize(("old", "new"), STATES)
def test_json_follows_its_schema_both_ways(old: str, new: str) -> None:
    schema = json.loads(files("pinlint.report").joinpath("schemas/diff.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for comparison in (compared(old, new), compared(new, old)):
        Draft202012Validator(schema).validate(document(comparison))


def document(comparison: Comparison) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(diff_json.render(comparison, judge(comparison), old="old", new="new"))
    return found


def test_json_holds_what_the_text_says() -> None:
    found = document(compared(OLD, NEW))
    (group,) = found["groups"]
    assert (group["old_version"], group["new_version"], group["complete"]) == ("1.0", "1.1", True)
    assert [pin["state"] for pin in group["pins"]] == ["moved", "moved"]
    app = found["members"][0]
    assert (
        group["requires_python"]
        == app["requires_python"]
        == {
            "relation": "disjoint",
            "old": {"text": ">=3.11,<3.12", "unknown": None},
            "new": {"text": ">=3.12,<3.13", "unknown": None},
            "lost": "3.11",
            "gained": "3.12",
            "lost_minors": ["3.11"],
            "gained_minors": ["3.12"],
        }
    )
    assert app["classifiers"]["replaced"] == [["Python :: 3.11", "Python :: 3.12"]]
    assert found["narrowed"][0] == {
        "member": "acme-app",
        "what": "python",
        "lost": "Python 3.11",
        "allowed_step": "major",
        "allowed": False,
    }
    assert found["summary"] == {
        "compared": 3,
        "changed": 3,
        "added": 0,
        "removed": 0,
        "uncompared": 0,
        "unknown": 0,
        "narrowed": 3,
        "breaking": 3,
    }


def test_json_has_no_python_of_a_group_that_differs_on_it() -> None:
    (group,) = document(compared(OLD, NEW.replace(">=3.12,<3.13", ">=3.11,<3.12", 1)))["groups"]
    assert group["requires_python"] is None


def test_json_names_what_is_unknown_with_its_reasons() -> None:
    unknown = project('dynamic = ["requires-python"]')
    (member,) = document(compared(unknown, unknown))["members"]
    assert member["change"] == "none"
    assert member["unknown"]["requires_python"]["old"] == member["unknown"]["requires_python"]["new"] != ""


FILED = (
    '-- pinlint.toml --\n[[groups]]\nname = "acme"\nmembers = ["acme-*"]\nversion = {{file = "VERSION"}}\n'
    "-- VERSION --\n{}\n"
)


def test_a_group_whose_file_moved_names_everybody_that_did_not() -> None:
    assert text(FILED.format("1.0") + family("1.0"), FILED.format("1.1") + family("1.0")) == (
        "lockstep group acme from 1.0 to 1.1: incomplete\n"
        "  no member moved from 1.0 to 1.1, the version that the file of the group states\n"
        "  left behind at 1.0: acme-app, acme-core, acme-tool\n"
    )
    assert text(FILED.format("1.0") + family("1.0"), FILED.format("1.1") + family("1.1", stays="1.0")).startswith(
        "lockstep group acme from 1.0 to 1.1: incomplete\n"
        "  2 of 3 members moved from 1.0 to 1.1: acme-app, acme-core\n"
        "  left behind at 1.0: acme-tool\n"
    )


def test_members_that_move_without_the_file_of_their_group_moved_apart() -> None:
    shown = text(FILED.format("1.0") + family("1.0"), FILED.format("1.0") + family("1.1", stays="1.0"))
    assert shown.startswith(
        "lockstep group acme at 1.0: incomplete\n"
        "  already at 1.0: acme-tool\n"
        "  moved apart at 1.1: acme-app, acme-core\n"
    )
    shown = text(FILED.format("1.1") + family("1.1", stays="1.0"), FILED.format("1.1") + family("1.1"))
    assert shown.startswith(
        "lockstep group acme at 1.1: complete\n"
        "  1 of 3 members moved to 1.1: acme-tool\n"
        "  already at 1.1: acme-app, acme-core\n"
        "  acme-tool was at 1.0\n"
    )


def test_what_no_user_installs_comes_last_and_by_its_own_name() -> None:
    def tools(number: int) -> str:
        return project(
            f'classifiers = ["A :: {number}"]',
            'dependencies = ["a"]' if number > 7 else "",
            "[dependency-groups]",
            f'dev = ["pytest>={number}", "acme-core==1.0"]',
            "[build-system]",
            f'requires = ["hatchling>={number}"]',
        )

    old, new = tools(7) + project(name="acme-core", version="0.9"), tools(8) + project(name="acme-core", version="1.1")
    assert text(old, new).endswith(
        "app\n"
        "  requirement a added\n"
        "  classifier A :: 7 replaced by A :: 8\n"
        "  dependency group dev: requirement narrowed from pytest>=7 to pytest>=8 (7 lost)\n"
        "  build: requirement narrowed from hatchling>=7 to hatchling>=8 (7 lost)\n"
        "  dependency group dev: pin acme-core==1.0 left behind: refuses 1.1\n"
    )
    app = document(compared(old, new))["members"][1]
    assert [change["scope"]["kind"] for change in app["development_requirements"]] == ["group", "build"]
    assert [change["name"] for change in app["requirements"]] == ["a"]


def test_what_a_group_shares_of_what_no_user_installs_comes_last() -> None:
    def built(number: int) -> str:
        return family("1.0", "[build-system]", f'requires = ["hatchling>={number}"]').replace(
            "[project]\n", f'[project]\nclassifiers = ["A :: {number}"]\n'
        )

    assert text(built(1), built(2)) == (
        "lockstep group at 1.0: not moved\n"
        "  classifier A :: 1 replaced by A :: 2\n"
        "  build: requirement narrowed from hatchling>=1 to hatchling>=2 (1 lost)\n"
    )


def test_with_an_extra_goes_what_it_required() -> None:
    old = project("[project.optional-dependencies]", 'gone = ["a", "b"]')
    assert text(old, project()) == "app\n  extra gone removed\n"
    (app,) = document(compared(old, project()))["members"]
    assert [change["relation"] for change in app["requirements"]] == ["removed", "removed"]


def test_every_step_that_was_needed_has_a_section() -> None:
    config = '-- pinlint.toml --\n[[groups]]\nname = "it"\nmembers = ["b"]\nbreaking = "minor"\n'
    old, new = (config + requiring(f"a>={n}") + requiring(f"a>={n}", name="b") for n in (1, 2))
    comparison = compared(old, new)
    assert diff_text.render(comparison, judge(comparison), color=False).endswith(
        "\nnarrowed without a major version step\n  a 1 lost: app\n"
        "\nnarrowed without a minor version step\n  a 1 lost: b\n"
    )


def test_a_licence_in_words_that_may_mean_the_same_is_restated() -> None:
    old, new = project('license = {text = "BSD"}'), project('license = "BSD-3-Clause"')
    assert text(old, new) == "app\n  licence restated from BSD to BSD-3-Clause\n"
    (app,) = document(compared(old, new))["members"]
    assert app["license"]["restated"] is True


def test_the_words_of_a_licence_are_not_repeated() -> None:
    old, new = (project(f'license = {{text = "{year} {"words " * 50}"}}') for year in (2024, 2025))
    assert text(old, new) == "app\n  text of the licence changed\n"


def test_a_member_in_the_folder_of_one_that_is_gone_says_so() -> None:
    old, new = project(name="acme-old", folder="it"), project(name="acme-new", folder="it")
    assert text(old, new) == (
        "acme-new 1.0: added\n  in the folder of acme-old, which is removed\n\nacme-old 1.0: removed\n"
    )
