"""Run by the interpreter that has the build backends: the Core Metadata that one writes for each of many projects.

Arguments: the backend as pyproject.toml names it. Standard input: a JSON array of project folders. Standard output: a
JSON array with the metadata of each, or the last line of the error as ``{"error": ...}``.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import sys
import tempfile
import traceback
import zipfile
from pathlib import Path


def metadata(hooks: object, folder: str) -> str:
    """The metadata of one project, by the hook that only prepares it or by building the wheel."""
    os.chdir(folder)
    sys.path.insert(0, folder)
    with tempfile.TemporaryDirectory() as target:
        prepare = getattr(hooks, "prepare_metadata_for_build_wheel", None)
        if prepare is not None:
            return (Path(target) / prepare(target) / "METADATA").read_text(encoding="utf-8")
        wheel = Path(target) / hooks.build_wheel(target)  # type: ignore[attr-defined]
        with zipfile.ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            return archive.read(name).decode()


def in_a_child(hooks: object, folder: str) -> object:
    """The metadata, built in a process of its own: backends keep what they have imported."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        log = os.open(os.devnull, os.O_WRONLY)
        os.dup2(log, 1)
        os.dup2(log, 2)
        try:
            answer: object = metadata(hooks, folder)
        except BaseException:  # noqa: BLE001 - backends end the process, too
            answer = {"error": traceback.format_exc(limit=-3)}
        with os.fdopen(writer, "w") as out:
            json.dump(answer, out)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as results:
        text = results.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else {"error": "the backend ended the process"}


if __name__ == "__main__":
    sys.argv, backend = sys.argv[:1], sys.argv[1]
    name, _, attribute = backend.partition(":")
    module = importlib.import_module(name)
    folders = json.load(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8"))
    json.dump([in_a_child(getattr(module, attribute) if attribute else module, each) for each in folders], sys.stdout)
