"""The command as authors and CI call it."""

from __future__ import annotations

import io
import ntpath
import os
import subprocess
from pathlib import Path

import pytest

from casefiles import CASES, all_cases
from sites import QUIET, write_site
from tools import BIN, PATIENCE, exe, run
from whosaid import console
from whosaid.check.rules import RULES
from whosaid.ledger.loading import as_typed


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two pages, one with a fault, and one fault in sources.yml. Advice is off: it is not about that."""
    docs = tmp_path / "docs"
    (docs / "news").mkdir(parents=True)
    sources = (CASES / "sources.yml").read_text(encoding="utf-8")
    (docs / "sources.yml").write_text(sources + "\nferry:\n  name: the ferry\n", encoding="utf-8")
    (docs / "whosaid.yml").write_text(QUIET, encoding="utf-8")
    (docs / "a.md").write_text('[The bridge is unsafe](#bridge "claim by council").\n', encoding="utf-8")
    fault = '\n  [The road up to it is open all day](#r-road "claim by counci").\n'
    (docs / "news/b.md").write_text(fault, encoding="utf-8")
    return tmp_path


def whosaid(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder; its output is never a traceback."""
    done = run([exe("whosaid"), *args], folder, {"PYTHONIOENCODING": "utf-8"})
    assert "Traceback" not in done.stdout + done.stderr
    return done


def test_a_clean_site_ends_with_0(site: Path) -> None:
    """Nothing to fix: 0, nothing on standard output, and one line about what was checked."""
    (site / "docs/news/b.md").unlink()
    (site / "docs/sources.yml").write_bytes((CASES / "sources.yml").read_bytes())
    done = whosaid(site, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "1 statement on 1 page: nothing to fix.\n")


def test_findings_end_with_1(site: Path) -> None:
    """Each finding is a line `file:line:column: message [rule]`, in order, with the faulty line below it.

    Of a source that may be one without a name, no more is shown than its id.
    """
    done = whosaid(site, "check")
    assert done.returncode == 1
    assert done.stdout == (
        "docs/news/b.md:2:57: there is no source “counci”; did you mean “council”? [unknown-source]\n"
        '    [The road up to it is open all day](#r-road "claim by counci").\n'
        "docs/sources.yml:35:1: the source “ferry” has no type; add “type:”, such as person, institution or unnamed "
        "[incomplete-source]\n"
        "    ferry:\n"
    )
    assert done.stderr == "2 errors in 2 files.\n"


WARNING = "<!-- whosaid: ignore unused-silencing: a test -->\n"


@pytest.mark.parametrize(
    ("severity", "plain", "strict", "summary"),
    [
        ("error", 1, 1, "1 error in 1 file."),
        ("warning", 0, 1, "1 warning in 1 file."),
        ("info", 0, 0, "1 remark in 1 file."),
        ("off", 0, 0, "0 statements on 1 page: nothing to fix."),
    ],
)
def test_severity_decides_what_fails(tmp_path: Path, severity: str, plain: int, strict: int, summary: str) -> None:
    """Errors fail, warnings fail with --strict, an info never does; all are printed."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text(WARNING, encoding="utf-8")
    (tmp_path / "docs/whosaid.yml").write_text(f"{QUIET}  unused-silencing: {severity}\n", encoding="utf-8")
    done = whosaid(tmp_path, "check")
    assert (done.returncode, done.stderr) == (plain, f"{summary}\n")
    assert whosaid(tmp_path, "check", "--strict").returncode == strict
    weight = "" if severity == "error" else f"{severity}: "
    expected = f"docs/a.md:1:22: {weight}“unused-silencing” finds nothing here" if severity != "off" else ""
    assert done.stdout.startswith(expected)
    assert bool(done.stdout) == bool(expected)


@pytest.mark.parametrize(
    ("files", "faulty"),
    [
        (["docs/a.md"], []),
        (["docs/news/b.md"], ["docs/news/b.md"]),
        (["docs/news"], ["docs/news/b.md"]),
        (["docs/sources.yml", "docs/a.md"], ["docs/sources.yml"]),
        (["docs"], ["docs/news/b.md", "docs/sources.yml"]),
        (["docs/news/../news/b.md"], ["docs/news/b.md"]),
        (["mkdocs.yml"], []),
    ],
)
def test_files_limit_what_is_reported(site: Path, files: list[str], faulty: list[str]) -> None:
    """Only findings in the files named count; the statement of another page is known all the same."""
    (site / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    done = whosaid(site, "check", *files)
    assert [line.partition(":")[0] for line in done.stdout.splitlines() if line.startswith("docs")] == faulty
    assert done.returncode == bool(faulty)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["check", "--docs", "nowhere"], "there is no folder “nowhere”"),
        (["check", "--docs", "docs/a.md"], "docs/a.md"),
        (["check", "docs/c.md"], "there is no file “docs/c.md”"),
        (["check", "--stric"], "--stric"),
        (["chekc"], "chekc"),
        (["check", "--docs"], "--docs"),
    ],
)
def test_unusable_arguments_end_with_2(site: Path, args: list[str], says: str) -> None:
    """A folder, a file or an option that is not there: 2, and a sentence that says which."""
    done = whosaid(site, *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_docs_may_lie_anywhere(site: Path) -> None:
    """Files are named as the author would type them from where they are."""
    done = whosaid(site / "docs", "check", "--docs", ".")
    assert done.stdout.startswith("news/b.md:2:57: ")
    done = whosaid(site, "check", "--docs", str(site / "docs"))
    assert done.stdout.startswith(f"{site}/docs/news/b.md:2:57: ")


def test_findings_can_be_printed_anywhere(site: Path) -> None:
    """A terminal without “ ” or any non-ASCII letters gets replacements, not an error."""
    (site / "docs/a.md").write_text('[הגשר](#bridge "claim by \U0001f600").\n', encoding="utf-8")
    done = run([exe("whosaid"), "check"], site, {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "docs/a.md:1:" in done.stdout


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A line for a shell."""
    return subprocess.run(["sh", "-c", command], cwd=cwd, capture_output=True, text=True, check=False, timeout=PATIENCE)


