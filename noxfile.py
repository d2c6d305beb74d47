"""One verb per job, the same on the desk and in CI: ``nox -s tests``; ``nox -l`` lists them."""

from __future__ import annotations

import os
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
# pip or uv: whichever is there. Environments are kept, since what they hold is decided by pyproject.toml.
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["tests", "lint", "types", "imports", "docs", "self"]

PROJECT = nox.project.load_toml("pyproject.toml")
CORPUS = Path(os.environ.get("PINLINT_CORPUS", "../shared/corpus")).resolve()
LOWEST_PYTHON = PROJECT["project"]["requires-python"].removeprefix(">=")


def group(name: str) -> tuple[str, ...]:
    """The requirements of a dependency group."""
    return nox.project.dependency_groups(PROJECT, name)


@nox.session
def tests(session: nox.Session) -> None:
    """The default suite: examples, edge cases, whole workspaces, laws. Needs no network."""
    session.install("-e", ".", *group("tests"))
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, and the formatter's opinion."""
    session.install(*group("lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Types, strictly."""
    session.install("-e", ".", "nox", *group("types"))
    session.run("mypy")
    session.run("mypy", "benchmarks", "docs", "noxfile.py")


@nox.session
def imports(session: nox.Session) -> None:
    """The direction of imports, as contracted in pyproject.toml."""
    session.install("-e", ".", *group("imports"))
    session.run("lint-imports", "--no-cache")


@nox.session
def docs(session: nox.Session) -> None:
    """What is generated in the documentation is what the program says; ``nox -s docs -- --write`` writes it."""
    session.install("-e", ".")
    session.run("python", "docs/generate.py", *([] if "--write" in session.posargs else ["--check"]))


@nox.session(name="self")
def check_self(session: nox.Session) -> None:
    """What pinlint says of pinlint."""
    session.install("-e", ".")
    session.run("pinlint", "check", ".", *session.posargs)


@nox.session
def backends(session: nox.Session) -> None:
    """What is read from a project is what its real build backend writes."""
    session.install("-e", ".", *group("backends"))
    session.run("pytest", "-m", "backends", "tests/backends", *session.posargs)


@nox.session
def wheel(session: nox.Session) -> None:
    """The shipped thing: sdist, the wheel from it, an editable installation, and rules of one's own beside it."""
    session.install("-e", ".", *group("wheel"))
    tests = ("tests/shipped/test_wheel.py", "tests/shipped/test_own_rules.py")
    session.run("pytest", "-m", "network", *tests, *session.posargs)


@nox.session
def hook(session: nox.Session) -> None:
    """The pre-commit hook, run by pre-commit from this repository's HEAD."""
    session.install("-e", ".", *group("hook"))
    session.run("pytest", "-m", "network", "tests/shipped/test_pre_commit.py", *session.posargs)


@nox.session(python=LOWEST_PYTHON)
def lowest(session: nox.Session) -> None:
    """The default suite on the lowest Python with the lowest dependencies, so that our lower bounds are true."""
    floors = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    # hatchling asks for editables only when it builds, and nobody asks it to without isolation.
    session.install(*(floor.replace(">=", "==") for floor in floors), "editables", *group("tests"))
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    session.run("pytest", *session.posargs)


@nox.session
def corpus(session: nox.Session) -> None:
    """Facts about real distributions; they lie beside the checkout or where PINLINT_CORPUS says."""
    if not CORPUS.is_dir():
        session.skip(f"there is no folder {CORPUS}; PINLINT_CORPUS names another one")
    session.install("-e", ".", *group("tests"))
    session.run("pytest", "-m", "corpus", "tests/corpus", *session.posargs, env={"PINLINT_CORPUS": str(CORPUS)})


@nox.session
def truth(session: nox.Session) -> None:
    """What is read from the sources of real sdists is in their PKG-INFO; PINLINT_SDISTS names the folder."""
    session.install("-e", ".", *group("tests"))
    session.run("pytest", "-m", "truth", "tests/truth", *session.posargs)


@nox.session
def benchmark(session: nox.Session) -> None:
    """Where the time goes, and how it grows."""
    session.install("-e", ".")
    session.run("python", "-m", "benchmarks.measure", *session.posargs)
