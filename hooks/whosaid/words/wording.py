"""What readers are told, in plain and neutral words. Pages, notes and exports all take their words from here.

Nothing here says whether a statement is true; what is missing is said to be missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from ..base.catalogue import N_, said
from ..base.dates import date_in_words
from ..base.languages import language_in_words
from ..base.model import Page, Source
from ..base.plain import plain_words
from ..base.vocabulary import (
    KINDS,
    LONGEST_TEXT,
    NOBODY,
    OWN_OUTLET,
    ROUTES,
    SILENT,
    SOURCE_TYPES,
    TIES,
    UNANSWERED,
    NoState,
    Option,
    State,
    StatementOption,
)
from ..ledger.records import Ledger, Statement, Step, find_source, state_of
from .sentences import clauses

_RELATION_LABELS: Final[Mapping[StatementOption, tuple[str, str]]] = {
    "refines": ("Narrows", "Narrowed by"),
    "supports": ("Supports", "Supported by"),
    "contradicts": ("Contradicts", "Contradicted by"),
    "basis-for": ("Is the basis for", "Based on"),
    "same-as": ("Says the same as", "Says the same as"),
    "restates": ("Repeats", "Repeated by"),
    "within": ("Said within", "Contains"),
}
"""From the statement that names the other, and from the other."""
assert _RELATION_LABELS.keys() == {*TIES, "within"}
_QUOTE_LABELS: Final = {
    "direct": "the source’s own words",
    "partial": "partly the source’s own words",
    "paraphrase": "put in the article’s words",
}
_SCOPE_LABELS: Final = {
    "general": "of the whole, in general terms",
    "specific": "of particular points",
    "partial": "of a part",
}
_TERMS_LABELS: Final = {
    "on-record": "on the record",
    "background": "on background",
    "not-for-attribution": "not for attribution",
    "unknown": "not known",
}


_T = TypeVar("_T")
_MOST_NAMES: Final = 12  # of those who give one kind of answer; else a list of names is all there is to read
_NOT_SAID: Final = ("", "unknown")
OVERLAP: Final = N_("May be some of the same people as: {names}")
"""What is said of unnamed groups that may overlap."""
_OF_WHOM: Final = SILENT | {"reserves"}
"""The responses that are told of a party, `Not asked: Russia`, and not as something done by it."""
_PEOPLE: Final = frozenset(("person", "unnamed", "witness"))


def lower(text: str) -> str:
    """The text with its first letter small."""
    return text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def shortened(words: str, most: int = 70) -> str:
    """The start of a text that is longer than so many characters, cut between words."""
    return words if len(words) <= most else f"{words[: most - 3].rsplit(' ', 1)[0]} …"


def title_of(page: Page) -> str:
    """What a page is called: its title, else its first heading, else its file. Plain text."""
    heading = plain_words(page.headings[0].text[:LONGEST_TEXT]) if page.headings else ""
    return page.meta.get("title") or heading or page.path


def published_in_words(page: Page) -> str:
    """When and where an article appeared: `27 June 2020 · The Evening Post`. What is not known is said."""
    facts = {"date": page.meta.get("published", ""), "outlet": page.meta.get("outlet", "")}
    if facts["date"] in _NOT_SAID and facts["outlet"] in _NOT_SAID:
        return "Date and outlet not known"
    said = [
        f"{capital(name)} not known" if value in _NOT_SAID else date_in_words(value) if name == "date" else value
        for name, value in facts.items()
    ]
    return " · ".join(said)


def state_label(state: State | NoState) -> str:
    """What readers see of what has become of a claim; empty where nothing is shown."""
    match state:
        case "withdrawn":
            return "Withdrawn"
        case "corrected":
            return "Corrected"
        case "disputed":
            return "Disputed"
        case "answered":
            return "Answered"
        case "answer-announced":
            return "Answer announced"
        case "asked-no-answer":
            return "Asked, no answer"
        case "not-asked":
            return "Not asked"
        case "no-answer-recorded":
            return "No answer recorded"
        case "":
            return ""


def state_shown(ledger: Ledger, statement: Statement) -> str:
    """What readers see of what has become of a claim: `Disputed`; empty if nothing is shown."""
    return state_label(state_of(ledger, statement))


def type_label(type_: str) -> str:
    """The type of a source or a statement in words."""
    return SOURCE_TYPES[type_].label if type_ in SOURCE_TYPES else "No source type"


def some(all_: Sequence[_T], most: int, what: str = "") -> tuple[Sequence[_T], str]:
    """The first of many, and how many more there are: ` and 30 more`, or what they are called, ` and 30 others`."""
    more = len(all_) - most
    called = f"{what}{'s' if more > 1 else ''}" if what else "more"
    return all_[:most], f" and {more:,} {called}" if more > 0 else ""


def names(sources: tuple[Source, ...]) -> str:
    """`Russia, the Taliban`."""
    return ", ".join(source.label for source in sources) or "nobody named"


def source_in_words(ledger: Ledger, source: Source, page: Page) -> str:
    """Who a source is: name or description, role, body spoken for, and why it is not named."""
    if source.type == "own-voice":
        return "Nobody: the article says it in its own voice"
    if source.type == "vague":
        return "Nobody who could be identified"
    parts = [capital(source.label)]
    if source.text("role"):
        parts.append(source.text("role"))
    for id_ in source.ids("for"):
        body = find_source(ledger.sources, page, id_)
        parts.append(f"for {body.label if body else id_}")
    if source.text("count"):
        parts.append(f"number of people: {source.text('count')}")
    text = ", ".join(parts)
    if source.type == "unnamed":
        reason = source.text("reason")
        text += f". Why unnamed: {'not stated' if reason in ('', 'not-stated') else reason}"
        if source.text("knows-how"):
            text += f". How they would know: {source.text('knows-how')}"
    if source.text("interest"):
        text += f". Interest: {source.text('interest')}"
    if source.type == "document" and source.text("inspectable") in ("no", "false"):
        text += ". It cannot be inspected"
    return text


def overlap_in_words(ledger: Ledger, statement: Statement) -> str:
    """The unnamed groups that may be the same people; empty if none is recorded."""
    labels = _labels_in(ledger, statement, "possibly-same-as")
    return said(OVERLAP, names=clauses(labels)) if labels else ""


def corroboration_in_words(ledger: Ledger, statement: Statement) -> str:
    """Who says the same independently of its sources; empty if nobody is recorded."""
    labels = _labels_in(ledger, statement, "corroborated-by")
    return said(N_("Also said, independently, by: {names}"), names=clauses(labels)) if labels else ""


def _labels_in(ledger: Ledger, statement: Statement, field: str) -> list[str]:
    """The sources that a field of a statement's sources names, each once."""
    ids = (id_ for source in statement.sources for id_ in source.ids(field))
    found = (find_source(ledger.sources, statement.page, id_) for id_ in ids)
    return list(dict.fromkeys(other.label for other in found if other is not None))


