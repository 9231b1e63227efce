/* The panel's lists: what the check has found on the page, and what the detector proposes. */

import { button, make, shortened } from "./make.js";

const SEVERITIES = { error: "To fix", warning: "To look at", info: "Hints" };

const finding = (one, acts) => {
  const { message, line, fixes, others } = one;
  const place = (at) => (at.quote || at.id ? button(`line ${at.line}`, () => acts.go(at), { className: "link" }) : make("span", {}, `line ${at.line}`));
  const fix = (at) => at.fixes.map(({ key, title }) => button(title, () => acts.fix(at.key, key)));
  const rest = others.length > 0 && make("details", {}, make("summary", {}, `${others.length} more like this`), make("ul", {}, others.map((other) => make("li", {}, place(other), fix(other)))));
  return make("li", { className: "finding" }, make("p", {}, message), make("div", { className: "acts" }, place(one), fix(one)), rest);
};

/* Errors show at once, the rest behind their number. */
export const findingsOf = (findings, open, acts) =>
  Object.entries(SEVERITIES).filter(([severity]) => findings.some((one) => one.severity === severity)).map(([severity, title]) => {
    const own = findings.filter((one) => one.severity === severity);
    const details = make("details", { className: "group", open: open[severity] ?? severity === "error", ontoggle: () => { open[severity] = details.open; } },
      make("summary", {}, `${title} (${own.length})`), make("ul", {}, own.map((one) => finding(one, acts))));
    return details;
  });

export const inWords = ({ quote, kind, label }, kinds) => {
  const { label: name = kind } = kinds.find(({ id }) => id === kind) ?? {};
  return { words: shortened(quote.exact), who: `${name}: ${label}` };
};

/* The proposal that is looked at, with what can be done, and all of them as a list. */
export const proposalsOf = (proposals, current, kinds, open, acts, ownVoice) => {
  const { words, who } = current ? inWords(current, kinds) : {};
  const at = proposals.indexOf(current);
  const card = current && make("div", { className: "card" },
    make("p", { className: "where" }, `${at + 1} of ${proposals.length}`),
    make("blockquote", { dir: "auto" }, words), make("p", {}, who), current.questions.map((question) => make("p", { className: "question" }, question)),
    make("div", { className: "acts" }, button("Accept", () => acts.accept(current), { key: "a", className: "main" }), button("Change", () => acts.alter(current), { key: "c" }),
      button("Dismiss", () => acts.dismiss(current), { key: "d", title: "Never propose anything in this paragraph again" })));
  const list = make("ul", { className: "proposals" }, proposals.map((one) => {
    const { words: quoted, who: speaker } = inWords(one, kinds);
    const item = button("", () => acts.look(one));
    item.append(make("span", { dir: "auto" }, quoted), make("small", {}, speaker));
    if (one === current) item.setAttribute("aria-current", "true");
    return make("li", {}, item);
  }));
  const all = make("details", { open: open.proposals, ontoggle: () => { open.proposals = all.open; } }, make("summary", {}, "All proposals"), list);
  const box = make("input", { type: "checkbox", checked: ownVoice, onchange: () => acts.widen(box.checked) });
  return make("section", { ariaLabel: "Proposals" }, make("h3", {}, `Proposed (${proposals.length})`), make("label", { className: "box" }, box, "also what nobody is said to say"),
    proposals.length > 0 && [make("div", { className: "acts" }, button("Previous", () => acts.step(-1), { key: "p" }), button("Next", () => acts.step(1), { key: "n" })), card ?? "", all]);
};
