/* The fields of the form. Each calls `changed` with its new value, as the syntax writes it: lists joined by commas. */

import { bare, button, items, make, shortened } from "./make.js";

const MOST = 60; // proposals in a list
const IMPLIED = " (implied)";

let number = 0;
const fresh = () => `desk-${++number}`;

export const labelled = (label, control, ...more) => {
  control.id ||= fresh();
  return make("div", { className: "field" }, make("label", { htmlFor: control.id }, label), control, ...more);
};

export const text = ({ label, value, changed, lines = 1, hint = "" }) => {
  const control = make(lines > 1 ? "textarea" : "input", { value: value ?? "", autocomplete: "off", oninput: () => changed(control.value) });
  if (lines > 1) control.rows = lines;
  if (!hint) return labelled(label, control);
  const said = make("small", { id: fresh() }, hint);
  control.setAttribute("aria-describedby", said.id);
  return labelled(label, control, said);
};

export const select = ({ label, value, choices, changed }) => {
  const control = make("select", { onchange: () => changed(control.value) }, choices.map(([id, words]) => make("option", { value: id }, words)));
  control.value = value;
  return labelled(label, control);
};

/* Choices that all show: radio buttons, or boxes where several hold. */
export const chips = ({ label, value, choices, changed, many = false }) => {
  const name = fresh();
  const chosen = items(value);
  const box = ([id, words, title = ""]) =>
    make("input", { type: many ? "checkbox" : "radio", name, value: id, checked: chosen.includes(id), title, ariaLabel: words });
  const boxes = choices.map((choice) => make("label", { className: "chip" }, box(choice), choice[1]));
  const tell = () => changed([...set.querySelectorAll("input:checked")].map((input) => input.value).join(", "));
  const set = make("fieldset", { className: "chips", onchange: tell }, make("legend", {}, label), boxes);
  if (many) rove(set);
  return set;
};

/* Boxes by the keys of radio buttons: one is reached by Tab, the others by arrows and by their first letter. */
const rove = (set) => {
  const boxes = [...set.querySelectorAll("input")];
  const go = (box) => {
    for (const one of boxes) one.tabIndex = one === box ? 0 : -1;
    return box;
  };
  go(boxes.find(({ checked }) => checked) ?? boxes[0]);
  set.addEventListener("focusin", ({ target }) => boxes.includes(target) && go(target));
  set.addEventListener("keydown", (event) => {
    const at = boxes.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = step ? boxes.at((at + step) % boxes.length) : [...boxes.slice(at + 1), ...boxes.slice(0, at)].find(({ value }) => value[0] === event.key);
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(next).focus();
  });
};

/* Names from a list, searched by their words and ids. `options()` gives [{id, label, detail}]; `quick` those that have
   a button of their own, for those who point. A name that nobody knows goes to `unknown`. What is only assumed is replaced by a choice.
   `also` are other things that the words typed may mean: [{label, detail, act}]. */
