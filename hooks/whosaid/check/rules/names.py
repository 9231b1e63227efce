"""Rules about names and values: sources, statements, options, terms."""

from __future__ import annotations

import re
from typing import Final

from ...base.dates import date_problem
from ...base.faults import (
    BadCount,
    BadDate,
    BadId,
    BadLanguage,
    BadUrl,
    EmptyValue,
    OptionNotForKind,
    ReadingFault,
    ShortFormOrder,
    ShortFormWord,
    UnknownAnchor,
    UnknownBlock,
    UnknownKind,
    UnknownOption,
    UnknownOutlet,
    UnknownSource,
    UnknownStatement,
    UnknownTarget,
    UnknownTerm,
)
from ...base.model import Page
from ...base.vocabulary import OPTIONS, SHORT_FORM_ORDER, SOURCE_TYPES, id_like
from ...base.webaddress import WEB_ADDRESS
from .core import Missing, did_you_mean, fault_rule, joined, nearest, quoted, with_article
from .datelike import date_like


def _source_missed(page: Page, fault: ReadingFault) -> Missing:
    return Missing(0, 0, f"source {fault.text}", once=not nearest(fault.text, fault.expected))


@fault_rule(misses=_source_missed)
def unknown_source(fault: UnknownSource) -> str:
    """A name is not a source of the site or of the page.

    Bad:  `source: counci`
    Good: `source: council`, with `council:` in docs/sources.yml
    Why:  A claim would be attributed to nobody.
    """
    if fault.detail:
        return (
            f"the source {quoted(fault.expected[0])} is never used, but {fault.detail} places name "
            f"{quoted(fault.text)}, which is not declared; give both the same id"
        )
    hint = "; add it to sources.yml, or to “sources:” at the top of this page"
    return f"there is no source {quoted(fault.text)}{did_you_mean(fault.text, fault.expected) or hint}"


@fault_rule(misses=_source_missed)
def unknown_outlet(fault: UnknownOutlet) -> str:
    """A name in `via` is not a source.

    Bad:  `via: evenin-post`
    Good: `via: evening-post`
    Why:  The route would be missing a step.
    """
    near = did_you_mean(fault.text, (*fault.expected, "direct", "public"))
    return f"there is no source {quoted(fault.text)}{near or '; add it to sources.yml, or write “direct” or “public”'}"


def _statement_missed(page: Page, fault: ReadingFault) -> Missing | None:

    return Missing(0, len(page.text), f"#{fault.text}", once=True) if "#" not in fault.text else None


@fault_rule(misses=_statement_missed)
def unknown_statement(fault: UnknownStatement) -> str:
    """`of` or a relation names a statement that does not exist.

    Bad:  `of: brigde`
    Good: `of: bridge`, or `of: other-article.md#bridge`
    Why:  Readers of the claim would not see the answer.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"“{fault.detail}:” names {quoted(fault.text)}, but no statement has that id{near}"


def _target_missed(page: Page, fault: ReadingFault) -> Missing | None:
    return Missing(0, len(page.text), fault.text, once=True) if not fault.detail else None


@fault_rule(misses=_target_missed)
def unknown_target(fault: UnknownTarget) -> str:
    """A link goes to an id that does not exist but resembles a statement's, or that the built page lacks.

    Bad:  `[the bridge is unsafe](#brigde)`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  The words would lead nowhere, and their attribution would be missing.
    """
    if fault.expected:
        return f"nothing on {_target(fault)}; did you mean “{fault.expected[0]}”?"
    return f"nothing on {_target(fault)}; {_DECLARE}"


@fault_rule(severity="warning", concerns="pages", misses=_target_missed)
def unknown_anchor(fault: UnknownAnchor) -> str:
    """A link goes to an id that is neither a statement nor, as far as the text shows, an anchor of that page.

    Bad:  `[the bridge is unsafe](#bridge)`, and nothing declares `bridge`
    Good: `[the bridge is unsafe](#bridge "claim by council")`
    Why:  The words may be a claim whose attribution is missing. Other extensions add anchors that only a build shows,
          so the check only warns; a page that is built without the anchor is an error (unknown-target).
    """
    return (
        f"nothing on {_target(fault)}; {_DECLARE}; on a page with annotations, the build stops unless the page has "
        "that anchor"
    )


_DECLARE: Final = "if this is a claim, declare it in the link’s title or in a block"


def _target(fault: ReadingFault) -> str:
    where = quoted(fault.detail) if fault.detail else "this page"
    return f"{where} has the id {quoted(fault.text.removeprefix('#'))}"


@fault_rule
def unknown_block(fault: UnknownBlock) -> str:
    """A block's name is nearly one that Whosaid knows.

    Bad:  `/// clam`
    Good: `/// claim`
    Why:  Markdown would print it as text, and the claim would be lost.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"there is no block {quoted(fault.text)}{near or '; the blocks are ' + joined(fault.expected, 'and')}"


