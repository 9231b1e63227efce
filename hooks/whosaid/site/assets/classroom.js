/* “Who said it?”, on the page of an article for a class. The page has notes; the exercise takes them, and all else that
   names a source, out of the page, and puts a question in the place of each. Its pieces lie ready as text.

   1. choices    what was chosen, which the browser keeps where it may
   2. hiding     what is taken out of the page, and put back
   3. questions  in the place of notes, which open and close as these do (notes.js)
   4. comparing  what was chosen beside what is recorded, with each note's own words
   5. paper      lines to write on in the place of notes, and the solution on a page of its own
   6. ways       into the exercise, through it and out of it; the address keeps where one is                          */

(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const piece = (selector) => one(selector, pieces).cloneNode(true);
  const filled = (text, ...values) => values.reduce((made, value, nth) => made.replace(`%${nth + 1}`, () => value), text);
  const root = document.documentElement;

  let given = null; // what the page says of its exercise, with the pieces as text
  let pieces = null; // the same as elements
  let statements = []; // id, number, and the numbers of the choices that are recorded
  let texts = {}; // of the choices, by question
  let chosen = {}; // by statement and question, the number of a choice
  let undo = []; // puts back what was taken out of the page
  let isCompared = false;

  /* 1. Choices */

  const QUESTIONS = ["who", "what"];

  const textsOf = (name) =>
    all(`[name=${name}]`, pieces).flatMap((field) =>
      field.options ? [...field.options].slice(1).map(({ text }) => text) : field.closest("label").textContent.trim());

  const place = () => `whosaid-classroom:${location.pathname}`;

  /* As texts, since an author may change what there is to choose from. */
  const keep = () => {
    const named = statements.map(({ id }) => [id, QUESTIONS.map((name) => texts[name][chosen[id][name]] ?? "")]);
    try {
      localStorage.setItem(place(), JSON.stringify({ isCompared, chosen: Object.fromEntries(named) }));
    } catch {
      // Storage may be forbidden; what was chosen is then kept until the page is left.
    }
  };

  const remember = () => {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(place()));
    } catch {
      // As above, or what is kept there is not ours.
    }
    isCompared = kept?.isCompared === true;
    for (const { id } of statements) {
      const numbers = QUESTIONS.map((name, nth) => [name, texts[name].indexOf(kept?.chosen?.[id]?.[nth])]);
      chosen[id] = Object.fromEntries(numbers);
    }
  };

  /* Another tab with the same article has the same choices. */
  const follow = ({ key }) => {
    if (!given || key !== place()) return;
    remember();
    if (root.classList.contains("ann-playing")) play();
    else if (one(".ann-compared")) compare();
  };

  const isChosen = ({ id }) => QUESTIONS.every((name) => chosen[id][name] >= 0);

  const inWords = (id) => QUESTIONS.map((name) => texts[name][chosen[id][name]]).filter((text) => text).join(" · ");

  /* 2. Hiding */

  const takeOut = (node) => {
    const gap = document.createComment("");
    node.replaceWith(gap);
    undo.push(() => gap.replaceWith(node));
    return gap;
  };

  const put = (node, before) => {
    before.after(node);
    undo.push(() => node.remove());
  };

  const change = (node, name, value) => {
    const before = node.getAttribute(name);
    node.setAttribute(name, value);
    undo.push(() => node.setAttribute(name, before));
  };

  const hide = () => {
    const naming = ".ann-overview > :not(.ann-byline, script, template), .ann-embed, .ann-faults, .ann-neighbours";
    for (const node of all(naming)) takeOut(node);
    for (const list of all(".ann-notes")) {
      const gap = takeOut(list);
      const questions = list.cloneNode(false);
      const here = statements.filter(({ id }) => one(`[id="note:${id}"]`, list));
      questions.append(...here.map((statement) => questionOn(statement, list)));
      put(questions, gap);
    }
    for (const end of all(".ann, .ann-ref")) { // whose classes say the type of the source, which lines show
      change(end, "class", ["ann", "ann-mention", "ann-ref"].filter((name) => end.classList.contains(name)).join(" "));
      if (end.hash && end.getAttribute("href").startsWith("#"))
        change(end, "aria-label", filled(given.dataset.number, end.textContent));
    }
  };

  const restore = () => {
    for (const back of undo.reverse()) back();
    undo = [];
    root.classList.remove("ann-playing");
  };

  /* Notes may lie in the text, from where their own script takes them when it closes them. */
  const closeNotes = () => document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));

  /* 3. Questions */

  const questionOn = ({ id, number }, list) => {
    const question = piece(".ann-ask");
    const [card, body, form] = ["details", ".ann-body", "form"].map((selector) => one(selector, question));
    question.firstElementChild.id = `note:${id}`;
    body.id = id;
    one(".ann-number", question).textContent = number;
    if (document.getElementById(`claim:${id}`)) card.setAttribute("name", "ann-note");
    else card.open = true;
    if (card.open) body.prepend(...all(`[id="${id}"] > .ann-title`, list).map((title) => title.cloneNode(true)));
    form.dataset.id = id;
    for (const name of QUESTIONS) if (chosen[id][name] >= 0) form.elements[name].value = chosen[id][name];
    const [previous, next, compare] = all(".ann-steps > *", form);
    lead(previous, statements[number - 2]);
    lead(next, statements[number]);
    if (statements[number]) compare.remove();
    one(".ann-choice", question).textContent = inWords(id) || given.dataset.none;
    return question;
  };

  const lead = (link, statement) => (statement ? link.setAttribute("href", `#${statement.id}`) : link.remove());

  const choose = ({ target }) => {
    const form = target.closest(".ann-ask form, .ann-here form");
    if (!form?.dataset.id || !QUESTIONS.includes(target.name)) return;
    const { id } = form.dataset;
    chosen[id][target.name] = target.value === "" ? -1 : Number(target.value);
    one(`[id="note:${id}"] .ann-choice`).textContent = inWords(id) || given.dataset.none;
    keep();
    tell();
  };

  const tell = () => {
    const [count, next] = [".ann-exercise > .ann-chosen", ".ann-exercise .ann-next"].map((selector) => one(selector));
    const open = statements.find((statement) => !isChosen(statement));
    count.textContent = filled(count.dataset.text, statements.filter(isChosen).length);
    next.hidden = !open;
    if (!open) return;
    next.textContent = filled(next.dataset.text, open.number);
    lead(next, open);
  };

  /* Return goes on to the next statement. */
  const press = (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("form[data-id] input")) return;
    event.preventDefault();
    one(".ann-steps > :is(.ann-next, button)", event.target.form).click();
  };

  /* A question that one goes to has the focus, also where it has moved into the text, to its words. */
  const focus = () => {
    const body = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!root.classList.contains("ann-playing") || !body?.matches(".ann-body")) return;
    if (!body.contains(document.activeElement)) body.focus({ preventScroll: true });
  };

  /* 4. Comparing */

  const wordsOf = (id) =>
    all(`[id="claim:${id}"], [id^="claim:${id}:"]`).map((mark) => {
      const words = mark.cloneNode(true);
      for (const number of all(".ann-ref", words)) number.remove();
      return words.textContent;
    }).join(" … ");

  /* What the note says: who, how, and who answered; then all the rest. */
  const told = (id) => {
    const lines = all(`[id="${id}"] > :is(p:not([class]), .ann-more)`).map((line) => line.cloneNode(true));
    for (const line of lines) for (const node of all("[id]", line)) node.removeAttribute("id");
    return lines;
  };

  const rowsOf = ({ id, number, ...recorded }, rows) => {
    const link = one("a", rows);
    link.href = `#${id}`;
    link.textContent = number;
    one("span", rows).textContent = wordsOf(id) || one(`[id="${id}"] > .ann-title`)?.textContent;
    let shows = "";
    for (const name of QUESTIONS) {
      const [mine, its] = all(`.ann-${name} > td`, rows);
      const isMissing = chosen[id][name] < 0;
      mine.textContent = isMissing ? given.dataset.none : texts[name][chosen[id][name]];
      its.textContent = texts[name][recorded[name]];
      if (chosen[id][name] === recorded[name]) continue;
      shows += isMissing ? " none" : " other";
      its.className = "ann-other";
    }
    rows.dataset.shows = `all${shows}`;
    one(".ann-told", rows).append(...told(id));
    return rows;
  };

  const compare = () => {
    closeNotes();
    restore();
    isCompared = true;
    keep();
    const part = piece(".ann-compared");
    const [counts, body] = [one("ul", part), one("tbody", part)];
    for (const name of QUESTIONS) {
      const same = statements.filter((statement) => chosen[statement.id][name] === statement[name]).length;
      const none = statements.filter(({ id }) => chosen[id][name] < 0).length;
      const line = document.createElement("li");
      line.textContent = filled(counts.dataset.text, one(`.ann-${name} > th`, part).textContent, same, none);
      counts.append(line);
    }
    body.replaceWith(...statements.map((statement) => rowsOf(statement, body.cloneNode(true))));
    put(part, one(".ann-byline"));
  };

  const filter = ({ target }) => {
    if (target.name !== "ann-compared") return;
    for (const rows of all(".ann-compared tbody")) rows.hidden = !rows.dataset.shows.split(" ").includes(target.value);
  };

  /* 5. Paper */

  const onPaper = () => {
    if (!root.classList.contains("ann-playing") || one(".ann-solution")) return;
    all(".ann-ask").forEach((question) => {
      const lines = piece(".ann-lines");
      one("b", lines).textContent = one(".ann-number", question).textContent;
      question.append(lines);
    });
    all(".ann-block, .ann-notes").at(-1).after(solution());
  };

  const solution = () => {
    const part = piece(".ann-solution");
    const hidden = document.createElement("div");
    hidden.append(...statements.map(({ note }) => note.cloneNode(true)));
    for (const { id, number, who, what } of statements) {
      const [item, line] = [document.createElement("li"), document.createElement("b")];
      item.value = number;
      line.textContent = `${texts.who[who]} · ${texts.what[what]}`;
      item.append(line, ...all(`[id="${id}"] > p:not([class])`, hidden).map((words) => words.cloneNode(true)));
      one("ol", part).append(item);
    }
    return part;
  };

  const offPaper = () => {
    for (const node of all(".ann-lines, .ann-solution")) node.remove();
  };

  /* 6. Ways */

  const play = () => {
    closeNotes();
    restore();
    isCompared = false;
    hide();
    put(piece(".ann-exercise"), one(".ann-byline"));
    root.classList.add("ann-playing");
    tell();
  };

  const leave = () => {
    closeNotes();
    restore();
    isCompared = false;
    keep();
  };

  const again = () => {
    if (!confirm(given.dataset.sure)) return;
    for (const { id } of statements) chosen[id] = { who: -1, what: -1 };
    play();
    keep();
  };

  const ways = { choose: play, compare, again, leave, paper: () => print() };

  /* In the address, `classroom` says that one is in the exercise. */
  const go = (way) => {
    ways[way]();
    if (way === "paper") return;
    const address = new URL(location.href);
    address.hash = "";
    address.searchParams.delete("classroom");
    if (way !== "leave") address.search += `${address.search ? "&" : "?"}classroom`;
    history.replaceState(history.state, "", address);
    const start = one(".ann-exercise > h2, .ann-compared > h2") ?? one(".ann-begin");
    start.focus({ preventScroll: true });
    start.scrollIntoView({ block: way === "leave" ? "nearest" : "center" });
  };

  /* The browser's own Back, past where one began or left. */
  const goBack = () => {
    if (!given?.isConnected) return;
    const isIn = root.classList.contains("ann-playing") || one(".ann-compared");
    if (isAsked() && !isIn) play();
    else if (!isAsked() && isIn) leave();
  };

  const click = (event) => {
    const way = event.target.closest?.("[data-do]")?.dataset.do;
    if (way && given) go(way);
  };

  const isAsked = () => new URLSearchParams(location.search).has("classroom");

  /* Before the theme, which would load the page again. */
  const begin = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    go("choose");
  };

  const start = () => {
    const found = one(".ann-classroom");
    if (found && found === given) return;
    [given, undo, chosen] = [found, [], {}];
    root.classList.remove("ann-playing");
    if (!given) return;
    pieces = document.createRange().createContextualFragment(given.dataset.pieces);
    // Instant navigation puts the page's address before links within it, which would lead out of the exercise.
    const here = location.href.split("#")[0];
    for (const link of all("a")) if (link.hash && link.href.split("#")[0] === here) link.href = link.hash;
    texts = Object.fromEntries(QUESTIONS.map((name) => [name, textsOf(name)]));
    statements = JSON.parse(given.dataset.recorded).map(([id, who, what], nth) => {
      return { id, who, what, number: nth + 1, note: document.getElementById(`note:${id}`) };
    });
    remember();
    one(".ann-begin").addEventListener("click", begin);
    if (isAsked()) {
      (isCompared ? compare : play)();
      if (location.hash) dispatchEvent(new HashChangeEvent("hashchange"));
    }
  };

  document.addEventListener("change", choose);
  document.addEventListener("change", filter);
  document.addEventListener("click", click);
  document.addEventListener("keydown", press);
  addEventListener("storage", follow);
  addEventListener("popstate", goBack);
  addEventListener("hashchange", focus);
  addEventListener("beforeprint", onPaper);
  addEventListener("afterprint", offPaper);
  if (window.document$) window.document$.subscribe(start); // Material's, which tells of instant navigation too
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
