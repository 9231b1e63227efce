/* The fields of the form. Each calls `changed` with its new value, as the syntax writes it: lists joined by commas. */

import { bare, bareId, button, IMPLIED, items, make, shortened } from "./make.js";

const MOST = 60; // proposals in a list

let number = 0;
const fresh = () => `desk-${++number}`;

export const labelled = (label, control, hint, ...more) => {
  control.id ||= fresh();
  const said = hint && make("small", { id: fresh() }, hint);
  if (hint) control.setAttribute("aria-describedby", said.id);
  return make("div", { className: "field" }, make("label", { htmlFor: control.id }, label), control, said, ...more);
};

export const text = ({ label, value, changed, lines = 1, hint }) => {
  const control = make(lines > 1 ? "textarea" : "input", { value: value ?? "", autocomplete: "off", oninput: () => changed(control.value) });
  if (lines > 1) control.rows = lines;
  return labelled(label, control, hint);
};

/* Choices that all show, of which one holds. */
export const chips = ({ label, value, choices, changed, hint }) => {
  const name = fresh();
  const box = ([id, words, title = ""]) => make("input", { type: "radio", name, value: id, checked: id === (value ?? ""), title, ariaLabel: words });
  const boxes = choices.map((choice) => make("label", { className: "chip" }, box(choice), choice[1]));
  return make("fieldset", { className: "chips", onchange: ({ target }) => changed(target.value) }, make("legend", {}, label), boxes, hint && make("small", {}, hint));
};

/* Names from a list, searched by their words and ids. `options()` gives [{id, label, detail}]. A name that nobody knows goes to `unknown`. What is only assumed is replaced by a choice.
   `also` are other things that the words typed may mean: [{label, detail, act}]. */
export const names = ({ label, value, options, changed, unknown, assumed = false, implying = false, hint = "", also = () => [] }) => {
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
  const find = (id) => options().find((option) => option.id === bareId(id));

  const assign = (ids) => {
    [chosen, assumed] = [ids, false];
    empty();
    changed(chosen.join(", "));
    draw();
  };

  const choose = (id) => assign([...(assumed ? [] : chosen).filter((one) => bareId(one) !== bareId(id)), id]);

  const drop = (id) => {
    assign(chosen.filter((one) => one !== id));
    input.focus();
  };

  /* What is only assumed. */
  const forget = () => assumed && assign([]);

  const imply = (id) => assign(chosen.map((one) => (one !== id ? one : bareId(one) === one ? one + IMPLIED : bareId(one))));

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
    if (unknown && typed && !isKnown && !others.length) shown.push({ label: `New source: “${typed}”`, act: () => choose(unknown(typed)) });
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
  const field = labelled(label, input, "", list);
  field.querySelector("label").after(tokens);
  return Object.assign(field, { input, choose, forget, assign, toggle: (id) => (chosen.includes(id) ? drop(id) : choose(id)) });
};
