/* The theme loads the whole search index on every page; this delays that until somebody searches. */
{
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, address, ...more) {
    open.call(this, method, address, ...more);
    const search = document.getElementById("__search");
    const wanted = new URL(address, location).pathname.endsWith("/search/search_index.json");
    if (!wanted || !search || search.checked || /[?&][hq]=/.test(location.search)) return; // h, q: what was searched for
    this.send = () => search.addEventListener("change", () => send.call(this), { once: true });
  };
}
