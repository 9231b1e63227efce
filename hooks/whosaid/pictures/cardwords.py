"""What stands on the card of a claim, as text that is ready to be set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

import msgspec
from msgspec import Struct

from ..base.catalogue import language, said
from ..base.languages import direction_of, primary_subtag
from ..base.plain import on_one_line
from ..ledger.records import Ledger, Statement
from ..words.answers import FEW_NAMED, answers_in_brief, state_shown
from ..words.articles import article_of, headline_statements, headline_with_standing
from ..words.namesapart import names_set_apart
from ..words.sentences import and_more, capital, clauses, first_of, nested, quoted_apart, sentence
from ..words.sourcewords import named_with, roles_in_words
from ..words.wording import attributions_in_brief, name_of, published_in_words, shortened

_MOST_VOICES: Final = 2
"""How many of those who say the same are named."""
_LONGEST: Final = {
    "words": 700,
    "title": 120,
    "roles": 160,
    "voice": 600,
    "answers": 600,
    "published": 140,
    "site": 60,
}
"""The characters of each text that can ever stand on a card, in the smallest letters."""
_LONG_WORD: Final = re.compile(r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2000-\u206f\u2e80-\U0001ffff]{30,}")
"""Letters in which no line can end; in scripts without spaces, it can."""
_PIECE: Final = re.compile(r".{10}(?=\w)")
_BREAK: Final = "\u200b"  # where a line may end
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""Signs that nobody sees, and that could turn other words around: a card has its own."""
_REGIONS: Final = {"hans": "cn", "hant": "tw"}


class Text(Struct, frozen=True):
    """A text, the direction it runs in, its language and the region of that, which letters are shaped by."""

    text: str
    direction: str
    language: str
    region: str = ""


class Card(Struct, frozen=True):
    """A card. Sentences run as `direction` says; `words` are between the marks `before` and `after` them."""

    direction: str
    voice: Text
    roles: Text
    before: str
    words: Text
    after: str
    answers: Text
    title: Text
    published: Text
    site: Text

    @property
    def letters(self) -> frozenset[str]:
        """The signs on it."""
        texts = (self.voice, self.roles, self.words, self.answers, self.title, self.published, self.site)
        return frozenset(chain(self.before, self.after, *(one.text for one in texts)))


def card_of(ledger: Ledger, family: Sequence[Statement], site: str) -> Card:
    """The card of statements that say the same, by the first of them, in the language of what is being drawn."""
    claim = family[0]
    page = claim.page
    before, words, after = _words(claim)
    subjects = headline_statements(ledger, page) or list(ledger.statements.get(page.path, ()))
    article = article_of(ledger, page)
    short = msgspec.structs.replace(article, title=_short(article.title, "title"))
    return Card(
        direction=direction_of(language()),
        voice=_told(_voice(family), ledger, "voice", *family),
        roles=_told(_roles(ledger, family), ledger, "roles", *family),
        before=before,
        words=_own(words, page.language),
        after=after,
        answers=_told(_answers(ledger, claim), ledger, "answers", claim, *ledger.answers(claim)),
        title=_told(headline_with_standing(ledger, short), ledger, "voice", *subjects),
        published=_sentence(_short(published_in_words(page), "published"), [page.meta.get("outlet", "")]),
        site=_own(_short(site, "site")),
    )


def alternative(ledger: Ledger, family: Sequence[Statement]) -> str:
    """What the picture of a card shows, for those who do not see it."""
    return _seen(" ".join(filter(None, (_voice(family), "".join(_words(family[0])), _answers(ledger, family[0])))))


def _voice(family: Sequence[Statement]) -> str:
    first, more = first_of(attributions_in_brief(family, FEW_NAMED), _MOST_VOICES)
    # Translators: who says the words that follow
    return said("{attribution}:", attribution=capital(and_more(clauses(first), more)))


def _roles(ledger: Ledger, family: Sequence[Statement]) -> str:
    """Who the one source is, if there is only one."""
    claim = family[0]
    is_one = len(family) == len(claim.sources) == 1
    return capital(roles_in_words(ledger, claim.sources[0], claim.page)) if is_one else ""


def _words(claim: Statement) -> tuple[str, str, str]:
    """The start of the claim, in quotation marks unless an editor has put it into other words."""
    name = on_one_line(name_of(claim))
    before, words, after = ("", nested(name), "") if claim.record.title is not None else quoted_apart(name)
    return before, _short(words, "words"), after


def _answers(ledger: Ledger, claim: Statement) -> str:
    return sentence(answers_in_brief(ledger, claim, most=FEW_NAMED) or state_shown(ledger, claim))


def _short(text: str, what: str) -> str:
    return shortened(text, _LONGEST[what])


def _told(text: str, ledger: Ledger, what: str, *statements: Statement) -> Text:
    """A sentence of ours, in which each name keeps its order."""
    return _sentence(_short(text, what), (source.label for _, source in named_with(ledger, *statements)))


def _sentence(text: str, names: Iterable[str]) -> Text:
    tag = language()
    return _set(names_set_apart(_seen(text), map(_seen, names)), direction_of(tag), tag)


def _own(text: str, tag: str = "") -> Text:
    """An author's text, which runs as its first letter does."""
    tag = tag if direction_of(tag) else language()
    signs = map(unicodedata.bidirectional, text)
    first = next((sign for sign in signs if sign in ("L", "R", "AL")), "")
    return _set(_seen(text), ("ltr" if first == "L" else "rtl") if first else direction_of(tag), tag)


def _set(text: str, direction: str, tag: str) -> Text:
    rest = [part.lower() for part in tag.split("-")[1:]]
    region = next((_REGIONS.get(part, part) for part in rest if part in _REGIONS or re.fullmatch("[a-z]{2}", part)), "")
    return Text(_LONG_WORD.sub(_broken, text), direction, primary_subtag(tag), region)


def _seen(text: str) -> str:
    """The text on one line, without the signs that nobody sees."""
    return on_one_line(_UNSEEN.sub(lambda sign: " " if sign[0].isspace() else "", text))


def _broken(word: re.Match[str]) -> str:
    """A long word in which lines can end."""
    return _PIECE.sub(lambda piece: piece[0] + _BREAK, word[0])
