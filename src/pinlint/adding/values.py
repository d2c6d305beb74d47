"""Whether two texts say the same but for their comments, by the parsers of their languages."""

from __future__ import annotations

from pinlint.comments import Dialect, scan
from pinlint.source import Source

_CHANGED = "would say something else with a comment there"
_BROKEN = "cannot be parsed"


def differ(source: Source, text: str, kind: Dialect) -> str | None:
    """Why a new text must not take the place of a file's, as a phrase about the file; None if it may."""
    if source.text.startswith("#!") and text.partition("\n")[0] != source.text.partition("\n")[0]:
        return "has a first line that the system reads"
    # Anything that a parser of the standard library raises on what somebody wrote: syntax, depth, sizes.
    try:
        before = _values(source.text, kind)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return _BROKEN
    try:
        after = _values(text, kind)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return _CHANGED
    return None if before == after else _CHANGED


def _values(text: str, kind: Dialect) -> str | list[str]:
    """What a text says, in a form that is equal where that is."""
    # Each of these is imported by those who rewrite such a file.
    if kind is Dialect.TOML:
        import tomli  # noqa: PLC0415 - see above

        return repr(tomli.loads(text))  # nan is not equal to itself, and written alike
    if kind is Dialect.PYTHON:
        import ast  # noqa: PLC0415 - see above

        return ast.dump(ast.parse(text))
    if kind is Dialect.INI:
        return _sections(text)
    if kind is Dialect.REQUIREMENTS:
        from pinlint.metadata import pip_lines  # noqa: PLC0415 - see above

        return [line.text for line in pip_lines.lines(Source("", text))]
    return _bare(text, kind)


def _sections(text: str) -> str:
    import configparser  # noqa: PLC0415 - few files need it
    import io  # noqa: PLC0415 - with it

    parser = configparser.RawConfigParser(allow_no_value=True)
    try:
        parser.read_file(io.StringIO(text, newline=None))
    except configparser.Error as error:
        raise ValueError(str(error)) from error
    return repr({name: dict(parser.items(name)) for name in (parser.default_section, *parser.sections())})


def _bare(text: str, kind: Dialect) -> list[str]:
    """The lines without comments, those that then are blank left out."""
    found, at = [], 0
    for start, end in scan(text, kind).comments:
        found.append(text[at:start])
        at = end
    found.append(text[at:])
    return [line.rstrip() for line in "".join(found).splitlines() if line.strip()]
