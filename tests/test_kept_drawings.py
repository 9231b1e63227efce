"""What a build has drawn is kept for the next one: it saves time, and nothing else changes."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands import build
from mkdocs.structure.pages import Page

from builds import built, differences, first_difference
from edits import NOW
from sites import CONFIG, QUIET, files_of, write_site
from tools import ROOT, exe, run
from whosaid.base import storage
from whosaid.base.storage import FOLDER
from whosaid.ledger.loading import load
from whosaid.ledger.slices import WHOLE, Slices
from whosaid.mkdocs import keptdrawings

_CONFIG = CONFIG.partition("hooks:")[0].replace("name: material, font: false", "name: mkdocs")
_ONE_PROCESS = f"{QUIET}workers: 1\n"
_PAGES = {
    "a.md": '# A\n\nThey say [the bridge is unsafe](#bridge "claim by council").\n',
    "b.md": '# B\n\nThe mayor says [no](#no "denial of a.md#bridge by mayor").\n',
    "c.md": '# C\n\nThe mayor says [the ferry is late](#ferry "claim by mayor").\n',
    "whosaid.yml": _ONE_PROCESS,
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with two articles that belong together, and one by itself."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    return write_site(tmp_path, _PAGES, _CONFIG)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles of which something is drawn."""
    noted: list[str] = []

    class Noting(keptdrawings._Parts):
        def text(self, path: str) -> str:
            noted.append(path)
            return super().text(path)

    monkeypatch.setattr(keptdrawings, "_Parts", Noting)
    return noted


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The author's pages that are converted."""
    noted: list[str] = []
    convert = Page.render

    def noting(page: Page, *rest: Any) -> None:
        noted.extend([page.file.src_uri] if page.file.generated_by is None else [])
        convert(page, *rest)

    monkeypatch.setattr("whosaid.mkdocs.cores.CONVERT", noting)
    return noted


def kept_files(site: Path) -> list[Path]:
    """The files that hold what was drawn."""
    return sorted(file for file in (site / FOLDER).glob("drawn-*/*") if file.is_file())


def append(file: Path, text: str) -> None:
    """Add a line to a file."""
    file.write_text(f"{file.read_text('utf-8')}\n{text}\n", "utf-8")


def test_random_edits_give_what_a_build_without_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files, messages and errors, also if what was kept is damaged; `make trials` makes many more edits."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    assert list(differences(tmp_path, 10, seed=5)) == []


def test_only_what_belongs_to_an_edit_is_drawn_again(site: Path, drawn: list[str]) -> None:
    """The article that was edited, and that which it answers; with other sources, all."""
    built(site)
    drawn.clear()
    built(site)
    assert drawn == []
    append(site / "docs/b.md", "More.")
    edited = built(site)
    assert {path.removesuffix(".json") for path in drawn if path.endswith(".json")} == {
        "data/articles/a",
        "data/articles/b",
    }
    assert first_difference(edited, built(site, keeps=False)) == ""
    drawn.clear()
    append(site / "docs/sources.yml", "quay: {name: the quay, type: institution}")
    built(site)
    assert "data/articles/c.json" in drawn


def test_a_page_is_converted_again_if_anything_it_shows_has_changed(site: Path, converted: list[str]) -> None:
    """An article with those it belongs to, a list with any page; what the builder has something to say of, always."""
    (site / "docs/index.md").write_text('# Home\n\n[All](ledger.md "show articles")\n', "utf-8")
    (site / "docs/plain.md").write_text("# Plain\n\nSee [c](c.md).\n", "utf-8")
    (site / "docs/lost.md").write_text("# Lost\n\nSee [nothing](nowhere.md).\n", "utf-8")
    built(site)
    for edit, expected in {
        "": {"lost.md"},
        "b.md": {"lost.md", "a.md", "b.md", "index.md"},
        "plain.md": {"lost.md", "plain.md", "index.md"},
        "sources.yml": {"lost.md", "a.md", "b.md", "c.md", "index.md", "plain.md"},
    }.items():
        if edit:
            append(site / "docs" / edit, "\n# More")
        converted.clear()
        built(site)
        assert {*converted} == expected, edit
    append(site / "docs/whosaid.yml", "plain-pages: [none]")
    converted.clear()
    assert first_difference(built(site), built(site, keeps=False)) == ""
    assert {*converted} >= {"a.md", "plain.md"}


