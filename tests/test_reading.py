"""The reader's page, requirement by requirement. `REQUIREMENTS` names the test of each, or why it waits."""

from __future__ import annotations

import gzip
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sites import ARTICLE, LATER, Served, build_site, ledger_rows, one, page, serve, serve_project
from tools import NODE_MODULES, axe_finds, exe, printed, rest, run, tab, vnu_finds

REQUIREMENTS = {
    "R01": "test_article.py::test_marks_and_notes_link_to_each_other",
    "R02": "test_browser.py::test_a_link_to_a_note_opens_it_without_javascript",
    "R03": "test_reading.py::test_the_target_is_tinted_and_with_script_its_partner_too",
    "R04": "test_reading.py::test_a_jump_shows_the_note_and_its_words",
    "R05": "test_reading.py::test_a_button_copies_the_address_of_a_note",
    "R07": "test_reading.py::test_a_pointer_that_rests_on_words_previews_their_note",
    "R08": "test_article.py::test_the_notes_follow_their_paragraph",
    "R09": "test_reading.py::test_prose_is_narrow_and_notes_stand_beside_it",
    "R10": "test_reading.py::test_closed_notes_are_no_taller_than_their_paragraph, "
    "test_reading.py::test_closed_notes_say_all_they_have_to_say_beside_a_long_paragraph",
    "R11": "test_reading.py::test_an_open_note_moves_no_word_where_it_stands_beside_the_text, "
    "test_arriving.py::test_what_has_come_stays_where_it_is_when_more_comes, "
    "test_arriving.py::test_what_comes_after_the_first_paint_moves_nothing",
    "R12": "test_browser.py::test_the_built_site_asks_nothing_of_another_server",
    "R13": "test_reading.py::test_marks_keep_the_line_height",
    "R14": "test_reading.py::test_filters_work_without_javascript, test_top.py::test_the_switch_shows_what_it_says",
    "R15": "test_paper.py::test_the_text_comes_first_and_then_each_note_once",
    "R16": "test_reading.py::test_find_in_page_reaches_closed_notes, test_reading.py::test_what_is_copied_is_the_text",
    "R17": "test_reading.py::test_readers_tools_keep_text_and_notes",
    "R18": "test_reading.py::test_the_keyboard_goes_in_reading_order_with_a_visible_focus",
    "R19": "test_reading.py::test_the_switch_is_remembered_and_told, test_top.py::test_the_switch_shows_what_it_says, "
    "test_top.py::test_what_a_link_leads_to_always_shows",
    "R20": "test_reading.py::test_the_keyboard_goes_in_reading_order_with_a_visible_focus",
    "R21": "test_reading.py::test_opening_a_note_moves_no_focus",
    "R22": "test_reading.py::test_the_source_type_is_a_word_and_a_line_style_before_it_is_a_colour",
    "R23": "test_article.py::test_bounty_offer_shows_all_of_its_denials",
    "R24": "test_reading.py::test_group_colours_stand_out_in_both_schemes",
    "R25": "test_reading.py::test_reduced_motion_is_respected",
    "R26": "test_reading.py::test_checkers_find_nothing",
    "R27": "test_reading.py::test_each_chip_shows_as_many_notes_as_it_says, "
    "test_top.py::test_filters_are_one_click_away",
    "R28": "test_top.py::test_the_legend_draws_the_four_lines, "
    "test_reading.py::test_the_tables_count_what_the_ledger_counts",
    "R29": "test_reading.py::test_the_tables_count_what_the_ledger_counts",
    "R30": "test_top.py::test_the_first_screen_says_who_says_it_and_who_denies_it, "
    "test_top.py::test_the_main_claim_has_its_source_and_its_answers, "
    "test_top.py::test_the_byline_says_what_is_known, test_reading.py::test_the_summary_says_the_numbers",
    "R31": "test_reading.py::test_a_note_has_its_facts_in_a_fixed_order",
    "R32": "test_hook.py::test_parts_of_one_mark_share_one_number",
    "R33": "test_article.py::test_the_headline_mentions_without_numbers",
    "R37": "test_reading.py::test_checkers_find_nothing",
    "R39": "test_reading.py::test_an_article_weighs_little",
    "R40": "test_browser.py::test_the_built_site_asks_nothing_of_another_server",
    "R06": "waits for the ledger: published ids and their aliases",
    "R34": "test_tables.py::test_no_word_is_split_and_no_cell_is_cut_at_any_width",
    "R35": "test_ledger.py::test_unnamed_groups_are_never_merged",
    "R36": "waits for the ledger: updates and corrections",
    "R38": "waits for the editor's desk: the words of other languages; test_layout.py has their direction",
}
STATEMENTS = 38


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """The project's site, built and served."""
    with serve_project() as served:
        yield served


def shown_notes(page: Page) -> int:
    """How many notes are to be seen."""
    return int(page.locator(".ann-notes > li:visible").count())


def test_every_requirement_names_its_test() -> None:
    """All forty are in the table, and the tests it names exist."""
    assert sorted(REQUIREMENTS) == [f"R{number:02}" for number in range(1, 41)]
    for name in ", ".join(REQUIREMENTS.values()).split(", "):
        file, _, test = name.partition("::")
        if test:
            assert f"def {test}(" in (exe("python").parents[2] / "tests" / file).read_text("utf-8"), name


