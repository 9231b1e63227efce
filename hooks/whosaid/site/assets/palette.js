/* Light and dark, in the place of the theme's part for it, which has browsers style the whole page four times while it
   loads, mostly to set what is set. This does the same, but only where something changes; what is kept is the theme's. */

(() => {
  "use strict";

  const form = document.querySelector("[data-ann-palette]");
  if (!form) return;
  form.dataset.mdComponent = "palette"; // the theme has passed it by; scripts of the site may look for it

  const EITHER = "(prefers-color-scheme)"; // a choice to have what the system has
  const LIGHT = matchMedia("(prefers-color-scheme: light)");
  const choices = [...form.querySelectorAll("input")];
  const { body, head } = document;

  const coloursOf = (choice) =>
    Object.fromEntries(["media", "scheme", "primary", "accent"].map((name) => [name, choice.getAttribute(`data-md-color-${name}`)]));

  const set = (element, name, value) => {
    if (element.getAttribute(name) !== `${value}`) element.setAttribute(name, value);
  };

  const meta = (name, content, isNeeded) => {
    const found = head.querySelector(`meta[name="${name}"]`);
    if (found || isNeeded) set(found ?? head.appendChild(Object.assign(document.createElement("meta"), { name })), "content", content);
  };

  let shown = 0; // which of the choices

  const show = (index) => {
    shown = index;
    let color = coloursOf(choices[index]);
    const system = form.querySelector(`[data-md-color-media="(prefers-color-scheme: ${LIGHT.matches ? "light" : "dark"})"]`);
    if (color.media === EITHER && system) color = { ...coloursOf(system), media: EITHER };
    for (const [name, value] of Object.entries(color)) set(body, `data-md-color-${name}`, value);
    for (const [nth, choice] of choices.entries()) {
      if (choice.nextElementSibling?.matches("label")) choice.nextElementSibling.hidden = nth !== index; // to the next one
    }
    const { backgroundColor, colorScheme } = getComputedStyle(document.querySelector(".md-header") ?? body);
    meta("theme-color", backgroundColor, true);
    meta("color-scheme", colorScheme, colorScheme === "dark"); // a page has the light one anyway
    return { index, color };
  };

  const showKept = () => {
    const kept = window.__md_get?.("__palette")?.index ?? choices.findIndex((choice) => matchMedia(choice.dataset.mdColorMedia).matches);
    show(Math.max(0, Math.min(kept, choices.length - 1)));
  };

  form.addEventListener("change", ({ target }) => window.__md_set?.("__palette", show(choices.indexOf(target))));
  form.addEventListener("keydown", ({ key }) => {
    if (key !== "Enter") return;
    const next = choices[(shown + 1) % choices.length];
    next.click();
    next.focus();
  });
  LIGHT.addEventListener("change", showKept);
  showKept();
})();