def test_whether_a_site_has_statements_counts_on_every_page(site: Path) -> None:
    """A comment on a page without any is removed only then."""
    (site / "docs/plain.md").write_text("# Plain\n\nWords. <!-- for the desk -->\n", "utf-8")
    assert first_difference(built(site), built(site, keeps=False)) == ""
    for name in ("a.md", "b.md", "c.md"):
        (site / "docs" / name).write_text("# Nothing\n", "utf-8")
    assert b"for the desk" in built(site).files["plain/index.html"]


def test_the_theme_draws_again_only_what_looks_different(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edited page with those it belongs to and lists of it; every page after an edit of a template, a title in the
    navigation, the configuration.
    """
    drawn: list[str] = []
    draw = build._build_page

    def noting(page: Page, *rest: Any, **more: Any) -> None:
        drawn.append(page.file.src_uri)
        draw(page, *rest, **more)

    monkeypatch.setattr("whosaid.mkdocs.cores.BUILD_PAGE", noting)
    template = site / "own/main.html"
    template.parent.mkdir()
    template.write_text('{% extends "base.html" %}\n', "utf-8")
    (site / "mkdocs.yml").write_text(_CONFIG.replace("name: mkdocs", "name: mkdocs, custom_dir: own"), "utf-8")
    built(site)
    drawn.clear()
    built(site)
    assert drawn == ["index.md"]  # which has the date, in this theme
    append(site / "docs/b.md", "More.")
    drawn.clear()
    built(site)
    assert {"b.md", "index.md"} <= {*drawn}
    assert {"c.md", "ledger/article/c.md"}.isdisjoint(drawn)
    for file, before, after in (
        (template, "\n", "{% block footer %}By us.{% endblock %}"),
        (site / "docs/c.md", "# C", "---\ntitle: See\n---\n# C"),
        (site / "mkdocs.yml", "site_name: Test", "site_name: Another"),
    ):
        file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")
        drawn.clear()
        again = built(site)
        assert {"a.md", "b.md", "c.md", "ledger/article/a.md"} <= {*drawn}, file
        assert first_difference(again, built(site, keeps=False)) == ""


MADE_FROM: dict[str, tuple[str, str]] = {
    "the time of the build": ("{{ build_date_utc }}", ""),
    "the time of the build, as the page has it": ("{{ page.update_date }}", ""),
    "the headings of the page before": (
        "{% for one in page.previous_page.toc %}{% for own in one.children %}{{ own.title }}{% endfor %}{% endfor %}",
        "",
    ),
    "the text of the page before": ("{{ page.previous_page['content'] }}", ""),
    "the text of the page before, in a filter": ("{{ page.previous_page | attr('markdown') }}", ""),
    "a template in a folder that a link leads to": ("{% include 'parts/part.html' %}", ""),
    "a template in a folder of a hook": (
        "{% include 'of-hook.html' %}",
        "def on_config(config):\n    config.theme.dirs.append(config.docs_dir + '/../of-hook')\n",
    ),
    "what a hook has noted of a page": (
        "{{ page.noted }}",
        "import os\n\ndef on_nav(nav, **_):\n    for page in nav.pages:\n        page.noted = os.environ['NOTED']\n",
    ),
    "what a hook has noted of a file": (
        "{{ page.file.noted }}",
        "import os\n\ndef on_files(files, **_):\n    for file in files:\n        file.noted = os.environ['NOTED']\n",
    ),
    "a function of the site's own": (
        "{{ config.extra.own() }}",
        "import os\n\ndef own():\n    return os.environ['NOTED']\n\n"
        "def on_config(config):\n    config.extra['own'] = own\n",
    ),
}
"""What a template of the site's own prints, and a hook."""


@pytest.mark.parametrize("what", MADE_FROM)
def test_a_page_is_drawn_again_if_anything_its_template_prints_has_changed(
    site: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever that is made from."""
    printed, hook = MADE_FROM[what]
    for path, text in {
        "own/main.html": f'{{% extends "base.html" %}}{{% block footer %}}{printed}{{% endblock %}}',
        "shared/part.html": "one",
        "of-hook/of-hook.html": "one",
        "own.py": hook,
    }.items():
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_text(text, "utf-8")
    (site / "own/parts").symlink_to(site / "shared")
    (site / "mkdocs.yml").write_text(_CONFIG.replace("name: mkdocs", "name: mkdocs, custom_dir: own"), "utf-8")
    (site / "docs/whosaid.yml").write_text(f"{_ONE_PROCESS}publish: []\n", "utf-8")
    append(site / "docs/b.md", "## Before")
    monkeypatch.setenv("NOTED", "one")
    before = built(site, "own.py")
    monkeypatch.setenv("NOTED", "another")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    for path in ("shared/part.html", "of-hook/of-hook.html"):
        (site / path).write_text("another", "utf-8")
    text = (site / "docs/b.md").read_text("utf-8")
    (site / "docs/b.md").write_text(text.replace("## Before", "## After"), "utf-8")
    after, clean = built(site, "own.py"), built(site, "own.py", keeps=False)
    assert first_difference(after, clean) == ""
    assert after.files["c/index.html"] != before.files["c/index.html"]


def another_package(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """One more is installed."""
    (folder / "something-2.0.dist-info").mkdir(parents=True)
    patch.syspath_prepend(folder)


def another_program(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """A line of it is another."""
    shutil.copytree(Path(storage.__file__).parents[1], folder, ignore=shutil.ignore_patterns("__pycache__"))
    patch.setattr(storage, "__file__", f"{folder}/base/storage.py")
    append(folder / "render/notes.py", "# Another version.")


@pytest.mark.parametrize("change", [another_package, another_program])
def test_another_version_takes_nothing(
    site: Path, converted: list[str], drawn: list[str], monkeypatch: pytest.MonkeyPatch, change: Callable[..., None]
) -> None:
    """Whatever is another, its own or that of a package: what it does is not known before."""
    built(site)
    for name in ("_program", "_version"):
        monkeypatch.setattr(storage, name, cache(getattr(storage, name).__wrapped__))
    converted.clear()
    drawn.clear()
    built(site)
    assert (converted, drawn) == ([], [])
    change(site / "lib", monkeypatch)
    for name in ("_program", "_version"):
        getattr(storage, name).cache_clear()
    built(site)
    assert {*converted} == {"a.md", "b.md", "c.md", "index.md"}
    assert {"data/articles/a.json", "data/articles/c.json"} <= {*drawn}


def test_builds_at_once_share_what_they_keep(site: Path) -> None:
    """They write the same names at the same time, first into an empty folder; each site is right."""
    clean = built(site, keeps=False)
    for _ in range(2):
        with ProcessPoolExecutor(3, get_context("fork")) as processes:
            assert [first_difference(one, clean) for one in processes.map(built, [site] * 3)] == ["", "", ""]


def test_two_builders_share_a_folder(site: Path) -> None:
    """Neither takes what the other has kept: their pages are not quite the same."""
    config = _CONFIG.replace("name: mkdocs", "name: material, font: false")  # the other has no theme of that name
    (site / "mkdocs.yml").write_text(f"{config}hooks: [{ROOT}/hooks/attribution.py]\n", "utf-8")
    clean = built(site)
    command = [str(exe("properdocs")), "build", "-q", "-f", "mkdocs.yml", "-d", "out"]
    found = []
    for _ in range(2):
        assert run(command, site, {"SOURCE_DATE_EPOCH": NOW}).returncode == 0
        found.append(files_of(site / "out"))
        assert first_difference(built(site), clean) == ""
        shutil.rmtree(site / FOLDER)
    assert found[0] == found[1] != clean.files


@pytest.mark.parametrize("option", ["pymdownx.snippets", "{pymdownx.emoji: {options: {custom_icons: [docs]}}}", "own"])
def test_what_other_files_may_be_in_is_converted_each_time(
    site: Path, converted: list[str], option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text from other files, icons of the site's own, an extension that nobody knows."""
    (site / "own.py").write_text("from markdown.extensions.tables import makeExtension\n")
    (site / "mkdocs.yml").write_text(_CONFIG.replace("tables,", f"tables, {option},"), "utf-8")
    monkeypatch.syspath_prepend(site)
    built(site)
    converted.clear()
    built(site)
    assert {*converted} == {"a.md", "b.md", "c.md", "index.md"}


def test_a_folder_that_cannot_be_used_costs_only_time(site: Path) -> None:
    """A file in the way, a folder in the place of each kept file, somebody else's files."""
    clean = built(site, keeps=False)
    (site / ".cache").write_text("in the way")
    assert first_difference(built(site), clean) == ""
    (site / ".cache").unlink()
    built(site)
    for file in kept_files(site):
        file.unlink()
        file.mkdir()
    assert first_difference(built(site), clean) == ""
    for folder in (site / FOLDER).glob("drawn-*/*"):
        folder.rmdir()
        folder.write_bytes(b"\x93\x90\x80\x80")
    assert first_difference(built(site), clean) == ""
    assert kept_files(site)


def fail(code: int) -> Callable[..., None]:
    """A function of the system that fails."""

    def failing(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return failing


def test_a_folder_that_can_only_be_read_is_used(
    site: Path, converted: list[str], drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container: what is in it saves time, and nothing is added."""
    clean = built(site)
    before = kept_files(site)
    monkeypatch.setattr(os, "utime", fail(errno.EROFS))
    monkeypatch.setattr(Path, "write_bytes", fail(errno.EROFS))
    converted.clear()
    drawn.clear()
    assert first_difference(built(site), clean) == ""
    assert (converted, drawn) == ([], [])
    monkeypatch.undo()
    assert kept_files(site) == before


@pytest.mark.parametrize("moment", ["find", "keep", "sweep"])
def test_a_folder_that_is_removed_meanwhile_costs_only_time(
    site: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Whenever that is."""
    clean = built(site)
    act = getattr(storage.Store, moment)

    def removing(*given: Any) -> object:
        shutil.rmtree(site / ".cache", ignore_errors=True)
        return act(*given)

    monkeypatch.setattr(storage.Store, moment, removing)
    append(site / "docs/b.md", "More.")
    edited = built(site)
    monkeypatch.undo()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    assert first_difference(edited, clean) != ""
    assert first_difference(edited, built(site, keeps=False)) == ""


def test_a_disk_that_is_full_costs_only_time(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of which only half could be written is not left behind."""
    clean = built(site, keeps=False)
    write = Path.write_bytes

    def full(file: Path, content: bytes) -> int:
        if FOLDER.name in file.parts:
            write(file, content[: len(content) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(file, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert first_difference(built(site), clean) == ""
    assert kept_files(site) == []


def test_what_is_no_longer_used_is_removed(site: Path) -> None:
    """Not at once: another build, of another branch, may want it."""
    built(site)
    before = kept_files(site)
    append(site / "docs/c.md", "More.")
    built(site)
    more = [file for file in kept_files(site) if file not in before]
    assert len(kept_files(site)) == len(before) + len(more)
    for file in kept_files(site):
        os.utime(file, (0, 0))
    built(site)
    assert len(kept_files(site)) == len(before)
    assert {*more} <= {*kept_files(site)}


def test_files_that_have_not_changed_are_taken_from_the_last_site(site: Path) -> None:
    """They are the same files, with the same times; but not one that another bears on, or that is not as a new one."""
    clean, last = built(site, keeps=False), site / "last"
    built(site, over=last)
    numbers = {file: file.stat().st_ino for file in last.rglob("*") if file.is_file()}
    (last / "data/claims.csv").rename(site / "claims.csv")
    (last / "data/claims.csv").symlink_to(site / "claims.csv")
    (last / "embed/a").rename(site / "elsewhere")
    (last / "embed/a").symlink_to(site / "elsewhere")
    (last / "data/articles/a.json").write_text("{}")
    (last / "data/articles/b.json").chmod(0o600)
    os.link(last / "data/articles/c.json", site / "c.json")
    assert first_difference(built(site, over=last), clean) == ""
    now = {file: file.stat().st_ino for file in last.rglob("*") if file.is_file()}
    same = {file.relative_to(last).as_posix() for file in now if numbers[file] == now[file]}
    assert {"embed/c/ferry.html", "ledger/claim/c/ferry/index.html", "data/articles/c.argdown"} <= same
    changed = {"data/claims.csv", *(f"data/articles/{name}.json" for name in "abc"), "embed/a/bridge.html"}
    assert changed <= {*clean.files} - same
    assert (last / "data/articles/b.json").stat().st_mode & 0o777 == 0o666 & ~_mask()
    assert not (last / "embed/a").is_symlink()
    assert {file.stat().st_nlink for file in now} == {2}, "its name in the site, and in the folder kept for the next"


def test_the_folder_of_the_last_build_is_brought_up_to_date(site: Path) -> None:
    """It keeps its folders, and nothing that anybody has put there or changed gets into the site."""
    last = site / "last"
    before = built(site, over=last)
    [folder] = (site / ".cache/whosaid").glob("site-*/*")
    kept = (folder / "embed/c").stat().st_ino
    assert files_of(folder) == files_of(last) == before.files
    for path in (".hidden/more.html", "embed/more/more.html", "embed/a/more.html"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text("More.")
    shutil.rmtree(folder / "data")
    (folder / "data").write_text("A file.")
    (folder / "ledger/index.html").unlink()
    (folder / "ledger/index.html").mkdir()
    (folder / "embed/c/ferry.html").unlink()
    (folder / "embed/c/ferry.html").write_text("Other words.")
    append(site / "docs/a.md", "More.")
    assert first_difference(built(site, over=last), built(site, keeps=False)) == ""
    [now] = (site / ".cache/whosaid").glob("site-*/*")
    assert files_of(now) == files_of(last)
    assert kept in {(one / "embed/c").stat().st_ino for one in (now, last)}


@pytest.mark.parametrize("what", ["a file", "a link"])
def test_what_is_in_the_place_of_the_folder_of_the_last_build_costs_only_time(site: Path, what: str) -> None:
    """It is replaced; what a link leads to is left alone."""
    last, other = site / "last", site / "other"
    built(site, over=last)
    [folder] = (site / ".cache/whosaid").glob("site-*/*")
    shutil.rmtree(folder)
    other.mkdir()
    (other / "words.txt").write_text("Words.")
    folder.symlink_to(other) if what == "a link" else folder.write_text("A file.")
    append(site / "docs/a.md", "More.")
    assert first_difference(built(site, over=last), built(site, keeps=False)) == ""
    assert [entry.name for entry in other.iterdir()] == ["words.txt"]
    [now] = (site / ".cache/whosaid").glob("site-*/*")
    assert files_of(now) == files_of(last)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("event", ["post_build", "shutdown"])
def test_nobody_writes_to_the_last_site(site: Path, event: str) -> None:
    """What may change files at the very end gets files of its own, and does not change those of a site that stays."""
    (site / "late.py").write_text(
        "from pathlib import Path\nfrom mkdocs.plugins import event_priority\nfolder = ''\n\n"
        "def on_config(config):\n    global folder\n    folder = config.site_dir\n\n"
        f"@event_priority(-1001)\ndef on_{event}(**_):\n    for file in Path(folder).rglob('*.json'):\n"
        "        with file.open('a') as stream:\n            stream.write(' ')\n    raise SystemExit('no')\n"
    )
    last = site / "last"
    before = built(site, over=last)
    assert built(site, "late.py", over=last).stopped == "no"
    assert files_of(last) == before.files


def test_it_can_be_switched_off_in_one_line(site: Path) -> None:
    """Then nothing is kept, and nothing that was kept is used."""
    (site / "docs/whosaid.yml").write_text(f"{_ONE_PROCESS}cache: no\n", "utf-8")
    built(site)
    assert not (site / ".cache").exists()


def test_a_slice_knows_when_it_is_not_enough(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that answer each other are in one. What only the whole ledger has comes from there, and that is noted, as
    is a page that nobody has.
    """
    monkeypatch.chdir(site)
    whole, _ = load(Path("docs"))
    slices = Slices(whole)
    one = slices.of("a.md")
    assert one is slices.of("b.md") is not slices.of("c.md")
    assert [*one.ledger.statements] == ["a.md", "b.md"]
    assert one.ledger.by_ref.get("d.md#x") is None
    assert one.asked == {("by_ref", "d.md#x")}
    assert one.ledger.files["c.md"] is whole.files["c.md"]
    assert WHOLE in one.asked
    other = slices.of("c.md")
    assert "a.md#bridge" in other.ledger.by_ref
    assert WHOLE in other.asked
