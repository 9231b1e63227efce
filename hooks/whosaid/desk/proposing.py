"""What the detector proposes for a page, where nothing is marked and nothing set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from ..base.kinds import KindId
from ..base.model import UNMARKED, Page, Source
from ..base.options import OptionName
from ..base.questions import QUESTIONS
from ..base.storage import digest
from ..check.coverage import language_of
from ..drafting.draftwords import languages_drafted
from ..drafting.inmarkdown import proposals
from ..drafting.whospeaks import IMPLIED
from ..editing.articletop import Fields
from ..editing.marking import NewStatement
from ..ledger.records import AUTHOR, BUILT_IN, Ledger
from ..read.prose import read_prose
from ..words.labels import kind_label
from .articletext import ArticleText, Words

_KEY: Final = 16  # letters of a key
_NAMES: Final = ("name", "described-as")


class NewSource(Struct, frozen=True):
    """A source that nobody has declared."""

    id: str
    fields: Fields


class Proposal(Struct, frozen=True):
    """Words that somebody seems to say, from `start` of the page's text on: `label` is who, `says` the same with
    the kind. `declare` has the sources
    that its options need.

    `questions` are what the detector is not sure of; `paragraph` names the other proposals of the same paragraph.
    """

    key: str
    quote: Words
    start: int
    kind: KindId
    id: str
    options: Mapping[OptionName, str]
    label: str
    says: str
    declare: Sequence[NewSource]
    questions: Sequence[str]
    paragraph: Sequence[str]


def proposals_for(text: ArticleText, ledger: Ledger, *, own_voice: bool) -> list[Proposal]:
    """The proposals for a page, in the order of its text; none in a language that cannot be drafted."""
    page = text.page
    if (language := language_of(page)) not in languages_drafted():
        return []
    prose = read_prose(page)
    proposed = proposals(
        page,
        prose,
        ledger.sources.values(),
        language,
        own_voice=own_voice,
        is_wanted=lambda start: not _is_set_aside(page, prose.starts[start]),
    )
    passages = [prose.passage_at(one.start).start for one in proposed.statements]
    keys = [_key(one) for one in proposed.statements]
    known = {**BUILT_IN, **ledger.sources, **page.own_sources}
    return [
        Proposal(
            key=key,
            quote=text.in_file(*prose.in_file(one.start, one.end)),
            start=text.prose.from_file(*prose.in_file(one.start, one.end))[0],
            kind=one.kind,
            id=one.id,
            options=one.options,
            label=(label := _label(one, known, proposed.sources)),
            says=f"{kind_label(one.kind)}: {label}",
            declare=list(_needed(one, proposed.sources)),
            questions=[QUESTIONS[question] for question in one.questions],
            paragraph=[other for other, at in zip(keys, passages, strict=True) if at == passage and other != key],
        )
        for one, key, passage in zip(proposed.statements, keys, passages, strict=True)
    ]


def _is_set_aside(page: Page, at: int) -> bool:
    silenced = (silencing for silencing in page.silencings if silencing.rule.text == UNMARKED)
    return any(silencing.start <= at <= silencing.end for silencing in silenced)


def _key(one: NewStatement) -> str:
    return digest(one.kind, str(one.start), str(one.end), one.id, *one.options.values()).hex()[:_KEY]


def _named(value: str) -> list[str]:
    return [name.strip().removesuffix(IMPLIED) for name in value.split(",") if name.strip()]


def _label(one: NewStatement, known: Mapping[str, Source], new: Mapping[str, Fields]) -> str:
    """Who says it, in words."""
    names = [_name(id_, known, new) for id_ in _named(one.options.get("source", ""))]
    return ", ".join(names) or AUTHOR.label


def _name(id_: str, known: Mapping[str, Source], new: Mapping[str, Fields]) -> str:
    if id_ in known:
        return known[id_].label
    fields = new.get(id_, {})
    return next((str(fields[name]) for name in _NAMES if fields.get(name)), id_)


def _needed(one: NewStatement, new: Mapping[str, Fields]) -> Iterator[NewSource]:
    """The new sources that its options name, and those that these name; each after those that it names."""
    done: set[str] = set()

    def add(id_: str) -> Iterator[NewSource]:
        if id_ in new and id_ not in done:
            done.add(id_)
            for name in _references(new[id_]):
                yield from add(name)
            yield NewSource(id_, new[id_])

    for value in (one.options.get("source", ""), one.options.get("via", "")):
        for id_ in _named(value):
            yield from add(id_)


def _references(fields: Fields) -> list[str]:
    """The ids that the fields of a new source name."""
    alike = fields.get("possibly-same-as", ())
    return [*_named(str(fields.get("for", ""))), *(_named(alike) if isinstance(alike, str) else alike)]