def test_the_target_is_tinted_and_with_script_its_partner_too(chromium: Browser, site: Served) -> None:
    """Plain :target tints the end visited; the script tints the other."""
    clear = "rgba(0, 0, 0, 0)"
    style = "id => getComputedStyle(document.getElementById(id)).backgroundColor"
    with tab(chromium) as opened:
        opened.route("**/*.js", lambda route: route.abort())
        for id_ in ("us-finding", "claim:us-finding"):
            opened.goto("about:blank")
            opened.goto(f"{site.address}{ARTICLE}/#{id_}")
            assert opened.evaluate(style, id_) != clear
            assert opened.evaluate(style, "claim:r-both") == clear
    with tab(chromium) as opened:
        opened.goto(f"{site.address}{ARTICLE}/#us-finding")
        opened.wait_for_selector("mark.ann-visited")
        assert opened.evaluate(style, "us-finding") != clear
        assert opened.evaluate(style, "claim:us-finding") != clear
        assert opened.evaluate(style, "claim:r-both") == clear


AT_REST = """() => new Promise(done => {
    const look = was => scrollY === was ? done(true) : setTimeout(look, 80, scrollY);
    look(-1);
})"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_a_jump_shows_the_note_and_its_words(chromium: Browser, site: Served, width: int, height: int) -> None:
    """From a shared address, the open note and its marked words are both in the window, below the header."""
    where = """id => {
        const words = document.getElementById("claim:" + id).getBoundingClientRect();
        const note = document.getElementById(id).getBoundingClientRect();
        return [words.top, words.bottom, note.top];
    }"""
    with tab(chromium, width, height) as opened:
        for id_ in [str(body["id"]) for body in page(site.folder).select(".ann-body")][:: 1 if width < 500 else 3]:
            opened.goto("about:blank")
            opened.goto(f"{site.address}{ARTICLE}/#{id_}")
            opened.wait_for_selector("mark.ann-visited")
            opened.wait_for_function(AT_REST)
            top, bottom, note = opened.evaluate(where, id_)
            header = opened.evaluate("document.querySelector('.md-header').offsetHeight")
            assert header <= top < bottom <= height, id_
            assert header <= note < height, id_


def test_a_button_copies_the_address_of_a_note(chromium: Browser, site: Served) -> None:
    """A real button that says so; without JavaScript there is no dead one."""
    with tab(chromium, permissions=["clipboard-read", "clipboard-write"]) as opened:
        opened.goto(f"{site.address}{ARTICLE}/#us-finding")
        button = opened.locator("#us-finding button")
        button.focus()
        opened.keyboard.press("Enter")
        opened.wait_for_function("document.querySelector('#us-finding [role=status]').textContent === 'Copied'")
        assert opened.evaluate("navigator.clipboard.readText()") == f"{site.address}{ARTICLE}/#us-finding"
    assert not page(site.folder).select(".ann-notes button")


def test_hovering_tints_the_other_end_and_adds_nothing(chromium: Browser, site: Served) -> None:
    """Hover or focus at a mark or a note; no content lives in a tooltip."""
    with tab(chromium) as opened:
        rest(opened, f"{site.address}{ARTICLE}/")
        before = opened.evaluate("document.querySelector('.md-content').innerText")
        opened.hover("[id='claim:us-finding']")
        assert opened.locator("li.ann-partner [id='us-finding']").count() == 1
        opened.focus("li:has([id='r-both']) .ann-card > summary")
        assert opened.locator("mark.ann-partner").get_attribute("id") == "claim:r-both"
        assert opened.evaluate("document.querySelector('.md-content').innerText") == before
    assert not page(site.folder).select(".md-content mark[title], .ann-notes [title], .ann-ref[title]")


def test_prose_is_narrow_and_notes_stand_beside_it(chromium: Browser, site: Served) -> None:
    """At most 30 rem of prose; from 60 em a second column, below that one."""
    beside = """() => [...document.querySelectorAll(".ann-block")].map(block => {
        const [prose, notes] = [...block.children].map(child => child.getBoundingClientRect());
        const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
        return [prose.width / rem, notes.left >= prose.right];
    })"""
    for width, expected in ((1440, True), (1024, True), (900, False), (390, False)):
        with tab(chromium, width) as opened:
            opened.goto(f"{site.address}{ARTICLE}/")
            measured = opened.evaluate(beside)
            assert all(rem <= 30.01 for rem, _ in measured), width
            assert {second for _, second in measured} == {expected}, width


@pytest.mark.parametrize("width", [1440, 1024])
def test_closed_notes_are_no_taller_than_their_paragraph(chromium: Browser, site: Served, width: int) -> None:
    """The closed stack is at most the paragraph's height and a tenth, so the text has no gaps."""
    heights = """() => [...document.querySelectorAll(".ann-block")].map(
        block => [block.children[0].offsetHeight, block.children[1].offsetHeight])"""
    with tab(chromium, width) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        for prose, notes in opened.evaluate(heights):
            assert notes <= prose * 1.1


@pytest.mark.parametrize("width", [1440, 1024])
def test_closed_notes_say_all_they_have_to_say_beside_a_long_paragraph(
    chromium: Browser, site: Served, width: int
) -> None:
    """Who cites whom, too, in a second line where one is too short; a long list beside few words has lines only."""
    with tab(chromium, width) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        line = opened.locator("[id='note:us-finding'] > .ann-card > summary").text_content() or ""
        assert line.endswith("The New York Times, citing US intelligence officials denied by Russia and 4 others")
        for beside in opened.locator(".ann-column .ann-beside").all():
            box = beside.bounding_box()
            assert box is not None
            assert box["width"] > 20, beside.inner_text()


