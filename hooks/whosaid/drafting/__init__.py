"""From a text to a first annotated version of it: who says what, as marks that an author accepts, changes or removes.

1. `articlefiles` reads an article's file: `textfiles` plain text, `webpages`, `docx` and `odt` what other programs have
   saved (`officefiles` looks into the packed ones first), as `paragraphs`, which are written as Markdown.
2. `candidates` makes of what the detector finds the words that could be statements: one layer, none overlapping, each
   inside a paragraph; whose route a report is, and which words are of doubt.
3. `whospeaks` finds the source behind each: one that the site has, one named before, or a new one with its type
   (`sourcetypes`).
4. `answering` ties denials to the claims that they answer.
5. `drafts` puts these together and writes an article of plain text; `inmarkdown` inserts the same into Markdown, which
   may have marks already. What is doubtful stays a question (base/questions).

`draftwords` has the words of a language, from its file in words/. Another language is another file.
"""
