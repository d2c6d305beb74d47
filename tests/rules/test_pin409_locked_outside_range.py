from __future__ import annotations

import pytest

from pinlint_rules.pin409_locked_outside_range import RULE
from tests.rules.asking import found, project, related, said

INDEX = 'source = { registry = "https://example.org/simple" }'


def uv(*packages: str, members: tuple[str, ...] = ("app",), more: str = "") -> str:
    """A uv.lock at the root of members in folders of their names."""
    listed = ", ".join(f'"{each}"' for each in members)
    own = "".join(locked(each, source=f'source = {{ editable = "{each}" }}') for each in members)
    named = "\n".join(packages)
    return (
        f'-- uv.lock --\nversion = 1\nrequires-python = ">=3.9"\n[manifest]\nmembers = [{listed}]\n{more}\n{own}{named}'
    )


def locked(name: str, version: str = "1.0", *, source: str = INDEX, more: str = "") -> str:
    return f'[[package]]\nname = "{name}"\nversion = "{version}"\n{source}\n{more}\n'


def poetry(*packages: str) -> str:
    return "\n".join(("-- app/poetry.lock --", *packages, '[metadata]\nlock-version = "2.1"\npython-versions = "*"'))


def pylock(*packages: str, name: str = "app/pylock.toml") -> str:
    return "\n".join((f'-- {name} --\nlock-version = "1.0"\ncreated-by = "x"', *packages))


# What is locked for whom


def test_every_dialect_is_held_against_its_project() -> None:
    app = project("app", "click>=8")
    click = locked("click", "7.1", source="")
    assert len(said(RULE, uv(locked("click", "7.1")), app)) == 1
    assert len(said(RULE, poetry(click), app)) == 1
    assert len(said(RULE, f'-- app/pdm.lock --\n[metadata]\nlock_version = "4.5.0"\n{click}', app)) == 1
    assert len(said(RULE, pylock(click.replace("[[package]]", "[[packages]]")), app)) == 1


@pytest.mark.parametrize("version", ["8.0", "8.5.1", "9.0rc1", "8.0+cpu", "8.1.post1"])
def test_a_version_that_is_accepted_is_fine_be_it_a_prerelease(version: str) -> None:
    assert not said(RULE, uv(locked("click", version)), project("app", "click>=8"))


def test_one_finding_for_a_lock_and_a_distribution_with_all_who_refuse() -> None:
    app, core = project("app", "click>=8"), project("core", "click<7", extras='x = ["click>=9"]')
    (finding,) = found(RULE, uv(locked("click", "7.1"), members=("app", "core")), app, core)
    assert finding.finding.message == "uv.lock chooses click 7.1, but app requires click>=8"
    assert finding.finding.witness == "click 7.1"
    assert related(finding) == [
        ("app/pyproject.toml", "app requires click>=8"),
        ("core/pyproject.toml", "core requires click<7"),
        ("core/pyproject.toml", "core requires click>=9"),
    ]


def test_locks_of_others_are_not_asked() -> None:
    app = project("app", "click>=8")
    assert not said(RULE, uv(locked("click", "7.1"), members=("other",)), app)
    assert not said(RULE, uv(locked("click", "7.1")), project("app", "click>=8", path="elsewhere"))
    assert not said(RULE, poetry(locked("click", "7.1", source="")), project("core", "click>=8"))


def test_published_requirements_are_asked_and_groups_are_not() -> None:
    lock = uv(locked("click", "7.1"))
    assert len(said(RULE, lock, project("app", extras='x = ["click>=8"]'))) == 1
    assert not said(RULE, lock, project("app", more='[dependency-groups]\ndev = ["click>=8"]'))
    assert not said(RULE, lock, project("app", more='[build-system]\nrequires = ["click>=8"]'))


@pytest.mark.parametrize(
    "source",
    [
        'source = { git = "https://example.org/click" }',
        'source = { url = "https://example.org/click.whl" }',
        'source = { path = "click.whl" }',
        'source = { directory = "click" }',
        'source = { editable = "click" }',
        'source = { virtual = "click" }',
        "source = 3",
    ],
)
def test_what_comes_from_elsewhere_than_an_index_is_whatever_it_is(source: str) -> None:
    assert not said(RULE, uv(locked("click", "7.1", source=source)), project("app", "click>=8"))


