/* Beside the controls of an article, while the page is read: nothing moves, since all below them is still to come.
   A choice that an earlier version kept, or a term that does not exist, finds no box. */
(() => {
  const box = (id) => document.getElementById(`ann_${id}`);
  const terms = new URLSearchParams(location.search).get("show")?.split(",") ?? [];
  const boxes = terms.map((term) => box(`f-${term}`)).filter((found) => found);
  for (const filter of boxes) filter.checked = true;
  if (boxes.length) return void (boxes[0].closest("details").open = true); // what a link shows, any switch must
  try {
    box(`show-${localStorage.getItem("whosaid-show")}`).checked = true;
  } catch {
    // Nothing is kept, or storage is forbidden.
  }
})();