@fault_rule
def unknown_kind(fault: UnknownKind) -> str:
    """The title of a mark does not start with a kind of statement.

    Bad:  `[…](#bridge "clam by council")`
    Good: `[…](#bridge "claim by council")`
    Why:  Claims, denials and opinions are shown and counted differently.
    """
    word = fault.text.split(" ")[0]
    near = did_you_mean(word, fault.expected)
    return f"a mark's title starts with what it is (claim, opinion, denial, …), not with {quoted(word)}{near}"


@fault_rule
def unknown_option(fault: UnknownOption) -> str:
    """A line of a block's header is not an option.

    Bad:  `sorce: council`
    Good: `source: council`
    Why:  Its value would be lost.
    """
    near = did_you_mean(fault.text, fault.expected)
    hint = near or "; if the note starts here, leave an empty line before it"
    return f"there is no option {quoted(fault.text)}{hint}"


@fault_rule
def option_not_for_kind(fault: OptionNotForKind) -> str:
    """A statement has an option that its kind does not allow.

    Bad:  `of: bridge` in a claim
    Good: `of: bridge` in a denial
    Why:  It has no meaning there, so it is probably a mistake.
    """
    families = OPTIONS[SHORT_FORM_ORDER.get(fault.text, fault.text)].families
    whose = "answers such as a denial" if families == ("response",) else "claims and opinions"
    return f"{quoted(fault.text)} belongs to {whose}, not to {with_article(fault.detail)}"


@fault_rule(concerns="pages")
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


@fault_rule
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
    if " and " in fault.text:
        more = f"; separate several ids with commas: “{', '.join(fault.text.split(' and '))}”"
    elif " " in fault.text and fault.detail != "id":
        more = "; separate several ids with commas" + more
    else:
        near = id_like(fault.text)
        more = f"; did you mean “{near}”?" if near else ""
    return f"{quoted(fault.text)} is not an id: ids consist of a-z, 0-9 and hyphens{more}"


@fault_rule(concerns="pages")
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


@fault_rule(concerns="pages")
def bad_language(fault: BadLanguage) -> str:
    """A language is not given as a code (for a translation, neither as a code nor as a name).

    Bad:  `language: English`, `translated-from: xq`
    Good: `language: en`, `language: pt-BR`, `translated-from: Arabic`
    Why:  Browsers and screen readers identify languages by their codes (BCP 47).
    """
    if fault.detail == "translated-from":
        return f"“{fault.detail}:” cannot be {quoted(fault.text)}; write the language’s code or name: ar or Arabic"
    return f"“{fault.detail}:” cannot be {quoted(fault.text)}; write the language’s code, such as en, de or ar"


@fault_rule(concerns="pages", sensitive=True)
def bad_url(fault: BadUrl) -> str:
    """A URL is not a valid web address.

    Bad:  `url: javascript:alert(1)`
    Good: `url: https://example.org/minutes`
    Why:  Readers follow it, so it must not be a script or a broken link.
    """
    seen = _USER.sub(r"\1…@", fault.text)
    near = f"; did you mean “https://{fault.text}”?" if WEB_ADDRESS.fullmatch(f"https://{fault.text}") else ""
    return f"“{fault.detail}:” cannot be {quoted(seen)}: {_why_no_address(fault.text)}{near}"


_USER: Final = re.compile(r"^([^/?#]*//)[^/?#\s]*@")

_PORT: Final = re.compile(r"([^/?#]*//[^/?#]*):\d+")


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


@fault_rule(concerns="pages")
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


@fault_rule
def short_form_word(fault: ShortFormWord) -> str:
    """A mark's title has an unexpected word.

    Bad:  `"claim from council"`
    Good: `"claim by council"`
    Why:  The word could be part of a name, and Whosaid never guesses.
    """
    near = did_you_mean(fault.text, fault.expected)
    if fault.detail == "after the kind" and not near:
        what = "in place of" if fault.text in _PREPOSITIONS else "before"
        return f"“by” is missing {what} {quoted(fault.text)}; a title reads “kind of … by … via … within …”"
    hint = near or "; separate names in a list with commas"
    return f"{quoted(fault.text)} is not expected here{hint}; a title reads “kind of … by … via … within …”"


_PREPOSITIONS: Final = frozenset("according at from in on source to through with".split())


@fault_rule
def short_form_order(fault: ShortFormOrder) -> str:
    """The parts of a mark's title are in the wrong order, or appear twice.

    Bad:  `"denial by council of bridge"`
    Good: `"denial of bridge by council"`
    Why:  In a fixed order, every title reads like a sentence.
    """
    return f"{quoted(fault.text)} is in the wrong place; write “kind of … by … via … within …”, each at most once"