def test_a_version_that_is_not_known_is_left_alone() -> None:
    assert not said(RULE, uv(locked("click", "?")), project("app", "click>=8"))
    assert not said(RULE, uv(f'[[package]]\nname = "click"\n{INDEX}'), project("app", "click>=8"))


# Overrides


@pytest.mark.parametrize(
    "more",
    [
        '[tool.uv]\noverride-dependencies = ["click<8"]',
        '[tool.uv]\nexclude-dependencies = ["Click"]',
        '[tool.uv]\noverride-dependencies = [{ name = "click", specifier = "<8" }]',
        '[tool.pdm.resolution.overrides]\nclick = "<8"',
        '[tool.pdm.resolution]\nexcludes = ["click"]',
    ],
)
def test_an_override_replaces_what_members_require(more: str) -> None:
    app = project("app", "click>=8", more=more)
    assert not said(RULE, poetry(locked("click", "7.1", source="")), app)
    assert not said(RULE, "-- app/requirements.txt --\n-e .\nclick==7.1", app)
    assert not said(RULE, uv(locked("click", "7.1")), f"-- pyproject.toml --\n{more}", project("app", "click>=8"))
    # uv and pdm read them where they lock.
    assert said(RULE, uv(locked("click", "7.1")), app)


def test_an_override_in_the_lock_itself_counts() -> None:
    overrides = 'overrides = [{ name = "click", specifier = "<8" }]'
    assert not said(RULE, uv(locked("click", "7.1"), more=overrides), project("app", "click>=8"))
    assert said(RULE, uv(locked("click", "7.1"), more=overrides.replace("click", "other")), project("app", "click>=8"))


# Markers, and several versions


def test_a_requirement_of_no_environment_is_never_met() -> None:
    lock = uv(locked("click", "7.1"))
    assert not said(RULE, lock, project("app", 'click>=8; python_version < "3.9"'))
    assert not said(RULE, lock, project("app", 'click>=8; python_version < "3.11"', python=">=3.11"))
    assert said(RULE, lock, project("app", 'click>=8; python_version < "3.11"', python=">=3.10"))
    assert not said(
        RULE,
        uv(locked("click", "7.1"), more="").replace(
            "[manifest]", "supported-markers = [\"sys_platform == 'linux'\"]\n[manifest]"
        ),
        project("app", 'click>=8; sys_platform == "win32"'),
    )


def test_a_marker_that_nothing_is_known_about_is_left_alone() -> None:
    assert not said(RULE, uv(locked("click", "7.1")), project("app", 'click>=8; platform_release >= "5"'))


OLD = locked("numpy", "1.26", more="resolution-markers = [\"python_full_version < '3.11'\"]")
NEW = locked("numpy", "2.4", more="resolution-markers = [\"python_full_version >= '3.11'\"]")


@pytest.mark.parametrize(
    ("requirement", "reported"),
    [
        ("numpy>=1.20", None),
        ('numpy>=2; python_version >= "3.11"', None),
        ('numpy<2; python_version < "3.11"', None),
        ("numpy>=2", "1.26"),
        ("numpy<2", "2.4"),
        ('numpy<1.21; python_version < "3.11"', "1.26"),
        ("numpy>=3", "1.26"),
    ],
)
def test_of_several_versions_the_one_for_the_environment_counts(requirement: str, reported: str | None) -> None:
    says = [
        line.partition("chooses numpy ")[2].partition(",")[0]
        for line in said(RULE, uv(OLD, NEW), project("app", requirement))
    ]
    assert says == ([reported] if reported else [])


def test_versions_that_the_lock_does_not_tell_apart_are_reported_only_if_all_are_refused() -> None:
    both = (locked("numpy", "1.26"), locked("numpy", "2.4"))
    assert not said(RULE, uv(*both), project("app", "numpy>=2"))
    assert len(said(RULE, uv(*both), project("app", "numpy>=3"))) == 1


def test_the_dependencies_of_the_member_tell_which_version_is_meant() -> None:
    core = 'dependencies = [{ name = "numpy", version = "1.26" }]'
    edges = f'{core}\n[package.optional-dependencies]\nx = [{{ name = "numpy", version = "2.4" }}]'
    lock = uv(locked("numpy", "1.26"), locked("numpy", "2.4")).replace('"app" }\n', f'"app" }}\n{edges}\n')
    assert not said(RULE, lock, project("app", "numpy<2", extras='x = ["numpy>=2"]'))
    assert len(said(RULE, lock, project("app", "numpy>=2", extras='x = ["numpy>=2"]'))) == 1
    assert len(said(RULE, lock, project("app", "numpy<2", extras='x = ["numpy<2"]'))) == 1


