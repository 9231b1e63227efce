"""Rules about values: terms, ids, dates, numbers, languages, web addresses."""

from __future__ import annotations

import re
from typing import Final

from ...base.dates import date_problem
from ...base.faults import BadCount, BadDate, BadId, BadLanguage, BadUrl, EmptyValue, UnknownTerm
from ...base.patterns import pattern
from ...base.sourcefields import SOURCE_FIELDS
from ...base.vocabulary import SOURCE_TYPES, id_like
from ...base.webaddress import WEB_ADDRESS
from .core import did_you_mean, fault_rule, joined, quoted
from .datelike import date_like
from .wordrepairs import (
    language_code,
    language_tag,
    likely_date,
    likely_id,
    nearest_word,
    needless_comma,
    plain_id,
    same_date,
    same_letters,
    whole_address,
    without_empty_value,
)

_ONE_SOURCE: Final = frozenset(row.name for row in SOURCE_FIELDS.values() if row.value == "source")
"""The keys of a source that name one other."""


@fault_rule(concerns="pages", mend=same_letters, offer=nearest_word)
def unknown_term(fault: UnknownTerm) -> str:
    """A value is not in the vocabulary.

    Bad:  `certainty: aledged`
    Good: `certainty: alleged`
    Why:  A closed list gives the same thing the same name on every page.
    """
    if fault.detail == "type" and fault.text in SOURCE_TYPES:
        what = (
            "write “/// opinion”, or “opinion” in the link's title"
            if fault.text == "opinion"
            else (f"it is built in and needs no entry: write “source: {fault.text}”")
        )
        return f"you cannot declare a source of type {quoted(fault.text)}; {what}"
    near = did_you_mean(fault.text, fault.expected)
    return f"“{fault.detail}:” cannot be {quoted(fault.text)}{near or '; it can be ' + joined(fault.expected, 'or')}"


@fault_rule(mend=plain_id, offer=likely_id)
def bad_id(fault: BadId) -> str:
    """An id has characters other than lower-case letters, digits and hyphens.

    Bad:  `source: Town Council`
    Good: `source: town-council`
    Why:  Ids are part of web addresses, which must work everywhere and never change.
    """
    if fault.detail == "nobody":
        return f"{quoted(fault.text)} cannot be the id of a statement: “of: {fault.text}” means that nobody says it"
    hidden = [sign for sign in fault.text if not sign.isprintable()]
    if hidden:
        seen = quoted("".join(sign for sign in fault.text if sign.isprintable()))
        return f"there is an invisible character (U+{ord(hidden[0]):04X}) in the id {seen}; retype the id"
    if fault.expected:
        return f"{quoted(fault.text)} is a source's name; write its id: “{fault.expected[0]}”"
    more = "; only “(implied)” may follow a name" if fault.detail == "via" and "(" in fault.text else ""
    if " " in fault.text and fault.detail in _ONE_SOURCE:
        more = f"; “{fault.detail}:” names one source"
    elif " and " in fault.text:
        more = f"; separate several ids with commas: “{', '.join(fault.text.split(' and '))}”"
    elif " " in fault.text and fault.detail != "id":
        more = "; separate several ids with commas" + more
    else:
        near = id_like(fault.text)
        more = f"; did you mean “{near}”?" if near else ""
    return f"{quoted(fault.text)} is not an id: ids consist of a-z, 0-9 and hyphens{more}"


@fault_rule(concerns="pages", mend=same_date, offer=likely_date)
def bad_date(fault: BadDate) -> str:
    """A date does not exist, is not written as year-month-day, or has a time without a time zone.

    Bad:  `date: 27 June 2020`, `date: 2021-02-29`, `date: 2020-06-27T14:30`
    Good: `date: 2020-06-27`, `date: 2020-06`, `date: 2020-06-27T14:30+02:00` or `date: unknown`
    Why:  Dates decide which came first, the charge or the answer; and 3/4/2020 can be two different days.
    """
    problem = f"“{fault.detail}:” cannot be {quoted(fault.text)}"
    if why := date_problem(fault.text):
        return f"{problem}; {why}"
    if fault.detail == "embargo":
        return f"{problem}; write day, time and time zone, as in 2020-06-27T06:00+02:00"
    near = date_like(fault.text)
    if why := date_problem(near):
        return f"{problem}; {why}"
    how = f"write “{near}”" if near else "write year-month-day in figures, such as 2020-06-27, or “unknown”"
    return f"{problem}; {how}"


