"""The desk by keyboard alone: one walk through the text, words chosen by typing, offers taken by their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from previews import served
from sites import write_site
from tools import tab

ARTICLE = """\
---
title: The bridge
language: en
---

# The bridge

The council said on Monday that the bridge was unsafe, and that it would be possible to mend it. Nobody was hurt.
Some 20 cars go by the ford - it is deep.
"""


FIRST = "the bridge was unsafe, and that it would be possible to mend it"  # what is proposed first


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The page that is annotated."""
    return write_site(tmp_path, {"bridge.md": ARTICLE}) / "docs/bridge.md"


@pytest.fixture
def page(chromium: Browser, file: Path) -> Iterator[Page]:
    """Its page in a preview, with the desk open, as one finds it after pressing `m`."""
    with served(file.parents[1]) as home, tab(chromium, reduced_motion="reduce") as page:
        page.goto(f"{home}bridge/")
        page.get_by_role("button", name="Annotate").wait_for()
        page.keyboard.press("e")
        expect(page.locator("whosaid-desk .file")).to_contain_text("docs")
        page.keyboard.press("m")
        yield page


def chosen(page: Page) -> Locator:
    """The words that the desk shows as chosen."""
    return page.locator("whosaid-desk .card blockquote")


def offer(page: Page, words: str) -> Locator:
    """What is offered in these words, in the form if it is open."""
    where = page.locator("whosaid-desk .form, whosaid-desk .card:visible").last
    return where.get_by_role("group", name="Offers").get_by_role("button", name=words)


def press(page: Page, *keys: str) -> None:
    """Press keys one after another."""
    for key in keys:
        page.keyboard.press(key)


def test_one_walk_leads_through_all_of_the_text(page: Page) -> None:
    """Proposals and sentences with none, in their order; at both ends one stays."""
    seen = []
    for _ in range(6):
        seen.append(chosen(page).text_content())
        press(page, "ArrowDown")
    assert seen[0] == FIRST
    assert "Nobody was hurt" in seen
    assert seen[-1] == seen[-2] == "Some 20 cars go by the ford - it is deep"
    press(page, "ArrowUp")
    expect(chosen(page)).not_to_have_text(str(seen[-1]))
    press(page, "Escape")
    expect(page.locator("whosaid-desk").get_by_role("heading", name="Desk")).to_be_focused()


def test_words_are_chosen_by_typing(page: Page, file: Path) -> None:
    """A word begins them, a comma ends them with the clause, Tab and a word there, arrows move the edge."""
    page.keyboard.type("some")
    expect(chosen(page)).to_have_text("Some 20 cars go by the ford - it is deep")
    press(page, ",")
    expect(chosen(page)).to_have_text("Some 20 cars go by the ford")
    press(page, ",")
    expect(chosen(page)).to_have_text("Some 20 cars go by the ford - it is deep")
    press(page, "Tab")
    page.keyboard.type("cars")
    expect(chosen(page)).to_have_text("Some 20 cars")
    press(page, "Shift+Tab")
    press(page, "ArrowRight")
    expect(chosen(page)).to_have_text("20 cars")
    press(page, "Tab", "ArrowRight")
    expect(chosen(page)).to_have_text("20 cars go")
    press(page, "Control+Enter")
    expect(page.locator("article mark.ann")).to_have_text("20 cars go")
    assert "[20 cars go](#" in file.read_text("utf-8")


def test_what_is_being_chosen_outlives_a_change_of_the_page(page: Page, file: Path) -> None:
    """As long as its text is the same."""
    page.keyboard.type("some")
    press(page, ",")
    file.write_text(ARTICLE.replace("Nobody was hurt", "*Nobody* was hurt"), "utf-8")
    expect(page.locator("article em")).to_have_text("Nobody")
    expect(page.locator("whosaid-desk[busy]")).to_have_count(0)
    expect(chosen(page)).to_have_text("Some 20 cars go by the ford")
    expect(page.locator("#desk-choose")).to_have_value("some")


def test_what_one_looks_at_is_the_same_after_a_change_of_the_page(page: Page, file: Path) -> None:
    """Also a sentence of which nothing is said."""
    press(page, "ArrowDown")
    expect(chosen(page)).to_have_text("Nobody was hurt")
    file.write_text(ARTICLE.replace("is deep", "is *deep*"), "utf-8")
    expect(page.locator("article em")).to_have_text("deep")
    expect(page.locator("whosaid-desk[busy]")).to_have_count(0)
    press(page, "ArrowUp")
    expect(chosen(page)).to_have_text(FIRST)
    press(page, "ArrowDown")
    expect(chosen(page)).to_have_text("Nobody was hurt")


def test_a_number_can_be_typed(page: Page) -> None:
    """Digits take offers; after a space they are what one types."""
    page.keyboard.type(" 20")
    expect(chosen(page)).to_have_text("20 cars go by the ford - it is deep")


def test_offers_are_taken_by_their_numbers(page: Page, file: Path) -> None:
    """In the form that opens; once more takes one back; Control+Enter saves, and one goes on from there."""
    number = (offer(page, "possible").text_content() or "")[0]
    press(page, number)
    expect(offer(page, "possible")).to_have_attribute("aria-pressed", "true")
    press(page, number)
    expect(offer(page, "possible")).to_have_attribute("aria-pressed", "false")
    press(page, number, "Control+Enter")
    expect(page.locator("article mark.ann")).to_have_text(FIRST)
    assert "certainty: possible" in file.read_text("utf-8")
    expect(page.locator("#desk-choose")).to_be_focused()
    expect(chosen(page)).not_to_have_text(FIRST)
    press(page, "Control+z")
    expect(page.locator("article mark.ann")).to_have_count(0)


def test_a_route_that_was_chosen_stays_when_a_name_replaces_a_guess(page: Page, file: Path) -> None:
    """The guess of who says it takes its route with it, but not what the author has said."""
    page.keyboard.type("nobody")
    press(page, "Enter")
    page.keyboard.type("via council")
    press(page, "Enter")
    page.keyboard.type("Eve Marsh")
    press(page, "Control+Enter", "Control+Enter")
    expect(page.locator("article mark.ann")).to_have_text("Nobody was hurt")
    assert '"claim by eve-marsh via council"' in file.read_text("utf-8")


def test_other_words_of_a_statement_stay_its_own(page: Page, file: Path) -> None:
    """They are chosen while one looks at it, and saved at once."""
    press(page, "Control+Enter")
    expect(page.locator("whosaid-desk .said")).to_have_text("Accepted.")
    press(page, "ArrowUp")
    expect(chosen(page)).to_have_text(FIRST)
    press(page, "ArrowRight", ",")
    expect(chosen(page)).to_have_text("bridge was unsafe")
    press(page, "Control+Enter")
    expect(page.locator("article mark.ann")).to_have_text("bridge was unsafe")
    assert file.read_text("utf-8").count("claim by") == 1
