from __future__ import annotations

from pinlint_rules.pin106_undeclared_extra import RULE
from tests.rules.asking import found, project, related, said

CORE = project("core", extras='Async_IO = ["anyio"]\nhttp = []')


def test_extras_are_compared_normalised() -> None:
    assert not said(RULE, project("app", "core[async.io,HTTP]"), CORE)


def test_several_are_named_in_one_sentence() -> None:
    assert said(RULE, project("app", "core[x,http,w]"), CORE) == [
        "app/pyproject.toml:4:17: PIN106 app asks core for the extras w, x, but core provides async-io, http"
    ]


def test_a_member_without_extras_provides_none() -> None:
    files = (project("app", "core[x]"), project("core"))
    assert said(RULE, *files) == [
        "app/pyproject.toml:4:17: PIN106 app asks core for the extra x, but core provides none"
    ]
    assert related(found(RULE, *files)[0]) == [("core/pyproject.toml", "core provides none")]


def test_groups_and_build_requirements_are_asked_and_one_cause_is_one_finding() -> None:
    more = '[dependency-groups]\ntest = ["core[x]"]\n[build-system]\nrequires = ["core[y]"]'
    files = (project("app", extras='all = ["core[x]"]', more=more), CORE)
    assert said(RULE, *files) == [
        "app/pyproject.toml:5:8: PIN106 app asks core for the extra x, but core provides async-io, http",
        "app/pyproject.toml:9:13: PIN106 app asks core for the extra y, but core provides async-io, http",
    ]
    assert related(found(RULE, *files)[0])[1:] == [("app/pyproject.toml", "app requires core[x]")]


def test_a_member_that_asks_itself_is_asked_too() -> None:
    assert said(RULE, project("core", extras='all = ["core[http,htpp]"]\nhttp = []')) == [
        "core/pyproject.toml:5:8: PIN106 core asks core for the extra htpp, but core provides all, http"
    ]


def test_extras_that_are_not_all_known_prove_nothing() -> None:
    dynamic = project("core", more='dynamic = ["optional-dependencies"]')
    assert not said(RULE, project("app", "core[x]"), dynamic)


def test_what_another_release_provides_is_unknown() -> None:
    assert not said(RULE, project("app", "core[x] @ https://example.org/core-0.1.tar.gz"), CORE)


def test_distributions_outside_the_workspace_are_not_asked() -> None:
    assert not said(RULE, project("app", "uvicorn[nonsense]"), CORE)
