from __future__ import annotations

import pytest

from pinlint_rules.pin306_license_disagrees import RULE
from tests.rules.asking import UNPUBLISHED, found, group, project, related, said

OSI = "License :: OSI Approved"
MIT = f"{OSI} :: MIT License"
APACHE = f"{OSI} :: Apache Software License"
BSD = f"{OSI} :: BSD License"
LGPL3 = f"{OSI} :: GNU Lesser General Public License v3 (LGPLv3)"
LGPL3_LATER = f"{OSI} :: GNU Lesser General Public License v3 or later (LGPLv3+)"


def member(license_: str, *classifiers: str, name: str = "core", more: str = "") -> str:
    listed = ", ".join(f'"{each}"' for each in classifiers)
    return project(name, more=f"license = {license_}\nclassifiers = [{listed}]\n{more}")


def test_both_sides_are_named_and_shown() -> None:
    files = (member('"MIT"', MIT.replace("MIT", "ISC").replace("License", "License", 1) + " (ISCL)", APACHE),)
    isc = f"{OSI} :: ISC License (ISCL)"
    assert said(RULE, *files) == [
        (f"core/pyproject.toml:4:11: PIN306 core has the license 'MIT', but the classifiers {APACHE!r} and {isc!r}")
    ]
    assert related(found(RULE, *files)[0]) == [("core/pyproject.toml", "core has this classifier")] * 2


@pytest.mark.parametrize(
    ("license_", "classifier"),
    [
        ("MIT", APACHE),
        ("Apache 2.0", MIT),
        ("BSD", MIT),
        ("LGPLv3", LGPL3_LATER),
        ("LGPL-3.0-or-later", LGPL3),
        ("LGPLv2.1", LGPL3),
        ("GPL", LGPL3),
        ("MIT OR Apache-2.0", BSD),
    ],
)
def test_names_without_a_licence_in_common_disagree(license_: str, classifier: str) -> None:
    assert len(said(RULE, member(f'{{text = "{license_}"}}', classifier))) == 1


@pytest.mark.parametrize(
    ("license_", "classifiers"),
    [
        ("Apache License 2.0", (APACHE,)),
        ("Apache-2.0", (APACHE,)),
        ("BSD-3-Clause", (BSD,)),
        ("LGPLv3", (LGPL3,)),
        ("LGPL", (LGPL3_LATER,)),
        ("MIT", (MIT, APACHE)),
        ("MIT OR Apache-2.0", (APACHE,)),
        ("MIT", (OSI,)),
        ("MIT", ()),
        ("MIT", ("License :: Other/Proprietary License",)),
        ("MIT", (APACHE, "License :: Other/Proprietary License")),
        ("MIT", ("License :: Free for non-commercial use",)),
        ("see LICENSE", (MIT,)),
        ("", (MIT,)),
        ("MIT\\nCopyright", (APACHE,)),
    ],
)
def test_names_that_may_mean_the_same_and_names_not_understood_are_fine(
    license_: str, classifiers: tuple[str, ...]
) -> None:
    assert not said(RULE, member(f'{{text = "{license_}"}}', *classifiers))


def test_the_text_of_a_file_and_what_a_build_sets_are_unknown() -> None:
    assert not said(RULE, member('{file = "LICENSE"}', MIT))
    assert not said(RULE, project("core", more=f'dynamic = ["license"]\nclassifiers = ["{MIT}"]'))


def test_what_is_not_published_has_no_licence_to_state() -> None:
    assert not said(RULE, member('"MIT"', APACHE, more=UNPUBLISHED))


def test_the_same_in_one_group_is_one_finding() -> None:
    files = [member('"MIT"', APACHE, name=name) for name in ("a", "b", "c")]
    files.append(member('"MIT"', BSD, name="d"))
    assert len(said(RULE, *files)) == 4
    lines = said(RULE, *files, group())
    assert [line.split(": PIN306 ")[1].partition(", but")[0] for line in lines] == [
        "a and 2 other members of the group acme have the license 'MIT'",
        "d has the license 'MIT'",
    ]
    assert related(found(RULE, *files, group())[0])[1:] == [
        ("b/pyproject.toml", "b has the same license and classifiers"),
        ("c/pyproject.toml", "c has the same license and classifiers"),
    ]
    two = said(RULE, *files[:2], group())
    assert "a and b have the license 'MIT'" in two[0]
