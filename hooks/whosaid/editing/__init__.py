"""The one writer of the author's syntax: what is written here is read back by `read` as it was meant.

planning    changes to a page -> edits, or why they cannot be made; all below serves it, `draft` and `import`
changes     what can be asked for
quotes      words of an article as somebody quotes them
folded      a text in which white space, quotation marks, case and the like do not matter
finding     where in an article the words of a quote are
spots       what stands in the way of a mark there
placing     where a block about some words goes
nesting     a claim within a claim
annotating  words become a statement, or more words of one
removing    a statement goes, and its words stay
rewording   a statement gets other words
altering    a statement gets another kind, other options, another title or note
namings     where a site names a statement or a source
renaming    a statement or a source gets another id, everywhere
declaring   a new source; other fields for one that is there
toplines    other lines at the top of an article
excusing    a finding is silenced, a paragraph is set aside
blocktext   where the parts of a block are
described   what an author says of a statement, held against the vocabulary
saying      what a page says, wherever in its file that is written
working     changes in the making, each read back before it counts
edits       edits of a text, at offsets
pieces      a text that is changed step by step
verbatim    plain text as Markdown that shows exactly this text
marking     statements: marks in the short form, or with a block
yamlplaces  where the keys and values of a YAML text are
pagefiles   files as they are on the disk, whatever their encoding and line ends
naming      ids made of words
articletop  the top of an article: what must be known of it, its sources, what it silences
"""
