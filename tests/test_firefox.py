"""The article in Firefox: laid out without overlaps, a note opened by its address, in every width and both schemes."""

from __future__ import annotations

import json
from pathlib import Path

from sites import ARTICLE, serve_project
from test_layout import OVERLAPS
from test_reading import COPIED, PLACES
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


def test_the_article_in_firefox(tmp_path: Path) -> None:
    """What Chromium's tests ask in detail, asked once more of the other engine."""
    firefox = run([ROOT / "tests/browser", "firefox"], check=True).stdout.strip()
    with serve_project(tmp_path) as site:
        jobs = [
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
        asked = json.dumps({"firefox": firefox, "jobs": jobs})
        done = run([exe("node"), "firefox.mjs"], NODE_MODULES.parent, check=True, text=asked)
    answers = json.loads(done.stdout)
    assert len(answers) == len(jobs)
    for job in answers:
        assert job["answer"] == {
            "overlaps": [],
            "dark": job["scheme"] == "dark",
            "open": True,
            "visited": 1,
            "beside": job["width"] >= 960,
            "lines": ["solid", "dashed", "double", "dotted"],
            "selected": True,
            "copied": None,
            "moved": 0,
            "denied": True,
            "quiet": 0,
            "filtered": 7,
        }, (job["width"], job["scheme"])
