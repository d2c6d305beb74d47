"""The command line as scripts and people meet it: a real process, its two streams, and its status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import pinlint
import pinlint_rules
from pinlint.cli import main
from pinlint.cli.console import colored

if TYPE_CHECKING:
    from collections.abc import Callable

    Call = Callable[..., subprocess.CompletedProcess[str]]

CODE = os.pathsep.join(str(Path(module.__file__ or "").parent.parent) for module in (pinlint_rules, pinlint))
COLOR_VARIABLES = ("NO_COLOR", "FORCE_COLOR", "TERM")

CORE = '[project]\nname = "core"\nversion = "1.3.0"\nrequires-python = ">=3.11"\n'
APP = '[project]\nname = "app"\nversion = "2.0"\nrequires-python = ">=3.11"\ndependencies = ["core=={}"]\n'


def environment(**variables: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in COLOR_VARIABLES}
    return {**inherited, "PYTHONPATH": CODE, "PYTHONDONTWRITEBYTECODE": "1", **variables}


def run(folder: Path, *arguments: str | bytes, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pinlint", *arguments],
        cwd=folder,
        env=environment(**variables),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The same program without the cost of a process, for what does not depend on one."""

    def called(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["pinlint", *arguments])
        for variable in COLOR_VARIABLES:
            monkeypatch.delenv(variable, raising=False)
        with pytest.raises(SystemExit) as ended:
            main()
        return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), *capsys.readouterr())

    return called


@pytest.fixture
def agreeing(tmp_path: Path) -> Path:
    write(tmp_path, "core/pyproject.toml", CORE)
    write(tmp_path, "app/pyproject.toml", APP.format("1.3.0"))
    return tmp_path


@pytest.fixture
def stale(tmp_path: Path) -> Path:
    write(tmp_path, "core/pyproject.toml", CORE)
    write(tmp_path, "app/pyproject.toml", APP.format("1.2.0"))
    return tmp_path


FINDING = "app/pyproject.toml:5:17: PIN101 app requires core==1.2.0, but core is 1.3.0\n"
SUMMARY = "2 members from 2 files; 1 finding (1 fixable)\n"


def test_a_workspace_that_agrees_is_status_0_with_a_count(agreeing: Path) -> None:
    done = run(agreeing, "check")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-1] == "2 members from 2 files; 0 findings"


def test_findings_go_to_stdout_and_the_summary_to_stderr(stale: Path) -> None:
    done = run(stale, "check", "--output-format", "concise")
    assert (done.returncode, done.stdout, done.stderr) == (1, FINDING, SUMMARY)


def test_the_default_format_shows_both_ends(call: Call, stale: Path) -> None:
    done = call(stale, "check", ".")
    assert done.returncode == 1
    assert done.stdout.startswith(
        "app/pyproject.toml:5:17: error PIN101 stale-internal-pin\n  app requires core==1.2.0"
    )
    assert '  5 | dependencies = ["core==1.2.0"]\n' in done.stdout
    assert "core/pyproject.toml:3:11: " in done.stdout


def test_the_status_is_the_same_for_every_format_and_file(call: Call, stale: Path) -> None:
    for form in ("full", "concise", "json"):
        done = call(stale, "check", "--output-format", form, "-o", "report.txt")
        assert (done.returncode, done.stdout) == (1, "")
        assert (stale / "report.txt").read_text() == call(stale, "check", "--output-format", form).stdout


def test_exit_zero_turns_1_into_0_and_2_into_nothing_else(call: Call, stale: Path) -> None:
    assert call(stale, "check", "--exit-zero").returncode == 0
    assert call(stale, "check", "--exit-zero", "nowhere").returncode == 2


def test_quiet_prints_results_only(call: Call, stale: Path) -> None:
    done = call(stale, "check", "-q", "--output-format", "concise")
    assert (done.stdout, done.stderr) == (FINDING, "")


def test_statistics_are_no_result(call: Call, stale: Path) -> None:
    done = call(stale, "check", "--statistics", "--output-format", "concise")
    assert done.stdout == FINDING
    assert done.stderr == f"1 PIN101 stale-internal-pin\n{SUMMARY}"


