/* Light and dark, in the place of the theme's scripts for it, which have browsers style the whole page four times while
   it loads. It runs beside the switch, before anything is drawn, so that nobody in the dark sees a white page first.
   What is kept is the theme's, for its pages and for scripts of the site. */

(() => {
  const form = document.querySelector("[data-ann-palette]");
  const choices = [...form.querySelectorAll("input")];
  const { body } = document;

  const meta = (name, content) => {
    const found = document.querySelector(`meta[name=${name}]`);
    Object.assign(found ?? document.head.appendChild(document.createElement("meta")), { name, content });
  };

  const ifAllowed = (access) => {
    try {
      return access();
    } catch {} // a browser may forbid storage, and scripts may have kept something else
  };

  const isSystems = ({ dataset }) => matchMedia(dataset.mdColorMedia).matches;

  let shown; // which of the choices

  const show = (index, isDefault) => {
    shown = index;
    const media = choices[index].dataset.mdColorMedia;
    // a choice may be to have what the system has
    const system = media === "(prefers-color-scheme)" && choices.find((choice) => choice.dataset.mdColorMedia !== media && isSystems(choice));
    const { mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = (system || choices[index]).dataset;
    const color = { media, scheme, primary, accent };
    for (const name in color) body.setAttribute(`data-md-color-${name}`, color[name]);
    const { backgroundColor, colorScheme } = getComputedStyle(form.closest("header") ?? body);
    meta("theme-color", backgroundColor);
    meta("color-scheme", colorScheme);
    ifAllowed(() => __md_set("__palette", { index, color, isDefault }));
  };

  const showKept = () => {
    // the theme keeps also what no reader chose, and does not say so
    const { index, isDefault } = ifAllowed(() => __md_get("__palette")) ?? { isDefault: true };
    const wanted = isDefault ? choices.findIndex(isSystems) : index;
    show(wanted in choices ? wanted : 0, isDefault);
  };

  const offerNext = () => choices.forEach(({ nextElementSibling: next }, nth) => next && (next.hidden = nth !== shown));

  const switching = (change) => {
    body.setAttribute("data-md-color-switching", ""); // the theme's colours do not fade
    change();
    offerNext();
    setTimeout(() => body.removeAttribute("data-md-color-switching"));
  };

  form.addEventListener("change", ({ target }) => switching(() => show(choices.indexOf(target))));
  form.addEventListener("keydown", ({ key }) => {
    if (key !== "Enter") return;
    const next = choices[(shown + 1) % choices.length];
    next.click();
    next.focus();
  });
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", () => switching(showKept));
  showKept();

  const give = ({ target }) => {
    if (!target.src?.includes("/bundle.")) return;
    form.dataset.mdComponent = "palette"; // the theme has passed it by; scripts of the site may look for it
    offerNext(); // not before the header is whole, in which it would move
  };
  document.addEventListener("load", give, true);
})();
