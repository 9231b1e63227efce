"""The language server `whosaid lsp`: what an author's editor is told while they write. It asks the engine and applies
its edits; it has no rules of its own, and it never writes a file.

uris          addresses of files, as editors write them
positions     offsets in a text <-> an editor's lines and characters
folders       which docs folder a file belongs to
snapshots     a site as it was read and checked, with what an editor has open
freshly       what the rules of a page find in a text that has just been typed
diagnostics   findings -> an editor's diagnostics
occurrences   where a page names statements and sources
typedyaml     where in a YAML file the cursor is
proposed      what can be written: ids, sources, options, terms
completions   the cursor's place -> what can be written there
hovercards    what is known of a statement or a source, in a few lines
symbols       outlines, the search for statements and sources, folds
sites         the sites of the files that are open, each checked again after a pause
replies       answers to what is asked about the place under the cursor
workspaceedits  edits of pages, as an editor makes them
newnames      another name for a statement or a source, wherever it is named
quickfixes    what an author can do about a finding
server        what an editor tells, and who answers what it asks
"""
