/* The form of a statement: who and kind first, all else under “More”. */

import { AGAIN, MENTION, isNamed } from "./draft.js";
import { chips, labelled, names, select, text } from "./fields.js";
import { bare, button, idFrom, items, make, shortened } from "./make.js";

const FIRST = ["claim", "opinion", "denial"]; // kinds that show as buttons; the others are in a list
const FURTHER = [[AGAIN, "More words of a statement"], [MENTION, "Only names a source"]];
const USUAL = ["via", "certainty", "about", "scope"]; // what “More” offers first
const APART = ["id", "source", "of"]; // what has a field of its own
const LABELS = { via: "Through whom", certainty: "Words of doubt in the text", about: "Whom it accuses", scope: "How far it goes" };

const capital = (words) => words.charAt(0).toLocaleUpperCase() + words.slice(1);
const spaced = (name) => name.replaceAll("-", " ");

/* A new source is probably of this type, by its name. */
const guessed = (name) => {
  if (!/^\p{Lu}/u.test(name)) return "unnamed";
  return /^\p{Lu}\S*(?:\s\p{Lu}\S*){1,2}$/u.test(name) ? "person" : "institution";
};

/* `acts` are what can be done: save, cancel, remove, pickName; `changed` and `moved` are told of. `isMore` says whether all
   fields show, and `showMore` is told. */
class Form {
  constructor(draft, data, recent, acts) {
    Object.assign(this, { draft, data, recent, acts });
    this.quote = make("blockquote", { dir: "auto" });
    this.fresh = make("div");
    this.given = make("small"); // what is given under “More”, while that is closed
    this.why = make("p", { className: "why", role: "alert" });
    this.who = this.whoField();
    this.of = names({ label: "What it answers", value: draft.options.of, options: () => this.statements(), changed: this.set("of"), hint: "Words of a statement, or click it in the text" });
    this.again = select({ label: "Which statement", value: draft.again, choices: [["", "…"], ...this.statements().map(({ id, label }) => [id, label])], changed: (id) => this.change({ again: id }) });
    this.more = make("details", { className: "more", open: acts.isMore(), ontoggle: () => acts.showMore(this.more.open) }, make("summary", {}, "More ", this.given));
    this.element = this.whole();
    this.refresh();
    this.change({});
    this.drawNew();
    this.arrange();
  }

  change(values) {
    Object.assign(this.draft, values);
    const given = Object.entries(this.draft.options).filter(([name, value]) => value && !APART.includes(name));
    const said = given.map(([name, value]) => `${spaced(name)}: ${value}`);
    this.given.textContent = [...said, this.draft.note && "a note"].filter(Boolean).join(" · ") || "through whom, words of doubt, note";
    this.acts.changed();
    this.acts.moved();
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
    if (known) this.who.choose(known.id);
    else this.who.invent(name);
    this.who.input.focus({ preventScroll: true });
  }

  /* Fields */

  kindField() {
    const { kinds } = this.data.choices;
    const { kind, editing } = this.draft;
    const labels = Object.fromEntries(kinds.map(({ id, label }) => [id, capital(label)]));
    const rest = [["", "Other…"], ...kinds.filter(({ id }) => !FIRST.includes(id)).map(({ id }) => [id, labels[id]]), ...(editing ? [] : FURTHER)];
    const radios = chips({ label: "Kind", value: kind, choices: FIRST.map((id) => [id, labels[id]]), changed: (id) => id && choose(id) });
    const others = make("select", { ariaLabel: "Other kinds", onchange: () => others.value && choose(others.value) }, rest.map(([value, words]) => make("option", { value }, words)));
    const choose = (id) => {
      for (const radio of radios.querySelectorAll("input")) radio.checked = radio.value === id;
      others.value = FIRST.includes(id) ? "" : id;
      if (id === "opinion") this.who.forget(); // it is the author's, if nobody is named
      this.change({ kind: id });
      this.arrange();
    };
    this.setKind = choose;
    others.value = FIRST.includes(kind) ? "" : kind;
    others.addEventListener("change", (event) => event.stopPropagation()); // it is no radio button
    radios.append(others);
    return radios;
  }

  whoField() {
    const known = (id) => this.data.sources.find((source) => source.id === id && !source.built_in);
    const lately = this.recent.map(known).filter(Boolean);
    const quick = [...lately, ...this.data.sources.filter((source) => source.built_in)].map(({ id, label }) => [id, shortened(label, 42)]);
    const changed = (value, assumed) => {
      const { via, ...others } = this.draft.options;
      const isOther = this.draft.assumed && !assumed; // then the route is another, too
      this.change({ assumed, options: { ...others, ...(via && !isOther && { via }), source: value } });
      if (isOther && via && this.family) this.drawMore(this.family);
      this.drawNew();
    };
    const who = names({ label: "Who", value: this.draft.options.source, options: () => this.sources(), assumed: this.draft.assumed, quick, changed, unknown: (name) => this.declare(name), also: (typed) => this.also(typed), hint: "A name; also “denied”, “alleged”, “via …”" });
    who.append(button("Take the name from the text", () => this.acts.pickName(), { className: "link", tabIndex: -1 }));
    return who;
  }

