/* What the desk draws over the text: highlights, which change nothing in the article, and the place one is led to. */

const FLASH = 1600; // milliseconds

const ORDER = ["proposed", "current", "found", "chosen"]; // the last is drawn over the others

/* Draw spans of the article; none takes away what was drawn under that name. */
export const draw = (name, words, spans) => {
  if (!CSS.highlights) return; // an old browser: the lists of the desk have it all
  const ranges = words ? spans.filter(Boolean).map((span) => words.rangeOf(span)) : [];
  const priority = ORDER.indexOf(name);
  if (ranges.length) CSS.highlights.set(`desk-${name}`, Object.assign(new Highlight(...ranges), { priority }));
  else CSS.highlights.delete(`desk-${name}`);
};

/* Bring a span into the part of the window that the desk leaves free. */
export const bring = (words, span, free) => {
  const { top, bottom } = words.rangeOf(span).getBoundingClientRect();
  const head = (document.querySelector(".md-header")?.offsetHeight ?? 0) + 12;
  if (top >= head && bottom <= free) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollBy({ top: top - Math.max(head, (head + free) / 3), behavior: still ? "instant" : "smooth" });
};

/* Lead there, for eyes and for the keyboard: the paragraph has the focus, so that one reads on from it. */
export const lead = (words, span, free) => {
  const block = words.blockOf(span);
  if (!block.hasAttribute("tabindex")) block.tabIndex = -1;
  block.focus({ preventScroll: true });
  bring(words, span, free);
  draw("found", words, [span]);
  setTimeout(() => draw("found", null, []), FLASH);
};

/* Whether a point of the window is in a span. */
export const isAt = (words, span, { clientX: x, clientY: y }) =>
  [...words.rangeOf(span).getClientRects()].some((box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