@fault_rule
def bad_count(fault: BadCount) -> str:
    """A count is not a possible number of people.

    Bad:  `count: -3`
    Good: `count: 3`, `count: two or three`
    Why:  Readers weigh an unnamed group by its size.
    """
    return f"“{fault.detail}:” cannot be {quoted(fault.text)}; write how many people there are, or remove it"


@fault_rule(concerns="pages", mend=language_tag, offer=language_code)
def bad_language(fault: BadLanguage) -> str:
    """A language is not given as a code (for a translation, neither as a code nor as a name).

    Bad:  `language: English`, `translated-from: xq`
    Good: `language: en`, `language: pt-BR`, `translated-from: Arabic`
    Why:  Browsers and screen readers identify languages by their codes (BCP 47).
    """
    if fault.detail == "translated-from":
        return f"“{fault.detail}:” cannot be {quoted(fault.text)}; write the language’s code or name: ar or Arabic"
    return f"“{fault.detail}:” cannot be {quoted(fault.text)}; write the language’s code, such as en, de or ar"


@fault_rule(concerns="pages", sensitive=True, offer=whole_address)
def bad_url(fault: BadUrl) -> str:
    """A URL is not a valid web address.

    Bad:  `url: javascript:alert(1)`
    Good: `url: https://example.org/minutes`
    Why:  Readers follow it, so it must not be a script or a broken link.
    """
    seen = _USER.sub(r"\1…@", fault.text)
    near = f"; did you mean “https://{fault.text}”?" if WEB_ADDRESS.fullmatch(f"https://{fault.text}") else ""
    return f"“{fault.detail}:” cannot be {quoted(seen)}: {_why_no_address(fault.text)}{near}"


_USER: Final = pattern(r"^([^/?#]*//)[^/?#\s]*@")

_PORT: Final = pattern(r"([^/?#]*//[^/?#]*):\d+")


def _why_no_address(text: str) -> str:
    scheme, _, rest = text.partition("://")
    if scheme.lower() not in ("http", "https"):
        return "an address starts with https:// or http://"
    if re.search(r"\s", text):
        return "it contains a space; write %20 instead"
    if _USER.match(text):
        return "it contains a user name or password, before the “@”; leave that out"
    if not rest or rest[0] in "/?#:":
        return "the name of the site is missing after the //"
    port = _PORT.match(text)
    if port is not None and WEB_ADDRESS.fullmatch(port[1]) and not WEB_ADDRESS.fullmatch(port[0]):
        return "the number after the colon is a port, which can be 65535 at most"
    good = WEB_ADDRESS.match(text)
    if good is not None and re.search("[/?#]", good.group()[len(scheme) + 3 :]):
        return f"an address cannot contain “{text[good.end()]}”; write it as % and its code"
    return "no site can have that name"


@fault_rule(concerns="pages", mend=needless_comma, offer=without_empty_value)
def empty_value(fault: EmptyValue) -> str:
    """A key has no value, or a list has an empty item.

    Bad:  `source:`
    Good: `source: council`
    Why:  An empty attribution is no attribution.
    """
    match fault.detail:
        case "list":
            own = f"the values of “{fault.text}:” are on separate lines"
            return f"{own}; put them after it on one line, separated by commas"
        case "place":
            return "this list has an empty item; write a name there or remove the comma"
        case "word":
            return f"{quoted(fault.text)} needs a name after it"
        case "null":
            word = quoted(fault.expected[0])
            return f"{word} means “nothing” in YAML; if it is the value of “{fault.text}:”, put it in quotes"
        case "invisible":
            return f"the value of “{fault.text}:” consists of invisible characters; retype it or remove it"
        case "":
            return f"“{fault.text}:” has no value; write one or remove it"
