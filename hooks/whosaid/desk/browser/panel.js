/* The panel's lists: what the check has found on the page, and what the detector proposes. */

import { chips, text } from "./fields.js";
import { button, make, shortened } from "./make.js";

const QUESTION = "open-question"; // the rule
const GROUPS = { [QUESTION]: "Questions of the draft", error: "To fix", warning: "To look at", info: "Hints" };

const finding = (one, acts) => {
  const { message, line, fixes, others } = one;
  const place = (at) => (at.quote || at.id ? button(`line ${at.line}`, () => acts.go(at), { className: "link" }) : make("span", {}, `line ${at.line}`));
  const answer = (at) => one.rule === QUESTION && at.id && button("Answer", () => acts.answer(at));
  const fix = (at) => [answer(at), ...at.fixes.map(({ key, title }) => button(title, () => acts.fix(at.key, key)))];
  const rest = others.length > 0 && make("details", {}, make("summary", {}, `${others.length} more like this`), make("ul", {}, others.map((other) => make("li", {}, place(other), fix(other)))));
  return make("li", { className: "finding" }, make("p", {}, message), make("div", { className: "acts" }, place(one), fix(one)), rest);
};

/* What can be unfolded, and stays so. */
const folding = (name, isOpen, open, summary, ...inside) => {
  const details = make("details", { className: `group ${name}`, open: open[name] ?? isOpen, ontoggle: () => { open[name] = details.open; } }, make("summary", {}, summary), inside);
  return details;
};

/* Questions and errors show at once, the rest behind their number. */
export const findingsOf = (findings, open, acts) =>
  Object.entries(GROUPS).flatMap(([name, title], at) => {
    const own = findings.filter(({ rule, severity }) => (rule === QUESTION ? rule : severity) === name);
    return own.length ? [folding(name, at < 2, open, `${title} (${own.length})`, make("ul", {}, own.map((one) => finding(one, acts))))] : [];
  });

/* What must be known of the article: its top lines. Those that may be empty go when they are. */
export const topOf = (fields, open, tell) => {
  const given = {};
  const field = ({ name, label, value, asks, terms, optional, found }) => {
    if (optional && found) given[name] = null;
    return (terms.length ? chips : text)({ label, value, hint: found || asks, choices: terms.map((term) => [term, term]), changed: (now) => { given[name] = now.trim() || null; } });
  };
  const onsubmit = (event) => {
    event.preventDefault();
    tell(given);
  };
  const wrong = fields.filter(({ found }) => found).length;
  return folding("about", false, open, `About this article (${wrong} to fix)`, make("form", { onsubmit }, fields.map(field), make("button", { className: "main" }, "Save")));
};

/* Offers as a row of buttons, each with its digit. */
export const offerRow = (offers, take, isOn = () => false) =>
  make("div", { className: "quicks", role: "group", ariaLabel: "Offers" }, offers.map((offer, nth) =>
    button(`${nth + 1} ${offer.label}`, () => take(nth), { className: "quick", ariaPressed: String(isOn(offer)), "aria-keyshortcuts": nth + 1 })));

/* What one looks at, or chooses, as a draft, and what can be done. `told` is a live region for its words. */
export const cardOf = (told, { one, draft, number, offers, said }, acts) => {
  told.replaceChildren(make("small", {}, number), make("blockquote", { dir: "auto" }, draft.quote.exact), make("small", { className: "says" }, said));
  return [told, ...(one.questions ?? []).map((question) => make("p", { className: "question" }, question)), offerRow(offers, acts.offer),
    make("div", { className: "acts" }, one.key && button("Accept", () => acts.accept(one), { className: "main" }), button("Change", () => acts.alter(draft)),
      one.key && button("Dismiss", () => acts.dismiss(one), { title: "Propose nothing in this paragraph again" }))];
};

/* What is proposed; that which is looked at is in the card. */
export const proposalsOf = (proposals, current, { look, widen }, ownVoice) => {
  const item = (one) => make("li", { ariaCurrent: one === current ? "true" : null },
    make("button", { type: "button", onclick: () => look(one) }, make("span", { dir: "auto" }, shortened(one.quote.exact)), make("small", {}, one.says)));
  const box = make("input", { type: "checkbox", checked: ownVoice, onchange: () => widen(box.checked) });
  return make("section", { ariaLabel: "Proposals" }, make("h3", {}, `Proposed (${proposals.length})`), make("label", { className: "box" }, box, "also what nobody is said to say"),
    proposals.length > 0 && make("ul", { className: "proposals" }, proposals.map(item)));
};
