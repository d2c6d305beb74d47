from __future__ import annotations

from packaging.specifiers import SpecifierSet

from pinlint_rules.pin202_requires_python_differs import RULE
from tests.rules.asking import UNPUBLISHED, found, group, project, related, said

GROUP = group(version="lockstep")


def members(*pythons: str | None) -> list[str]:
    return [project(f"m{number}", python=python) for number, python in enumerate(pythons)]


def inferred(*pythons: str | None) -> list[str]:
    """Members of one version, the later ones pinned by the first, so that they are a group without being told."""
    pins = [f"m{number}==1.0" for number in range(1, len(pythons))]
    return [project("m0", *pins, python=pythons[0]), *members(*pythons)[1:]]


def test_a_configured_group_reports_what_accepts_more_and_what_accepts_less() -> None:
    files = (*members(">=3.11", ">=3.10", ">=3.11", ">=3.12", ">= 3.11"), GROUP)
    assert said(RULE, *files) == [
        (
            "m1/pyproject.toml:4:19: PIN202 m1 accepts Python 3.10 (>=3.10), "
            "but 3 of 5 members of the group acme do not (>=3.11)"
        ),
        (
            "m3/pyproject.toml:4:19: PIN202 m3 refuses Python 3.11 (>=3.12), "
            "but 3 of 5 members of the group acme accept it (>=3.11)"
        ),
    ]
    assert related(found(RULE, *files)[0]) == [("m0/pyproject.toml", "m0 requires Python >=3.11")]


def test_sets_are_compared_and_not_texts() -> None:
    assert not said(RULE, *members(">=3.11,<3.13", "<3.13, >=3.11", "~=3.11,<3.13", ">=3.11,!=3.13.*,<3.14"), GROUP)
    assert not said(RULE, *members("==3.11.*", ">=3.11,<3.12", ">=3.11.0,<3.12"), GROUP)


def test_a_tie_is_one_finding_with_a_witness_and_all_sides() -> None:
    files = (*members(">=3.11", ">=3.10", ">=3.12"), GROUP)
    assert said(RULE, *files) == [
        (
            "m0/pyproject.toml:4:19: PIN202 m0 refuses Python 3.10 (>=3.11), but m1 accepts it (>=3.10), "
            "and no Requires-Python has a majority in the group acme"
        )
    ]
    (finding,) = found(RULE, *files)
    assert related(finding) == [
        ("m1/pyproject.toml", "m1 requires Python >=3.10"),
        ("m2/pyproject.toml", "m2 requires Python >=3.12"),
    ]
    assert finding.finding.witness == "Python 3.10"
    assert SpecifierSet(">=3.10").contains("3.10")


def test_the_first_side_of_a_tie_may_be_the_one_that_accepts() -> None:
    assert said(RULE, *members(">=3.10", ">=3.11"), GROUP) == [
        (
            "m0/pyproject.toml:4:19: PIN202 m0 accepts Python 3.10 (>=3.10), but m1 does not (>=3.11), "
            "and no Requires-Python has a majority in the group acme"
        )
    ]


def test_an_inferred_group_reports_only_what_accepts_more() -> None:
    assert said(RULE, *inferred(">=3.11", ">=3.11", ">=3.11", ">=3.12", ">=3.10")) == [
        (
            "m4/pyproject.toml:4:19: PIN202 m4 accepts Python 3.10 (>=3.10), "
            "but 3 of 5 members of its lockstep group at 1.0 do not (>=3.11)"
        )
    ]


def test_an_inferred_group_without_a_majority_is_silent() -> None:
    assert not said(RULE, *inferred(">=3.11", ">=3.11", ">=3.10", ">=3.10"))
    assert not said(RULE, *inferred(">=3.11", ">=3.11", ">=3.10", ">=3.12"))


def test_more_than_any_other_is_no_majority() -> None:
    (finding,) = found(RULE, *members(">=3.11", ">=3.11", ">=3.10", ">=3.9", ">=3.12"), GROUP)
    assert finding.finding.message.endswith("and no Requires-Python has a majority in the group acme")
    assert len(finding.related) == 3
    (line,) = said(RULE, *members(">=3.11", ">=3.11", ">=3.10", None), GROUP)
    assert line.endswith("and no Requires-Python has a majority in the group acme")


def test_missing_and_unknown_ones_have_no_vote() -> None:
    dynamic = project("x", more='dynamic = ["requires-python"]')
    assert not said(RULE, *members(">=3.11", None, None), dynamic, GROUP)


def test_a_group_may_allow_it() -> None:
    assert not said(RULE, *members(">=3.11", ">=3.10"), group(requires_python="compatible"))
    assert not said(RULE, *members(">=3.11", ">=3.10"), group(version="independent"))
    assert said(RULE, *members(">=3.11", ">=3.10"), group(version="independent", requires_python="same"))


def test_what_is_not_published_is_in_no_inferred_group() -> None:
    root = project("root", "m0==1.0", python=">=3.8", more=UNPUBLISHED)
    assert not said(RULE, *inferred(">=3.11", ">=3.11", ">=3.11"), root)