def test_output_may_be_cut_off(site: Path) -> None:
    """A reader of the output that stops early (`| head -1`) sees no traceback."""
    many = "".join(f'[x](#x-{n} "claim").\n\n' for n in range(3_000))
    (site / "docs/a.md").write_text(many, encoding="utf-8")
    command = f"'{exe('whosaid')}' check | head -1"
    done = shell(command, site)
    assert done.stdout.startswith("docs/a.md:1:")
    assert "Traceback" not in done.stderr


LONG = "a" * 5_000
USES = ["check", "check --format json", "rules", "schema sources", "export out", "init new", "--help", "--version"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["check", "--docs", LONG], "File name too long"),
        (["check", LONG], "File name too long"),
        (["check", "--explain", LONG], "there is no rule"),
        (["schema", LONG], "Invalid value"),
        (["export", LONG], "File name too long"),
        (["init", LONG], "File name too long"),
        *((["init", place], "cannot use") for place in ("/dev/null", "/dev/null/x", "docs/a.md/x")),
        *((["export", place], "cannot write") for place in ("/dev/null", "/dev/null/x")),
        (["check", "--docs", "/dev/null"], "there is no folder"),
        (["check", "--docs", "docs/a.md/x"], "there is no folder"),
        (["check", "/dev/null/x"], "there is no file"),
    ],
)
def test_a_place_that_cannot_be_used_is_named_in_one_short_line(site: Path, args: list[str], says: str) -> None:
    """Names no system takes, and files and devices where a folder should be: 2, and what is wrong."""
    (site / "docs/news/b.md").unlink()
    (site / "docs/sources.yml").unlink()
    (site / "docs/a.md").write_text("", "utf-8")
    done = whosaid(site, *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()[-1]) < 400


def test_a_tree_deeper_than_paths_can_be_long_is_a_finding(tmp_path: Path) -> None:
    """What cannot be entered is said of it, in the check and the export alike."""
    (tmp_path / "docs").mkdir()
    deep = os.open(tmp_path / "docs", os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=deep)
        deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = deeper
    os.close(deep)
    for args in (["check"], ["check", "docs"], ["export", "out"]):
        done = whosaid(tmp_path, *args)
        assert done.returncode == 1
        assert "cannot be read (File name too long)" in done.stdout
    subprocess.run(["rm", "-r", tmp_path / "docs"], check=True)  # which pytest could not


@pytest.mark.parametrize("use", USES)
def test_output_that_cannot_be_written_is_said(site: Path, use: str) -> None:
    """Nothing gets out: 2, and a sentence where one can still be read; nothing where none can."""
    command = f"'{exe('whosaid')}' {use} 1<docs/a.md"  # which is open for reading, and as good as a full disk
    done = shell(command, site)
    assert (done.returncode, done.stderr) == (2, "Error: cannot write the output: Bad file descriptor.\n")
    assert shell(f"{command} 2<docs/a.md", site).returncode == 2


def test_output_nobody_reads_ends_as_pipes_do(site: Path) -> None:
    """A closed pipe is not an error of the site: 141, as shells count it, and no message."""
    for use in ("rules", "schema sources", "check"):
        with subprocess.Popen(
            [exe("whosaid"), *use.split()], cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as running:
            assert running.stdout is not None
            assert running.stderr is not None
            running.stdout.close()
            assert (running.stderr.read(), running.wait(PATIENCE)) == ("", 141)


@pytest.mark.parametrize("use", USES)
def test_a_folder_that_is_gone_ends_with_a_sentence(site: Path, use: str) -> None:
    """In a deleted folder, the message says so, or that there is no site; help still works."""
    gone = site / "gone"
    gone.mkdir()
    command = f"rmdir '{gone}' && '{exe('whosaid')}' {use}"
    done = shell(command, gone)
    assert "Traceback" not in done.stderr
    assert done.returncode == (2 if use.startswith(("check", "export", "init")) else 0)
    if use.startswith("init"):
        assert done.stderr == "Error: the current folder no longer exists; change to another one.\n"


@pytest.mark.parametrize("module", ["click", "whosaid.cli", "whosaid.check.rules", "whosaid.ledger.loading"])
def test_an_interrupted_start_is_one_word(site: Path, module: str) -> None:
    """Ctrl-C while the program is still being imported: 130, as shells count it, and no traceback."""
    code = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}:\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from whosaid.console import main\n"
        "sys.exit(main(['check']))"
    )
    done = run([BIN / "python", "-c", code], site)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted.\n")


