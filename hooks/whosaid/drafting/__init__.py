"""From a text to a first annotated version of it: who says what, as marks that an author accepts, changes or removes.

1. `candidates` makes of what the detector finds the words that could be statements: one layer, none overlapping, each
   inside a paragraph; whose route a report is, and which words are of doubt.
2. `whospeaks` finds the source behind each: one that the site has, one named before, or a new one with its type
   (`sourcetypes`).
3. `answering` ties denials to the claims that they answer; `naming` makes ids of words.
4. `drafts` puts these together and writes the article. What is doubtful stays a question (base/questions).

`draftwords` has the words of a language, from its file in words/. Another language is another file.
"""
