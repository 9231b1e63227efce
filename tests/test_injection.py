"""Names of authors, files and settings are escaped everywhere: no script runs, and no element is added.

Every field is filled with every payload, the site is built, and a browser opens each of its pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from sites import CONFIG, QUIET, Served, build, one, page, serve, write_site
from tools import exe, run, tab

PAYLOADS = {
    "element": "<img src=x onerror=PWN({})>",
    "end of the title": "</title></textarea></style><script>PWN({})</script>",
    "end of the script": "</script><script>PWN({})</script>",
    "end of an attribute": "\"'><svg onload=PWN({})>",
    "attribute": 'x" onmouseover="PWN({})" style="position:fixed;inset:0" \'',
    "entities": "&lt;img src=x onerror=PWN({})&gt;",
    "entities of entities": "&amp;lt;img src=x onerror=PWN({})&amp;gt;",
    "template": "{{{{ PWN({}) }}}} {{% raw %}} ${{PWN({})}}",
    "Markdown": '![x](x.png "x"){{onerror=PWN({})}} <javascript:PWN({})>',
}
NAMES = {  # of files and folders: what a file system allows
    "element": "<img src=x onerror=PWN({})>",
    "end of an attribute": "\"'><svg onload=PWN({})>",
    "attribute": 'x" onmouseover="PWN({})" style="position:fixed;inset:0',
    "entities": "&lt;img src=x onerror=PWN({})&gt;",
}
FIELDS = (
    "title description author outlet licence subtitle tag h1 h2 name role described-as reason knows-how count where "
    "block-title words note"
).split()


class Marks:
    """Payloads with numbers: what has run says where it came from."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def text(self, payload: str, field: str) -> str:
        self.names.append(field)
        number = str(len(self.names) - 1)
        return payload.replace("{}", number).replace("{{", "{").replace("}}", "}")


def code(text: str) -> str:
    """As code in Markdown, where nothing is markup."""
    return f"``` {text} ```".replace("\n", " ")


def article(payload: str, marks: Marks) -> str:
    said = {field: marks.text(payload, f"{field}: {payload}") for field in FIELDS}
    meta = {key: said[key] for key in ("title", "description", "author", "outlet", "licence", "subtitle")}
    sources = {
        "clerk": {"type": "unnamed", **{k: said[k] for k in ("described-as", "reason", "knows-how", "count")}},
        "ada": {"type": "person", "name": said["name"], "role": said["role"]},
        "post": {"type": "outlet", "name": said["name"]},
    }
    front = "".join(f"{key}: {json.dumps(value)}\n" for key, value in {**meta, "sources": sources}.items())
    front += f"tags: [{json.dumps(said['tag'])}]\n"
    return f"""\
---
{front}---
# {code(said["h1"])}

## {code(said["h2"])}

It says [{code(said["words"])}](#a).

/// claim | {said["block-title"]}
    id: a
    source: ada, clerk
    via: post
    where: {said["where"]}

{code(said["note"])}
///

Ada denies [it](#b "denial of a by ada").
"""


def one_site(folder: Path, config: dict[str, object], pages: dict[str, str], settings: str = "") -> Path:
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True, width=1000)
    site = write_site(folder, {"whosaid.yml": QUIET + settings, **pages}, text)
    done = build(site)
    assert done.returncode == 0, done.stderr
    return site / "site"


def settings_of_a_site(**more: object) -> dict[str, object]:
    config: dict[str, object] = yaml.safe_load(CONFIG)
    return {**config, "plugins": ["search", "tags"], **more}


@pytest.fixture(scope="module")
def marks() -> Marks:
    return Marks()


