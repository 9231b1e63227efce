/* The statement that is in the form: how it comes there, and what becomes of it. */

import { bring, draw } from "./drawing.js";
import { blank, changesOf, editing } from "./draft.js";
import { formOf } from "./form.js";
import { free, host, panel, place, rest, say, SHEET } from "./frame.js";
import { shortened } from "./make.js";
import { next, spanOf, spanOfDraft } from "./sights.js";
import { desk, keep, kept } from "./state.js";
import { send } from "./talking.js";

const GAP = 16; // pixels between words and form

/* Open the form. `resume` is called when it closes, if the words were chosen by keyboard. */
export const open = (draft, { focus = true } = {}) => {
  close();
  kept.draft = draft;
  desk.form = formOf(draft, desk.data, { save, cancel, remove, changed: keep, moved: settle, pickName, isMore: () => kept.more, showMore });
  place.replaceChildren(desk.form.element);
  host.toggleAttribute("editing", true);
  keep();
  settle();
  const span = spanOfDraft(kept.draft);
  if (!span && !draft.editing) desk.form.refuse("These words are not in the text any more: select others.");
  if (!focus) return;
  if (span) bring(desk.words, span, free());
  desk.form.focus();
};

/* At the words: in the column of notes beside them if there is room, else below them; on small screens a sheet. */
export const settle = () => {
  if (!desk.form) return;
  const span = spanOfDraft(kept.draft);
  draw("chosen", desk.words, [span]);
  if (!span || SHEET.matches) return;
  const { x, y } = nextTo(span);
  place.style.setProperty("--x", `${x + scrollX}px`);
  place.style.setProperty("--y", `${Math.max(0, y + scrollY)}px`);
  hideBehind(place.getBoundingClientRect());
};

/* Notes of which half would show beside the form, and could hardly be hit. */
const hideBehind = ({ left, right, top, bottom }) => {
  for (const note of document.querySelectorAll(".ann-notes > li")) {
    const box = note.getBoundingClientRect();
    const isBehind = box.left < right && left < box.right && box.top < bottom + GAP && top - GAP < box.bottom;
    note.classList.toggle("whosaid-desk-behind", isBehind);
  }
};

const nextTo = (span) => {
  const { words } = desk;
  const [range, block, edge] = [words.rangeOf(span), words.blockOf(span), panel].map((one) => one.getBoundingClientRect());
  const { offsetWidth: width, offsetHeight: height } = place;
  const isRtl = getComputedStyle(words.root).direction === "rtl";
  const beside = isRtl ? block.left - width - GAP : block.right + GAP;
  const [least, most] = isRtl ? [edge.right, innerWidth - width] : [0, edge.left - width];
  if (least <= beside && beside <= most) return { x: beside, y: Math.max(70, Math.min(range.top - 8, innerHeight - height - 12)) };
  return { x: Math.min(Math.max(block.left, least), most), y: range.bottom + 10 };
};

export const close = () => {
  place.replaceChildren();
  [desk.form, kept.draft, desk.picking] = [null, null, false];
  host.toggleAttribute("editing", false);
  draw("chosen", null, []);
  for (const note of document.querySelectorAll(".whosaid-desk-behind")) note.classList.remove("whosaid-desk-behind");
  getSelection().removeAllRanges();
  keep();
};

export const cancel = () => {
  close();
  resume();
};

/* One goes on by keyboard where one was. */
export const resume = () => (desk.resumes ? desk.resumes() : rest());

const save = async () => {
  const { draft } = kept;
  desk.form.refuse("");
  const answer = await send("change", { changes: changesOf(draft, desk.data) });
  if (!answer) return;
  if (answer.why) refuse(answer.why);
  else conclude(draft, answer.id);
};

/* What was typed stays, also when the page has been drawn anew. */
const refuse = (why) => {
  open(kept.draft, { focus: false });
  desk.form.refuse(why);
  desk.form.element.querySelector("[type=submit]").focus({ preventScroll: true });
};

const conclude = (draft, id) => {
  const { source = "", via = "" } = draft.options;
  if (!draft.editing) [kept.kind, kept.last] = [draft.kind === "opinion" ? "opinion" : "claim", source && { source, via }];
  const from = spanOf({ id, quote: draft.editing ? null : draft.quote })?.end;
  close();
  desk.at = from && from - 1;
  desk.current = next(desk.at) ?? desk.current;
  desk.show();
  say(`Saved: “${shortened(draft.quote.exact, 60)}”`);
  resume();
};

const remove = async () => {
  const answer = await send("change", { changes: [{ do: "remove", id: kept.draft.editing }] });
  if (!answer) return;
  if (answer.why) return refuse(answer.why);
  close();
  say("Removed; the words stay.");
  return rest();
};

const pickName = () => {
  desk.picking = true;
  say("Select the words that name the source.");
};

/* Whoever wants to see all fields does so in the next form, too. */
const showMore = (isMore) => {
  kept.more = isMore;
  keep();
  settle();
};

/* Words have been chosen: for a name, for the form that is open, or for a new statement. */
export const take = (span) => {
  const quote = desk.words.quoteOf(span);
  if (desk.picking) {
    desk.picking = false;
    say("");
    desk.form.nameFrom(quote.exact);
  } else if (desk.form) {
    Object.assign(kept.draft, { quote, isElsewhere: true });
    desk.form.refresh();
    keep();
    settle();
    desk.form.focus();
  } else open(begun(span, quote));
};

/* A new statement as it probably is: as the detector proposes, or from the same source, by the same route, as the one
   before; answers rarely follow each other. */
const begun = (span, quote) => {
  const guess = desk.data.proposals.find((one) => desk.words.overlap(span, desk.words.find(one.quote)));
  if (desk.words.isHeading(span)) return blank(quote, { kind: "mark-again" });
  if (guess) return { ...proposed(guess), quote };
  return blank(quote, { kind: kept.kind, options: { ...kept.last }, assumed: Boolean(kept.last) });
};

/* What one looks at as a draft, or other words that are chosen instead; words of a statement stay its own. */
export const draftOf = (one, sought) => {
  const quote = sought && desk.words.quoteOf(sought);
  const isMarked = one.id && !one.key;
  if (sought && !(isMarked && desk.words.overlap(sought, spanOf(one)))) return begun(sought, quote);
  if (isMarked) return { ...editing(one), ...(sought && { quote, isElsewhere: true }) };
  return one.key ? proposed(one) : begun(spanOf(one), one.quote);
};

/* A proposal as a draft, with the sources that it would declare. */
const proposed = ({ quote, kind, options, declare }) => {
  const declared = declare.map(({ id, fields }) => ({ id, fields, name: fields.name ?? fields["described-as"] ?? id, type: fields.type ?? "person", onSite: false }));
  return blank(quote, { kind, options: { ...options }, declared, assumed: true });
};
