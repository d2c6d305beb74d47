from __future__ import annotations

from pinlint.metadata import reading
from pinlint.testing import Texts, candidates
from pinlint.workspace import Listing


def groups(text: str) -> tuple[dict[str, list[str]], list[str]]:
    """The requirements of each group, and the reasons for what is unknown."""
    files = {"pyproject.toml": f'[project]\nname = "core"\nversion = "1"\n[dependency-groups]\n{text}'}
    (member,) = reading.read(candidates(files), Texts(files)).members
    found: dict[str, list[str]] = {name: [] for name in member.group_names}
    for requirement in member.groups or Listing():
        found[str(requirement.scope.name)].append(requirement.text)
    return found, [part.reason for part in (member.groups or Listing()).unknown]


def test_a_group_holds_what_it_includes() -> None:
    text = 'test = ["pytest"]\nlint = ["ruff"]\ndev = [{include-group = "Test"}, "ipython", {include-group = "lint"}]\n'
    assert groups(text) == (
        {"test": ["pytest"], "lint": ["ruff"], "dev": ["ipython", "pytest", "ruff"]},
        [],
    )


def test_what_is_included_twice_stands_once() -> None:
    text = 'a = ["x"]\nb = [{include-group = "a"}]\nc = [{include-group = "a"}, {include-group = "b"}]\n'
    assert groups(text)[0]["c"] == ["x"]


def test_an_empty_group_is_a_group() -> None:
    assert groups("empty = []\n") == ({"empty": []}, [])


def test_what_cannot_be_included_is_unknown() -> None:
    found, reasons = groups(
        'a = [{include-group = "b"}]\nb = ["x", {include-group = "a"}]\nc = [{include-group = "z"}]\n'
    )
    assert found == {"a": ["x"], "b": ["x"], "c": []}
    assert reasons == [
        "leads back to the group a",
        "leads back to the group b",
        "includes the group z, which is not there",
    ]


def test_what_is_neither_is_unknown() -> None:
    found, reasons = groups('a = ["x", 3, {other = "y"}, {include-group = 4}]\nb = "x"\n')
    assert found == {"a": ["x"], "b": []}
    assert reasons == [
        *["neither a requirement nor an include"] * 2,
        "includes the group 4, which is not there",
        "b is not an array",
    ]


def test_groups_that_include_each_other_many_times_come_to_an_end() -> None:
    chain = "".join(
        f'g{n} = ["x{n}", {{include-group = "g{n - 1}"}}, {{include-group = "g{n - 1}"}}]\n' for n in range(1, 200)
    )
    assert len(groups(f'g0 = ["x0"]\n{chain}')[0]["g199"]) == 200
