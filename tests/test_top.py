"""The top of an article: who says its main claim and who answered it, what is shown, and what a reader has chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from sites import ARTICLE, LATER, QUIET, SOURCES, Served, build, one, page, serve_project, serve_site, write_site
from tools import rest, tab

MORE_SOURCES = """\
wire: {name: The Wire, type: outlet}
builder: {name: the builder, type: institution}
police: {name: the police, type: institution}
residents: {type: unnamed, described-as: residents}
court-file: {name: the court file, type: document}
reporter: {name: our reporter, type: witness}
"""


class Shape(NamedTuple):
    """An article, and what stands above it: who says the main claim, and who answered."""

    text: str
    main: str
    answered: str = ""
    meta: str = ""


BY = '# [News](#c)\n\n[The bridge is unsafe](#c "claim by {}").\n'
HEAD = "# News\n\n"
DENIED = '\n[No](#r{0} "denial of c by {1}"). '
ANY = BY.format("council")
SAID = "According to the town council: “The bridge is unsafe”."
SHAPES = {
    # Whoever says it.
    "an institution": Shape(ANY, SAID),
    "a person": Shape(BY.format("mayor"), "According to Ada Brook: “The bridge is unsafe”."),
    "a document": Shape(BY.format("minutes"), "According to the council's minutes: “The bridge is unsafe”."),
    "a reporter": Shape(BY.format("reporter"), "According to our reporter: “The bridge is unsafe”."),
    "an outlet": Shape(BY.format("evening-post"), "According to The Evening Post: “The bridge is unsafe”."),
    "people without names": Shape(BY.format("officials"), "According to two officials: “The bridge is unsafe”."),
    "two": Shape(BY.format("council, mayor"), "According to the town council and Ada Brook: “The bridge is unsafe”."),
    "three": Shape(
        BY.format("council, mayor, officials"),
        "According to the town council, Ada Brook and two officials: “The bridge is unsafe”.",
    ),
    "own voice": Shape(BY.format("own-voice"), "In the article’s own voice: “The bridge is unsafe”."),
    "nobody": Shape(BY.format("vague"), "Attributed to nobody identifiable: “The bridge is unsafe”."),
    "an opinion": Shape(
        '# [News](#c)\n\n[It should close](#c "opinion").\n',
        "The opinion of the article’s author: “It should close”.",
    ),
    # However it came.
    "a person through an outlet": Shape(
        BY.format("mayor via evening-post"),
        "According to Ada Brook, as reported by The Evening Post: “The bridge is unsafe”.",
    ),
    "a person in a record": Shape(
        BY.format("mayor via court-file"),
        "According to Ada Brook, as recorded in the court file: “The bridge is unsafe”.",
    ),
    "nameless people through an outlet": Shape(
        BY.format("officials via evening-post"),
        "According to The Evening Post, citing two officials: “The bridge is unsafe”.",
    ),
    "nameless people through two": Shape(
        BY.format("officials via evening-post, wire"),
        "According to The Evening Post, citing two officials through The Wire: “The bridge is unsafe”.",
    ),
    "a body through people": Shape(
        BY.format("police via evening-post, residents"),
        "According to the police, through The Evening Post and residents: “The bridge is unsafe”.",
    ),
    "with doubt": Shape(
        "# [News](#c)\n\n[The bridge is unsafe](#c).\n\n/// claim\nid: c\nsource: council\ncertainty: alleged\n///\n",
        "Alleged, according to the town council: “The bridge is unsafe”.",
    ),
    # Whatever was answered.
    "denied by one": Shape(ANY + DENIED.format(1, "mayor"), SAID, "Denied by Ada Brook (for the town council)."),
    "denied by two": Shape(
        ANY + DENIED.format(1, "mayor, builder"), SAID, "Denied by Ada Brook (for the town council) and the builder."
    ),
    "denied by five": Shape(
        ANY + DENIED.format(1, "mayor, builder, police") + DENIED.format(2, "mayor, residents, wire"),
        SAID,
        "Denied by Ada Brook (for the town council), the builder, the police, residents and The Wire.",
    ),
    "denied by seven": Shape(
        ANY + DENIED.format(1, "mayor, builder, police, residents, wire, evening-post, officials"),
        SAID,
        "Denied by Ada Brook (for the town council), the builder, the police, residents, The Wire and 2 others.",
    ),
    "answered in two ways": Shape(
        ANY + DENIED.format(1, "mayor") + '[Perhaps](#p "admission of c by builder").',
        SAID,
        "Denied by Ada Brook (for the town council); admitted in part by the builder.",
    ),
    "withdrawn": Shape(
        ANY + DENIED.format(1, "mayor") + '[Gone](#g "retraction of c by council").',
        SAID,
        "Withdrawn by the town council; denied by Ada Brook (for the town council).",
    ),
    "not answered": Shape(
        "# [News](#c)\n\n[The bridge is unsafe](#c).\n\n/// claim\nid: c\nsource: council\nabout: builder\n///\n",
        SAID,
        "No answer recorded.",
    ),
    # Whatever its words are.
    "a written title": Shape(
        "# [News](#c)\n\nIt says [that it is unsafe](#c).\n\n/// claim | the bridge needs repair\nid: c\n"
        "source: council\n///\n",
        "According to the town council: The bridge needs repair.",
    ),
    "a question": Shape(
        '# [News](#c)\n\n[is it safe?](#c "claim by council")\n', "According to the town council: “is it safe?”"
    ),
    "a whole sentence": Shape(
        '# [News](#c)\n\n[It is unsafe.](#c "claim by council")\n', "According to the town council: “It is unsafe”."
    ),
    "markup": Shape(
        '# [News](#c)\n\n[`<b>` & *unsafe*](#c "claim by council")\n', "According to the town council: “<b> & unsafe”."
    ),
    "another direction": Shape(
        '# [خبر](#c)\n\n[الجسر غير آمن](#c "claim by council").\n',
        "According to the town council: “الجسر غير آمن”.",
        meta="language: fa",
    ),
    "very long": Shape(
        f'# [News](#c)\n\n[{"unsafe " * 60}](#c "claim by council").\n',
        f"According to the town council: “{'unsafe ' * 33}…”",
    ),
    # Wherever it is.
    "on another page": Shape(
        '# [Votes](an-institution.md#c)\n\n[It is today](#vote "claim by council").\n',
        f"{SAID} (from “News”)",
    ),
    "named by the author": Shape(
        f'{ANY}[The toll is five coins](#toll "claim by mayor").\n',
        "According to Ada Brook: “The toll is five coins”.",
        meta="main: toll",
    ),
    "the answer in the headline": Shape(
        ANY.replace("](#c)\n", "](#r1)\n", 1) + DENIED.format(1, "mayor"),
        SAID,
        "Denied by Ada Brook (for the town council).",
    ),
    "the disputed one of two in the headline": Shape(
        "# [Toll](#toll), [bridge](#c)\n\n"
        '[Five coins](#toll "claim by mayor"). [The bridge is unsafe](#c "claim by council").'
        + DENIED.format(1, "mayor"),
        SAID,
        "Denied by Ada Brook (for the town council).",
    ),
    "the first attributed": Shape(
        f'{HEAD}[It is old](#o "claim by own-voice"). [It is said to fall](#v "claim by vague").'
        ' [The bridge is unsafe](#c "claim by council"). [Five coins](#t "claim by mayor").\n',
        SAID,
    ),
    "the disputed one": Shape(
        f'{HEAD}[Five coins](#t "claim by mayor"). [The bridge is unsafe](#c "claim by council").'
        + DENIED.format(1, "mayor"),
        SAID,
        "Denied by Ada Brook (for the town council).",
    ),
    "the one with the most answers": Shape(
        f'{HEAD}[Five coins](#t "claim by mayor"). [Not so](#n "denial of t by builder"). '
        '[The bridge is unsafe](#c "claim by council").' + DENIED.format(1, "mayor") + DENIED.format(2, "builder"),
        SAID,
        "Denied by Ada Brook (for the town council) and the builder.",
    ),
    "the first of two alike": Shape(
        f'{HEAD}[The bridge is unsafe](#c "claim by council").'
        + DENIED.format(1, "mayor")
        + '[Five coins](#t "claim by mayor"). [Not so](#n "denial of t by builder"). ',
        SAID,
        "Denied by Ada Brook (for the town council).",
    ),
    "nothing but its own voice": Shape(f'{HEAD}[It is old](#o "claim by own-voice"). [A pity](#p "opinion").\n', ""),
}
LONG = "The inspectors who came to see the bridge in spring and again in autumn say that it [may fall](#c) " * 2


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site with an article of each shape, and one with a very long headline."""
    pages = {
        f"{path_of(name)}.md": f"---\ntitle: News\n{shape.meta}\n---\n{shape.text}" for name, shape in SHAPES.items()
    }
    pages["long-headline.md"] = f"# {LONG.strip()}\n\n" + ANY.partition("\n\n")[2] + DENIED.format(1, "mayor, builder")
    with serve_site(tmp_path_factory.mktemp("top"), pages, sources=SOURCES + MORE_SOURCES) as served:
        yield served


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """The project's site, built and served."""
    with serve_project() as served:
        yield served


