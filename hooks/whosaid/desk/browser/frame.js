/* The elements of the desk. They are in a tree of their own, so that no theme's style or script reaches them. */

import { button, make } from "./make.js";

/* Where the desk comes from below. */
export const SHEET = matchMedia("(max-width: 82.49em)");

export const host = document.createElement("whosaid-desk");
export const root = host.attachShadow({ mode: "open" });
export const opener = button("Annotate", () => {}, { className: "opener", key: "e", title: "Annotate this page" });
export const undoing = button("Undo", () => {}, { disabled: true });
export const closing = button("Close", () => {}, { key: "e" });
export const title = make("h2", { tabIndex: -1 }, "Desk");
export const file = make("p", { className: "file" });
export const tools = make("div", { className: "tools" });
export const card = make("section", { className: "card", ariaLabel: "Looked at" });
export const told = make("div", { role: "status" }); // what one looks at
export const lists = make("div", { className: "body" });
export const place = make("div", { className: "place" }); // of the form

export const said = make("p", { className: "said", role: "status" });

export const panel = make("section", { className: "panel", ariaLabel: "Desk", hidden: true },
  make("header", {}, title, file, undoing, closing), said, tools, card, lists);

root.append(make("aside", { ariaLabel: "Annotating", dir: "ltr", lang: "en" }, opener, panel, place)); // whatever the page's language

/* What happened, to be seen and heard. */
export const say = (message) => { said.textContent = message; };

/* The height down to which the window is free of the desk. */
export const free = () => (SHEET.matches ? innerHeight - Math.max(panel.offsetHeight, place.offsetHeight) : innerHeight) - 12;

/* The focus goes to the desk itself when what had it is gone. */
export const rest = () => title.focus({ preventScroll: true });

export const showPanel = (isOpen) => {
  panel.hidden = !isOpen;
  opener.hidden = isOpen;
  document.documentElement.classList.toggle("whosaid-desk-open", isOpen);
};
