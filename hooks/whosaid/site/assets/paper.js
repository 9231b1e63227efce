/* A printed page says its address and the date. On paper, the notes stand after the text: they are moved there to be
   printed, and back. */

(() => {
  "use strict";

  const all = (selector) => [...document.querySelectorAll(selector)];

  const numberOf = (note) => parseInt(note.querySelector(".ann-number").textContent, 10);

  const sign = () => {
    const line = document.querySelector(".ann-paper");
    const date = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
    if (line) line.textContent = [line.dataset.text, location.href, date].join(" · ");
  };

  let moved = []; // each note with the list it is from

  const gather = () => {
    const line = document.querySelector(".ann-paper");
    const last = all(".ann-block").at(-1);
    if (!line || !last || moved.length) return;
    const end = document.createElement("section");
    const [heading, list] = [document.createElement("h2"), document.createElement("ul")];
    end.className = "ann-endnotes";
    list.className = "ann-notes";
    heading.textContent = line.dataset.notes;
    end.append(heading, list);
    moved = all(".ann-column .ann-notes > li").map((note) => [note, note.parentElement]);
    list.append(...moved.map(([note]) => note).sort((one, other) => numberOf(one) - numberOf(other)));
    last.after(end);
  };

  const scatter = () => {
    for (const [note, from] of moved) from.append(note);
    moved = [];
    document.querySelector(".ann-endnotes")?.remove();
  };

  for (const act of [sign, gather]) addEventListener("beforeprint", act);
  addEventListener("afterprint", scatter);
})();
