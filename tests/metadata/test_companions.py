from __future__ import annotations

import pytest

from pinlint.metadata import companions
from pinlint.source import Span
from pinlint.testing import Texts
from pinlint.workspace import ProblemKind


def read(**texts: str) -> companions.Companions:
    """What files say whose names have a ``_`` for each dot; all of them are found beside projects."""
    files = {name.replace("_", "."): text for name, text in texts.items()}
    return companions.read(sorted(files), Texts(files))


def test_a_file_that_another_one_includes_is_read_as_part_of_it() -> None:
    found = read(
        requirements_txt="click\n",
        requirements_dev_txt="-r requirements.txt\n-c constraints.txt",
        constraints_txt="a<2",
    )
    (file,) = found.requested
    assert file.path == "requirements.dev.txt"
    assert [(each.name, each.constraint) for each in file.requirements] == [("click", False), ("a", True)]


def test_what_is_included_in_a_chain_is_part_of_the_outermost() -> None:
    found = read(
        requirements_a_txt="-r requirements.b.txt",
        requirements_b_txt="-rrequirements.c.txt",
        requirements_c_txt="click",
    )
    assert [file.path for file in found.requested] == ["requirements.a.txt"]
    assert len(found.requested[0].sources) == 3


@pytest.mark.parametrize("include", ["requirements.txt", "./requirements.txt"])
def test_a_file_that_includes_itself_stays(include: str) -> None:
    assert len(read(requirements_txt=f"-r {include}\nclick").requested) == 1


def test_of_files_that_include_each_other_one_stays() -> None:
    found = read(
        requirements_a_txt="-r requirements.b.txt\nclick",
        requirements_b_txt="-r requirements.a.txt\nflask",
        requirements_c_txt="attrs",
    )
    assert [file.path for file in found.requested] == ["requirements.c.txt", "requirements.a.txt"]
    assert {each.name for each in found.requested[1].requirements} == {"click", "flask"}


def test_a_file_of_constraints_that_nobody_includes_installs_nothing() -> None:
    found = read(constraints_txt="click<8", constraints_dev_in="click<8", requirements_txt="click<8")
    assert [(file.path, file.requirements[0].constraint) for file in found.requested] == [
        ("constraints.dev.in", True),
        ("constraints.txt", True),
        ("requirements.txt", False),
    ]


def test_lines_that_pip_refuses_are_unknown_and_no_problem() -> None:
    found = read(requirements_txt="click ==\n--wrong\n-r missing.txt\nflask")
    assert not found.problems
    (file,) = found.requested
    assert len(file.unknown) == 3
    assert [each.name for each in file.requirements] == ["flask"]


def test_a_file_that_cannot_be_decoded_is_a_problem_with_its_place() -> None:
    class Bytes(Texts):
        def read(self, path: str) -> bytes:
            return super().read(path).replace(b"?", b"\xff")

    found = companions.read(["requirements.txt", "uv.lock"], Bytes({"requirements.txt": "click\na?", "uv.lock": "?"}))
    assert [(each.kind, each.at.path) for each in found.problems] == [
        (ProblemKind.FILE, "requirements.txt"),
        (ProblemKind.FILE, "uv.lock"),
    ]
    assert found.problems[0].at == Span("requirements.txt", 7, 7)


def test_a_lock_that_is_no_toml_is_a_problem_where_the_parser_stopped() -> None:
    found = read(uv_lock="version = 1\nrequires-python = >=3\n", poetry_lock="package = []")
    (problem,) = found.problems
    assert problem.at == Span("uv.lock", 30, 30)
    assert problem.message.startswith("uv.lock is not valid TOML: ")
    assert [lock.path for lock in found.locks] == ["poetry.lock"]


def test_a_file_that_is_gone_is_a_problem() -> None:
    found = companions.read(["requirements.txt", "uv.lock"], Texts({}))
    assert [each.message for each in found.problems] == [
        "requirements.txt cannot be read: is missing",
        "uv.lock cannot be read: is missing",
    ]


def test_many_files_that_include_a_large_one_are_read_within_a_budget() -> None:
    large = "# " + "x" * 1_000_000
    texts = {f"requirements-{number}.txt": "-r large.txt" for number in range(100)} | {"large.txt": large}
    found = companions.read([path for path in sorted(texts) if path != "large.txt"], Texts(texts))
    complete = [file for file in found.requested if file.complete]
    assert len(found.requested) == 100
    assert 10 < len(complete) < 50
