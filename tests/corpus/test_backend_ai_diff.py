"""What one release of a real family changed from the one before, from archives and from unpacked trees."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(os.environ.get("PINLINT_CORPUS", ROOT.parent / "shared" / "corpus")) / "backend.ai"
EVERYBODY = "backend.ai-common, backend.ai-install, backend.ai-kernel-helper, backend.ai-plugin, backend.ai-test"
MOVED = f"""\
lockstep group from 24.3.0rc2 to 24.3.0rc3: complete
  all 5 members moved from 24.3.0rc2 to 24.3.0rc3: {EVERYBODY}
  Requires-Python moved from >=3.11,<3.12 to >=3.12,<3.13 (disjoint: 3.11 lost, 3.12 gained)
  classifier Programming Language :: Python :: 3.11 replaced by Programming Language :: Python :: 3.12
  all 3 internal pins moved
  4 PKG-INFO files began to list their requirements: {EVERYBODY.replace(" backend.ai-plugin,", "")}
"""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="no corpus: PINLINT_CORPUS names its folder"),
]


def release(folder: Path, number: str, *, unpacked: bool) -> None:
    folder.mkdir(exist_ok=True)
    for archive in FOLDER.glob(f"*{number}.tar.gz"):
        if unpacked:
            with tarfile.open(archive) as tar:
                tar.extractall(folder, filter="data")
        else:
            shutil.copy(archive, folder)


def diff(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pinlint", "diff", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("old", [False, True], ids=["from archives", "from trees"])
@pytest.mark.parametrize("new", [False, True], ids=["to archives", "to trees"])
def test_the_second_release_moved_in_lockstep_to_another_python(tmp_path: Path, *, old: bool, new: bool) -> None:
    release(tmp_path / "rc2", "rc2", unpacked=old)
    release(tmp_path / "rc3", "rc3", unpacked=new)
    done = diff(tmp_path, "rc2", "rc3")
    assert (done.returncode, done.stdout) == (0, MOVED)
    assert done.stderr == "5 members compared, 5 changed; 0 values unknown\n"


def test_it_took_a_python_from_users_without_a_major_step(tmp_path: Path) -> None:
    for number in ("rc2", "rc3"):
        release(tmp_path / number, number, unpacked=False)
    done = diff(tmp_path, "rc2", "rc3", "--breaking", "--output-format", "json")
    assert done.returncode == 1
    narrowed = json.loads(done.stdout)["narrowed"]
    assert [(each["what"], each["lost"], each["allowed"]) for each in narrowed] == [
        ("python", "Python 3.11", False)
    ] * 5
    assert diff(tmp_path, "rc2", "rc3", "--breaking", "--step", "pre").returncode == 0


def test_a_straggler_is_named(tmp_path: Path) -> None:
    for number in ("rc2", "rc3"):
        release(tmp_path / number, number, unpacked=False)
    plugin = "backend.ai-plugin-24.3.0rc{}.tar.gz"
    (tmp_path / "rc3" / plugin.format(3)).unlink()
    shutil.copy(FOLDER / plugin.format(2), tmp_path / "rc3")
    shown = diff(tmp_path, "rc2", "rc3").stdout
    assert shown.startswith("lockstep group from 24.3.0rc2 to 24.3.0rc3: incomplete\n  4 of 5 members moved")
    assert "  left behind at 24.3.0rc2: backend.ai-plugin\n" in shown
    assert "  backend.ai-common: pin backend.ai-plugin==24.03.0rc3 gone ahead: refuses 24.3.0rc2\n" in shown


def test_a_folder_with_both_releases_is_not_chosen_from(tmp_path: Path) -> None:
    for number in ("rc2", "rc3"):
        release(tmp_path / "both", number, unpacked=False)
    release(tmp_path / "rc2", "rc2", unpacked=False)
    done = diff(tmp_path, "rc2", "both")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "pinlint: both holds several releases of backend.ai-common (24.3.0rc2 and 24.3.0rc3), "
        "and of 4 more distributions; "
    )