def route_in_words(statement: Statement) -> str:
    """How it reached the article, as a phrase."""
    route = statement.route
    where = statement.record.value("where")
    steps = _steps_in_words(route.steps)
    if route.kind == "second-hand" and not statement.record.items("via"):
        text = f"As reported by {steps}"
    elif steps:
        text = f"{capital(route.kind)}, through {steps}"
    else:
        text = ROUTES[route.kind]
    if where and route.kind == "unstated":
        return f"{capital(where)}, to whom is not stated"
    if where:
        text += f"; where: {where}" if steps else f" ({where})"
    return text


def route_as_told(statement: Statement) -> str:
    """How it reached the article, as a phrase; empty where nothing was said that could have."""
    is_plain = statement.route.kind in ("unstated", "direct") and not statement.record.items("where")
    return "" if is_plain and _says_nothing(statement) else route_in_words(statement)


def asked_in_words(statement: Statement) -> str:
    """When a party was asked; empty where it is not recorded and no reader would look for it."""
    record = statement.record
    if asked := record.value("asked"):
        return "date not known" if asked == "unknown" else date_in_words(asked)
    is_due = statement.kind in UNANSWERED - {"not-sought"} and not record.items("date")
    return "date not given" if is_due else ""


def _said_on(statement: Statement) -> str:
    """When it was said. Of an answer it is told that this is missing, since it may be older than what it denies."""
    if date := statement.record.value("date"):
        return date_in_words(date)
    is_due = KINDS[statement.kind].family == "response" and not _says_nothing(statement)
    return "not given" if is_due else ""


