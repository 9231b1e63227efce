/* The text of the article as readers see it: without notes, their numbers, and whatever else is not the author's.

   Offsets count in `text`, in which blocks are lines of their own. */

const BLOCK = "p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, blockquote, pre, figcaption, caption, summary, div, section, article";
const OTHERS = "svg, nav, button, input, select, textarea, [aria-hidden=true], .headerlink, .footnote-ref, .footnote-backref, .md-content__button, .md-source-file, .md-annotation";
const WRAPPERS = ["ann-block", "ann-headline"]; // ours, around words of the author's; so are marks
const AROUND = 60; // characters before and after a quote
const NO_END = /(?:\b\p{Lu}|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Prof|Sen|Rep|No|Inc|vs))\.\s*$/u; // a full stop that ends no sentence

const isOurs = (element) =>
  element.localName !== "mark" && [...element.classList].some((name) => name.startsWith("ann-") && !WRAPPERS.includes(name));

export const articleOf = (page) => page.querySelector("article") ?? page.querySelector("[role=main], main") ?? page.body;

/* One sign for each: white space and quotation marks are not as typed. */
const folded = (text) => text.replace(/\s/g, " ").replace(/[“”„«»]/g, '"').replace(/[‘’‚‹›]/g, "'");

export class Words {
  constructor(root) {
    this.root = root;
    this.language = document.documentElement.lang.replace("_", "-") || undefined;
    this.pieces = []; // text nodes and where they start
    this.text = "";
    this.found = new Map(); // by quote
    this.read(root);
    this.folded = folded(this.text);
  }

  read(root) {
    const accept = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      const skipped = node.matches(OTHERS) || isOurs(node) || !node.checkVisibility();
      return skipped ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
    let last = null;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const block = node.parentElement.closest(BLOCK);
      if (last && block !== last) this.text += "\n\n";
      last = block;
      this.pieces.push({ node, start: this.text.length });
      this.text += node.data;
    }
  }

  /* From the page to offsets and back */

  spanOf(range) {
    const inside = this.pieces.filter(({ node }) => range.intersectsNode(node));
    if (!inside.length) return null;
    const [first, last] = [inside[0], inside.at(-1)];
    const start = first.start + (first.node === range.startContainer ? range.startOffset : 0);
    const end = last.start + (last.node === range.endContainer ? range.endOffset : last.node.length);
    return start < end ? { start, end } : null;
  }

  spanIn(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    return this.spanOf(range);
  }

  rangeOf({ start, end }) {
    const range = document.createRange();
    const first = this.pieces.findLast((piece) => piece.start <= start);
    const last = this.pieces.findLast((piece) => piece.start < end);
    range.setStart(first.node, Math.min(start - first.start, first.node.length));
    range.setEnd(last.node, Math.min(end - last.start, last.node.length));
    return range;
  }

  blockOf(span) {
    return this.pieces.findLast((piece) => piece.start <= span.start).node.parentElement.closest(BLOCK);
  }

  isHeading(span) {
    return this.blockOf(span).matches("h1, h2, h3, h4, h5, h6");
  }

  /* From offsets to quotes and back */

  quoteOf({ start, end }) {
    const { text } = this;
    return { exact: text.slice(start, end), prefix: text.slice(Math.max(0, start - AROUND), start), suffix: text.slice(end, end + AROUND) };
  }

  /* Where a quote is: of several places, the one whose surroundings are most like those of the quote. */
  find(quote) {
    if (!this.found.has(quote)) this.found.set(quote, this.sought(quote));
    return this.found.get(quote);
  }

  sought(quote) {
    if (!quote?.exact.trim()) return null;
    const pattern = folded(quote.exact).trim().split(/ +/).map(escaped).join(" +");
    const places = [...this.folded.matchAll(new RegExp(pattern, "g"))].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
    const like = (span) => this.agreement(quote, span);
    return places.sort((one, other) => like(other) - like(one))[0] ?? null;
  }

  agreement({ prefix = "", suffix = "" }, { start, end }) {
    const before = alike([...squeezed(prefix)].reverse(), [...squeezed(this.folded.slice(Math.max(0, start - 2 * AROUND), start))].reverse());
    return before + alike([...squeezed(suffix)], [...squeezed(this.folded.slice(end, end + 2 * AROUND))]);
  }

  /* Sentences and words */

  get sentences() {
    return (this.ownSentences ??= this.segments("sentence").reduce((found, segment) => {
      const before = found.at(-1);
      if (before && NO_END.test(this.text.slice(before.start, before.end))) before.end = segment.end;
      else found.push({ ...segment });
      return found;
    }, []).map((span) => this.trimmed(span)).filter((span) => span.start < span.end));
  }

  get words() {
    return (this.ownWords ??= this.segments("word").filter(({ isWordLike }) => isWordLike));
  }

  segments(granularity) {
    const segmenter = new Intl.Segmenter(this.language, { granularity });
    const spans = [];
    for (const { 0: block, index } of this.text.matchAll(/(?:(?!\n\n)[^])+/g))
      for (const { segment, index: at, isWordLike } of segmenter.segment(block.replace(/\s/g, " ")))
        spans.push({ start: index + at, end: index + at + segment.length, isWordLike });
    return spans;
  }

  trimmed({ start, end }) {
    const words = this.text.slice(start, end);
    return { start: start + words.length - words.trimStart().length, end: end - words.length + words.trimEnd().length };
  }

  overlap(one, other) {
    return other && one.start < other.end && other.start < one.end;
  }

  /* Whole words, without white space around them; null if there are none. */
  whole(span) {
    const { start, end } = this.trimmed(span);
    if (start >= end) return null;
    const cut = (at) => this.words.find((word) => word.start < at && at < word.end);
    return { start: cut(start)?.start ?? start, end: cut(end)?.end ?? end };
  }

  /* Where the word that an offset cuts ends; the offset itself if it cuts none. */
  wordEnd(offset) {
    return this.words.find(({ start, end }) => start < offset && offset <= end)?.end ?? offset;
  }

  sentenceAt(offset) {
    return this.sentences.find(({ end }) => offset < end) ?? this.sentences.at(-1);
  }

  /* A sentence as it is marked: without its full stop. */
  marked(sentence) {
    const isStop = /[^.…][.。।]$/u.test(this.text.slice(sentence.start, sentence.end));
    return isStop ? { ...sentence, end: sentence.end - 1 } : sentence;
  }

  blockSpan(offset) {
    const start = this.text.lastIndexOf("\n\n", offset) + 1;
    const end = this.text.indexOf("\n\n", offset);
    return this.trimmed({ start, end: end < 0 ? this.text.length : end });
  }
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
const squeezed = (text) => folded(text).replace(/ +/g, " ");
const alike = (one, other) => {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
};
