from __future__ import annotations

import pytest
import trove_classifiers

from pinlint.questions.licenses import claimed, named

GPL3, LATER = {"GPL-3.0-only"}, {"GPL-3.0-or-later"}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("MIT", {"MIT"}),
        ("  The MIT License (MIT) ", {"MIT"}),
        ("MIT licence", {"MIT"}),
        ("MIT-licensed", {"MIT"}),
        ("License: MIT", {"MIT"}),
        ("Expat", {"MIT"}),
        ("MIT-0", {"MIT-0"}),
        ("Apache-2.0", {"Apache-2.0"}),
        ("Apache License 2.0", {"Apache-2.0"}),
        ("Apache License, Version 2.0", {"Apache-2.0"}),
        ("apache 2", {"Apache-2.0"}),
        ("ApacheV2", {"Apache-2.0"}),
        ("ASL 2.0", {"Apache-2.0"}),
        ("Apache Software License", {"Apache-1.0", "Apache-1.1", "Apache-2.0"}),
        ("BSD-3-Clause", {"BSD-3-Clause"}),
        ("3-clause BSD", {"BSD-3-Clause"}),
        ("New BSD License", {"BSD-3-Clause"}),
        ("Simplified BSD", {"BSD-2-Clause"}),
        ("0BSD", {"0BSD"}),
        ("BSD", {"0BSD", "BSD-1-Clause", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause"}),
        ("GPLv3", GPL3),
        ("GPL-3.0", GPL3),
        ("GPL-3.0-only", GPL3),
        ("GNU General Public License v3.0", GPL3),
        ("GNU GPL version 3 (GPLv3)", GPL3),
        ("GPLv3+", LATER),
        ("GPL-3.0+", LATER),
        ("GPL-3.0-or-later", LATER),
        ("GPL (>= 3)", LATER),
        ("GNU General Public License, version 3 or any later version", LATER),
        ("GPL 3 or newer", LATER),
        ("LGPL-2.1", {"LGPL-2.1-only"}),
        ("LGPLv2", {"LGPL-2.0-only", "LGPL-2.1-only"}),
        ("AGPLv3+", {"AGPL-3.0-or-later"}),
        ("MPL 2.0", {"MPL-2.0"}),
        ("Mozilla Public License 2.0 (MPL 2.0)", {"MPL-2.0"}),
        ("zlib/libpng License", {"Zlib"}),
        ("PSF", {"PSF-2.0", "Python-2.0"}),
        ("ZPL 2.1", {"ZPL-2.1"}),
        ("ISC license (ISCL)", {"ISC"}),
        ("Boost Software License 1.0 (BSL-1.0)", {"BSL-1.0"}),
        ("MIT OR Apache-2.0", {"MIT", "Apache-2.0"}),
        ("MIT/Apache-2.0", {"MIT", "Apache-2.0"}),
        ("(MIT AND ISC) OR GPL-3.0-or-later", {"MIT", "ISC"} | LATER),
        ("GPLv3+ or MIT", {"MIT"} | LATER),
        ("Apache-2.0 WITH LLVM-exception", {"Apache-2.0"}),
        ("GPL-3.0-only WITH Classpath-exception-2.0 OR MIT", {"MIT"} | GPL3),
    ],
)
def test_a_name_means_the_licences_it_may_stand_for(text: str, meaning: set[str]) -> None:
    assert named(text) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "",
        "UNKNOWN",
        "see LICENSE",
        "MIT (see LICENSE)",
        "BSD-style",
        "GPL-compatible",
        "Dual License",
        "MIT\nCopyright somebody",
        "MIT © somebody",
        "MIT 2",
        "MIT Apache",
        "GPLv2 or v3",
        "GPL 2 3",
        "Apache License 2.0 and more",
        "Proprietary",
        "BSL",
        "BSL 1.1",
        "MIT-CMU",
        "MPL-2.0-no-copyleft-exception",
        "LicenseRef-Own",
        "BSD License 2.0",
        "3.0",
        "+",
        "MIT " * 60,
        "MIT" + "9" * 150,
        " or ".join(["MIT"] * 20 + ["Own"]),
    ],
)
def test_a_name_that_is_not_wholly_understood_means_nothing(text: str) -> None:
    assert named(text) is None


def test_a_name_without_a_version_means_any_of_them() -> None:
    meaning = named("GPL")
    assert meaning is not None
    assert {"GPL-2.0-only", "GPL-2.0-or-later"} | GPL3 | LATER <= meaning


def test_classifiers_mean_what_their_names_mean_together() -> None:
    osi = "License :: OSI Approved"
    assert claimed([osi, f"{osi} :: MIT License", f" {osi} :: ISC License (ISCL) "]) == {"MIT", "ISC"}
    assert claimed([osi]) is None
    assert claimed([]) is None
    assert claimed([f"{osi} :: MIT License", "License :: Other/Proprietary License"]) is None


@pytest.mark.parametrize(
    ("classifier", "expression"),
    [
        ("Apache Software License", "Apache-2.0"),
        ("BSD License", "BSD-3-Clause"),
        ("Zero-Clause BSD (0BSD)", "0BSD"),
        ("MIT No Attribution License (MIT-0)", "MIT-0"),
        ("GNU General Public License (GPL)", "GPL-2.0-or-later"),
        ("GNU General Public License v2 (GPLv2)", "GPL-2.0-only"),
        ("GNU General Public License v2 or later (GPLv2+)", "GPL-2.0-or-later"),
        ("GNU Lesser General Public License v2 (LGPLv2)", "LGPL-2.1-only"),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", "LGPL-2.1-or-later"),
        ("GNU Library or Lesser General Public License (LGPL)", "LGPL-3.0-only"),
        ("GNU Affero General Public License v3", "AGPL-3.0-only"),
        ("GNU Affero General Public License v3 or later (AGPLv3+)", "AGPL-3.0-or-later"),
        ("Python Software Foundation License", "PSF-2.0"),
        ("Python License (CNRI Python License)", "Python-2.0"),
        ("The Unlicense (Unlicense)", "Unlicense"),
        ("Academic Free License (AFL)", "AFL-3.0"),
        ("Artistic License", "Artistic-2.0"),
        ("Zope Public License", "ZPL-2.1"),
        ("European Union Public Licence 1.2 (EUPL 1.2)", "EUPL-1.2"),
        ("Eclipse Public License 2.0 (EPL-2.0)", "EPL-2.0"),
    ],
)
def test_a_classifier_agrees_with_the_expression_it_is_used_for(classifier: str, expression: str) -> None:
    whole = f"License :: OSI Approved :: {classifier}"
    assert whole in trove_classifiers.classifiers
    theirs, ours = claimed([whole]), named(expression)
    assert theirs is not None
    assert ours is not None
    assert ours <= theirs


def test_classifiers_that_are_different_licences_have_nothing_in_common_unless_a_name_is_a_family() -> None:
    listed = sorted(each for each in trove_classifiers.classifiers if each.startswith("License ::"))
    meanings = {each: meaning for each in listed if (meaning := claimed([each]))}
    families = {"(GPL)", "(LGPL)", "BSD License", "(CNRI Python License)", "Mozilla Public License"}
    assert len(meanings) > 30
    for one, first in meanings.items():
        for other, second in meanings.items():
            if one < other and not any(family in one + other for family in families):
                assert first.isdisjoint(second), (one, other)
