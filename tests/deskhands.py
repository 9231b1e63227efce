"""Two ways to work at the desk in a real browser: with a mouse alone, and by keyboard alone. Each counts its actions.

An action is a click, a drag, a key or chord, a typed word.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from msgspec import Struct
from playwright.sync_api import Locator, Page, expect

from whosaid.base.options import CERTAINTY

# The text that readers see, white space as one space, and where each of its signs is.
_READ: Final = r"""() => {
  const ours = ".ann-column, .ann-ref, .ann-overview, .ann-faults, .headerlink, nav, script, style";
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const [places, signs] = [[], []];
  let last = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(ours)) continue;
    const block = node.parentElement.closest("p, li, h1, h2, h3, td, blockquote");
    const shift = block === last ? 0 : 1;
    last = block;
    [...(shift ? ` ${node.data}` : node.data)].forEach((sign, at) => {
      if (/\s/.test(sign) && signs.at(-1) === " ") return;
      signs.push(/\s/.test(sign) ? " " : sign);
      places.push([node, Math.max(0, at - shift)]);
    });
  }
  return { text: signs.join(""), places };
}"""
# Where words are in the window, with `before` right before them, scrolled to if need be.
_PLACE: Final = f"""([words, before]) => {{
  const {{ text, places }} = ({_READ})();
  const at = text.indexOf(before + words) + before.length;
  if (at < before.length) return null;
  const range = document.createRange();
  range.setStart(...places[at]);
  const [node, offset] = places[at + words.length - 1];
  range.setEnd(node, offset + 1);
  const {{ top, bottom }} = range.getBoundingClientRect();
  if (top < 100 || bottom > innerHeight - 60) scrollBy({{ top: top - 200, behavior: "instant" }});
  const boxes = [...range.getClientRects()].filter((box) => box.width);
  const [first, end] = [boxes[0], boxes.at(-1)];
  return [first.left + 1, (first.top + first.bottom) / 2, end.right - 0.5, (end.top + end.bottom) / 2];
}}"""


# What the preview knows of the page: a look at it, and no action.
_ASKED: Final = """async () => {
  const { at, token } = document.querySelector("script[data-token][data-at]").dataset;
  const content = JSON.stringify({ address: location.pathname, own_voice: true });
  const headers = { "Content-Type": "application/json", "X-Whosaid-Desk": token };
  return await (await fetch(`${at}page`, { method: "POST", headers, body: content })).json();
}"""


# When the article has not moved for three frames: what is new on the page may come in after it.
_STILL: Final = """() => new Promise((done) => {
  let [last, times] = ["", 0];
  const look = () => {
    const { top, height } = document.querySelector("article").getBoundingClientRect();
    times = `${top} ${height}` === last ? times + 1 : 0;
    last = `${top} ${height}`;
    if (times < 3) requestAnimationFrame(look);
    else done();
  };
  look();
})"""
_CUTS: Final = re.compile('[,;:…–—\\-“”«»„"()]')
DOUBT = "Words of doubt in the text"


class Party(Struct, frozen=True):
    """Who is named: by a label that the site knows, or, with a `type`, as a new source."""

    label: str
    type: str = ""
    implied: bool = False


class Wanted(Struct, frozen=True, kw_only=True):
    """What is to be said of words; `before` is what stands right before them. `answers` are words of statements."""

    words: str
    before: str = ""
    kind: str = "claim"
    who: Sequence[Party] = ()
    via: Sequence[Party] = ()
    doubt: Sequence[str] = ()
    about: Sequence[Party] = ()
    answers: Sequence[str] = ()

    def is_said(self, there: dict[str, Any], page: dict[str, Any]) -> bool:
        """Whether a statement or a proposal, as the preview has it, is this one."""
        words = {one["id"]: spaced(one["words"]) for one in page["statements"]}
        labels = {one["id"]: one["label"] for one in page["sources"]}
        options = {name: value.split(", ") for name, value in there["options"].items()}

        def named(name: str) -> list[tuple[str, bool]]:
            ids = [(id_.removesuffix(" (implied)"), id_.endswith(" (implied)")) for id_ in options.get(name, [])]
            return sorted((labels.get(id_, id_), implied) for id_, implied in ids)

        mine = [sorted((one.label, one.implied) for one in some) for some in (self.who, self.via, self.about)]
        return (
            (spaced(there["words"]), there["kind"]) == (self.words, self.kind)
            and [named("source"), named("via"), named("about")] == mine
            and sorted(options.get("certainty", [])) == sorted(self.doubt)
            and sorted(words.get(id_, "") for id_ in options.get("of", [])) == sorted(self.answers)
        )

    def said(self) -> set[str]:
        """What the desk shows of a statement that says this."""
        fields = {"by": self.who, "via": self.via, "accuses": self.about}
        named = {
            f"{name} " + ", ".join(party.label + " (implied)" * party.implied for party in parties)
            for name, parties in fields.items()
            if parties
        }
        return {self.kind, *self.doubt, *named, *(f"answers {words}" for words in self.answers)}

    def asks_for(self, offer: str) -> bool:
        """Whether what is offered is wanted."""
        if offer in (self.kind, *self.doubt):
            return True
        fields = {"by": self.who, "via": self.via, "accuses": self.about}
        field, _, shown = offer.partition(" ")
        begin, cut, end = shown.partition("…")  # long ones are cut

        def is_shown(name: str) -> bool:
            return name.startswith(begin) and name.endswith(end) if cut else name == shown

        if field == "answers":
            return any(map(is_shown, self.answers))
        parties = [party.label + " (implied)" * party.implied for party in fields.get(field, ())]
        one_of = [] if field == "by" else parties  # a name that is taken for who stands alone
        return bool(parties) and any(map(is_shown, [", ".join(parties), *one_of]))


def is_about(one: str, other: str) -> bool:
    """Whether two wordings have most of the shorter one in common."""
    same = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return same.size > min(len(one), len(other)) / 2


def spaced(text: str) -> str:
    """Text with white space as one space."""
    return " ".join(text.split())


class Hand(ABC):
    """One way to work. `actions` counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0
        self.form = page.locator("whosaid-desk .form")
        self.card = page.locator("whosaid-desk .card")
        self.done: set[str] = set()
        self.last = ""  # the words of the statement that was made last

    def arrive(self, address: str) -> None:
        """Go to a page of a preview, which never rests, and open the desk."""
        self.page.goto(address)
        self.page.get_by_role("button", name="Annotate").wait_for()
        self.press("e")
        expect(self.page.locator("whosaid-desk .file")).to_contain_text("docs")

    def widen(self) -> None:
        """Have proposed what nobody is said to say, too."""
        self.page.locator("whosaid-desk section > label input[type=checkbox]").click()
        self.actions += 1
        expect(self.page.locator("whosaid-desk h3")).not_to_have_text("Proposed (0)")

    def annotate(self, wanted: Wanted) -> int:
        """Mark a statement, and save it; returns the actions that it took."""
        before = self.actions
        self.choose(wanted.words, wanted.before)
        self.fill(wanted)
        return self.actions - before

    def correct(self, wanted: Wanted) -> int:
        """Make a statement of what was drafted or is proposed, unless it is as it should be; returns the actions."""
        before, page = self.actions, self.page.evaluate(_ASKED)
        drafted = [one for one in page["statements"] if spaced(one["words"]) not in self.done]
        there = next((one for one in drafted if is_about(wanted.words, spaced(one["words"]))), None)
        self.done.add(wanted.words)
        if there is not None and wanted.is_said(there, page):
            return 0
        if there is not None:
            self.open(there["id"], spaced(there["words"]), wanted)
        elif self.is_proposed(wanted, page):
            self.accept()
            self.last = wanted.words
            return self.actions - before
        else:
            self.choose(wanted.words, wanted.before)
        self.fill(wanted)
        return self.actions - before

    def reopen(self, words: str) -> None:
        """Open the form of a statement with these words."""
        page = self.page.evaluate(_ASKED)
        [there] = [one for one in page["statements"] if spaced(one["words"]) == words]
        self.open(there["id"], words, Wanted(words=words, kind=there["kind"]))
        expect(self.form).to_be_visible()

    def is_proposed(self, wanted: Wanted, page: dict[str, Any]) -> bool:
        """Whether the proposal that is looked at is just what is wanted."""
        said = ({**one, "words": one["quote"]["exact"]} for one in page["proposals"])
        return (
            self.card.is_visible()
            and self._looked_at() == wanted.words
            and any(wanted.is_said(one, page) for one in said)
        )

    def _looked_at(self) -> str:
        return spaced(str(self.page.evaluate("[...CSS.highlights.get('desk-current') ?? []].join('')")))

    def fill(self, wanted: Wanted) -> None:
        """Say in the form what is wanted, and save it."""
        expect(self.form).to_be_visible()
        self.take_offers(wanted)
        self.name_who(wanted.who)
        if not self.form.locator(f"input[value='{wanted.kind}']").is_checked():
            self.set_kind(wanted.kind)
        self.answer_all(wanted.answers)
        for party in wanted.via:
            if party.label not in self.chosen("Through whom"):
                self.name("Through whom", party)
        for term in {*self.chosen(DOUBT)} - {*wanted.doubt}:
            self.drop(term)
        for term in wanted.doubt:
            if term not in self.chosen(DOUBT):
                self.tick(term)
        for party in wanted.about:
            if party.label not in self.chosen("Whom it accuses"):
                self.name("Whom it accuses", party)
        self.save()

    def take_offers(self, wanted: Wanted) -> None:
        """Take what is offered and right, as long as there is something."""
        while right := self.right_offers(self.form, wanted):
            self.take(right[0])

    def right_offers(self, where: Locator, wanted: Wanted) -> list[Locator]:
        """The offers shown that are wanted and not taken."""
        offers = where.locator("[aria-label=Offers] button[aria-pressed=false]")
        labels = offers.all_text_contents()
        return [offers.nth(at) for at, label in enumerate(labels) if wanted.asks_for(label.split(" ", 1)[1])]

    def chosen(self, field: str) -> list[str]:
        """What a field for names holds."""
        return self.form.locator(f"[aria-label='{field}: chosen'] li > span").all_text_contents()

    def answer_all(self, answers: Sequence[str]) -> None:
        """What is answered: these, and no others."""
        for shown in self.chosen("What it answers"):
            if not any(words.startswith(shown.rstrip("…")) for words in answers):
                self.drop(shown)
        for words in answers:
            if not any(words.startswith(shown.rstrip("…")) for shown in self.chosen("What it answers")):
                self.answer(words)

    def name_who(self, who: Sequence[Party]) -> None:
        """The sources: those that are offered stay if they are right; the draft may have to call them otherwise."""
        labels, shown = [party.label for party in who], self.chosen("Who")
        if sorted(shown) == sorted(labels):
            return
        is_alike = [label.split()[:1] for label in shown] == [label.replace(",", "").split()[:1] for label in labels]
        if is_alike and not self.is_assumed and is_about(shown[0], labels[0]):
            self.describe(shown[0], labels[0])
            return
        if not self.is_assumed:
            for label in {*shown} - {*labels}:
                self.drop(label)
        for party in who:
            if party.label not in self.chosen("Who") or self.is_assumed:
                self.name("Who", party)

    @property
    def is_assumed(self) -> bool:
        """Whether the sources in the form are only a guess, which the next name replaces."""
        return self.form.locator(".tokens.assumed li").count() > 0

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
        self.page.evaluate(_STILL)

    @abstractmethod
    def choose(self, words: str, before: str) -> None:
        """Choose words of the article, so that the form opens."""

    @abstractmethod
    def open(self, id_: str, words: str, wanted: Wanted) -> None:
        """Open the form of a statement that has these words, and choose those that are wanted."""

    @abstractmethod
    def take(self, offer: Locator) -> None:
        """Take what is offered."""

    @abstractmethod
    def accept(self) -> None:
        """Accept the proposal that is looked at."""

    @abstractmethod
    def name(self, field: str, party: Party) -> None:
        """Name somebody in a field."""

    @abstractmethod
    def describe(self, label: str, words: str) -> None:
        """Call one of the page's own sources otherwise."""

    @abstractmethod
    def drop(self, words: str) -> None:
        """Take away one of the names or statements that are chosen."""

    @abstractmethod
    def set_kind(self, kind: str) -> None:
        """Choose a kind."""

    @abstractmethod
    def answer(self, words: str) -> None:
        """Choose the statement with these words as one that is answered."""

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
        if field != "Who":
            self.open_more()
        self.click(self.field(field))
        if party.type:
            self.type(party.label)
            self.click(self.form.get_by_role("option", name="New source", exact=False))
            kind = self.form.locator(f".new input[value='{party.type}']").last
            if not kind.is_checked():
                self.click(kind)
        else:
            self.click(
                self.form.locator("[role=option]:visible > span", has_text=re.compile(f"^{re.escape(party.label)}$"))
            )
        if party.implied:
            self.click(self.form.get_by_role("checkbox", name="implied"))

    def open(self, id_: str, words: str, wanted: Wanted) -> None:
        if self.card.is_visible() and self._looked_at() == words == wanted.words:
            right = self.right_offers(self.card, wanted)
            self.click(right[0] if right else self.card.get_by_role("button", name="Change", exact=True))
            return
        mark = self.page.locator(f"[id='claim:{id_}']").first
        mark.scroll_into_view_if_needed()
        left, middle = mark.evaluate(
            "mark => { const [box] = mark.getClientRects(); return [box.left + 4, box.top + box.height / 2]; }"
        )
        self.page.mouse.click(left, middle)
        self.actions += 1
        if words != wanted.words:
            self.choose(wanted.words, wanted.before)

    def accept(self) -> None:
        self.click(self.page.locator("whosaid-desk .card").get_by_role("button", name="Accept"))
        self.saved()

    def take(self, offer: Locator) -> None:
        self.click(offer)

    def describe(self, label: str, words: str) -> None:
        self.open_more()
        self.click(self.form.get_by_label(f"“{label}” is described as"))
        self.press("Control+a")
        self.type(words)

    def drop(self, words: str) -> None:
        self.click(self.form.get_by_role("button", name=f"Remove {words.rstrip('…')}"))

    def set_kind(self, kind: str) -> None:
        self.click(self.form.locator(f"input[value='{kind}']"))

    def answer(self, words: str) -> None:
        place = self.page.evaluate(_PLACE, [spaced(words), ""])
        assert place is not None, words
        self.page.mouse.click(place[0] + 4, place[1])
        self.actions += 1

    def open_more(self) -> None:
        """Show the fields that few statements need."""
        if not self.form.locator(".more[open]").count():
            self.click(self.form.locator(".more > summary"))

    def tick(self, term: str) -> None:
        self.open_more()
        self.click(self.field(DOUBT))
        self.click(self.form.get_by_role("option", name=term))

    def save(self) -> None:
        self.click(self.form.get_by_role("button", name="Save"))
        self.saved()


