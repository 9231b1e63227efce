/* Elements. Whatever is put into one is text: no word of an article, a file or a server is ever read as HTML. */

export const make = (tag, properties = {}, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...inside.flat().filter(Boolean));
  return element;
};

/* A button; with a key that does the same, which its tooltip shows. */
export const button = (words, act, { key = "", ...more } = {}) => {
  const shortcut = key && { "aria-keyshortcuts": key, title: `${more.title ?? words} (${key})` };
  return make("button", { type: "button", onclick: act, ...more, ...shortcut }, words);
};

/* Words without capitals and accents. */
export const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/* Words on one line, cut where they are long. */
export const shortened = (text, most = 90) => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
};

/* A value of an option that is a list, such as “nyt (implied), russia”. */
export const items = (value) => (value ?? "").split(",").map((item) => item.trim()).filter(Boolean);

export const IMPLIED = " (implied)"; // behind an item that the text only implies

export const bareId = (item) => item.replace(IMPLIED, "");

/* An id for a name that is not among those taken. */
export const idFrom = (name, taken) => {
  const words = bare(name).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const first = words.replace(/^(?:the|an?)-/, "").slice(0, 40).replace(/-$/, "") || "source";
  let [id, number] = [first, 2];
  while (taken.includes(id)) id = `${first}-${number++}`;
  return id;
};
