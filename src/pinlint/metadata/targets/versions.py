"""Names of Pythons, in the spelling of each tool; None for what is no such name, or leaves the Python open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinlint.workspace.targets import Python

_RELEASE = r"[23](?:\.[0-9]{1,2}(?:\.[0-9]{1,2})?)?"
_DOTTED = re.compile(_RELEASE)
_CPYTHON = re.compile(rf"(?:c?python[-@]?)?({_RELEASE})t?")
# pyenv knows PyPy also by its own version (pypy-5.7.1).
_PYPY = re.compile(r"pypy-?(2\.7|3(?:\.[0-9]{1,2})?)(?:-.*)?")
_MINOR = re.compile(r"~\s*([23]\.[0-9]{1,2})\.0-0")
_TAG = re.compile(r"(?:py|cp|pp)([23])([0-9]{0,2})t?")
_FACTOR = re.compile(r"(?:py|pypy|cpython)([2-9])\.?([0-9]{0,2})t?")
_EXPLICIT = re.compile(r"(?:(?:cpython|pypy)-?)?([2-9])\.([0-9]{1,2})t?")
_NUMBER = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}")
_IMAGE = re.compile(r"(?:(?:docker\.io/)?(?:library/)?|public\.ecr\.aws/docker/library/)(?:python|pypy):(.+)")
_IMAGE_TAG = re.compile(rf"({_RELEASE})(?:-.*)?")


def dotted(text: str) -> Python | None:
    """``3``, ``3.9``, ``3.9.7``."""
    return tuple(map(int, text.split("."))) if _DOTTED.fullmatch(text) else None


def named(text: str) -> Python | None:
    """``3.9``, ``3.9.7``, ``3.13t``, ``python3.9``, ``cpython@3.9``, ``pypy3.9``, ``pypy-3.9-v7.3.11``.

    ``~3.12.0-0`` is one minor in all its releases; other ranges (``3.x``, ``>=3.9``) and what is in development
    (``3.13-dev``) leave it open.
    """
    found = _CPYTHON.fullmatch(text) or _PYPY.fullmatch(text) or _MINOR.fullmatch(text)
    return dotted(found[1]) if found else None


def tag(text: str) -> Python | None:
    """``py39``, ``py310``, ``cp39``, ``pp310``, ``py3``."""
    return _joined(_TAG.fullmatch(text))


def factor(text: str) -> Python | None:
    """A factor in the name of an environment of tox: ``py39``, ``py3.9``, ``pypy39``, ``py3``."""
    return _joined(_FACTOR.fullmatch(text))


def environment(text: str) -> Python | None:
    """An environment of tox that is named after its Python: ``3.9``, ``pypy-3.9``."""
    return _joined(_EXPLICIT.fullmatch(text))


def image(text: str) -> Python | None:
    """The Python of an official image: ``python:3.9-slim``, ``docker.io/library/python:3.9.7``, ``pypy:3.9``."""
    found = _IMAGE.fullmatch(text.partition("@")[0])
    version = _IMAGE_TAG.fullmatch(found[1]) if found else None
    # A release candidate is a tag of its own: 3.14-rc-slim.
    return dotted(version[1]) if version and "-rc" not in text else None


def number(text: str) -> str:
    """What programs get where YAML or TOML has no quotes: ``3.10`` is the number 3.1."""
    return str(float(text)) if _NUMBER.fullmatch(text) else text


def _joined(found: re.Match[str] | None) -> Python | None:
    if found is None:
        return None
    return (int(found[1]), int(found[2])) if found[2] else (int(found[1]),)