class Keyboard(Hand):
    """The keyboard alone. Enter takes what is typed; the last time with Control, which saves, too."""

    is_typed = False

    def _enter(self) -> None:
        """Take what was typed before, if it was not taken."""
        if self.is_typed:
            self.press("Enter")
        self.is_typed = False

    def choose(self, words: str, before: str) -> None:
        self._begin_choosing()
        if not self._chosen().startswith(spaced(words)[:40]):
            self._begin(spaced(words))
        if self._chosen() != spaced(words):
            self._end(spaced(words))
        assert self._chosen() == spaced(words)

    def open(self, id_: str, words: str, wanted: Wanted) -> None:
        self._begin_choosing()
        text: str = self.page.evaluate(f"({_READ})().text")
        for _ in range(40):
            if self._looked_at() == words:
                break
            self.press("ArrowUp" if text.find(self._chosen()) > text.index(words) else "ArrowDown")
        assert self._looked_at() == words
        if words != wanted.words:
            self.choose(wanted.words, wanted.before)

    def fill(self, wanted: Wanted) -> None:
        """Save at once what is as it should be; else the first key in the form may be the one that opens it."""
        if self._says() == wanted.said():
            self.save()
            return
        if right := self.right_offers(self.card, wanted):
            self.take(right[0])
        else:
            self.press("Enter")
        super().fill(wanted)

    def _says(self) -> set[str]:
        """What is said of the words that are chosen, as the desk shows it."""
        shown = self.card.locator(".says").text_content() or ""
        return {
            part
            for one in shown.split(" · ")
            for part in (one.split(", ") if one.split(",")[0] in CERTAINTY else [one])
        }

    def take(self, offer: Locator) -> None:
        self._enter()
        self.press(str(offer.get_attribute("aria-keyshortcuts")))

    def _begin_choosing(self) -> None:
        if not self.page.locator("#desk-choose").count():
            self.press("m")

    def accept(self) -> None:
        self._begin_choosing()
        self.press("Control+Enter")
        self.saved()

    def describe(self, label: str, words: str) -> None:
        self._tab_to(self.form.locator(".more > summary"))
        if not self.form.locator(".more[open]").count():
            self.press("Enter")
        self._tab_to(self.form.get_by_label(f"“{label}” is described as"))
        self.press("Control+a")
        self.type(words)

    def _chosen(self) -> str:
        return spaced(self.card.locator("blockquote").text_content() or "")

    def _begin(self, words: str) -> None:
        """Type first words until the choice begins with them."""
        for number, word in enumerate(words.split()[:6]):
            self.type(f" {word}" if number else word)
            if self._chosen().startswith(words[:40]):
                return

    def _end(self, words: str) -> None:
        """Type commas until the clause ends there, or the last words, as few as are not in the words before."""
        inner = len(_CUTS.findall(words[:-1]))
        all_words = words.split()
        for number in range(1, len(all_words)):
            last = " ".join(all_words[-number:])
            if words.find(last) == len(words) - len(last):
                break
        if self._ends_a_clause(words) and inner < 1 + number:
            for _ in range(inner + 1):
                self.press(",")
                if self._chosen() == words:
                    return
        self.press("Tab")
        self.type(last)

    def _ends_a_clause(self, words: str) -> bool:
        text: str = self.page.evaluate(f"({_READ})().text")
        after = text[text.index(words) + len(words) :]
        return bool(_CUTS.match(after.lstrip()))

    def name(self, field: str, party: Party) -> None:
        """By the one field for all; where something cannot be typed there, by its own."""
        self._enter()
        if party.type:
            self.type(party.label)
            self.press("ArrowUp")
            self.press("Enter")
            self._type_of_new(party.type)
            return
        before = {"Who": "", "Through whom": "via ", "Whom it accuses": "about "}[field]
        words = [word for word in re.findall(r"[\w’]+", party.label) if word.lower() != "the"]
        for number in range(1, len(words) + 1):
            typed = before + " ".join(words[:number]) + (" implied" if party.implied else "")
            self.field("Who").fill(typed)
            if self._first().removesuffix(" (implied)") == before + party.label:
                break
        self.actions += len(typed.split())
        self.is_typed = True

    def _first(self) -> str:
        first = self.form.locator("[role=option][aria-selected=true] > span")
        return first.text_content() or "" if first.count() else ""

    def _type_of_new(self, type_: str) -> None:
        kinds = self.form.locator(".new").last.locator("input[type=radio]").all()
        values = [kind.input_value() for kind in kinds]
        checked = next(at for at, kind in enumerate(kinds) if kind.is_checked())
        if values[checked] == type_:
            return
        self._tab_to(kinds[checked])
        steps = values.index(type_) - checked
        self.press("ArrowRight" if steps > 0 else "ArrowLeft", abs(steps))
        self._back_to_who()

    def _back_to_who(self) -> None:
        for _ in range(20):
            if self._has_focus(self.field("Who")):
                return
            self.press("Shift+Tab")

    def _has_focus(self, one: Locator) -> bool:
        return bool(one.evaluate("element => element.getRootNode().activeElement === element"))

    def set_kind(self, kind: str) -> None:
        self._enter()
        self.type(kind)
        self.is_typed = True

    def tick(self, term: str) -> None:
        self._enter()
        self.type(term)
        self.is_typed = True

    def _tab_to(self, wanted: Locator) -> None:
        for _ in range(40):
            if self._has_focus(wanted):
                return
            self.press("Tab")
        raise AssertionError(f"no key leads to {wanted}")

    def drop(self, words: str) -> None:
        self._enter()
        if [words] == self.chosen("Who")[-1:] and self._has_focus(self.field("Who")):
            self.press("Backspace")
            return
        self._tab_to(self.form.get_by_role("button", name=f"Remove {words.rstrip('…')}"))
        self.press("Enter")
        self._back_to_who()

    def answer(self, words: str) -> None:
        self._enter()
        for number in range(1, 8):
            typed = "of " + " ".join(words.split()[:number])
            self.field("Who").fill(typed)
            first = self._first().removeprefix("of ").rstrip("…")
            if first and words.startswith(first):
                break
        self.actions += len(typed.split())
        self.is_typed = True

    def save(self) -> None:
        self.is_typed = False
        self.press("Control+Enter")
        self.saved()