def path_of(name: str) -> str:
    """The path of the article with a shape."""
    return name.replace(" ", "-")


@pytest.mark.parametrize("name", SHAPES)
def test_the_main_claim_has_its_source_and_its_answers(shapes: Served, name: str) -> None:
    """One sentence says who says what, whatever the claim's words are; another says who answered."""
    expected = SHAPES[name]
    above = one(page(shapes.folder, path_of(name)), ".ann-overview")
    shown = [" ".join(part.get_text().split()) for part in above.select(".ann-main > p")]
    assert shown == [part for part in (expected.main, expected.answered) if part]
    if not shown:
        assert "none of 2 statements is attributed" in one(above, ".ann-summary").get_text().lower()


def test_the_main_claim_leads_to_its_note(shapes: Served) -> None:
    """On this page or another, in its own language and direction."""
    links = {
        name: one(page(shapes.folder, path_of(name)), ".ann-main a")
        for name in ("an institution", "on another page", "another direction")
    }
    assert links["an institution"]["href"] == "#c"
    assert links["on another page"]["href"] == "../an-institution/#c"
    assert (links["another direction"]["lang"], links["another direction"]["dir"]) == ("fa", "auto")


BYLINES = {
    "author: Ben Hale\noutlet: The Post\npublished: 2031-05-18": "By Ben Hale · 18 May 2031 · The Post",
    "author: Ben Hale\npublished: 2031-05": "By Ben Hale · May 2031 · Outlet not known",
    "author: unknown\noutlet: The Post\npublished: unknown": "Date not known · The Post",
    "author: The Post\noutlet: The Post\npublished: 2031": "2031 · The Post",
    "description: d": "Date and outlet not known",
}


