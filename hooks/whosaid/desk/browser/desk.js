/* The desk: annotating by pointing, in the pages of a preview.

   The preview is asked what it knows of the page and for each change (talking, server); what it answers is shown (page),
   in the text by highlights (drawing), beside it as lists (walking, panel). Words are chosen (choosing) as readers see
   them (words), and a form (statement, form, fields) asks who stands behind them. What is open and typed is kept for a
   reload (state). This module starts it all, and knows what a click and a key mean. */

import { byKeyboard, byMouse, bySelection } from "./choosing.js";
import { bring, draw, isAt } from "./drawing.js";
import { editing } from "./draft.js";
import { closing, free, host, opener, panel, place, rest, root, say, showPanel, tools, undoing } from "./frame.js";
import { button, make, shortened } from "./make.js";
import { isRedrawing, watch } from "./page.js";
import { style } from "./server.js";
import { desk, keep, kept } from "./state.js";
import { cancel, close, open, settle, take } from "./statement.js";
import { refresh, undo } from "./talking.js";
import { accept, alter, dismiss, look, showLists, step } from "./walking.js";

/* 1. Opening */

const toggle = async () => {
  kept.open = !kept.open;
  keep();
  if (kept.open) await begin();
  else end();
  if (kept.open) rest();
  else opener.focus({ preventScroll: true });
};

const begin = async () => {
  showPanel(true);
  await refresh();
  if (kept.draft && desk.data) open(kept.draft, { focus: false });
};

const end = () => {
  close();
  Object.assign(desk, { words: null, current: null, choosing: null, resumes: false });
  for (const name of ["proposed", "current", "found"]) draw(name, null, []);
  showPanel(false);
};

const arrive = () => {
  if (isRedrawing()) return;
  if (kept.path !== location.pathname) kept.draft = null;
  Object.assign(desk, { data: null, words: null, current: null, form: null, choosing: null });
  place.replaceChildren();
  if (kept.open) begin();
};

/* 2. Choosing words */

const chosen = (span) => {
  leave();
  take(span);
};

const choose = (from) => {
  const { words, current } = desk;
  if (!words.sentences.length) return;
  desk.resumes = choose;
  const start = from ?? (current && words.find(current.quote)?.start) ?? inSight();
  const show = (span) => {
    draw("chosen", words, [span]);
    bring(words, span, free());
  };
  const done = () => {
    leave();
    desk.resumes = false;
    rest();
  };
  desk.choosing = byKeyboard(words, start, { show, take: chosen, leave: done });
  desk.show();
  panel.scrollTop = 0;
  desk.choosing.input.focus({ preventScroll: true });
};

const inSight = () => desk.words.sentences.find((span) => desk.words.rangeOf(span).getBoundingClientRect().top > 70)?.start ?? 0;

const leave = () => {
  if (!desk.choosing) return;
  desk.choosing = null;
  draw("chosen", null, []);
  desk.show();
};

desk.show = () => {
  const marked = desk.data.statements.length ? " Click words that are marked to change what is said of them." : "";
  const hint = make("p", { className: "hint" }, `Select words in the text; a double click takes the sentence.${marked}`);
  tools.replaceChildren(...(desk.choosing ? [desk.choosing.element] : [hint, button("Choose by keyboard", () => choose(), { key: "m" })]));
  showLists();
};

/* What has been selected in another way than with a mouse waits for a word. */
const offer = (span) => {
  if (desk.choosing) return;
  tools.querySelector(".take")?.remove();
  if (!span) return;
  const words = shortened(desk.words.text.slice(span.start, span.end), 40);
  tools.prepend(button(`Annotate “${words}”`, () => take(span), { className: "main take" }));
};

/* 3. Clicks */

const idOf = (mark) => {
  if (mark.matches(".ann-ref")) return decodeURIComponent(mark.hash.slice(1));
  return mark.id ? mark.id.split(":")[1] : (mark.getAttribute("aria-details") ?? "").slice("note:".length);
};

const statementAt = (target) => {
  const mark = target.closest(".ann, .ann-ref");
  return mark && desk.data.statements.find(({ id }) => id === idOf(mark));
};

const proposalAt = (event) => !event.target.closest("a, button, summary, label") && desk.data.proposals.find((one) => {
  const span = desk.words.find(one.quote);
  return span && isAt(desk.words, span, event);
});

/* A mark of this page is edited, or is what an answer answers; a pale mark is looked at. */
const point = (event) => {
  if (!desk.data || !desk.words?.root.contains(event.target) || event.button || !getSelection().isCollapsed) return;
  const statement = statementAt(event.target);
  const proposal = statement ? null : proposalAt(event);
  if (proposal) look(proposal);
  if (!statement) return;
  event.preventDefault();
  event.stopPropagation();
  const { form } = desk;
  if (form?.isAnswer && kept.draft.editing !== statement.id) form.of.toggle(statement.id);
  else if (form && !kept.draft.editing) say("Save or cancel first.");
  else {
    leave();
    desk.resumes = false;
    open(editing(statement));
  }
};

/* 4. Keys */

const KEYS = {
  n: () => step(1),
  p: () => step(-1),
  m: () => choose(),
  a: (current) => current && accept(current),
  c: (current) => current && alter(current),
  d: (current) => current && dismiss(current),
  Enter: (current) => current && accept(current),
};

const isTyping = (element) => element instanceof Element && element.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]");

const escape = () => {
  if (!desk.picking) return cancel();
  desk.picking = false;
  return say("");
};

/* What a key means here, if it means anything. */
const meaningOf = ({ key, ctrlKey, metaKey, altKey, shiftKey }, target) => {
  if (key === "Escape") return desk.form && target.ariaExpanded !== "true" && escape; // a list closes first
  if (altKey || isTyping(target)) return null;
  if (ctrlKey || metaKey) return key.toLowerCase() === "z" && !shiftKey && kept.open && !desk.form && undo;
  if (key === "e") return toggle;
  if (key === "Enter" && target.closest?.("a, button, summary, input")) return null;
  return desk.data && kept.open && !desk.form && !desk.choosing && Object.hasOwn(KEYS, key) && (() => KEYS[key](desk.current));
};

const press = (event) => {
  const act = !event.defaultPrevented && meaningOf(event, event.composedPath()[0]);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation(); // the theme has keys of its own, to turn pages and to search
  act();
};

/* 5. Start */

const wordsNow = () => (kept.open && desk.data ? desk.words : null);

const start = async () => {
  const [own, around] = await Promise.all(["desk.css", "page.css"].map(style));
  root.adoptedStyleSheets = [own];
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, around];
  document.body.append(host);
  host.toggleAttribute("rtl", getComputedStyle(document.body).direction === "rtl");
  opener.onclick = closing.onclick = toggle;
  undoing.onclick = undo;
  byMouse(chosen, wordsNow);
  bySelection(offer, wordsNow);
  addEventListener("click", point, true);
  addEventListener("keydown", press, true);
  host.addEventListener("keydown", (event) => event.stopPropagation());
  addEventListener("resize", settle);
  watch(() => (kept.open ? desk.busy || refresh({ again: true }) : location.reload()));
  if (window.document$) window.document$.subscribe(arrive); // Material's, which tells of instant navigation too
  else arrive();
};

if (!customElements.get("whosaid-desk")) {
  customElements.define("whosaid-desk", class extends HTMLElement {});
  start();
}
