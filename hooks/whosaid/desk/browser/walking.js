/* The lists of the page, and the places that they lead to. */

import { bring, draw, lead } from "./drawing.js";
import { file, free, lists, panel, readOut, root, say, undoing } from "./frame.js";
import { make } from "./make.js";
import { findingsOf, inWords, proposalsOf } from "./panel.js";
import { open, proposed, spanOf } from "./statement.js";
import { desk, keep, kept } from "./state.js";
import { change, refresh } from "./talking.js";

const unfolded = { proposals: true }; // which lists are

/* The lists anew; the focus stays on the button of the same name. */
export const showLists = () => {
  const { data, words, current } = desk;
  file.textContent = data.file;
  undoing.disabled = !data.undo;
  undoing.title = data.undo ? `Undo: ${data.undo} (Control+Z)` : "Nothing to undo";
  const focused = lists.contains(root.activeElement) && root.activeElement.textContent;
  const proposals = proposalsOf(data.proposals, current, data.choices.kinds, unfolded, { accept, alter, dismiss, look, step, widen }, kept.ownVoice);
  lists.replaceChildren(...findingsOf(data.findings, unfolded, { go, fix }), proposals);
  if (focused) [...lists.querySelectorAll("button")].find((one) => one.textContent === focused)?.focus({ preventScroll: true });
  draw("proposed", words, data.proposals.map((one) => words.find(one.quote)));
  draw("current", words, [current && words.find(current.quote)]);
};

const go = (where) => {
  const span = spanOf(where);
  if (span) lead(desk.words, span, free());
  else say("Its place is not in the text that readers see.");
};

const fix = (finding, key) => change([{ do: "fix", finding, fix: key }], "Fixed.");

export const accept = async (proposal) => {
  if (await change([{ do: "accept", proposal: proposal.key }], "Accepted.")) reach();
};

export const dismiss = async (proposal) => {
  if (await change([{ do: "dismiss", proposal: proposal.key, reason: "" }], "Dismissed: nothing is proposed there again.")) reach();
};

export const alter = (proposal) => open(proposed(proposal));

/* Whether sentences in which nobody is said to speak are proposed, too. */
const widen = (ownVoice) => {
  kept.ownVoice = ownVoice;
  keep();
  return refresh();
};

export const look = (proposal) => {
  desk.current = proposal;
  say("");
  showLists();
  reach();
};

/* The proposal one looks at comes in sight, and is read out. */
const reach = () => {
  const { current, words, data } = desk;
  if (!current) return;
  const span = words.find(current.quote);
  if (span) bring(words, span, free());
  const card = panel.querySelector(".card");
  if (card.offsetTop < panel.scrollTop || card.offsetTop + card.offsetHeight > panel.scrollTop + panel.clientHeight) panel.scrollTop = card.offsetTop - 12;
  const { words: quoted, who } = inWords(current, data.choices.kinds);
  readOut(`${data.proposals.indexOf(current) + 1} of ${data.proposals.length}: “${quoted}” ${who}`);
};

export const step = (by) => {
  const { proposals } = desk.data;
  if (!proposals.length) return say("Nothing is proposed.");
  const at = desk.current ? proposals.indexOf(desk.current) + by : by > 0 ? nextInSight() : -1;
  return look(proposals.at(at % proposals.length));
};

const nextInSight = () => Math.max(0, desk.data.proposals.findIndex((one) => {
  const span = desk.words.find(one.quote);
  return span && desk.words.rangeOf(span).getBoundingClientRect().top > 60;
}));
