from __future__ import annotations

from pinlint_rules.pin107_self_requirement import RULE
from tests.rules.asking import project, said


def test_the_name_is_compared_normalised() -> None:
    assert said(RULE, project("acme.core", "Acme_Core[x]>=0.9")) == [
        "acme.core/pyproject.toml:4:17: PIN107 acme.core requires itself as Acme_Core[x]>=0.9"
    ]


def test_extras_and_dependency_groups_may_collect_extras_of_their_member() -> None:
    more = '[dependency-groups]\ntest = ["core[http]"]'
    assert not said(RULE, project("core", extras='http = ["httpx"]\nall = ["core[http]"]', more=more))


def test_an_extra_in_built_metadata_may_do_so_too() -> None:
    built = "-- core-1.0.dist-info/METADATA --\nMetadata-Version: 2.1\nName: core\nVersion: 1.0\n"
    assert not said(RULE, built + 'Requires-Dist: core[http]; extra == "all"\nProvides-Extra: all')
    assert said(RULE, built + 'Requires-Dist: core[http]; sys_platform == "win32"\nProvides-Extra: all') == [
        'core-1.0.dist-info/METADATA:4:16: PIN107 core requires itself as core[http]; sys_platform == "win32"'
    ]


def test_another_member_of_the_same_name_is_still_oneself() -> None:
    assert len(said(RULE, project("core", "core", path="a"), project("core", path="b"))) == 1


def test_a_marker_that_no_accepted_python_meets_keeps_it_away() -> None:
    dead = project("core", 'core; python_version < "3"', python=">=3.11")
    assert not said(RULE, dead)
    assert said(RULE, project("core", 'core; python_version < "3.12"', python=">=3.11"))