def _says_nothing(statement: Statement) -> bool:
    """Whether a party did not answer, or would not when asked: nothing was said, so there is no date or route of it."""
    return statement.kind in UNANSWERED or (statement.kind in SILENT and bool(statement.record.items("asked")))


def _steps_in_words(steps: tuple[Step, ...]) -> str:
    """`The Evening Post, which had it from residents, who had it from a guard`."""
    parts = [step.source.label + (" (the editor infers this)" if step.implied else "") for step in steps]
    for at, step in enumerate(steps[:-1]):
        parts[at] += f", {'who' if step.source.type in _PEOPLE else 'which'} had it from "
    return "".join(parts)


def answer_in_words(answer: Statement) -> str:
    """One answer to a claim: what, by whom, when, where, how far. What is not known is said."""
    who = response_by(answer.kind, (source.label for source in answer.sources))
    return ". ".join((who, *answer_details(answer))) + "."


def answer_details(answer: Statement) -> list[str]:
    """When, where and how far an answer was given, each with its name: `Date: 27 June 2020`."""
    in_public = answer.route.kind == "public" and answer.record.value("where")
    facts = {
        "Asked": asked_in_words(answer),
        "Date": _said_on(answer),
        "Where": in_public,
        "Route": "" if in_public else lower(route_as_told(answer)),
        "How far": scope_in_words(answer),
        "What is denied": denied_in_words(answer),
    }
    return [f"{name}: {fact}" for name, fact in facts.items() if fact]


def denies_nobody(answer: Statement) -> bool:
    """Whether it denies what nobody on the page claims."""
    return answer.record.value("of") == NOBODY


def denied_in_words(answer: Statement) -> str:
    """What a denial denies that nobody claims: `having met him, which nobody on this page claims`; else empty."""
    if not denies_nobody(answer):
        return ""
    return f"{answer.record.value('denies') or answer.words}, which nobody on this page claims"


def response_by(kind: str, who: Iterable[str]) -> str:
    """`Denied by Russia, the Taliban`; for a party that said nothing, `Not asked: Russia`."""
    first, rest = some(tuple(dict.fromkeys(who)), _MOST_NAMES, "other")
    names_ = ", ".join(first) + rest or "nobody named"
    return f"{KINDS[kind].label}: {names_}" if kind in _OF_WHOM else f"{KINDS[kind].label} by {names_}"


@lru_cache(16)  # a claim is told with each of its answers
def answers_in_brief(ledger: Ledger, *statements: Statement) -> str:
    """The answers in a few words, the strongest first: `Denied by Russia; admitted in part by the Taliban`.

    Empty if there are none.
    """
    grouped: dict[str, list[str]] = {}
    answers = (answer for statement in statements for answer in ledger.answers(statement))
    for answer in sorted(answers, key=lambda answer: KINDS[answer.kind].rank):
        grouped.setdefault(answer.kind, []).extend(source.label for source in answer.sources)
    said = [lower(response_by(kind, who)) for kind, who in grouped.items()]
    more = more_answers(ledger, statements[0]) if len(statements) == 1 else ""
    return capital("; ".join([*said, *([more] if more else [])]))


def more_answers(ledger: Ledger, statement: Statement) -> str:
    """How many answers to the same claim are not told with a statement: `and 30 more answers to the same claim`."""
    more = ledger.unlisted.get(statement.ref, 0)
    return f"and {more:,} more answer{'s' if more > 1 else ''} to the same claim" if more else ""


