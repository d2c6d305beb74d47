"""Write what the documentation takes from the program: the pages of rules, their table, help texts, a real finding.

``python docs/generate.py`` writes; with ``--check`` it shows what would change and fails if anything would.
"""

from __future__ import annotations

import os
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pinlint_rules
from pinlint.report import rules as report
from pinlint.testing import parse_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.rule import Rule

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ("check", "list", "diff", "bump", "rule", "init")
EXAMPLE = """
    -- app/pyproject.toml --
    [project]
    name = "acme-app"
    version = "1.3.0"
    requires-python = ">=3.10"
    dependencies = [
        "acme-core==1.2.0",
    ]
    -- core/pyproject.toml --
    [project]
    name = "acme-core"
    version = "1.3.0"
    requires-python = ">=3.11"
"""


def main(*, check: bool) -> int:
    """Write every generated page, or compare them with what is there; 1 if a comparison differs."""
    status = 0
    for path, text in pages():
        written = path.read_text(encoding="utf-8") if path.exists() else ""
        if written == text:
            continue
        name = path.relative_to(ROOT).as_posix()
        if check:
            status = 1
            diff = unified_diff(written.splitlines(keepends=True), text.splitlines(keepends=True), name, "generated")
            sys.stdout.writelines(diff)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"wrote {name}\n")
    for path in stray():
        sys.stdout.write(f"{path.relative_to(ROOT).as_posix()} is the page of no rule\n")
        status = 1
    if status and check:
        sys.stdout.write("python docs/generate.py writes what is above\n")
    return status


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated file with the text it should have."""
    rules = pinlint_rules.load()
    for rule in rules:
        yield ROOT / "docs" / "rules" / f"{rule.code}.md", report.markdown([rule])
    yield ROOT / "docs" / "rules" / "index.md", f"# Rules\n\n{table(rules, '')}"
    readme = ROOT / "README.md"
    text = between(readme.read_text(encoding="utf-8"), "rules", table(rules, "docs/rules/"))
    files = (f"# {path}\n{content}" for path, content in parse_workspace(EXAMPLE).items())
    text = between(text, "example", fenced("toml", "\n".join(files)))
    text = between(text, "finding", fenced("console", finding()))
    text = between(text, "story", fenced("console", story()))
    yield readme, between(text, "difference", fenced("console", difference()))
    usage = ROOT / "docs" / "usage.md"
    text = usage.read_text(encoding="utf-8")
    for command in ((), *((each,) for each in COMMANDS)):
        text = between(text, " ".join(("help", *command)), fenced("text", run(*command, "--help")))
    yield usage, text
    own = ROOT / "docs" / "rules-of-your-own.md"
    text = own.read_text(encoding="utf-8")
    for name in ("pyproject.toml", "acme_pinlint.py", "tests/test_acme_pinlint.py"):
        path = f"docs/acme-pinlint/{name}"
        language = "python" if name.endswith(".py") else "toml"
        text = between(text, path, fenced(language, (ROOT / path).read_text(encoding="utf-8")))
    yield own, text


def stray() -> Iterator[Path]:
    """Pages of rules that are no more."""
    known = {"index", *(rule.code for rule in pinlint_rules.load())}
    yield from (path for path in sorted((ROOT / "docs" / "rules").glob("*.md")) if path.stem not in known)


def table(rules: tuple[Rule, ...], folder: str) -> str:
    """The rules as a Markdown table; ``folder`` leads to their pages."""
    rows = (
        f"| [{rule.code}]({folder}{rule.code}.md) | {rule.name} "
        f"| {rule.level if rule.default else f'{rule.level}, opt-in'} | {rule.summary} |\n"
        for rule in rules
    )
    return f"| code | name | level | what it means |\n|---|---|---|---|\n{''.join(rows)}"


def finding() -> str:
    """What a check of the example prints on a terminal, preceded by what was typed."""
    with TemporaryDirectory() as folder:
        lay(Path(folder), EXAMPLE)
        return f"$ pinlint check .\n{run('check', '.', folder=folder)}"


def story() -> str:
    """What is printed on the way from the findings of the example to its next release, preceded by what was typed."""
    commands = (
        ("check", "--diff", "--unsafe-fixes"),
        ("check", "--fix", "--unsafe-fixes"),
        ("init",),
        ("bump", "1.4.0"),
    )
    with TemporaryDirectory() as folder:
        lay(Path(folder), EXAMPLE)
        said = (f"$ pinlint {' '.join(command)}\n{run(*command, folder=folder)}" for command in commands)
        return "\n".join(said)


def difference() -> str:
    """What a comparison of the example with its next release prints, preceded by what was typed."""
    old = EXAMPLE.replace("1.2.0", "1.3.0")
    new = old.replace("1.3.0", "1.4.0").replace(">=3.10", ">=3.11")
    with TemporaryDirectory() as folder:
        lay(Path(folder, "old"), old)
        lay(Path(folder, "new"), new)
        return f"$ pinlint diff --breaking old new\n{run('diff', '--breaking', 'old', 'new', folder=folder)}"


def lay(folder: Path, workspace: str) -> None:
    """Write the files of a workspace in a string."""
    for path, text in parse_workspace(workspace).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def run(*arguments: str, folder: str | Path = ROOT) -> str:
    """What pinlint prints, on both streams."""
    # The width that click wraps its help to, wherever this runs.
    environment = os.environ | {"COLUMNS": "80", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "pinlint", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.stdout.decode().replace("\r\n", "\n")


def fenced(language: str, text: str) -> str:
    """A fenced block of Markdown."""
    return f"```{language}\n{text.strip()}\n```\n"


def between(text: str, name: str, content: str) -> str:
    """The text with ``content`` between its markers of that name. Raises ValueError where they are not."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    head, found, rest = text.partition(begin)
    _, ended, tail = rest.partition(end)
    if not found or not ended:
        raise ValueError(f"there are no markers {begin.strip()} and {end}")
    return f"{head}{begin}{content}{end}{tail}"


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
