"""What is listed for people agrees with what there is: the tours, the guide, the tasks, the history."""

from __future__ import annotations

import doctest
import re
import tomllib
from pathlib import Path

import pytest

import whosaid
from tools import ROOT
from whosaid import api
from whosaid.base.kinds import KINDS
from whosaid.base.options import OPTIONS
from whosaid.base.shapes import SourceEntry

ENGINE = ROOT / "hooks/whosaid"
ARCHITECTURE, CONTRIBUTING = ((ROOT / name).read_text("utf-8") for name in ("ARCHITECTURE.md", "CONTRIBUTING.md"))
WRITING = (ROOT / "docs/guide/writing.md").read_text("utf-8")
STAGES = re.findall(r"^    ([a-z]+)  ", whosaid.__doc__ or "", re.MULTILINE)


def test_the_architecture_names_each_stage_in_order() -> None:
    """As the package's docstring does, which another test holds against the imports."""
    named = re.findall(r"^\| (`[a-z`, ]+`) \|", ARCHITECTURE, re.MULTILINE)
    beside = re.search(r"^Two more modules, `(\w+)` and `(\w+)`", ARCHITECTURE, re.MULTILINE)
    assert beside is not None
    assert [*re.findall("[a-z]+", " ".join(named))] == [stage for stage in STAGES if stage not in beside.groups()]


def test_the_walk_of_one_statement_is_as_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python in ARCHITECTURE, run on the two files shown there, prints the output shown there."""
    article, sources = (re.findall(rf"^```{kind}\n(.*?)^```$", ARCHITECTURE, re.M | re.S)[0] for kind in LANGUAGES)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/bridge.md").write_text(article, "utf-8")
    (tmp_path / "docs/sources.yml").write_text(sources, "utf-8")
    monkeypatch.chdir(tmp_path)
    examples = doctest.DocTestParser().get_doctest(ARCHITECTURE.replace("```", "\n"), {}, "ARCHITECTURE.md", None, 0)
    said: list[str] = []
    results = doctest.DocTestRunner(verbose=False).run(examples, out=said.append)
    assert not results.failed, "".join(said)
    assert results.attempted > 10


LANGUAGES = ("markdown", "yaml")


@pytest.mark.parametrize("text", [ARCHITECTURE, CONTRIBUTING], ids=["ARCHITECTURE", "CONTRIBUTING"])
def test_every_file_that_is_named_exists(text: str) -> None:
    """Files named with their folder, from the project's or the engine's own; those that a task makes are its own."""
    new = set(re.findall(r"^The new file `([^`]+)`", text, re.MULTILINE))
    named = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:md|toml|yaml))`|\]\(([\w./-]+\.md)", text))
    paths = {path for pair in named for path in pair if path and not path.startswith(("data/", "../"))} - new
    paths -= {"docs/sources.yml", "docs/bridge.md"}  # of the site in the walk
    assert len(paths) > 8
    assert [path for path in sorted(paths) if not (ROOT / path).exists() and not (ENGINE / path).exists()] == []


def test_every_make_target_that_is_named_exists() -> None:
    """And `make quick` is one of them."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    found = re.findall(r"^make ([a-z]+)|`make ([a-z]+)`", CONTRIBUTING, re.MULTILINE)
    named = {name for pair in found for name in pair if name}
    assert "quick" in named
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_every_test_file_that_make_names_exists() -> None:
    """Of one that does not, pytest says only that no tests ran."""
    [quick] = re.findall(r"^QUICK := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert [name for name in quick.split() if not (ROOT / f"tests/test_{name}.py").exists()] == []


def test_each_folders_tour_names_its_modules() -> None:
    """A module that a docstring lists is in that folder."""
    for tour in ENGINE.rglob("__init__.py"):
        docstring = tour.read_text("utf-8").split('"""')[1]
        for name in re.findall(r"^    ([a-z]+)  +[a-zA-Z]", docstring, re.MULTILINE):
            places = (tour.parent / name, tour.parent / f"{name}.py", tour.parent / f"{name}.css")
            assert any(place.exists() for place in places) or name in NOT_MODULES, f"{tour}: {name}"


NOT_MODULES = frozenset(("preprocessor", "postprocessors"))  # what Markdown calls the steps of an extension


def test_the_guide_tells_every_kind_option_and_field() -> None:
    """What an author can write is explained where authors look for it."""
    for name in (*KINDS, *(option for option in OPTIONS if option != "id"), *SourceEntry.__struct_encode_fields__):
        assert re.search(rf"`{name}[`:]|^/// {name}\b|\"{name}[ \"]", WRITING, re.MULTILINE), name


def test_what_others_may_import_is_there_and_documented() -> None:
    """Each name of the public API exists and says what it is."""
    assert sorted(api.__all__, key=lambda name: (name[0].islower(), name)) == api.__all__
    for name in api.__all__:
        assert getattr(api, name).__doc__, name


def test_the_history_has_the_version_that_is_built() -> None:
    """CHANGELOG keeps the form of keepachangelog.com: what is unreleased first, then versions, the newest first.

    The newest is that of pyproject.toml; before the first release, a sentence names it.
    """
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert heads[0] == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ – \d{4}-\d\d-\d\d", head) for head in heads[1:])
    named = [head.partition(" ")[0] for head in heads[1:]] or re.findall(r"pyproject\.toml says ([\d.]+\d)", text)
    assert named[0] == version
    assert named == sorted(named, key=lambda one: [*map(int, one.split("."))], reverse=True)
    groups = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert groups <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
