"""Plain scalars that YAML reads as numbers although a version is meant: ``1.10`` is 1.1 (YAML 1.2, core schema)."""

from __future__ import annotations

import re

_FLOAT = re.compile(r"[0-9]+\.[0-9]+")
_SUFFIXES = (".yaml", ".yml", ".cff")


def is_yaml(path: str) -> bool:
    """Whether the file is written in YAML, by its name."""
    return path.endswith(_SUFFIXES)


def said(text: str) -> str:
    """What readers of YAML make of a scalar without quotes: the shortest way to write the number that it is."""
    if not _FLOAT.fullmatch(text):
        return text
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction.rstrip('0') or '0'}"
