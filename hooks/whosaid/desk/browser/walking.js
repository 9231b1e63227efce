/* The lists of the page, and the places that they lead to. */

import { bring, draw, lead } from "./drawing.js";
import { card, file, free, lists, panel, rest, root, say, told, undoing } from "./frame.js";
import { offersFor, summary } from "./offers.js";
import { cardOf, findingsOf, proposalsOf, topOf } from "./panel.js";
import { spanOf } from "./sights.js";
import { draftOf, open, resume } from "./statement.js";
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
  const focused = panel.contains(active) && active.textContent;
  const proposals = proposalsOf(data.proposals, current, { look, widen }, kept.ownVoice);
  const about = lists.querySelector(".about:focus-within") ?? topOf(data.top, unfolded, tell);
  lists.replaceChildren(...findingsOf(data.findings, unfolded, { go, fix, answer }), about, proposals);
  const again = about.contains(active) ? active : focused && [...panel.querySelectorAll("button")].find((one) => one.textContent === focused);
  if (again) again.focus({ preventScroll: true });
  showCard();
  draw("proposed", words, data.proposals.map((one) => words.find(one.quote)));
  draw("current", words, [current && spanOf(current)]);
};

/* What one looks at, or other words that one is choosing. */
export const showCard = (sought) => {
  const { current: one } = desk;
  card.hidden = !one;
  if (!one) return;
  const draft = draftOf(one, sought);
  const offer = (nth) => {
    open(draft);
    desk.form.takeOffer(nth);
  };
  card.replaceChildren(...cardOf(told, { one: sought ? {} : one, draft, number: standing(), offers: offersFor(draft), said: summary(draft) }, { accept, dismiss, alter: open, offer }));
};

const go = (where) => {
  const span = spanOf(where);
  if (span) lead(desk.words, span, free());
  else say("Readers do not see that place.");
};

const fix = (finding, key) => change([{ do: "fix", finding, fix: key }], "Fixed.");

/* A question about a statement is answered by saving in its form what is right. */
const answer = ({ id }) => open(draftOf(desk.data.statements.find((one) => one.id === id)));

/* The top lines are as they are typed; if they are refused, that stays to be mended. */
const tell = async (fields) => {
  if (!(await change([{ do: "alter-top", fields }], "Saved."))) return;
  rest();
  showLists();
};

const decide = async (wish, done) => {
  if (!(await change([wish], done))) return;
  if (desk.resumes) resume();
  else reach();
};

export const accept = (one) => decide({ do: "accept", proposal: one.key }, "Accepted.");

export const dismiss = (one) => decide({ do: "dismiss", proposal: one.key, reason: "" }, "Dismissed.");

/* Whether sentences in which nobody is said to speak are proposed, too. */
const widen = (ownVoice) => {
  kept.ownVoice = ownVoice;
  keep();
  return refresh();
};

/* Look at a proposal, or at a statement: it comes in sight. */
export const look = (one) => {
  if (one !== desk.current) say("");
  Object.assign(desk, { current: one, at: spanOf(one)?.start });
  showLists();
  reach();
};

const standing = () => {
  const { current, data } = desk;
  return current.key ? `${data.proposals.indexOf(current) + 1} of ${data.proposals.length} proposed` : current.id ? "A statement" : "Not marked";
};

const reach = () => {
  const { current, words } = desk;
  const span = current && spanOf(current);
  if (span) bring(words, span, free());
  card.scrollIntoView({ block: "nearest" });
};

/* Where the text that can be seen begins. */
export const inSight = () => desk.words.sentences.find((span) => desk.words.rangeOf(span).getBoundingClientRect().top > 70)?.start ?? 0;
