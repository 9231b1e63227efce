"""Nothing that a reader sees moves while an article arrives: not with its next words, nor with what comes late."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route

from sites import ARTICLE, Served, serve_project, serve_site
from tools import tab

ONLY_PREAMBLE_HAS_A_TITLE = """\
---
title: A title that only the front matter has, and that is long enough for several lines
---

The council says that [the bridge is safe](#safe "claim by council").
"""

IN_PIECES = """async ([address, width, height]) => {
    const html = (await (await fetch(address)).text()).replace(/<script src=[^>]*><\\/script>/g, "");
    const frame = Object.assign(document.createElement("iframe"), {width, height});
    document.body.replaceChildren(frame);
    const page = frame.contentDocument, range = page.createRange();
    const body = html.indexOf("<body");
    page.open();
    const [base, end] = [`<head><base href="${address}">`, "<meta name='end'></head>"];
    page.write(html.slice(0, body).replace("<head>", base).replace("</head>", end));
    const isReady = () => page.querySelector("meta[name=end]") // behind scripts, which wait for styles
        && [...page.querySelectorAll("link[rel=stylesheet]")].every(link => link.sheet);
    while (!isReady()) await new Promise(done => setTimeout(done, 10));
    await Promise.all([...page.fonts].map(font => font.load()));

    const hidden = "script, details:not([open]) > :not(summary)";
    const drawn = node => node.matches?.(hidden) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    const boxOf = node => {
        if (node.nodeType === Node.TEXT_NODE) return range.selectNodeContents(node), range.getClientRects()[0];
        return getComputedStyle(node).display === "inline" ? undefined : node.getClientRects()[0];
    };
    const places = new Map(), moved = [];
    const look = piece => {
        let last = page.body;
        while (last.lastElementChild) last = last.lastElementChild;
        if (last.closest(hidden)) return;
        const content = page.querySelector(".md-content");
        const walker = page.createTreeWalker(content ?? page.body, NodeFilter.SHOW_ALL, drawn);
        while (content && walker.nextNode()) {
            const node = walker.currentNode, element = node.parentElement, box = boxOf(node);
            // A number goes to the next line with the full stop behind it, as in any text.
            if (!box?.width || !box.height || element.matches(".ann-ref")) continue;
            const [left, top] = places.get(node) ?? [box.left, box.top];
            places.set(node, [box.left, box.top]);
            if (Math.abs(box.left - left) + Math.abs(box.top - top) < 3) continue; // as browsers count
            if (!element.checkVisibility({visibilityProperty: true})) continue;
            moved.push(`${node.outerHTML?.slice(0, 60) ?? node.data} by ${piece.slice(0, 60)}`);
        }
    };
    for (const piece of html.slice(body).split(/(?=<)|(?<=>)/)) {
        page.write(piece);
        if (piece.trim()) look(piece);
    }
    return [places.size, moved];
}"""
"""Writes a page tag by tag, as a slow network does, and looks each time where all is that was there before."""


@pytest.fixture(scope="module")
def project() -> Iterator[Served]:
    """The project's site, built and served."""
    with serve_project() as served:
        yield served


@pytest.fixture(scope="module")
def untitled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site with an article whose headline the theme prints."""
    with serve_site(tmp_path_factory.mktemp("untitled"), {"bridge.md": ONLY_PREAMBLE_HAS_A_TITLE}) as served:
        yield served


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_what_has_come_stays_where_it_is_when_more_comes(chromium: Browser, project: Served, width: int) -> None:
    """Wherever the network pauses: no line of a note, no button and no heading is placed by what follows it."""
    with tab(chromium, width) as opened:
        opened.goto(f"{project.address}404.html")
        seen, moved = opened.evaluate(IN_PIECES, [f"{project.address}{ARTICLE}/", width, 900])
        assert seen > 300
        assert moved == []


def test_a_headline_of_the_theme_stays_too(chromium: Browser, untitled: Served) -> None:
    """It is styled as one in the text, before what is below it has come."""
    with tab(chromium) as opened:
        opened.goto(f"{untitled.address}404.html")
        seen, moved = opened.evaluate(IN_PIECES, [f"{untitled.address}bridge/", 1440, 900])
        assert seen > 10
        assert moved == []
        opened.goto(f"{untitled.address}bridge/")
        assert opened.locator("h1.ann-headline").count() == 1


SHIFTS = """window.shifts = []; new PerformanceObserver(list => {
    for (const {value, sources} of list.getEntries())
        window.shifts.push([value, ...sources.map(({node}) => node?.outerHTML?.slice(0, 60) ?? node?.data)]);
}).observe({type: "layout-shift", buffered: true});"""
PAINTED = "performance.getEntriesByName('first-contentful-paint').length"
LATE = (".js", "whosaid.js", ".woff2", ".svg")


class Held:
    """Requests that are not answered until they are let go."""

    def __init__(self) -> None:
        self.waiting: list[Route] = []
        self.is_over = False

    def answer(self, route: Route) -> None:
        """Hold a request, or answer it if there is nothing to wait for any more."""
        if self.is_over:
            route.continue_()
        else:
            self.waiting.append(route)

    def let_go(self) -> None:
        """Answer them all, and those to come."""
        self.is_over = True
        for route in self.waiting:
            route.continue_()


@pytest.mark.parametrize("hash_", ["", "#us-finding"])
@pytest.mark.parametrize("width", [1440, 390])
def test_what_comes_after_the_first_paint_moves_nothing(
    chromium: Browser, project: Served, width: int, hash_: str
) -> None:
    """Scripts, fonts and pictures, each of them held back until the page shows without it."""
    for late in LATE:
        with tab(chromium, width) as opened:
            opened.add_init_script(SHIFTS)
            held = Held()
            opened.route(f"**/*{late}", held.answer)
            with opened.expect_request(f"**/*{late}"):
                opened.goto(f"{project.address}{ARTICLE}/{hash_}", wait_until="commit")
            opened.wait_for_function(PAINTED)
            held.let_go()
            opened.wait_for_load_state("networkidle")
            opened.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            assert opened.evaluate("window.shifts") == [], late