  /* All else can be typed here, too: a kind, a word of doubt, and names after “via”, “about” and “of”. */
  also(typed) {
    const begins = (words) => bare(words).startsWith(bare(typed));
    const { kinds, options } = this.data.choices;
    const offered = kinds.filter(({ id, label }) => begins(id) || begins(label));
    const doubts = options.find(({ name }) => name === "certainty").terms.filter(begins);
    return [
      ...offered.map(({ id, label }) => ({ label: capital(label), detail: "kind", act: () => this.setKind(id) })),
      ...doubts.map((term) => ({ label: term, detail: "word of doubt", act: () => this.add("certainty", term) })),
      ...this.after(typed),
    ];
  }

  after(typed) {
    const [, name, words, implied = ""] = /^(via|about|of) (.+?)( \(?implied\)?)?$/.exec(typed) ?? [];
    if (!name) return [];
    const places = { via: [...this.data.choices.routes, ...this.sources()], about: this.sources(), of: this.statements() }[name];
    const wanted = bare(words).split(/\s+/);
    const named = places.filter(({ id, label }) => wanted.every((word) => bare(`${label} ${id}`).includes(word)));
    const mark = implied && " (implied)";
    return named.map(({ id, label }) => ({ label: `${name} ${label}${mark}`, act: () => this.add(name, id + mark) }));
  }

  add(name, item) {
    if (name === "of") return this.of.choose(item);
    const bareOf = (one) => one.replace(" (implied)", "");
    const before = items(this.draft.options[name]).filter((one) => bareOf(one) !== bareOf(item));
    this.set(name)([...before, item].join(", "));
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
      tell({ type, onSite: box.checked });
    };
    return make("div", { className: "new" }, chips({ label: `New: “${shortened(source.name, 40)}” is`, value: source.type, choices, changed: typed }),
      make("label", { className: "box" }, box, "for all articles, not only this one"));
  }

  optionField({ name, value, terms }) {
    const common = { label: LABELS[name] ?? capital(spaced(name)), value: this.draft.options[name] ?? "", changed: this.set(name) };
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
    if (value === "terms") return chips({ ...common, many: true, choices: listed });
    if (value === "term") return select({ ...common, choices: [["", "not said"], ...listed] });
    if (value === "via") return names({ ...naming, implying: true, options: () => [...this.data.choices.routes, ...this.sources()] });
    if (value === "source" || value === "speaker") return names(naming);
    if (value === "statement") return names({ ...common, options: () => this.statements() });
    return text(common);
  }

  drawMore(family) {
    const { draft } = this;
    const offered = this.data.choices.options.filter(({ name, families }) => !APART.includes(name) && families.includes(family));
    const isGiven = ({ name }) => USUAL.includes(name) || draft.options[name];
    const order = ({ name }) => (USUAL.includes(name) ? USUAL.indexOf(name) : USUAL.length);
    const given = offered.filter(isGiven).sort((one, other) => order(one) - order(other));
    const hint = draft.editing ? "A new id changes the address of this statement; links on this site follow." : "Empty: made from the words.";
    this.more.replaceChildren(this.more.firstElementChild, ...given.map((option) => this.optionField(option)),
      text({ label: "Note", value: draft.note, lines: 3, changed: (note) => this.change({ note }) }),
      this.addingField(offered.filter((option) => !isGiven(option))),
      text({ label: "Id", value: draft.id, hint, changed: (id) => this.change({ id: id.trim() }) }));
  }

  addingField(left) {
    const add = () => {
      const field = this.optionField(left.find(({ name }) => name === list.value));
      list.parentElement.before(field);
      list.selectedOptions[0].remove();
      list.value = "";
      field.querySelector("input, select")?.focus();
    };
    const list = make("select", { onchange: add }, make("option", { value: "" }, "…"), left.map(({ name }) => make("option", { value: name }, capital(spaced(name)))));
    return labelled("Add a field", list);
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
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.element.requestSubmit();
    };
    return make("form", { className: "form", ariaLabel, noValidate: true, onsubmit, onkeydown }, this.quote, this.who, this.fresh, this.kindField(), this.of, this.again, this.more,
      make("div", { className: "acts foot" }, this.why, buttons));
  }

  /* Words in a field for names that name nothing yet. */
  asksForMore() {
    const left = [...this.element.querySelectorAll("[role=combobox]")].find((input) => input.value.trim());
    left?.focus();
    if (left) this.refuse(`“${left.value.trim()}” is not chosen yet: choose it in the list.`);
    return Boolean(left);
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