def test_nothing_moves_while_the_page_loads_or_a_note_opens(chromium: Browser, site: Served) -> None:
    """No layout shift on load; opening a note moves no text above it."""
    watch = """window.shift = 0; new PerformanceObserver(list => {
        for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({type: "layout-shift", buffered: true});"""
    for width, slowness in itertools.product((1440, 390), (1, 8)):  # a slow machine paints while the page comes in
        with tab(chromium, width) as opened:
            opened.context.new_cdp_session(opened).send("Emulation.setCPUThrottlingRate", {"rate": slowness})
            opened.add_init_script(watch)
            rest(opened, f"{site.address}{ARTICLE}/")
            assert opened.evaluate("window.shift") == 0
            top = "document.getElementById('claim:r-embassy').getBoundingClientRect().top + scrollY"
            before = opened.evaluate(top)
            opened.locator("li:has([id='r-embassy']) .ann-card > summary").click()
            assert opened.evaluate(top) == before


PLACES = """() => [...document.querySelectorAll(".ann-block > p, .ann-block > p mark")]
    .flatMap(element => [...element.getClientRects()].flatMap(({top, left, right}) => [top, left, right]))"""
OPENED_BY = ("mark[id='claim:{}']", ".ann-ref[href='#{}'] >> nth=0", "[id='note:{}'] summary >> nth=0")


def notes_of(opened: Page) -> list[str]:
    """The ids of the statements with a note."""
    found: list[str] = opened.evaluate("[...document.querySelectorAll('mark[id]')].map(e => e.id.split(':')[1])")
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("width", [1440, 1024])
def test_an_open_note_moves_no_word_where_it_stands_beside_the_text(
    chromium: Browser, site: Served, width: int
) -> None:
    """Each of them, opened by its words, its number or its own line: it lies over the margin, in the window."""
    with tab(chromium, width) as opened:
        rest(opened, f"{site.address}{ARTICLE}/")
        for id_, by in itertools.product(notes_of(opened), OPENED_BY):
            if not opened.locator(by.format(id_)).is_visible():  # the number of what is not drawn
                continue
            opened.locator(by.format(id_)).evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
            before = opened.evaluate(PLACES)
            opened.locator(by.format(id_)).evaluate("e => e.click()")
            assert opened.evaluate(PLACES) == before, (id_, by)
            assert opened.locator(".ann-card[open]").count() == 1
            box = opened.locator(f"[id='{id_}']").bounding_box()
            assert box is not None
            header = opened.evaluate("document.querySelector('.md-header').offsetHeight")
            assert box["y"] >= header, (id_, by)
            assert "summary" in by or box["y"] + box["height"] <= 900, (id_, by)
            opened.locator(by.format(id_)).evaluate("e => e.click()")  # and closes it again
            assert opened.locator(".ann-card[open]").count() == 0


def test_on_a_phone_a_note_opens_below_the_line_of_its_words(chromium: Browser, site: Served) -> None:
    """What was clicked stays where it is in the window, whatever closes above it, and the note is to be seen."""
    with tab(chromium, 390, 844) as opened:
        rest(opened, f"{site.address}{ARTICLE}/")
        top = "e => e.getBoundingClientRect().top"
        for by in OPENED_BY:
            for id_ in notes_of(opened):  # each closes the one before
                target = opened.locator(by.format(id_))
                if not target.is_visible():  # the number of what is not drawn
                    continue
                target.evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
                before = target.evaluate(top)
                target.evaluate("e => e.click()")
                assert abs(target.evaluate(top) - before) < 0.5, (id_, by)
                body, words = (opened.locator(f"[id='{name}']").bounding_box() for name in (id_, f"claim:{id_}"))
                assert body is not None
                assert words is not None
                assert before < body["y"] < 844, (id_, by)
                assert "summary" in by or 0 <= body["y"] - words["y"] - words["height"] < 60, (id_, by)
        opened.emulate_media(media="print")
        opened.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert opened.locator(".ann-here").count() == 0


def test_on_a_phone_a_note_opens_above_the_list_inside_its_item(chromium: Browser, tmp_path: Path) -> None:
    """The list is not squeezed in beside it, over the edge of the screen."""
    nested = '# T\n\n- It says that [it is unsafe](#unsafe "claim by council").\n    - One\n        - Two\n'
    build_site(tmp_path, {"a.md": nested})
    with serve(tmp_path / "site") as served, tab(chromium, 390, 844) as opened:
        rest(opened, f"{served.address}a/")
        opened.click('a[href="#unsafe"]')
        opened.wait_for_selector(".ann-here")
        assert opened.evaluate("document.documentElement.scrollWidth") == 390
        note, inside = (opened.locator(part).bounding_box() for part in (".ann-here", ".ann-here ~ ul"))
        assert note is not None
        assert inside is not None
        assert inside["y"] >= note["y"] + note["height"]


def test_the_way_back_leads_to_the_words_it_came_from(chromium: Browser, site: Served) -> None:
    """To the mention that was clicked, not to the first mark; the browser's own Back restores what was before."""
    with tab(chromium) as opened:
        rest(opened, f"{site.address}{ARTICLE}/")
        mention = opened.locator(".ann-block:nth-of-type(5) .ann-mention, .ann-block .ann-mention").last
        assert mention.get_attribute("aria-details") == "note:us-finding"
        mention.click()
        assert opened.url.endswith("#us-finding")
        assert opened.locator("[id='us-finding']").is_visible()
        place = opened.evaluate("scrollY")
        opened.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        opened.locator("[id='us-finding'] [role=doc-backlink]").evaluate("e => e.click()")
        expect(mention).to_be_in_viewport()
        assert opened.evaluate("document.activeElement.matches('.ann-mention + .ann-ref')")
        opened.go_back()
        opened.wait_for_function("!document.querySelector('.ann-card[open]')")
        assert opened.evaluate("scrollY") == place
        opened.go_forward()
        opened.wait_for_function("document.querySelector('.ann-card[open] #us-finding')")


