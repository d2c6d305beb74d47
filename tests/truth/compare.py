"""What pinlint reads from the sources of real sdists, beside the PKG-INFO that their build backends wrote.

The sdists lie unpacked in a folder, one folder each (``NAME-VERSION/NAME-VERSION/PKG-INFO``).
``python -m tests.truth.compare FOLDER --write`` writes ``docs/truth.md``; of the sdists in further folders it says no
more than the figures.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.version import Version

from pinlint.candidate import Origin
from pinlint.discover import find
from pinlint.metadata import core_metadata, fields, reading, requires_txt
from pinlint.source import Unreadable, decode
from tests.backends.held import FIELDS, agrees, canonical, reasons_of, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.source import Files
    from pinlint.workspace import Facts, Statement

FOLDER = Path(os.environ.get("PINLINT_SDISTS", "~/.cache/pinlint-sdists")).expanduser()
PAGE = Path(__file__).resolve().parents[2] / "docs" / "truth.md"
TITLES = {
    "title": "Name",
    "version": "Version",
    "requires_python": "Requires-Python",
    "core": "Requires-Dist",
    "optional": "of extras",
    "extras": "Provides-Extra",
    "classifiers": "Classifier",
    "license": "License",
}


@dataclass(frozen=True)
class Verdict:
    """One field of one sdist: ``agrees``, ``dynamic``, ``wrong`` or ``unproven``, and why."""

    word: str
    why: str = ""


class Sources:
    """The files of an sdist without those that its build wrote."""

    def __init__(self, files: Files) -> None:
        self.files = files

    def read(self, path: str) -> bytes:
        if is_written(path):
            raise Unreadable("does not exist")
        return self.files.read(path)

    def exists(self, path: str) -> bool:
        return not is_written(path) and self.files.exists(path)

    def folder(self, path: str) -> bool | None:
        return not is_written(f"{path}/") and self.files.folder(path)


def is_written(path: str) -> bool:
    """Whether a build wrote the file."""
    return path.endswith("PKG-INFO") or ".egg-info/" in path or ".dist-info/" in path


def sdists(folder: Path) -> list[Path]:
    """The unpacked sdists."""
    return sorted(
        (info.parent for info in folder.glob("*/*/PKG-INFO") if info.parent.suffix != ".egg-info"),
        key=lambda path: path.name.lower(),
    )


def verdicts(sdist: Path) -> dict[str, Verdict]:
    """What becomes of every field."""
    found = find(sdist, [sdist])
    candidate = next(each for each in found.candidates if each.path == ".")
    files = tuple(path for path in candidate.files if not is_written(path))
    read = reading.read([replace(candidate, files=files, origin=Origin.TREE)], Sources(found.files))
    if not read.members:
        return {name: Verdict("wrong", "no member is found") for name in FIELDS}
    built, known = truth(sdist)
    return {name: _verdict(read.members[0], built, name, known=name in known) for name in FIELDS}


def truth(sdist: Path) -> tuple[Facts, set[str]]:
    """What the build wrote, and the fields it is known to be complete for (PEP 643)."""
    info = sdist / "PKG-INFO"
    built: Statement = fields.parse(core_metadata.read(decode(info.name, info.read_bytes())))[0]
    if Version(built.metadata_version or "1.0") >= Version("2.2") or built.core is not None:
        return built, {*FIELDS}
    for requires in sdist.glob("**/*.egg-info/requires.txt"):
        listed = fields.parse(requires_txt.read(decode(requires.name, requires.read_bytes())))[0]
        return replace(built, core=listed.core, optional=listed.optional, extras=listed.extras), {*FIELDS}
    return built, {name for name in FIELDS if getattr(built, name) is not None} | {
        "requires_python",
        "classifiers",
        "license",
    }


def _verdict(ours: Facts, theirs: Facts, name: str, *, known: bool) -> Verdict:
    mine, real = stated(ours, name), stated(theirs, name)
    if known and not agrees(mine, real):
        return Verdict("wrong", f"{canonical(mine)}, but {canonical(real)}")
    if reasons := reasons_of(mine):
        return Verdict("dynamic", "; ".join(dict.fromkeys(reasons)))
    return Verdict("agrees" if known else "unproven")


WORDS = ("agrees", "dynamic", "unproven", "wrong")


def table(folder: Path, *more: Path) -> Iterator[str]:
    """The comparison as Markdown; of the sdists in ``more`` that are not in the folder the figures."""
    rows = {sdist.name: verdicts(sdist) for sdist in sdists(folder)}
    words = [verdict.word for row in rows.values() for verdict in row.values()]
    counts = ", ".join(f"{words.count(word)} {word}" for word in WORDS)
    yield "# Held to the truth"
    yield ""
    yield "Every sdist carries the PKG-INFO that its real build backend wrote. This is what pinlint reads from the"
    yield "sources in real ones, with PKG-INFO and egg-info left out, beside it. *Dynamic*: the sources do not say, and"
    yield "pinlint says why. *Unproven*: an old PKG-INFO leaves the field out, which proves nothing (PEP 643)."
    yield ""
    yield f"{len(rows)} sdists, {len(words)} fields: {counts}."
    yield ""
    yield f"| sdist | {' | '.join(TITLES.values())} |"
    yield f"|---|{'---|' * len(TITLES)}"
    for name, row in rows.items():
        yield f"| {name} | {' | '.join(row[field].word for field in TITLES)} |"
    yield ""
    yield "What is dynamic:"
    yield ""
    for name, row in rows.items():
        for field, title in TITLES.items():
            if row[field].word not in {"agrees", "unproven"}:
                yield f"- {name}, {title}: {row[field].why}"
    further = {sdist.name: verdicts(sdist) for each in more for sdist in sdists(each) if sdist.name not in rows}
    if further:
        yield from figures(further)


def figures(rows: dict[str, dict[str, Verdict]]) -> Iterator[str]:
    """How often each field is what, and why most often it is dynamic."""
    yield ""
    yield "## In figures"
    yield ""
    yield f"{len(rows)} further sdists: families that release together, old times, odd mechanisms, and all sorts:"
    yield ""
    yield f"| field | {' | '.join(WORDS)} |"
    yield f"|---|{'---|' * len(WORDS)}"
    for field, title in TITLES.items():
        words = [row[field].word for row in rows.values()]
        yield f"| {title} | {' | '.join(str(words.count(word)) for word in WORDS)} |"
    verdicts = [verdict for row in rows.values() for verdict in row.values()]
    whys = Counter(re.sub(r",? on line \d+.*", "", verdict.why) for verdict in verdicts if verdict.word == "dynamic")
    yield ""
    yield "What is dynamic there, as often as twice:"
    yield ""
    yield from (f"- {count}: {why}" for why, count in whys.most_common() if count > 1)
    yield ""
    yield "Where PKG-INFO says something else, as that of an old tool may, or of a build from other files:"
    yield ""
    for name, row in rows.items():
        fields = [title for field, title in TITLES.items() if row[field].word == "wrong"]
        if fields:
            yield f"- {name}: {', '.join(fields)}"


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    text = "\n".join(table(*map(Path, given) if given else (FOLDER,))) + "\n"
    if "--write" in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
