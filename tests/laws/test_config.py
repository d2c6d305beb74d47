"""Any TOML is a configuration or an error with a sentence; nothing else comes out."""

from __future__ import annotations

import tomlkit
from hypothesis import example, given
from hypothesis import strategies as st

from pinlint.config import Config, ConfigError, parse
from pinlint.source import Source

KEYS = st.sampled_from(
    [
        *("members", "exclude", "select", "levels", "groups", "ignores", "name", "owns", "version", "internal-pins"),
        *("overrides", "member", "requires-python", "dependencies", "optional-dependencies"),
        *("names", "specifiers", "winner", "need", "banned", "version-files", "file", "extra"),
        *("rule", "reason", "until", "tool", "pinlint", "complete", "selct", "PIN101", ""),
    ]
)
LEAVES = st.one_of(
    st.sampled_from(["lockstep", "exact", "error", "PIN101", "same", "pin", "acme[all]", "a:b", "x/y", "", " "]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=5),
    st.booleans(),
    st.integers(-5, 5),
    st.dates(),
    st.datetimes(),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def outcome(text: str) -> Config | ConfigError:
    try:
        return parse(Source("pinlint.toml", text))
    except ConfigError as error:
        return error


@given(st.dictionaries(KEYS, VALUES, max_size=5))
@example({"groups": [{"name": "a", "members": ["b"]}], "levels": {"PIN1": "info"}})
@example({"overrides": [{"member": "a", "version": "1", "optional-dependencies": {"x": ["b"]}}]})
def test_every_document_is_a_configuration_or_an_error_with_a_place(document: dict[str, object]) -> None:
    result = outcome(tomlkit.dumps(document))
    assert isinstance(result, Config) or str(result).startswith("pinlint.toml:")


@given(st.text())
def test_every_text_is_a_configuration_or_an_error(text: str) -> None:
    result = outcome(text)
    assert isinstance(result, Config) or str(result).startswith("pinlint.toml:")
