"""Ten real sdists of one lockstep family, at two releases, from their archives and from unpacked trees.

Written by Pants: versions with a line end in setup.py, pins spelled ``24.03.0rc3``, PKG-INFO that says ``24.3.0rc3``
and, in the older release, lists no Requires-Dist at all. They lie beside the checkout, or where PINLINT_CORPUS says.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.command import Checked, check

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(os.environ.get("PINLINT_CORPUS", ROOT.parent / "shared" / "corpus")) / "backend.ai"
NAMES = ("common", "install", "kernel-helper", "plugin", "test")
REQUIRING = ("common", "install", "kernel-helper", "test")
"""Those that require anything."""
LICENSE = (
    "PIN306",
    "backend-ai-common",
    (
        "backend.ai-common and backend.ai-kernel-helper have the license 'LGPLv3', but the classifier "
        "'License :: OSI Approved :: GNU Lesser General Public License v3 or later (LGPLv3+)'"
    ),
)
"""What every release has to say against itself."""
GROUP = '[[groups]]\nname = "backend.ai"\nmembers = ["backend.ai-*"]\n'

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="no corpus: PINLINT_CORPUS names its folder"),
]
both_ways = pytest.mark.parametrize("unpacked", [False, True], ids=["archives", "trees"])


def family(tmp_path: Path, *, unpacked: bool, release: str, **others: str) -> Path:
    """The family at one release, with some members at another."""
    for name in NAMES:
        version = f"24.3.0{others.get(name, release)}"
        archive = FOLDER / f"backend.ai-{name}-{version}.tar.gz"
        if unpacked:
            with tarfile.open(archive) as tar:
                tar.extractall(tmp_path, filter="data")
        else:
            shutil.copy(archive, tmp_path)
    return tmp_path


def without_requires_dist(*names: str) -> list[tuple[str, str]]:
    return [("PIN501", f"backend-ai-{name}") for name in names]


def looked_at(checked: Checked) -> tuple[int, int]:
    return checked.document["summary"]["members"], checked.document["summary"]["unknown"]


@both_ways
def test_the_newer_release_disagrees_on_nothing_but_a_licence(tmp_path: Path, *, unpacked: bool) -> None:
    checked = check(family(tmp_path, unpacked=unpacked, release="rc3"))
    assert checked.said == [LICENSE]
    assert checked.status == 1
    assert looked_at(checked) == (5, 0)


@both_ways
def test_the_older_release_lists_no_requires_dist(tmp_path: Path, *, unpacked: bool) -> None:
    checked = check(family(tmp_path, unpacked=unpacked, release="rc2"))
    assert checked.codes == [LICENSE[:2], *without_requires_dist(*REQUIRING)]
    assert {found["level"] for found in checked} == {"warning"}
    assert all(found["path"].endswith("/PKG-INFO") for found in checked if found["code"] != "PIN306")
    assert [message for code, _, message in checked.said if code != "PIN306"] == [
        "backend.ai-common has no Requires-Dist in PKG-INFO, but 40 in setup.py",
        "backend.ai-install has no Requires-Dist in PKG-INFO, but 14 in setup.py",
        "backend.ai-kernel-helper has no Requires-Dist in PKG-INFO, but 1 in setup.py",
        "backend.ai-test has no Requires-Dist in PKG-INFO, but 5 in setup.py",
    ]
    assert looked_at(checked) == (5, 0)


@both_ways
def test_a_straggler_breaks_every_pin_and_python_that_leads_to_it(tmp_path: Path, *, unpacked: bool) -> None:
    checked = check(family(tmp_path, unpacked=unpacked, release="rc2", plugin="rc3"))
    assert checked.status == 1
    assert [each for each in checked.said if each[0] != "PIN501" and each != LICENSE] == [
        (
            "PIN101",
            f"backend-ai-{name}",
            f"backend.ai-{name} requires backend.ai-plugin==24.03.0rc2, but backend.ai-plugin is 24.03.0rc3",
        )
        for name in ("common", "install")
    ] + [
        (
            "PIN201",
            f"backend-ai-{name}",
            f"backend.ai-{name} accepts Python 3.11 (>=3.11,<3.12), but backend.ai-plugin does not (>=3.12,<3.13)",
        )
        for name in ("common", "install")
    ]
    assert [each for each in checked.codes if each[0] == "PIN501"] == without_requires_dist(*REQUIRING)


@both_ways
def test_the_same_straggler_in_a_configured_group_also_drifts_and_differs(tmp_path: Path, *, unpacked: bool) -> None:
    folder = family(tmp_path, unpacked=unpacked, release="rc2", plugin="rc3")
    plain = check(folder).said
    accepts = "backend.ai-plugin accepts Python 3.12 (>=3.12,<3.13)"
    (folder / "pinlint.toml").write_text(GROUP)
    assert [each for each in check(folder).said if each not in plain] == [
        (
            "PIN103",
            "backend-ai-plugin",
            "backend.ai-plugin is 24.03.0rc3, but 4 of 5 members of the group backend.ai are 24.03.0rc2",
        ),
        (
            "PIN202",
            "backend-ai-plugin",
            f"{accepts}, but 4 of 5 members of the group backend.ai do not (>=3.11,<3.12)",
        ),
    ]


def test_archives_and_trees_say_the_same_at_the_same_places(tmp_path: Path) -> None:
    places = []
    for unpacked in (False, True):
        folder = tmp_path / str(unpacked)
        folder.mkdir()
        checked = check(family(folder, unpacked=unpacked, release="rc2", plugin="rc3"))
        inside = [dict(found, path=found["path"].rpartition(".tar.gz/")[2]) for found in checked]
        places.append([(each["path"], each["line"], each["column"], each["message"]) for each in inside])
    assert places[0] == places[1]
    assert len(places[0]) == 9


def test_the_older_release_is_moved_to_the_newer_one(tmp_path: Path) -> None:
    folder = family(tmp_path / "old", unpacked=True, release="rc2")
    newer = family(tmp_path / "new", unpacked=True, release="rc3")
    for generated in [*folder.glob("*/PKG-INFO"), *folder.glob("*/*.egg-info")]:
        shutil.rmtree(generated) if generated.is_dir() else generated.unlink()
    command = [sys.executable, "-m", "pinlint", "bump", "24.03.0rc3"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count(" -> 24.03.0rc3\n")) == (0, 5)
    for member in folder.iterdir():
        for file in (member / "setup.py", *member.glob("ai/backend/*/VERSION")):
            path = Path(member.name.replace("rc2", "rc3")) / file.relative_to(member)
            assert told(file) == told(newer / path), path


def told(file: Path) -> list[str]:
    """The lines of a file that say a version of the family."""
    return [line for line in file.read_text().splitlines() if "24.03" in line]
