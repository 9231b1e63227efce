/* The form of a statement: who and kind first, all else under “More”. */

import { AGAIN, isNamed } from "./draft.js";
import { chips, names, text } from "./fields.js";
import { bare, bareId, button, idFrom, IMPLIED, items, make, shortened } from "./make.js";
import { givenIn, offersFor, sayable, summary } from "./offers.js";
import { offerRow } from "./panel.js";

const FIRST = 3; // kinds that show at once
const APART = ["id", "source", "of"]; // what has a field of its own

const spaced = (name) => name.replaceAll("-", " ");

/* A new source is probably of this type, by its name. */
const guessed = (name) => {
  if (!/^\p{Lu}/u.test(name)) return "unnamed";
  return /^\p{Lu}\S*(?:\s\p{Lu}\S*){1,2}$/u.test(name) ? "person" : "institution";
};

/* `acts` are what can be done: save, cancel, remove, pickName; `changed` and `moved` are told of. `isMore` says whether all
   fields show, and `showMore` is told. */
class Form {
  constructor(draft, data, acts) {
    Object.assign(this, { draft, data, acts, route: draft.options.via });
    this.quote = make("blockquote", { dir: "auto" });
    this.fresh = make("div");
    this.given = make("small"); // what is said so far
    this.why = make("p", { className: "why", role: "alert" });
    this.offers = offersFor(draft);
    this.row = make("div");
    this.who = this.whoField();
    this.of = names({ label: "What it answers", value: draft.options.of, options: () => this.statements(), changed: this.set("of"), hint: "Words of a statement, or click it in the text" });
    this.again = names({ label: "Which statement", value: draft.again, options: () => this.statements(), changed: (id) => this.change({ again: id }) });
    this.more = make("details", { className: "more", open: acts.isMore(), ontoggle: () => acts.showMore(this.more.open) }, make("summary", {}, "More ", this.given));
    this.element = this.whole();
    this.refresh();
    this.change({});
    this.drawNew();
    this.arrange();
  }

  change(values) {
    Object.assign(this.draft, values);
    this.row.replaceChildren(offerRow(this.offers, (nth) => this.takeOffer(nth), (offer) => this.has(offer)));
    this.given.textContent = summary(this.draft);
    this.acts.changed();
    this.acts.moved();
  }

  has({ name, value }) {
    const given = givenIn(this.draft, name);
    return items(value).every((item) => given.includes(item));
  }

  /* What is offered is taken; if it has been, it is as before. */
  takeOffer(nth) {
    const { name, value, before } = this.offers[nth];
    const given = givenIn(this.draft, name);
    const offered = items(value);
    const isOne = name === "kind" || name === "source";
    if (!this.has(this.offers[nth])) this.give(name, isOne ? offered : [...given, ...offered]);
    else this.give(name, isOne ? before : given.filter((item) => !offered.includes(item)));
    this.focus();
  }

  set(name) {
    return (value) => this.change({ options: { ...this.draft.options, [name]: value } });
  }

  /* What can be named */

  sources() {
    const typeOf = ({ type }) => this.data.choices.types.find(({ id }) => id === type)?.label ?? "";
    const fresh = this.draft.declared.map(({ id, name }) => ({ id, label: name, detail: "new" }));
    return [...fresh, ...this.data.sources.map((source) => ({ ...source, detail: typeOf(source) }))];
  }

  /* Those of this page alone that say it. */
  ownSources() {
    return this.data.sources.filter(({ id, on_site: isOnSite }) => !isOnSite && items(this.draft.options.source).includes(id));
  }

  statements() {
    const others = this.data.statements.filter(({ id }) => id !== this.draft.editing);
    return others.map(({ id, kind, words, title }) => ({ id, label: shortened(title || words), detail: kind }));
  }

  declare(name) {
    const id = idFrom(name, this.sources().map((source) => source.id));
    const type = guessed(name);
    this.change({ declared: [...this.draft.declared, { id, name, type, onSite: type !== "unnamed" }] });
    return id;
  }

