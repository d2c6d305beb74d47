from __future__ import annotations

from dataclasses import replace

import pytest

from pinlint.candidate import Origin
from pinlint.source import Unreadable
from pinlint.testing import Texts, assert_examples, candidates, check, lines, parse_workspace
from pinlint_rules.pin101_stale_internal_pin import RULE


def test_a_workspace_is_its_files_by_path_and_is_dedented() -> None:
    text = """
        -- a/pyproject.toml --
        [project]
          x = 1
        -- b c.txt --

        -- - --
        last
    """
    assert parse_workspace(text) == {"a/pyproject.toml": "[project]\n  x = 1\n", "b c.txt": "\n", "-": "last\n"}


def test_what_looks_like_a_header_within_a_line_is_text() -> None:
    assert parse_workspace("-- a --\nx -- b --\n --\n") == {"a": "x -- b --\n --\n"}


@pytest.mark.parametrize("text", ["", "x = 1", "text\n-- a --\n", "-- a --\n-- a --\n", "-- --\n"])
def test_text_before_the_first_header_and_two_files_of_one_path_are_errors(text: str) -> None:
    with pytest.raises(ValueError, match=r"starts with|twice"):
        parse_workspace(text)


def test_folders_with_metadata_files_are_candidates() -> None:
    found = candidates(
        ["pyproject.toml", "a/setup.cfg", "a/setup.py", "a/x.txt", "s/PKG-INFO", "s/s.egg-info/requires.txt"]
    )
    assert [(each.path, each.origin, len(each.files)) for each in found] == [
        (".", Origin.TREE, 1),
        ("a", Origin.TREE, 2),
        ("s", Origin.SDIST, 2),
    ]
    assert candidates(["x.dist-info/METADATA"])[0].origin is Origin.WHEEL


def test_texts_are_files() -> None:
    files = Texts({"a": "é"})
    assert files.read("a") == "é".encode()
    assert files.exists("a")
    assert not files.exists("b")
    with pytest.raises(Unreadable):
        files.read("b")


def test_a_pinlint_toml_is_the_configuration() -> None:
    broken = RULE.examples[0].before
    assert lines(check(broken, [RULE]))
    ignored = '-- pinlint.toml --\n[[ignores]]\nrule = "PIN101"\nreason = "known"\n'
    (first, *_) = RULE.examples
    text = ignored + "".join(f"-- {path} --\n{text}" for path, text in parse_workspace(first.before).items())
    assert not lines(check(text, [RULE]))


def test_examples_that_are_true_pass() -> None:
    assert_examples(RULE)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"says": "app/pyproject.toml:5:5: PIN101 app is wrong"}, "example 1 of PIN101 says"),
        ({"says": ""}, "example 1 of PIN101 says"),
        ({"after": RULE.examples[0].before}, "still says when put right"),
    ],
)
def test_examples_that_are_not_true_fail(change: dict[str, str], complaint: str) -> None:
    example = replace(RULE.examples[0], **change)
    with pytest.raises(AssertionError, match=complaint):
        assert_examples(replace(RULE, examples=(example,)))


def test_a_rule_without_examples_fails() -> None:
    with pytest.raises(AssertionError, match="no examples"):
        assert_examples(replace(RULE, examples=()))


def test_a_rule_that_finds_nothing_fails() -> None:
    with pytest.raises(AssertionError):
        assert_examples(replace(RULE, check=lambda _workspace: ()))


def test_files_beside_projects_are_read_with_them() -> None:
    text = """
        -- pyproject.toml --
        [project]
        name = "app"
        version = "1.0"
        -- requirements.txt --
        click
        -- uv.lock --
        version = 1
        -- notes.txt --
        click
    """
    workspace = check(text, []).workspace
    assert [file.path for file in workspace.requested] == ["requirements.txt"]
    assert [lock.path for lock in workspace.locks] == ["uv.lock"]
    assert set(workspace.sources) == {"pyproject.toml", "requirements.txt", "uv.lock"}


def test_build_files_are_those_of_pants_where_there_is_a_pants_toml() -> None:
    build = '-- a/BUILD --\npython_distribution(name="a", provides=python_artifact(name="acme", version="1"))\n'
    (member,) = check(f"-- pants.toml --\n{build}", []).workspace.members
    assert (member.name, member.path) == ("acme", "a")
    assert check(build, []).workspace.members == ()