BEFORE = """() => [scrollY, document.querySelector(".ann-card[open]")?.parentElement.id ?? "",
    document.querySelector(".ann-here .ann-body")?.id ?? ""]"""


@pytest.mark.parametrize("by", OPENED_BY)
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (768, 1024), (390, 844)])
def test_the_browsers_back_shows_the_note_from_which_one_came(
    chromium: Browser, site: Served, width: int, height: int, by: str
) -> None:
    """A link in an open note leads to another note; Back brings back the first, where it was in the window."""
    with tab(chromium, width, height) as opened:
        rest(opened, f"{site.address}{ARTICLE}/")
        link = opened.locator(by.format("bounty-offer"))
        link.evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
        link.evaluate("e => e.click()")
        opened.wait_for_function(AT_REST)
        before = opened.evaluate(BEFORE)
        assert before[1] == "note:bounty-offer"
        opened.locator("[id='bounty-offer'] > p > a[href^='#']").last.evaluate("e => e.click()")
        opened.wait_for_function("!location.hash.endsWith('#bounty-offer') && !!document.querySelector('.ann-visited')")
        opened.wait_for_function(AT_REST)
        assert opened.evaluate(BEFORE)[1] != before[1]
        opened.evaluate("document.body.click()")  # a click elsewhere is no way to anywhere
        opened.go_back()
        opened.wait_for_function("document.querySelector('.ann-card[open]')?.parentElement.id === 'note:bounty-offer'")
        opened.wait_for_function(AT_REST)
        assert opened.evaluate(BEFORE) == before


@pytest.mark.parametrize("width", [1440, 1024])
def test_a_note_that_opens_low_shows_the_line_that_says_whose_it_is(
    chromium: Browser, site: Served, width: int
) -> None:
    """Its line is in the window right above it, under nothing, wherever in the window the words were."""
    line = """card => {
        const [line, body] = [...card.children].map(child => child.getBoundingClientRect());
        const at = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
        return [Math.abs(body.top - line.bottom) < 1.5, card.firstElementChild.contains(at)];
    }"""
    with tab(chromium, width) as opened:
        rest(opened, f"{site.address}{ARTICLE}/")
        for id_, block in itertools.product(("us-finding", "r-both", "us-deaths"), ("start", "end")):
            words = opened.locator(f"[id='claim:{id_}']")
            words.evaluate("(e, block) => e.scrollIntoView({block, behavior: 'instant'})", block)
            words.evaluate("e => e.click()")
            opened.wait_for_function(AT_REST)
            assert opened.locator(".ann-card[open]").count() == 1, (id_, block)
            assert opened.locator(".ann-card[open]").evaluate(line) == [True, True], (id_, block)
            opened.keyboard.press("Escape")


def test_words_that_are_selected_or_hold_a_link_open_nothing(chromium: Browser, site: Served) -> None:
    """Nor do clicks with a key that opens another tab; the innermost of nested marks opens its own note."""
    with tab(chromium) as opened:
        rest(opened, f"{site.address}{ARTICLE}/")
        words = opened.locator("[id='claim:us-finding']")
        words.dblclick()  # selects a word
        assert opened.evaluate("getSelection().toString().trim()")
        box = words.bounding_box()
        assert box is not None
        opened.evaluate(
            "getSelection().removeAllRanges(); document.querySelector('.ann-card[open]')?.removeAttribute('open')"
        )
        opened.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2)
        opened.mouse.down()
        opened.mouse.move(box["x"] + 240, box["y"] + box["height"] / 2, steps=4)
        opened.mouse.up()
        assert len(opened.evaluate("getSelection().toString()")) > 5
        assert opened.locator(".ann-card[open]").count() == 0
        opened.evaluate("""() => {
            getSelection().removeAllRanges();
            const mark = document.getElementById("claim:us-finding");
            mark.innerHTML = '<a href="#__skip">link</a> <mark class="ann" id="claim:r-both">inner</mark> outer';
        }""")
        opened.locator("[id='claim:us-finding'] a").evaluate("e => e.click()")
        assert opened.locator(".ann-card[open]").count() == 0
        opened.locator("[id='claim:us-finding'] mark").evaluate("e => e.click()")
        assert opened.locator(".ann-card[open] #r-both").count() == 1


def test_a_pointer_that_rests_on_words_previews_their_note(chromium: Browser, site: Served) -> None:
    """Beside the text; it stays while the pointer is on either, goes with Escape, and never closes an open one."""
    with tab(chromium) as opened:
        rest(opened, f"{site.address}{ARTICLE}/")
        words, body = opened.locator("[id='claim:us-finding']"), opened.locator("[id='us-finding']")
        words.hover()
        expect(body).to_be_visible()
        body.hover()
        opened.mouse.move(5, 5)
        expect(body).to_be_hidden()
        words.hover()
        expect(body).to_be_visible()
        opened.keyboard.press("Escape")
        assert body.is_hidden()
        opened.focus(".ann-ref[href='#bounty-offer']")
        opened.keyboard.press("Tab")  # only the keyboard's focus previews
        expect(opened.locator("[id='r-both']")).to_be_visible()
        opened.keyboard.press("Enter")  # which opens it
        words.hover()
        opened.mouse.move(5, 5)
        opened.wait_for_timeout(600)
        assert opened.locator("[id='r-both']").is_visible()
        assert body.is_hidden()


