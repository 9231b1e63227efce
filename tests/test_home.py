"""Cards of articles, drawn where a page asks for them: `[words](page.md "show articles")`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import expect

from sites import (
    ARTICLE,
    CONFIG,
    SOURCES,
    Served,
    build,
    build_site,
    copy_project,
    ledger_rows,
    one,
    page,
    serve,
    serve_site,
    write_site,
)
from tools import axe_finds, browser, exe, new_tab, run, vnu_finds

CLAIM = 'The council said [the bridge is unsafe](#bridge "claim by council").\n'
HOME = '# Home\n\n## Articles\n\n[Everything](ledger.md "show articles")\n'


def article(title: str, *more: str, text: str = CLAIM) -> str:
    """An article with this title and these further lines of front matter."""
    return "\n".join(["---", f"title: {json.dumps(title, ensure_ascii=False)}", *more, "---", "", text])


def cards(site: Path, path: str = ".") -> list[Tag]:
    """The cards on a built page."""
    return page(site / "site", path).select(".ann-cards > li")


def titles(site: Path, path: str = ".") -> list[str]:
    """The titles on its cards."""
    return [one(card, "a").get_text() for card in cards(site, path)]


def test_a_card_says_what_the_ledger_says(tmp_path: Path) -> None:
    """Title, date, outlet, who stands behind the headline, who denied it; the count is that of the ledger's rows."""
    site = copy_project(tmp_path)
    assert build(site, "--strict").returncode == 0
    card = cards(site)[-1]
    rows = ledger_rows(site / "site", ARTICLE)
    counted = [
        row
        for row in rows
        if row.select("td[data-label=Route]:-soup-contains('Second-hand', 'As reported by')")
        or row.select("td[data-label=Answer]:-soup-contains('Denied by')")
    ]
    assert len(counted) == 12
    assert [part.get_text() for part in card.select("p, h3")] == [
        "Moscow rejects report that its spies paid the Taliban to target NATO soldiers",
        "Alleged, according to The New York Times. Denied by Russia, the Taliban, the Russian Embassy in Washington "
        "(for Russia) and Zabihullah Mujahid (for the Taliban).",
        "A news article of mid-2020 about an alleged Russian bounty scheme, which Russia and the Taliban deny, retold "
        "with the source, the route and the answer for each statement.",
        "Date and outlet not known · 12 of 38 statements disputed or second-hand",
    ]
    overview = one(page(site / "site"), ".ann-overview .ann-bar")
    assert str(one(card, ".ann-bar")) == str(overview)
    lines = [line.get_text() for line in page(site / "site", ".").select(".ann-embed > .ann-legend > li > .ann-line")]
    assert lines == ["Named source", "Unnamed source", "Another outlet", "Nobody but the article"]
    assert one(page(site / "site", "."), ".ann-embed > p:last-child a")["href"] == "ledger/"


def test_the_newest_article_comes_first(tmp_path: Path) -> None:
    """By date, as exact as known; those without one come last, in the order of their files."""
    dates = {"a": "2024-05", "b": "unknown", "c": "2024-05-02", "d": None, "e": "2025", "f": "2023-12-31"}
    pages = {f"{name}.md": article(name, f"published: {date}" if date else "") for name, date in dates.items()}
    site = build_site(tmp_path, {"index.md": HOME, **pages, "none.md": "# No statement\n"})
    assert titles(site) == ["e", "c", "a", "f", "b", "d"]
    facts = [one(card, ".ann-facts").get_text() for card in cards(site)]
    assert facts[1].startswith("2 May 2024 · Outlet not known · ")
    assert facts[-1].startswith("Date and outlet not known · ")


@pytest.mark.parametrize(
    ("asked", "count", "shown"),
    [("show articles", 3, 3), ("show 2 articles", 3, 2), ("show 9 articles", 1, 1), ("show articles", 0, 0)],
)
def test_as_many_are_shown_as_there_are_and_are_asked_for(tmp_path: Path, asked: str, count: int, shown: int) -> None:
    """If there are none, the page says so."""
    pages = {f"a/{number}.md": article(f"No. {number}") for number in range(count)}
    site = build_site(tmp_path, {"index.md": HOME.replace("show articles", asked), **pages})
    assert len(cards(site)) == shown
    assert ("There are no articles yet." in page(site / "site", ".").get_text()) == (count == 0)


ODD = {
    "markup": 'The <b>bridge</b> & "the *council*" [x](y) &lt; `z` {{ no }}',
    "script": '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
    "rtl": "الجسر مغلق منذ الأحد",
    "long": "Bridge" * 60,
    "emoji": "🌉 “Unsafe”, it says",
}


