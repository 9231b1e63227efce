"""The desk: what a preview answers to a script in its own pages, so that authors annotate by pointing.

Only `mkdocs serve` has it, never a build: the plug-in mounts it in `on_serve` (mkdocs/atdesk.py). It has neither rules
nor syntax of its own: it asks the ledger, the findings and the detector, and lets `editing` write.

    gate        who may speak with the desk, and how much
    asked       the shapes of what is asked, and what they mean to the engine
    built       what the last build has read, by the addresses of its pages
    pageanswer  the answer to `page`: choices, what its forms offer; findingsof, the findings of a page; proposing, what
                the detector proposes for it; topfields, what must be known of it; articletext, its words as readers
                see them
    meaning     what the changes asked for mean to the engine, and what they are called
    saving      changes are planned by `editing` and written
    diskfiles   files as they are on the disk, replaced whole, and only if they are what they were
    journal     changes to several files, ended by the next preview if one was killed in between
    history     what each change has replaced, for undo
    application  from a request to an answer, and the tag in every page
    browser/    the script, in modules, and the style
    browserfiles  … as they are served: one script, desk.min.js, which `make desk` makes of them


# The protocol

MOUNT is the path of the preview's first page (`/`, or `/news/` for `site_url: https://example.org/news/`). Each HTML
page of the preview ends with

    <script type="module" src="MOUNT-/desk/desk.js" data-token="…" data-at="MOUNT-/desk/"
        data-epoch="…" data-reload="…"></script>

as the last element of its body, if the browser has asked for it under an address of the preview's own; `data-epoch` and
`data-reload` are what MkDocs' own script to reload the page is called with. `GET MOUNT-/desk/desk.js` answers what is
made of `browser/`.

All else is asked by `POST MOUNT-/desk/NAME`, with `Content-Type: application/json`, the header `X-Whosaid-Desk: TOKEN`
and at most 64 kB of JSON. `Origin`, which browsers send by themselves, must be the preview's. Answers are JSON. An
error is `{"why": "one or more sentences for an author"}`, with the status

    400  not understood: a fault of the script
    403  not for you: another origin, another host, an old token (the preview was started again: reload the page)
    404  no such request; or the address is that of a page that has no file to edit, and `why` says so
    405  not POST
    409  a file has changed on disk since the page was drawn; also `"stale": true`: reload, and ask again
    411, 413, 415  no length, more than 64 kB, not JSON
    422  the engine refuses the change, and `why` says for what reason; nothing was written
    500  the file cannot be written, and `why` says for what reason; nothing was written

An `address` is `location.pathname` as the browser has it, percent-encoding included.


## page

    {"address": "/articles/x/", "own_voice": false}

answers what is to be known of the page, as the last build has read it (`own_voice`: whether sentences in which nobody
is said to speak are proposed, too):

    "file"      "docs/articles/x.md", for people
    "path"      "articles/x.md", as links name it
    "version"   what the page was drawn from; every change gives it back
    "language"  "en", if only as that of the site; "" if neither gives one
    "statements" in the order of the text: {
        "id", "kind", "words",
        "title": "" or the claim in short,
        "form": "short" or "block",
        "options": {name: "as written", …} without the id; lists are joined by ", ", an inference ends in " (implied)",
        "note": "Markdown, or empty",
        "marks": how many marks it has on this page, its further ones included,
        "answers": ["id" or "page.md#id", …], the responses to it; those of this page without a file }
    "sources"   all that the page can name, its own first: {"id", "label", "type", "on_site", "built_in"}
    "choices"   what a form offers. {
        "kinds":   [{"id", "label", "family": "claim", "opinion" or "response"}, …],
        "types":   [{"id", "label", "meaning"}, …], for sources that are declared,
        "routes":  [{"id", "label"}, …], the values of `via` that are no source,
        "options": [{"name", "label", "usual", "value", "families": […], "terms": […]}, …], without the id, those
                   first that a form offers at once (`usual`); `value` is what it holds: text, date, moment, url,
                   source, speaker, via, statement, language, term or terms,
        "fields":  [{"name", "value", "types": […]}, …] of a source; `value` is text, url, count, yes-no, source or
                   sources; with `types`, only of sources of these }
    "top"       what should be known of an article: [{"name", "label", "value", "asks": "what it asks for",
                "terms": […], if it takes only these, "optional", "found": "what is wrong with it, or empty"}, …]
    "findings"  of this page, apart from what is `found` in its top, errors first, alike ones as one (as `whosaid check`
                does: in remarks, names may differ): {
        "key", "severity": "error", "warning" or "info", "rule", "message", "line",
        "quote": {"exact", "prefix", "suffix"} or null, the words at its place,
        "id": the statement that it is about, or "",
        "fixes": [{"key", "title"}, …],
        "others": [{"key", "line", "quote", "id", "fixes"}, …], the other places of the same }
    "proposals" of the detector, in the order of the text, where nothing is marked or set aside: {
        "key", "quote": {"exact", "prefix", "suffix"}, "kind", "id", "options",
        "label": "who, in words" (never empty), "says": "Claim: who",
        "declare": [{"id", "fields": {…}}, …], the sources that its options name and nobody has declared,
        "questions": ["which claim does this answer?", …], what the detector is not sure of,
        "paragraph": ["key", …], the other proposals that go with it when it is dismissed }
    "undo"      what would be undone on this page, in words ("mark “the unit had offered …”"), or ""


## change

    {"address", "version", "changes": [change, …]}

makes all of these or none, in this order, except that what is about findings is done first:

    {"do": "mark", "quote", "kind", "options": {…}, "title": "", "note": "", "id": ""}  an empty id is made of the words
    {"do": "mark-again", "quote", "id"}              more words of a statement, of another page too: "page.md#id"
    {"do": "reword", "id", "quote"}                  its mark goes to these words; all else stays
    {"do": "alter", "id", "kind", "options": {name: value or null}, "title", "note"}  null removes; what is left out
                                                     stays
    {"do": "remove", "id"}                                                     its words stay
    {"do": "rename", "id", "new", "what": ""}        everywhere on the site; "statement" or "source" if both have it
    {"do": "declare", "id", "fields": {name: value or [values]}, "on_site": false}
    {"do": "alter-source", "id", "fields": {name: value, [values] or null}}
    {"do": "alter-top", "fields": {name: value or null}}                       of the article's front matter
    {"do": "silence", "finding": key, "reason"}      one at a time, and not with fixes
    {"do": "fix", "finding": key, "fix": key}        as one of the finding's fixes
    {"do": "accept", "proposal": key}                 as proposed, with the sources that it needs
    {"do": "dismiss", "proposal": key, "reason": ""}  its paragraph is set aside, in the file, for good

A `quote` is `{"exact", "prefix": "", "suffix": ""}`: words as readers see them (the page's text without notes, note
numbers and what else Whosaid adds), with some 60 characters before and after them where they are not the only ones.

Answers `{"id", "version", "undo"}`: the statement or source that the last change was about ("" if none), the new
version, and what can now be undone. By then the file is written, and the preview is built anew: the page can be asked
for at once. Browsers that look at other pages reload by themselves; so does this one, by MkDocs' own script.


## undo

    {"address", "version"}

undoes the last change that the desk made to this page since the preview was started, and answers as `change` does.
Refused (409) if a file has been changed since by anything else.
"""
