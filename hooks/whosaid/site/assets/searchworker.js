/* Answers the theme's search dialog from a Pagefind index, in the place of the theme's own worker.

   1. messages   those of Material 9: it sends the setup and what is typed, and gets items to show
   2. query      phrases in quotation marks, of whatever kind, and words
   3. pages      the best ones, whose texts are fetched; those with a phrase are looked through for it
   4. sections   of a page, each a hit of its own: a part of the article, a claim, an answer

   In the index, the id of each heading is the address of its section.                                         */

(() => {
  "use strict";

  const MOST = 10; // pages; each is fetched, and beginnings of the word may have been
  const MOST_SECTIONS = 3; // of a page; the theme folds up the others
  const PAUSE = 120; // milliseconds without a key, so that beginnings of words are not searched for
  const WORDS = 30; // in an excerpt
  const BEFORE = 5; // the first hit in it

  /* 1. Messages */

  const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
  let newest = 0;
  let index;

  const load = async (language) => {
    self.document = { querySelector: () => ({ getAttribute: () => language }) }; // where Pagefind looks for it
    const { createInstance } = await import("./pagefind/pagefind.js");
    return createInstance();
  };

  const answer = async (text) => {
    const turn = ++newest;
    await new Promise((done) => setTimeout(done, text ? PAUSE : 0));
    const items = turn === newest && text.trim() ? await found(text, () => turn === newest) : [];
    if (turn === newest) postMessage({ type: RESULT, data: { items } });
  };

  addEventListener("message", ({ data: { type, data } }) => {
    if (type === QUERY) answer(data);
    if (type !== SETUP) return;
    index = load(data.config.lang[0]);
    postMessage({ type: READY });
  });

  /* 2. Query */

  const QUOTED = /["“”„‟«»「」『』〝〞＂]([^"“”„‟«»「」『』〝〞＂]+)["“”„‟«»「」『』〝〞＂]/gu;
  const QUOTES = /["“”„‟«»「」『』〝〞＂]/gu;

  const tokens = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  /* `loose` are the words outside of phrases. */
  const read = (text) => ({
    words: text.replace(QUOTES, " ").trim(),
    loose: tokens(text.replace(QUOTED, " ")),
    phrases: [...text.matchAll(QUOTED)].map(([, words]) => words).filter((words) => tokens(words).length),
  });

  /* 3. Pages */

  const found = async (text, isWanted) => {
    const query = read(text);
    const pagefind = await index;
    const ranked = (await pagefind.search(query.words)).results;
    const exact = await Promise.all(query.phrases.map((phrase) => pagefind.search(`"${phrase}"`)));
    const ids = exact.map(({ results }) => new Set(results.map(({ id }) => id)));
    const sure = ranked.filter(({ id }) => ids.every((set) => set.has(id)));
    if (!isWanted()) return [];
    // Pagefind takes “A—B” for one word, so that it may miss a phrase that is there.
    const best = (sure.length ? sure : ranked).slice(0, MOST);
    const pages = await Promise.all(best.map(({ data }) => data()));
    const sought = { ...query, words: tokens(query.words), phrases: query.phrases.map(tokens) };
    return pages.map((page) => sections(page, sought)).filter((items) => items.length);
  };

  /* 4. Sections */

  const textOf = ({ raw_content }) => {
    const text = raw_content.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return text.includes("\u200B") ? text.split("\u200B") : text.split(/\s+/); // as Pagefind counts words
  };

  /* The sections with a hit, the best first, and the article, which the theme shows over them. */
  const sections = (page, sought) => {
    const text = textOf(page);
    const heads = page.anchors.filter(({ element }) => /^h\d$/i.test(element)).sort((a, b) => a.location - b.location);
    const parts = heads.map((head, nth) => {
      const title = head.text.trim().split(/\s+/);
      const words = [...title, ...text.slice(head.location + title.length, heads[nth + 1]?.location)];
      return soughtIn({ head, words, start: title.length }, page.locations, sought);
    });
    if (!sought.phrases.every((phrase) => parts.some((part) => part.phrases.includes(phrase)))) return [];
    const isHit = (part) => (sought.phrases.length ? part.phrases.length : part.marked.size);
    const [article, ...others] = parts;
    const hits = [...others, article].filter(isHit).sort((a, b) => b.terms - a.terms);
    const isBest = (part, nth) => part.terms === hits[0].terms && nth < MOST_SECTIONS && (part !== article || !nth);
    const score = (part, nth) => part.terms + (isBest(part, nth) ? 1 : 0); // Enter leads to the first of the best
    const items = hits.map((part, nth) => ({ ...item(part), score: score(part, nth) }));
    return isHit(article) ? items : [...items, { ...item(article), score: 0 }];
  };

  /* A section with the places in it to be marked, the phrases that it has, and the number of words that it has. */
  const soughtIn = (part, locations, { words, loose, phrases }) => {
    const own = part.words.map(tokens);
    const hits = locations.map((at) => at - part.head.location).filter((at) => at in own);
    const terms = new Set(hits.flatMap((at) => own[at].map((token) => likest(token, words))));
    const isLoose = (at) => own[at].some((token) => loose.includes(likest(token, words)));
    const places = phrases.map((phrase) => placesOf(phrase, own));
    const marked = new Set([...hits.filter((at) => !phrases.length || isLoose(at)), ...places.flat()]);
    return { ...part, marked, terms: terms.size, phrases: phrases.filter((_, nth) => places[nth].length) };
  };

  /* The term that a word of the text was found for, which may be another form of it. */
  const likest = (token, terms) => {
    const common = (term) => [...term].findIndex((letter, at) => letter !== token[at]);
    const shared = terms.map((term) => (common(term) < 0 ? term.length : common(term)));
    return terms[shared.indexOf(Math.max(...shared))];
  };

  const placesOf = (phrase, own) => {
    const all = own.flatMap((tokens, at) => tokens.map((token) => ({ token, at })));
    const starts = [...all.keys()].filter((start) => phrase.every((token, nth) => all[start + nth]?.token === token));
    return starts.flatMap((start) => phrase.map((_, nth) => all[start + nth].at));
  };

  const item = (part) => ({
    location: part.head.id,
    title: shown(part, 0, part.start),
    text: excerpt(part),
    terms: Object.fromEntries([...part.marked].flatMap((at) => tokens(part.words[at])).map((term) => [term, true])),
  });

  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  const shown = ({ words, marked }, from, to) =>
    words
      .slice(from, to)
      .map((word, nth) => (marked.has(from + nth) ? `<mark>${escaped(word)}</mark>` : escaped(word)))
      .join(" ")
      .replaceAll("</mark> <mark>", " ");

  /* The part of the text that has the most of what was searched for. */
  const excerpt = (part) => {
    const { length } = part.words;
    const hits = [...part.marked].filter((at) => at >= part.start).sort((a, b) => a - b);
    const near = (start) => hits.filter((at) => at >= start && at < start + WORDS).length;
    const best = hits.reduce((one, other) => (near(other) > near(one) ? other : one), part.start);
    const from = Math.max(part.start, Math.min(best - BEFORE, length - WORDS));
    const to = Math.min(length, from + WORDS);
    const [before, after] = [from > part.start ? "… " : "", to < length ? " …" : ""];
    return from < to ? `<p>${before}${shown(part, from, to)}${after}</p>` : "";
  };
})();