@pytest.mark.parametrize(
    ("raised", "code", "says"),
    [
        (KeyboardInterrupt(), 130, "interrupted."),
        (PermissionError(13, "Permission denied", "docs"), 2, "Error: cannot use “docs”: Permission denied."),
        (OSError(30, "Read-only file system", "out/data"), 2, "Error: cannot use “out/data”: Read-only file system."),
        (OSError(24, "Too many open files"), 2, "Error: Too many open files."),
        (MemoryError(), 2, "Error: not enough memory for a site of this size."),
    ],
)
def test_whatever_a_system_refuses_is_one_line(
    site: Path,
    raised: BaseException,
    code: int,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """In the midst of a check: a sentence and a code, never a traceback."""

    def refuse(*_: object) -> None:
        raise raised

    monkeypatch.chdir(site)
    monkeypatch.setattr("whosaid.cli.load", refuse)
    monkeypatch.setattr("whosaid.console._silence", lambda stream: None)  # the streams are still needed here
    assert console.main(["check"]) == code
    assert capfd.readouterr().err.splitlines()[-1] == says


@pytest.mark.parametrize("line", ["ledger-page: {}.md", "rules-folder: {}"])
def test_a_name_no_system_takes_is_no_traceback(tmp_path: Path, line: str) -> None:
    """Some 300 characters; there is no such file, so nothing is in the way of the ledger."""
    folder = write_site(tmp_path, {"whosaid.yml": QUIET + line.format("a" * 300) + "\n"})
    assert whosaid(folder, "check").returncode in (0, 1)


@pytest.mark.parametrize("format", ["text", "json"])
def test_letters_that_the_output_lacks_are_no_traceback(tmp_path: Path, format: str) -> None:
    """A pipe on Windows has the letters of one region, here those of western Europe."""
    folder = write_site(tmp_path, {"a.md": 'Мост [закрыт](#мост "claim").\n', "whosaid.yml": QUIET})
    done = run([exe("whosaid"), "check", "--format", format], folder, {"PYTHONIOENCODING": "cp1252"})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_pipe_takes_all_letters() -> None:
    """Whatever its encoding was."""
    pipe = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    console._write_any_letter(pipe)
    pipe.write("Мост 😀")
    pipe.flush()
    assert pipe.buffer.getvalue().decode() == "Мост 😀"


def test_rules_are_listed(tmp_path: Path) -> None:
    """`whosaid rules` prints every rule with its sentence and its examples."""
    out = whosaid(tmp_path, "rules").stdout
    for rule in RULES.values():
        assert f"{rule.name}: {rule.summary}\n    Bad:" in out


@pytest.mark.parametrize(
    "args",
    [["--help"], ["check", "--help"], ["rules", "--help"], ["init", "--help"], ["export", "--help"], ["--version"]],
)
def test_help_is_at_hand(tmp_path: Path, args: list[str]) -> None:
    """Each command tells what it does."""
    done = whosaid(tmp_path, *args)
    assert (done.returncode, bool(done.stdout.strip())) == (0, True)


def test_the_check_loads_no_site_builder(site: Path) -> None:
    """The check imports neither MkDocs nor Markdown, so it starts at once and runs without them."""
    code = (
        "import sys\nfrom whosaid.cli import main\n"
        "try:\n    main(['check'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'mkdocs', 'markdown', 'pymdownx', 'jinja2'}))"
    )
    done = run([BIN / "python", "-c", code], site, {"PYTHONIOENCODING": "utf-8"})
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_case_makes_the_command_fail(tmp_path: Path) -> None:
    """All cases in one site: findings, and never a traceback."""
    for case in all_cases():
        for name, text in case.files.items():
            path = tmp_path / "docs" / case.name / name.removeprefix("docs/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    done = whosaid(tmp_path, "check")
    assert done.returncode == 1
    assert done.stdout.count("[missing-source]") >= 5


def test_a_folder_on_another_drive_is_named_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows knows no relative way from one drive to another, and says so by an error."""
    monkeypatch.setattr(os.path, "relpath", lambda path: ntpath.relpath(path, "C:\\news"))
    assert str(as_typed(Path("D:\\site\\docs"))) == "D:\\site\\docs"
    assert str(as_typed(Path("C:\\news\\docs"))) == "docs"
