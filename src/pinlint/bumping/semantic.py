"""Versions in files of ecosystems that know semantic versions only, as Cargo's and npm's."""

from __future__ import annotations

from packaging.version import Version

from pinlint.bumping.spelling import respelled

_FILES = frozenset({"Cargo.toml", "package.json", "Chart.yaml"})
_LETTERS = {"a": "alpha", "b": "beta", "rc": "rc"}
_COMPONENTS = 3


def written(path: str, old: str, new: str, *, base: str) -> str | None:
    """The version ``new`` as ``old`` is written in a file, a semantic version where it must be; None if it is none.

    ``old`` stands for the version ``base``, which may be written with another number of components.
    """
    if path.rpartition("/")[2] not in _FILES:
        return respelled(old, new, base=base) or new
    text = semantic(new)
    return None if text is None else respelled(old, text, base=old) or text


def semantic(text: str) -> str | None:
    """The semantic version (2.0.0) that Python reads as this one; None where there is none: of epochs, post releases.

    Raises InvalidVersion.
    """
    version = Version(text)
    release = [*version.release, *(0 for _ in range(_COMPONENTS - len(version.release)))]
    if version.epoch or version.post is not None or len(release) > _COMPONENTS:
        return None
    suffixes = [f"{_LETTERS[version.pre[0]]}.{version.pre[1]}"] if version.pre else []
    suffixes += [f"dev.{version.dev}"] if version.dev is not None else []
    pre = f"-{'.'.join(suffixes)}" if suffixes else ""
    return ".".join(map(str, release)) + pre + (f"+{version.local}" if version.local else "")
