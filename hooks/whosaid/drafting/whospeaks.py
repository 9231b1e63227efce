"""Who stands behind a candidate: a source that the site has, one that the text has named before, or a new one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from ..base.model import Source
from ..base.options import RESERVED_SOURCES
from ..base.questions import Question
from ..base.vocabulary import SourceTypeId
from ..check.rules.anonymousvoices import people_in
from ..check.rules.quotations import quotes_speech
from ..editing.articletop import Fields
from ..editing.naming import id_of_words
from .candidates import Candidate
from .draftwords import DraftWords
from .sourcetypes import Phrase, bare, is_outlet, phrase, type_of

_CAPITALS: Final = re.compile(r"(?:(?:the|The)\s+)?[A-Z][\w’'.&-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w’'.&-]*)*")
_APPOSED: Final = re.compile(r"\s*,\s*([A-Z][\w’'-]+(?:\s+[A-Z][\w.’'-]*){1,3})\s*(?:,|$)")
_MESSAGE_BY: Final = re.compile(rf"(?P<message>\w+)\s+(?:from|by|of)\s+(?P<name>{_CAPITALS.pattern})")
_NEXT_SENTENCE: Final = re.compile(r"[.!?…][\"”’]?\s")
IMPLIED: Final = " (implied)"
_BY: Final = re.compile(r"(?:\w+\s+){1,3}?(?:from|by|of)\s+(?P<name>[^,.;:]{2,60})")


class Spoken(Struct, frozen=True):
    """Who says something, by which route, as ids; and what is not sure."""

    sources: tuple[str, ...]
    via: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


class Known(Struct):
    """A source that can be named: its id, its name as it is compared, its type, where it was last named."""

    id: str
    name: str
    type: SourceTypeId
    at: int = -1


class Speakers:
    """The sources of one text, found from its beginning to its end."""

    def __init__(self, text: str, words: DraftWords, sources: Iterable[Source]) -> None:
        self.text, self.words = text, words
        self.known = [
            Known(source.id, bare(source.name or source.text("described-as"), words), source.type)
            for source in sources
            if source.type and (source.name or source.text("described-as"))
        ]
        self.taken = {known.id for known in self.known} | RESERVED_SOURCES
        self.new: dict[str, Fields] = {}
        self.outlets = list(self._outlets())
        self.told: dict[tuple[str, ...], tuple[str, int]] = {}

    def of(self, one: Candidate) -> Spoken:
        """Who says this candidate."""
        if one.is_own and self.words.is_hearsay(one.text):
            return Spoken(("vague",), (), ("speaker",))
        if one.is_own:
            return Spoken(("own-voice",), (), ("speaker",) if quotes_speech(one.text) else ())
        via = told = self._recipient(one)
        if one.route is not None and (outlet := self._report(one.route.text, one.route.start, one.aside)):
            via = (outlet,)
        if one.source is None:
            return Spoken(("vague",), via, ("speaker",) if not one.believed or quotes_speech(one.text) else ())
        spoken = self._spokesman(one) or self._named(one)
        if self._is_outlet_id(spoken.sources):
            return Spoken(spoken.sources, spoken.via, spoken.questions)
        if told:
            self.told[spoken.sources] = told[0], one.end
        return Spoken(spoken.sources, via or spoken.via or self._still_told(one, spoken.sources), spoken.questions)

    def _named(self, one: Candidate) -> Spoken:
        assert one.source is not None
        at, said = one.source.start, one.source.text
        low = said.lower()
        if low in self.words.who:
            return self._relative(at)
        if low in self.words.he | self.words.they | self.words.it:
            return self._pronoun(low, at)
        parts = self._parts(said)
        if len(parts) > 1:
            return Spoken(tuple(self._source(part, at, "")[0] for part in parts))
        head = phrase(said, self.words)
        if head.head in self.words.messages:
            return self._author_of(said + self.text[one.source.end :][:80], at)
        outlet = self._report(said, at, one.aside)
        if outlet:
            return Spoken((outlet,))
        id_, sure = self._source(said, at, one.aside)
        return Spoken((id_,), (), () if sure else ("source-type",))

    def _spokesman(self, one: Candidate) -> Spoken | None:
        """Who speaks in “Russia denied it in a tweet from its embassy”."""
        for found in _MESSAGE_BY.finditer(one.denied) if one.is_denial else ():
            if found["message"].lower() in self.words.messages:
                known = self._find(found["name"])
                if known:
                    known.at = one.start
                    return Spoken((known.id,))
        return None

    def _parts(self, said: str) -> list[str]:
        """“The US and Afghan governments” are two, “Russia and the Taliban” too; “men and women” are one."""
        joint = re.search(rf"\s+(?:{'|'.join(self.words.joiners)})\s+", said)
        if joint is None:
            return [said]
        left, right = said[: joint.start()], said[joint.end() :]
        one, two = phrase(left, self.words), phrase(right, self.words)
        if two.head.endswith("s") and two.head in self.words.bodies and one.head not in self.words.bodies:
            noun = two.words[-1].removesuffix("s")
            return [f"the {one.text} {noun}", f"the {' '.join(two.words[:-1])} {noun}"]
        both = all(p.is_name or p.head in self.words.bodies for p in (one, two))
        return [left, right] if both and one.words and two.words and not self._find(said) else [said]

    def _source(self, said: str, at: int, aside: str) -> tuple[str, bool]:
        """The source with this name, new if need be; and whether its type is sure."""
        known = self._find(said)
        if known:
            known.at = at
            return known.id, True
        one = phrase(said, self.words)
        if name := self._apposed(one, aside, at):
            return name, True
        first, _, others = aside.lstrip(" ,").partition(" ")
        role = self.words.role.match(others if first in self.words.determiners else f"{first} {others}")
        has_role = role is not None and aside.lstrip().startswith(",")
        type_, sure = type_of(one, self.words, has_role=has_role)
        if type_ == "vague":
            return "vague", True
        if type_ == "person":
            return self._person(one, role if has_role else None, at), sure
        if type_ == "unnamed":
            return self._group(one, said, at), sure
        fields = {"name": _with_article(said, one), "type": type_}
        if type_ == "document" and not one.is_name:
            fields["inspectable"] = "no"
        return self._add(one.words, fields, type_, at), sure

    def _apposed(self, one: Phrase, aside: str, at: int) -> str:
        """“The mayor, Ada Holm,”: the person whose name stands behind a role."""
        name = _APPOSED.match(aside)
        if name is None or one.head not in self.words.roles | self.words.titles | self.words.people:
            return ""
        known = self._find(name[1])
        if known:
            known.at = at
            return known.id
        fields = {"name": name[1], "type": "person", "role": self._in_sentence(one.text)}
        return self._add(name[1].split()[-1:], fields, "person", at, name[1])

    def _group(self, one: Phrase, said: str, at: int) -> str:
        """People without a name; others whom the same words describe, as “other officials”, may be the same."""
        fields: dict[str, str | Sequence[str]] = {"type": "unnamed", "described-as": self._in_sentence(said)}
        groups = {id_: str(source["described-as"]) for id_, source in self.new.items() if "described-as" in source}
        if alike := [id_ for id_, described in groups.items() if people_in(described) == people_in(said)]:
            fields["possibly-same-as"] = alike
        return self._add(one.words, {**fields, "reason": "not-stated"}, "unnamed", at)

    def _in_sentence(self, said: str) -> str:
        """A phrase as it stands inside a sentence: “residents”, even where it begins one."""
        first, words = said.split()[0], self.words
        common = (
            words.people | words.determiners | words.roles | words.bodies | words.documents | words.vague | words.empty
        )
        is_short = len(first) > 1 and first.isupper()  # EU
        return said[:1].lower() + said[1:] if first.lower() in common and not is_short else said

    def _person(self, one: Phrase, role: re.Match[str] | None, at: int) -> str:
        low = [word.lower() for word in one.words]
        cut = max((n + 1 for n, word in enumerate(low) if word in self.words.titles | self.words.roles), default=0)
        cut = cut if cut < len(one.words) else 0
        name, office = " ".join(one.words[cut:]), " ".join(one.words[:cut])
        fields = {"name": name, "type": "person"}
        if role is not None:
            fields["role"] = " ".join(role["role"].split())
            body = self._find(role["body"]) if role["body"] else None
            if body:
                fields["for"] = body.id
            elif role["body"]:
                fields["role"] += f" of {' '.join(role['body'].split())}"
        elif office and low[cut - 1] in self.words.roles:
            fields["role"] = office
        return self._add(one.words[-1:], fields, "person", at, name)

    def _add(self, words: Iterable[str], fields: Fields, type_: SourceTypeId, at: int, name: str = "") -> str:
        id_ = id_of_words(words, self.words.determiners, self.taken, "source")
        self.taken.add(id_)
        self.new[id_] = fields
        said = name or str(fields.get("name") or fields.get("described-as"))
        self.known.append(Known(id_, bare(said, self.words), type_, at))
        return id_

    def _find(self, said: str) -> Known | None:
        """A source that this names: by its name, its last name, or as “the council” after “town council”."""
        name, one = bare(said, self.words), phrase(said, self.words)
        if exact := [known for known in self.known if known.name == name]:
            return exact[-1]
        tail = f" {name.split()[-1] if name else ''}"
        named = one.words[-1:] and one.words[-1][0].isupper()
        if named and len(name.split()) == 1:
            same = [k for k in self.known if k.type in ("person", "outlet") and k.name.endswith(tail)]
            return same[0] if len(same) == 1 else None
        if one.is_name and len(name.split()) > 1:  # “council leader Jo Lund”, “Jo A. Lund”
            same = [k for k in self.known if k.type == "person" and name.endswith(k.name)]
            if len(same) == 1:
                return same[0]
        if len(name.split()) > 1:  # “the Russian Embassy” in Washington
            longer = [k for k in self.known if k.name.startswith(f"{name} ") and k.type != "unnamed"]
            return longer[0] if len(longer) == 1 else None
        if one.has_determiner:
            earlier = [k for k in self.known if k.at >= 0 and k.name.endswith(tail) and k.type != "person"]
            return earlier[-1] if earlier else None
        return None

    def _pronoun(self, low: str, at: int) -> Spoken:
        """Whoever was named last and can be meant; sure if nobody else of that kind was named in the paragraph."""
        wanted = ("person",) if low in self.words.he else ("institution", "unnamed", "outlet")
        fit = sorted((k for k in self.known if 0 <= k.at < at and k.type in wanted), key=lambda known: known.at)
        if not fit:
            return Spoken(("vague",), (), ("speaker",))
        start = self.text.rfind("\n\n", 0, at)
        near = [known for known in fit if known.at >= start]
        fit[-1].at = at
        return Spoken((fit[-1].id,), (), () if len(near) == 1 else ("speaker",))

    def _relative(self, at: int) -> Spoken:
        """“a tweet from the embassy that called …”: who stands before the pronoun."""
        start = max(0, *(self.text.rfind(sign, 0, at) for sign in (". ", "! ", "? ", "\n")))
        named = [found[0] for found in _CAPITALS.finditer(self.text, start, at)]
        for name in reversed(named):
            if known := self._find(name):
                known.at = at
                return Spoken((known.id,))
        return Spoken(("vague",), (), ("speaker",))

    def _author_of(self, said: str, at: int) -> Spoken:
        """“the tweet” is by whoever it says, or whoever was named last."""
        if here := _BY.match(said):
            name = _CAPITALS.match(here["name"]) or re.match(r"(?:\S+\s*){1,3}", here["name"])
            id_, sure = self._source(name[0].strip() if name else here["name"], at, "")
            return Spoken((id_,), (), () if sure else ("source-type",))
        return self._pronoun("it", at)

    # Outlets.

    def _outlets(self) -> Iterator[tuple[int, str]]:
        """The outlets that the text names, with their places."""
        for found in _CAPITALS.finditer(self.text):
            known = self._find(found[0])
            if known.type == "outlet" if known else is_outlet(phrase(found[0], self.words), self.words):
                yield found.start(), found[0]

    def _report(self, said: str, at: int, aside: str) -> str:
        """The outlet that “the report” or “the paper” is: named beside it, before, or, if it is the only one, later."""
        one = phrase(said, self.words)
        low = {word.lower() for word in one.words}
        plain = len(one.words) == 1 and one.has_determiner
        if one.head not in self.words.reports or not (plain or low & self.words.report_words):
            return ""
        beside = [name for place, name in self.outlets if at <= place < at + len(said) + len(aside)]
        before = [name for place, name in self.outlets if place < at]
        names = beside or before[-1:]
        if not names and len({bare(name, self.words) for _, name in self.outlets}) == 1:
            names = [self.outlets[0][1]]
        return self._source(names[0], at, "")[0] if names else self._source(said, at, "")[0]

    def _recipient(self, one: Candidate) -> tuple[str, ...]:
        """The outlet that was told it: “told the Gazette that …”."""
        if one.cue is None:
            return ()
        start = one.cue.end
        told = [name for place, name in self.outlets if start <= place <= start + 5]
        return tuple(self._source(name, start, "")[0] for name in told[:1])

    def _still_told(self, one: Candidate, sources: tuple[str, ...]) -> tuple[str, ...]:
        """The outlet that these told something before, in the same paragraph: implied, from the next sentence on."""
        outlet, end = self.told.get(sources, ("", 0))
        between = self.text[end : one.start]
        if not outlet or "\n\n" in between:
            return ()
        return (f"{outlet}{IMPLIED}" if _NEXT_SENTENCE.search(between) else outlet,)

    def _is_outlet_id(self, ids: tuple[str, ...]) -> bool:
        return any(known.id in ids and known.type == "outlet" for known in self.known)


def _with_article(said: str, one: Phrase) -> str:
    """A name with the article that it has in the text: “the Taliban”, “a report”."""
    first = said.split()[0].lower()
    return f"{first} {one.text}" if one.has_determiner and not first[:1].isupper() and len(first) <= 3 else one.text
