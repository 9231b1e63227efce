/* The page around the desk: what it shows is fetched anew and put in its place, without losing the place one reads. */

import { tag } from "./server.js";
import { desk } from "./state.js";
import { articleOf } from "./words.js";

let shown = "";
let isShowing = false;

/* Whether the theme tells of a page that has been turned, and not of one that is redrawn here. */
export const isArrival = () => {
  if (!isShowing) shown = "";
  return !isShowing;
};

/* Show the article as it is now: in its place, or by loading the page if no theme tells scripts of new content, or if
   the preview was started again. That begins when all that waits for this is done. Whether anything is new. */
export const redraw = async () => {
  const answer = await fetch(location.pathname + location.search, { cache: "no-store" }).catch(() => null);
  if (!answer) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [here, there] = [document, page].map(rootOf(page));
  if (!here || !there || !window.document$?.next || page.querySelector("[data-token]")?.dataset.token !== tag.token) {
    desk.reloads = true;
    location.reload();
    return true;
  }
  replaceNotice(page);
  if (there.innerHTML === shown) return false;
  shown = there.innerHTML;
  await addMissing(page);
  for (const script of there.querySelectorAll("script")) script.replaceWith(runnable(script));
  keepPlace(() => {
    here.replaceChildren(...there.childNodes);
    const { href } = location;
    history.replaceState(history.state, "", location.pathname + location.search); // nobody arrives anew
    isShowing = true;
    window.document$.next(document);
    isShowing = false;
    history.replaceState(history.state, "", href);
  });
  return true;
};

/* What is replaced: the article, or what the theme replaces when it turns a page, if the sidebars are not the same, of
   which that of the headings is looked at. */
const rootOf = (page) => {
  const seen = (bar) => `${bar.hidden} ${bar.dataset.mdType === "toc" ? bar.textContent : ""}`;
  const bars = [document, page].map((one) => [...one.querySelectorAll("[data-md-component=sidebar]")].map(seen).join());
  return (one) => (bars[0] === bars[1] ? articleOf(one) : one.querySelector("[data-md-component=container]"));
};

/* Styles and scripts that the page has only now: those of its first statement. */
const addMissing = async (page) => {
  const files = (one) => [...one.querySelectorAll("link[rel=stylesheet], script[src]")];
  const nameOf = ({ href, src }) => href || src; // whole, as Material may have made those of this page
  const known = files(document).map(nameOf);
  const missing = files(page).filter((element) => !known.includes(nameOf(element)));
  await Promise.all(missing.map((element) => new Promise((done) => {
    const copy = Object.assign(element.localName === "script" ? runnable(element) : document.importNode(element), { onload: done, onerror: done });
    document.head.append(copy);
  })));
};

/* Scripts that a parser has made do not run. */
const runnable = (script) => {
  const copy = document.createElement("script");
  for (const { name, value } of script.attributes) copy.setAttribute(name, value);
  copy.text = script.text;
  return copy;
};

/* What a preview says over its pages. */
const replaceNotice = (page) => {
  const find = (where) => where.querySelector("body > .whosaid-preview");
  find(document)?.remove();
  const notice = find(page);
  if (notice) document.body.prepend(notice);
};

/* Whatever changes above, the first paragraph in the window stays where it is. */
const keepPlace = (change) => {
  const blocks = () => [...articleOf(document).querySelectorAll("p, li, h1, h2, h3, h4, td")].filter((block) => !block.closest(".ann-notes, .ann-overview, .ann-here"));
  const before = blocks();
  const at = before.findIndex((block) => block.getBoundingClientRect().bottom > 60);
  const top = before[at]?.getBoundingClientRect().top;
  change();
  const now = blocks()[at]?.getBoundingClientRect().top;
  if (now !== undefined && at > 0) scrollBy({ top: now - top, behavior: "instant" });
};

/* A change on disk is shown here by `changed`, and not by MkDocs' own script, which loads the page anew. Like that one it
   asks only while the page is seen: a browser keeps few connections to a server. */
export const watch = ({ epoch: start, reload: id }, changed) => {
  if (!start) return; // MkDocs' own script is as nobody here knows it, and does it
  let epoch = Number(start);
  let asking = null;
  const ask = async ({ signal }) => {
    while (!signal.aborted) {
      const answer = await fetch(`/livereload/${epoch}/${id}`, { signal }).then((found) => found.text(), () => "");
      const now = signal.aborted ? 0 : parseFloat(answer);
      if (now > epoch) {
        epoch = now;
        await changed();
      } else if (Number.isNaN(now)) await new Promise((done) => setTimeout(done, 3000)); // no preview answers
    }
  };
  const begin = () => {
    asking?.abort();
    asking = document.hidden ? null : new AbortController();
    if (asking) ask(asking);
  };
  addEventListener("visibilitychange", begin);
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
};
