/* A statement in the making, as plain data, and the changes that it asks for. */

import { items } from "./make.js";

export const AGAIN = "mark-again"; // in the place of a kind: further words of a statement
export const MENTION = "mention"; // words that only name a source

/* `options` are as the syntax writes them; `declared` are new sources; `was` is what a statement that is edited was. */
export const blank = (quote, more = {}) => ({ quote, kind: "claim", options: {}, note: "", id: "", again: "", declared: [], editing: "", was: null, assumed: false, ...more });

export const editing = ({ id, kind, words, note, options }) =>
  blank({ exact: words, prefix: "", suffix: "" }, { kind, note, id, options: { ...options }, editing: id, was: { kind, note, options } });

/* Whether a source stands in one of the options. */
export const isNamed = (draft, id) => Object.values(draft.options).some((value) => items(value).some((item) => item.replace(" (implied)", "") === id));

const declaration = ({ id, name, type, onSite }) => ({ do: "declare", id, fields: { [type === "unnamed" ? "described-as" : "name"]: name, type }, on_site: onSite });

export const changesOf = (draft, { choices }) => {
  const { quote, kind, id, note, was, again } = draft;
  if (kind === AGAIN) return [{ do: AGAIN, quote, id: again }];
  const declared = draft.declared.filter((source) => isNamed(draft, source.id)).map(declaration);
  const family = choices.kinds.find((one) => one.id === kind)?.family;
  const fits = (name) => choices.options.find((option) => option.name === name)?.families.includes(family) ?? true;
  const options = Object.fromEntries(Object.entries(draft.options).filter(([name, value]) => value.trim() && fits(name)));
  if (kind === MENTION) return [...declared, { do: MENTION, quote, source: items(options.source)[0] ?? "" }];
  return [...declared, ...(was ? altered(draft, options) : [{ do: "mark", quote, kind, options, note, id }])];
};

const altered = ({ editing: id, id: now, kind, note, was }, options) => {
  const changed = {};
  for (const name of new Set([...Object.keys(options), ...Object.keys(was.options)]))
    if (options[name] !== was.options[name]) changed[name] = options[name] ?? null;
  const alter = { do: "alter", id, options: changed, ...(kind !== was.kind && { kind }), ...(note !== was.note && { note }) };
  return now && now !== id ? [alter, { do: "rename", id, new: now }] : [alter];
};