def answers_or_state(ledger: Ledger, statement: Statement) -> str:
    """The answers in a few words; where there are none, that none is recorded. Empty if nobody is accused."""
    return answers_in_brief(ledger, statement) or state_shown(ledger, statement)


def state_in_words(ledger: Ledger, statement: Statement) -> tuple[str, ...]:
    """What a reader sees of a claim, then the answers in a few words: `Disputed`, `Denied by Russia`.

    Empty if nothing is shown; without answers, the state alone.
    """
    return tuple(filter(None, (state_shown(ledger, statement), answers_in_brief(ledger, statement))))


def attribution_in_brief(ledger: Ledger, statement: Statement) -> str:
    """Who stands behind a statement and the text's own words of doubt: `according to the council (alleged)`."""
    if statement.type == "opinion":
        text = f"the opinion of {lower(names(statement.sources))}"
    elif statement.type == "own-voice":
        text = "in the article’s own voice"
    elif statement.type == "vague":
        text = "attributed to nobody identifiable"
    else:
        text = f"according to {names(statement.sources)}"
        steps = [step.source.label for step in statement.route.steps if step.source not in statement.sources]
        text += f", through {', '.join(steps)}" if steps else ""
    hedges = [item.text for item in statement.record.items("certainty")]
    return f"{text} ({', '.join(hedges)})" if hedges else text


def relation_labels(option: StatementOption) -> tuple[str, str]:
    """What a relation to another statement is called, and what it is called seen from there."""
    return _RELATION_LABELS[option]


def place_in_words(other: Statement, here: Statement) -> str:
    """Where another statement is noted, as seen from this one: `(note 4)`, or its article's title in brackets."""
    return f"(note {other.number})" if other.page is here.page else f"({title_of(other.page)})"


def given_in_words(answer: Statement, statement: Statement) -> tuple[str, str]:
    """Where an answer to a statement is, in two parts of which the second leads there: `Given in`, `Bridge unsafe`.

    One that was given to another statement of the family says so: `Given to the same claim in`, `Bridge unsafe`.
    """
    is_own = answers_itself(answer, statement)
    if answer.page is not statement.page:
        return "Given in" if is_own else "Given to the same claim in", title_of(answer.page)
    return "" if is_own else "Given to the same claim", place_in_words(answer, statement)


def answers_itself(answer: Statement, statement: Statement) -> bool:
    """Whether an answer names this very statement, and not only another that says the same."""
    return statement.ref in answer.answered


def quote_in_words(statement: Statement) -> str:
    """Whose words they are; empty if not recorded."""
    return _QUOTE_LABELS.get(statement.record.value("quote"), "")


def scope_in_words(statement: Statement) -> str:
    """How far a response goes; empty if not recorded."""
    return _SCOPE_LABELS.get(statement.record.value("scope"), "")


def terms_in_words(statement: Statement) -> str:
    """The terms the source spoke on; empty if not recorded."""
    return _TERMS_LABELS.get(statement.record.value("terms"), "")


def option_in_words(ledger: Ledger, statement: Statement, option: Option) -> str:
    """What one of SHOWN_OPTIONS says, for readers; empty where it is not given."""
    text = statement.record.value(option.name)
    if not text:
        return ""
    if option.value in ("date", "moment"):
        return date_in_words(text)
    if option.value == "language":
        return language_in_words(text)
    if option.value == "speaker":
        source = find_source(ledger.sources, statement.page, text)
        return "the article’s own outlet" if text == OWN_OUTLET else source.label if source is not None else text
    return text


def origin_in_words(statement: Statement) -> list[str]:
    """How it reached the article, when it was said, on which terms, in whose words; what is not known is left out.

    Of an answer it is told that its date is not known.
    """
    facts = {"Date": _said_on(statement), "Terms": terms_in_words(statement), "Wording": quote_in_words(statement)}
    route = route_as_told(statement)
    return [*filter(None, [route]), *(f"{name}: {fact}" for name, fact in facts.items() if fact)]
