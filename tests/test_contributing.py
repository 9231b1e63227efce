"""What CONTRIBUTING tells a newcomer to do is enough: each task is done as written, in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tools import BIN, ROOT, run

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
STEP = re.compile(
    r"""
    ^(?: In | The[ ]new[ ]file )[ ]`(?P<file>[^`]+)`
    (?: ,[ ](?P<how>after|instead[ ]of)[ ]the[ ]line[ ]that[ ]begins[ ](?P<ticks>`+)[ ]?(?P<line>.+?)[ ]?(?P=ticks) )?
    :\n\n
    ```\w+\n (?P<text>.*?) ^```$
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


class Step(NamedTuple):
    """One thing to write: after the one line of a file that begins so, in its place, or as a file of its own."""

    file: str
    how: str
    line: str
    text: str

    def take(self, folder: Path) -> None:
        """Do what it says; a file or a line that is not there, or a line that is there twice, is an error."""
        path = folder / self.file
        if not self.how:
            assert not path.exists(), f"{self.file} is no new file"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.text, "utf-8")
            return
        lines = path.read_text("utf-8").splitlines(keepends=True)
        [at] = [number for number, line in enumerate(lines) if line.strip().startswith(self.line)]
        lines[at : at + 1] = [*([lines[at]] if self.how == "after" else []), self.text]
        path.write_text("".join(lines), "utf-8")


def steps() -> Iterator[Step]:
    """All steps of all tasks, in their order."""
    for match in STEP.finditer(TEXT):
        yield Step(match["file"], match["how"] or "", match["line"] or "", match["text"])


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project after somebody has done all of it, and `make translations`."""
    folder = tmp_path_factory.mktemp("changed")
    left_out = shutil.ignore_patterns("__pycache__", "node_modules", ".screenshots")
    for name in ("hooks", "docs", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    for name in ("pyproject.toml", "Makefile", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "README.md"):
        shutil.copy(ROOT / name, folder)
    for step in steps():
        step.take(folder)
    done = run([sys.executable, "tests/translations.py"], folder, {"PYTHONPATH": f"hooks{os.pathsep}tests"})
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


SITE = {
    "sources.yml": "guard: {name: Tor Vik, type: person, expertise: he built it}\n",
    "a.md": '# A\n\n[It is safe](#safe "claim by guard"). [He is sorry](#sorry "apology of safe by guard"). '
    '[We should leave](#leave "opinion"). [It is old](#old).\n\n'
    "/// claim\nid: old\nsource: guard\naudience: the council\n///\n",
}
SHOW = """\
from pathlib import Path
from whosaid.api import Site, exports_of, facts, load, run_rules
from whosaid.pages import ledger_pages
from whosaid.pages.contents import Shown
from whosaid.setup.editors import vscode_files
from whosaid.words.selection import Selector

ledger, settings = load(Path("docs"))
assert not [finding for finding in run_rules(ledger).findings if finding.severity == "error"]
files = {export.path: "".join(export.pieces()) for export in exports_of(ledger, Site())}
told = str([list(facts(ledger, statement)) for statement in ledger.statements["a.md"]])
assert "Expertise: he built it" in told and "Before whom" in told
for field, value, table in (("expertise", "he built it", "sources"), ("audience", "the council", "claims")):
    assert f'"{field}":"{value}"' in files["data/claims.json"]
    assert f'"{field}"' in files["data/schema/claims.json"]
    assert field in files[f"data/{table}.csv"].splitlines()[0]
assert '"expertise"' in vscode_files()[".vscode/whosaid/sources.schema.json"]
assert "Tor Vik\\n" in files["data/quoted.txt"]
assert '"in-words":"Apologised by Tor Vik.' in files["data/claims.json"]
assert '"apology"' in vscode_files()[".vscode/whosaid.code-snippets"]
blocks = ledger_pages(Selector(ledger), settings.publication)["ledger/opinions.md"].make().blocks
assert ["opinions"] == [block.embed.what for block in blocks if isinstance(block, Shown)]
print("all is there")
"""


def test_what_is_added_is_there(changed: Path, tmp_path: Path) -> None:
    """The kind, the field, the export and the page, wherever readers, data and editors meet them."""
    (tmp_path / "docs").mkdir()
    for name, text in SITE.items():
        (tmp_path / "docs" / name).write_text(text, "utf-8")
    env = {"PYTHONPATH": str(changed / "hooks"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = run([sys.executable, "-c", SHOW], tmp_path, env)
    assert done.stdout == "all is there\n", done.stderr


def test_nothing_else_has_to_be_touched(changed: Path) -> None:
    """The new case holds, and the shape of the engine and the lists of the guide do as before."""
    tests = [f"tests/test_{name}.py" for name in ("cases", "architecture", "lists")]
    args = ["-q", "-p", "no:cacheprovider", "-k", "not case or kinds", *tests]
    template = "tests/test_translations.py::test_the_template_has_what_the_code_says"
    done = run([BIN / "python", "-m", "pytest", *args, template], changed)
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_task_has_its_steps() -> None:
    """Under each heading of the tasks something is written down, or a page is named that says it."""
    tasks = re.split(r"^### ", TEXT.partition("## Releases")[0], flags=re.MULTILINE)[1:]
    assert [task.partition("\n")[0] for task in tasks] == [
        "A rule",
        "A kind of block",
        "A field of a source",
        "An option of a statement",
        "An export",
        "A page",
        "A language",
    ]
    for task in tasks[1:6]:
        assert STEP.search(task), task[:40]
