"""Two ways to work at the desk in a real browser: with a mouse alone, and by keyboard alone. Each counts its actions.

An action is a click, a drag, a key or chord, a typed word.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from playwright.sync_api import Locator, Page, expect

# Where words are in the window: of the text that readers see, white space as one space, `before` right before them.
_PLACE: Final = r"""([words, before]) => {
  const ours = ".ann-column, .ann-ref, .ann-overview, .headerlink, nav, script, style";
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const [places, signs] = [[], []];
  let last = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(ours)) continue;
    const block = node.parentElement.closest("p, li, h1, h2, h3, td, blockquote");
    const text = block === last ? node.data : ` ${node.data}`;
    const shift = block === last ? 0 : 1;
    last = block;
    [...text].forEach((sign, at) => {
      if (/\s/.test(sign) && signs.at(-1) === " ") return;
      signs.push(/\s/.test(sign) ? " " : sign);
      places.push([node, Math.max(0, at - shift)]);
    });
  }
  const at = signs.join("").indexOf(before + words) + before.length;
  if (at < before.length) return null;
  const range = document.createRange();
  range.setStart(...places[at]);
  const [node, offset] = places[at + words.length - 1];
  range.setEnd(node, offset + 1);
  const { top, bottom } = range.getBoundingClientRect();
  if (top < 100 || bottom > innerHeight - 60) scrollBy({ top: top - 200, behavior: "instant" });
  const boxes = [...range.getClientRects()].filter((box) => box.width);
  const [first, end] = [boxes[0], boxes.at(-1)];
  return [first.left + 1, (first.top + first.bottom) / 2, end.right - 0.5, (end.top + end.bottom) / 2];
}"""


class Party(Struct, frozen=True):
    """Who is named: by a label that the site knows, or, with a `type`, as a new source."""

    label: str
    type: str = ""
    implied: bool = False


class Statement(Struct, frozen=True, kw_only=True):
    """What is to be said of words; `before` is what stands right before them. `answers` are words of statements."""

    words: str
    before: str = ""
    kind: str = "claim"
    who: Sequence[Party] = ()
    via: Sequence[Party] = ()
    doubt: Sequence[str] = ()
    about: Sequence[Party] = ()
    answers: Sequence[str] = ()


def spaced(text: str) -> str:
    """Text with white space as one space."""
    return " ".join(text.split())


class Hand(ABC):
    """One way to work. `actions` counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0
        self.form = page.locator("whosaid-desk .form")

    def annotate(self, wanted: Statement) -> int:
        """Mark a statement, and save it; returns the actions that it took."""
        before = self.actions
        self.choose(wanted.words, wanted.before)
        expect(self.form).to_be_visible()
        self.name_who(wanted.who)
        if not self.form.locator(f"input[value='{wanted.kind}']").is_checked():
            self.set_kind(wanted.kind)
        for words in wanted.answers:
            self.answer(words)
        if wanted.via or wanted.doubt or wanted.about:
            self.open_more()
            for party in wanted.via:
                self.name("Through whom", party)
            for term in wanted.doubt:
                self.tick(term)
            for party in wanted.about:
                self.name("Whom it accuses", party)
        self.save()
        return self.actions - before

    def name_who(self, who: Sequence[Party]) -> None:
        """The sources: those that are offered stay if they are right."""
        tokens = self.form.get_by_label("Who: chosen").locator("li > span")
        if tokens.all_text_contents() == [party.label for party in who]:
            return
        for at, party in enumerate(who):
            self.name("Who", party)
            expect(tokens).to_have_count(at + 1)
        if not who and tokens.count():
            self.clear()

    def field(self, label: str) -> Locator:
        """A field for names."""
        return self.form.get_by_role("combobox", name=label, exact=True)

    def type(self, words: str) -> None:
        """Type into the field that has the focus."""
        self.page.keyboard.type(words)
        self.actions += len(words.split())

    def press(self, key: str, times: int = 1) -> None:
        """Press a key or a chord."""
        for _ in range(times):
            self.page.keyboard.press(key)
        self.actions += times

    def click(self, at: Locator) -> None:
        """Click."""
        at.click()
        self.actions += 1

    def saved(self) -> None:
        """Wait until the page shows what was saved."""
        expect(self.form).to_have_count(0)
        expect(self.page.locator("whosaid-desk[busy]")).to_have_count(0)

    @abstractmethod
    def choose(self, words: str, before: str) -> None:
        """Choose words of the article, so that the form opens."""

    @abstractmethod
    def name(self, field: str, party: Party) -> None:
        """Name somebody in a field."""

    @abstractmethod
    def clear(self) -> None:
        """Take away the source that is offered."""

    @abstractmethod
    def set_kind(self, kind: str) -> None:
        """Choose a kind."""

    @abstractmethod
    def answer(self, words: str) -> None:
        """Choose the statement with these words as one that is answered."""

    @abstractmethod
    def open_more(self) -> None:
        """Show the fields that few statements need."""

    @abstractmethod
    def tick(self, term: str) -> None:
        """Tick a word of doubt."""

    @abstractmethod
    def save(self) -> None:
        """Save."""


