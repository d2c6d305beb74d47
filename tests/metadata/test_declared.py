from pinlint.metadata.declared import Globs, globs


def test_uv_declares_members_and_what_is_none() -> None:
    text = b'[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/old"]\n'
    assert globs(text) == Globs(("packages/*",), ("packages/old",))


def test_rye_declares_members_as_uv_does() -> None:
    assert globs(b'[tool.rye.workspace]\nmembers = ["libs/*"]\n') == Globs(("libs/*",))


def test_without_members_nothing_is_declared() -> None:
    assert globs(b'[project]\nname = "x"\n') == Globs()
    assert globs(b'[tool.uv.workspace]\nexclude = ["packages/old"]\n') == Globs()
    assert globs(b'[tool.uv.workspace]\nmembers = "packages/*"\n') == Globs()
    assert globs(b"[tool]\nuv = 1\nworkspace = 2\n") == Globs()


def test_a_broken_file_declares_nothing() -> None:
    assert globs(b"[tool.uv.workspace\nmembers = []") == Globs()
    assert globs(b"[tool.uv.workspace]\nmembers = ['\xff']") == Globs()
    assert globs(b"[tool.uv.workspace]\nmembers = " + b"[" * 5000) == Globs()
