/* In the head of an article for a class, by the address of the exercise: what it needs is loaded only now, and until that
   has come, or cannot come, nothing that names a source shows. */
(() => {
  if (!new URLSearchParams(location.search).has("classroom")) return;
  const { script, style } = document.currentScript.dataset;
  const add = (tag, given) => {
    const element = Object.assign(document.createElement(tag), given);
    document.head.append(element);
    return element;
  };
  const hides = add("style", { textContent: ".ann-overview, .ann-overview ~ * { visibility: hidden } .ann.ann { text-decoration: none }" });
  add("link", { rel: "stylesheet", href: style });
  add("script", { src: script });
  addEventListener("load", () => hides.remove(), { once: true });
})();
