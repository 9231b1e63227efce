/* What the desk learns from the preview and asks of it. */

import { file, host, lists, say, tools } from "./frame.js";
import { redraw } from "./page.js";
import { ask } from "./server.js";
import { sameOrNext, spanOf } from "./sights.js";
import { desk, kept } from "./state.js";
import { articleOf, Words } from "./words.js";

const STALE = "The file was changed elsewhere; this page now shows it.";

/* Ask what is to be known of the page, and show it as it is now if that may have changed: it is asked first, since an
   answer is about the file on the disk, with which the preview may have to be built before. */
export const refresh = async ({ again = false } = {}) => {
  const answer = await ask("page", { own_voice: kept.ownVoice });
  const isNew = again && (await redraw());
  if (answer.why) return lose(answer.why);
  const { data: before, current } = desk;
  if (!isNew && desk.words && file.textContent && JSON.stringify(answer) === JSON.stringify(before)) return null;
  desk.data = answer;
  desk.words = new Words(articleOf(document));
  desk.current = current && sameOrNext(current);
  if (desk.current) desk.at = spanOf(desk.current)?.start;
  return desk.show();
};

/* A page that has no file, or a preview that has ended: what is typed stays. */
const lose = (why) => {
  if (!desk.form) desk.data = null;
  file.textContent = "";
  if (!desk.data) for (const element of [tools, lists]) element.replaceChildren();
  say(why);
};

/* Ask for a change; when it is answered, the page shows it. Null if another one is under way. */
export const send = (name, question) => {
  if (desk.busy || !desk.data) return null;
  host.toggleAttribute("busy", true);
  desk.busy = sent(name, { version: desk.data.version, ...question }).finally(() => {
    host.toggleAttribute("busy", false);
    desk.busy = null;
  });
  return desk.busy;
};

const sent = async (name, question) => {
  const answer = await ask(name, question);
  if (!answer.why || answer.stale || answer.isOld) await refresh({ again: true });
  return answer.stale ? { ...answer, why: STALE } : answer;
};

/* The same, and say what became of it. */
export const change = async (changes, done) => {
  const answer = await send("change", { changes });
  if (answer) say(answer.why || done);
  return Boolean(answer && !answer.why);
};

export const undo = async () => {
  const answer = desk.data?.undo && (await send("undo", {}));
  if (answer) say(answer.why || "Undone.");
};
