/* A statement in the making, as plain data, and the changes that it asks for. */

import { bareId, items } from "./make.js";

export const AGAIN = "mark-again"; // in the place of a kind: further words of a statement

/* `options` are as the syntax writes them; `declared` are new sources, `described` other words for those of the page, by
   their ids; `was` is what a statement that is edited was, and `isElsewhere` says that its words are others now. */
export const blank = (quote, more = {}) => ({ quote, kind: "claim", options: {}, title: "", note: "", id: "", again: "", declared: [], described: {}, editing: "", was: null, isElsewhere: false, assumed: false, ...more });

export const editing = ({ id, kind, words, title, note, options }) =>
  blank({ exact: words, prefix: "", suffix: "" }, { kind, title, note, id, options: { ...options }, editing: id, was: { kind, title, note, options } });

/* Whether a source stands in one of the options. */
export const isNamed = (draft, id) => Object.values(draft.options).some((value) => items(value).some((item) => bareId(item) === id));

const naming = (type, name) => ({ [type === "unnamed" ? "described-as" : "name"]: name });
const declaration = ({ id, fields, name, type, onSite }) => ({ do: "declare", id, fields: { ...fields, ...naming(type, name), type }, on_site: onSite });

export const changesOf = (draft, { choices, sources }) => {
  const { quote, kind, id, title, note, was, again } = draft;
  if (kind === AGAIN) return [{ do: AGAIN, quote, id: again }];
  const described = sources.filter(({ id: source, label }) => (draft.described[source] ?? label) !== label);
  const declared = [...draft.declared.filter((source) => isNamed(draft, source.id)).map(declaration),
    ...described.map(({ id: source, type }) => ({ do: "alter-source", id: source, fields: naming(type, draft.described[source]) }))];
  const family = choices.kinds.find((one) => one.id === kind)?.family;
  const fits = (name) => choices.options.find((option) => option.name === name)?.families.includes(family) ?? true;
  const options = Object.fromEntries(Object.entries(draft.options).filter(([name, value]) => value.trim() && fits(name)));
  return [...declared, ...(was ? altered(draft, options) : [{ do: "mark", quote, kind, options, title, note, id }])];
};

const altered = ({ editing: id, id: now, quote, isElsewhere, kind, title, note, was }, options) => {
  const changed = {};
  for (const name of new Set([...Object.keys(options), ...Object.keys(was.options)]))
    if (options[name] !== was.options[name]) changed[name] = options[name] ?? null;
  const alter = { do: "alter", id, options: changed, ...(kind !== was.kind && { kind }), ...(title !== was.title && { title }), ...(note !== was.note && { note }) };
  return [isElsewhere && { do: "reword", id, quote }, alter, now && now !== id && { do: "rename", id, new: now }].filter(Boolean);
};