  /* A source by words of the text that name it: one that is known, or a new one. */
  nameFrom(words) {
    const name = words.replace(/\s+/g, " ").trim();
    const known = this.sources().find(({ label, id }) => [label, id].some((one) => one.toLocaleLowerCase() === name.toLocaleLowerCase()));
    this.who.choose(known ? known.id : this.declare(name));
    this.who.input.focus({ preventScroll: true });
  }

  /* Fields */

  kindField() {
    const { kind, editing } = this.draft;
    const choose = (id) => {
      if (id === "opinion") this.who.forget(); // it is the author's, if nobody is named
      this.change({ kind: id });
      this.arrange();
    };
    const choices = [...this.data.choices.kinds.map(({ id, label }) => [id, label]), ...(editing ? [] : [[AGAIN, "More words of a statement"]])];
    const set = chips({ label: "Kind", value: kind, choices, changed: choose });
    const others = make("details", {}, make("summary", {}, "Other kinds"), [...set.querySelectorAll("label")].slice(FIRST));
    set.append(others);
    this.setKind = (id) => {
      const radio = set.querySelector(`[value=${id}]`);
      radio.checked = true;
      others.open ||= others.contains(radio);
      if (id !== this.draft.kind) choose(id);
    };
    this.setKind(kind);
    return set;
  }

  whoField() {
    const changed = (value) => {
      const { via, ...others } = this.draft.options;
      const isOther = this.draft.assumed && via === this.route; // then the route is another, too, unless it was chosen
      this.change({ assumed: false, options: { ...others, ...(via && !isOther && { via }), source: value } });
      if (isOther && via && this.family) this.drawMore(this.family);
      this.drawNew();
    };
    const who = names({ label: "Who", value: this.draft.options.source, options: () => this.sources(), assumed: this.draft.assumed, changed, unknown: (name) => this.declare(name), also: (typed) => this.also(typed), hint: "A name; also “denied”, “alleged”, “via …”" });
    who.append(button("Take the name from the text", () => this.acts.pickName(), { className: "link", tabIndex: -1 }));
    return who;
  }

  /* All else can be typed here, too: a kind, a word of doubt, and names after “via”, “about” and “of”. */
  also(typed) {
    const [, words, implied] = /^(.*?)( \(?implied\)?)?$/.exec(bare(typed));
    const mark = implied ? IMPLIED : "";
    const parts = words.split(/\s+/);
    const fits = ({ label, value }) => [label, value].some((one) => bare(one).startsWith(parts[0])) && parts.every((part) => bare(`${label} ${value}`).includes(part));
    return sayable(this.draft).filter(fits).map(({ name, value, label }) => ({ label: label + mark, act: () => this.give(name, [...givenIn(this.draft, name), value + mark]) }));
  }

  /* What an option is from now on; a name that is implied is so once. */
  give(name, values) {
    if (name === "kind") return this.setKind(values.at(-1));
    const now = values.filter((item, nth) => values.findLastIndex((other) => bareId(other) === bareId(item)) === nth);
    const field = { source: this.who, of: this.of }[name];
    if (field) return field.assign(now);
    this.set(name)(now.join(", "));
    return this.drawMore(this.family);
  }

  /* The new sources that are named, each with its type. */
  drawNew() {
    this.fresh.replaceChildren(...this.draft.declared.filter(({ id }) => isNamed(this.draft, id)).map((source) => this.newSource(source)));
    this.acts.moved();
  }

  newSource(source) {
    const choices = this.data.choices.types.map(({ id, label, meaning }) => [id, label, meaning]);
    const box = make("input", { type: "checkbox", checked: source.onSite, onchange: () => tell({ onSite: box.checked }) });
    const tell = (values) => this.change(Object.assign(source, values) && {});
    const typed = (type) => {
      box.checked = type !== "unnamed";
      tell({ type, fields: {}, onSite: box.checked }); // others would not fit
    };
    return make("div", { className: "new" }, chips({ label: `New: “${shortened(source.name, 40)}” is`, value: source.type, choices, changed: typed }),
      make("label", { className: "box" }, box, "for all articles, not only this one"));
  }

