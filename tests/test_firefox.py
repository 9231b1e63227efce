"""Firefox: the article, a note opened by its address, in every width and both schemes; tables; the article on paper;
the desk.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from previews import served
from sites import ARTICLE, Served, serve_project, write_site
from test_layout import OVERLAPS
from test_reading import COPIED, PLACES, STATEMENTS
from test_tables import BROKEN
from tools import NODE_MODULES, ROOT, exe, run

LOOK = f"""(() => ({{
    overlaps: ({OVERLAPS})(),
    dark: matchMedia("(prefers-color-scheme: dark)").matches && document.body.dataset.mdColorScheme === "slate",
    open: document.querySelector("[id='note:us-finding'] details").open,
    visited: document.querySelectorAll("mark.ann-visited").length,
    beside: (([prose, notes]) => notes.getBoundingClientRect().left >= prose.getBoundingClientRect().right)(
        document.querySelector(".ann-block").children),
    lines: ["a", "b", "c", "d"].map(group =>
        getComputedStyle(document.querySelector(".ann.ann-" + group)).textDecorationStyle),
    denied: document.querySelector(".ann-answered").getBoundingClientRect().bottom + scrollY <= 900,
    quiet: [...document.querySelectorAll(".ann.s-quiet")].filter(
        mark => getComputedStyle(mark).textDecorationLine !== "none").length,
    selected: ({COPIED}).length > 200,
    copied: ({COPIED}).match(/[a-z."]\\d|denied by Russia/g),
    moved: innerWidth < 960 ? 0 : [...document.querySelectorAll("mark[id]")].filter(mark => {{
        getSelection().removeAllRanges();
        mark.scrollIntoView({{block: "center", behavior: "instant"}});
        const before = JSON.stringify(({PLACES})());
        mark.click();
        return JSON.stringify(({PLACES})()) !== before;
    }}).length,
    filtered: (() => {{
        document.querySelector("#ann_f-t-unnamed").click();
        return [...document.querySelectorAll(".ann-notes > li")].filter(note => note.offsetHeight).length;
    }})(),
}}))()"""


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """The project's site, built and served."""
    with serve_project() as served:
        yield served


def done_by_firefox(jobs: list[dict[str, object]]) -> list[dict[str, object]]:
    """The jobs with their answers."""
    firefox = run([ROOT / "tests/browser", "firefox"], check=True).stdout.strip()
    asked = json.dumps({"firefox": firefox, "jobs": jobs})
    done = run([exe("node"), "firefox.mjs"], NODE_MODULES.parent, check=True, text=asked)
    answers: list[dict[str, object]] = json.loads(done.stdout)
    assert len(answers) == len(jobs)
    return answers


def test_the_article_in_firefox(site: Served) -> None:
    """What Chromium's tests ask in detail, asked once more of the other engine."""
    jobs: list[dict[str, object]] = [
        {
            "address": f"{site.address}{ARTICLE}/#us-finding",
            "width": width,
            "scheme": scheme,
            "ready": "document.querySelector('mark.ann-visited') !== null",
            "expression": LOOK,
        }
        for width in (1440, 1024, 390, 320)
        for scheme in ("light", "dark")
    ]
    for job in done_by_firefox(jobs):
        width = int(str(job["width"]))
        assert job["answer"] == {
            "overlaps": [],
            "dark": job["scheme"] == "dark",
            "open": True,
            "visited": 1,
            "beside": width >= 960,
            "lines": ["solid", "dashed", "double", "dotted"],
            "selected": True,
            "copied": None,
            "moved": 0,
            "denied": True,
            "quiet": 0,
            "filtered": 7,
        }, (width, job["scheme"])


TABLE = f"""(() => {{
    const rows = () => [...document.querySelectorAll(".ann-ledger tbody tr:has(td)")].filter(row => row.offsetHeight);
    const broken = ({BROKEN})();
    const row = getComputedStyle(rows()[0]).display;
    const order = () => rows().map(row => row.textContent).join();
    const [all, own] = [rows().length, order()];
    const [up, down, back] = [1, 2, 3].map(() => {{
        document.querySelector("th[data-key=who] button").click();
        return order();
    }});
    const input = document.querySelector(".ann-find input");
    input.value = "Zabihullah";
    input.dispatchEvent(new Event("input"));
    const filtered = rows().length;
    return {{
        broken: broken, isCard: row !== "table-row", isSorted: new Set([own, up, down]).size === 3, back: back === own,
        isFiltered: 0 < filtered && filtered < all, address: location.search,
        told: document.querySelector(".ann-find [role=status]").textContent.startsWith(filtered + " "),
    }};
}})()"""


def test_tables_in_firefox(site: Served) -> None:
    """Sorted and filtered; no word is split and nothing cut off; cards on a phone."""
    jobs: list[dict[str, object]] = [
        {
            "address": f"{site.address}ledger/article/{ARTICLE}/",
            "width": width,
            "scheme": "light",
            "ready": "document.querySelector('.ann-find input') !== null",
            "expression": TABLE,
        }
        for width in (1440, 1024, 768, 390, 320)
    ]
    for job in done_by_firefox(jobs):
        width = int(str(job["width"]))
        assert job["answer"] == {
            "broken": [],
            "isCard": width < 1024,
            "isSorted": True,
            "back": True,
            "isFiltered": True,
            "address": "?filter=Zabihullah",
            "told": True,
        }, width


def test_the_article_on_paper_in_firefox(site: Served, tmp_path: Path) -> None:
    """Each note is printed once, open, after the text, with the page's address and their number."""
    paper = tmp_path / "article.pdf"
    job: dict[str, object] = {
        "address": f"{site.address}{ARTICLE}/",
        "width": 1440,
        "scheme": "light",
        "ready": "document.querySelector('.ann-tools button') !== null || !navigator.clipboard",
        "expression": "true",
        "paper": str(paper),
    }
    done_by_firefox([job])
    sheets = PdfReader(paper).pages
    text = unicodedata.normalize("NFKC", "".join("".join(sheet.extract_text() for sheet in sheets).split()))
    assert len(re.findall("(?:Whosaysit|Whoseopinionitis|Whoanswers):", text)) == STATEMENTS
    assert f"{STATEMENTS}notes" in text
    assert f"{ARTICLE}/" in text
    assert len(sheets) <= 6


TEXT = """# The bridge

The bridge is closed. The council said on Monday that it was no longer safe.
"""
DESK = """(async () => {
    const desk = document.querySelector("whosaid-desk").shadowRoot;
    const until = async ready => {
        for (;;) {
            const found = ready();
            if (found) return found;
            await new Promise(requestAnimationFrame);
        }
    };
    const press = (key, more = {}) => document.body.dispatchEvent(
        new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true, ...more}));
    const marks = () => [...document.querySelectorAll("article mark.ann")].map(mark => mark.textContent);
    const said = words => until(() => desk.querySelector(".said").textContent.startsWith(words));
    press("e");
    await until(() => desk.querySelector(".file").textContent);
    const text = document.querySelector("article p").firstChild;
    getSelection().setBaseAndExtent(text, 1, text, 18);
    text.parentElement.dispatchEvent(new MouseEvent("mouseup", {bubbles: true, detail: 1}));
    const form = await until(() => desk.querySelector(".form"));
    const quote = form.querySelector("blockquote").textContent;
    [...form.querySelectorAll(".quick")].find(offer => offer.textContent.includes("The article itself")).click();
    form.requestSubmit();
    await said("Saved");
    const isDrawn = CSS.highlights.get("desk-proposed").size;
    document.querySelector("article mark.ann").click();
    const edited = (await until(() => desk.querySelector(".form"))).getAttribute("aria-label");
    press("Escape");
    press("m");
    const box = await until(() => desk.querySelector("#desk-choose"));
    box.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", ctrlKey: true, bubbles: true, cancelable: true}));
    await said("Accepted");
    const accepted = marks();
    press("z", {ctrlKey: true});
    await said("Undone");
    return {quote, isDrawn, edited, accepted, undone: marks()};
})()"""


def test_the_desk_in_firefox(tmp_path: Path) -> None:
    """Words are marked and edited, a proposal is accepted and undone; what is proposed is drawn over the text."""
    with served(write_site(tmp_path, {"bridge.md": TEXT})) as home:
        job: dict[str, object] = {
            "address": f"{home}bridge/",
            "width": 1440,
            "scheme": "light",
            "ready": "document.querySelector('whosaid-desk') !== null",
            "expression": DESK,
        }
        [done] = done_by_firefox([job])
    marked, proposed = "The bridge is closed", "it was no longer safe"
    assert done["answer"] == {
        "quote": marked,
        "isDrawn": 1,
        "edited": "Edit this statement",
        "accepted": [marked, proposed],
        "undone": [marked],
    }
    assert '[The bridge is closed](#bridge-closed "claim by own-voice")' in (tmp_path / "docs/bridge.md").read_text()
