"""Files as disks hold them: line ends, encodings, sizes, and what cannot be read at all."""

from __future__ import annotations

import errno
import os
import re
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casefiles import CASES
from growth import times_as_long
from sites import QUIET
from tools import PATIENCE, exe
from whosaid.check.findings import Finding
from whosaid.check.reports import FORMATS
from whosaid.check.running import check
from whosaid.ledger.loading import load
from whosaid.ledger.records import Ledger


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A docs folder with the sources of the cases, without advice and without a page; the test runs beside it."""
    monkeypatch.chdir(tmp_path)
    folder = Path("docs")
    folder.mkdir()
    (folder / "sources.yml").write_bytes((CASES / "sources.yml").read_bytes())
    (folder / "whosaid.yml").write_text(QUIET, "utf-8")
    return folder


def findings_of(docs: Path) -> list[str]:
    """Place and rule of each finding."""
    return [_short(finding) for finding in check(load(docs)[0])]


def ids_of(ledger: Ledger) -> list[str]:
    """The ids of all statements."""
    return [statement.id for statement in ledger.all_statements()]


def _short(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}:{finding.column} {finding.rule}"


# Positions.

TWO_LINES = 'One.\n\nThe council: [it is unsafe](#bridge "claim by counci").\n'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TWO_LINES.encode(), id="plain"),
        pytest.param(TWO_LINES.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(TWO_LINES.replace("\n", "\r").encode(), id="lone-cr"),
        pytest.param(b"\xef\xbb\xbf" + TWO_LINES.encode(), id="bom"),
        pytest.param(b"\xef\xbb\xbf" + TWO_LINES.replace("\n", "\r\n").encode(), id="bom-crlf"),
        pytest.param(TWO_LINES.replace("One", "\U0001f600\U0001f309").encode(), id="astral-above"),
        pytest.param(TWO_LINES.replace("One", "a\x0cb\u2028c\x85d").encode(), id="other-separators"),
        pytest.param(TWO_LINES.rstrip("\n").encode(), id="no-last-line-end"),
    ],
)
def test_line_and_column_are_the_authors_own(docs: Path, data: bytes) -> None:
    """With any line ends or a byte order mark, a finding is where an editor would show it."""
    (docs / "a.md").write_bytes(data)
    assert "a.md:3:47 unknown-source" in findings_of(docs)


@pytest.mark.parametrize(
    "before",
    ["\tx", "\U0001f600\U0001f600", "הגשר ", "e\u0301", "a\u200fb"],
    ids=["tab", "astral", "right-to-left", "combining", "direction-mark"],
)
def test_columns_count_characters(docs: Path, before: str) -> None:
    """A tab, an emoji, a letter and an accent of its own are a column each."""
    (docs / "a.md").write_text(f'Text.\n{before}[it](#bridge "claim by counci")', encoding="utf-8")
    column = len(before) + len('[it](#bridge "claim by ') + 1
    assert findings_of(docs) == [f"a.md:2:{column} unknown-source"]


def test_front_matter_moves_no_line(docs: Path) -> None:
    """Lines are counted from the top of the file, in front matter and below it."""
    text = "---\r\ntitle: x\r\nurl: nowhere\r\n---\r\n\r\n" + TWO_LINES.replace("\n", "\r\n")
    (docs / "a.md").write_text(text, encoding="utf-8", newline="")
    assert findings_of(docs) == ["a.md:3:6 bad-url", "a.md:8:47 unknown-source"]


def test_values_may_be_written_in_any_script(docs: Path) -> None:
    """Words, titles and places in any script are unchanged."""
    mark = '[הגשר מסוכן 🌉](#a "claim by council")'
    block = "/// claim | 桥不安全\n    id: b\n    source: council\n    where: دار البلدية\n    alone: yes\n///"
    (docs / "a.md").write_text(f"{mark}\n\n{block}\n", encoding="utf-8")
    ledger, _ = load(docs)
    assert check(ledger) == ()
    assert [s.words for s in ledger.all_statements()] == ["הגשר מסוכן 🌉", "桥不安全"]
    assert list(ledger.all_statements())[1].record.value("where") == "دار البلدية"


# What is no text.


def test_nul_bytes_are_one_finding(docs: Path) -> None:
    """Control characters are one finding at the first, which tells how many there are; the rest is read."""
    (docs / "a.md").write_bytes(b'a\x00b\x00\x07\n\n[it](#bridge "claim by council")\n')
    ledger, _ = load(docs)
    (finding,) = check(ledger)
    assert (_short(finding), "3 control characters" in finding.message) == ("a.md:1:2 control-character", True)
    assert finding.rule == "control-character"
    assert "\x00" not in finding.shown()
    assert ids_of(ledger) == ["bridge"]


def test_tabs_and_other_white_space_are_text(docs: Path) -> None:
    """Tabs, no-break spaces and direction marks are no "control-character"."""
    (docs / "a.md").write_text("a\tb\u00a0c\u200fd\u00ade", encoding="utf-8")
    assert findings_of(docs) == []


def test_other_encodings_are_a_finding_at_the_first_byte(docs: Path) -> None:
    """A file in Windows-1252 is an "unreadable-file" at its first bad byte, and all else in it is checked."""
    (docs / "a.md").write_bytes('Text.\r\n“é”: [it](#bridge "claim by nobody")\r\n'.encode("cp1252"))
    assert findings_of(docs) == ["a.md:2:1 unreadable-file", "a.md:2:29 unknown-source"]


def test_utf_16_is_a_finding(docs: Path) -> None:
    """UTF-16 is not UTF-8: one finding about that."""
    (docs / "a.md").write_bytes("The bridge.".encode("utf-16"))
    assert findings_of(docs) == ["a.md:1:1 unreadable-file"]


@pytest.mark.parametrize("name", ["sources.yml", "whosaid.yml"])
@pytest.mark.parametrize(
    "data",
    [b"a: \xff\n", b"a: \x00\n", b"\x00", b"\xff\xfe\x00", b"a: \x7f\n", "a: \ud800".encode("utf-8", "surrogatepass")],
)
def test_yaml_with_odd_bytes_is_a_finding(docs: Path, name: str, data: bytes) -> None:
    """Binary data in YAML is a finding, never an exception."""
    (docs / name).write_bytes(data)
    assert any(finding.startswith(f"{name}:1:") for finding in findings_of(docs))


# What cannot be read.


def test_a_missing_folder_is_a_wrong_argument(docs: Path) -> None:
    """A docs folder that is not there ends the command with 2 and one plain sentence."""
    done = _command(["check", "--docs", "nowhere"])
    assert done.returncode == 2
    assert "there is no folder “nowhere”" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_is_clean(docs: Path) -> None:
    """A docs folder without pages, even without sources.yml, is nothing to fix."""
    (docs / "sources.yml").unlink()
    assert findings_of(docs) == []
    assert _command(["check"]).returncode == 0


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere.md")


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _no_permission(path: Path) -> None:
    path.write_text("Text.", encoding="utf-8")
    path.chmod(0)


BROKEN = [_dangling, _link_to_itself, _pipe, _device]
if os.geteuid() != 0:  # root may read everything
    BROKEN.append(_no_permission)


@pytest.mark.parametrize("name", ["a.md", "sources.yml", "whosaid.yml"])
@pytest.mark.parametrize("make", BROKEN, ids=lambda make: make.__name__.strip("_"))
def test_what_cannot_be_read_is_a_finding(docs: Path, make: Callable[[Path], None], name: str) -> None:
    """A dangling link, a link to itself, a pipe or a device called like a page is one finding and stops nothing."""
    (docs / name).unlink(missing_ok=True)
    make(docs / name)
    kept = '---\npublished: 2031-03-06\n---\n[it](#bridge "claim by council via direct")'  # nothing to advise
    (docs / "b.md").write_text(kept, encoding="utf-8")
    done = _command(["check"])
    assert done.returncode == 1
    assert f"docs/{name}:1:1: " in done.stdout
    assert done.stdout.count("[unreadable-file]") == 1
    assert done.stdout.count("docs/") == 1, done.stdout
    assert done.stderr.startswith("1 error"), done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_called_like_a_page_is_a_folder(docs: Path) -> None:
    """`x.md` may be a folder with pages in it."""
    (docs / "x.md").mkdir()
    (docs / "x.md/a.md").write_text('[it](#bridge "claim by council")', encoding="utf-8")
    ledger, _ = load(docs)
    assert (check(ledger), [s.ref for s in ledger.all_statements()]) == ((), ["x.md/a.md#bridge"])


@pytest.mark.parametrize("name", ["sources.yml", "whosaid.yml"])
def test_a_folder_called_like_a_settings_file_is_a_finding(docs: Path, name: str) -> None:
    """sources.yml and whosaid.yml are files; a folder of that name is an "unreadable-file"."""
    (docs / name).unlink(missing_ok=True)
    (docs / name).mkdir()
    assert findings_of(docs) == [f"{name}:1:1 unreadable-file"]


def test_a_loop_of_links_is_a_finding(docs: Path) -> None:
    """A link to a folder above is one finding, and each page is read once."""
    (docs / "sub").mkdir()
    (docs / "sub/a.md").write_text('[it](#bridge "claim by council")', encoding="utf-8")
    (docs / "sub/up").symlink_to("..")
    ledger, _ = load(docs)
    assert [_short(finding) for finding in check(ledger)] == ["sub/up:1:1 unreadable-file"]
    assert ids_of(ledger) == ["bridge"]


def test_a_link_to_another_folder_is_read(docs: Path) -> None:
    """A link to a folder elsewhere is followed, as MkDocs follows it."""
    Path("shared").mkdir()
    Path("shared/a.md").write_text('[it](#bridge "claim by council")', encoding="utf-8")
    (docs / "shared").symlink_to("../shared")
    assert ids_of(load(docs)[0]) == ["bridge"]
    assert findings_of(docs) == []


def test_a_closed_folder_is_a_finding(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without permission is a finding at the folder."""
    (docs / "sub").mkdir(mode=0)
    if os.geteuid() == 0:  # root may enter every folder, so for root the system's refusal is acted
        real = os.scandir

        def scandir(path: Path) -> Iterator[os.DirEntry[str]]:
            if Path(path).name == "sub":
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            return real(path)

        monkeypatch.setattr(os, "scandir", scandir)
    try:
        assert findings_of(docs) == ["sub:1:1 unreadable-file"]
    finally:
        (docs / "sub").chmod(stat.S_IRWXU)


