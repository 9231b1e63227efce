"""The wording for readers, plain and neutral, for pages, notes and exports; that of answers is in `answers`.

Nothing here says whether a statement is true; missing facts are named as missing. Functions that end in `in_words` or
`_by` return the inside of a sentence, which `sentence` and `capital` turn into one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final

from ..base.catalogue import N_, language, said
from ..base.dates import date_in_words
from ..base.kinds import KINDS, SILENT, UNANSWERED
from ..base.languages import language_in_words
from ..base.model import Page, Source
from ..base.options import CERTAINTY, OWN_OUTLET, Option
from ..base.plain import plain_words
from ..base.vocabulary import LONGEST_TEXT, RouteKind
from ..ledger.records import Ledger, Statement, Step, find_source
from .labels import quote_inside, route_inside, scope_inside, terms_inside
from .sentences import apart, capital, listed, together

_NOT_SAID: Final = ("", "unknown")
_PEOPLE: Final = frozenset(("person", "unnamed", "witness"))
_THROUGH: Final[Mapping[RouteKind, str]] = {
    # Translators: how a statement reached the article, and through whom
    "second-hand": N_("second-hand, through {who}"),
    "third-hand": N_("third-hand, through {who}"),
    "hearsay": N_("hearsay, through {who}"),
}

_ONE_STEP: Final[Mapping[str, str]] = {
    # Translators: somebody, and who passes on what they say; the same in the next two
    "outlet": N_("{who}, as reported by {others}"),
    "document": N_("{who}, as recorded in {others}"),
}
_STEPS: Final = N_("{who}, through {others}")
_PLACE: Final = "\0"  # of names in a text


def shortened(words: str, most: int = 70) -> str:
    """The start of a long text, cut between words; inside one, if that fills half of it, as where few have spaces."""
    if len(words) <= most:
        return words
    start = words[: most - 3]
    whole = start.rpartition(" ")[0]
    return f"{whole if len(whole) * 2 > most else start} …"


def name_of(statement: Statement) -> str:
    """What a statement is called in lists and headings: its written title, or else its words, which are whole."""
    title = statement.record.title
    return capital(title.text if title else statement.words)


def title_of(page: Page) -> str:
    """The title of a page: its own, or its first heading, or its file name. Plain text."""
    if title := page.meta.get("title"):
        return title
    return (_plain_heading(page.headings[0].text[:LONGEST_TEXT]) if page.headings else "") or page.path


_plain_heading: Final = lru_cache(maxsize=4_000)(plain_words)  # a preview asks for all of them after each save


def published_in_words(page: Page) -> str:
    """When and where an article appeared: `27 June 2020 · The Evening Post`. Unknown facts are mentioned."""
    date, outlet = page.meta.get("published", ""), page.meta.get("outlet", "")
    if date in _NOT_SAID and outlet in _NOT_SAID:
        return said("Date and outlet not known")
    return apart(
        (
            said("Date not known") if date in _NOT_SAID else date_in_words(date),
            said("Outlet not known") if outlet in _NOT_SAID else outlet,
        )
    )


def byline_in_words(page: Page) -> str:
    """Who wrote an article, when and where it appeared: `By Ben Hale · 27 June 2020 · The Evening Post`."""
    author, outlet = page.meta.get("author", ""), page.meta.get("outlet", "")
    by = said("By {author}", author=author) if author not in (*_NOT_SAID, outlet) else ""
    return apart((by, published_in_words(page)))


def names(sources: Iterable[Source]) -> str:
    """`Russia and the Taliban`."""
    return together(source.label for source in sources) or said("nobody named")


def route_in_words(statement: Statement) -> str:
    """How it reached the article: `second-hand, through The Evening Post`."""
    route = statement.route
    where = statement.record.value("where")
    if not route.steps:
        if where and route.kind == "unstated":
            return said("{place}, to whom is not stated", place=where)
        way = route_inside(route.kind)
        # Translators: a way to the article, and the place: “in public (Radio 4)”
        return said("{route} ({place})", route=way, place=where) if where else way
    steps = steps_in_words(route.steps)
    if route.kind == "second-hand" and not statement.record.items("via"):
        way = said("as reported by {who}", who=steps)
    else:
        way = said(_THROUGH[route.kind], who=steps)
    return said("{route}; where: {place}", route=way, place=where) if where else way


def route_if_any(statement: Statement) -> str:
    """How it reached the article; empty if nothing was said that could have."""
    is_plain = statement.route.kind in ("unstated", "direct") and not statement.record.items("where")
    return "" if is_plain and _says_nothing(statement) else route_in_words(statement)


def asked_in_words(statement: Statement) -> str:
    """When a party was asked; empty if it is not recorded and no reader would look for it."""
    record = statement.record
    if asked := record.value("asked"):
        return said("date not known") if asked == "unknown" else date_in_words(asked)
    is_due = statement.kind in UNANSWERED - {"not-sought"} and not record.items("date")
    return said("date not given") if is_due else ""


def said_on(statement: Statement) -> str:
    """When it was said. For an answer, a missing date is mentioned, since it may be older than what it denies."""
    if date := statement.record.value("date"):
        return date_in_words(date)
    is_due = KINDS[statement.kind].family == "response" and not _says_nothing(statement)
    return said("not given") if is_due else ""


def _says_nothing(statement: Statement) -> bool:
    """Whether a party did not answer, or refused to: nothing was said, so there is no date or route."""
    return statement.kind in UNANSWERED or (statement.kind in SILENT and bool(statement.record.items("asked")))


def label_of(source: Source) -> str:
    """The name of a source, or its description."""
    return source.label


def steps_in_words(steps: tuple[Step, ...], name: Callable[[Source], str] = label_of) -> str:
    """`The Evening Post, which had it from residents, who had it from a guard`, each by its `name`."""
    text = _step_in_words(steps[-1], name)
    for step in reversed(steps[:-1]):
        here = _step_in_words(step, name)
        text = (
            said("{person}, who had it from {others}", person=here, others=text)
            if step.source.type in _PEOPLE
            else said("{outlet}, which had it from {others}", outlet=here, others=text)
        )
    return text


def _step_in_words(step: Step, name: Callable[[Source], str]) -> str:
    who = name(step.source)
    return said("{who} (the editor infers this)", who=who) if step.implied else who


def attribution_in_brief(ledger: Ledger, statement: Statement) -> str:
    """Who stands behind a statement, after the text's hedges: `alleged, according to the council`."""
    return _attribution_in_brief(language(), statement)


