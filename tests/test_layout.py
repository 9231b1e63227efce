"""Articles of other shapes than the first: 300 statements, three, all kinds of blocks, right to left, old browsers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from articles import ARABIC, MIXED, PICTURE, article_of
from sites import CONFIG, Served, one, page, serve_site
from tools import printed, rest, tab

EXTENSIONS = "{pymdownx.tabbed: {alternate_style: true}}, def_list, admonition,"
PAGES = {
    "long.md": article_of(300),
    "short.md": article_of(3, 3),
    "mixed.md": MIXED,
    "arabic.md": ARABIC,
    "bridge.svg": PICTURE,
}
NAMES = ("long", "short", "mixed", "arabic")

OVERLAPS = """() => {
    const boxes = selector => [...document.querySelectorAll(selector)].map(e => [e, e.getBoundingClientRect()])
        .filter(([, box]) => box.height > 0);
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const notes = boxes(".ann-column .ann-notes > li");
    const prose = boxes(".md-content__inner > :not(.ann-block), .ann-block > :first-child");
    const found = [];
    notes.forEach(([note, box], at) => {
        if (at && meet(box, notes[at - 1][1])) found.push(note.textContent.slice(0, 40));
        for (const [, other] of prose) if (meet(box, other)) found.push(note.textContent.slice(0, 40));
    });
    for (const summary of document.querySelectorAll(".ann-card > summary"))
        if (summary.scrollWidth > summary.clientWidth) found.push("cut: " + summary.textContent);
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return wide > 0 ? [...found, `${wide} px too wide`] : found;
}"""
# A sign that still turns sticks out of its line, so all that moves has come to its end.
OPEN = """(() => {
    document.querySelectorAll("details").forEach(details => {
        details.removeAttribute("name"); // with it, the browser has one of them open at a time
        details.open = true;
    });
    return Promise.all(document.getAnimations().map(animation => animation.finished)).then(() => true);
})()"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The articles, built and served."""
    with serve_site(tmp_path_factory.mktemp("layout"), PAGES, CONFIG.replace("admonition,", EXTENSIONS)) as served:
        yield served


BLOCKS = {
    "not-safe": "p",
    "cracks": "table",
    "lorries": "ul",
    "knew": "blockquote",
    "law": "div.admonition",
    "county": "details.question",
    "toll-before": "div.tabbed-set",
    "toll-after": "div.tabbed-set",
    "toll": "dl",
    "battery": "div.footnote",
}


@pytest.mark.parametrize(("id_", "block"), BLOCKS.items())
def test_notes_stand_after_the_outermost_block(site: Served, id_: str, block: str) -> None:
    """After the whole table, list, quotation, admonition, set of tabs; never inside it."""
    article = one(page(site.folder, "mixed"), "article")
    note = one(article, f"li:has([id='{id_}'])")
    around = note.find_parent(class_="ann-block")
    assert around is not None
    assert around.parent is article
    assert one(around, f":scope > {block}:first-child").select(f"[id='claim:{id_}']")


@pytest.mark.parametrize("width", [1440, 1024, 390, 320])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_overlaps_or_scrolls_sideways(chromium: Browser, site: Served, name: str, width: int) -> None:
    """Closed and open, down to 320 px, which is also a window of 1280 px at 400 %."""
    with tab(chromium, width) as opened:
        rest(opened, f"{site.address}{name}/")
        assert opened.evaluate(OVERLAPS) == []
        opened.evaluate(OPEN)
        assert opened.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("name", NAMES)
def test_letters_twice_as_large_lose_nothing(chromium: Browser, site: Served, name: str) -> None:
    """Text enlarged to 200 % on its own."""
    with tab(chromium, 1280) as opened:
        rest(opened, f"{site.address}{name}/")
        size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        opened.evaluate(f"document.documentElement.style.fontSize = {size} * 2 + 'px'")
        opened.evaluate(OPEN)
        assert opened.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("width", [1440, 1024])
@pytest.mark.parametrize("name", ["long", "short"])
def test_closed_notes_leave_no_gaps(chromium: Browser, site: Served, name: str, width: int) -> None:
    """At most a tenth higher than their paragraph."""
    with tab(chromium, width) as opened:
        opened.goto(f"{site.address}{name}/")
        heights = opened.evaluate("""() => [...document.querySelectorAll(".ann-block")].map(
            block => [block.children[0].offsetHeight, block.children[1].offsetHeight])""")
        assert [(prose, notes) for prose, notes in heights if notes > prose * 1.1] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_moves_on_load(chromium: Browser, site: Served, name: str) -> None:
    """No layout shift."""
    with tab(chromium) as opened:
        opened.add_init_script("""window.shift = 0; new PerformanceObserver(list => {
            for (const entry of list.getEntries()) {
                window.shift += entry.value;
                window.moved = entry.sources.map(source => source.node?.outerHTML?.slice(0, 80));
            }
        }).observe({type: "layout-shift", buffered: true});""")
        rest(opened, f"{site.address}{name}/")
        assert opened.evaluate("window.shift") == 0, opened.evaluate("window.moved")


