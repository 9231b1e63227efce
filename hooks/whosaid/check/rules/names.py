"""Rules about words that must be known: sources, statements, options, terms."""

from __future__ import annotations

import re
from typing import Final

from ...base.dates import why_no_date
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
from ...base.vocabulary import OPTIONS, SHORT_FORM_ORDER, SOURCE_TYPES, WEB_ADDRESS, id_like
from .core import Missing, did_you_mean, fault_rule, nearest, one_of, quoted
from .datelike import date_like


def _source_missed(page: Page, fault: ReadingFault) -> Missing:
    return Missing(0, 0, f"source {fault.text}", once=not nearest(fault.text, fault.expected))


@fault_rule(misses=_source_missed)
def unknown_source(fault: UnknownSource) -> str:
    """A name that is no source of the site or of the page.

    Bad:  `source: counci`
    Good: `source: council`, with `council:` in docs/sources.yml
    Why:  A claim would be attributed to nobody.
    """
    if fault.detail:
        return (
            f"nothing names the source {quoted(fault.expected[0])}, but {fault.detail} places name "
            f"{quoted(fault.text)}, which is not declared; give both the same id"
        )
    hint = "; add it to sources.yml, or to “sources:” at the top of this page"
    return f"no source is called {quoted(fault.text)}{did_you_mean(fault.text, fault.expected) or hint}"


@fault_rule(misses=_source_missed)
def unknown_outlet(fault: UnknownOutlet) -> str:
    """A name in `via` that is no source.

    Bad:  `via: evenin-post`
    Good: `via: evening-post`
    Why:  The route would be missing a station.
    """
    near = did_you_mean(fault.text, (*fault.expected, "direct", "public"))
    return f"no source is called {quoted(fault.text)}{near or '; add it to sources.yml, or say “direct” or “public”'}"


def _statement_missed(page: Page, fault: ReadingFault) -> Missing | None:

    return Missing(0, len(page.text), f"#{fault.text}", once=True) if "#" not in fault.text else None


@fault_rule(misses=_statement_missed)
def unknown_statement(fault: UnknownStatement) -> str:
    """`of` or a relation names a statement that does not exist.

    Bad:  `of: brigde`
    Good: `of: bridge`, or `of: other-article.md#bridge`
    Why:  The answer would not reach the reader of the claim.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"“{fault.detail}:” names {quoted(fault.text)}, but no statement has this id{near}"


def _target_missed(page: Page, fault: ReadingFault) -> Missing | None:
    return Missing(0, len(page.text), fault.text, once=True) if not fault.detail else None


@fault_rule(misses=_target_missed)
def unknown_target(fault: UnknownTarget) -> str:
    """A link goes to an id that comes near a statement's, but nothing has; or that the built page lacks.

    Bad:  `[the bridge is unsafe](#brigde)`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  The words would lead nowhere, and their attribution would be missing.
    """
    if fault.expected:
        return f"nothing on {_target(fault)}; did you mean “{fault.expected[0]}”?"
    return f"nothing on {_target(fault)}; {_DECLARE}"


@fault_rule(severity="warning", concerns="pages", misses=_target_missed)
def unknown_anchor(fault: UnknownAnchor) -> str:
    """A link goes to an id that is neither a statement nor, as far as can be seen, a heading or element of that page.

    Bad:  `[the bridge is unsafe](#bridge)`, and nothing declares `bridge`
    Good: `[the bridge is unsafe](#bridge "claim by council")`
    Why:  The words may be a claim whose attribution is missing. Other extensions add anchors that only a build shows,
          so before it this is a warning; of a page that is built without the anchor, it is an error (unknown-target).
    """
    return (
        f"nothing on {_target(fault)}; {_DECLARE}; on a page with annotations, the build stops unless it finds an "
        "anchor of this name"
    )


_DECLARE: Final = "if a claim is meant, declare it, in the link’s title or in a block"


def _target(fault: ReadingFault) -> str:
    where = quoted(fault.detail) if fault.detail else "this page"
    return f"{where} has the id {quoted(fault.text.removeprefix('#'))}"


@fault_rule
def unknown_block(fault: UnknownBlock) -> str:
    """A block whose name is nearly one of ours.

    Bad:  `/// clam`
    Good: `/// claim`
    Why:  Markdown would print it as text, and the claim would be lost.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"no block is called {quoted(fault.text)}{near or '; it can be ' + one_of(fault.expected)}"