@lru_cache(512)  # a statement is named ten times in each file about it
def _attribution_in_brief(_: str, statement: Statement, who: str = "") -> str:
    hedges = hedges_in_words(statement)
    text = _attribution(statement, who)
    # Translators: words of doubt such as “alleged”, and who stands behind a statement
    return said("{hedges}, {attribution}", hedges=hedges, attribution=text) if hedges else text


def attributions_in_brief(statements: Iterable[Statement], most: int) -> list[str]:
    """Who stands behind statements that say the same, those of whom the same is told together.

    `alleged, according to The Evening Post, citing two officials and a clerk`; of many, the first `most` are named.
    """
    told: dict[str, dict[str, None]] = {}
    for statement in statements:
        labels = told.setdefault(_attribution_in_brief(language(), statement, _PLACE), {})
        labels.update(dict.fromkeys(source.label for source in statement.sources))
    return [text.replace(_PLACE, together(labels, most) or said("nobody named")) for text, labels in told.items()]


def _attribution(statement: Statement, who: str = "") -> str:
    match statement.type:
        case "opinion":
            return said("the opinion of the article’s author")
        case "own-voice":
            return said("in the article’s own voice")
        case "vague":
            return said("attributed to nobody identifiable")
    return said("according to {who}", who=voice(statement, who))


def voice(statement: Statement, who: str = "") -> str:
    """Who says it, and through whom: `The Evening Post, citing two officials`. No verb depends on their number.

    An outlet stands before the unnamed people that it cites, since only the outlet can be held to their words. `who` is
    what stands for the names, unless they are to be those of its sources.
    """
    who = who or names(statement.sources)
    steps = [step.source for step in statement.route.steps if step.source not in statement.sources]
    if not steps:
        return who
    nearest, others = steps[0], steps[1:]
    if nearest.type == "outlet" and {source.type for source in statement.sources} == {"unnamed"}:
        if others:
            # Translators: an outlet, the unnamed people it cites, and through whom they reached the outlet
            return said("{outlet}, citing {who} through {others}", outlet=nearest.label, who=who, others=names(others))
        return said("{outlet}, citing {who}", outlet=nearest.label, who=who)
    message = _STEPS if others else _ONE_STEP.get(nearest.type, _STEPS)
    return said(message, who=who, others=names(steps))


def hedges_in_words(statement: Statement) -> str:
    """The hedges in the text: `alleged, unverified`."""
    return listed(hedge_in_words(item.text) for item in statement.record.items("certainty"))


def hedge_in_words(hedge: str) -> str:
    """One hedge of the vocabulary; another stays as it is."""
    return said(hedge) if hedge in CERTAINTY else hedge


def place_in_words(other: Statement, here: Statement) -> str:
    """The place of another statement's note, as seen from this one: `(note 4)`, or its article's title in brackets."""
    if other.page is here.page:
        return said("(note {number})", number=other.number)
    return said("({title})", title=title_of(other.page))


def scope_in_words(statement: Statement) -> str:
    """How far a response goes; empty if not recorded."""
    return scope_inside(statement.record.value("scope"))


def option_in_words(ledger: Ledger, statement: Statement, option: Option) -> str:
    """The wording of one of SHOWN_OPTIONS; empty if it is not given."""
    text = statement.record.value(option.name)
    if not text:
        return ""
    if option.value in ("date", "moment"):
        return date_in_words(text)
    if option.value == "language":
        return language_in_words(text)
    if option.value == "speaker":
        source = find_source(ledger.sources, statement.page, text)
        return said("the article’s own outlet") if text == OWN_OUTLET else source.label if source is not None else text
    return text


def origin_in_words(statement: Statement) -> list[str]:
    """How it reached the article, when it was said, on which terms, in whose words; unknown facts are left out.

    For an answer, an unknown date is mentioned.
    """
    texts = [capital(route_if_any(statement))]
    if date := said_on(statement):
        texts.append(said("Date: {date}", date=date))
    if terms := terms_inside(statement.record.value("terms")):
        texts.append(said("Terms: {terms}", terms=terms))
    if wording := quote_inside(statement.record.value("quote")):
        texts.append(said("Wording: {wording}", wording=wording))
    return [*filter(None, texts)]