def test_300_statements_answer_at_once(chromium: Browser, site: Served) -> None:
    """A filter, a hover and an opened note keep the page's thread busy for 0.4 s at most."""
    with tab(chromium) as opened:
        rest(opened, f"{site.address}long/")
        assert opened.locator(".ann-notes > li").count() == 300
        session = opened.context.new_cdp_session(opened)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})  # not wall time: machines are shared

        def busy() -> float:
            metrics = session.send("Performance.getMetrics")["metrics"]
            return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))

        for act in (
            "document.querySelector('#ann_f-t-unnamed').click()",
            "document.querySelector('[id=\"claim:s-150\"]').dispatchEvent(new Event('mouseover', {bubbles: true}))",
            "document.querySelector('[id=\"note:s-150\"] details').open ^= true",
        ):
            times = []
            for _ in range(4):
                before = busy()
                opened.evaluate(f"{act}; document.body.offsetHeight")
                times.append(busy() - before)
            assert min(times) < 0.4, act


@pytest.mark.parametrize("script", [True, False])
def test_from_right_to_left_the_page_is_mirrored(chromium: Browser, site: Served, script: bool) -> None:
    """An article that names its language is in it; notes stand to the left, also open, and their line changes sides."""
    with tab(chromium, java_script_enabled=script) as opened:
        opened.goto(f"{site.address}arabic/")
        assert opened.locator("html[lang=ar] > body[dir=rtl]").count() == 1
        assert opened.evaluate("""() => [...document.querySelectorAll(".ann-block")].every(block => {
            const [prose, notes] = [...block.children].map(child => child.getBoundingClientRect());
            return notes.right <= prose.left;
        })""")
        style = "e => [getComputedStyle(e).borderRightWidth, getComputedStyle(e).borderLeftWidth]"
        assert opened.locator(".ann-card").first.evaluate(style) == ["3px", "0px"]
        opened.locator(".ann-column summary").first.click()
        assert opened.evaluate("""() => {
            const [prose, body] = [".ann-block > p", ".ann-card[open] > .ann-body"].map(
                selector => document.querySelector(selector).getBoundingClientRect());
            return 0 <= body.left && body.right <= prose.left;
        }""")
    assert one(page(site.folder, "mixed"), "html")["lang"] == "en"


def test_an_opinion_is_set_apart(chromium: Browser, site: Served) -> None:
    """For any source: in its line, at its number, in the closed note and in the words of the open one."""
    article = page(site.folder, "mixed")
    note = one(article, "li:has([id='op-toll'])")
    assert " ".join(one(note, "summary").get_text().split()).endswith("Named person Ada Brook opinion")
    assert "An opinion of Ada Brook" in note.get_text()
    assert "Whose opinion it is" in note.get_text()
    assert "named person, opinion" in one(article, ".ann-ref[href='#op-toll']")["aria-label"]
    assert "opinion" not in one(article, "li:has([id='nothing']) summary").get_text()
    with tab(chromium) as opened:
        opened.goto(f"{site.address}mixed/")
        width = "e => getComputedStyle(e).textDecorationThickness"
        assert opened.locator("[id='claim:op-toll']").evaluate(width) == "1px"
        assert opened.locator("[id='claim:nothing']").evaluate(width) == "2px"
        sign = "e => getComputedStyle(e, '::before').maskImage"
        assert opened.locator(".ann-ref[href='#op-toll']").evaluate(sign).startswith("url(")


@pytest.mark.parametrize("old", [False, True], ids=["new", "old"])
@pytest.mark.parametrize("name", ["long", "mixed"])
def test_each_note_is_on_paper_once(chromium: Browser, site: Served, name: str, old: bool) -> None:
    """Also from browsers that cannot style what a closed note holds: there a script opens it for paper."""
    with tab(chromium) as opened:
        if old:
            opened.add_init_script("CSS.supports = () => false")
            opened.route(
                "**/*.css", lambda route: route.fulfill(response=(got := route.fetch()), body=old_style(got.text()))
            )
        rest(opened, f"{site.address}{name}/")
        notes = opened.locator(".ann-card").count()
        text = printed(opened)
        assert len(re.findall(r"(?:Who says it|Whose opinion it is|Who answers):", text)) == notes
        expect(opened.locator(".ann-column .ann-card[open]")).to_have_count(0)
        if name == "mixed":
            assert "The county pays" in text
            assert "The toll is five coins" in text


def old_style(css: str) -> str:
    """A stylesheet as browsers without ::details-content read it: rules that name it are dropped."""
    return re.sub(r"[^{}]*::details-content\s*\{[^}]*\}", "", css)
