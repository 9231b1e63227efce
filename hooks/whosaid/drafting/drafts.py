"""From a plain text to a draft: the article's top, its text as it is, and proposed statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from ..base.kinds import KindId
from ..base.model import Source
from ..base.options import NOBODY, OptionName
from ..base.questions import Question
from ..base.vocabulary import id_like
from ..check.rules.quotations import quotes_altered
from ..editing.articletop import Fields, article_top
from ..editing.edits import edited
from ..editing.marking import NewStatement, marks
from ..editing.naming import free, id_of_words, words_of
from ..editing.verbatim import escapes
from .answering import Claim, answered, is_clearly_denial, looks_like_denial
from .candidates import Candidate, candidates
from .draftwords import DraftWords, draft_words
from .whospeaks import IMPLIED, Speakers, Spoken

_NEAR: Final = 30  # characters before a statement in which a word of doubt can belong to it
_WRAPPED: Final = re.compile(r"^([^\n]{45,120}[^\s.!?:”\"])\n(?=\S)", re.MULTILINE)
_HEADLINE: Final = re.compile(r"\s*(?P<words>[^\s<](?:[^\n<]{0,200}[^\s.:;,<])?)[ \t]*\n[ \t]*\n(?=\s*\S)")


class Proposed(Struct, frozen=True):
    """The proposed statements of a text, in order, and the sources that they need beside those of the site."""

    statements: list[NewStatement]
    sources: Mapping[str, Fields]


def draft(text: str, sources: Iterable[Source], language: str = "en", *, own_voice: bool = False) -> str:
    """A plain text as an article: its first line is the headline if it looks like one. Line ends are single newlines.

    Taking the top, the marks and the escapes out again gives back the text, character for character.
    """
    headline = _HEADLINE.match(text)
    start = headline.end() if headline else 0
    taken = [id_like(headline["words"])] if headline else []
    prose = _WRAPPED.sub(r"\1 ", text)  # each character stays in its place
    proposed = propose(
        prose, sources, language, taken=taken, own_voice=own_voice, free=lambda one: [one] * (one.start >= start)
    )
    known = {"title": headline["words"] if headline else "", "language": language}
    edits = [*marks(text, proposed.statements), *escapes(text)]
    body = edited(text, edits)
    top = article_top(known, proposed.sources)
    return f"{top}\n{'# ' if headline else ''}{body.lstrip() if headline else body}"


def propose(
    text: str,
    sources: Iterable[Source],
    language: str,
    *,
    taken: Iterable[str] = (),
    claims: Iterable[Claim] = (),
    own_voice: bool = False,
    free: Callable[[Candidate], Iterable[Candidate]] = lambda one: (one,),
) -> Proposed:
    """Statements for a text. `taken` are ids that nothing may have, `claims` those made, `free` gives the parts of a
    candidate that may be proposed.

    With `own_voice`, also for each sentence in which nobody is said to speak: a claim or an opinion of the article.
    """
    words = draft_words(language)
    speakers = Speakers(text, words, sources)
    wanted = (one for whole in candidates(text, language, own_voice=own_voice) for one in free(whole))
    found = [(one, speakers.of(one)) for one in wanted]
    used = {*taken, NOBODY}
    made = list[Claim]()
    ids: list[str] = []
    for one, spoken in found:
        ids.append(_id(one, spoken, words, used))
        used.add(ids[-1])
        if not _is_denial(one, words):
            made.append(Claim(ids[-1], one.text, one.start, spoken.sources))
    made = sorted((*claims, *made), key=lambda claim: claim.at)
    statements: list[NewStatement] = []
    denied: list[str] = []
    for (one, spoken), id_ in zip(found, ids, strict=True):
        statements.append(_statement(one, spoken, id_, made, denied, speakers, words))
        denied += [name for name in statements[-1].options.get("of", NOBODY).split(", ") if name != NOBODY]
    values = (name for one in statements for value in one.options.values() for name in value.split(","))
    named = {name.strip().removesuffix(IMPLIED) for name in values}
    return Proposed(statements, _needed(speakers.new, named))


def _needed(new: Mapping[str, Fields], named: set[str]) -> Mapping[str, Fields]:
    """The sources that statements name, and those that these name."""
    named |= {str(fields["for"]) for id_, fields in new.items() if id_ in named and "for" in fields}
    return {id_: _with_needed(fields, named) for id_, fields in new.items() if id_ in named}


def _with_needed(fields: Fields, named: set[str]) -> Fields:
    """The fields of a source, in which only sources that are needed may be the same."""
    alike = [id_ for id_ in fields.get("possibly-same-as", ()) if id_ in named]
    others = {name: value for name, value in fields.items() if name != "possibly-same-as"}
    return {**others, "possibly-same-as": alike} if alike else others


def _is_denial(one: Candidate, words: DraftWords) -> bool:
    return not one.is_own and (one.is_denial or looks_like_denial(one, words))


def _id(one: Candidate, spoken: Spoken, words: DraftWords, used: set[str]) -> str:
    if _is_denial(one, words):
        return free(f"r-{spoken.sources[0]}", used)
    return id_of_words(words_of(one.text), words.empty, used)


def _statement(
    one: Candidate,
    spoken: Spoken,
    id_: str,
    claims: Sequence[Claim],
    denied: Sequence[str],
    speakers: Speakers,
    words: DraftWords,
) -> NewStatement:
    options: dict[OptionName, str] = {"source": ", ".join(spoken.sources)}
    questions: list[Question] = [*spoken.questions]
    kind: KindId = "claim"
    if one.is_own and words.opinions.search(one.text):
        kind, options = "opinion", {}
    if _is_denial(one, words):
        kind = "denial"
        names = " ".join(known.name for known in speakers.known if known.id in spoken.sources)
        answer = answered(one, names, spoken.sources, claims, denied, words)
        options = {"of": ", ".join(answer.ids) or NOBODY, **options}
        questions += [] if is_clearly_denial(one, words) else ["denial"]
        questions += [] if answer.sure else ["answered"]
    if spoken.via:
        options["via"] = ", ".join(spoken.via)
    doubt = [
        *(["believed"] if one.believed else []),
        *words.says_doubt(one.text, speakers.text[max(0, one.start - _NEAR) : one.start]),
    ]
    if doubt and kind != "denial":
        options["certainty"] = ", ".join(dict.fromkeys(doubt))
        if quotes_altered(one.text):
            options["quote"] = "partial"
    return NewStatement(start=one.start, end=one.end, kind=kind, id=id_, options=options, questions=questions)