@fault_rule
def unknown_kind(fault: UnknownKind) -> str:
    """The title of a mark does not start with a kind of statement.

    Bad:  `[…](#bridge "clam by council")`
    Good: `[…](#bridge "claim by council")`
    Why:  A claim, a denial and an opinion are drawn and counted differently.
    """
    word = fault.text.split(" ")[0]
    near = did_you_mean(word, fault.expected)
    return f"a mark's title starts with what it is (claim, opinion, denial, …), not with {quoted(word)}{near}"


@fault_rule
def unknown_option(fault: UnknownOption) -> str:
    """A line of a block's header is no option.

    Bad:  `sorce: council`
    Good: `source: council`
    Why:  What it says would be lost.
    """
    near = did_you_mean(fault.text, fault.expected)
    hint = near or "; if the note starts here, leave an empty line before it"
    return f"no option is called {quoted(fault.text)}{hint}"


@fault_rule
def option_not_for_kind(fault: OptionNotForKind) -> str:
    """An option that this kind of statement does not have.

    Bad:  `of: bridge` in a claim
    Good: `of: bridge` in a denial
    Why:  It would say something that nobody can mean.
    """
    families = OPTIONS[SHORT_FORM_ORDER.get(fault.text, fault.text)].families
    whose = "answers such as a denial" if families == ("response",) else "claims and opinions"
    return f"{quoted(fault.text)} belongs to {whose}, not to a {fault.detail}"


@fault_rule(concerns="pages")
def unknown_term(fault: UnknownTerm) -> str:
    """A value that is not in the vocabulary's list.

    Bad:  `certainty: aledged`
    Good: `certainty: alleged`
    Why:  Closed lists keep the same thing called by the same name on every page.
    """
    if fault.detail == "type" and fault.text in SOURCE_TYPES:
        what = (
            "write /// opinion, or opinion in the link's title"
            if fault.text == "opinion"
            else (f"it is there without an entry: “source: {fault.text}”")
        )
        return f"a source of one's own cannot be {quoted(fault.text)}; {what}"
    near = did_you_mean(fault.text, fault.expected)
    return f"“{fault.detail}:” cannot be {quoted(fault.text)}{near or '; it can be ' + one_of(fault.expected)}"


@fault_rule
def bad_id(fault: BadId) -> str:
    """An id with other characters than small letters, digits and hyphens.

    Bad:  `source: Town Council`
    Good: `source: town-council`
    Why:  Ids stand in addresses, which must work everywhere and never change.
    """
    if fault.detail == "nobody":
        return f"no statement can be called {quoted(fault.text)}: “of: {fault.text}” means that nobody says it"
    hidden = [sign for sign in fault.text if not sign.isprintable()]
    if hidden:
        seen = quoted("".join(sign for sign in fault.text if sign.isprintable()))
        return f"there is an invisible character (U+{ord(hidden[0]):04X}) in the id {seen}; type the id anew"
    if fault.expected:
        return f"{quoted(fault.text)} is what a source is called; write its id: “{fault.expected[0]}”"
    more = "; only “(implied)” may follow a name" if fault.detail == "via" and "(" in fault.text else ""
    if " and " in fault.text:
        more = f"; several are separated by commas: “{', '.join(fault.text.split(' and '))}”"
    elif " " in fault.text and fault.detail != "id":
        more = ", several are separated by commas" + more
    else:
        near = id_like(fault.text)
        more = f"; did you mean “{near}”?" if near else ""
    return f"{quoted(fault.text)} is no id: ids are made of a-z, 0-9 and hyphens{more}"


@fault_rule(concerns="pages")
def bad_date(fault: BadDate) -> str:
    """A date that is no day of the calendar, or not written as year, month and day, or a time without its zone.

    Bad:  `date: 27 June 2020`, `date: 2021-02-29`, `date: 2020-06-27T14:30`
    Good: `date: 2020-06-27`, `date: 2020-06`, `date: 2020-06-27T14:30+02:00` or `date: unknown`
    Why:  The order of charge and answer depends on dates, and 3/4/2020 is two of them.
    """
    said = f"“{fault.detail}:” cannot be {quoted(fault.text)}"
    if why := why_no_date(fault.text):
        return f"{said}; {why}"
    if fault.detail == "embargo":
        return f"{said}; write day, time and zone, as in 2020-06-27T06:00+02:00"
    near = date_like(fault.text)
    if why := why_no_date(near):
        return f"{said}; {why}"
    how = f"write “{near}”" if near else "write year, month and day in figures, with hyphens between them, or “unknown”"
    return f"{said}; {how}"


