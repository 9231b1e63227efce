"""Finds attributions in plain text: who says what, in which words. Text in, spans out; a person accepts them or not.

There is no model and no network: a lexicon of the language and what stands beside its words. The stages, in order:

1. `quotationmarks` finds what stands in them, `splitting` the sentences; `tokens` makes words and signs of a sentence.
2. `reporting` goes through the tokens from left to right and finds the cues: verbs, nouns and phrases that report, and
   names before a colon. `verbforms` tells a verb from a noun of the same form. `nounphrases` finds the source, from the
   words that cannot stand in a noun phrase. `transcripts` knows who speaks before a colon.
3. `saidwords` finds what is said, `voices` who speaks in a quotation whose sentence has no cue.
4. `detecting` puts these together into the types of `detected`. `printed` reads and writes for the command.

`lexicon` reads the words of a language from its file in lexicon/. Another language is another file: en.yml explains
the lists, and tests/detect has a folder of cases for each. All offsets count characters, and what a span says stands
somewhere is exactly what stands there.
"""

from .detected import Kind, Piece, Span
from .detecting import detect
from .lexicon import languages

__all__ = ["Kind", "Piece", "Span", "detect", "languages"]
