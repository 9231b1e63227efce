"""A preview does only what is looked at, and shows what one that draws everything would show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands import build
from mkdocs.structure.pages import Page

from edits import NOW, differences
from inprocess import InProcess
from sites import CONFIG, QUIET, SOURCES, write_site
from whosaid.mkdocs.halves import read_page

CLAIM = 'They say [the bridge is unsafe](#bridge "claim by council").\n'
DENIAL = 'The mayor says [no](#r "denial of a.md#bridge by mayor").\n'
PLAIN = "# Plain\n\nWords.\n"
_CONFIG = CONFIG.partition("hooks:")[0]


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[InProcess]:
    """A preview after its first build."""
    with_hooks = InProcess(write_site(tmp_path, {"a.md": CLAIM, "b.md": "# B\n", "plain.md": PLAIN}, _CONFIG))
    yield with_hooks
    with_hooks.close()


def save(preview: InProcess, path: str, text: str) -> None:
    """Save a file, and let the preview see it."""
    (preview.site / "docs" / path).write_text(text, "utf-8")
    preview.rebuild()


def text_of(preview: InProcess, path: str) -> str:
    """A page as a browser gets it."""
    return preview.get(path)[1].decode()


def test_random_edits_show_what_a_new_preview_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages and files after most edits, a few pages after others; `make trials` does two hundred, three times."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    assert list(differences(tmp_path, 30, seed=4)) == []


def test_nothing_is_drawn_that_nobody_looks_at(preview: InProcess) -> None:
    """Only the saved page; the others, the ledger, the data and the pages of claims when they are asked for."""
    save(preview, "a.md", CLAIM + "More.\n")
    drawn = preview.files().keys()
    assert "a/index.html" in drawn
    for path in ("plain/index.html", "ledger/index.html", "data/claims.json", "embed/a/bridge.html"):
        assert path not in drawn
    assert preview.get("plain")[0].startswith("302")
    assert "Words." in text_of(preview, "plain/")
    assert "The bridge is unsafe" in text_of(preview, "ledger/")
    assert "the bridge is unsafe" in text_of(preview, "data/claims.json")
    assert preview.get("nowhere/")[0].startswith("404")
    assert {"plain/index.html", "ledger/index.html"} <= preview.files().keys()


def test_a_file_of_the_authors_takes_the_place_of_a_generated_one(preview: InProcess) -> None:
    """As in a build; when it is gone, the generated one is back. What cannot both be there is told."""
    mine, embed = preview.site / "docs/embed/a/bridge.html", "embed/a/bridge.html"
    assert "bridge is unsafe" in text_of(preview, embed)
    mine.parent.mkdir(parents=True)
    mine.write_text("Mine.\n")
    preview.rebuild()
    assert text_of(preview, embed) == "Mine.\n"
    assert "bridge is unsafe" in text_of(preview, "data/claims.json")
    mine.unlink()
    preview.rebuild()
    assert "bridge is unsafe" in text_of(preview, embed)
    mine.mkdir()
    save(preview, "embed/a/bridge.html/more.md", PLAIN)
    assert "which needs a folder there" in text_of(preview, "")


def test_what_links_to_a_generated_file_knows_where_it_is(preview: InProcess) -> None:
    """Also when the site no longer publishes it, or publishes it again."""
    link = "[Data](data/claims.json), [the claim](ledger/claim/a/bridge.md)\n"
    save(preview, "plain.md", PLAIN + link)
    assert 'href="../ledger/claim/a/bridge/"' in text_of(preview, "plain/")
    assert "bridge is unsafe" in text_of(preview, "ledger/claim/a/bridge/")
    save(preview, "whosaid.yml", f"{QUIET}publish: [ledger]\n")
    assert 'href="../ledger/claim/a/bridge/"' not in text_of(preview, "plain/")
    assert preview.get("data/claims.json")[0].startswith("404")
    save(preview, "whosaid.yml", QUIET)
    assert 'href="../ledger/claim/a/bridge/"' in text_of(preview, "plain/")


def test_only_what_has_changed_is_converted_again(preview: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page that was saved, and those that show something of it."""
    converted: list[str] = []
    convert = Page.render

    def noting(page: Page, *rest: Any) -> None:
        converted.append(page.file.src_uri)
        convert(page, *rest)

    monkeypatch.setattr("whosaid.mkdocs.quick.CONVERT", noting)
    save(preview, "plain.md", PLAIN + "More.\n")
    assert converted == ["plain.md"]
    save(preview, "whosaid.yml", f"{QUIET}rules-folder: rules\n")
    (preview.site / "mkdocs.yml").write_text(f"{_CONFIG}nav: [index.md, rules/index.md]\n")
    preview.rebuild()
    converted.clear()
    save(preview, "plain.md", PLAIN)
    assert converted == ["plain.md"]
    converted.clear()
    save(preview, "b.md", DENIAL)
    assert sorted(converted) == ["a.md", "b.md"]
    assert "Denied by" in text_of(preview, "a/")