@fault_rule
def bad_count(fault: BadCount) -> str:
    """A number of people that no group can have.

    Bad:  `count: -3`
    Good: `count: 3`, `count: two or three`
    Why:  Readers weigh an unnamed group by its size.
    """
    return f"“{fault.detail}:” cannot be {quoted(fault.text)}; write how many people they are, or remove it"


@fault_rule(concerns="pages")
def bad_language(fault: BadLanguage) -> str:
    """A language that is not given by its code; of a translation, not by its name either.

    Bad:  `language: English`, `translated-from: xq`
    Good: `language: en`, `language: pt-BR`, `translated-from: Arabic`
    Why:  Browsers, and the voices that read pages aloud, know languages by their codes (BCP 47).
    """
    if fault.detail == "translated-from":
        return f"“{fault.detail}:” cannot be {quoted(fault.text)}; write a language’s code or its name, as ar or Arabic"
    return f"“{fault.detail}:” cannot be {quoted(fault.text)}; write the language’s code, such as en, de or ar"


@fault_rule(concerns="pages", discreet=True)
def bad_url(fault: BadUrl) -> str:
    """An address that is not a web address.

    Bad:  `url: javascript:alert(1)`
    Good: `url: https://example.org/minutes`
    Why:  Readers follow it; a script or a broken address has no place there.
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
        return "there is a space in it; write %20 in its place"
    if _USER.match(text):
        return "a name or a password stands in it, before the “@”; leave that out"
    if not rest or rest[0] in "/?#:":
        return "the name of its site is missing behind the //"
    port = _PORT.match(text)
    if port is not None and WEB_ADDRESS.fullmatch(port[1]) and not WEB_ADDRESS.fullmatch(port[0]):
        return "the number behind the colon is a port, 65535 at most"
    good = WEB_ADDRESS.match(text)
    if good is not None and re.search("[/?#]", good.group()[len(scheme) + 3 :]):
        return f"no address has the sign “{text[good.end()]}”; such a sign is written as % and its number"
    return "its site cannot be called that"


@fault_rule(concerns="pages")
def empty_value(fault: EmptyValue) -> str:
    """A name with nothing after its colon, or a list with an empty place.

    Bad:  `source:`
    Good: `source: council`
    Why:  An empty attribution is none.
    """
    match fault.detail:
        case "list":
            own = f"the values of “{fault.text}:” stand on lines of their own"
            return f"{own}; put them behind it, with commas between them"
        case "place":
            return "there is an empty place in this list; write a name there or remove the comma"
        case "word":
            return f"{quoted(fault.text)} needs a name after it"
        case "null":
            said = quoted(fault.expected[0])
            return f"{said} means “nothing” in YAML; if “{fault.text}:” is called so, put it in quotes"
        case "invisible":
            return f"the value of “{fault.text}:” is made of invisible characters; write it anew or remove it"
        case "":
            return f"“{fault.text}:” has an empty value; write one or remove it"


@fault_rule
def short_form_word(fault: ShortFormWord) -> str:
    """A word in a mark's title where none is expected.

    Bad:  `"claim from council"`
    Good: `"claim by council"`
    Why:  The word could be part of a name, and nothing here is guessed.
    """
    near = did_you_mean(fault.text, fault.expected)
    if fault.detail == "after the kind" and not near:
        what = "in place of" if fault.text in _PREPOSITIONS else "before"
        return f"“by” is missing {what} {quoted(fault.text)}; a title reads “kind of … by … via … within …”"
    hint = near or "; names in a list are separated by commas"
    return f"{quoted(fault.text)} is not expected here{hint}; a title reads “kind of … by … via … within …”"


_PREPOSITIONS: Final = frozenset("according at from in on source to through with".split())


@fault_rule
def short_form_order(fault: ShortFormOrder) -> str:
    """The parts of a mark's title stand in another order, or twice.

    Bad:  `"denial by council of bridge"`
    Good: `"denial of bridge by council"`
    Why:  In one order, every title reads as a sentence.
    """
    return f"{quoted(fault.text)} is in the wrong place; write “kind of … by … via … within …”, each at most once"