@pytest.mark.parametrize(
    ("choice", "script"), [("#ann_show-nothing", True), ("#ann_show-nothing", False), ("#ann_f-t-person", True)]
)
def test_a_note_that_is_linked_to_shows(chromium: Browser, site: Served, choice: str, script: bool) -> None:
    """Whatever the switch or a filter hides."""
    with tab(chromium, java_script_enabled=script) as opened:
        rest(opened, f"{site.address}{ARTICLE}/#us-deaths")
        if script:
            opened.locator(choice).evaluate("e => e.click()")
        else:
            opened.locator(choice).check()
        assert opened.locator("[id='us-deaths']").is_visible()
        assert not opened.locator("[id='note:us-finding']").is_visible()


def test_marks_keep_the_line_height(chromium: Browser, site: Served) -> None:
    """A line is as high with its marks and numbers as without them, give or take a twentieth."""
    heights = """() => [...document.querySelectorAll(".ann-block > p")].map(paragraph => {
        const bare = paragraph.cloneNode(true);
        for (const ref of bare.querySelectorAll(".ann-ref")) ref.remove();
        for (const mark of bare.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
        paragraph.after(bare);
        for (const each of [paragraph, bare]) each.style.whiteSpace = "nowrap";
        const measured = [paragraph.offsetHeight, bare.offsetHeight];
        bare.remove();
        return measured;
    })"""
    with tab(chromium) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        for marked, bare in opened.evaluate(heights):
            assert abs(marked - bare) < bare * 0.05


def test_filters_work_without_javascript(chromium: Browser, site: Served) -> None:
    """Native checkboxes and a switch: filtered statements lose their line and note, never their text."""
    with tab(chromium, java_script_enabled=False) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        assert shown_notes(opened) == STATEMENTS
        opened.locator(".ann-choose > summary").click()
        opened.locator("#ann_f-t-unnamed").check()
        assert shown_notes(opened) == 7
        assert opened.locator("[id='claim:r-both']").is_visible()
        opened.locator("#ann_f-t-outlet").check()
        assert shown_notes(opened) == 9
        opened.locator("#ann_f-t-unnamed").uncheck()
        opened.locator("#ann_f-t-outlet").uncheck()
        opened.locator("#ann_show-nothing").check()
        assert shown_notes(opened) == 0
        assert opened.locator(".ann-ref:visible").count() == 0


def test_every_note_is_printed(chromium: Browser, site: Served) -> None:
    """On paper all notes are open and numbered, each once, with the page's address and their number."""
    with tab(chromium) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        text = printed(opened)
    who = len(re.findall(r"(?:Who says it|Whose opinion it is|Who answers):", text))
    assert who == STATEMENTS
    assert f"{STATEMENTS} notes" in text
    assert f"{ARTICLE}/" in text


def test_find_in_page_reaches_closed_notes(chromium: Browser, site: Served) -> None:
    """The browser's own search opens the note that holds the words."""
    with tab(chromium) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        assert opened.evaluate("window.find('Two voices, one inside the other')")


COPIED = """(() => {
    const [first, , third] = document.querySelectorAll(".ann-block > p");
    const range = document.createRange();
    range.setStart(first, 0);
    range.setEnd(third, third.childNodes.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return getSelection().toString();
})()"""


def test_what_is_copied_is_the_text(chromium: Browser, site: Served) -> None:
    """No numbers of notes, nothing of closed notes, and a break between paragraphs."""
    with tab(chromium, permissions=["clipboard-read", "clipboard-write"]) as opened:
        rest(opened, f"{site.address}{ARTICLE}/")
        opened.locator("#ann_show-everything").check()
        opened.evaluate(COPIED)
        opened.keyboard.press("Control+c")
        copied = opened.evaluate("navigator.clipboard.readText()")
        assert re.findall(r"[a-z.\"]\d+", copied) == []
        assert "conflict.\n\nRussia's denial" in copied
        assert "denied by Russia" not in copied
        assert "Skip" not in copied


def test_a_note_that_is_open_in_the_text_is_not_copied_with_it(chromium: Browser, site: Served) -> None:
    """A selection that begins outside of it passes over it; one that begins in it copies what it selects."""
    with tab(chromium, 390, 844) as opened:
        rest(opened, f"{site.address}{ARTICLE}/")
        opened.locator("[id='claim:us-finding']").evaluate("e => e.click()")
        opened.wait_for_function(AT_REST)
        note = opened.locator(".ann-here p >> nth=1")
        whole = """selector => getSelection().selectAllChildren(
            document.querySelector(selector).closest(".ann-block > p"))"""
        for _ in range(2):  # and again after the note was selected
            opened.evaluate(whole, ".ann-here")
            opened.wait_for_selector(".ann-passed")
            copied = opened.evaluate("getSelection().toString()")
            assert len(copied) > 100
            assert note.inner_text() not in copied
            note.click(click_count=3)
            assert opened.evaluate("getSelection().toString().trim()") == note.inner_text()


