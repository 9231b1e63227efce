/* Looks for the page nearest to an address that leads nowhere: the article of a claim that is gone, the folder of an
   article. It asks only this site, and at most eight times. */
(async () => {
  const box = document.getElementById("ann-nearest");
  const ledger = encodeURI(box.dataset.ledger), { ending } = box.dataset;
  const path = location.pathname.replace(/^\/+/, "/"); // two slashes would begin the name of another site
  const tried = new Set();
  const about = (before, folder) => {
    const at = path.indexOf(`/${folder}`);
    if (at < 0) return;
    const root = path.slice(0, at + 1);
    const parts = path.slice(at + 1 + folder.length).replace(/\/(?:index\.html)?$|\.html$/, "").split("/");
    const stems = [parts, parts.slice(0, -1)].map((some) => some.join("/")).filter(Boolean);
    for (const stem of stems) for (const start of before) tried.add(`${root}${start}${stem}${ending}`);
  };
  about([`${ledger}/claim/`, "", `${ledger}/article/`], "embed/");
  about([`${ledger}/claim/`, "", `${ledger}/article/`], `${ledger}/compare/`);
  for (const kind of ["claim", "article", "source/in"]) about(["", `${ledger}/article/`], `${ledger}/${kind}/`);
  for (let at = path.lastIndexOf("/", path.length - 2); at > 0; at = path.lastIndexOf("/", at - 1)) {
    tried.add(path.slice(0, at + 1));
  }
  for (const address of [...tried].slice(0, 8)) {
    const answer = await fetch(address);
    if (!answer.ok) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const link = box.querySelector("a");
    link.href = address;
    link.textContent = page.querySelector('meta[property="og:title"]')?.content || page.title;
    box.hidden = false;
    return;
  }
})();