def test_the_markers_of_a_lock_may_ask_for_the_extra_of_the_requirement() -> None:
    flask = locked("flask", "3.1", source="", more="optional = true\nmarkers = \"extra == 'web'\"")
    assert len(said(RULE, poetry(flask), project("app", extras='web = ["flask<3"]'))) == 1
    assert not said(RULE, poetry(flask), project("app", extras='other = ["flask<3"]'))
    assert not said(RULE, poetry(flask), project("app", "flask<3"))


def test_pdm_locks_the_groups_it_was_asked_for() -> None:
    def pdm(groups: str) -> str:
        return (
            f'-- app/pdm.lock --\n[metadata]\nlock_version = "4.5.0"\n{locked("click", "7.1", source="", more=groups)}'
        )

    core, extra = project("app", "click>=8"), project("app", extras='web = ["click>=8"]')
    assert len(said(RULE, pdm('groups = ["default"]'), core)) == 1
    assert not said(RULE, pdm('groups = ["dev"]'), core)
    assert not said(RULE, pdm('groups = ["default"]'), extra)
    assert len(said(RULE, pdm('groups = ["default", "web"]'), extra)) == 1


def test_a_pylock_is_for_the_projects_it_installs_or_holds_whole() -> None:
    click = '[[packages]]\nname = "click"\nversion = "7.1"'
    app = '[[packages]]\nname = "app"\ndirectory = { path = ".", editable = true }'
    both = project("app", "click>=8", "flask")
    assert not said(RULE, pylock(click), both)
    assert len(said(RULE, pylock(click, app), both)) == 1
    assert len(said(RULE, pylock(click, '[[packages]]\nname = "flask"\nversion = "3"'), both)) == 1
    assert not said(RULE, pylock(click, name="app/pylock.tools.toml"), project("app", "click>=8"))
    assert not said(RULE, pylock(click, app), project("app", extras='x = ["click>=8"]'))


# Requirements files


@pytest.mark.parametrize("line", ["-e ./app", "./app", "-e file:./app", "app", "app==1.0", "app>=0.5", "app[x]"])
def test_a_file_installs_the_members_it_names(line: str) -> None:
    assert said(RULE, f"-- requirements.txt --\n{line}\nclick==7.1", project("app", "click>=8", extras="x = []")) == [
        "requirements.txt:2:1: PIN409 requirements.txt asks for click==7.1, but app requires click>=8"
    ]


@pytest.mark.parametrize(
    "line", ["", "other", "app==0.9", "app @ https://example.org/app.whl", "-e ./other", "-c more.txt"]
)
def test_a_file_that_installs_no_member_or_another_release_is_left_alone(line: str) -> None:
    files = (f"-- requirements.txt --\n{line}\nclick==7.1", "-- more.txt --\napp", project("app", "click>=8"))
    assert not said(RULE, *files)


@pytest.mark.parametrize(
    ("line", "clashes"),
    [
        ("click==8.1 --hash=sha256:00", False),
        ("click==7.1 --hash=sha256:00", True),
        ("click<8", True),
        ("click<9", False),
        ("click~=7.0", True),
        ("click", False),
        ("click @ https://example.org/click-7.1.zip", False),
        ("https://example.org/click-7.1-py3-none-any.whl", False),
        ("click==7.1; python_version < '3.9'", False),
        ("click==7.1; sys_platform == 'win32'", True),
        ("click==${VERSION}", False),
    ],
)
def test_a_line_clashes_where_no_version_is_in_both(line: str, clashes: bool) -> None:  # noqa: FBT001 - a table of cases
    files = (f"-- requirements.txt --\n-e ./app\n{line}", project("app", "click>=8", python=">=3.9"))
    assert bool(said(RULE, *files)) is clashes


