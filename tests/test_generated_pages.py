"""Pages of the ledger are drawn without Markdown; other plug-ins and the theme find all that they expect of a page."""

from __future__ import annotations

from pathlib import Path

from sites import CONFIG, build, one, page, write_site

ARTICLE = """---
title: The bridge
---

# The bridge

[It is unsafe](#unsafe "claim by council via evening-post"), and the mayor [denies it](#r "denial of unsafe by mayor").
"""
LINKS = "# Links\n\n[The mayor](ledger/source/mayor.md#statements), [nobody](ledger/source/mayor.md#nowhere)\n"
PLUGIN = """
def on_page_markdown(markdown, page, config, files):
    return f"**Before.**\\n\\n{markdown}\\n## After *all*\\n\\n[Again]({page.file.name}.md)\\n"


def on_page_content(html, page, config, files):
    if page.file.src_uri.startswith("ledger"):
        assert page.markdown and page.title == page.meta["title"]
        assert page.toc.items[0].id in html
    return html + f"<p class='seen'>{len(page.toc.items)}</p>"
"""
OPTIONS = CONFIG.replace("[attr_list,", '[{toc: {permalink: "#", separator: "_", toc_depth: 1}}, attr_list,')


def test_headings_have_the_ids_and_signs_of_the_sites_own_extension(tmp_path: Path) -> None:
    """As those of authors' pages do; the theme lists as many of them."""
    done = build(write_site(tmp_path, {"bridge.md": ARTICLE}, OPTIONS), "--strict")
    assert done.returncode == 0, done.stderr
    built = page(tmp_path / "site", "ledger/article/bridge")
    heading = one(built, "article h2")
    assert (heading["id"], heading.get_text()) == ("what_it_is_made_of", "What it is made of#")
    assert {link["href"] for link in built.select('[data-md-component="toc"] a')} <= {"#ledger_the_bridge"}


def drawn_with_plugin(folder: Path) -> Path:
    """The same site with a plug-in that adds to the Markdown of every page, and looks at what is made of it."""
    write_site(folder, {"bridge.md": ARTICLE}, CONFIG.replace("hooks: [", "hooks: [own.py, "))
    (folder / "own.py").write_text(PLUGIN, "utf-8")
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_what_another_plug_in_adds_stands_around_the_page(tmp_path: Path) -> None:
    """It is converted as on any page, and its links lead where they say."""
    built = drawn_with_plugin(tmp_path)
    for path in ("ledger", "ledger/source/mayor", "ledger/article/bridge", "ledger/disputed"):
        article = one(page(built, path), "article")
        words = article.get_text(" ", strip=True)
        assert words.index("Before.") < words.index("Ada Brook") < words.index("After all"), path
        assert len(article.select("h1")) == len(article.select(".seen")) == 1
        assert one(article, "h2:-soup-contains('After all') + p a")["href"] == "./"


def test_a_link_to_a_heading_of_the_ledger_is_looked_for(tmp_path: Path) -> None:
    """MkDocs finds the one that is there, and reports the one that is not."""
    config = CONFIG + "validation: {links: {anchors: warn}}\n"
    write_site(tmp_path, {"bridge.md": ARTICLE, "links.md": LINKS}, config)
    done = build(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "#nowhere" in done.stderr
    assert "#statements" not in done.stderr
