/* What a script may add to an annotated article as a whole; all of it can be read and filtered without.

   1. filters    the address remembers the filters, the browser the switch; a live region says how many notes show
   2. feeds      the theme is kept from asking for what is not beside them                                           */

(() => {
  "use strict";

  const SWITCH_KEY = "whosaid-show"; // where the browser keeps the reader's choice
  const FILTER_KEY = "show"; // the filters' name in the address: ?show=t-unnamed,s-answered

  const all = (selector) => [...document.querySelectorAll(selector)];

  /* 1. Filters */

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

  /* 2. Feeds */

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
    if (all(".ann-filter:checked, .ann-switch input:checked:not([checked])").length) tell();
  };

  document.addEventListener("change", remember);
  if (window.document$) { // Material's, which tells of instant navigation too
    answerForFeeds();
    window.document$.subscribe(start);
  } else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