@pytest.mark.parametrize(
    ("line", "clashes"),
    [
        ("click==8.1", False),
        ("click==7.1", False),
        ("click==6.0", True),
        ("click==8.1; python_version < '3.14'", True),
    ],
)
def test_a_line_without_a_marker_may_be_for_one_python_only(line: str, clashes: bool) -> None:  # noqa: FBT001 - the same
    app = project("app", 'click>=8; python_version >= "3.10"', 'click>=7,<8; python_version < "3.10"', python=">=3.9")
    assert bool(said(RULE, f"-- requirements.txt --\n-e ./app\n{line}", app)) is clashes


def test_extras_count_where_the_file_asks_for_them() -> None:
    app = project("app", extras='x = ["click>=8"]\ny = ["click"]')
    assert said(RULE, "-- requirements.txt --\n-e ./app[x]\nclick==7.1", app)
    assert not said(RULE, "-- requirements.txt --\n-e ./app[y]\nclick==7.1", app)
    assert not said(RULE, "-- requirements.txt --\n-e ./app\nclick==7.1", app)


def test_included_files_and_constraints_count_and_each_line_is_reported_once() -> None:
    files = ("-- dev.txt --", "-- requirements/base.txt --\nclick==7.1", project("app", "click>=8", "flask>=3"))
    one = "-- requirements/one.txt --\n-r base.txt\n-e ./app\n-c limits.txt"
    two = "-- requirements/two.txt --\n-r base.txt\n-e ./app"
    assert said(RULE, *files, one, two, "-- requirements/limits.txt --\nflask<3") == [
        "requirements/base.txt:1:1: PIN409 base.txt asks for click==7.1, but app requires click>=8",
        "requirements/limits.txt:1:1: PIN409 limits.txt allows flask<3 only, but app requires flask>=3",
    ]


def test_several_lines_on_one_distribution_are_one_finding() -> None:
    lines = "click==7.1; python_version < '3.12'\nclick==7.2; python_version >= '3.12'"
    (finding,) = found(RULE, f"-- requirements.txt --\n-e ./app\n{lines}", project("app", "click>=8"))
    assert related(finding) == [
        ("requirements.txt", "requirements.txt asks for click==7.2; python_version >= '3.12'"),
        ("app/pyproject.toml", "app requires click>=8"),
    ]


def test_an_older_sibling_that_a_file_pins_is_a_choice_like_any_other() -> None:
    app, core = project("app", "core>=2", "click>=8"), project("core", version="2.0")
    assert len(said(RULE, "-- requirements.txt --\n-e ./app\ncore==1.0", app, core)) == 1
    assert not said(RULE, "-- requirements.txt --\n-e ./app\n-e ./core", app, core)


@pytest.mark.parametrize(
    "comment",
    [
        "click==7.1\n    # via app (pyproject.toml)",
        "click==7.1    # via app (app/pyproject.toml)",
        "click==7.1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\n    # via app (setup.py)",
        "click==7.1\n    # via\n    #   flask\n    #   App[x] (pyproject.toml)",
    ],
)
def test_a_pin_is_held_against_the_project_that_it_was_chosen_for(comment: str) -> None:
    app = project("app", "click>=8", "idna>=3")
    assert said(RULE, f"-- requirements.txt --\nidna==2.0\n    # via flask\n{comment}\n", app) == [
        "requirements.txt:3:1: PIN409 requirements.txt asks for click==7.1, but app requires click>=8"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "click==7.1\n    # via other (pyproject.toml)",
        "click==7.1\n    # via app (pyproject.toml:dev)",
        "click==7.1\n    # via app",
        "#    uv pip compile pyproject.toml --override o.txt\nclick==7.1\n    # via app (pyproject.toml)",
        "click==8.1\nidna==2.0\n    # via app (pyproject.toml)",
    ],
)
def test_a_pin_that_was_chosen_for_something_else_is_left_alone(text: str) -> None:
    assert not said(RULE, f"-- requirements.txt --\n{text}\n", project("app", "click>=8", extras='x = ["idna>=3"]'))


def test_the_overrides_of_an_unpacked_sdist_count() -> None:
    info = "-- app/PKG-INFO --\nMetadata-Version: 2.4\nName: app\nVersion: 1.0\nRequires-Dist: click>=8"
    lock = poetry(locked("click", "7.1", source=""))
    assert said(RULE, lock, info, project("app", "click>=8"))
    assert not said(RULE, lock, info, project("app", "click>=8", more='[tool.pdm.resolution.overrides]\nclick = "7"'))
