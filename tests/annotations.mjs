/* Looks the targets of annotations up in their pages and prints, as JSON, what each reader finds for each target:
   node annotations.mjs < [{"html", "annotations"}]. A place is [start, end, words], counted as the DOM counts.

   element    the element with the fragment's id
   quotes     Apache Annotator, by the words and what stands around them, in the article and in the whole body
   position   Apache Annotator, by the position in the article
   recogito   Recogito, which goes by the position alone

   For a page without annotations it prints the text that the DOM has. */

import { readFileSync } from "node:fs";
import { createTextPositionSelectorMatcher, createTextQuoteSelectorMatcher } from "@apache-annotator/dom";
import { parseW3CTextAnnotation, reviveAnnotation } from "@recogito/text-annotator";
import { JSDOM } from "jsdom";

const asArray = (value) => (Array.isArray(value) ? value : [value]);

const collect = async (matches) => {
  const found = [];
  for await (const range of matches) found.push(range);
  return found;
};

/* The standard counts characters; the DOM, and Recogito with it, count UTF-16 units. */
const inUnits = (text, position) => [...text].slice(0, position).join("").length;

const withUnits = (annotation, text) => ({
  ...annotation,
  target: asArray(annotation.target).map((target) => ({
    ...target,
    selector: target.selector.map((selector) =>
      selector.type === "TextPositionSelector"
        ? { ...selector, start: inUnits(text, selector.start), end: inUnits(text, selector.end) }
        : selector,
    ),
  })),
});

const lookUp = async ({ html, annotations }) => {
  const { window } = new JSDOM(html);
  const { document } = window;
  Object.assign(globalThis, { document, Node: window.Node, NodeFilter: window.NodeFilter });
  Object.assign(globalThis, { Range: window.Range, HTMLElement: window.HTMLElement });
  const article = document.querySelector("article") ?? document.body;
  if (!annotations) return article.textContent;

  const place = (range) => {
    const before = document.createRange();
    before.setStart(article, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const [start, words] = [before.toString().length, range.toString()];
    return [start, start + words.length, words];
  };
  const around = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range;
  };

  const found = [];
  for (const annotation of annotations.items) {
    const { parsed, error } = parseW3CTextAnnotation(withUnits(annotation, article.textContent));
    const revived = error ? [] : reviveAnnotation(parsed, article).target.selector;
    for (const [index, target] of asArray(annotation.target).entries()) {
      const by = Object.fromEntries(target.selector.map((selector) => [selector.type, selector]));
      const element = document.getElementById(by.FragmentSelector.value);
      const answer = { id: annotation.id, element: element && place(around(element)) };
      if (by.TextQuoteSelector) {
        const byQuote = createTextQuoteSelectorMatcher(by.TextQuoteSelector);
        const byPosition = createTextPositionSelectorMatcher(by.TextPositionSelector);
        const quotes = [...(await collect(byQuote(article))), ...(await collect(byQuote(document.body)))];
        answer.quotes = quotes.map(place);
        answer.position = (await collect(byPosition(article))).map(place);
        answer.recogito = error ? error.message : place(revived[index].range);
      }
      found.push(answer);
    }
  }
  return found;
};

const answers = [];
for (const page of JSON.parse(readFileSync(0, "utf8"))) answers.push(await lookUp(page));
process.stdout.write(JSON.stringify(answers));