@pytest.fixture(scope="module")
def by_names(tmp_path_factory: pytest.TempPathFactory, marks: Marks) -> Iterator[Served]:
    """A site without `nav:`, whose titles come from files, folders, headings and front matter."""
    pages = {}
    for number, payload in enumerate(PAYLOADS.values()):
        pages[f"articles/a{number}.md"] = article(payload, marks)
        heading = marks.text(payload, f"H1 alone: {payload}")
        title = marks.text(payload, f"title of a page without claims: {payload}")
        pages[f"plain/p{number}.md"] = f"---\ntitle: {json.dumps(title)}\n---\nText.\n"
        pages[f"headings/h{number}.md"] = f"# {code(heading)}\n\nText.\n"
    for payload in NAMES.values():
        folder, file = (marks.text(payload, f"{what}: {payload}") for what in ("folder", "file"))
        pages[f"{folder}/{file}.md"] = "Text, and no heading.\n"
        inside = marks.text(payload, f"a claim in a file: {payload}")
        pages[f"{folder}/{inside}.md"] = 'It says [so](#a "claim by council").\n\n[All](../index.md "show claims")\n'
    pages["tags.md"] = "# All tags\n\n<!-- material/tags -->\n"
    ledger = marks.text("x/<svg onload=PWN({})>/l.md", "ledger-page")
    config = settings_of_a_site(repo_url="https://example.org/r", edit_uri="edit/")
    features = ["navigation.footer", "navigation.path", "navigation.tabs", "content.action.edit"]
    config["theme"] = {"name": "material", "font": False, "features": features}
    with serve(one_site(tmp_path_factory.mktemp("names"), config, pages, f"ledger-page: {ledger}\n")) as served:
        yield served


@pytest.fixture(scope="module")
def by_settings(tmp_path_factory: pytest.TempPathFactory, marks: Marks) -> Iterator[Served]:
    """A site whose name, description and navigation mkdocs.yml gives."""
    texts = PAYLOADS.values()
    names = ("site_name", "site_description", "site_author", "repo_name")
    said = {name: " ".join(marks.text(payload, f"{name}: {payload}") for payload in texts) for name in names}
    nav: list[object] = [{marks.text(payload, f"nav: {payload}"): "index.md"} for payload in texts]
    nav += [
        {marks.text(p, f"section: {p}"): [{marks.text(p, f"page in nav: {p}"): f"a{n}.md"}]}
        for n, p in enumerate(texts)
    ]
    nav += [{marks.text(payload, f"link in nav: {payload}"): "https://example.org/"} for payload in texts]
    nav += [{"A plain name": f"b{number}.md"} for number, _ in enumerate(texts)]
    pages = {f"a{number}.md": 'It says [so](#a "claim by council").\n' for number, _ in enumerate(texts)}
    for number, payload in enumerate(texts):
        title = json.dumps(marks.text(payload, f"title of a page that nav calls otherwise: {payload}"))
        pages[f"b{number}.md"] = f"---\ntitle: {title}\n---\nText.\n"
    config = settings_of_a_site(**said, nav=nav, repo_url="https://example.org/r")
    config["theme"] = {"name": "material", "font": False, "features": ["navigation.footer", "navigation.path"]}
    with serve(one_site(tmp_path_factory.mktemp("settings"), config, pages)) as served:
        yield served


# What a page of the theme has none of: handlers in attributes, and the elements of the payloads.
FOREIGN = """() => [...document.querySelectorAll("*")].filter(element =>
    [...element.attributes].some(({name}) => name.startsWith("on"))
    || element.matches("img[src='x'], [style*='inset:0'], a[href^='javascript']")
).map(element => element.outerHTML.slice(0, 200))"""


def ran(chromium: Browser, served: Served, marks: Marks) -> tuple[list[str], list[str]]:
    """What has run on any page, and the foreign elements, each with its page."""
    run: list[str] = []
    foreign: list[str] = []
    with tab(chromium) as opened:
        opened.expose_function("PWN", lambda number=-1: run.append(f"{marks.names[number]} on {opened.url}"))
        for page in sorted(served.folder.rglob("*.html")):
            address = served.address + "/".join(quote(part) for part in page.relative_to(served.folder).parts)
            opened.goto(address, wait_until="load")
            foreign += [f"{address}: {html}" for html in opened.evaluate(FOREIGN)]
    return run, foreign


@pytest.mark.parametrize("site", ["by_names", "by_settings"])
def test_nothing_runs_and_nothing_comes_in(
    chromium: Browser, marks: Marks, site: str, request: pytest.FixtureRequest
) -> None:
    """On no page of the site, its ledger, its embeds and its error page."""
    run, foreign = ran(chromium, request.getfixturevalue(site), marks)
    assert run == []
    assert foreign == []


def test_search_results_are_text(chromium: Browser, by_names: Served, marks: Marks) -> None:
    """The search plug-in's index holds titles as HTML; none of them runs among the hits."""
    run: list[str] = []
    with tab(chromium) as opened:
        opened.expose_function("PWN", lambda number=-1: run.append(marks.names[number]))
        for words in ("onerror", "onload"):
            opened.goto(f"{by_names.address}?q={words}", wait_until="load")
            expect(opened.locator(".md-search-result__item").first).to_contain_text(words, ignore_case=True)
            assert opened.evaluate(FOREIGN) == []
    assert run == []


