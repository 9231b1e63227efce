"""The desk in a real browser, beside a real preview: by mouse, by keyboard, by touch; for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from deskhands import Mouse, Party, Wanted
from previews import served
from sites import CONFIG, write_site
from tools import axe_finds, printed, tab

ARTICLE = """\
---
title: The bridge
language: en
---

# The bridge

The bridge on Mill Lane is closed. The council said on Monday that it was no longer safe. Ada Brook denied that the
council had known. Cars go by the ford, and <b>the ford</b> is deep.

The water company said on Friday that the pipes under the road had burst twice.
"""
DRAFT = """\
---
title: The bridge
author:  # who wrote it; unknown if it does not say
genre:  # news, analysis or opinion
url:  # where it was published; remove this line if that is here
language: en
---

# The bridge

The council said [the bridge on Mill Lane was unsafe](#unsafe "claim by council")<!-- TODO: who says this? -->.
Ada Brook said [the ford was deep](#deep "claim by mayor").
"""
HOSTILE = "# x\n\nHe said that `<script>` was *5 < 6*, and “&lt;img src=x onerror=alert(1)&gt;” was not.\n"
AROUND = """
<p><label tabindex=0>A label</label> <b contenteditable>A <i>remark</i></b> <iframe src="../framed.html"></iframe></p>
"""
FRAMED = "<!doctype html><title>A graphic</title><body><p>A graphic"
CLOSED = "The bridge on Mill Lane is closed"
STYLED = r"""
[...document.adoptedStyleSheets]
  .flatMap((sheet) => [...sheet.cssRules])
  .flatMap((rule) => rule.cssRules?.length ? [...rule.cssRules] : [rule])
  .map((rule) => rule.selectorText)
  .filter((selector) => !/^(?:html)?\.whosaid-desk|^::highlight/.test(selector))
"""  # what the desk styles of a page beside its own
LETTERS = "element => getComputedStyle(element).fontSize"
LOADED = "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/bundle.')).length"
ATTACK = '<img src=x onerror="alert(2)">'


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A preview, and its folder of pages; each test has a page of its own."""
    names = ["mouse", "touch", "stale", "proposed", "elsewhere", "around"]
    pages = {f"{name}.md": ARTICLE for name in names} | {
        "hostile.md": HOSTILE,
        "framed.html": FRAMED,
        "draft.md": DRAFT,
    }
    pages["around.md"] += AROUND
    theme = "font: false, palette: {scheme: default}, features: [navigation.instant]"
    config = CONFIG.replace("font: false", theme) + "site_url: https://example.org/\n"
    site = write_site(tmp_path_factory.mktemp("desk"), pages, config)
    with served(site) as home:
        yield site / "docs", home


def has(file: Path, words: str) -> bool:
    """Whether a file has these words, whatever the white space between them."""
    return words in " ".join(file.read_text("utf-8").split())


def barriers(page: Page) -> dict[str, list[object]]:
    """What axe finds in the desk, light and dark, on a wide and on a narrow screen, with all its lists unfolded.

    Its tree is its own, so that the page around it, which other tests see to, is left out.
    """
    page.locator("whosaid-desk details").evaluate_all("all => { for (const one of all) one.open = true; }")
    found = {}
    for scheme, colours in (("default", "light"), ("slate", "dark")):
        page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme; }", scheme)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate("getComputedStyle(document.body).colorScheme") == colours
            found[f"{scheme} {width}"] = axe_finds(page, {"fromShadowDom": ["whosaid-desk", "aside"]})
    page.set_viewport_size({"width": 1440, "height": 900})
    return {how: those for how, those in found.items() if those}


def test_an_author_marks_changes_removes_and_undoes(chromium: Browser, preview: tuple[Path, str]) -> None:
    """By mouse alone; the file has it, and so has the page, which is never loaded anew."""
    docs, home = preview
    file = docs / "mouse.md"
    with tab(chromium, reduced_motion="reduce") as page:
        worker = Mouse(page)
        worker.arrive(f"{home}mouse/")
        page.evaluate("window.isSame = true")
        marks, undo = page.locator("article mark.ann"), page.get_by_role("button", name="Undo")
        worker.annotate(Wanted(words=CLOSED, who=[Party("Tom Reed", "person")]))
        assert has(file, f"[{CLOSED}](#")
        assert has(file, 'by tom-reed")')
        assert has(docs / "sources.yml", "Tom Reed")
        expect(marks).to_have_text(CLOSED)
        marks.click()
        worker.form.get_by_role("radio", name="Opinion").click()
        worker.open_more()
        worker.save()
        assert has(file, '"opinion')
        marks.click()
        expect(worker.form.get_by_label("Note")).to_be_visible()  # whoever opened “More” sees all fields again
        worker.form.get_by_role("button", name="Remove", exact=True).click()
        worker.saved()
        expect(marks).to_have_count(0)
        assert file.read_text("utf-8") == ARTICLE
        undo.click()
        expect(marks).to_have_text(CLOSED)
        assert has(file, '"opinion')
        undo.click()
        expect(page.locator("whosaid-desk[busy]")).to_have_count(0)
        expect(undo).to_have_attribute("title", "Undo: mark “The bridge on Mill Lane is closed” (Control+Z)")
        assert has(file, '"claim by tom-reed")')
        worker.choose("The bridge", "")  # the heading, which can only name a statement
        expect(worker.field("Which statement")).to_be_focused()
        assert page.evaluate("window.isSame")
        assert page.evaluate(LOADED) == 1


def test_proposals_are_accepted_changed_and_dismissed(chromium: Browser, preview: tuple[Path, str]) -> None:
    """Pale marks: by a click and by keys; what is next comes by itself. In no state does axe find anything."""
    docs, home = preview
    file = docs / "proposed.md"
    with tab(chromium, reduced_motion="reduce") as page:
        worker = Mouse(page)
        page.goto(f"{home}proposed/")
        page.get_by_role("button", name="Annotate").wait_for()
        assert barriers(page) == {}
        worker.arrive(f"{home}proposed/")
        shown = page.locator("whosaid-desk")
        worker.answer("no longer safe")
        expect(shown.locator(".card")).to_contain_text("1 of ")
        assert page.evaluate("CSS.highlights.get('desk-current').size") == 1
        assert barriers(page) == {}
        shown.get_by_role("button", name="Accept").click()
        expect(page.locator("article mark.ann")).to_have_count(1)
        expect(shown.locator(".card")).to_contain_text("1 of ")
        assert has(file, "by council")
        page.keyboard.press("m")
        assert barriers(page) == {}
        page.keyboard.press("Enter")
        expect(worker.form).to_be_visible()
        assert barriers(page) == {}
        page.keyboard.press("Escape")
        expect(worker.form).to_have_count(0)
        page.keyboard.press("Delete")
        expect(shown.locator(".said")).to_contain_text("Dismissed")
        expect(shown.locator(".card")).to_contain_text("Cars go by the ford")
        assert has(file, "nothing-to-note")


def test_a_draft_is_finished(chromium: Browser, preview: tuple[Path, str]) -> None:
    """Its questions are answered, its top lines told, its words chosen otherwise; what is refused stays as typed."""
    docs, home = preview
    file = docs / "draft.md"
    with tab(chromium, reduced_motion="reduce") as page:
        worker = Mouse(page)
        worker.arrive(f"{home}draft/")
        shown = page.locator("whosaid-desk")
        expect(shown.get_by_text("Questions of the draft (1)")).to_be_visible()
        shown.get_by_text("About this article").click()
        assert barriers(page) == {}
        shown.get_by_label("Author").fill("Ada: Holm")
        shown.get_by_label("Published").fill("in May")
        shown.locator(".about").get_by_role("button", name="Save").click()
        expect(shown.locator(".said")).to_contain_text("“published:” cannot be “in May”", ignore_case=True)
        expect(shown.get_by_label("Author")).to_have_value("Ada: Holm")
        shown.get_by_label("news").check()
        shown.get_by_label("Published").fill("2031-05")
        page.keyboard.press("Enter")
        expect(shown.locator(".said")).to_have_text("Saved.")
        assert file.read_text("utf-8").startswith(
            '---\ntitle: The bridge\nauthor: "Ada: Holm"\ngenre: news\nlanguage: en\npublished: 2031-05\n---\n'
        )
        shown.get_by_role("button", name="Answer").click()
        worker.choose("the bridge on Mill Lane", "said ")
        worker.save()
        assert has(file, 'said [the bridge on Mill Lane](#unsafe "claim by council") was unsafe. Ada')
        page.keyboard.press("m")
        page.keyboard.press("Enter")
        expect(worker.form.locator("blockquote")).to_have_text("the ford was deep")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+z")
        expect(shown.get_by_text("Questions of the draft (1)")).to_be_visible()
        assert has(file, "was unsafe](#unsafe")


def test_fingers_select_words_and_tap(chromium: Browser, preview: tuple[Path, str]) -> None:
    """On a phone what is selected is offered, and the form is a sheet below the text."""
    docs, home = preview
    with tab(chromium, 390, 844, has_touch=True, is_mobile=True, reduced_motion="reduce") as page:
        page.goto(f"{home}touch/")
        page.get_by_role("button", name="Annotate").tap()
        expect(page.locator("whosaid-desk .file")).to_contain_text("touch.md")
        page.evaluate(
            """() => { const node = document.querySelector("article p:last-of-type").firstChild;
            getSelection().setBaseAndExtent(node, 5, node, node.data.indexOf("mpany")); }"""
        )
        page.get_by_role("button", name="Annotate “water company”").tap()
        form = page.locator("whosaid-desk .form")
        expect(form.locator("blockquote")).to_have_text("water company")  # half words are whole
        sheet = form.bounding_box()
        assert sheet is not None
        assert sheet["x"] == 0
        assert sheet["width"] == 390
        assert sheet["y"] + sheet["height"] == pytest.approx(844, abs=1)
        form.locator(".quick").first.tap()
        form.get_by_role("button", name="Save").tap()
        expect(form).to_have_count(0)
        assert has(docs / "touch.md", "[water company](#")


def test_what_is_typed_outlives_a_change_elsewhere_and_a_refusal(chromium: Browser, preview: tuple[Path, str]) -> None:
    """A file that was changed on the disk is not overwritten: the page shows it, and the form stays."""
    docs, home = preview
    file = docs / "stale.md"
    with tab(chromium, reduced_motion="reduce") as page:
        page.route("**/livereload/**", lambda route: route.abort())  # the desk hears of it only when it saves
        worker = Mouse(page)
        worker.arrive(f"{home}stale/")
        worker.choose(CLOSED, "")
        worker.name("Who", Party("Eve Marsh", "person"))
        file.write_text(ARTICLE.replace("burst twice", "burst three times"), "utf-8")
        save = worker.form.get_by_role("button", name="Save")
        save.click()
        expect(worker.form.locator(".why")).to_contain_text("changed elsewhere")
        expect(page.locator("article")).to_contain_text("burst three times")
        expect(worker.form.locator(".tokens").first).to_contain_text("Eve Marsh")
        assert barriers(page) == {}
        worker.save()
        assert has(file, "burst three times")
        assert has(file, f"[{CLOSED}](#")
        worker.choose("Cars go by the ford", "")
        page.route("**/-/desk/change", lambda route: route.abort())
        save.click()
        expect(worker.form.locator(".why")).to_contain_text("does not answer")


def test_a_save_in_an_editor_is_shown_whether_the_desk_is_open_or_not(
    chromium: Browser, preview: tuple[Path, str]
) -> None:
    """As before there was a desk: the page is loaded anew. Beside an open desk, the article alone is."""
    docs, home = preview
    file = docs / "elsewhere.md"
    with tab(chromium, reduced_motion="reduce") as page:
        page.add_init_script("addEventListener('beforeunload', () => { window.isLeft = true; })")
        page.goto(f"{home}elsewhere/", wait_until="load")
        page.get_by_role("button", name="Annotate").wait_for()
        assert page.evaluate(STYLED) == []
        for number in (1, 2):
            assert not page.evaluate("window.isLeft")
            file.write_text(f"{file.read_text('utf-8')}\nSaved for time {number}.\n", "utf-8")
            expect(page.get_by_text(f"Saved for time {number}.")).to_be_attached()
        Mouse(page).arrive(f"{home}elsewhere/")
        page.evaluate("window.isSame = true")
        file.write_text(f"{file.read_text('utf-8')}\nSaved beside the desk.\n", "utf-8")
        expect(page.get_by_text("Saved beside the desk.")).to_be_attached()
        assert page.evaluate("window.isSame")


def test_what_is_saved_elsewhere_while_the_desk_saves_is_shown(chromium: Browser, preview: tuple[Path, str]) -> None:
    """Also if the change that was asked for is refused, after which the desk has nothing of its own to show."""
    docs, home = preview
    file = docs / "elsewhere.md"
    with tab(chromium, reduced_motion="reduce") as page:
        worker = Mouse(page)
        worker.arrive(f"{home}elsewhere/")
        worker.choose(CLOSED, "")

        def refuse(route: Route) -> None:
            with page.expect_response("**/livereload/**"):
                file.write_text(f"{file.read_text('utf-8')}\nSaved meanwhile.\n", "utf-8")
            route.fulfill(status=422, json={"why": "Not like this."})

        page.route("**/-/desk/change", refuse)
        worker.form.get_by_role("button", name="Save").click()
        expect(worker.form.locator(".why")).to_have_text("Not like this.")
        expect(page.get_by_text("Saved meanwhile.")).to_be_attached()


def test_the_keys_of_a_page_stay_its_own(chromium: Browser, preview: tuple[Path, str]) -> None:
    """In its search, in what can be written into, on what Enter presses, with other keys held; in what is framed."""
    docs, home = preview
    file = docs / "around.md"
    before = file.read_text("utf-8")
    with tab(chromium, reduced_motion="reduce") as page:
        page.goto(f"{home}around/", wait_until="load")
        opener, query, article = (
            page.locator("whosaid-desk .opener"),
            page.get_by_placeholder("Search"),
            page.locator("article"),
        )
        opener.wait_for()
        assert page.frames[1].locator("whosaid-desk").count() == 0
        article.locator("i").click()
        page.keyboard.press("e")
        query.click()
        page.keyboard.type("bridge")
        page.locator(".md-search-result__link").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.type("end")
        expect(query).to_have_value("bridgeend")
        page.keyboard.press("Escape")
        for keys in ("Control+e", "Alt+e", "Meta+e"):
            page.keyboard.press(keys)
        expect(opener).to_be_visible()
        assert "Annotate" not in printed(page)
        worker = Mouse(page)
        worker.arrive(f"{home}around/")
        page.keyboard.press("m")
        expect(page.locator("whosaid-desk .card")).to_be_visible()
        page.keyboard.press("Escape")
        article.locator("label[tabindex]").last.press("Enter")
        worker.choose(CLOSED, "")
        article.get_by_role("heading").first.click()
        page.keyboard.press("n")  # which would be the next page
        query.click()
        expect(page.locator("#__search")).to_be_checked()
        page.keyboard.press("Escape")
        expect(page.locator("#__search")).not_to_be_checked()
        expect(worker.form).to_be_visible()
        assert page.url == f"{home}around/"
        assert file.read_text("utf-8") == before
        assert "Proposed" not in printed(page)


def test_work_goes_on_where_a_theme_loads_the_page_anew(chromium: Browser, tmp_path: Path) -> None:
    """In MkDocs' own theme: what was done is said, the focus is in the desk, the next proposal shows. Letters are as
    large as in any theme, and nothing of the theme lies over the desk. So it goes on when a preview is started again.
    """
    config = CONFIG.replace("{name: material, font: false}", "mkdocs")
    site = write_site(tmp_path, {"bridge.md": ARTICLE}, config)
    file = site / "docs/bridge.md"
    with tab(chromium, reduced_motion="reduce") as page:
        worker, desk = Mouse(page), page.locator("whosaid-desk")
        marks, said = page.locator("[role=main] mark.ann"), desk.locator(".said")
        with served(site) as home:
            page.goto(f"{home}bridge/")
            page.add_style_tag(content="html { font-size: 62.5% } .navbar { left: 0; position: fixed; right: 0 }")
            page.get_by_text(CLOSED).dblclick(position={"x": 32, "y": 8})  # on a word, in small letters
            page.keyboard.press("e")
            expect(desk.get_by_role("button", name="Annotate “")).to_be_visible()  # what was selected before
            assert desk.locator(".panel").evaluate(LETTERS) == "14px"
            desk.get_by_role("button", name="Close").click()  # no part of the theme lies over it
            page.keyboard.press("e")
            page.wait_for_function("CSS.highlights.has('desk-proposed')")
            page.keyboard.press("m")
            page.keyboard.press("ArrowDown")
            expect(desk.locator(".card")).to_contain_text("no longer safe")
            page.keyboard.press("Control+Enter")
            expect(marks).to_have_count(1)
            expect(said).to_have_text("Accepted.")
            expect(desk.locator(".card")).to_contain_text("1 of ")
            expect(desk.get_by_label("Begin at the word")).to_be_focused()
            page.keyboard.press("Control+z")
            expect(marks).to_have_count(0)
            expect(said).to_have_text("Undone.")
            assert file.read_text("utf-8") == ARTICLE
            page.get_by_text(CLOSED).dblclick(position={"x": 40, "y": 8})
            worker.name("Who", Party("Eve Marsh", "person"))
        with served(site, "-a", home.removeprefix("http://").rstrip("/")):
            save = worker.form.get_by_role("button", name="Save")
            save.click()
            expect(worker.form.locator(".why")).to_contain_text("started again")
            save.click()
            expect(marks).to_have_text(CLOSED)
            expect(said).to_contain_text("Saved")
            expect(worker.form).to_have_count(0)
    assert has(file, 'by eve-marsh")')


def test_words_are_never_html(chromium: Browser, preview: tuple[Path, str]) -> None:
    """Neither those of an article nor those typed, wherever the desk shows them. While one types, themes' keys rest."""
    docs, home = preview
    with tab(chromium, reduced_motion="reduce") as page:
        alerts: list[str] = []

        def refuse(dialog: Dialog) -> None:
            alerts.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", refuse)
        worker = Mouse(page)
        worker.arrive(f"{home}hostile/")
        worker.choose("<script> was 5 < 6", "")
        expect(worker.form.locator("blockquote")).to_have_text("<script> was 5 < 6")
        page.keyboard.type(f"s {ATTACK}")
        expect(worker.form.locator("[role=option]")).to_have_text(f"New source: “s {ATTACK}”")
        assert not page.locator("#__search").is_checked()
        page.keyboard.press("Enter")
        expect(worker.form.locator(".tokens li > span").first).to_have_text(f"s {ATTACK}")
        expect(worker.form.locator(".new legend")).to_contain_text(ATTACK)
        worker.save()
        assert has(docs / "hostile.md", "[`<script>` was *5 < 6*](#")
        page.locator("article mark.ann").first.click()
        expect(worker.form.locator(".tokens li > span").first).to_have_text(f"s {ATTACK}")
        assert page.locator("whosaid-desk img, article img").count() == 0
        assert alerts == []
