"""What a note says first: a name and a verb while it is closed, then three sentences.

Who says it, how it reached the article, what was answered and by whom. The rest is in `facts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from ..base.catalogue import N_, counted, language, said
from ..base.kinds import KINDS, KindId
from ..base.model import Source
from ..base.vocabulary import AUTHOR_TYPES, RouteKind
from ..ledger.records import Ledger, Statement, state_of
from .answers import denied_in_words, denies_nobody, more_answers, responses_by_kind, strongest_first
from .labels import kind_inside, response_inside, state_inside, type_inside
from .sentences import capital, clauses, listed, sentence, together
from .sourcewords import roles_in_words
from .wording import asked_in_words, label_of, route_if_any, said_on, steps_in_words, voice

_SHORT: Final = 24  # characters: two names that are no longer are both said in a closed note, and more are counted
_MOST_NAMES: Final = 12
_MOST_ANSWERED: Final = 20

Named = Callable[[Source], str]
"""The name of a source as it stands in a sentence."""
Numbered = Callable[[Statement], str]
"""Another statement as it stands in a sentence: the number of its note, or the title of its article."""


class Closed(Struct, frozen=True):
    """A closed note: a `text`, in which the `name` must stay whole, and the `state`, which is what was answered.

    The text of a claim is who says it; that of an answer is the whole sentence, `Russia denied 1, 4 and 5`. Of what the
    article says in its own voice, and nobody has answered, only a sign is shown: it `is_quiet`. A stand-alone block is
    not.
    """

    text: str
    name: str
    state: str = ""
    is_quiet: bool = False
    is_answer: bool = False

    @property
    def letters(self) -> int:
        """Its length, as long as nothing is left out of it."""
        return len(self.text) + len(self.state)


def closed(ledger: Ledger, statement: Statement) -> Closed:
    """What a closed note says."""
    kind, state = KINDS[statement.kind], _state_in_brief(ledger, statement)
    if kind.family == "response":
        who = capital(_few([source.label for source in statement.sources]))
        return Closed(said(kind.answering, who=who, what=_answered_in_brief(ledger, statement)), who, is_answer=True)
    if statement.type in AUTHOR_TYPES or not statement.sources or statement.type == "vague":
        who = name = capital(type_inside(statement.type))
    else:
        who = capital(voice(statement))
        name = _first_name(statement, who)
    if kind.family == "opinion" and statement.type != "opinion":
        state = listed(filter(None, (kind_inside(statement.kind), state)))
    return Closed(who, name, state, statement.type in AUTHOR_TYPES and not state and bool(statement.marks))


def _first_name(statement: Statement, found: str) -> str:
    """The name with which its voice begins: the source's, or that of the outlet through which it is heard."""
    who = together(map(label_of, statement.sources))
    starts = map(capital, (who, *(step.source.label for step in statement.route.steps)))
    return min(starts, key=lambda start: at if (at := found.find(start)) >= 0 else len(found))


def _few(labels: list[str]) -> str:
    """Names, as many as a closed note has room for: `Russia and the Taliban`, `Russia and 3 others`."""
    distinct = list(dict.fromkeys(labels))
    both = len(distinct) == 2 and len("".join(distinct)) <= _SHORT
    return together(distinct, 2 if both else 1) or said("nobody named")


def _state_in_brief(ledger: Ledger, statement: Statement) -> str:
    """The strongest answer, `denied by Russia and 3 others`, or the state of a claim; empty if nothing is shown."""
    answers = ledger.answers(statement)
    if not answers:
        return state_inside(state_of(ledger, statement))
    strongest, who = _strongest(language(), answers)
    return response_inside(strongest, _few(who))


@lru_cache(64)  # all that say the same have the same answers
def _strongest(_: str, answers: tuple[Statement, ...]) -> tuple[KindId, list[str]]:
    """The strongest kind among answers, and who answers in this way."""
    strongest = min((answer.kind for answer in answers), key=lambda kind: (KINDS[kind].rank, kind))
    return strongest, [source.label for answer in answers if answer.kind == strongest for source in answer.sources]


def _answered_in_brief(ledger: Ledger, answer: Statement) -> str:
    """What an answer is about, by numbers: `1, 4 and 2 statements in other articles`."""
    if denies_nobody(answer):
        return said("what nobody in the article claims")
    claims = ledger.related(answer, "of")
    here = [str(other.number) for other in claims if other.page is answer.page]
    if away := len(claims) - len(here):
        here.append(counted(away, "a statement in another article", "{n} statements in other articles"))
    return together(here, _MOST_ANSWERED) or said("a statement")


