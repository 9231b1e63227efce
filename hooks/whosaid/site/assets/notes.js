/* Marks and their notes. Without a script a number is a link to its note, which the browser opens, and all is there.

   1. ends      which statement a mark, a number or a note belongs to; one end tints the other
   2. opening   the words open their note as the number does, and what was clicked stays where it is in the window:
                beside the text where there is room, on a phone below the line that ends the words
   3. the way   back leads to the words one came from, the browser's own Back to what was before, and an address
                shows its note and its words
   4. peeking   the note of words on which a pointer or the focus rests shows until these leave both
   5. links     a button in each note copies its address; it adds no text, so annotations keep their places
   6. copying   a note that is open in the text is no part of it: only what is selected from inside is selected
   7. paper     in browsers that print nothing of a closed note, all are opened                                      */

(() => {
  "use strict";

  const SEEN = 72; // pixels of a note that must show for it to count as seen: its closed line and two more
  const REST = 400; // milliseconds that a pointer rests on words before their note shows, and has to come over to it
  const NEXT = matchMedia("(min-width: 60em)"); // where notes stand beside the text, which they do not cover
  const POINTER = matchMedia("(hover: hover) and (pointer: fine)");

  const all = (selector) => [...document.querySelectorAll(selector)];
  const statementOf = (hash) => (hash.startsWith("claim:") ? hash.split(":")[1] : hash); // claim:x, claim:x:2 …
  const markOf = (id) => document.getElementById(`claim:${id}`);
  const noteOf = (id) => document.getElementById(`note:${id}`)?.closest("li");
  const cardOf = (id) => noteOf(id)?.querySelector(".ann-card");
  const hashOf = (address) => decodeURIComponent(address.hash.slice(1));

  let from = null; // the words or the number from which a note was last opened
  let inText = null; // the element in the text that holds an open note, and its `card` in the list of notes
  let peeked = null; // the note that shows for as long as something rests on its words
  let timer = 0;

  /* 1. Ends */

  const nameOf = (mark) => (mark.id ? statementOf(mark.id) : mark.getAttribute("aria-details")?.slice("note:".length));
  const isHere = (link) => link.hash && link.href.split("#")[0] === location.href.split("#")[0];

  /* The mark or number of this page in the text to which an element belongs, and the id of its statement. */
  const wordsAt = (target) => {
    const words = target.closest?.(".ann, .ann-ref");
    if (!words) return {};
    return { words, id: words.matches(".ann") ? nameOf(words) : isHere(words) ? hashOf(words) : "" };
  };

  const tint = (event) => {
    for (const element of all(".ann-partner")) element.classList.remove("ann-partner");
    const note = event.target.closest?.(".ann-notes > li")?.querySelector("[id^='note:']");
    const id = wordsAt(event.target).id ?? note?.id.slice("note:".length);
    for (const end of id ? [markOf(id), noteOf(id)] : []) end?.classList.add("ann-partner");
  };

  /* A mark that has no number, as the reader chose, is tinted and gets none, which would move the words after it. */
  const visit = (id, state = "ann-visited") => {
    document.documentElement.classList.add("ann-script"); // from now on this says what is visited, and not :target
    for (const element of all(".ann-visited, .ann-lit")) element.classList.remove("ann-visited", "ann-lit");
    noteOf(id)?.classList.add("ann-visited");
    if (noteOf(id)) markOf(id)?.classList.add(state);
  };

  /* 2. Opening */

  const headHeight = () => (document.querySelector(".md-header")?.offsetHeight ?? 0) + 8;

  /* Whatever opens and closes above it, an element stays where it is in the window. */
  const hold = (element, act) => {
    const { top } = element.getBoundingClientRect();
    act();
    scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
  };

  /* A float that is as wide as the text stands below the line it is in, and moves nothing above. */
  const putInText = (card, words) => {
    const number = words.nextElementSibling;
    let last = number?.matches(".ann-ref") ? number : words;
    while (getComputedStyle(last.parentElement).display === "inline") last = last.parentElement;
    inText = document.createElement("div");
    inText.className = `ann-here ${noteOf(nameOf(words) ?? hashOf(words)).className}`;
    [inText.card, inText.words] = [card, words];
    inText.append(card.querySelector(".ann-body"));
    last.after(inText);
  };

  const putBack = () => {
    inText?.card.append(...inText.childNodes);
    inText?.remove();
    inText = null;
  };

  const isRunningText = (words) => !NEXT.matches && words.closest(".ann-block > :first-child") && !words.closest("h1, h2, h3, h4, h5, h6, table");

  /* Beside the text, a note that would open out of sight lies with its line further up or down, beside its words. */
  const fit = (card) => {
    shift(card, 0);
    const { top, height } = card.querySelector(".ann-body").getBoundingClientRect();
    shift(card, Math.max(Math.min(top, innerHeight - height - 8), headHeight() + card.firstElementChild.offsetHeight) - top);
  };

  const shift = (card, by) => card.style.setProperty("--ann-shift", `${by}px`);

  /* Words open and close their note. Only where it opens out of sight does the page move, until it is seen. */
  const toggle = (id, words) => {
    const card = cardOf(id);
    const opens = !card.open || card === peeked;
    if (opens && hashOf(location) !== id) keep();
    hold(words, () => {
      putBack();
      card.open = opens;
      if (!opens) return;
      [from, peeked] = [{ id, words }, null];
      if (isRunningText(words)) putInText(card, words);
      if (hashOf(location) !== id) history.pushState(null, "", `#${id}`);
      visit(id, isDrawn(markOf(id) ?? words, "--ann-ref") ? "ann-visited" : "ann-lit");
    });
    if (!inText) fit(card);
    const { top, height } = document.getElementById(id).getBoundingClientRect();
    if (!opens || (top >= headHeight() && top + SEEN < innerHeight)) return;
    scrollBy({ top: top < innerHeight ? Math.min(height, 4 * SEEN) + top - innerHeight : top - innerHeight / 2 });
  };

  const click = (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const { target } = event;
    if (target.closest(".ann-notes") && peeked?.contains(target)) peeked = null; // it stays open
    const line = target.closest(".ann-card > summary");
    const { words, id } = wordsAt(target);
    if (line) {
      event.preventDefault();
      hold(line.parentElement, () => { // whose line may be shifted
        putBack();
        shift(line.parentElement, 0);
        line.parentElement.open = !line.parentElement.open;
      });
    } else if (target.closest("a[role=doc-backlink]")) goBack(event);
    else if (words && cardOf(id) && (words.matches("a") || isPlain(target, words))) {
      event.preventDefault();
      toggle(id, words);
    } else if (words?.nextElementSibling?.matches(".ann-ref") && isPlain(target, words)) words.nextElementSibling.click();
    isOnTheWay = !event.defaultPrevented && isHere(target.closest("a") ?? {});
    if (isOnTheWay) keep();
  };

  const isDrawn = (words, property) => getComputedStyle(words).getPropertyValue(property) !== "none"; // as is chosen

  /* Words that are neither being selected nor a link or a control of the author's. */
  const isPlain = (target, words) =>
    isDrawn(words, "--ann-note") && getSelection().isCollapsed && !target.closest("a, button, input, label, select, summary, textarea");

  /* 3. The way back, and addresses */

  const goBack = (event) => {
    const words = from?.words;
    if (!words?.isConnected || from.id !== statementOf(hashOf(event.target.closest("a")))) return;
    event.preventDefault();
    words.scrollIntoView({ block: "center" });
    const number = words.matches("a") ? words : words.nextElementSibling;
    if (number?.matches(".ann-ref")) number.focus({ preventScroll: true });
  };

  let isOnTheWay = true; // to an address, and not back to where the browser was before and knows itself

  const openCard = () => all(".ann-card[name][open]").find((card) => card !== peeked);
  const ends = () => all(".ann, .ann-ref");

  /* What shows as the reader leaves for another place in the page; `x` and `y` as the theme keeps them, too. */
  const keep = () => {
    const [note, words] = [openCard()?.parentElement.id.slice("note:".length) ?? "", ends().indexOf(inText?.words)];
    history.replaceState({ ...history.state, x: scrollX, y: scrollY, kept: { note, words } }, "");
  };

  const restore = ({ kept: { note, words }, x, y }) => {
    const [card, end] = [cardOf(note), ends()[words]];
    if (card) card.open = true;
    if (card && end && isRunningText(end)) putInText(card, end);
    scrollTo({ left: x, top: y, behavior: "instant" });
  };

  const arrive = (event) => {
    const hash = hashOf(location);
    const [id, goes, before] = [statementOf(hash), isOnTheWay, event && history.state];
    isOnTheWay = false;
    visit(id);
    putBack();
    if (!goes) for (const card of all(".ann-card[name][open]")) card.open = false;
    if (!goes && before?.kept) return restore(before);
    if (!noteOf(id)) return;
    const mark = markOf(id);
    shift(cardOf(id), 0);
    if (hash === id) {
      cardOf(id).open = true;
      if (mark && isRunningText(mark)) putInText(cardOf(id), mark);
    }
    if ((goes || event) && mark) requestAnimationFrame(() => showBoth(mark, inText ?? noteOf(id)));
  };

  /* Where a note stands far below its words (a phone), the words go to the top; if that is too far, the note to the
     bottom, below as many of the words as fit. */
  const showBoth = (mark, note) => {
    const head = headHeight();
    const [words, card] = [mark.getBoundingClientRect(), note.getBoundingClientRect()];
    const end = card.top + SEEN;
    if (words.top >= head && end <= innerHeight) return;
    if (end - words.top < innerHeight - head) scrollBy(0, words.top - head);
    else if (end - words.bottom < innerHeight - head) scrollBy(0, end - innerHeight);
  };

  /* 4. Peeking */

  const unpeek = () => {
    clearTimeout(timer);
    if (peeked) peeked.open = false;
    peeked = null;
  };

  /* Escape closes what shows; the focus goes from inside a note to its line, and else stays. */
  const closeAny = ({ key, target, defaultPrevented }) => {
    if (key !== "Escape" || defaultPrevented || target.closest?.(".md-search")) return;
    const card = openCard();
    const inside = document.activeElement.closest(".ann-body");
    unpeek();
    if (!card) return;
    hold(inText?.words ?? card, () => {
      putBack();
      card.open = false;
    });
    if (inside) card.firstElementChild.focus({ preventScroll: true });
  };

  const peek = (id) => {
    const card = cardOf(id);
    if (!card || openCard() || !getSelection().isCollapsed) return;
    peeked = card;
    card.open = true;
    fit(card);
  };

  const rest = (event) => {
    const { target, type } = event;
    if (!NEXT.matches || !POINTER.matches || (type === "focusin" && !target.matches(":focus-visible"))) return;
    clearTimeout(timer);
    const { words, id } = wordsAt(target);
    if (peeked && (peeked.contains(target) || cardOf(id) === peeked)) return;
    const next = () => {
      unpeek();
      if (id && isDrawn(words, "--ann-line")) peek(id);
    };
    if (type === "focusin") next();
    else if (id || peeked) timer = setTimeout(next, REST);
  };

  /* 5. Links */

  const offerLinks = () => {
    for (const tools of all(".ann-tools")) {
      if (tools.querySelector("button") || !navigator.clipboard) continue;
      const button = document.createElement("button");
      const status = document.createElement("span");
      button.type = "button";
      button.setAttribute("aria-label", tools.dataset.copy); // which the stylesheet shows
      status.setAttribute("role", "status");
      button.addEventListener("click", async () => {
        const address = new URL(location.href);
        address.hash = tools.closest(".ann-body").id;
        await navigator.clipboard.writeText(address.href);
        status.textContent = tools.dataset.copied;
      });
      tools.append(button, status);
    }
  };

  /* 6. Copying */

  const passOver = () => {
    const { anchorNode, isCollapsed } = getSelection();
    inText?.classList.toggle("ann-passed", !isCollapsed && !inText.contains(anchorNode));
  };

  const press = ({ target }) => {
    if (inText?.contains(target)) inText.classList.remove("ann-passed"); // so that a selection can begin in it
  };

  /* 7. Paper */

  let opened = []; // for paper, by us

  const unfold = () => {
    putBack();
    if (CSS.supports("selector(::details-content)")) return;
    for (const card of all(".ann-card")) card.removeAttribute("name"); // or each would close the one before
    opened = all(".ann-card:not([open]), .ann-more:not([open])");
    for (const details of opened) details.open = true;
  };

  const fold = () => {
    for (const details of opened) details.open = false;
    if (opened.length) for (const card of all(".ann-card")) card.name = "ann-note";
    opened = [];
  };

  const start = () => {
    if (!document.querySelector(".ann-notes")) return;
    from = inText = peeked = null;
    isOnTheWay = performance.getEntriesByType("navigation")[0]?.type === "navigate";
    offerLinks();
    arrive();
  };

  document.addEventListener("click", click);
  for (const name of ["mouseover", "focusin"]) for (const act of [tint, rest]) document.addEventListener(name, act);
  document.addEventListener("selectionchange", passOver);
  document.addEventListener("pointerdown", press);
  document.addEventListener("keydown", closeAny);
  addEventListener("hashchange", arrive);
  NEXT.addEventListener("change", putBack);
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", fold);
  if (window.document$) window.document$.subscribe(start); // Material's, which tells of instant navigation too
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