@pytest.mark.parametrize("command", [["mkdocs", "build", "-f", "no-hook.yml"], ["zensical", "build"]])
def test_front_matter_and_headings_are_text_without_a_hook(tmp_path: Path, command: list[str]) -> None:
    """Where only the extension runs, no theme prints them as HTML: not on their own pages, and not on others."""
    pages, marks = {}, Marks()
    for number, payload in enumerate(PAYLOADS.values()):
        text = json.dumps(marks.text(payload, "front matter"))
        meta = "".join(f"{key}: {text}\n" for key in ("title", "description", "author", "subtitle"))
        pages[f"a{number}.md"] = f'---\n{meta}---\n# Bridge\n\n[So](#a "claim by council").\n'
        pages[f"b{number}.md"] = f'# {code(marks.text(payload, "H1"))}\n\n[So](#a "claim by council").\n'
    site = write_site(tmp_path, pages)
    (site / "no-hook.yml").write_text(CONFIG.partition("hooks:")[0], "utf-8")
    done = run([exe(command[0]), *command[1:]], site)
    assert done.returncode == 0, done.stdout + done.stderr
    built = {path.relative_to(site): path.read_text("utf-8") for path in (site / "site").rglob("*.html")}
    assert len(built) > len(pages)
    foreign = "[onerror], [onload], [onmouseover]"
    soups = {path: BeautifulSoup(html, "html.parser") for path, html in built.items()}
    assert [(path, str(element)[:200]) for path, soup in soups.items() for element in soup.select(foreign)] == []
    assert [path for path, html in built.items() if "<script>PWN" in html] == []
    assert "&lt;img src=x onerror=PWN(0)&gt;" in built[Path("site/a0/index.html")].partition("</title>")[0]
    assert "&lt;img src=x onerror=PWN(1)&gt;" in built[Path("site/b0/index.html")].partition("</title>")[0]


@pytest.mark.parametrize("title", ["2020", "2024-05-01", "1.5", "true"])
def test_a_title_may_be_what_yaml_takes_for_a_number_or_a_date(tmp_path: Path, title: str) -> None:
    """On pages with claims and on others."""
    text = f"---\ntitle: {title}\n---\n"
    site = one_site(tmp_path, settings_of_a_site(), {"a.md": text + '[So](#a "claim by council").\n', "b.md": text})
    assert [one(page(site, path), "title").text.lower().startswith(title) for path in "ab"] == [True, True]


def test_titles_are_shown_as_they_are_written(tmp_path: Path) -> None:
    """Escaped once, not twice: an ampersand is one in the window's title, in the header and in what tools read."""
    config = settings_of_a_site(site_name="Q&A <1>", plugins=["search"])
    theme: dict[str, object] = {"name": "material", "font": False, "features": ["navigation.footer"]}
    pages = {
        "R&D <2>/s&t <3>.md": "Text.\n",
        "R&D <2>/b.md": "# Over `a < b` & more\n\nText.\n",
        "R&D <2>/c.md": '---\ntitle: "x & y <z>"\n---\nIt says [so](#a "claim by council").\n',
    }
    site = one_site(tmp_path, {**config, "theme": theme}, pages)
    titles = {path: page(site, path.removesuffix(".md")) for path in pages}
    assert [one(html, "title").text for html in titles.values()] == [
        "S&t <3> - Q&A <1>",  # MkDocs makes a title of a name
        "Over a < b & more - Q&A <1>",
        "x & y <z> - Q&A <1>",
    ]
    html = titles["R&D <2>/b.md"]
    assert one(html, ".md-header__topic .md-ellipsis").text.strip() == "Q&A <1>"
    assert one(html, "a.md-logo")["title"] == one(html, "a.md-logo")["aria-label"] == "Q&A <1>"
    assert one(html, ".md-footer__link--next")["aria-label"] == "Next: x & y <z>"
    shown = {link.text.strip() for link in html.select(".md-nav__item")}
    assert any("R&D <2>" in text and "S&t <3>" in text for text in shown)
    assert "<title>Q&amp;A &lt;1&gt;: " in (site / "feed/articles.xml").read_text("utf-8")
    search = json.loads((site / "search/search_index.json").read_text("utf-8"))
    attributed = "x &amp; y &lt;z&gt; – according to the town council"
    assert {"S&amp;t &lt;3&gt;", attributed} <= {entry["title"] for entry in search["docs"]}
