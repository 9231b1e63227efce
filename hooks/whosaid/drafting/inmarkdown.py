"""Proposals for an article in Markdown, annotated or not: they are inserted, and all else stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from ..base.kinds import KINDS
from ..base.model import Page, Source
from ..base.options import SHORT_FORM_ORDER, OptionName
from ..base.plain import anchors_of, plain_words
from ..editing.articletop import Fields, article_top, declaration
from ..editing.edits import Edit
from ..editing.marking import INSIDE, NewStatement, marks
from ..editing.verbatim import verbatim
from ..read import read_page
from ..read.prose import Prose, read_prose
from .answering import Claim
from .candidates import Candidate
from .drafts import Proposed, propose
from .rests import Rests
from .textfiles import Note

_MARKUP: Final = re.compile(r"(?<!\\)[\[\]<`|]|(?<!\\)\$\$")
_EMPHASIS: Final = re.compile(r"(?<!\\)[*_~=^]+")


def more(
    text: str,
    path: str,
    sources: Iterable[Source],
    language: str,
    *,
    own_voice: bool = False,
    known: Mapping[str, str] | None = None,
    notes: Sequence[Note] = (),
) -> tuple[list[Edit], int]:
    """What adds proposals to a Markdown page where nothing is marked, and how many these are.

    The page's own sources count too; new ones are added to those at its top. `known` is what its top says if it has
    none yet. Each note becomes that of a statement in whose paragraph it stands.
    """
    page = read_page(path, path, text)
    prose = read_prose(page)
    proposed = proposals(page, prose, sources, language, own_voice=own_voice)
    in_file = [_in_file(page, prose, one) for one in proposed.statements]
    statements, left = _with_notes(page, in_file, notes)
    top = _top(page, proposed.sources, {"language": language, **(known or {})})
    edits = [*([top] if top else []), *left, *marks(page.text, statements)]
    return edits, len(statements)


def proposals(
    page: Page,
    prose: Prose,
    sources: Iterable[Source],
    language: str,
    *,
    own_voice: bool = False,
    is_wanted: Callable[[int], bool] = lambda _: True,
) -> Proposed:
    """Statements for the words of a page that are free, at offsets in its prose, where they are wanted."""
    rests = Rests(prose.text, language)
    ids = {record.id.text for record in page.records if record.id is not None}
    taken = ids | {anchor.text for anchor in anchors_of(page.headings, page.anchors)}
    return propose(
        prose.text,
        [*page.sources, *sources],
        language,
        taken=taken,
        own_voice=own_voice,
        claims=_claims(page, prose),
        free=lambda one: [part for part in _free(page, prose, one, rests) if is_wanted(part.start)],
    )


def _claims(page: Page, prose: Prose) -> Iterator[Claim]:
    """The claims that the page has already."""
    words = {link.id.text: link for link in reversed(page.links) if not link.file}
    for record in page.records:
        link = words.get(record.id.text) if record.id else None
        if record.id and link and KINDS[record.kind].family == "claim":
            at = prose.from_file(link.words_at, link.words_end)[0]
            said = plain_words(page.text[link.words_at : link.words_end])
            yield Claim(record.id.text, said, at, tuple(item.text for item in record.items("source")))


def _free(page: Page, prose: Prose, one: Candidate, rests: Rests) -> Iterator[Candidate]:
    """A candidate, or what is left of it where a part of its words is marked; a denial stays whole."""
    if _is_free(page, prose, one):
        yield one
    elif not one.is_denial:
        start, end = prose.in_file(one.start, one.end)
        taken = [prose.from_file(link.at, link.end) for link in page.links if link.at < end and start < link.end]
        yield from (rest for rest in rests.of(one, taken) if _is_free(page, prose, rest))


def _is_free(page: Page, prose: Prose, one: Candidate) -> bool:
    """Whether a mark can be put round these words in the file: no markup begins or ends in them, nor is it a mark."""
    start, end = prose.in_file(one.start, one.end)
    words = page.text[start:end]
    if prose.passage_at(one.start) is not prose.passage_at(one.end - 1) or _MARKUP.search(words):
        return False
    signs = [found[0] for found in _EMPHASIS.finditer(words)]
    if signs != signs[::-1] or len(signs) % 2:
        return False
    said = (one.cue.start, one.cue.end) if one.cue and one.is_denial else (one.start, one.end)
    return not any(link.at < prose.in_file(*said)[1] and prose.in_file(*said)[0] < link.end for link in page.links)


def _in_file(page: Page, prose: Prose, one: NewStatement) -> NewStatement:
    """The statement at its place in the file; in a list, a quotation or a table there is no room for a block."""
    start, end = prose.in_file(one.start, one.end)
    line = page.text.rfind("\n", 0, prose.passage_at(one.start).run.start + 1) + 1
    options: Mapping[OptionName, str] = one.options
    questions = one.questions
    if one.has_block and INSIDE.match(page.text, line):
        options = {name: value for name, value in options.items() if name in SHORT_FORM_ORDER.values()}
        questions = [*questions, "doubt"]
    return msgspec.structs.replace(one, start=start, end=end, options=options, questions=questions)


def _with_notes(
    page: Page, statements: list[NewStatement], notes: Sequence[Note]
) -> tuple[list[NewStatement], list[Edit]]:
    """The statements with the notes of their paragraphs; notes without a statement stay as comments in the text."""
    noted, left = [*statements], list[Edit]()
    for note in notes:
        start = page.text.rfind("\n\n", 0, note.at)
        fit = [n for n, one in enumerate(noted) if start < one.start <= note.at and not one.note]
        if fit:
            one = noted[fit[-1]]
            noted[fit[-1]] = msgspec.structs.replace(one, note=verbatim(note.text), questions=[*one.questions, "note"])
        else:
            left.append(Edit(note.at, note.at, f"<!-- {note.text.replace('-->', '').replace('--', '–')} -->"))
    return noted, left


def _top(page: Page, sources: Mapping[str, Fields], known: Mapping[str, str]) -> Edit | None:
    """New sources, above those at the page's top; a whole top if it has none."""
    if page.body_at:
        return declaration(page.text[: page.body_at], sources)
    title = plain_words(page.headings[0].text) if page.headings else ""
    return Edit(0, 0, f"{article_top({'title': title, **known}, sources)}\n")
