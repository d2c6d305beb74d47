"""Comments are found where their language has them, and nowhere inside of a string."""

from __future__ import annotations

import pytest

from pinlint.comments import Dialect, dialect, directives, scan
from pinlint.source import Source

TOML = '''\
a = "# no" # yes 1
b = """ # no
""" # yes 2
c = ["#", # yes 3
  '#', '\\'] # yes 4
d = """a "" # no """"" # yes 5
e = \'\'\'it's # no\'\'\' # yes 6
'# no' = 1
"\\"# no" = 2
# yes 7
f = """it is a "" # no """" # yes 8
g = \'\'\'# no\'\'\'\' # yes 9'''

PYTHON = '''\
#!yes 1
a = "\\" # no" # yes 2
b = """x # no " "" # no
""" # yes 3
c = 1 + \\
    2 # yes 4
d = r'\\' # no' # yes 5
e = "a \\
# no" # yes 6
f = \'\'\'# no\'\'\' # yes 7
g = f"{a} # no" # yes 8
h = "never closed # no
i = 1 # yes 9'''

INI = """\
# yes 1
[a]
; yes 2
x = 1 # no
y = # no
  # yes 3
  z ; no
\t; yes 4"""

REQUIREMENTS = """\
# yes 1
a==1 # yes 2
git+https://x/y#egg=no
b==2 \\
  --hash=sha256:00 # yes 3
  # yes 4
c # yes 5 \\
  # no further one
d"""

YAML = """\
# yes 1
a: b#no # yes 2
b: 'it''s # no' # yes 3
c: it's # yes 4
d: "a \\" # no
  # no" # yes 5
e: | # yes 6
  # no
    # no

  # no
f: >-
 # no
# yes 7
steps:
  - run: |2
        # no
    # yes 8
  - - |
     # no
    # yes 9
  - name: a | # yes 10
  # yes 11
  - !!str &x |+
   # no
g:
  |
  # no
h: ["#no", '# no', # yes 12
  # yes 13
]
--- |
# no"""

IMAGE = """\
# yes 1
FROM python:3.11 # no
RUN a \\
  # yes 2
  b"""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Dialect.TOML, TOML),
        (Dialect.PYTHON, PYTHON),
        (Dialect.INI, INI),
        (Dialect.REQUIREMENTS, REQUIREMENTS),
        (Dialect.YAML, YAML),
        (Dialect.IMAGE, IMAGE),
    ],
    ids=lambda value: value.name if isinstance(value, Dialect) else "",
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_comment_is_found_and_nothing_else(kind: Dialect, text: str, end: str) -> None:
    text = text.replace("\n", end)
    found = [text[start:stop] for start, stop in scan(text, kind).comments]
    wanted = text.count("yes")
    assert [comment.lstrip("#;! ").partition(" \\")[0] for comment in found] == [
        f"yes {n}" for n in range(1, wanted + 1)
    ]