def test_json_is_one_document(call: Call, stale: Path) -> None:
    document = json.loads(call(stale, "check", "--output-format", "json").stdout)
    assert document["summary"]["errors"] == 1
    assert [finding["code"] for finding in document["findings"]] == ["PIN101"]


def test_paths_in_the_output_are_relative_to_the_configured_root(call: Call, stale: Path) -> None:
    write(stale, "pinlint.toml", "")
    done = call(stale / "app", "check", "..", "--output-format", "concise")
    assert done.stdout == FINDING
    done = call(stale, "list", "app", "--output-format", "json")
    assert [member["path"] for member in json.loads(done.stdout)["members"]] == ["app"]


@pytest.mark.parametrize(("folder", "path", "root"), [(".", ".", "."), ("app", "..", ".."), ("core/x", ".", "../..")])
def test_json_names_the_root_as_it_is_reached_from_the_current_folder(
    call: Call, stale: Path, folder: str, path: str, root: str
) -> None:
    write(stale, "pinlint.toml", "")
    write(stale, "core/x/pyproject.toml", CORE.replace("core", "x").replace("3.11", "x"))
    document = json.loads(call(stale / folder, "check", path, "--output-format", "json").stdout)
    assert document["root"] == root
    assert document["findings"]
    assert all((stale / folder / root / finding["path"]).is_file() for finding in document["findings"])


def test_json_names_a_root_below_the_current_folder(call: Call, stale: Path) -> None:
    document = json.loads(call(stale, "check", "app", "core", "--output-format", "json").stdout)
    assert (document["root"], document["findings"][0]["path"]) == ("app", "pyproject.toml")
    assert document["findings"][0]["related"][0]["path"] == "../core/pyproject.toml"


def test_paths_outside_of_the_root_are_read_whatever_the_root_says_of_its_folders(call: Call, stale: Path) -> None:
    write(stale, "app/pyproject.toml", APP.format("1.2.0") + '[tool.uv.workspace]\nmembers = ["none/*"]\n')
    (stale / "core").rename(stale / "c[o]re*")
    for path in ("c[o]re*", "c[o]re*/pyproject.toml"):
        done = call(stale, "check", "app", path, "--output-format", "concise")
        assert done.stdout == FINDING.removeprefix("app/")
        assert done.stderr == SUMMARY


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ([], {"PIN101"}),
        (["--select", "PIN2"], set()),
        (["--select", "pin2,stale-internal-pin"], {"PIN101"}),
        (["--select", "PIN2", "--select", "PIN101"], {"PIN101"}),
        (["--ignore", "PIN1"], set()),
        (["--select", "PIN2", "--extend-select", "PIN101"], {"PIN101"}),
    ],
)
def test_rules_are_selected_by_code_name_and_prefix(
    call: Call, stale: Path, arguments: list[str], codes: set[str]
) -> None:
    done = call(stale, "check", "--output-format", "json", *arguments)
    assert {finding["code"] for finding in json.loads(done.stdout)["findings"]} == codes
    assert done.returncode == bool(codes)


def test_the_configuration_selects_and_the_command_line_sets_that_aside(call: Call, stale: Path) -> None:
    write(stale, "pinlint.toml", 'ignore = ["PIN101"]\n')
    assert call(stale, "check").returncode == 0
    assert call(stale, "check", "--select", "PIN101").returncode == 1
    assert call(stale, "check", "--isolated").returncode == 1
    write(stale, "other.toml", 'select = ["PIN101"]\n')
    assert call(stale, "check", "--config", "other.toml").returncode == 1


def test_ignored_findings_are_counted(call: Call, stale: Path) -> None:
    write(stale, "pinlint.toml", '[[ignores]]\nrule = "PIN101"\nmember = "app"\nreason = "known"\n')
    done = call(stale, "check")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-1] == "2 members from 3 files; 0 findings, 1 ignored"