@pytest.mark.parametrize("name", ODD)
def test_titles_and_names_show_as_they_are_written(tmp_path: Path, name: str) -> None:
    """Nothing in a title, a description or an outlet's name is read as Markdown or HTML."""
    lines = [f"{key}: {json.dumps(ODD[name], ensure_ascii=False)}" for key in ("description", "outlet")]
    site = build_site(tmp_path, {"index.md": HOME, "a.md": article(ODD[name], *lines)})
    [card] = cards(site)
    assert one(card, "h3 > a").get_text() == ODD[name]
    assert one(card, ".ann-lead").get_text() == ODD[name]
    assert one(card, ".ann-facts").get_text().startswith(f"Date not known · {ODD[name]} · ")
    assert {part.name for part in card.find_all(True)} - {"bdi"} == {"p", "h3", "a", "div", "span"}


def test_an_article_without_a_title_is_called_by_its_headline(tmp_path: Path) -> None:
    """The heading's words, without its marks; else the file's name."""
    pages = {"a.md": f"# The *bridge* [is unsafe](#bridge)\n\n{CLAIM}", "b.md": CLAIM}
    site = build_site(tmp_path, {"index.md": HOME, **pages})
    assert titles(site) == ["The bridge is unsafe", "b.md"]


SENTENCES = {
    "[It is late](#late).": "The one statement is not attributed to anyone; none was seen first-hand; it is the "
    "article’s own voice, its author’s opinion or nobody’s.",
    "[It is late](#late). [It is not](#not).": "None of 2 statements is attributed to anyone; none was seen "
    "first-hand; both are the article’s own voice, its author’s opinion or nobody’s.",
    "[It is late](#late-c).": "The one statement is attributed to somebody; none was seen first-hand.",
    "[It is late](#late-c). [It is not](#not).": "1 of 2 statements is attributed to somebody; none was seen "
    "first-hand; the other is the article’s own voice, its author’s opinion or nobody’s.",
    "[It is late](#late-s). [It is cold](#cold-c). [It is not](#not).": "2 of 3 statements are attributed to somebody; "
    "1 of them was seen first-hand; the other is the article’s own voice, its author’s opinion or nobody’s.",
    "[It is late](#late-s). [It is not](#not).": "1 of 2 statements is attributed to somebody; it was seen first-hand; "
    "the other is the article’s own voice, its author’s opinion or nobody’s.",
    "[It is late](#late-s). [It is cold](#cold-s).": "Both statements are attributed to somebody; both were seen "
    "first-hand.",
}


def test_the_sentence_above_an_article_counts_as_people_do(tmp_path: Path) -> None:
    """Also where there is one statement, or none with a source."""
    pages = {}
    for number, text in enumerate(SENTENCES):
        by = text.replace("-c)", ' "claim by council")').replace("-s)", ' "claim by reporter")')
        pages[f"p{number}.md"] = by.replace("#late)", '#late "opinion")').replace("#not)", '#not "claim by own-voice")')
    site = write_site(tmp_path, pages, sources=f"{SOURCES}reporter: {{name: Ada Dale, type: witness}}\n")
    assert build(site).returncode == 0
    shown = [one(page(site / "site", f"p{number}"), ".ann-summary").get_text() for number in range(len(SENTENCES))]
    assert shown == list(SENTENCES.values())


@pytest.mark.parametrize("directory_urls", ["true", "false"])
def test_links_lead_to_the_articles(tmp_path: Path, directory_urls: str) -> None:
    """From any folder, with odd file names, with and without an address of its own for each folder."""
    names = ["a/b/c.md", "a b (1).md", "été & 50%.md", "x#y.md"]
    home = HOME.replace("ledger.md", "../ledger.md")
    config = CONFIG + f"use_directory_urls: {directory_urls}\n"
    site = build_site(tmp_path, {"news/all.md": home, **{name: article(name) for name in names}}, config)
    file = site / "site" / ("news/all/index.html" if directory_urls == "true" else "news/all.html")
    with serve(site / "site") as served, browser() as chromium:
        tab = new_tab(chromium)
        for name in names:
            tab.goto(served.address + file.relative_to(site / "site").as_posix())
            tab.get_by_role("link", name=name, exact=True).last.click()
            expect(tab).to_have_title(f"{name} - Test")
            expect(tab.locator("mark")).to_have_count(1)


@pytest.mark.parametrize(("above", "level"), [("# Home\n", "h2"), ("# Home\n\n## A\n\n### B\n", "h4"), ("", "h2")])
def test_card_titles_stand_one_level_below_the_heading_above(tmp_path: Path, above: str, level: str) -> None:
    """So that no level is left out."""
    text = f'{above}\n[Everything](ledger.md "show articles")\n'
    site = build_site(tmp_path, {"index.md": text, "a.md": article("A")})
    assert one(cards(site)[0], level).get_text() == "A"


def test_the_page_that_shows_cards_has_none_itself(tmp_path: Path) -> None:
    """A home page may have statements of its own."""
    site = build_site(tmp_path, {"index.md": HOME + "\n" + CLAIM, "a.md": article("A")})
    assert titles(site) == ["A"]


