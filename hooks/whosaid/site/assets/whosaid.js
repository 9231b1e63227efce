/* What a script may add to an annotated article; all of it can be read and filtered without.

   1. partners   hovering, focusing or visiting a mark or a note tints its other end
   2. filters    the address remembers the filters, the browser the switch; a live region says how many notes show
   3. links      a button in each open note copies its address; it adds no text, so annotations keep their places
   4. paper      a printed page says its address and the date, and has every note open in every browser
   5. feeds      the theme is kept from asking for what is not beside them                                           */

(() => {
  "use strict";

  const SWITCH_KEY = "whosaid-show"; // where the browser keeps the reader's choice
  const FILTER_KEY = "show"; // the filters' name in the address: ?show=t-unnamed,s-answered

  const SEEN = 48; // pixels of a note that must show for it to count as seen: its closed line and one more

  const all = (selector) => [...document.querySelectorAll(selector)];
  const noteOf = (id) => document.getElementById(`note:${id}`)?.closest("li");
  const statementOf = (id) => (id.startsWith("claim:") ? id.split(":")[1] : id); // a mark's parts are claim:x, claim:x:2 …
  const markOf = (id) => document.getElementById(`claim:${id}`);

  /* 1. Partners */

  const idOf = (target) => {
    const mark = target.closest?.(".ann[id]");
    if (mark) return statementOf(mark.id);
    const ref = target.closest?.(".ann-ref");
    if (ref) return ref.hash.slice(1);
    return target.closest?.(".ann-notes > li")?.querySelector(".ann-body")?.id;
  };

  const tint = (event) => {
    for (const element of all(".ann-partner")) element.classList.remove("ann-partner");
    const id = idOf(event.target);
    if (!id) return;
    markOf(id)?.classList.add("ann-partner");
    noteOf(id)?.classList.add("ann-partner");
  };

  const visit = () => {
    for (const element of all(".ann-visited")) element.classList.remove("ann-visited");
    const hash = decodeURIComponent(location.hash.slice(1));
    const id = statementOf(hash);
    const [mark, note] = [markOf(id), noteOf(id)];
    if (!note) return;
    (hash === id ? mark : note)?.classList.add("ann-visited");
    if (mark) requestAnimationFrame(() => showBoth(mark, note));
  };

  /* Where a note stands far below its words (a phone), the words go to the top; if that is too far, the note to the
     bottom, below as many of the words as fit. */
  const showBoth = (mark, note) => {
    const head = (document.querySelector(".md-header")?.offsetHeight ?? 0) + 8;
    const [words, card] = [mark.getBoundingClientRect(), note.getBoundingClientRect()];
    const end = card.top + SEEN;
    if (words.top >= head && end <= innerHeight) return;
    if (end - words.top < innerHeight - head) scrollBy(0, words.top - head);
    else if (end - words.bottom < innerHeight - head) scrollBy(0, end - innerHeight);
  };

  /* 2. Filters */

  const tell = () => {
    const live = document.querySelector(".ann-live");
    const notes = all(".ann-notes > li");
    const shown = notes.filter((note) => getComputedStyle(note).getPropertyValue("--ann-ref") !== "none").length;
    const template = live?.dataset.text; // "%1 of %2 notes shown", in the page's language
    if (template) live.textContent = template.replace("%1", shown).replace("%2", notes.length);
  };

  const remember = (event) => {
    if (event.target.matches(".ann-filter")) {
      const terms = all(".ann-filter:checked").map((box) => box.value);
      const address = new URL(location.href);
      if (terms.length) address.searchParams.set(FILTER_KEY, terms.join(","));
      else address.searchParams.delete(FILTER_KEY);
      history.replaceState(history.state, "", address);
    } else if (event.target.matches(".ann-switch input")) {
      try {
        localStorage.setItem(SWITCH_KEY, event.target.value);
      } catch {
        // Storage may be forbidden; the next page then starts as always.
      }
    } else return;
    tell();
  };

  /* 3. Links */

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

  /* 4. Paper */

  const sign = () => {
    const line = document.querySelector(".ann-paper");
    const date = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
    if (line) line.textContent = [line.dataset.text, location.href, date].join(" · ");
  };

  let opened = []; // for paper, by us: browsers without ::details-content print nothing of a closed note

  const unfold = () => {
    if (CSS.supports("selector(::details-content)")) return;
    opened = all(".ann-card:not([open])");
    for (const card of opened) card.open = true;
  };

  const fold = () => {
    for (const card of opened) card.open = false;
    opened = [];
  };

  /* 5. Feeds */

  /* Material takes each rel=alternate for the same site in another language, and asks for the sitemap beside it. */
  const answerForFeeds = () => {
    const { open } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function (method, address, ...more) {
      open.call(this, method, address, ...more);
      const isBesideFeed = new URL(address, location).pathname.endsWith("/feed/sitemap.xml");
      if (isBesideFeed) this.send = () => this.dispatchEvent(new Event("error")); // as if there were none
    };
  };

  const start = () => {
    if (!document.querySelector(".ann-overview")) return;
    offerLinks();
    visit();
    if (all(".ann-filter:checked, .ann-switch input:checked:not([checked])").length) tell();
  };

  for (const name of ["mouseover", "focusin"]) document.addEventListener(name, tint);
  document.addEventListener("change", remember);
  addEventListener("hashchange", visit);
  for (const act of [sign, unfold]) addEventListener("beforeprint", act);
  addEventListener("afterprint", fold);
  if (window.document$) { // Material's, which tells of instant navigation too
    answerForFeeds();
    window.document$.subscribe(start);
  } else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
