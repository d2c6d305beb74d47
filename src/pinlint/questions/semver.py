"""Semantic versions (2.0.0), which is all that Cargo, npm and Helm read."""

from __future__ import annotations

from packaging.version import Version

_FILES = frozenset({"Cargo.toml", "package.json", "Chart.yaml"})
_LETTERS = {"a": "alpha", "b": "beta", "rc": "rc"}
_COMPONENTS = 3


def holds(path: str) -> bool:
    """Whether the tools that read a file know semantic versions only."""
    return path.rpartition("/")[2] in _FILES


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
