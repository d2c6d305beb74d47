"""Whatever a setup.cfg holds, it is read or refused, and every item is written where its place says."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from pinlint.metadata import positions, setup_cfg
from pinlint.metadata.raw import Malformed
from pinlint.source import Source, Unreadable


class Nothing:
    """A project without other files."""

    def read(self, path: str) -> bytes:
        raise Unreadable(f"no {path}")

    def exists(self, path: str) -> bool:
        return path == "nowhere"

    def folder(self, path: str) -> bool | None:
        return path == "."


_OPTIONS = st.sampled_from(
    [
        "name",
        "version",
        "classifiers",
        "classifier",
        "license",
        "install_requires",
        "install-requires",
        "Python_Requires",
    ]
)
_PIECES = st.sampled_from(
    ["a", "b>=1", "c; d", "e ;f", "; g", "# h", "i # j", "k \\", "l, m", "%(name)s", "%%", "file: n", "attr: o.p"]
)
_ITEMS = st.lists(
    st.tuples(st.sampled_from([" ", "\n  ", "\n\n\t", " ; ", "\n  # "]), _PIECES).map("".join), max_size=5
)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(_OPTIONS, _ITEMS.map("".join)),
    st.dictionaries(_OPTIONS, _ITEMS.map("".join)),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_item_is_where_its_place_says(metadata: dict[str, str], options: dict[str, str], end: str) -> None:
    text = "".join(
        f"[{section}]\n" + "".join(f"{name} ={value}\n" for name, value in given.items())
        for section, given in (("metadata", metadata), ("options", options), ("options.extras_require", options))
    ).replace("\n", end)
    source = Source("setup.cfg", text)
    raw = setup_cfg.read(source, Nothing())
    assert raw is not None
    listings = [raw.requires, raw.classifiers, *(extra.requires for extra in raw.extras or ())]
    for item in (item for listing in listings for item in listing or ()):
        span = positions.locate(source, item.at)
        written = text[span.start : span.end]
        assert written
        assert "%" in written or "\\" in written or written.startswith(item.value)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["[metadata]", "[options]", "\n", " ", "name", "=", "install_requires", ":", "%(", ")s"]))
)
def test_no_text_makes_the_reader_fail(pieces: list[str]) -> None:
    raw = None
    with suppress(Malformed):
        raw = setup_cfg.read(Source("a/setup.cfg", "".join(pieces)), Nothing())
    assert raw is None or raw.path == "a/setup.cfg"
