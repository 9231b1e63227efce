/* Tables from the ledger, sorted and filtered in the browser beside the orders that the site has pages for.

   A row is sorted by its rank where the page gives one (numbers, and terms that have an order), else by its words in
   the order of the page's language. Sorted rows leave their groups and carry the group's title along. The address
   remembers both: ?sort=-statements&filter=russia, with the table's number on a page with several. */

(() => {
  "use strict";

  const make = (tag, properties, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };

  /* Words without capitals and accents. */
  const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

  const counts = (cell) => cell.classList.contains("ann-count");

  /* What a cell is sorted by; in a row's head, that is its link, without what stands around it. */
  const valueOf = (cell) => ({
    rank: Number(cell.dataset.rank ?? 0),
    text: ((cell.scope && cell.querySelector("a")) || cell).textContent,
  });

  const titleOf = (row) => make("span", { className: "ann-group" }, ...row.cells[0].cloneNode(true).childNodes);

  const equip = (listing, at) => {
    const place = listing.querySelector(".ann-find");
    if (!place || place.childElementCount) return;
    const table = listing.querySelector("table");
    const heads = [...table.tHead.rows[0].cells];
    const groups = [...table.tBodies].map((body) => {
      const rows = [...body.rows];
      return { body, title: rows[0].cells[0].scope === "rowgroup" ? rows.shift() : null, rows };
    });
    const rows = groups.flatMap((group) => group.rows);
    const sorted = document.createElement("tbody");
    const words = new Map();
    for (const { title, rows: own } of groups)
      for (const row of own) {
        const texts = [...row.cells].map((cell) => cell.textContent);
        words.set(row, bare([...texts, title?.textContent].join(" ")));
        if (title && !texts.includes(title.textContent)) row.group = titleOf(title);
      }
    const number = at ? at + 1 : "";
    const [sortKey, filterKey] = [`sort${number}`, `filter${number}`];
    const language = document.documentElement.lang.replace("_", "-") || undefined;
    const collator = new Intl.Collator(language, { numeric: true, ignorePunctuation: true });

    /* Controls */

    const input = make("input", { type: "search", autocomplete: "off" });
    const status = make("span", {}, "");
    status.setAttribute("role", "status");
    const select = make("select", {}, make("option", { value: "" }, place.dataset.own));
    for (const head of heads) {
      const key = head.dataset.key;
      select.append(make("option", { value: counts(head) ? `-${key}` : key }, head.textContent));
      head.replaceChildren(make("button", { type: "button", onclick: () => sort(after(head)) }, head.textContent));
    }
    place.append(make("label", {}, place.dataset.filter, input), make("label", {}, place.dataset.order, select), status);

    /* The order after the present one: numbers start with the most; the third is the page's own. */
    const after = (head) => {
      const orders = [head.dataset.key, `-${head.dataset.key}`];
      if (counts(head)) orders.reverse();
      return order === orders[0] ? orders[1] : order === orders[1] ? "" : orders[0];
    };

    /* Sorting */

    let order = "";
    const sort = (wanted) => {
      const column = heads.findIndex((head) => head.dataset.key === wanted.replace(/^-/, ""));
      order = column < 0 ? "" : wanted;
      const sign = order.startsWith("-") ? -1 : 1;
      heads.forEach((head, index) => {
        if (index !== column) head.removeAttribute("aria-sort");
        else head.setAttribute("aria-sort", sign < 0 ? "descending" : "ascending");
      });
      select.value = order;
      if (select.selectedIndex < 0) select.value = sign < 0 ? order.slice(1) : `-${order}`;
      if (order) byColumn(column, sign);
      else inGroups();
      show();
    };

    const byColumn = (column, sign) => {
      const values = new Map(rows.map((row) => [row, valueOf(row.cells[column])]));
      const compare = (a, b) => {
        const [one, other] = [values.get(a), values.get(b)];
        if (!one.text !== !other.text) return one.text ? -1 : 1; // nothing comes last
        return sign * (one.rank - other.rank || collator.compare(one.text, other.text));
      };
      sorted.append(...[...rows].sort(compare));
      table.append(sorted);
      for (const row of rows) if (row.group) row.cells[0].append(row.group);
    };

    const inGroups = () => {
      for (const row of rows) row.group?.remove();
      for (const group of groups) group.body.append(...group.rows);
      sorted.remove();
    };

    /* Filtering */

    const show = () => {
      const wanted = bare(input.value).split(/\s+/).filter(Boolean);
      for (const row of rows) row.hidden = !wanted.every((word) => words.get(row).includes(word));
      for (const { body, rows: own } of groups) body.hidden = Boolean(order) || own.every((row) => row.hidden);
      const shown = rows.filter((row) => !row.hidden).length;
      status.textContent = wanted.length ? place.dataset.text.replace("%1", shown).replace("%2", rows.length) : "";
      remember();
    };

    /* Address */

    const remember = () => {
      const address = new URL(location.href);
      for (const [key, value] of [[sortKey, order], [filterKey, input.value.trim()]]) {
        if (value) address.searchParams.set(key, value);
        else address.searchParams.delete(key);
      }
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    };

    input.addEventListener("input", show);
    select.addEventListener("change", () => sort(select.value));
    const asked = new URLSearchParams(location.search);
    input.value = asked.get(filterKey) ?? "";
    if (input.value || asked.has(sortKey)) sort(asked.get(sortKey) ?? "");
  };

  const start = () => document.querySelectorAll(".ann-listing").forEach(equip);

  if (window.document$) window.document$.subscribe(start); // Material's, which tells of instant navigation too
  else start();
})();
