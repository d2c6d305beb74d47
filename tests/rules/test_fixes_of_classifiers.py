"""Fixes of classifiers, in every dialect."""

from __future__ import annotations

import pytest

from tests.rules.repairing import refusals, repaired

P = "Programming Language :: Python ::"
RULES = ("PIN301", "PIN302", "PIN303", "PIN305", "PIN308")


def toml(*labels: str, python: str = ">=3.10", name: str = "core") -> str:
    rows = "".join(f'    "{P} {label}",\n' for label in labels)
    return (
        f'-- {name}/pyproject.toml --\n[project]\nname = "{name}"\nversion = "1.0"\nrequires-python = "{python}"\n'
        f"classifiers = [\n{rows}]\n"
    )


def labels(text: str) -> list[str]:
    return [row.split(f"{P} ")[1].rstrip("\"',") for row in text.splitlines() if P in row]


@pytest.mark.parametrize(
    ("before", "after", "python"),
    [
        (["3.10", "3.12"], ["3.10", "3.11", "3.12"], ">=3.10"),
        (["3", "3.12"], ["3", "3.10", "3.11", "3.12"], ">=3.10"),
        (["3.12"], ["3.10", "3.11", "3.12"], ">=3.10"),
        (["3.13", "3.10"], ["3.13", "3.12", "3.11", "3.10"], ">=3.10"),
        (["3.13"], ["3.12", "3.13"], ">=3.12,<3.14"),
        (["3.10", "3 :: Only"], ["3.10", "3.11", "3 :: Only"], ">=3.10,<3.12"),
        (["3.9", "3.10", "3.12", "3.12"], ["3.10", "3.11", "3.12"], ">=3.10"),
        (["2", "3", "3.8", "3.10"], ["3", "3.10"], ">=3.10"),
    ],
)
def test_classifiers_are_made_to_fit(before: list[str], after: list[str], python: str) -> None:
    assert labels(repaired(toml(*before, python=python), *RULES)["core/pyproject.toml"]) == after


def test_a_list_in_setup_cfg_is_edited() -> None:
    text = (
        "-- core/setup.cfg --\n[metadata]\nname = core\nversion = 1\nclassifiers =\n"
        f"\t{P} 3.9\n\t# the new ones\n\t{P} 3.10\n\t{P} 3.12\n\t{P} 3.12\n[options]\npython_requires = >=3.10\n"
    )
    assert repaired(text, *RULES)["core/setup.cfg"] == (
        "[metadata]\nname = core\nversion = 1\nclassifiers =\n"
        f"\t# the new ones\n\t{P} 3.10\n\t{P} 3.11\n\t{P} 3.12\n[options]\npython_requires = >=3.10\n"
    )


def test_a_list_in_setup_py_is_edited() -> None:
    text = (
        "-- core/setup.py --\nfrom setuptools import setup\n"
        f"C = ['{P} 3.9', '{P} 3.10',\n     '{P} 3.12']\n"
        "setup(name='core', version='1', python_requires='>=3.10', classifiers=C)\n"
    )
    assert repaired(text, *RULES)["core/setup.py"] == (
        f"from setuptools import setup\nC = ['{P} 3.10',\n     '{P} 3.11',\n     '{P} 3.12']\n"
        "setup(name='core', version='1', python_requires='>=3.10', classifiers=C)\n"
    )


def test_what_a_program_makes_is_refused() -> None:
    text = (
        "-- core/setup.py --\nfrom setuptools import setup\n"
        "setup(name='core', version='1', python_requires='>=3.10',\n"
        f"      classifiers=['{P} 3.%d' % m for m in (9, 10)])\n"
    )
    (why,) = refusals(text, "PIN301")
    assert why
    assert repaired(text, "PIN301")["core/setup.py"] in text


def test_a_text_of_lines_in_setup_py_is_edited() -> None:
    text = (
        "-- core/setup.py --\nfrom setuptools import setup\n"
        f"C = '''\n{P} 3.9\n{P} 3.10\n{P} 3.12\n'''\n"
        "setup(name='core', version='1', python_requires='>=3.10', classifiers=C.split('\\n'))\n"
    )
    found = repaired(text, "PIN301", "PIN302")["core/setup.py"]
    assert f"C = '''\n{P} 3.10\n{P} 3.11\n{P} 3.12\n'''\n" in found


def test_a_line_beside_the_quotes_of_its_text_is_refused() -> None:
    text = (
        "-- core/setup.py --\nfrom setuptools import setup\n"
        f"C = '''{P} 3.9\n{P} 3.10'''\n"
        "setup(name='core', version='1', python_requires='>=3.10', classifiers=C.split('\\n'))\n"
    )
    assert refusals(text, "PIN301") == ["not alone on its line"]


def test_a_member_of_a_group_is_made_like_the_others() -> None:
    group = '-- pinlint.toml --\n[[groups]]\nname = "acme"\nmembers = ["*"]\n'
    others = toml("3.10", "3.11", name="app") + toml("3.10", "3.11", name="web")
    lacking = toml("3", "3.10") + others + group
    assert labels(repaired(lacking, "PIN303")["core/pyproject.toml"]) == ["3.10", "3.11"]
    having = toml("3.10", "3.11", "3.12") + others + group
    assert labels(repaired(having, "PIN303")["core/pyproject.toml"]) == ["3.10", "3.11"]


def test_a_gap_of_pythons_that_nobody_has_is_not_filled() -> None:
    listed = ["3.10", "3.11", "3.12", "3.210"]
    assert labels(repaired(toml(*listed), "PIN302")["core/pyproject.toml"]) == listed


def test_what_is_deprecated_is_replaced_once() -> None:
    text = toml("3.10").replace(f'"{P} 3.10"', '"{}",\n    "{}"')
    old, new = "Natural Language :: Ukranian", "Natural Language :: Ukrainian"
    for listed in ((old, old), (old, new), (new, old)):
        assert repaired(text.format(*listed), "PIN305")["core/pyproject.toml"].count(new) == 1


def test_copies_go_and_the_first_stays_where_it_is() -> None:
    text = toml("3.10", "3.11", "3.10", "3.11", "3.10").replace("classifiers = [\n", "classifiers = [ # all\n")
    found = repaired(text, "PIN308")["core/pyproject.toml"]
    assert labels(found) == ["3.10", "3.11"]
    assert "[ # all\n" in found


def test_of_copies_the_one_without_white_space_stays() -> None:
    head = '-- core/pyproject.toml --\n[project]\nname = "core"\nversion = "1.0"\n'
    text = f'{head}classifiers = ["{P} 3.11 ", "{P} 3.11"]\n'
    assert repaired(text, "PIN308")["core/pyproject.toml"].endswith(f'classifiers = ["{P} 3.11"]\n')