@pytest.fixture(scope="module")
def bylines(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A site with an article for each of BYLINES, and with a guide for readers on another site."""
    pages = {f"p{nth}.md": f"---\n{meta}\n---\n{ANY}" for nth, meta in enumerate(BYLINES)}
    pages["whosaid.yml"] = f"reading-guide: https://example.org/guide\n{QUIET}"
    folder = write_site(tmp_path_factory.mktemp("bylines"), pages)
    done = build(folder)
    assert done.returncode == 0, done.stderr
    return Served(folder / "site", "")


def test_the_byline_says_what_is_known(bylines: Served) -> None:
    """Author, date, outlet; an author who is unknown, or the outlet itself, is left out."""
    shown = [one(page(bylines.folder, f"p{nth}"), ".ann-byline").get_text() for nth in range(len(BYLINES))]
    assert shown == list(BYLINES.values())


def test_the_guide_for_readers_is_a_page_an_address_or_not_there(shapes: Served, bylines: Served, site: Served) -> None:
    """As whosaid.yml says; without it, there is no link."""
    assert not page(shapes.folder, "a-person").select(".ann-legend a")
    assert one(page(bylines.folder, "p0"), ".ann-legend a")["href"] == "https://example.org/guide"
    assert one(page(site.folder), ".ann-legend a")["href"] == "../../guide/reading/"


def test_the_legend_draws_the_four_lines(chromium: Browser, site: Served) -> None:
    """Each below its words, always to be seen, with as many statements as the ledger has."""
    items = [" ".join(item.get_text().split()) for item in page(site.folder).select(".ann-legend > li")]
    assert items == [
        "Named source 10",
        "Unnamed source 8",
        "Another outlet 2",
        "Nobody but the article 18",
        "How to read this page",
    ]
    styles = "lines => lines.map(line => getComputedStyle(line).textDecorationStyle)"
    with tab(chromium, 390, 844) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        opened.locator("#ann_show-nothing").check()
        assert opened.locator(".ann-legend .ann-line").evaluate_all(styles) == ["solid", "dashed", "double", "dotted"]
        assert all(line.is_visible() for line in opened.locator(".ann-legend .ann-line").all())


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_first_screen_says_who_says_it_and_who_denies_it(
    chromium: Browser, site: Served, shapes: Served, width: int, height: int, script: bool
) -> None:
    """Without scrolling or opening anything, also below a very long headline."""
    pages = [f"{site.address}{ARTICLE}/", f"{site.address}{LATER}/", f"{shapes.address}long-headline/"]
    with tab(chromium, width, height, java_script_enabled=script) as opened:
        for address in pages:
            opened.goto(address)
            said, answered = (opened.locator(".ann-main > p").nth(nth) for nth in (0, 1))
            assert said.inner_text().startswith(("According to ", "Alleged, according to "))
            assert answered.inner_text().startswith("Denied by ")
            box = answered.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= height, address


DRAWN = """() => [...document.querySelectorAll("mark.ann[id]")].filter(
    mark => getComputedStyle(mark).textDecorationLine === "underline").length"""
NUMBERED = """() => [...document.querySelectorAll("mark.ann[id]")].map(mark => mark.nextElementSibling).filter(
    next => next?.matches(".ann-ref") && next.getClientRects().length).length"""


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_switch_shows_what_it_says(chromium: Browser, site: Served, script: bool) -> None:
    """At first what is attributed or answered; the article's own voice and opinions when asked; or clean text."""
    quiet = {"Article’s own voice", "Author’s opinion"}
    types = [kind.get_text() for kind in page(site.folder).select(".ann-notes .ann-type")]
    # In its own voice, the article accuses the newspaper, which nobody has answered: that is not quiet.
    attributed = len([kind for kind in types if kind not in quiet]) + 1
    with tab(chromium, java_script_enabled=script) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        assert opened.locator(".ann-switch input:checked").get_attribute("value") == "attributed"
        for choice, expected in (("attributed", attributed), ("everything", len(types)), ("nothing", 0)):
            opened.locator(f"#ann_show-{choice}").check()
            assert (opened.evaluate(DRAWN), opened.evaluate(NUMBERED)) == (expected, expected), choice


def kept(opened: Page, choice: str) -> None:
    """Let the browser have kept this choice from an earlier visit."""
    opened.add_init_script(f"localStorage.setItem('whosaid-show', {choice!r})")


@pytest.mark.parametrize("choice", ["all", "disputed", "none", "", "<b>"])
def test_what_an_earlier_version_kept_does_no_harm(chromium: Browser, site: Served, choice: str) -> None:
    """The page is as at a first visit, without an error."""
    with tab(chromium) as opened:
        errors: list[object] = []
        opened.on("pageerror", lambda error: errors.append(error))
        kept(opened, choice)
        rest(opened, f"{site.address}{ARTICLE}/")
        assert opened.locator(".ann-switch input:checked").get_attribute("value") == "attributed"
        assert errors == []


SHIFT = """window.shift = 0; new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
        window.shift += entry.value;
        window.moved = entry.sources.map(source => source.node?.outerHTML?.slice(0, 80));
    }
}).observe({type: "layout-shift", buffered: true});"""


@pytest.mark.parametrize("width", [1440, 768, 390])
@pytest.mark.parametrize(("choice", "query"), [("everything", ""), ("nothing", ""), ("nothing", "?show=t-unnamed")])
def test_what_was_chosen_is_there_before_the_page_shows(
    chromium: Browser, site: Served, width: int, choice: str, query: str
) -> None:
    """Nothing moves when the scripts start, on a slow machine either; what an address shows, no switch hides."""
    with tab(chromium, width, 844) as opened:
        opened.context.new_cdp_session(opened).send("Emulation.setCPUThrottlingRate", {"rate": 6})
        kept(opened, choice)
        opened.add_init_script(SHIFT)
        rest(opened, f"{site.address}{ARTICLE}/{query}")
        assert opened.evaluate("window.shift") == 0, opened.evaluate("window.moved")
        if query:
            assert opened.evaluate(DRAWN) == 7
            assert opened.locator(".ann-filters").is_visible()
        else:
            assert opened.locator(f"#ann_show-{choice}").is_checked()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_what_a_link_leads_to_always_shows(chromium: Browser, site: Served, script: bool) -> None:
    """A note or a mark, quiet or not, whatever is chosen; with a script its other end, too."""
    line = "id => getComputedStyle(document.getElementById(id)).textDecorationLine"
    with tab(chromium, java_script_enabled=script) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        for id_ in ("us-finding", "us-deaths"):
            for choose in (show_nothing, show_documents):
                choose(opened)
                opened.evaluate(f"location.hash = '{id_}'")
                assert opened.locator(f"[id='note:{id_}']").is_visible()
                assert not opened.locator("[id='note:motive-relations']").is_visible()
                opened.evaluate(f"location.hash = 'claim:{id_}'")
                assert opened.evaluate(line, f"claim:{id_}") == "underline"
                assert opened.evaluate(line, "claim:motive-relations") == "none"
                if script:
                    opened.wait_for_selector(f"li.ann-visited [id='{id_}']", state="attached")
                    assert opened.locator(f"[id='note:{id_}']").is_visible()


def show_nothing(opened: Page) -> None:
    """Choose clean text."""
    opened.locator("#ann_show-nothing").check()


def show_documents(opened: Page) -> None:
    """Choose one type of source."""
    opened.locator("#ann_show-attributed").check()
    if not opened.locator("#ann_f-t-document").is_visible():
        opened.locator(".ann-choose > summary").click()
    opened.locator("#ann_f-t-document").check()


@pytest.mark.parametrize("width", [1440, 390])
def test_filters_are_one_click_away(chromium: Browser, site: Served, width: int) -> None:
    """A button on the first screen opens the chips, and nothing above them moves."""
    with tab(chromium, width, 844) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        button = opened.locator(".ann-choose > summary")
        before = button.bounding_box()
        assert before is not None
        assert before["y"] + before["height"] <= 844
        button.click()
        assert opened.locator(".ann-chip").first.is_visible()
        assert button.bounding_box()["y"] == before["y"]  # type: ignore[index]
        assert not opened.locator(".ann-mix").first.is_visible()