@pytest.mark.parametrize("format", FORMATS)
def test_file_names_that_are_no_utf_8_are_printed(docs: Path, format: str) -> None:
    """The file is not read, since no builder could make an address of it, and every format says which it is."""
    name = os.fsdecode(b"br\xfccke.md")
    (docs / name).write_text("[it](#bridge)\n", encoding="utf-8")
    for only in ((), (docs / name,)):
        done = subprocess.run([exe("whosaid"), "check", "--format", format, *only], capture_output=True, check=False)
        said = done.stdout.decode("utf-8")
        assert done.returncode == 1, done.stderr
        assert "unreadable-file" in said
        assert re.search(r"br(?:\\{1,2}|%5C)xfccke\.md", said)


def test_file_names_may_be_odd(docs: Path) -> None:
    """Spaces, quotes, accents and line ends in a file's name raise nothing."""
    for name in ("a b.md", "“x”.md", "é.md", "a#b.md", "-.md", "a\nb.md"):
        (docs / name).write_text('[it](#bridge "claim")', encoding="utf-8")
    assert len(findings_of(docs)) == 6
    assert _command(["check"]).returncode == 1


@pytest.mark.parametrize("name", [b"\xff.md", b"caf\xe9.txt", b"f\xfc"])
def test_a_name_that_is_not_utf_8_is_a_finding(docs: Path, name: bytes) -> None:
    """No builder can turn it into an address, for any kind of file; a folder of that name is not read."""
    path = os.path.join(os.fsencode(docs), name)  # noqa: PTH118  # of bytes
    if b"." in name:
        Path(os.fsdecode(path)).write_text("Text.", encoding="utf-8")
    else:
        Path(os.fsdecode(path)).mkdir()
    done = _command(["check"])
    assert done.returncode == 1
    assert "name of this file or folder is not UTF-8" in done.stdout
    for format in ("json", "sarif", "junit"):
        assert _command(["check", "--format", format]).returncode == 1