FRAMES = {
    "admonition": "!!! note\n\n    {}\n",
    "element": "<div markdown>\n\n{}\n\n</div>\n",
    "list": "- One\n\n    {}\n\n- Two\n",
    "quotation": "> {}\n",
    "footnote": "One[^1]\n\n[^1]: Two\n\n    {}\n\n    Three\n",
    "end of a footnote": "One[^1], two[^1]\n\n[^1]: Three\n\n    {}\n",
}


@pytest.mark.parametrize("frame", FRAMES)
def test_cards_may_stand_in_other_blocks(tmp_path: Path, frame: str) -> None:
    """What the check takes for cards is drawn, and what it does not is a finding."""
    text = FRAMES[frame].format('[Everything](ledger.md "show articles")')
    site = write_site(tmp_path, {"index.md": f"# Home\n\n{text}", "a.md": article("A")})
    done = build(site)
    assert done.returncode == 0, done.stderr
    assert titles(site) == ["A"]
    assert one(page(site / "site", "."), ".ann-embed > p:last-child > a").get_text() == "Everything"


def test_cards_that_the_reader_does_not_see_are_a_finding(tmp_path: Path) -> None:
    """What a snippet brings in is drawn by Markdown but not read by the check."""
    config = CONFIG.replace("attr_list, ", "attr_list, {pymdownx.snippets: {base_path: docs}}, ")
    pages = {"index.md": HOME + '\n--8<-- "part.txt"\n', "part.txt": '[Two](ledger.md "show 2 articles")\n'}
    done = build(write_site(tmp_path, {**pages, "a.md": article("A")}, config))
    assert done.returncode == 1
    assert "“show 2 articles” is asked for 0 times but drawn once" in done.stderr


def test_cards_that_are_not_drawn_are_a_finding_at_their_place(tmp_path: Path) -> None:
    """Not at other embeds on the page."""
    hook = "def on_page_markdown(markdown, **kwargs):\n    return markdown.replace('show 2', 'shown: 2')\n"
    asked = "".join(f'[All](ledger.md "show {number} articles")\n\n' for number in (1, 2, 3))
    config = CONFIG.replace("hooks: [", "hooks: [rogue.py, ")
    site = write_site(tmp_path, {"index.md": asked, "a.md": article("A")}, config)
    (site / "rogue.py").write_text(hook)
    done = build(site)
    assert done.returncode == 1
    assert "docs/index.md:3:18: “show 2 articles” is asked for once but drawn 0 times" in done.stderr


def test_search_finds_the_articles_not_their_cards(tmp_path: Path) -> None:
    """Else each article would be found on the home page too."""
    site = build_site(tmp_path, {"index.md": HOME, "a.md": article("Closed"), "b.md": article("Open")})
    index = json.loads((site / "site/search/search_index.json").read_text("utf-8"))
    texts = [entry["text"] for entry in index["docs"] if entry["location"].partition("#")[0] == ""]
    assert any("Everything" in text for text in texts)
    assert not any("Closed" in text or "second-hand" in text for text in texts)


def test_three_builders_draw_the_same_cards(tmp_path: Path) -> None:
    """Zensical runs no hooks, so the extension alone must do it."""
    site = copy_project(tmp_path)
    drawn = []
    for command in (["mkdocs", "build"], ["properdocs", "build", "-f", "mkdocs.yml"], ["zensical", "build"]):
        shutil.rmtree(site / "site", ignore_errors=True)
        done = run([exe(command[0]), *command[1:]], site)
        assert done.returncode == 0, done.stdout + done.stderr
        drawn.append([" ".join(card.get_text().split()) for card in cards(site)])  # names may be links
        assert one(cards(site)[-1], "a")["href"] == f"{ARTICLE}/"
    assert drawn[0] == drawn[1] == drawn[2]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of 200 articles with odd titles, all of them on the home page."""
    odd = list(ODD.values())
    pages = {f"a/{number}.md": article(odd[number % len(odd)], "published: 2024-05-02") for number in range(200)}
    with serve_site(tmp_path_factory.mktemp("many"), {"index.md": HOME.replace("show", "show 200"), **pages}) as served:
        yield served


def test_200_cards_are_valid_and_accessible(many: Served) -> None:
    """The Nu HTML checker and axe-core find nothing, and no title makes the page scroll sideways."""
    html = (many.folder / "index.html").read_text("utf-8")
    assert len(BeautifulSoup(html, "html.parser").select(".ann-cards > li")) == 200
    assert len(html) < 250_000
    assert vnu_finds(many.folder / "index.html") == ""
    with browser() as chromium:
        for width in (1440, 320):
            tab = new_tab(chromium, viewport={"width": width, "height": 900})
            tab.goto(many.address)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            assert axe_finds(tab, ".ann-embed") == []