@pytest.mark.parametrize(
    ("kind", "text", "heads"),
    [
        (Dialect.TOML, 'a = """\n\n"""\nb = ""\n', [1, 1, 1, 4]),
        (Dialect.TOML, "a = [\n  '',\n]\n", [1, 2, 3]),
        (Dialect.PYTHON, "a = \\\n\\\n1\nb = '''\n'''\n", [1, 1, 1, 4, 4]),
        (Dialect.PYTHON, '"never closed\nb\n', [1, 2]),
        (Dialect.REQUIREMENTS, "a \\\n b \\\n c\nd\n", [1, 1, 1, 4]),
        (Dialect.REQUIREMENTS, "# a \\\nb\n", [1, 2]),
        (Dialect.INI, "[a]\nb =\n  c\n", [1, 2, 3]),
        (Dialect.YAML, "a: |\n  b\n  c\nd: 'e\n  f'\n", [1, 1, 1, 4, 4]),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_that_are_one_have_one_head(kind: Dialect, text: str, heads: list[int], end: str) -> None:
    comments = scan(text.replace("\n", end), kind)
    assert [comments.head(line) for line in range(1, len(heads) + 1)] == heads


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/pyproject.toml", Dialect.TOML),
        ("uv.lock", Dialect.TOML),
        ("setup.py", Dialect.PYTHON),
        ("src/BUILD", Dialect.PYTHON),
        ("src/BUILD.pants", Dialect.PYTHON),
        ("setup.cfg", Dialect.INI),
        ("tox.ini", Dialect.INI),
        (".pylintrc", Dialect.INI),
        (".github/workflows/ci.yml", Dialect.YAML),
        ("CITATION.cff", Dialect.YAML),
        ("Dockerfile", Dialect.IMAGE),
        ("requirements-dev.txt", Dialect.REQUIREMENTS),
        ("constraints.in", Dialect.REQUIREMENTS),
        ("x.egg-info/requires.txt", None),
        ("README.txt", None),
        ("VERSION", None),
        ("PKG-INFO", None),
        (".python-version", None),
        ("pyrightconfig.json", None),
        ("x.whl/x.dist-info/METADATA", None),
    ],
)
def test_a_name_tells_the_dialect(path: str, kind: Dialect | None) -> None:
    assert dialect(path) is kind


def test_any_text_from_which_requirements_were_read_has_comments() -> None:
    assert dialect("deps.txt") is None
    assert dialect("deps.txt", requires=True) is Dialect.REQUIREMENTS
    assert dialect("x.egg-info/requires.txt", requires=True) is None


class TestDirectives:
    @staticmethod
    def found(text: str, kind: Dialect = Dialect.TOML) -> list[tuple[list[str], str]]:
        return [([name.selector for name in each.named], each.reason) for each in directives(Source("x", text), kind)]

    @pytest.mark.parametrize(
        ("comment", "named", "reason"),
        [
            ("# pinlint: ignore[PIN101]", ["PIN101"], ""),
            ("# pinlint: ignore[PIN101] because of #12", ["PIN101"], "because of #12"),
            ("#pinlint:ignore [PIN101,stale-internal-pin , PIN2,] x ", ["PIN101", "stale-internal-pin", "PIN2"], "x"),
            ("# noqa: E501  # pinlint: ignore[PIN101] x", ["PIN101"], "x"),
            ("## pinlint: ignore", [], ""),
            ("# pinlint: ignore[]", [], ""),
            ("# pinlint: ignore PIN101", [], "PIN101"),
            ("# pinlint: ignore[PIN101", [], "[PIN101"),
        ],
    )
    def test_a_comment_names_rules_and_a_reason(self, comment: str, named: list[str], reason: str) -> None:
        assert self.found(f"a = 1 {comment}\n") == [(named, reason)]

    def test_two_on_a_line_are_two(self) -> None:
        assert self.found("# pinlint: ignore[A] a # pinlint: ignore[B] b") == [(["A"], "a"), (["B"], "b")]

    @pytest.mark.parametrize(
        "text",
        [
            'a = "# pinlint: ignore[PIN101]"',
            'a = """\n# pinlint: ignore[PIN101]\n"""',
            '# write "# pinlint: ignore[PIN101]" to ignore it',
            "# pinlint: ignore-file",
            "# pinlint: ignored",
            "# see pinlint: ignore[PIN101]",
        ],
    )
    def test_what_only_looks_like_one_is_none(self, text: str) -> None:
        assert self.found(text) == []

    def test_ini_files_have_semicolons_too(self) -> None:
        assert self.found("; pinlint: ignore[PIN101] x", Dialect.INI) == [(["PIN101"], "x")]

    def test_places_are_those_of_the_names(self) -> None:
        text = "a = 1\n  # pinlint: ignore[PIN101, PIN2] x\n"
        (each,) = directives(Source("x", text), Dialect.TOML)
        assert [text[name.start : name.end] for name in each.named] == ["PIN101", "PIN2"]
        assert text[each.start : each.end] == "# pinlint: ignore[PIN101, PIN2] x"
        assert (each.line, each.alone) == (2, True)