# Sizes.


def test_10_000_claims_on_a_page_are_one_finding(docs: Path) -> None:
    """All of them are read; that they are too many for a page is the one finding, at the first that is."""
    claims = [f'[words {n}](#c-{n} "claim by council").\n\n' for n in range(5_000)]
    blocks = [
        f"/// claim | Words {n}\n    id: b-{n}\n    source: council\n    alone: yes\n///\n\n" for n in range(5_000)
    ]
    (docs / "a.md").write_text("".join(claims + blocks), encoding="utf-8")
    ledger, _ = load(docs)
    (finding,) = check(ledger)
    assert finding.rule == "too-many-statements"
    assert (finding.line, "10,000 statements" in finding.message) == (1001, True)
    assert len(ids_of(ledger)) == 10_000


def test_500_claims_on_a_page_are_none(docs: Path) -> None:
    """500 statements are what a page may have."""
    claims = [f'[words {n}](#c-{n} "claim by council")\n\n' for n in range(500)]
    (docs / "a.md").write_text("".join(claims), encoding="utf-8")
    assert findings_of(docs) == []
    (docs / "b.md").write_text("".join([*claims, '[x](#x "claim by council")']), encoding="utf-8")
    assert findings_of(docs) == ["b.md:1001:1 too-many-statements"]


