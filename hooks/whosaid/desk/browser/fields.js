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
  const tell = () => changed([...set.querySelectorAll(":checked")].map((input) => input.value).join(", "));
  const set = make("fieldset", { className: "chips", onchange: tell }, make("legend", {}, label), boxes);
  return set;
};

/* Names from a list, searched by their words and ids. `options()` gives [{id, label, detail}]; `quick` those that have
   a button of their own, for those who point. A name that nobody knows goes to `unknown`. What is only assumed is replaced by a choice. */
export const names = ({ label, value, options, changed, unknown, quick = [], assumed = false, implying = false, hint = "" }) => {
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
    input.value = "";
    hide();
    tell();
  };

  const drop = (id) => {
    chosen = chosen.filter((one) => one !== id);
    assumed = false;
    tell();
    input.focus();
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

  /* The best first: what begins as the words typed. */
  const found = () => {
    const words = bare(input.value).split(/\s+/).filter(Boolean);
    const all = options().map((option) => ({ ...option, in: bare(`${option.label} ${option.id}`) }));
    const fits = all.filter((option) => words.every((word) => option.in.includes(word)));
    const rank = (option) => (words.length ? Number(!option.in.startsWith(words[0])) + Number(!new RegExp(`(^|[^\\p{L}])${words[0].replace(/[^\p{L}\p{N}]/gu, ".")}`, "u").test(option.in)) : 0);
    return fits.sort((one, other) => rank(one) - rank(other)).slice(0, MOST);
  };

  const show = () => {
    const typed = input.value.trim();
    shown = found().map((option) => ({ ...option, act: () => choose(option.id) }));
    const isKnown = shown.some((option) => [option.label, option.id].some((words) => bare(words) === bare(typed)));
    if (unknown && typed && !isKnown) shown.push({ label: `New source: “${typed}”`, act: () => invent(typed) });
    list.replaceChildren(...shown.map(({ label: words, detail, act }, at) =>
      make("li", { role: "option", id: `${list.id}-${at}`, onpointerdown: (event) => event.preventDefault(), onclick: act },
        make("span", {}, words), detail && make("small", {}, ` ${detail}`))));
    list.hidden = !shown.length;
    input.ariaExpanded = String(!list.hidden);
    mark(typed && shown.length ? 0 : -1);
  };

  const invent = (name) => {
    input.value = "";
    hide();
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
      if (key === "Tab") return;
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
  return Object.assign(field, { input, choose, invent, left: () => input.value.trim(), toggle: (id) => (chosen.includes(id) ? drop(id) : choose(id)) });
};
