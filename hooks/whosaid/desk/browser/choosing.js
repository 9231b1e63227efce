/* Choosing words of the article: with a mouse, with fingers, by keyboard alone. */

import { bare, button, make, shortened } from "./make.js";

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

const sought = (text) => bare(text).replace(/\s+/g, " ");

const HELP = "Down and Up go by sentence. Type a word to begin there; Tab, then type the last word. Right and Left move the edge by a word. Enter takes the words.";

/* By keyboard: a sentence first, then its edges. `show` draws what is chosen, `take` takes it, `leave` ends it. */
export const byKeyboard = (words, from, { show, take, leave }) => {
  const isRtl = getComputedStyle(words.root).direction === "rtl";
  const steps = { ArrowDown: ["sentence", 1], ArrowUp: ["sentence", -1], ArrowRight: ["edge", isRtl ? -1 : 1], ArrowLeft: ["edge", isRtl ? 1 : -1] };
  let at = Math.max(0, words.sentences.findIndex(({ end }) => end > from + 1));
  let span = null;
  let edge = "start";

  const input = make("input", { id: "desk-choose", autocomplete: "off", spellcheck: false, "aria-describedby": "desk-choose-help" });
  const chosen = make("p", { className: "chosen", role: "status", dir: "auto" });
  const label = make("label", { htmlFor: input.id });

  const draw = () => {
    label.textContent = edge === "start" ? "Begin at the word" : "End at the word";
    chosen.textContent = shortened(words.text.slice(span.start, span.end), Infinity);
    show(span, edge);
  };

  const sentence = (step) => {
    at = Math.min(words.sentences.length - 1, Math.max(0, at + step));
    span = words.marked(words.sentences[at]);
    [edge, input.value] = ["start", ""];
    draw();
  };

  /* An edge goes from word to word; the words between stay at least one. */
  const move = (step) => {
    const { words: all } = words;
    const first = all.findIndex((word) => word.end > span.start);
    const last = all.findLastIndex((word) => word.start < span.end);
    if (edge === "start") span = { ...span, start: all[Math.min(last, Math.max(0, first + step))].start };
    else span = { ...span, end: all[Math.max(first, Math.min(all.length - 1, last + step))].end };
    draw();
  };

  /* Words that begin as what is typed, from the start of the sentence on, then of the whole text. */
  const seek = () => {
    const typed = input.value.trim();
    const before = typed.search(/[\p{L}\p{N}]/u); // signs typed before the first word, such as a quotation mark
    if (before < 0) return;
    const starts = words.words.map(({ start }) => start - before);
    const begins = (start) => sought(words.text.slice(Math.max(0, start), start + 2 * typed.length + 8)).startsWith(sought(typed));
    const least = edge === "start" ? words.sentences[at].start : span.start;
    const start = starts.find((one) => one >= least && begins(one)) ?? starts.find(begins);
    if (start === undefined) return;
    if (edge === "start") beginAt(start);
    else span = { start: Math.min(span.start, start), end: words.wordEnd(start + typed.length) };
    draw();
  };

  const beginAt = (start) => {
    at = words.sentences.findIndex(({ end }) => end > start);
    const { end } = words.marked(words.sentences[at]);
    span = { start, end: span.end > start && span.end <= end ? span.end : end };
  };

  const press = (event) => {
    const [what, step] = steps[event.key] ?? [];
    if (what === "sentence") sentence(step);
    else if (what && !input.value) move(step);
    else if (event.key === "Tab" && (edge === "start") === !event.shiftKey) {
      [edge, input.value] = [edge === "start" ? "end" : "start", ""];
      draw();
    } else if (event.key === "Enter") take(span);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  input.addEventListener("keydown", press);
  input.addEventListener("input", seek);
  sentence(0);
  const element = make("div", { className: "choose" }, label, input, chosen, make("small", { id: "desk-choose-help" }, HELP),
    make("div", { className: "acts" }, button("Take these words", () => take(span), { className: "main" }), button("Leave", () => leave(), { key: "Escape" })));
  return { element, input };
};
