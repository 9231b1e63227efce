/* What the desk knows and has open. What is kept outlives a reload: in the tab's own storage, and only there. */

const KEY = "whosaid-desk";

/* `draft` is the statement in the form, `kind` and `last` what was saved last;
   `more` says that all fields show, `ownVoice` that sentences in which nobody is said to speak are proposed, too. */
export const kept = { open: false, draft: null, kind: "claim", last: "", more: false, ownVoice: false, ...JSON.parse(sessionStorage.getItem(KEY) ?? "{}") };

export const keep = () => sessionStorage.setItem(KEY, JSON.stringify({ ...kept, path: location.pathname }));

/* Of the page that shows: what the preview knows of it (`data`), its text (`words`), the proposal or the statement one
   looks at (`current`), where in the text one goes on from (`at`), the form and the choice by keyboard if they are open;
   `picking` says that the next words chosen are a name; `resumes` that one goes on by keyboard; `busy` is the change under
   way, as a promise; `reloads` says that the page is being loaded anew; `show` draws the lists anew. */
export const desk = { data: null, words: null, current: null, at: null, form: null, choosing: null, picking: false, resumes: false, busy: null, reloads: false, show: () => {} };