def test_5_mb_on_one_line_are_one_finding(docs: Path) -> None:
    """A page on one line is a finding; its annotations are all read."""
    text = "Words and words. " * 300_000 + '[it](#bridge "claim by council")'
    (docs / "a.md").write_text(text, encoding="utf-8")
    ledger, _ = load(docs)
    (finding,) = check(ledger)
    assert _short(finding) == "a.md:1:1 line-too-long"
    assert finding.rule == "line-too-long"
    assert "5,100,032 characters" in finding.message
    assert len(finding.shown()) < 500
    assert ids_of(ledger) == ["bridge"]


def test_a_page_of_many_lines_is_clean(docs: Path) -> None:
    """5 MB on lines of usual length are nothing to fix."""
    (docs / "a.md").write_text("Words and words.\n\n" * 280_000, encoding="utf-8")
    assert findings_of(docs) == []


def assert_linear(docs: Path, text_of: Callable[[int], str]) -> None:
    """Four times the text takes about four times as long; if time were quadratic, it would take sixteen times."""
    texts = [text_of(size) for size in (50_000, 200_000)]

    def checked(text: str) -> None:
        (docs / "a.md").write_text(text, encoding="utf-8")
        check(load(docs)[0])

    assert times_as_long(lambda: checked(texts[0]), lambda: checked(texts[1]), enough=9) <= 9


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "```\n",
            "~~~ x\n",
            "`",
            "`a``b",
            "[",
            "](",
            "[a](#b",
            "![",
            "(",
            "<!-- ",
            "<!--\n",
            "<div>\n",
            "<div markdown>\n",
        ),
        *(
            "<b>",
            "</b>",
            "<b",
            "/// claim\n",
            "///\n",
            "/// claim id: a\n",
            "//// x\n",
            "- ",
            "- a\n",
            ">",
            "> a\n",
            " " * 4,
        ),
        *(
            "*",
            "**a",
            "#",
            "# a\n",
            "a\n===\n",
            "#a ",
            "|",
            "|a\n",
            "\\",
            '"',
            "“",
            "[^a]: ",
            "[a]: #b\n",
            "{#a}",
            "{: #a",
            "<a id=b>",
        ),
        *(
            "!!! claim\n",
            "> [!CLAIM]\n",
            "::: x\n",
            "a: b\n",
            "[a](#a) ",
            '[a](#a "claim by b") ',
            '[a](b "claim") ',
            "[a](b) ",
        ),
        *(
            "<!-- -->",
            "`a` ",
            "\t",
            "é",
            "[[a](#b)](#c) ",
            "<b>[a](#b)</b> ",
            "/// claim ///",
            " id: a",
            "    id: a\n",
            "x///claim ",
        ),
        *(
            "&",
            "1. ",
            "=== ",
            "--8<-- ",
            "\n\n",
            "<!-- [a](#b) -->\n",
            '#a" claim by ',
            "(implied) ",
            "of by via ",
            "a, ",
        ),
    ],
)
def test_time_grows_with_the_text_and_no_faster(docs: Path, piece: str) -> None:
    """Any sign repeated without end is read in linear time."""
    assert_linear(docs, lambda size: piece * (size // len(piece)))


@pytest.mark.parametrize("last", ["", '")\n///\n---\n'], ids=["open", "closed"])
@pytest.mark.parametrize(
    ("first", "piece"),
    [
        ("/// claim | x\n", "    id: a\n"),
        ("/// claim | x\n", "    where: b\n"),
        ("/// claim | ", "where: date: "),
        ("/// claim\n    where: ", "id: a "),
        ("/// claim\n    source: ", "a, "),
        ("/// claim\n    source: ", "no-one, "),
        ("/// claim\n", "    - a\n"),
        ("/// claim\n", "a\n"),
        ("/// claim\n    source: council\n\n", "> a\n"),
        ('[a](#b "claim by ', "a, "),
        ('[a](#b "', "claim "),
        ("---\n", "a: b\n"),
        ("---\na: ", "["),
        ("---\n", " "),
        ("---\na: ", "- "),
    ],
)
def test_long_annotations_take_linear_time(docs: Path, first: str, piece: str, last: str) -> None:
    """So are endless options, titles, values and front matter, closed or not."""
    assert_linear(docs, lambda size: first + piece * (size // len(piece)) + last)


@pytest.mark.parametrize(
    "line",
    [
        '[words](#c-{n} "claim by counci-{n}").',
        "[words](#c-{n}).",
        '[words](#c-{n} "denial of d-{n} by council").',
        '[words](#c-{n} "claim by council via p-{n}").',
        '[words](#c "claim by council").',
        "[words](b.md#c-{n}).",
        "# Heading",
    ],
)
def test_many_faults_take_linear_time(docs: Path, line: str) -> None:
    """So are thousands of unknown names, each of which is a finding."""
    (docs / "b.md").write_text('[b](#b "claim by council")', encoding="utf-8")
    (docs / "whosaid.yml").write_text("rules: {unknown-anchor: error}", encoding="utf-8")
    assert_linear(docs, lambda size: "\n\n".join(line.format(n=n) for n in range(size // 25)))
    assert line.startswith("#") or len(findings_of(docs)) >= 7_999


def test_yaml_bombs_are_a_finding(docs: Path) -> None:
    """Anchors that would unfold to gigabytes, and nesting without end, are refused unread."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)
    )
    for text in (bomb, "a: " + "[" * 50_000, "a: " + "{b: " * 20_000, "\n".join(" " * n + "a:" for n in range(3_000))):
        (docs / "sources.yml").write_text(text, encoding="utf-8")
        assert [finding.partition(" ")[2] for finding in findings_of(docs)] == ["bad-yaml"]
        (docs / "a.md").write_text(f'---\n{text}\n---\n[b](#b "claim by vague")\n', encoding="utf-8")
        assert [finding.partition(" ")[2] for finding in findings_of(docs)] == ["bad-yaml", "bad-yaml"]
        (docs / "a.md").unlink()


def _command(args: list[str]) -> subprocess.CompletedProcess[str]:
    """The command as authors call it, without a terminal."""
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [exe("whosaid"), *args],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
        env=env,
        stdin=subprocess.DEVNULL,
    )