  optionField({ name, label, value, terms }) {
    const common = { label, value: this.draft.options[name] ?? "", changed: this.set(name) };
    const listed = terms.map((term) => [term, spaced(term)]);
    const naming = {
      ...common,
      options: () => this.sources(),
      unknown: (source) => this.declare(source),
      changed: (given) => {
        common.changed(given);
        this.drawNew();
      },
    };
    if (value === "terms") return names({ ...common, options: () => terms.map((term) => ({ id: term, label: term })) });
    if (value === "term") return chips({ ...common, choices: [["", "not said"], ...listed] });
    if (value === "via") return names({ ...naming, implying: true, options: () => [...this.data.choices.routes, ...this.sources()] });
    if (value === "source" || value === "speaker") return names(naming);
    if (value === "statement") return names({ ...common, options: () => this.statements() });
    return text(common);
  }

  drawMore(family) {
    const { draft } = this;
    const offered = this.data.choices.options.filter(({ name, families }) => !APART.includes(name) && families.includes(family));
    const isGiven = ({ name, usual }) => usual || draft.options[name];
    const given = offered.filter(isGiven);
    const hint = draft.editing ? "A new id changes the address of this statement; links on this site follow." : "Empty: made from the words.";
    this.more.replaceChildren(this.more.firstElementChild, ...given.map((option) => this.optionField(option)),
      ...this.ownSources().map(({ id, label }) => text({ label: `“${label}” is described as`, value: draft.described[id] ?? label, changed: (words) => this.change({ described: { ...draft.described, [id]: words } }) })),
      text({ label: "In short", value: draft.title, changed: (title) => this.change({ title }) }),
      text({ label: "Note", value: draft.note, lines: 3, changed: (note) => this.change({ note }) }),
      make("details", {}, make("summary", {}, "More fields"), offered.filter((option) => !isGiven(option)).map((option) => this.optionField(option))),
      text({ label: "Id", value: draft.id, hint, changed: (id) => this.change({ id: id.trim() }) }));
  }

  /* The whole */

  whole() {
    const { save, cancel, remove } = this.acts;
    const buttons = [make("button", { type: "submit", className: "main" }, "Save"), button("Cancel", cancel, { key: "Escape" }),
      this.draft.editing && button("Remove", remove, { className: "last", title: "Take the annotation away; the words stay" })];
    const ariaLabel = this.draft.editing ? "Edit this statement" : "A new statement";
    const onsubmit = (event) => {
      event.preventDefault();
      if (!this.asksForMore()) save();
    };
    const onkeydown = (event) => {
      const { key, target, ctrlKey, metaKey, altKey } = event;
      if (key === "Enter" && (ctrlKey || metaKey)) this.element.requestSubmit();
      const isFree = target.role === "combobox" ? !target.value : target.matches("button, summary, [type=radio], [type=checkbox]");
      if (!isFree || ctrlKey || metaKey || altKey || !this.offers[key - 1]) return;
      event.preventDefault();
      this.takeOffer(key - 1);
    };
    return make("form", { className: "form", ariaLabel, noValidate: true, onsubmit, onkeydown },
      make("div", { className: "inside" }, this.quote, this.row, this.who, this.fresh, this.kindField(), this.of, this.again, this.more),
      make("div", { className: "acts foot" }, this.why, buttons));
  }

  /* Words in a field for names that name nothing yet. */
  asksForMore() {
    const left = [...this.element.querySelectorAll("[role=combobox]")].find((input) => input.value.trim());
    left?.focus();
    if (left) this.refuse(`“${left.value.trim()}” is not chosen yet: choose it in the list.`);
    return Boolean(left);
  }

  /* Where one types first. */
  focus() {
    (this.who.hidden ? this.again : this.who).input.focus({ preventScroll: true });
  }

  get isAnswer() {
    return this.family === "response";
  }

  get family() {
    return this.data.choices.kinds.find(({ id }) => id === this.draft.kind)?.family;
  }

  arrange() {
    const { kind } = this.draft;
    this.of.hidden = !this.isAnswer;
    this.again.hidden = kind !== AGAIN;
    this.who.hidden = kind === AGAIN;
    this.more.hidden = !this.family;
    if (this.family) this.drawMore(this.family);
    this.acts.moved();
  }

  refresh() {
    this.quote.textContent = shortened(this.draft.quote.exact, 140);
  }

  refuse(why) {
    this.why.textContent = why;
    this.acts.moved();
  }
}

export const formOf = (...given) => new Form(...given);
