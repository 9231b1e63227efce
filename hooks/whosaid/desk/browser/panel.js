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

/* The proposals; the one that is looked at with what can be done. */
export const proposalsOf = (proposals, current, acts, ownVoice) => {
  const item = (one, at) => {
    const about = [make("span", { dir: "auto" }, shortened(one.quote.exact)), make("small", {}, one.says)];
    if (one !== current) return make("li", {}, make("button", { type: "button", onclick: () => acts.look(one) }, about));
    return make("li", { className: "card", ariaCurrent: "true" }, make("small", {}, `${at + 1} of ${proposals.length}`), about,
      one.questions.map((question) => make("p", { className: "question" }, question)),
      make("div", { className: "acts" }, button("Accept", () => acts.accept(one), { key: "a", className: "main" }), button("Change", () => acts.alter(one), { key: "c" }),
        button("Dismiss", () => acts.dismiss(one), { key: "d", title: "Propose nothing in this paragraph again" })));
  };
  const box = make("input", { type: "checkbox", checked: ownVoice, onchange: () => acts.widen(box.checked) });
  return make("section", { ariaLabel: "Proposals" }, make("h3", {}, `Proposed (${proposals.length})`), make("label", { className: "box" }, box, "also what nobody is said to say"),
    proposals.length > 0 && [make("div", { className: "acts" }, button("Previous", () => acts.step(-1), { key: "p" }), button("Next", () => acts.step(1), { key: "n" })),
      make("ul", { className: "proposals" }, proposals.map(item))]);
};