@pytest.mark.parametrize("path", [ARTICLE, LATER])
def test_readers_tools_keep_text_and_notes(site: Served, path: str) -> None:
    """Mozilla's Readability, which reader modes use, keeps the paragraphs and the editor's notes."""
    script = """
    const {JSDOM} = require("jsdom"), {Readability} = require("@mozilla/readability");
    const dom = new JSDOM(require("fs").readFileSync(0, "utf8"), {url: "https://example.org/"});
    process.stdout.write(new Readability(dom.window.document).parse().textContent);
    """
    html = (site.folder / path / "index.html").read_text("utf-8")
    text = run([exe("node"), "-e", script], NODE_MODULES.parent, check=True, text=html).stdout
    source = page(site.folder, path)
    for paragraph in source.select(".ann-block > p"):
        assert paragraph.get_text()[:60].split("1")[0] in text
    for note in source.select(".ann-editor p"):
        assert " ".join(note.get_text().split())[:50] in " ".join(text.split())


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_keyboard_goes_in_reading_order_with_a_visible_focus(
    chromium: Browser, site: Served, width: int, script: bool
) -> None:
    """Tab goes down the page; the ring is drawn and never under the header; a link skips each paragraph's notes."""
    state = """() => {
        const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
        return {inside: !!e.closest(".md-content"), top: box.top, ring: style.outlineStyle,
                below: box.top >= innerHeight,
                name: e.className || e.tagName, index: [...document.querySelectorAll("*")].indexOf(e),
                header: document.querySelector(".md-header").offsetHeight};
    }"""
    reachable = """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
        .filter(e => e.closest(".md-content"))
        .filter(e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
        .filter(e => e.type !== "radio" || e.checked)
        .map(e => [...document.querySelectorAll("*")].indexOf(e))"""
    with tab(chromium, width, java_script_enabled=script) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        seen = []
        for _ in range(110):
            opened.keyboard.press("Tab")
            now = opened.evaluate(state)
            if now["inside"]:
                seen.append(now)
            elif seen:
                break
        order = [step["index"] for step in seen]
        assert order == sorted(order)
        assert sorted(set(opened.evaluate(reachable)) - set(order)) == []
        assert not any(step["below"] for step in seen)
        assert all(step["top"] >= step["header"] for step in seen), [s for s in seen if s["top"] < s["header"]]
        assert all(step["ring"] != "none" for step in seen), [s for s in seen if s["ring"] == "none"]
        assert sum("ann-ref" in step["name"] for step in seen) == 27  # of what is attributed
        assert sum("ann-skip" in step["name"] for step in seen) == 5


def test_the_switch_is_remembered_and_told(chromium: Browser, site: Served) -> None:
    """What is attributed, everything, nothing: stored in the browser, announced in a status region."""
    with tab(chromium) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        told = opened.locator(".ann-live")
        for choice, shown in (("everything", STATEMENTS), ("nothing", 0), ("attributed", 24), ("nothing", 0)):
            opened.locator(f"#ann_show-{choice}").check()
            assert told.inner_text() == f"{shown} of {STATEMENTS} notes shown"
        opened.reload()
        assert opened.locator("#ann_show-nothing").is_checked()
        assert shown_notes(opened) == 0


def test_opening_a_note_moves_no_focus(chromium: Browser, site: Served) -> None:
    """Enter opens it and Escape closes it; focus stays."""
    with tab(chromium) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        summary = opened.locator("li:has([id='r-both']) .ann-card > summary")
        summary.focus()
        for key, shows in (("Enter", True), ("Escape", False), ("Enter", True)):
            opened.keyboard.press(key)
            assert opened.locator("[id='r-both']").is_visible() is shows
            assert summary.evaluate("e => e === document.activeElement")


@pytest.mark.parametrize("width", [1440, 390])
def test_escape_closes_a_note_that_was_opened_from_its_words(chromium: Browser, site: Served, width: int) -> None:
    """The words stay where they are; from inside the note, the focus goes to the line of the note."""
    with tab(chromium, width) as opened:
        rest(opened, f"{site.address}{ARTICLE}/")
        for inside in (False, True):
            words = opened.locator("[id='claim:us-finding']")
            words.evaluate("e => e.click()")
            opened.wait_for_function(AT_REST)
            if inside:
                opened.locator("[id='us-finding'] .ann-more > summary").evaluate("e => e.focus({preventScroll: true})")
            before = words.bounding_box()
            opened.keyboard.press("Escape")
            assert opened.locator(".ann-card[open], .ann-here").count() == 0
            assert words.bounding_box() == before
            assert opened.evaluate("document.activeElement.matches('#note\\\\:us-finding summary')") is inside


