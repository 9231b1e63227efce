"""Rules about who stands behind a statement."""

from __future__ import annotations

from collections.abc import Iterator

from ...base.filefaults import (
    DuplicateId,
    IdOfAnAnchor,
    IncompleteSource,
    MissingId,
    MistypedId,
    MixedRoute,
    NamesItself,
    PrivateKey,
    ReservedSource,
    SourceDeclaredTwice,
    ViaNobody,
)
from ...base.kinds import KINDS
from ...base.options import OPTIONS, OWN_OUTLET
from ...base.vocabulary import DIRECT_ROUTES
from ...ledger.records import OnePage
from .core import Fault, Missing, fault_rule, missing_in, page_rule, quoted
from .linkrepairs import (
    id_of_same_letters,
    not_alone,
    one_declaration,
    same_id,
    standing_alone,
    with_id,
    without_name,
    without_repeated_name,
)
from .yamlrepairs import without_key


@page_rule
def missing_source(one: OnePage) -> Iterator[Fault]:
    """A claim or a response does not say who stands behind it.

    Bad:  `[the bridge is unsafe](#bridge "claim")`
    Good: `[the bridge is unsafe](#bridge "claim by council")`
    Why:  Readers must know who says so. The sourcing policies of AP, Reuters and the BBC all start there.
    """
    for record in one.page.records:
        if "source" not in record.options and KINDS[record.kind].family != "opinion":
            name = f" “{record.id.text}”" if record.id else ""
            how = "add a line “source: …”" if record.form == "block" else "add “by …” to the link's title"
            yield Fault(
                one.page,
                record.attribution_at,
                f"this {record.kind}{name} does not say who stands behind it; {how} "
                "(own-voice and vague are sources too)",
                missing_in(one.page, record, "source"),
            )


@page_rule
def missing_answered_claim(one: OnePage) -> Iterator[Fault]:
    """A response does not say which statement it answers.

    Bad:  `[It denies this](#r-council "denial by council")`
    Good: `[It denies this](#r-council "denial of bridge by council")`
    Why:  An answer without its claim does not reach the reader of that claim. Fairness puts the reply beside the charge
          (BBC Editorial Guidelines, Fairness).
    """
    for record in one.page.records:
        if "of" not in record.options and KINDS[record.kind].family == "response":
            how = "add a line “of: …”" if record.form == "block" else "add “of …” before “by”"
            yield Fault(
                one.page,
                record.attribution_at,
                f"this {record.kind} does not say what it answers; {how} with the claim's id",
                missing_in(one.page, record, "of"),
            )


@fault_rule(offer=with_id)
def missing_id(fault: MissingId) -> str:
    """A block has no id, so no words and no answer can refer to it.

    Bad:  `/// claim`, `source: council`, `///`
    Good: `/// claim`, `id: bridge`, `source: council`, `///`
    Why:  Links, answers and corrections find a statement by its id.
    """
    if fault.text:
        return f"this {fault.detail} has no id; add a line “id: {fault.text}”, the id of the marked words"
    return f"this {fault.detail} has no id; add a line “id: …” with a unique name"


@fault_rule(mend=id_of_same_letters, offer=same_id)
def mistyped_id(fault: MistypedId) -> str:
    """A block and the words marked for it have different ids.

    Bad:  `[the bridge is unsafe](#bridge)` and a block with `id: brigde`
    Good: both with `bridge`
    Why:  The words would lead nowhere, and their attribution would be missing.
    """
    if fault.expected:
        return (
            f"no words are marked for {quoted(fault.text)}, but those on line {fault.expected[0]} are marked for "
            f"{quoted(fault.detail)}, which nothing declares; give both the same id"
        )
    return (
        f"nothing on this page has the id {quoted(fault.text)}, and no words are marked for the block "
        f"{quoted(fault.detail)}; give both the same id"
    )


@page_rule(offer=standing_alone)
def unmarked_block(one: OnePage) -> Iterator[Fault]:
    """No words in the text are marked for a block, and it does not say that it stands alone.

    Bad:  `/// claim`, `id: bridge`, with no `[words](#bridge)` in the text
    Good: `The council said [the bridge is unsafe](#bridge).`, or `/// claim | The bridge is unsafe` with `alone: yes`
    Why:  If a mark were lost by mistake, the accusation would no longer be tied to its text.
    """
    for statement in one.statements:
        record = statement.record
        if not statement.marks and record.form == "block" and not (record.title and record.items("alone")):
            title = "" if record.title else f"a title, “/// {record.kind} | …”"
            alone = "" if record.items("alone") else "a line “alone: yes”"
            yield Fault(
                statement.page,
                record.at,
                f"no words in the text are marked for “{statement.id}”; mark them as [words](#{statement.id}) (a mark "
                "in a heading or a note is only a mention); if it is meant to stand alone, give the block "
                + " and ".join(filter(None, (title, alone))),
                Missing(0, len(statement.page.text), f"#{statement.id}"),
            )


@page_rule(offer=not_alone)
def alone_but_marked(one: OnePage) -> Iterator[Fault]:
    """A block says that it stands alone, but words in the text are marked for it.

    Bad:  `[the bridge is unsafe](#bridge)`, and `alone: yes` in the block `bridge`
    Good: the same without `alone: yes`
    Why:  If the mark were lost later, the check could not tell.
    """
    for statement in one.statements:
        if statement.marks and (items := statement.record.items("alone")):
            message = f"“{statement.id}” is marked in the text, so it does not stand alone; remove this line"
            yield Fault(statement.page, items[0].at, message)