export const names = ({ label, value, options, changed, unknown, quick = [], assumed = false, implying = false, hint = "", also = () => [] }) => {
  let chosen = items(value);
  let active = -1;
  let shown = [];
  const list = make("ul", { id: fresh(), role: "listbox", ariaLabel: label, hidden: true });
  const tokens = make("ul", { className: "tokens", ariaLabel: `${label}: chosen` });
  const input = make("input", {
    role: "combobox",
    autocomplete: "off",
    spellcheck: false,
    ariaExpanded: "false",
    ariaAutoComplete: "list",
    "aria-controls": list.id,
    placeholder: hint,
    oninput: () => show(),
    onclick: () => show(),
    onblur: () => setTimeout(hide),
  });
  const find = (id) => options().find((option) => option.id === id.replace(IMPLIED, ""));

  const tell = () => {
    changed(chosen.join(", "), assumed);
    draw();
  };

  const choose = (id) => {
    if (assumed) chosen = [];
    assumed = false;
    if (!chosen.some((one) => one.replace(IMPLIED, "") === id)) chosen.push(id);
    empty();
    tell();
  };

  const drop = (id) => {
    chosen = chosen.filter((one) => one !== id);
    assumed = false;
    tell();
    input.focus();
  };

  /* What is only assumed. */
  const forget = () => {
    if (!assumed) return;
    [chosen, assumed] = [[], false];
    tell();
  };

  const imply = (id) => {
    chosen = chosen.map((one) => (one !== id ? one : one.endsWith(IMPLIED) ? one.replace(IMPLIED, "") : one + IMPLIED));
    tell();
  };

  const draw = () => {
    tokens.classList.toggle("assumed", assumed);
    tokens.replaceChildren(...chosen.map((id) => {
      const words = find(id)?.label ?? id;
      const inferred = make("input", { type: "checkbox", checked: id.endsWith(IMPLIED), onchange: () => imply(id) });
      return make("li", {}, make("span", {}, shortened(words, 48)), implying && make("label", {}, inferred, "implied"),
        button("×", () => drop(id), { ariaLabel: `Remove ${words}` }));
    }));
    tokens.hidden = !chosen.length;
  };

  /* The best first: what begins as the words typed, then what has a word that does. */
  const found = () => {
    const typed = bare(input.value.trim());
    const words = typed.split(/\s+/).filter(Boolean);
    const rank = ({ id, label: name }) => [bare(name).replace(/^(?:the|an?) /, ""), id].some((one) => one.startsWith(typed)) ? 0 : bare(name).includes(` ${typed}`) ? 1 : 2;
    const fits = options().filter(({ id, label: name }) => words.every((word) => bare(`${name} ${id}`).includes(word)));
    return fits.sort((one, other) => rank(one) - rank(other)).slice(0, MOST);
  };

  const show = () => {
    const typed = input.value.trim();
    const others = typed ? also(typed).map((other) => ({ ...other, act: () => other.act() ?? empty() })) : [];
    shown = [...found().map((option) => ({ ...option, act: () => choose(option.id) })), ...others];
    const isKnown = shown.some(({ label: words, id = "" }) => [words, id].some((one) => bare(one) === bare(typed)));
    if (unknown && typed && !isKnown && !others.length) shown.push({ label: `New source: “${typed}”`, act: () => invent(typed) });
    list.replaceChildren(...shown.map(({ label: words, detail, act }, at) =>
      make("li", { role: "option", id: `${list.id}-${at}`, onpointerdown: (event) => event.preventDefault(), onclick: act },
        make("span", {}, words), detail && make("small", {}, ` ${detail}`))));
    list.hidden = !shown.length;
    input.ariaExpanded = String(!list.hidden);
    mark(typed && shown.length ? 0 : -1);
  };

  const empty = () => {
    input.value = "";
    hide();
  };

  const invent = (name) => {
    empty();
    const id = unknown(name);
    choose(id);
  };

  const hide = () => {
    list.hidden = true;
    input.ariaExpanded = "false";
    mark(-1);
  };

  const mark = (at) => {
    active = at;
    [...list.children].forEach((option, nth) => option.setAttribute("aria-selected", nth === at));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[at].id);
    if (at >= 0) list.children[at].scrollIntoView({ block: "nearest" });
  };

  const press = (event) => {
    const { key } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step && list.hidden) show();
    else if (step) mark((active + step + shown.length) % shown.length);
    else if ((key === "Enter" || (key === "Tab" && input.value.trim())) && active >= 0) {
      shown[active].act();
      if (key === "Tab" || event.ctrlKey || event.metaKey) return; // goes on, or saves
    } else if (key === "Escape" && !list.hidden) hide();
    else if (key === "Backspace" && !input.value && chosen.length) drop(chosen.at(-1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  input.addEventListener("keydown", press);
  draw();
  const buttons = quick.map(([id, words]) => button(words, () => choose(id), { className: "quick", tabIndex: -1 }));
  const field = labelled(label, input, list, buttons.length ? make("div", { className: "quicks" }, buttons) : "");
  field.querySelector("label").after(tokens);
  return Object.assign(field, { input, choose, invent, left: () => input.value.trim(), forget, toggle: (id) => (chosen.includes(id) ? drop(id) : choose(id)) });
};
