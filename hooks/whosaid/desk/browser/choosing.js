/* Choosing words of the article: with a mouse, with fingers, by keyboard alone. */

import { bare, make } from "./make.js";

/* What has been selected in the article, as whole words; null if nothing is. */
export const selected = (words) => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !words.root.contains(selection.anchorNode)) return null;
  const span = words.spanOf(selection.getRangeAt(0));
  return span && words.whole(span);
};

let pressed; // where a button of the mouse was

/* Whether a click is the end of a drag. */
export const isDrag = ({ detail, x, y }) => detail > 0 && pressed && Math.hypot(x - pressed.x, y - pressed.y) > 5;

/* With a mouse: what is dragged over; a double click takes the sentence, a third the paragraph. */
export const byMouse = (take, wordsNow) => {
  addEventListener("mousedown", (event) => { pressed = event; }, true);
  addEventListener("mouseup", (event) => {
    const words = wordsNow();
    const span = event.button === 0 && words && selected(words);
    if (!span || event.composedPath().some((element) => element.localName === "whosaid-desk")) return;
    if (event.detail === 2) take(words.marked(words.sentenceAt(span.start)));
    else if (event.detail > 2) take(words.blockSpan(span.start));
    else take(span);
  });
};

/* With fingers, or as one selects by keyboard elsewhere: what is selected is offered, once it stays. */
export const bySelection = (offer, wordsNow) => {
  let isMouse = false;
  addEventListener("pointerdown", (event) => { isMouse = event.pointerType === "mouse"; }, true);
  addEventListener("keydown", () => { isMouse = false; }, true);
  document.addEventListener("selectionchange", () => {
    const words = wordsNow();
    if (words && !isMouse) offer(selected(words));
  });
};

const sought = (text) => bare(text).replace(/[,;:]/g, "").replace(/\s+/g, " ");

const CUTS = /[,;:…–—\-“”«»„"()،؛、，；]|$/g; // where clauses end

const HELP = "Down and Up go to what is next and before. Type a word to begin there; a comma ends with the clause, or Tab, then type the last word. Right and Left move the edge by a word. A digit takes an offer, Enter opens the form, Control+Enter saves, Delete dismisses.";

/* By keyboard. What one looks at is chosen first, then other words of it or near it. `sights` are all that can be looked
   at; `look` looks at one, `show` draws what is chosen, `take` takes it, with what is to be done in the form. `left` is
   what `state` of a choice has said that now goes on. */
export const byKeyboard = (words, sights, at, { look, show, take, dismiss, leave, left }) => {
  const isRtl = getComputedStyle(words.root).direction === "rtl";
  const steps = { ArrowDown: [go, 1], ArrowUp: [go, -1], ArrowRight: [move, isRtl ? -1 : 1], ArrowLeft: [move, isRtl ? 1 : -1] };
  let span = sights[at].span;
  let edge = "start";
  let cutEnd = 0; // what a comma has made the end

  const input = make("input", { id: "desk-choose", autocomplete: "off", spellcheck: false, "aria-describedby": "desk-choose-help" });
  const label = make("label", { htmlFor: input.id });

  const draw = () => {
    label.textContent = edge === "start" ? "Begin at the word" : "End at the word";
    show(span, span !== sights[at].span);
  };

  function go(step) {
    at = Math.min(sights.length - 1, Math.max(0, at + step));
    ({ span } = sights[at]);
    [edge, input.value] = ["start", ""];
    look(sights[at].one);
    draw();
  }

  /* An edge goes from word to word; the words between stay at least one. */
  function move(step) {
    const { words: all } = words;
    const first = all.findIndex((word) => word.end > span.start);
    const last = all.findLastIndex((word) => word.start < span.end);
    if (edge === "start") span = { ...span, start: all[Math.min(last, Math.max(0, first + step))].start };
    else span = { ...span, end: all[Math.max(first, Math.min(all.length - 1, last + step))].end };
    draw();
  }

  /* The end goes to that of the first clause, then of the next. */
  const cut = () => {
    const { end: most } = words.marked(words.sentenceAt(span.start));
    const text = words.text.slice(0, most);
    const ends = [...text.matchAll(CUTS)].map(({ index }) => words.whole({ start: span.start, end: index })?.end).filter((end) => end > span.start);
    span = { ...span, end: ends.find((end) => span.end !== cutEnd || end > cutEnd) ?? ends[0] };
    cutEnd = span.end;
    draw();
  };

  /* Words that begin as what is typed: behind what comes before in the text, then anywhere. */
  const placeOf = (typed) => {
    const before = typed.search(/[\p{L}\p{N}]/u); // signs typed before the first word, such as a quotation mark
    if (before < 0) return undefined;
    const starts = words.words.map(({ start }) => start - before);
    const begins = (start) => sought(words.text.slice(Math.max(0, start), start + 2 * typed.length + 8)).startsWith(sought(typed));
    const sentence = words.sentenceAt(sights[at].span.start).start;
    const least = edge === "end" ? span.start : sights[at - 1]?.span.end ?? sentence;
    return starts.find((start) => start >= least && begins(start)) ?? starts.find(begins);
  };

  const seek = () => {
    const typed = input.value.trim();
    const start = placeOf(typed);
    if (start === undefined) return;
    if (edge === "start") beginAt(start);
    else span = { start: Math.min(span.start, start), end: words.wordEnd(start + typed.length) };
    draw();
  };

  const beginAt = (start) => {
    const { end } = words.marked(words.sentenceAt(start));
    span = { start, end: span.end > start && span.end <= end ? span.end : end };
  };

  const press = (event) => {
    const { key, ctrlKey, metaKey } = event;
    const isTouched = input.value || span !== sights[at].span;
    const finish = (more) => take(isTouched ? span : null, { saves: ctrlKey || metaKey, ...more });
    const isDigit = /^[1-9]$/.test(key) && (!input.value || (/\p{L}$/u.test(input.value) && placeOf(input.value + key) === undefined));
    const [act, step] = steps[key] ?? [];
    if (act === go || (act && !input.value)) act(step);
    else if (key === "," || key === "،") cut();
    else if (key === "Tab" && (edge === "start") === !event.shiftKey) {
      [edge, input.value] = [edge === "start" ? "end" : "start", ""];
      draw();
    } else if (key === "Enter") finish();
    else if (isDigit) finish({ nth: key - 1 });
    else if (key === "Delete" && !isTouched && sights[at].one.key) dismiss(sights[at].one);
    else if (key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  input.addEventListener("keydown", press);
  input.addEventListener("input", seek);
  go(0);
  if (left) ({ span, edge, value: input.value } = left);
  const element = make("div", { className: "choose" }, label, input, make("small", { id: "desk-choose-help" }, HELP));
  const state = () => (input.value || span !== sights[at].span ? { span, edge, value: input.value } : null);
  return { element, input, words, state, draw };
};