def test_the_source_type_is_a_word_and_a_line_style_before_it_is_a_colour(chromium: Browser, site: Served) -> None:
    """Four groups, four line styles, also where colours are forced; every note says its type in words, and its sign is
    drawn."""
    styles = """() => ["a", "b", "c", "d"].map(group =>
        getComputedStyle(document.querySelector(".ann.ann-" + group)).textDecorationStyle)"""
    sign = "getComputedStyle(document.querySelector('summary > .ann-type'), '::before').backgroundColor"
    text = "getComputedStyle(document.body).color"  # a system colour: all others are drawn as the page
    for forced in ("none", "active"):
        with tab(chromium, forced_colors=forced) as opened:
            opened.goto(f"{site.address}{ARTICLE}/")
            assert opened.evaluate(styles) == ["solid", "dashed", "double", "dotted"]
            assert opened.evaluate(sign) == opened.evaluate(text)
    assert all(summary.select_one(".ann-type") for summary in page(site.folder).select(".ann-card > summary"))


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` or `#rgb` (WCAG 2.2)."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(c * 2 for c in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_group_colours_stand_out_in_both_schemes(site: Served) -> None:
    """Lines at 3:1 against the page, text colours at 4.5:1 (axe cannot judge text in a summary)."""
    css = (site.folder / "assets/whosaid.css").read_text("utf-8")
    for selector, paper in ((":root", "#ffffff"), ('[data-md-color-scheme="slate"]', "#1e2129")):
        block = css[css.index(selector + " {") :].partition("}")[0]
        tokens = dict(re.findall(r"--ann-([a-z]+): (#[0-9a-f]{3,6});", block))
        for name, least in (("a", 3), ("b", 3), ("c", 3), ("d", 3), ("link", 4.5), ("muted", 4.5)):
            light, dark = sorted((luminance(tokens[name]), luminance(paper)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= least, (selector, name)


def test_reduced_motion_is_respected(chromium: Browser, site: Served) -> None:
    """No smooth scrolling for those who ask for none."""
    with tab(chromium, reduced_motion="reduce") as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        assert opened.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


CLAIM = f"ledger/claim/{ARTICLE}/bounty-offer/"
PAGES = (
    *("", f"{ARTICLE}/", f"{LATER}/", "ledger/", "ledger/articles/", "ledger/sources/", "ledger/source/russia/", CLAIM),
    *("guide/writing/", "guide/reading/", "404.html"),
)
WIDTHS = (1440, 1024, 390, 320)


# After a resize, the theme's script lets code that has come to scroll be focused, at a moment of its own.
_CODE_IS_SETTLED = """() => [...document.querySelectorAll("pre > code")].every(
    (code) => code.scrollWidth <= code.clientWidth || code.hasAttribute("tabindex"))"""


@pytest.mark.parametrize("parts", [1, pytest.param(2, marks=pytest.mark.trials)], ids=["half", "whole"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_checkers_find_nothing(chromium: Browser, site: Served, scheme: str, script: bool, parts: int) -> None:
    """axe-core: no violation on any page, panels open, however wide; nor in any note, one open at a time, as they are
    for readers; nothing is on an allow-list.

    Half of a page's widths and notes each time: each of them in both schemes, and with the page's script and without.
    """

    def is_due(number: int) -> bool:
        return (number + (scheme == "dark") + (not script)) % 2 < parts

    for number, path in enumerate(PAGES):
        with tab(chromium, WIDTHS[0], 900, color_scheme=scheme) as opened:
            if not script:  # axe itself is script, so the page's own is kept away instead
                opened.route("**/*.js", lambda route: route.abort())
            opened.goto(site.address + path)
            opened.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            for column, width in enumerate(WIDTHS):
                opened.set_viewport_size({"width": width, "height": 900})
                opened.wait_for_function(_CODE_IS_SETTLED)
                if is_due(number + column):
                    assert axe_finds(opened) == [], (path, width)
                if width == (WIDTHS[0] if script else WIDTHS[-1]):
                    notes = opened.locator(".ann-notes [role=doc-footnote]").all()
                    assert path != f"{ARTICLE}/" or len(notes) == STATEMENTS
                    for note in (note for at, note in enumerate(notes) if is_due(at)):
                        note.locator(".ann-card").evaluate("card => card.open = true")
                        where = f'[id="{note.get_attribute("id")}"]'
                        assert axe_finds(opened, where) == [], (path, width, where)


def test_light_and_dark_are_the_systems_until_a_reader_chooses(chromium: Browser, site: Served) -> None:
    """On every page from the moment it is drawn, and also in a page that is open."""
    with tab(chromium, color_scheme="dark") as opened:
        opened.route("**/*.js", lambda route: route.abort())  # all that comes after the page itself
        seen, form = expect(opened.locator("body")), opened.locator("form[data-md-component=palette]")
        for path in (f"{ARTICLE}/", "404.html", "ledger/"):
            opened.goto(site.address + path)
            seen.to_have_attribute("data-md-color-scheme", "slate")
        opened.unroute("**/*.js")
        opened.goto(f"{site.address}{ARTICLE}/")
        assert _colours_around(opened) == ["rgb(20, 21, 26)", "dark"]
        opened.emulate_media(color_scheme="light")
        seen.to_have_attribute("data-md-color-scheme", "default")
        assert _colours_around(opened) == ["rgb(255, 255, 255)", "light"]
        opened.emulate_media(color_scheme="dark")
        form.get_by_title("Switch to light").click()
        for path in (f"{ARTICLE}/", "404.html", "ledger/"):
            seen.to_have_attribute("data-md-color-scheme", "default")
            expect(form.locator("label:visible")).to_have_attribute("title", "Switch to dark")
            opened.goto(site.address + path)
        form.locator("input").first.press("Enter")
        seen.to_have_attribute("data-md-color-scheme", "slate")


def _colours_around(opened: Page) -> list[str]:
    """Those that a page asks of the browser for its own frame and controls."""
    colours: list[str] = opened.evaluate(
        "['theme-color', 'color-scheme'].map(name => document.querySelector(`meta[name=${name}]`).content)"
    )
    return colours


@pytest.mark.parametrize("kept", ["{", "5", '{"index": "x"}', None])
def test_light_and_dark_work_whatever_a_browser_keeps(chromium: Browser, site: Served, kept: str | None) -> None:
    """Also nothing, where it forbids that; no script of the page stops at it."""
    with tab(chromium) as opened:
        faults: list[object] = []
        opened.on("pageerror", lambda fault: faults.append(fault))
        opened.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError') }})"
            if kept is None
            else f"localStorage.setItem('/.__palette', {kept!r})"
        )
        opened.goto(f"{site.address}{ARTICLE}/")
        opened.get_by_title("Switch to dark").click()
        expect(opened.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        assert faults == []


def test_the_nu_checker_finds_nothing(site: Served) -> None:
    """Every built page is valid HTML."""
    files = sorted(site.folder.rglob("*.html"))
    assert vnu_finds(*files) == ""


def test_each_chip_shows_as_many_notes_as_it_says(chromium: Browser, site: Served) -> None:
    """Chip by chip, and the address brings the choice back."""
    with tab(chromium) as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        opened.locator(".ann-choose > summary").click()
        for chip in opened.locator(".ann-chip").all():
            count = int(chip.locator(".ann-chip-count").inner_text())
            chip.locator("input").check()
            assert shown_notes(opened) == count, chip.inner_text()
            assert opened.locator(".ann-live").inner_text() == f"{count} of {STATEMENTS} notes shown"
            chip.locator("input").uncheck()
        opened.goto(f"{site.address}{ARTICLE}/?show=t-unnamed")
        assert shown_notes(opened) == 7
        opened.locator("#ann_f-s-answered").check()
        assert opened.url.endswith("?show=t-unnamed%2Cs-answered")


def test_the_tables_count_what_the_ledger_counts(site: Served) -> None:
    """Every type and route has its row, zeros too, in the order of the ladder, with an example from this article."""
    article = page(site.folder)
    types = [one(row, "[data-label='Source type']").get_text() for row in ledger_rows(site.folder, ARTICLE)]
    first, second = article.select("table.ann-mix")
    for row in first.select("tbody tr"):
        label, count = one(row, "th").get_text(), int(one(row, ".ann-count").get_text())
        assert count == types.count(label), label
        assert bool(row.select("a")) == bool(count)
    assert one(first, "tbody tr").get_text().startswith("Seen first-hand")
    counts = [int(cell.get_text()) for cell in second.select(".ann-count")]
    assert counts == [0, 2, 12, 0, 0, 6, 18]  # direct, public, second-hand, third-hand, hearsay, not stated, none


def test_the_summary_says_the_numbers(site: Served) -> None:
    """One sentence from the data."""
    assert one(page(site.folder), ".ann-summary").get_text() == (
        "20 of 38 statements are attributed to somebody; 12 of them reach us through The New York Times; none was "
        "seen first-hand; the other 18 are the article’s own voice, its author’s opinion or nobody’s."
    )


ORDER = [
    ("Who says it", "Whose opinion it is", "Who answers"),
    ("What it answers",),
    ("How it reached this article",),
    ("Certainty words used", "How far it goes"),
    ("Asked",),
    ("Whom it accuses",),
    ("Answer", "Answers"),
    ("Editor’s note",),
    ("Repeats", "Repeated by"),
    ("Narrows", "Narrowed by"),
    ("Supports", "Supported by"),
    ("Contradicts", "Contradicted by"),
    ("Is the basis for", "Based on"),
    ("Says the same as",),
    ("Links",),
]


def test_a_note_has_its_facts_in_a_fixed_order(site: Served) -> None:
    """Who, route, hedges, answers, editor's note, relations, links; a denial's missing date is said."""
    places = {label: place for place, labels in enumerate(ORDER) for label in labels}
    article = page(site.folder)
    for body in (*article.select(".ann-body"), *page(site.folder, LATER).select(".ann-body")):
        order = [places[term.get_text()] for term in body.select("dl > dt")]
        assert order == sorted(order), body["id"]
    assert "Date: not given" in one(article, "#r-both").get_text(" ")


def test_the_start_of_the_article_is_not_buried(chromium: Browser, site: Served) -> None:
    """Its first sentences show without scrolling on a desktop; on a phone all that stands above them does."""
    for width, height, selector, room in ((1440, 900, ".ann-block > p", 80), (390, 844, ".ann-overview + p", 60)):
        with tab(chromium, width, height) as opened:
            opened.goto(f"{site.address}{ARTICLE}/")
            box = opened.locator(selector).first.bounding_box()
            assert box is not None
            assert box["y"] + room < height


EXERCISE = re.compile(
    rb"""<template class="ann-classroom".*?</template>|<script data-style.*?</script>|<a class="ann-begin".*?</a>""",
    re.DOTALL,
)


def test_an_article_weighs_little(chromium: Browser, site: Served) -> None:
    """Compressed, at first view: its script, its styles, and all that is not the theme's; the search waits.

    What the exercise for a class adds, which few articles have, is counted apart.
    """
    with tab(chromium) as opened:
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url.removeprefix(site.address)))
        rest(opened, f"{site.address}{ARTICLE}/")
    files = [path if not path.endswith("/") else f"{path}index.html" for path in asked]
    weighs = {
        path: len(gzip.compress((site.folder / path).read_bytes()))
        for path in files
        if path.endswith((".html", ".css", ".js")) and "assets/stylesheets" not in path and "javascripts" not in path
    }
    assert sorted(weighs) == [
        f"{ARTICLE}/index.html",
        *("assets/site.css", "assets/whosaid-page.css", "assets/whosaid.css", "assets/whosaid.js"),
    ]
    assert weighs["assets/whosaid.js"] <= 5_100
    assert weighs["assets/whosaid.css"] <= 6_600
    page = (site.folder / ARTICLE / "index.html").read_bytes()
    exercise = weighs[f"{ARTICLE}/index.html"] - len(gzip.compress(EXERCISE.sub(b"", page)))
    assert 0 < exercise <= 1_750
    assert sum(weighs.values()) - exercise <= 33_000
    assert not any(path.startswith("search/") for path in asked)
