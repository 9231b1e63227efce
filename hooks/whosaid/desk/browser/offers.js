/* What a statement probably still needs, by what the desk knows of the page: a few offers, each taken by a digit. */

import { AGAIN } from "./draft.js";
import { bare, bareId, IMPLIED, items, shortened } from "./make.js";
import { spanOf, spanOfDraft } from "./sights.js";
import { desk, kept } from "./state.js";

/* What stands before a value: as readers say it, and as it is typed. */
const SAID = { source: "by ", via: "via ", about: "accuses ", certainty: "", of: "answers " };
const TYPED = { ...SAID, about: "about ", of: "of " };

/* Each gives an option (`name`) a value, in words. The nearest statements count most: much is said of several. */
export const offersFor = (draft) => {
  const { data, words } = desk;
  const span = spanOfDraft(draft);
  const isAnswer = (kind) => data.choices.kinds.some((one) => one.id === kind && one.family === "response");
  if (!span || draft.kind === AGAIN) return [];
  const sentence = words.sentenceAt(span.start);
  const text = plain(words.text.slice(Math.min(span.start, sentence.start), Math.max(span.end, sentence.end)));
  const far = (one) => Math.abs((spanOf(one)?.start ?? Infinity) - span.start);
  const others = data.statements.filter(({ id }) => id !== draft.editing).sort((one, other) => far(one) - far(other));
  const used = (name) => others.map(({ options }) => options[name]);
  const named = data.sources.filter(({ label, built_in: isOurs }) => !isOurs && text.includes(plain(label))).map(({ id }) => id);
  const given = (name) => givenIn(draft, name);

  const answers = () => {
    const claims = others.filter(({ kind }) => !isAnswer(kind)).sort((one, other) => Boolean(other.answers.length) - Boolean(one.answers.length));
    const accused = claims.filter(({ id }) => given("of").includes(id)).flatMap(({ options }) => items(options.about));
    return [["of", claims.map(({ id }) => id), 4], ["source", [...accused, ...named], 3], ["kind", ["claim"], 1]];
  };

  const claims = () => {
    const doubts = doubtsIn(data).filter((term) => text.includes(plain(term).replace(/d$/, "")));
    const accused = [used("about").find(Boolean), ...named.filter((id) => !given("source").includes(id))];
    return [["kind", [draft.kind === "claim" ? "opinion" : "claim"], 1], ["about", accused, 2], ["certainty", [...doubts, ...doubtsIn(data)], 2], ["source", ["own-voice", "vague", kept.last?.source, ...named], 3]];
  };

  const isNew = (name) => (value) => items(value).some((item) => !given(name).some((one) => bareId(one) === bareId(item)));
  return [...(isAnswer(draft.kind) ? answers() : claims()), ["via", used("via"), 1]].flatMap(([name, values, most]) =>
    [...new Set(values)].filter(isNew(name)).slice(0, most).map((value) => ({ name, value, before: given(name), label: inWords(name, value) })));
};

/* What a draft gives an option now. */
export const givenIn = ({ kind, options }, name) => items({ kind, ...options }[name]);

const doubtsIn = ({ choices }) => choices.options.find(({ name }) => name === "certainty").terms;

/* All that can be said besides who says it. */
export const sayable = ({ editing }) => {
  const { kinds, routes } = desk.data.choices;
  const { sources, statements } = desk.data;
  const all = { kind: kinds, certainty: doubtsIn(desk.data).map((id) => ({ id })), via: [...routes, ...sources], about: sources, of: statements.filter(({ id }) => id !== editing) };
  return Object.entries(all).flatMap(([name, some]) => some.map(({ id }) => ({ name, value: id, label: inWords(name, id, TYPED) })));
};

const inWords = (name, value, before = SAID) => (name === "kind" ? desk.data.choices.kinds.find(({ id }) => id === value)?.label.toLowerCase() ?? value : (before[name] ?? `${name}: `) + items(value).map(wordsOf).join(", "));

/* What a draft says so far. */
export const summary = ({ kind, options }) => Object.entries({ kind, ...options }).filter(([, value]) => value).map(([name, value]) => inWords(name, value)).join(" · ");

/* Words that can be compared: a name begins with a space, and without its article. */
const plain = (text) => ` ${bare(text).replace(/[^\p{L}\p{N}]+/gu, " ")} `.replace(/^ (?:the|an?) /, " ").trimEnd();

const wordsOf = (item) => {
  const { sources, statements, choices } = desk.data;
  const id = bareId(item);
  const known = [...sources, ...choices.routes, ...statements].find((one) => one.id === id);
  return shortened(known?.label ?? known?.words ?? id, 40) + item.slice(id.length);
};
