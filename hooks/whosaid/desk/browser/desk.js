/* The desk: annotating by pointing, in the pages of a preview.

   The preview is asked what it knows of the page and for each change (talking, server); what it answers is shown (page),
   in the text by highlights (drawing), beside it as lists (walking, panel). Words are chosen (choosing) as readers see
   them (words), and a form (statement, form, fields) asks who stands behind them. What is open and typed is kept for a
   reload (state). This module starts it all, and knows what a click and a key mean. */

import { byKeyboard, byMouse, bySelection, isDrag, selected } from "./choosing.js";
import { bring, draw, isAt } from "./drawing.js";
import { closing, free, host, opener, panel, place, rest, root, said, say, showPanel, tools, undoing } from "./frame.js";
import { button, make, shortened } from "./make.js";
import { isArrival, watch } from "./page.js";
import { tag } from "./server.js";
import { isKnown, sameOrNext, sights, spanOf } from "./sights.js";
import { desk, keep, kept } from "./state.js";
import { cancel, close, draftOf, open, settle, take } from "./statement.js";
import { refresh, undo } from "./talking.js";
import { accept, dismiss, inSight, look, showCard, showLists } from "./walking.js";

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
  if (!desk.data) return;
  if (kept.draft) open(kept.draft, { focus: false });
  else propose(selected(desk.words));
  if (kept.left) goOn(kept.left);
};

/* Where a page has to be loaded anew to show a change, one goes on as if it had not been. */
const goOn = ({ why, isChoosing, ...before }) => {
  kept.left = null;
  const current = (isKnown(before) || before.quote) && sameOrNext(before);
  if (desk.form) return desk.form.refuse(why);
  if (current) look(current);
  if (isChoosing) choose();
  else rest();
  return say(why);
};

const part = () => {
  if (!desk.reloads) return;
  const { key, id, quote } = desk.current ?? {};
  kept.left = { why: desk.form?.why.textContent ?? said.textContent, key, id, quote, isChoosing: Boolean(desk.resumes) };
  keep();
};

const end = () => {
  close();
  Object.assign(desk, { data: null, words: null, current: null, choosing: null, resumes: false });
  for (const name of ["proposed", "current", "found"]) draw(name, null, []);
  showPanel(false);
};

const arrive = () => {
  if (!isArrival()) return;
  if (kept.path !== location.pathname) kept.draft = null;
  Object.assign(desk, { data: null, words: null, current: null, at: null, form: null, choosing: null });
  place.replaceChildren();
  host.toggleAttribute("rtl", getComputedStyle(document.body).direction === "rtl");
  if (kept.open) begin();
};

/* 2. Choosing words */

const chosen = (span) => {
  leave();
  take(span);
};

const choose = () => {
  const { words } = desk;
  desk.resumes = choose;
  const all = sights();
  if (!all.length) return;
  const here = desk.at ?? inSight();
  const first = all.findIndex(({ one, span }) => one === desk.current || (!isKnown(desk.current ?? {}) && span.start >= here));
  const show = (span, isOther) => {
    draw("chosen", words, [span]);
    bring(words, span, free());
    showCard(isOther && span);
  };
  const stop = () => {
    leave();
    desk.resumes = false;
    rest();
  };
  const left = desk.choosing?.words?.text === words.text && desk.choosing.state(); // the page was only drawn anew
  desk.choosing = true; // while it comes to be
  desk.choosing = byKeyboard(words, all, Math.max(0, first), { look, show, take: taken, dismiss, leave: stop, left });
  desk.show();
  desk.choosing.draw();
  panel.scrollTop = 0;
  desk.choosing.input.focus({ preventScroll: true });
};

/* What has been chosen by keyboard: what one looks at as it is (`span` is null), or other words. */
const taken = (span, { saves, nth }) => {
  const { current } = desk;
  if (!span && saves && current.key) return accept(current);
  leave();
  open(draftOf(current, span));
  if (nth >= 0) desk.form.takeOffer(nth);
  if (saves) desk.form.element.requestSubmit();
  return null;
};

const leave = () => {
  if (!desk.choosing) return;
  desk.choosing = null;
  draw("chosen", null, []);
  desk.show();
};

desk.show = () => {
  if (desk.choosing && desk.choosing.words !== desk.words) return choose(); // they are others now
  const hint = make("small", {}, "Select words in the text; a double click takes the sentence. Click marked words to change what is said of them.");
  const shown = desk.choosing ? [desk.choosing.element] : [hint, button("Choose by keyboard", () => choose(), { key: "m" })];
  if (!shown[0].isConnected) tools.replaceChildren(...shown); // one may be typing there
  return showLists();
};

/* What has been selected in another way than with a mouse waits for a word. */
const propose = (span) => {
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
  if (!desk.data || !desk.words?.root.contains(event.target) || event.button || event.ctrlKey || event.metaKey || !getSelection().isCollapsed || isDrag(event)) return;
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
    open(draftOf(statement));
  }
};

/* 4. Keys */

const isTyping = (element) => element.isContentEditable || element.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");

/* Whether a search or another dialog of the page has the keys: Material's is open by a box that is checked. */
const isElsewhere = (element) => element.closest?.("dialog, [role=dialog]") || document.querySelector("[data-md-toggle=search]:checked");

const escape = () => {
  if (!desk.picking) return cancel();
  desk.picking = false;
  return say("");
};

/* What a key means here, if it means anything. */
const meaningOf = ({ key, ctrlKey, metaKey, altKey, shiftKey }, target) => {
  const isOwn = root.contains(target);
  if (!isOwn && (isTyping(target) || isElsewhere(target))) return null;
  if (key === "Escape") return desk.form && target.ariaExpanded !== "true" && escape; // a list closes first
  const isUsed = isTyping(target) && (target.value || !desk.choosing);
  if (ctrlKey || metaKey) return key.toLowerCase() === "z" && !shiftKey && !isUsed && kept.open && !desk.form && undo;
  if (altKey || isTyping(target)) return null;
  if (key === "e") return toggle;
  if (desk.form || desk.choosing) return !isOwn && /^[np.,]$/.test(key) && (() => {}); // no theme turns the page under what is typed
  return key === "m" && kept.open && desk.data && choose;
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

/* The preview has built the site anew. */
const changed = async () => {
  if (!kept.open) return location.reload();
  await desk.busy; // what that shows may be from before
  return refresh({ again: true });
};

/* STYLES stands before all modules: the styles beside them. */
const dress = (tree, style) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
};

const start = () => {
  watch(tag, changed);
  dress(root, STYLES.desk);
  dress(document, STYLES.page);
  document.body.append(host);
  opener.onclick = closing.onclick = toggle;
  undoing.onclick = undo;
  byMouse(chosen, wordsNow);
  bySelection(propose, wordsNow);
  addEventListener("click", point, true);
  addEventListener("keydown", press, true);
  for (const type of ["keydown", "keypress", "keyup"]) host.addEventListener(type, (event) => event.stopPropagation());
  addEventListener("resize", settle);
  addEventListener("pagehide", part);
  if (window.document$) window.document$.subscribe(arrive); // Material's, which tells of instant navigation too
  else arrive();
};

if (top === window && !customElements.get("whosaid-desk")) { // what is framed in a page is part of that
  customElements.define("whosaid-desk", class extends HTMLElement {});
  start();
}