def test_levels_decide_whether_a_finding_fails(call: Call, stale: Path) -> None:
    write(stale, "pinlint.toml", '[levels]\nPIN101 = "info"\n')
    done = call(stale, "check", "--output-format", "concise")
    assert (done.returncode, done.stdout) == (0, FINDING)


def test_unknown_values_are_counted_and_named_on_request(call: Call, agreeing: Path) -> None:
    write(agreeing, "dyn/pyproject.toml", '[project]\nname = "dyn"\nversion = "1"\ndynamic = ["requires-python"]\n')
    assert "; 1 value unknown; " in call(agreeing, "check").stderr
    assert "dyn/pyproject.toml:4:12: requires-python of dyn is unknown: " in call(agreeing, "check", "-v").stderr


def test_one_broken_file_does_not_hide_the_others(call: Call, stale: Path) -> None:
    write(stale, "broken/pyproject.toml", "[project\n")
    done = call(stale, "check", "--output-format", "concise")
    assert done.returncode == 1
    assert FINDING in done.stdout
    assert "broken/pyproject.toml:1:9: PIN001 " in done.stdout


def test_a_broken_file_alone_is_a_finding_and_not_nothing(call: Call, tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", "[tool.pinlint]\nselect = [\n")
    done = call(tmp_path, "check", "--output-format", "concise")
    assert done.returncode == 1
    assert done.stdout.startswith("pyproject.toml:3:1: PIN001 ")
    assert "pyproject.toml cannot be parsed, so its [tool.pinlint] is not used" in done.stderr


def test_a_broken_configuration_that_no_finding_reports_is_an_error(call: Call, stale: Path) -> None:
    write(stale, "pyproject.toml", "[tool.pinlint\nselect = []\n")
    done = call(stale, "check", "app", "-q")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pinlint: pyproject.toml:1:14: not valid TOML: ")
    assert done.stderr.endswith("; correct it, or leave its [tool.pinlint] out with --isolated\n")
    assert call(stale, "list", "app").returncode == 2
    assert call(stale, "check", "app", "core", "--isolated", "--output-format", "concise").returncode == 1
    whole = call(stale, "check", "--output-format", "concise")
    assert whole.returncode == 1
    assert FINDING in whole.stdout
    assert "pyproject.toml:1:14: PIN001 " in whole.stdout
    for options in (["--select", "PIN1"], ["--ignore", "PIN001"]):
        assert call(stale, "check", *options).returncode == 2


LEFT_OUT = [
    ("pinlint.toml", 'members = ["zzz-*"]', "members in pinlint.toml"),
    ("pinlint.toml", 'members = ["*"]\nexclude = ["**"]', "exclude in pinlint.toml"),
    ("pinlint.toml", 'members = ["zzz-*"]\nexclude = ["**"]', "members in pinlint.toml and exclude in pinlint.toml"),
    ("pyproject.toml", '[tool.pinlint]\nmembers = ["zzz-*"]', "members in pyproject.toml"),
    ("pyproject.toml", '[tool.uv.workspace]\nmembers = ["zzz-*"]', "the workspace declared in pyproject.toml"),
]


@pytest.mark.parametrize(("file", "text", "reason"), LEFT_OUT)
def test_nothing_to_check_names_what_leaves_everything_out(
    call: Call, agreeing: Path, file: str, text: str, reason: str
) -> None:
    write(agreeing, file, f"{text}\n")
    sentence = f"every project in the current folder is left out by {reason}; change that or name another folder"
    for command in ("check", "list"):
        done = call(agreeing, command, ".")
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"pinlint: nothing to check: {sentence}\n")


def test_a_folder_without_projects_is_not_blamed_on_the_configuration(call: Call, agreeing: Path) -> None:
    write(agreeing, "pinlint.toml", 'members = ["zzz-*"]\n')
    write(agreeing, "empty/README.md", "")
    assert "no project was found in empty; name a folder that holds one" in call(agreeing, "check", "empty").stderr


def test_a_file_that_is_no_metadata_is_a_finding(call: Call, agreeing: Path) -> None:
    write(agreeing, "README.md", "")
    done = call(agreeing, "check", ".", "README.md", "--output-format", "concise")
    assert done.returncode == 1
    assert done.stdout == "README.md:1:1: PIN001 neither a metadata file nor a distribution\n"


LONG = "x" * 300
UNABLE = [
    (["check", "nowhere"], "pinlint: nowhere does not exist; name a folder, a project or a distribution"),
    (["check", "empty"], "pinlint: nothing to check: no project was found in empty; name a folder that holds one"),
    (["list", "empty"], "pinlint: nothing to check: no project was found in empty; name a folder that holds one"),
    (["check", "--select", "PIN999"], "pinlint: there is no rule 'PIN999'"),
    (["check", "--ignore", "stale-internal-pins"], "pinlint: there is no rule 'stale-internal-pins'; did you mean"),
    (["rule", "nonsense-rule-name"], "pinlint: there is no rule 'nonsense-rule-name'"),
    (["check", "--select", "PIN1", "--ignore", "PIN1"], "pinlint: no rules are selected; select or stop ignoring some"),
    (
        ["check", "--config", "no.toml"],
        "pinlint: no.toml: the configuration cannot be read: no such file; create it or",
    ),
    (["check", "--config", "bad.toml"], "pinlint: bad.toml:1:1: unknown key selct; did you mean select?"),
    (["check", "--config", "rule.toml"], "pinlint: rule.toml:2:19: there is no rule 'PIN998'"),
    (["check", "--config", "level.toml"], "pinlint: level.toml:2:1: there is no rule 'PIN998'"),
    (["check", "--config", "bad.toml", "--isolated"], "pinlint check: --config and --isolated exclude each other; see"),
    (
        ["check", "-q", "-o", "nowhere/report"],
        "pinlint: cannot write to nowhere/report: No such file or directory; the results are incomplete; name a file",
    ),
    (
        ["check", "-q", "-o", "empty"],
        "pinlint: cannot write to empty: Is a directory; the results are incomplete; name a file, not a folder\n",
    ),
    (
        ["check", "-q", "-o", LONG],
        f"pinlint: cannot write to {LONG}: File name too long; the results are incomplete; name",
    ),
    (["check", LONG], f"pinlint: {LONG}: File name too long; name a shorter path\n"),
    (["check", "--select", ""], "pinlint check: --select is given without a rule; name one or leave it out; see"),
    (["check", "--select", "PIN1", "--ignore", " ,"], "pinlint check: --ignore is given without a rule; name one or"),
    (["check", "--extend-select", ","], "pinlint check: --extend-select is given without a rule; name one or leave"),
    (["rule", ""], "pinlint: there is no rule ''"),
    (["check", "--config", "odd.cfg"], "pinlint: odd.cfg:2:11: members must be a list of strings, not a string\n"),
    (["check", "--config", "rule.cfg"], "pinlint: rule.cfg:2:11: there is no rule 'PIN998'"),
    (["check", "--output-format", "xml"], "pinlint check: invalid value for '--output-format': 'xml' is not one of"),
    (["check", "--selct", "PIN1"], "pinlint check: there is no option --selct; did you mean --select?; see"),
    (["check", "--select"], "pinlint check: option '--select' requires an argument; see 'pinlint check --help'\n"),
    (
        ["check", "app", ""],
        "pinlint check: a path is given that is empty; name one or leave it out; see 'pinlint check",
    ),
    (["check", "-o", ""], "pinlint check: a path is given that is empty; name one or leave it out; see 'pinlint check"),
    (["list", "--config="], "pinlint list: a path is given that is empty; name one or leave it out; see 'pinlint list"),
    (["init", ""], "pinlint init: a path is given that is empty; name one or leave it out; see 'pinlint init --help'"),
    (["chek"], "pinlint: there is no command 'chek', only check, list, diff, bump, rule, init; see 'pinlint --help'"),
    ([], "pinlint: missing command; see 'pinlint --help'"),
]


@pytest.mark.parametrize(("arguments", "sentence"), UNABLE, ids=range(len(UNABLE)))
def test_what_cannot_be_done_is_status_2_and_one_sentence(
    call: Call, agreeing: Path, arguments: list[str], sentence: str
) -> None:
    (agreeing / "empty").mkdir()
    write(agreeing, "bad.toml", 'selct = ["PIN1"]\n')
    write(agreeing, "rule.toml", 'members = ["*"]\nignore = ["PIN1", "PIN998"]\n')
    write(agreeing, "odd.cfg", '\nmembers = "a"\n')
    write(agreeing, "rule.cfg", '\nignore = ["PIN998"]\n')
    write(agreeing, "level.toml", '[levels]\nPIN998 = "info"\n')
    done = call(agreeing, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_a_usage_error_of_the_process_is_status_2(agreeing: Path) -> None:
    done = run(agreeing, "check", "nowhere")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_a_full_disk_is_no_traceback(stale: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pinlint", "check"],
            cwd=stale,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == (
        "pinlint: cannot write to standard output: No space left on device; the results are incomplete; "
        "make room and try again\n"
    )


@pytest.mark.parametrize(("options", "status", "summary"), [([], 1, SUMMARY), (["--help"], 0, "")])
def test_a_closed_pipe_changes_nothing(stale: Path, options: list[str], status: int, summary: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "pinlint", "check", *options],
            cwd=stale,
            env=environment(),
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (status, summary)


def test_a_folder_that_is_gone_is_no_traceback(agreeing: Path) -> None:
    command = f"mkdir gone && cd gone && rmdir ../gone && exec '{sys.executable}' -m pinlint check"
    done = subprocess.run(
        ["sh", "-c", command], cwd=agreeing, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == "pinlint: the current folder does not exist any more; change to one that does\n"


def test_closed_streams_are_no_traceback(stale: Path) -> None:
    command = f"exec '{sys.executable}' -m pinlint check >&- 2>&-"
    done = subprocess.run(["sh", "-c", command], cwd=stale, env=environment(), check=False)
    assert done.returncode == 1


def test_what_the_encoding_lacks_is_escaped(tmp_path: Path) -> None:
    write(tmp_path, "日本/pyproject.toml", CORE.replace("1.3.0", "x.日"))
    done = run(tmp_path, "check", "--output-format", "concise", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert done.stdout.startswith(r"\u65e5\u672c/pyproject.toml:3:11: PIN003 ")
    assert r"x.\u65e5" in done.stdout


def test_a_file_name_that_is_no_text_is_shown(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9\x1b[31m"
    os.mkdir(folder)  # noqa: PTH102 - pathlib has no bytes
    Path(os.fsdecode(folder), "pyproject.toml").write_text(CORE.replace('"1.3.0"', '"x y"'))
    for form in ("full", "concise", "json"):
        done = run(tmp_path, "check", "--output-format", form)
        assert done.returncode == 1
        assert "\x1b" not in done.stdout
        assert "Traceback" not in done.stderr
    done = run(tmp_path, "check", folder, "--output-format", "concise")
    assert done.returncode == 1


def test_a_bug_names_itself_and_shows_its_traceback_on_request(agreeing: Path) -> None:
    # The process is real and so is the failure; only its cause is made up.
    program = (
        "from pinlint import engine\n"
        "from pinlint.cli import main\n"
        "def check(*_, **__):\n"
        "    error = KeyError('oops')\n"
        "    error.add_note('in app/setup.py')\n"
        "    raise error\n"
        "engine.check = check\n"
        "main()\n"
    )
    for options, lines in ((["check"], 1), (["check", "-v"], 2)):
        done = subprocess.run(
            [sys.executable, "-c", program, *options],
            cwd=agreeing,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert "internal error: KeyError: 'oops', in app/setup.py; this is a bug in pinlint" in done.stderr
        assert ("Traceback" in done.stderr) == (lines > 1)
        assert (done.stderr.count("\n") > 1) == (lines > 1)


def test_an_interrupt_is_a_sentence_and_status_130(agreeing: Path) -> None:
    program = (
        "import os, signal\n"
        "from pinlint import engine\n"
        "from pinlint.cli import main\n"
        # A shell ignores the signal for what it starts in the background, and that is inherited.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "engine.check = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT)\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "check"],
        cwd=agreeing,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 130
    assert done.stderr.strip() == "pinlint: interrupted"


@pytest.mark.parametrize(
    ("choice", "variables", "expected"),
    [
        ("auto", {}, False),
        ("always", {}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": ""}, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_follows_the_option_then_the_conventions(
    monkeypatch: pytest.MonkeyPatch, choice: str, variables: dict[str, str], *, expected: bool
) -> None:
    for variable in COLOR_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    with open(os.devnull, "w") as stream:  # noqa: PTH123 - no path
        assert colored(choice, stream) == expected


def test_a_pipe_is_not_coloured_unless_it_is_asked_for(stale: Path) -> None:
    assert "\x1b[" not in run(stale, "check").stdout
    assert "\x1b[" in run(stale, "check", "--color", "always", NO_COLOR="1").stdout


@pytest.mark.parametrize(
    ("variables", "expected"), [({"TERM": "xterm"}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_a_terminal_is_coloured(stale: Path, variables: dict[str, str], *, expected: bool) -> None:
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    master, slave = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "pinlint", "check"],
        cwd=stale,
        env=environment(**variables),
        stdout=slave,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    os.close(slave)
    shown = os.read(master, 100_000)
    os.close(master)
    assert done.returncode == 1
    assert b"PIN101" in shown
    assert (b"\x1b[" in shown) == expected


def test_a_report_in_a_file_is_coloured_only_on_demand(stale: Path) -> None:
    run(stale, "check", "-o", "plain", FORCE_COLOR="1")
    run(stale, "check", "-o", "colored", "--color", "always")
    assert "\x1b" not in (stale / "plain").read_text()
    assert "\x1b[1;31merror" in (stale / "colored").read_text()


def test_the_files_and_the_settings_are_shown_on_request(call: Call, stale: Path) -> None:
    done = call(stale, "check", "--show-files")
    assert (done.returncode, done.stdout) == (0, "app/pyproject.toml\ncore/pyproject.toml\n")
    write(stale, "pinlint.toml", 'select = ["PIN101"]\n')
    done = call(stale, "check", "--show-settings")
    assert done.returncode == 0
    assert f'root = "{stale}"  # the folder of pinlint.toml\n' in done.stdout
    assert done.stdout.endswith('\n[rules]\nPIN101 = "error"  # stale-internal-pin; pinlint.toml:1\n')


CONFIGURED = """\
members = ["app", "core"]
exclude = ["attic"]
extend-select = ["PIN111"]
version-files = ["core/VERSION"]
levels = {PIN2 = "info"}

[[groups]]
name = "acme"
members = ["*"]
version = "independent"
requires-python = "same"
owns = ["acme-*"]

[[groups]]
name = "gone"
members = ["gone-*"]
version = {file = "VERSION"}

[[dependencies]]
names = ["nose"]
banned = "it is \\"over\\""

[[ignores]]
rule = "PIN101"
member = "app"
reason = "later"
until = 2999-01-01

[[overrides]]
member = "app"
license = "MIT"
optional-dependencies = {fast = ["x"]}
"""
SETTINGS = """\
configuration = "pinlint.toml"  # found
members = ["app", "core"]  # pinlint.toml:1
exclude = ["attic"]  # pinlint.toml:2
version-files = ["core/VERSION"]  # pinlint.toml:4
select = []  # default
ignore = ["PIN3", "PIN4"]  # command line, --ignore
extend-select = ["PIN111", "PIN206"]  # pinlint.toml:3 and command line, --extend-select

[[groups]]  # pinlint.toml:7
name = "acme"  # pinlint.toml:8
members = ["*"]  # pinlint.toml:9: 2 members
version = "independent"  # pinlint.toml:10
internal-pins = "exact"  # inferred: 1 of 1 requirement
requires-python = "same"  # pinlint.toml:11
classifiers = "any"  # default
owns = ["acme-*"]  # pinlint.toml:12
complete = []  # default

[[groups]]  # pinlint.toml:14
name = "gone"  # pinlint.toml:15
members = ["gone-*"]  # pinlint.toml:16: no member
version = {file = "VERSION"}  # pinlint.toml:17
owns = []  # default
complete = []  # default

[[dependencies]]  # pinlint.toml:19
names = ["nose"]  # pinlint.toml:20
specifiers = "ignore"  # default
winner = "majority"  # default
need = []  # default
banned = true  # pinlint.toml:21
reason = "it is \\"over\\""  # pinlint.toml:21

[[ignores]]  # pinlint.toml:23
rule = "PIN101"  # pinlint.toml:24
member = "app"  # pinlint.toml:25
reason = "later"  # pinlint.toml:26
until = 2999-01-01  # pinlint.toml:27

[[overrides]]  # pinlint.toml:29
member = "app"  # pinlint.toml:30
license = "MIT"  # pinlint.toml:31
optional-dependencies = {fast = ["x"]}  # pinlint.toml:32

[levels]
PIN2 = "info"  # pinlint.toml:5

[rules]
"""


def test_every_setting_is_shown_with_its_origin(call: Call, stale: Path) -> None:
    write(stale, "pinlint.toml", CONFIGURED)
    done = call(stale, "check", ".", "--show-settings", "--ignore", "PIN3,PIN4", "--extend-select", "PIN206")
    assert (done.returncode, done.stderr) == (0, "")
    paths, _, rest = done.stdout.split("\n", 2)
    assert paths == f'paths = ["{stale}"]  # command line'
    assert rest.startswith(SETTINGS)
    rules = rest.removeprefix(SETTINGS).splitlines()
    assert 'PIN101 = "error"  # stale-internal-pin; default' in rules
    assert 'PIN111 = "info"  # lagging-floor; pinlint.toml:3' in rules
    assert 'PIN202 = "info"  # requires-python-differs; default, level pinlint.toml:5' in rules
    assert 'PIN206 = "info"  # requires-python-cap; command line, --extend-select, level pinlint.toml:5' in rules
    assert not [line for line in rules if line.startswith(("PIN3", "PIN4"))]
    assert tomllib.loads(done.stdout)["groups"][0]["owns"] == ["acme-*"]


def test_settings_are_toml_whatever_they_hold(call: Call, stale: Path) -> None:
    odd = '"\\\\ \\"\\u001b[31m\\u007f\\u0085\\u202e\\U000e0001\\té"'
    overrides = f'[[overrides]]\nmember = "app"\nlicense = {odd}\n'
    write(stale, "pinlint.toml", f'[[ignores]]\nrule = "PIN1"\nreason = {odd}\n{overrides}')
    shown = call(stale, "check", "--show-settings").stdout
    assert shown.replace("\n", "").isprintable()
    settings = tomllib.loads(shown)
    wanted = tomllib.loads(f"odd = {odd}")["odd"]
    assert (settings["ignores"][0]["reason"], settings["overrides"][0]["license"]) == (wanted, wanted)


def test_what_is_inferred_and_declared_is_among_the_settings(call: Call, tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", '[tool.uv.workspace]\nmembers = ["a", "b"]\nexclude = ["c"]\n')
    for name, requirement in (("a", ""), ("b", "a==1.0")):
        write(tmp_path, f"{name}/pyproject.toml", f'[project]\nname = "{name}"\nversion = "1.0"\n')
        with (tmp_path / name / "pyproject.toml").open("a") as file:
            file.write(f"dependencies = {[requirement] if requirement else []}\n")
    done = call(tmp_path, "check", "--show-settings", "--select", "PIN101")
    assert (
        done.stdout
        == f"""\
paths = ["{tmp_path}"]  # default: the current folder
root = "{tmp_path}"  # the first path, or its folder
configuration = ""  # none was found
members = ["a", "b"]  # the workspace declared in pyproject.toml
exclude = ["c"]  # the workspace declared in pyproject.toml
version-files = []  # default
select = ["PIN101"]  # command line, --select
ignore = []  # default
extend-select = []  # default

[[groups]]  # inferred
name = "1.0"  # inferred
members = ["a", "b"]  # inferred: 2 members at 1.0
version = "lockstep"  # inferred
internal-pins = "exact"  # inferred: 1 of 1 requirement
requires-python = "same"  # default
classifiers = "same"  # default

[levels]

[rules]
PIN101 = "error"  # stale-internal-pin; command line, --select
"""
    )


def test_members_are_listed(call: Call, agreeing: Path) -> None:
    done = call(agreeing, "list")
    assert done.returncode == 0
    titles, app, core = done.stdout.splitlines()
    assert titles.split() == ["name", "version", "Requires-Python", "group", "from", "internal", "requirements"]
    assert app.split() == ["app", "2.0", ">=3.11", "-", "app/pyproject.toml", "core==1.3.0"]
    assert core.split() == ["core", "1.3.0", ">=3.11", "-", "core/pyproject.toml", "-"]


def test_rules_are_explained(call: Call, tmp_path: Path) -> None:
    every = call(tmp_path, "rule").stdout.splitlines()
    assert any(line.startswith("PIN101  stale-internal-pin") for line in every)
    by_code, by_name = call(tmp_path, "rule", "PIN101"), call(tmp_path, "rule", "stale-internal-pin")
    assert by_code.returncode == 0
    assert by_code.stdout == by_name.stdout
    assert by_code.stdout.startswith("PIN101 stale-internal-pin (error)\n")
    document = json.loads(call(tmp_path, "rule", "--all", "--output-format", "json").stdout)
    assert len(document["rules"]) == len(every)
    assert call(tmp_path, "rule", "PIN101", "--output-format", "markdown").stdout.startswith("# PIN101: ")


@pytest.mark.parametrize("command", [[], ["check"], ["list"], ["rule"]])
def test_every_command_has_help(call: Call, tmp_path: Path, command: list[str]) -> None:
    done = call(tmp_path, *command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(" ".join(["Usage: pinlint", *command]))


def test_the_version_is_shown(call: Call, tmp_path: Path) -> None:
    done = call(tmp_path, "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("pinlint ")


def test_shells_complete_commands(tmp_path: Path) -> None:
    done = run(tmp_path, _PINLINT_COMPLETE="bash_complete", COMP_WORDS="pinlint ch", COMP_CWORD="1")
    assert done.stdout.strip() == "plain,check"


def test_a_command_imports_neither_the_others_nor_what_it_does_not_need(agreeing: Path) -> None:
    def imported(*arguments: str) -> set[str]:
        program = (
            "import atexit, sys\n"
            "atexit.register(lambda: print(*sys.modules, file=sys.stderr, sep='\\n'))\n"
            "from pinlint.cli import main\nmain()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=agreeing,
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return set(done.stderr.splitlines())

    assert not imported("--version") & {"packaging.version", "pinlint.engine", "pinlint_rules", "pinlint.discover"}
    check = imported("check")
    assert "pinlint_rules.pin101_stale_internal_pin" in check
    assert not check & {
        "networkx",
        "tomlkit",
        "trove_classifiers",
        "unicodedata",
        "importlib.metadata",
    }
    assert not check & {"pinlint.cli.list_command", "pinlint.cli.rule_command", "pinlint.report.check_json"}
    assert "pinlint_rules" not in imported("list")


@pytest.mark.parametrize("option", ["--write-baseline", "--output-file"])
def test_a_file_that_is_checked_is_not_written_over(stale: Path, option: str) -> None:
    before = (stale / "app/pyproject.toml").read_bytes()
    done = run(stale, "check", option, "app/pyproject.toml")
    assert done.returncode == 2
    assert done.stderr == (
        "pinlint: app/pyproject.toml is one of the files that are checked; name another one to write to\n"
    )
    assert (stale / "app/pyproject.toml").read_bytes() == before
