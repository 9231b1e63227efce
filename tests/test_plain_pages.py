"""Other people's pages: what has no annotation on it is built as it would be without Whosaid."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sites import CONFIG, QUIET, build, files_of, unstyled, write_site
from whosaid.check.running import check
from whosaid.ledger.loading import load

ICON = '<svg viewBox="0 0 1 1"><!--! Free icon, licensed by its maker --><path d="M0 0"/></svg>'
PLAIN = {
    "index.md": "---\ntitle: Roads &amp; bridges\ndescription: Q&amp;A\nlanguage: fr\n---\n\n"
    f'# Home {{ data-search-exclude="true" }}\n\n{ICON} <!-- a note -->\n\n```\ncode\n```\n\n'
    '[A place](#later), [another](b.md#lost "Correct usage"), [a file](b.md "Correction").\n',
    "b.md": '---\nurl: /b/\nupdated: 2019-08-06 16:10:35\nsubtitle:\n---\n--8<-- "part.md"\n\n!!! note\n\n    Text.\n',
    "titles.md": "---\ntitle: R&D <b>2</b>\ntags: [a<b]\n---\nText.\n",
    "bridges.md": "# 桥梁\n\n[桥](#桥梁) [the same](#_1) `](#x` <!-- unclosed\n",
    "chart.html": "<!-- a comment --><p>A chart.</p>\n",
    "notes.txt.bak": "A copy that somebody wants to publish.\n",
}
THEMES = {"material": "theme: {name: material, font: false}", "mkdocs": "theme: {name: mkdocs}"}
TAGS = (
    "def on_post_page(output, **kwargs):\n"
    '    tags = \'<meta property="og:title" content="Own"><meta name="twitter:card" content="summary">\'\n'
    "    return output.replace('</head>', tags + '</head>')\n"
)


def built(folder: Path, theme: str, pages: dict[str, str], *, hook: bool, settings: str = "") -> dict[str, bytes]:
    """The files of a site of these pages; without Whosaid it has none of Whosaid's own files either."""
    config = CONFIG.replace("theme: {name: material, font: false}", THEMES[theme])
    config = config.replace("admonition,", "admonition, pymdownx.snippets: {base_path: [parts]},")
    config = config.replace("hooks: [", "hooks: [tags.py, ") + "strict: true\n"
    if not hook:
        config = re.sub(r"tags\.py, [^\]]*", "tags.py", config.replace(", whosaid]", "]"))
    site = write_site(folder, pages, config, "# Nobody yet.\n")
    (site / "docs/whosaid.yml").write_text(settings or "plain-pages: [styles]\n", "utf-8")
    (site / "tags.py").write_text(TAGS)
    (site / "parts").mkdir()
    (site / "parts/part.md").write_text("# A heading from elsewhere\n")
    done = build(site, env={"SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "1" if hook else "2"})
    assert done.returncode == 0, done.stderr
    return files_of(site / "site")


def differing(without: dict[str, bytes], with_it: dict[str, bytes]) -> list[str]:
    """The files that a build without Whosaid has and one with it lacks or has otherwise."""
    ours = ("sitemap.xml", "search/search_index.json")  # lists of all pages, the ledger's among them
    return [path for path in without if not path.startswith(ours) and with_it.get(path) != without[path]]


@pytest.mark.parametrize("theme", THEMES)
def test_a_site_without_annotations_is_built_byte_for_byte(tmp_path: Path, theme: str) -> None:
    """But for the stylesheet and the script, which are on all pages unless whosaid.yml says otherwise."""
    without = built(tmp_path / "without", theme, PLAIN, hook=False)
    styled = built(tmp_path / "styled", theme, PLAIN, hook=True)
    assert {path for path in differing(without, styled) if not path.endswith(".html")} == set()
    for path in differing(without, styled):
        assert unstyled(styled[path]) == without[path], path
    untouched = built(tmp_path / "untouched", theme, PLAIN, hook=True, settings="plain-pages: none\n")
    assert [path for path in differing(without, untouched) if path != "notes.txt.bak"] == []


def test_beside_annotations_a_plain_page_loses_its_comments_and_no_more(tmp_path: Path) -> None:
    """An icon keeps its licence; the page's own tags, entities and places stay as they are."""
    pages = {**PLAIN, "a.md": 'The council said [the bridge is unsafe](#bridge "claim by vague").\n'}
    for path in ("notes.txt.bak", "titles.md"):
        pages.pop(path)
    pages["bridges.md"] = pages["bridges.md"].replace(" <!-- unclosed", "")
    without = built(tmp_path / "without", "material", pages, hook=False)
    beside = built(tmp_path / "beside", "material", pages, hook=True, settings=QUIET)
    for path in ("index.html", "b/index.html", "bridges/index.html"):
        assert unstyled(beside[path]) == without[path].replace(b"<!-- a note -->", b""), path
    assert b"licensed by its maker" in beside["index.html"]
    assert b"XMLHttpRequest" in beside["a/index.html"]
    assert b"XMLHttpRequest" not in beside["index.html"]
    assert b">Ledger<" not in re.sub(rb"\s+", b"", beside["index.html"])


ANNOTATED = 'The council said [the bridge is unsafe](#bridge "claim by vague"), and [so is the road](#{}).\n\n'


@pytest.mark.parametrize(
    ("id_", "rest", "is_right"),
    [
        ("made", '--8<-- "made.md"\n', True),
        ("a-heading", '--8<-- "made.md"\n', True),
        ("nowhere", "Text.\n", False),
        ("bridgee", '--8<-- "made.md"\n', False),
    ],
)
def test_a_link_is_judged_by_the_page_that_is_built(tmp_path: Path, id_: str, rest: str, is_right: bool) -> None:
    """On a page with annotations: a snippet's anchor is right, an id that nothing has stops the build."""
    config = CONFIG.replace("admonition,", "admonition, pymdownx.snippets: {base_path: [parts]},")
    site = write_site(tmp_path, {"a.md": ANNOTATED.format(id_) + rest}, config)
    (site / "parts").mkdir()
    (site / "parts/made.md").write_text('## A heading\n\n<span id="made">Text.</span>\n')
    assert [finding.rule for finding in check(load(site / "docs")[0]) if finding.severity == "error"] == (
        ["unknown-target"] if id_ == "bridgee" else []
    )
    done = build(site)
    assert (done.returncode == 0) == is_right, done.stderr
    if not is_right:
        assert "docs/a.md:1:89: nothing on this page has the id" in done.stderr
        assert not (site / "site").exists()


def test_without_a_hook_the_extension_judges_the_page_it_has_drawn(tmp_path: Path) -> None:
    """A mark whose id nothing has must not get out there, either."""
    config = CONFIG.partition("hooks:")[0]
    for id_, code in (("nowhere", 1), ("made", 0)):
        site = write_site(tmp_path / id_, {"a.md": ANNOTATED.format(id_) + '<span id="made">Text.</span>\n'}, config)
        done = build(site)
        assert done.returncode == code, done.stderr
        assert ("nothing on this page has the id “nowhere”" in done.stderr) == bool(code)
