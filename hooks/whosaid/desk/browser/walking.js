/* The lists of the page, and the places that they lead to. */

import { bring, draw, lead } from "./drawing.js";
import { editing } from "./draft.js";
import { file, free, lists, panel, readOut, rest, root, say, undoing } from "./frame.js";
import { shortened } from "./make.js";
import { findingsOf, proposalsOf, topOf } from "./panel.js";
import { open, proposed, spanOf } from "./statement.js";
import { desk, keep, kept } from "./state.js";
import { change, refresh } from "./talking.js";

const unfolded = {}; // which lists are

/* The lists anew; the focus stays on the button of the same name, and where one types. */
export const showLists = () => {
  const { data, words, current } = desk;
  file.textContent = data.file;
  undoing.disabled = !data.undo;
  undoing.title = data.undo ? `Undo: ${data.undo} (Control+Z)` : "Nothing to undo";
  const { activeElement: active } = root;
  const focused = lists.contains(active) && active.textContent;
  const proposals = proposalsOf(data.proposals, current, { accept, alter, dismiss, look, step, widen }, kept.ownVoice);
  const about = lists.querySelector(".about:focus-within") ?? topOf(data.top, unfolded, tell);
  lists.replaceChildren(...findingsOf(data.findings, unfolded, { go, fix, answer }), about, proposals);
  const again = about.contains(active) ? active : focused && [...lists.querySelectorAll("button")].find((one) => one.textContent === focused);
  if (again) again.focus({ preventScroll: true });
  draw("proposed", words, data.proposals.map((one) => words.find(one.quote)));
  draw("current", words, [current && spanOf(current)]);
};

const go = (where) => {
  const span = spanOf(where);
  if (span) lead(desk.words, span, free());
  else say("Readers do not see that place.");
};

const fix = (finding, key) => change([{ do: "fix", finding, fix: key }], "Fixed.");

/* A question about a statement is answered by saving in its form what is right. */
const answer = ({ id }) => alter(desk.data.statements.find((one) => one.id === id));

/* The top lines are as they are typed; if they are refused, that stays to be mended. */
const tell = async (fields) => {
  if (!(await change([{ do: "alter-top", fields }], "Saved."))) return;
  rest();
  showLists();
};

export const accept = async (proposal) => {
  desk.at = spanOf(proposal)?.start;
  if (await change([{ do: "accept", proposal: proposal.key }], "Accepted.")) reach();
};

export const dismiss = async (proposal) => {
  if (await change([{ do: "dismiss", proposal: proposal.key, reason: "" }], "Dismissed.")) reach();
};

export const alter = (one) => open(one.key ? proposed(one) : editing(one));

/* Whether sentences in which nobody is said to speak are proposed, too. */
const widen = (ownVoice) => {
  kept.ownVoice = ownVoice;
  keep();
  return refresh();
};

/* Look at a proposal, or at a statement: it comes in sight, and is read out. */
export const look = (one) => {
  Object.assign(desk, { current: one, at: spanOf(one)?.start });
  say("");
  showLists();
  reach();
};

const reach = () => {
  const { current, words, data } = desk;
  if (!current) return;
  const span = spanOf(current);
  if (span) bring(words, span, free());
  panel.querySelector(".card")?.scrollIntoView({ block: "nearest" });
  const { key, kind, says = kind, words: said, quote } = current;
  const number = key ? `${data.proposals.indexOf(current) + 1} of ${data.proposals.length}: ` : "";
  readOut(`${number}“${shortened(said ?? quote.exact)}” ${says}`);
};

/* To the next one in the text, or the one before, from what one looks at or what is in sight. */
export const step = (by, all = desk.data.proposals) => {
  const places = all.map((one) => [one, spanOf(one)]).filter(([, span]) => span);
  const here = desk.at ?? inSight() - (by > 0);
  const next = by > 0 ? places.find(([, { start }]) => start > here) : places.findLast(([, { start }]) => start < here);
  if (places.length) look((next ?? places.at(by > 0 ? 0 : -1))[0]);
  else say("There is none.");
};

/* Where the text that can be seen begins. */
export const inSight = () => desk.words.sentences.find((span) => desk.words.rangeOf(span).getBoundingClientRect().top > 70)?.start ?? 0;