def test_only_files_that_have_changed_are_read_again(preview: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others end with links to the saved one as it is now; one is also read again when its errors are gone."""
    other = '# Other\n\n[It opens](#opens "claim by mayor").\n'
    save(preview, "b.md", other)
    save(preview, "plain.md", '# Plain\n\n[It is so](#so "claim by harbour").\n')
    preview.get("")  # which has waited until now
    save(preview, "b.md", f"{other}\n")
    read: list[str] = []

    def noting(page: Page, *rest: Any) -> Page:
        read.append(page.file.src_uri)
        return read_page(page, *rest)

    monkeypatch.setattr("whosaid.mkdocs.latepages.read_page", noting)
    save(preview, "a.md", f"# The new title\n\n{CLAIM}")
    assert sorted(read) == ["a.md", "plain.md"]
    assert "The new title" in text_of(preview, "b/").partition("ann-neighbours")[2]
    save(preview, "sources.yml", f"{SOURCES}\nharbour: {{name: the harbour, type: institution}}\n")
    assert "ann-faults" not in text_of(preview, "plain/")
    read.clear()
    save(preview, "b.md", f"---\ntitle: Of the mayor\n---\n\n{other}")
    assert read == ["b.md"]
    assert "<title>Of the mayor" in text_of(preview, "b/")
    assert "Of the mayor" in text_of(preview, "a/").partition("ann-neighbours")[2]


def test_files_are_copied_when_they_are_asked_for(preview: InProcess) -> None:
    """As they are since the last save; where something else is written in the place of one, that is shown."""
    for words in ("One.", "Two."):
        save(preview, "part.txt", words)
        assert not {"part.txt", "assets/whosaid.css"} & preview.files().keys()
        assert text_of(preview, "part.txt") == words
    assert "ann-" in text_of(preview, "assets/whosaid.css")
    (preview.site / "docs/plain").mkdir()
    for path in ("plain/index.html", "sitemap.xml", "404.html", "search/search_index.json"):
        (preview.site / "docs" / path).parent.mkdir(exist_ok=True)
        save(preview, path, "Mine.")
    whole = InProcess(preview.site, quick=False)
    for path in ("plain/index.html", "sitemap.xml", "404.html", "search/search_index.json"):
        assert (text_of(preview, path) == "Mine.") == (whole.files()[path] == b"Mine."), path
    whole.close()


def test_the_themes_own_pages_and_the_search_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are as in a preview that draws all; where there is nothing, the page that says so is today's."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    preview = InProcess(write_site(tmp_path, {"a.md": CLAIM, "plain.md": PLAIN}, _CONFIG))
    preview.server.error_handler = lambda _: (preview.output / "404.html").read_bytes()
    own = {"404.html", "sitemap.xml", "sitemap.xml.gz"}
    for title in ("Old", "New"):
        save(preview, "index.md", f"# {title}\n\nFerries.\n")
        assert not own & preview.files().keys()
        assert b"Ferries" not in preview.files()["search/search_index.json"]
        status, page = preview.get("nowhere/")
        assert status.startswith("404")
        assert title in page.decode()
        assert "Ferries" in text_of(preview, "search/search_index.json")
        whole = InProcess(preview.site, quick=False)
        for path in own:
            assert preview.get(path)[1] == whole.files()[path], path
        whole.close()
    preview.close()


def test_a_page_that_the_site_writes_itself_is_not_drawn_over(tmp_path: Path) -> None:
    """By a template of its own, or an article, in the place of one of the theme's."""
    config = f"{_CONFIG}extra_templates: [sitemap.xml]\nuse_directory_urls: false\n"
    preview = InProcess(write_site(tmp_path, {"404.md": "# Nothing\n", "sitemap.xml": "Mine."}, config))
    for _ in range(2):
        assert text_of(preview, "sitemap.xml") == "Mine."
        assert '<h1 id="nothing">' in text_of(preview, "404.html")
        preview.rebuild()
    preview.close()


def test_a_search_that_is_off_stays_off(tmp_path: Path) -> None:
    """There is no index to ask for."""
    config = f"{_CONFIG}plugins: [search: {{enabled: false}}]\n"
    preview = InProcess(write_site(tmp_path, {"a.md": CLAIM}, config))
    assert preview.get("search/search_index.json")[0].startswith("404")
    preview.close()


def test_a_builder_that_works_out_addresses_in_another_way_is_let_do_so(
    preview: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not the tested function is not replaced; the rest of the preview is as quick."""
    original = Page._set_canonical_url

    def set_address(page: Page, base: str | None) -> None:
        original(page, base)
        page.canonical_url = f"{page.canonical_url}?own"

    monkeypatch.setattr(Page, "_set_canonical_url", set_address)
    save(preview, "plain.md", PLAIN)
    assert "plain/?own" in text_of(preview, "plain/")
    monkeypatch.undo()
    save(preview, "plain.md", PLAIN)
    assert "?own" not in text_of(preview, "plain/")


def test_what_plug_ins_add_to_front_matter_is_added_once(tmp_path: Path) -> None:
    """It is remembered as the author wrote it, and read again when that changes."""
    hook = tmp_path / "adds.py"
    hook.write_text(
        "def on_page_markdown(markdown, page, **_):\n"
        "    page.meta['tags'].append('more')\n"
        "    return markdown + ' '.join(page.meta['tags'])\n"
    )
    page = "---\ntags: [first]\n---\n# Page\n\n"
    preview = InProcess(write_site(tmp_path, {"index.md": page, "a.md": page}, _CONFIG), more=(str(hook),))
    for words in ("One.", "Two."):
        save(preview, "index.md", f"{page}{words}\n\n")
        assert "first more</p>" in text_of(preview, "a/")
    save(preview, "a.md", page.replace("first", "second"))
    assert "second more</p>" in text_of(preview, "a/")
    preview.close()


def test_a_broken_page_shows_its_findings_at_once(preview: InProcess) -> None:
    """Others stay as they are; when it is mended, it is new."""
    save(preview, "b.md", '[words](#x "claim")\n')
    assert "does not say who" in text_of(preview, "b/")
    assert "ann-faults" not in text_of(preview, "a/")
    save(preview, "b.md", DENIAL)
    assert "ann-faults" not in text_of(preview, "b/")
    assert "Denied by" in text_of(preview, "a/")


def test_an_old_page_is_never_shown_without_a_word(preview: InProcess) -> None:
    """If the site cannot be built, every page says so over what could be built, drawn before or not."""
    save(preview, "a.md", CLAIM + "More.\n")
    save(preview, "data", "Words.\n")
    for path in ("a/", "plain/", "ledger/"):
        assert "could not be built" in text_of(preview, path), path
    assert "More." in text_of(preview, "a/")
    (preview.site / "docs/data").unlink()
    preview.rebuild()
    assert "could not be built" not in text_of(preview, "plain/")


def test_what_the_theme_cannot_draw_is_told_in_a_sentence(preview: InProcess) -> None:
    """When the page is saved, over all pages."""
    save(preview, "plain.md", "---\nhide: 3\n---\nWords.\n")
    assert "the theme cannot draw a page" in text_of(preview, "plain/")
    save(preview, "plain.md", PLAIN)
    assert "cannot draw" not in text_of(preview, "plain/")


def test_the_search_finds_what_was_drawn(preview: InProcess) -> None:
    """The saved text at once; a page of the ledger when it was looked at."""
    index = "search/search_index.json"
    save(preview, "a.md", CLAIM + "Ferries.\n")
    assert "Ferries" in text_of(preview, index)
    assert "Words." in text_of(preview, index)
    assert '"ledger/' not in text_of(preview, index)
    preview.get("ledger/source/council/")
    assert '"ledger/source/council/' in text_of(preview, index)


def test_what_cannot_be_drawn_says_so_each_time(tmp_path: Path) -> None:
    """Not only when it is asked for first."""
    config = _CONFIG.replace("{name:", "{custom_dir: own, name:")
    broken = (
        "{% extends 'base.html' %}{% block announce %}{{ page.url == 'plain/' and page.none.at_all }}{% endblock %}"
    )
    site = write_site(tmp_path, {"a.md": CLAIM, "plain.md": PLAIN}, config)
    (site / "own").mkdir()
    preview = InProcess(site)
    (site / "own/main.html").write_text(broken)
    preview.rebuild()
    for _ in range(2):
        status, page = preview.get("plain/")
        assert status.startswith("500")
        assert b"the theme cannot draw" in page
    preview.close()


def test_the_search_has_the_titles_of_the_menu(tmp_path: Path) -> None:
    """Of pages without a heading, though nothing else on them has changed."""
    site = write_site(tmp_path, {"a.md": CLAIM, "plain.md": "Words.\n"}, _CONFIG)
    preview = InProcess(site)
    (site / "mkdocs.yml").write_text(_CONFIG + "nav: [{Named in the menu: plain.md}, index.md]\n")
    preview.rebuild()
    assert "Named in the menu" in text_of(preview, "search/search_index.json")
    preview.close()


LEAVES_OUT = """
def on_page_markdown(markdown, page, **_):
    with open("{}") as told:
        page.meta["search"] = dict(exclude=told.read() == "yes")
"""


def test_the_search_has_what_a_plug_in_gives_a_page(tmp_path: Path) -> None:
    """Such as whether the search leaves it out."""
    site = write_site(tmp_path, {"plain.md": PLAIN}, _CONFIG)
    hook, told = tmp_path / "other.py", tmp_path / "told.txt"
    hook.write_text(LEAVES_OUT.format(told))
    told.write_text("no")
    preview = InProcess(site, more=(str(hook),))
    assert "Words" in text_of(preview, "search/search_index.json")
    told.write_text("yes")
    preview.rebuild()
    assert "Words" not in text_of(preview, "search/search_index.json")
    preview.close()


def test_the_search_has_no_page_of_the_ledger_from_before_a_save(preview: InProcess) -> None:
    """It may say something else now: it is found again when it was looked at again."""
    preview.get("ledger/source/council/")
    assert '"ledger/source/council/' in text_of(preview, "search/search_index.json")
    save(preview, "a.md", CLAIM.replace("bridge is", "ferry is"))
    assert '"ledger/source/council/' not in text_of(preview, "search/search_index.json")


def test_nothing_waits_when_the_site_no_longer_has_the_plug_in(preview: InProcess) -> None:
    """What the builder has written since is not drawn over."""
    save(preview, "a.md", CLAIM + "More.\n")  # plain.md waits
    preview.hooks.clear()
    (preview.site / "mkdocs.yml").write_text(_CONFIG.replace(", whosaid]", "]"))
    save(preview, "plain.md", PLAIN + "More.\n")
    assert "More." in text_of(preview, "plain/")


FENCE = """
def drawn(source, *_, **__):
    with open(source.strip()) as file:
        return file.read()
"""


def test_a_function_of_the_sites_own_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may read other files: here, one that draws a kind of code block."""
    (tmp_path / "fences_of_this_site.py").write_text(FENCE)
    monkeypatch.syspath_prepend(tmp_path)
    fence = "{name: file, class: file, format: !!python/name:fences_of_this_site.drawn }"
    config = _CONFIG.replace("pymdownx.superfences", f"{{pymdownx.superfences: {{custom_fences: [{fence}]}}}}")
    part = tmp_path / "part.html"
    part.write_text("<p>Old.</p>")
    preview = InProcess(write_site(tmp_path, {"plain.md": f"```file\n{part}\n```\n"}, config))
    assert "Old." in text_of(preview, "plain/")
    part.write_text("<p>New.</p>")
    preview.rebuild()
    assert "New." in text_of(preview, "plain/")
    preview.close()


def test_of_two_pages_at_one_address_the_same_is_shown_as_in_a_build(tmp_path: Path) -> None:
    """Whichever was saved."""
    preview = InProcess(write_site(tmp_path, {"e.md": "# One\n", "e/index.md": "# Two\n"}, _CONFIG))
    first = "One" if 'id="one"' in text_of(preview, "e/") else "Two"
    for path, title in (("e.md", "One"), ("e/index.md", "Two")):
        save(preview, path, f"# {title}\n\nMore.\n")
        assert f'id="{first.lower()}"' in text_of(preview, "e/")
    preview.close()


EVENTS = """
seen = []
def on_page_markdown(markdown, page, **_):
    seen.append(page.file.src_uri)
    return markdown + "\\n\\nAdded by another."
"""


def test_events_of_others_run_for_each_page_that_is_drawn(tmp_path: Path) -> None:
    """Also for those that are drawn when they are asked for."""
    site = write_site(tmp_path, {"a.md": CLAIM, "plain.md": PLAIN}, _CONFIG)
    hook = tmp_path / "other.py"
    hook.write_text(EVENTS)
    preview = InProcess(site, more=(str(hook),))
    save(preview, "a.md", CLAIM + "More.\n")
    for path in ("a/", "plain/", "ledger/", "ledger/disputed/"):
        assert "Added by another." in text_of(preview, path), path
    preview.close()


def everything_is_drawn(preview: InProcess) -> bool:
    """Whether pages that nobody has asked for are there after a save."""
    save(preview, "a.md", CLAIM + "More.\n")
    return {"plain/index.html", "ledger/index.html", "data/claims.json"} <= preview.files().keys()


@pytest.mark.parametrize("event", ["page_content", "env", "page_context", "post_page", "post_build", "post_template"])
def test_a_plug_in_that_sees_finished_pages_gets_all(tmp_path: Path, event: str) -> None:
    """It may need them, for a list of tags or a feed."""
    site = write_site(tmp_path, {"a.md": CLAIM, "plain.md": PLAIN}, _CONFIG)
    hook = tmp_path / "other.py"
    hook.write_text(f"def on_{event}(*_, **__): return None\n")
    preview = InProcess(site, more=(str(hook),))
    assert everything_is_drawn(preview)
    preview.close()


@pytest.mark.parametrize("name", ["main.html", "feed.xml"])
def test_a_template_that_lists_pages_gets_all(tmp_path: Path, name: str) -> None:
    """It may print what they hold. Its text may be in any encoding."""
    site = write_site(
        tmp_path, {"a.md": CLAIM, "plain.md": PLAIN}, _CONFIG.replace("{name:", "{custom_dir: own, name:")
    )
    (site / "own").mkdir()
    (site / f"own/{name}").write_text('{% extends "base.html" %}{% for file in pages %}{% endfor %}')
    (site / "own/unused.html").write_bytes("é".encode("latin-1"))
    preview = InProcess(site)
    assert everything_is_drawn(preview)
    preview.close()


def test_one_line_turns_it_off(preview: InProcess) -> None:
    """`preview: whole` in whosaid.yml."""
    assert not everything_is_drawn(preview)
    save(preview, "whosaid.yml", f"{QUIET}\npreview: whole\n")
    assert everything_is_drawn(preview)


@pytest.mark.parametrize(("owner", "name"), [(build, "_build_page"), (build, "_populate_page"), (Page, "render")])
def test_it_steps_aside_for_a_builder_it_does_not_know(
    preview: InProcess, owner: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A function that is not the tested one, to the letter, is not replaced."""
    original = getattr(owner, name)
    monkeypatch.setattr(owner, name, lambda *args, **named: original(*args, **named))
    assert everything_is_drawn(preview)


def test_no_page_is_left_out_if_nobody_can_ask_for_it(tmp_path: Path) -> None:
    """As with `--no-livereload`, where the server is out of reach."""
    preview = InProcess(write_site(tmp_path, {"a.md": CLAIM, "plain.md": PLAIN}, _CONFIG), quick=False)
    assert everything_is_drawn(preview)
    preview.close()