def told(ledger: Ledger, statement: Statement, named: Named, numbered: Numbered) -> list[str]:
    """A statement in three lines or fewer: who says it, how it came here, what was answered, by whom."""
    lines = (
        _who(ledger, statement, named),
        " ".join(_way(statement, named)),
        " ".join(filter(None, _answered(ledger, statement, named, numbered))),
    )
    return [*filter(None, lines)]


def _who(ledger: Ledger, statement: Statement, named: Named) -> str:
    family = KINDS[statement.kind].family
    if family != "response":
        match statement.type:
            case "own-voice":
                return said("Said in the article’s own voice, with no source.")
            case "opinion":
                return said("An opinion of the article’s author.")
            case "vague":
                return said("Said by nobody who could be identified.")
    if not statement.sources:
        return sentence(said("No source given"))
    who = together((_with_roles(ledger, statement, source, named) for source in statement.sources), _MOST_NAMES)
    if family == "response":
        return sentence(response_inside(statement.kind, who))
    if family == "opinion":
        return said("An opinion of {who}.", who=who)
    return said(_SAID_BY.get(statement.type, _SAID_BY[""]), who=who)


_SAID_BY: Final = {
    "document": N_("Stated in {who}."),
    "witness": N_("Seen or heard first-hand by {who}."),
    "": N_("Said by {who}."),
}


def _with_roles(ledger: Ledger, statement: Statement, source: Source, named: Named) -> str:
    """A name; where it is the only one, with its role."""
    roles = roles_in_words(ledger, source, statement.page) if len(statement.sources) == 1 else ""
    return listed(filter(None, (named(source), roles)))


_WAYS: Final[dict[RouteKind, str]] = {
    # Translators: how a statement reached the article, and through whom
    "second-hand": N_("It reached this article second-hand, through {who}."),
    "third-hand": N_("It reached this article third-hand, through {who}."),
    "hearsay": N_("It reached this article as hearsay, through {who}."),
}


def _way(statement: Statement, named: Named) -> Iterator[str]:
    """How it reached the article, and when it was said."""
    route, where = statement.route, statement.record.value("where")
    if route_if_any(statement) and route.kind != "none":
        if route.steps and route.steps[0].source in statement.sources:
            yield said("This article has it from that outlet.")
        elif route.steps:
            yield said(_WAYS[route.kind], who=steps_in_words(route.steps, named))
        elif route.kind == "direct":
            yield said("It was said or shown to this article.")
        elif route.kind == "public":
            yield said("It was said in public ({place}).", place=where) if where else said("It was said in public.")
        elif where:
            yield said("It was said to somebody not stated ({place}).", place=where)
        else:
            yield said("How it reached this article is not stated.")
        if where and route.steps:
            yield sentence(said("Where: {place}", place=where))
    if asked := asked_in_words(statement):
        yield sentence(said("Asked: {date}", date=asked))
    if date := said_on(statement):
        yield sentence(said("Date: {date}", date=date))


def _answered(ledger: Ledger, statement: Statement, named: Named, numbered: Numbered) -> Iterator[str]:
    """What an answer is about; then the answers, the strongest first, and where they are."""
    if denied := denied_in_words(statement):
        yield sentence(said("Denies: {what}", what=denied))
    elif about := ledger.related(statement, "of"):
        yield from _about(statement, about, numbered)
    answers = strongest_first(ledger.answers(statement))
    if not answers:
        yield sentence(state_inside(state_of(ledger, statement)))
        return
    yield sentence(clauses([*responses_by_kind(answers, named), more_answers(ledger, statement)]))
    if here := [numbered(answer) for answer in answers if answer.page is statement.page]:
        yield counted(len(here), "See note {which}.", "See notes {which}.", which=together(here, _MOST_ANSWERED))
    if away := _titles(answers, statement, numbered):
        # Translators: the titles of articles
        yield said("See also {articles}.", articles=away)


def _about(statement: Statement, about: Sequence[Statement], numbered: Numbered) -> Iterator[str]:
    if here := [numbered(other) for other in about if other.page is statement.page]:
        which = together(here, _MOST_ANSWERED)
        yield counted(len(here), "It answers statement {which}.", "It answers statements {which}.", which=which)
    if away := _titles(about, statement, numbered):
        # Translators: the titles of articles
        yield said("It answers what is said in {articles}.", articles=away)


def _titles(others: Sequence[Statement], here: Statement, numbered: Numbered) -> str:
    """The other articles that these statements are in, each once."""
    first = {other.page.path: other for other in reversed(others) if other.page is not here.page}
    return together(map(numbered, reversed(first.values())), _MOST_NAMES)