@page_rule(offer=without_repeated_name)
def circular_via(one: OnePage) -> Iterator[Fault]:
    """The route goes through the same outlet or person twice, or through the source itself.

    Bad:  `via: evening-post, harbour-radio, evening-post`
    Good: `via: evening-post, harbour-radio`
    Why:  A report that returns to where it came from is one report, however often it is repeated.
    """
    for record in one.page.records:
        via = record.options.get("via")
        if not via:
            continue
        seen = {item.text for item in record.items("source")}
        for item in via:
            if item.text in seen:
                yield Fault(
                    one.page,
                    item.at,
                    f"the route comes back to {quoted(item.text)}; name each step once, "
                    "and leave out the source itself",
                )
            seen.add(item.text)


@fault_rule(offer=without_name)
def mixed_route(fault: MixedRoute) -> str:
    """`direct` or `public` is combined with an outlet or a person.

    Bad:  `via: evening-post, public`
    Good: `via: evening-post`
    Why:  Either the article heard it first-hand or it came through others; readers judge the two differently.
    """
    return f"{quoted(fault.text)} cannot be combined with a name; write “direct”, “public” or whom it came through"


@fault_rule(offer=without_name)
def via_nobody(fault: ViaNobody) -> str:
    """The route names a source that is nobody in particular.

    Bad:  `via: vague`, `via: own-voice`
    Good: `via: evening-post`, `via: residents`, or no `via` at all
    Why:  The route names the outlets, records or people a statement came through. If nobody can be identified, the
          route is not known.
    """
    return (
        f"a statement cannot come through {quoted(fault.text)}; name the outlet, the record or the people, or remove it"
    )


@fault_rule(offer=without_name)
def names_itself(fault: NamesItself) -> str:
    """A statement answers, refines or supports itself.

    Bad:  `id: bridge` with `refines: bridge`
    Good: `id: bridge` with `refines: roads`
    Why:  A statement that supports itself would look supported.
    """
    what = "statement" if fault.detail in OPTIONS else "source"
    return f"“{fault.detail}: {fault.text}” refers to this {what} itself; name another one"


@fault_rule(offer=one_declaration)
def duplicate_id(fault: DuplicateId) -> str:
    """Two statements on a page have the same id, or one is declared both by a link's title and by a block.

    Bad:  `[a](#bridge "claim by council")` and a block with `id: bridge`
    Good: only one of the two, or two ids
    Why:  A link must lead to exactly one statement.
    """
    where = f"already declared on line {fault.detail}" if fault.detail else "declared a second time on this page"
    return f"the id {quoted(fault.text)} is {where}; give each statement one declaration and a unique id"


@fault_rule
def id_of_an_anchor(fault: IdOfAnAnchor) -> str:
    """A statement has the same id as a heading or an element of its page.

    Bad:  `## Bridge` and `[…](#bridge "claim by council")`
    Good: `## Bridge` and `[…](#bridge-unsafe "claim by council")`
    Why:  A link must lead to exactly one place.
    """
    return f"{quoted(fault.text)} is already the anchor of a heading or an element of this page; choose another id"


@fault_rule
def incomplete_source(fault: IncompleteSource) -> str:
    """A source has no type, or no name (an unnamed source: no description).

    Bad:  `council: {type: institution}`
    Good: `council: {name: the town council, type: institution}`
    Why:  The type says how accountable a source is, and the name is what readers see. An unnamed source is described as
          closely as its safety allows (AP, Anonymous sources).
    """
    if fault.detail == "type":
        return f"the source {quoted(fault.text)} has no type; add “type:”, such as person, institution or unnamed"
    missing = "“described-as:” (how the reporter describes it)" if fault.detail == "described-as" else "“name:”"
    return f"the source {quoted(fault.text)} has no name; add {missing}"


@fault_rule
def reserved_source(fault: ReservedSource) -> str:
    """sources.yml or a page declares a source that is built in, or one whose id has a meaning of its own.

    Bad:  `own-voice: {name: Us, type: own-voice}`, or `public: …`
    Good: no entry: `own-voice` and `vague` are built in
    Why:  The two built-in sources mean the same on every site.
    """
    if fault.text == OWN_OUTLET:
        return f"in “translated-by:”, {quoted(fault.text)} means the article's own outlet; choose another id"
    if fault.text in DIRECT_ROUTES:
        return f"in “via:”, {quoted(fault.text)} is a kind of route, so no source can have this id; choose another"
    return f"{quoted(fault.text)} is built in and needs no entry; remove it or choose another id"


@fault_rule
def source_declared_twice(fault: SourceDeclaredTwice) -> str:
    """A page declares a source with the id of one of the site's sources.

    Bad:  `council:` in sources.yml and in the page's front matter
    Good: `council:` in sources.yml only
    Why:  The two entries could be different people, and a claim would be attributed to the wrong one.
    """
    return f"{quoted(fault.text)} is already a source of the site (sources.yml); remove it here or choose another id"


@fault_rule(sensitive=True, offer=without_key)
def private_key(fault: PrivateKey) -> str:
    """A source has a key that would reveal who an unnamed person is; the files of a site are often public.

    Bad:  `identity: …`
    Good: `described-as: two officials of the harbour office`
    Why:  A promise of confidence binds everyone who handles the file (AP, Reuters and BBC on confidential sources).
          What is not written down cannot leak.
    """
    return f"remove {quoted(fault.text)}: the identity of an unnamed source must not be written into the site's files"