class Mouse(Hand):
    """The mouse alone. Letters are typed only for a name that stands nowhere."""

    def choose(self, words: str, before: str) -> None:
        place = self.page.evaluate(_PLACE, [spaced(words), before])
        assert place is not None, words
        left, top, right, bottom = place
        self.page.mouse.move(left, top)
        self.page.mouse.down()
        self.page.mouse.move(right, bottom, steps=3)
        self.page.mouse.up()
        self.actions += 1

    def name(self, field: str, party: Party) -> None:
        quick = self.form.locator(".quick", has_text=re.compile(f"^{re.escape(party.label)}$"))
        if field == "Who" and quick.count():
            self.click(quick)
            return
        self.click(self.field(field))
        if party.type:
            self.type(party.label)
            self.click(self.form.get_by_role("option", name="New source", exact=False))
            kind = self.form.locator(f".new input[value='{party.type}']").last
            if not kind.is_checked():
                self.click(kind)
        else:
            self.click(self.form.locator("[role=option] > span", has_text=re.compile(f"^{re.escape(party.label)}$")))
        if party.implied:
            self.click(self.form.get_by_role("checkbox", name="implied"))

    def clear(self) -> None:
        self.click(self.form.get_by_role("button", name="Remove ").first)

    def set_kind(self, kind: str) -> None:
        self.click(self.form.locator(f"input[value='{kind}']"))

    def answer(self, words: str) -> None:
        place = self.page.evaluate(_PLACE, [spaced(words), ""])
        assert place is not None, words
        self.page.mouse.click(place[0] + 4, place[1])
        self.actions += 1

    def open_more(self) -> None:
        if not self.form.locator(".more[open]").count():
            self.click(self.form.locator(".more > summary"))

    def tick(self, term: str) -> None:
        self.click(self.form.locator(f"input[value='{term}']"))

    def save(self) -> None:
        self.click(self.form.get_by_role("button", name="Save"))
        self.saved()


class Keyboard(Hand):
    """The keyboard alone."""

    def choose(self, words: str, before: str) -> None:
        words = spaced(words)
        if not self.page.locator("#desk-choose").count():
            self.press("m")
        chosen = self.page.locator(".chosen")
        for _ in range(80):
            sentence = spaced(chosen.text_content() or "")
            if words[:60] in sentence + " " or sentence.rstrip("…")[:60] in words:
                break
            self.press("ArrowDown")
        if not self._has(words):
            self._begin(words)
        if not self._has(words):
            self._end(words)
        assert self._has(words), (chosen.text_content(), words)
        self.press("Enter")

    def _has(self, words: str) -> bool:
        chosen = spaced(self.page.locator(".chosen").text_content() or "")
        return chosen == words if len(words) <= 200 else chosen.rstrip("…") == words[: len(chosen) - 1].rstrip()

    def _begin(self, words: str) -> None:
        """Type first words until the choice begins with them."""
        for word in words.split()[:5]:
            self.type(f"{word} ")
            if (self.page.locator(".chosen").text_content() or "").startswith(words[:40]):
                return

    def _end(self, words: str) -> None:
        """Type the last words, as few as are not in the words before."""
        all_words = words.split()
        for number in range(1, len(all_words)):
            last = " ".join(all_words[-number:])
            if words.find(last) == len(words) - len(last):
                break
        self.press("Tab")
        self.type(last)

    def name(self, field: str, party: Party) -> None:
        while not self.field(field).evaluate("element => element.getRootNode().activeElement === element"):
            self.press("Tab")
        if party.type:
            self.type(party.label)
            self.press("ArrowUp")
            self.press("Enter")
            kinds = self.form.locator(".new").last.locator("input[type=radio]")
            values = [kind.input_value() for kind in kinds.all()]
            checked = next(at for at, kind in enumerate(kinds.all()) if kind.is_checked())
            if values[checked] != party.type:
                self.press("Tab")
                steps = values.index(party.type) - checked
                self.press("ArrowRight" if steps > 0 else "ArrowLeft", abs(steps))
            return
        words = [word for word in re.findall(r"[\w’]+", party.label) if word not in ("the", "The")]
        for number in range(1, len(words) + 1):
            self.field(field).fill(" ".join(words[:number]))
            first = self.form.locator("[role=option][aria-selected=true] > span").text_content()
            if first == party.label:
                break
        self.actions += number
        self.press("Enter")
        if party.implied:
            self.press("Shift+Tab", 2)
            self.press("Space")

    def clear(self) -> None:
        self.press("Backspace")

    def set_kind(self, kind: str) -> None:
        order = ["claim", "opinion", "denial"]
        now = next(at for at, one in enumerate(order) if self.form.locator(f"input[value='{one}']").is_checked())
        self._tab_to(self.form.locator(f"input[value='{order[now]}']"))
        steps = order.index(kind) - now
        self.press("ArrowRight" if steps > 0 else "ArrowLeft", abs(steps))

    def _tab_to(self, wanted: Locator) -> None:
        for _ in range(40):
            if wanted.evaluate("element => element.getRootNode().activeElement === element"):
                return
            self.press("Tab")
        raise AssertionError(f"no key leads to {wanted}")

    def answer(self, words: str) -> None:
        field = self.field("What it answers")
        self._tab_to(field)
        for number in range(1, 8):
            field.fill(" ".join(words.split()[:number]))
            first = self.form.locator("[role=option][aria-selected=true] > span").text_content() or ""
            if first.rstrip("…") and words.startswith(first.rstrip("…")):
                break
        self.actions += number
        self.press("Enter")

    def open_more(self) -> None:
        if not self.form.locator(".more[open]").count():
            self._tab_to(self.form.locator(".more > summary"))
            self.press("Enter")

    def tick(self, term: str) -> None:
        self._tab_to(self.form.locator(f"input[value='{term}']"))
        self.press("Space")

    def save(self) -> None:
        self.press("Control+Enter")
        self.saved()
