/* What can be looked at in the text: statements, proposals, and sentences with neither. */

import { desk } from "./state.js";

/* Where the words of a statement, a quote or a finding are. */
export const spanOf = ({ quote, id }) => {
  const mark = id ? document.getElementById(`claim:${id}`) : null;
  return (quote && desk.words.find(quote)) || (mark && desk.words.spanIn(mark));
};

export const spanOfDraft = (draft) => spanOf(draft.editing && !draft.isElsewhere ? { id: draft.editing } : draft);

/* All of it in the order of the text, each with where it is. A sentence with neither is a quote. */
export const sights = () => (desk.words.sights ??= allIn(desk));

const allIn = ({ data, words }) => {
  const known = [...data.statements, ...data.proposals].map((one) => ({ one, span: spanOf(one) })).filter(({ span }) => span);
  const free = words.sentences.filter((sentence) => !words.isHeading(sentence) && !known.some(({ span }) => words.overlap(sentence, span)));
  const others = free.map((sentence) => words.marked(sentence)).map((span) => ({ one: { quote: words.quoteOf(span) }, span }));
  return [...known, ...others].sort((one, other) => one.span.start - other.span.start);
};

/* Whether something is marked there, or proposed. */
export const isKnown = ({ id, key }) => Boolean(id || key);

/* The next one in the text; while one chooses by keyboard, any sentence is one. */
export const next = (here) => sights().find(({ one, span }) => span.start > here && (desk.resumes || isKnown(one)))?.one;

/* The same one, after the page has been drawn anew; else the next. A sentence with neither is known by its place. */
export const sameOrNext = (before) => {
  const at = spanOf(before)?.start ?? desk.at;
  const isSame = ({ one, span }) => (before.id && !before.key ? one.id === before.id && !one.key : span.start === at && (one.key || !before.key));
  return sights().find(isSame)?.one ?? next(at) ?? null;
};
