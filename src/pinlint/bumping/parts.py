"""The next version, by the part that moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from pinlint.bumping.spelling import respelled

if TYPE_CHECKING:
    from packaging.version import Version

    from pinlint.workspace import Declared

Part = Literal["major", "minor", "patch", "pre", "dev", "release"]
PARTS: tuple[Part, ...] = get_args(Part)


class NoMove(Exception):  # noqa: N818 - it names what is missing
    """There is nothing that could move, or nowhere to; why is a sentence."""


def following(version: Declared[Version], part: Part) -> str:
    """The version after this one, in its spelling. Raises NoMove.

    ``major``, ``minor`` and ``patch`` raise a component, set those behind it to zero and drop what follows the release;
    ``pre`` and ``dev`` count on; ``release`` drops both, and keeps the number of a post release.
    """
    text = _following(version.value, part)
    return respelled(version.text, text, base=version.text) or text


def _following(version: Version, part: Part) -> str:
    epoch = f"{version.epoch}!" if version.epoch else ""
    release = list(version.release)
    if part in {"major", "minor", "patch"}:
        index = PARTS.index(part)
        release += [0] * (index + 1 - len(release))
        return epoch + _dotted((*release[:index], release[index] + 1, *(0 for _ in release[index + 1 :])))
    stem = epoch + _dotted(release)
    if part == "pre":
        if version.pre is None:
            raise NoMove(f"{version} is no pre-release to count on from; name the version")
        letter, number = version.pre
        return f"{stem}{letter}{number + 1}"
    if part == "dev":
        if version.dev is None:
            raise NoMove(f"{version} is no development release to count on from; name the version")
        return f"{version.public.rpartition('.dev')[0]}.dev{version.dev + 1}"
    if not version.is_prerelease:
        raise NoMove(f"{version} is released; name the version, or the part that moves")
    # Only final and post releases are released.
    return stem if version.pre is not None or version.post is None else f"{stem}.post{version.post}"


def _dotted(release: tuple[int, ...] | list[int]) -> str:
    return ".".join(map(str, release))
