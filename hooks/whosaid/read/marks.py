"""The inline level: links that mark a statement's words, inside one run of text (a paragraph, a list item, a heading).

Less is read here than Markdown allows: a link whose target is an id, with straight quotes around its title, if any.
Anything that resembles a mark without being one is kept as a fault or a suspect, so that no mark is lost silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..base.embeddable import EMBEDS
from ..base.faults import (
    BadId,
    BlockInsideLine,
    DeclaredElsewhere,
    DeclaredOutsideText,
    EmbedInsideText,
    LinkInMark,
    MalformedEmbed,
    MalformedMark,
    MarkInHtml,
    MarkWithoutWords,
    ReadingFault,
    UnknownKind,
)
from ..base.kinds import KIND_WORDS, KINDS
from ..base.model import Embed, Item, Link, Place, Record, Suspect
from ..base.options import CUE_WORDS, NOBODY
from ..base.patterns import pattern
from ..base.plain import plain_words
from ..base.vocabulary import ID
from .embedlinks import is_nearly_embed, read_embed
from .found import Found
from .hiddenmarks import find_hidden
from .linkforms import LINK_TAIL, MARK_TAIL, NEAR_TITLE, REFERENCE_TAIL, TITLE_BEHIND, TOKEN, title_of_link
from .remains import (
    attributed_target,
    find_asked,
    find_behind_target,
    find_in_code,
    find_in_target,
    find_remains,
    find_swallowed,
    find_unclosed,
    target_of,
)
from .shortform import ShortForm, has_no_page, is_another_site, lacks_kind, leads_away, looks_meant, read_short_form
from .spans import Span, lies_in

_ATTRIBUTION_OUTSIDE: Final = pattern(rf"[ \t]*[\"“„«][ \t]*(?:{KIND_WORDS})[ \t]+(?:{CUE_WORDS})[ \t]")
_HEADER_INSIDE: Final = pattern(rf"(?<![:/])/{{3,}}[ \t]*(?P<kind>{KIND_WORDS})(?=\s|\||$)")
_ADDRESS_REST: Final = pattern(r":|[^\s<>@=\"'/]*@")  # `<https://…>` and `<a.b@example.org>` are not tags
_VOID_TAGS: Final = frozenset("br hr img input wbr area base col embed link meta source track".split())


def _of_mark(link: Link, fault: ReadingFault) -> ReadingFault | Suspect:
    """A fault of a mark; a suspect if the link may only lead to a heading."""
    if link.declares:
        return fault
    return Suspect(f"{link.file}#{link.id.text}" if link.file else link.id.text, fault)


def scan_run(text: str, start: int, end: int, place: Place, number: int, found: Found) -> None:
    """Read the links of `text[start:end]`, the run of text with this number."""
    if any(text.find(sign, start, end) >= 0 for sign in "#[]"):
        run = _Run(text, start, end, place, number, found)
        run.scan()
        run.look_back()
    if text.find("///", start, end) >= 0:
        for match in _HEADER_INSIDE.finditer(text, start, end):
            found.faults.append(BlockInsideLine(match.start(), match.group()))


class _Run:
    """One pass over a run of text, left to right, with the open brackets and raw tags on two stacks."""

    def __init__(self, text: str, start: int, end: int, place: Place, number: int, found: Found) -> None:
        self.text, self.start, self.end = text, start, end
        self.place: Place = place
        self.number, self.found = number, found
        self.brackets: list[tuple[int, bool]] = []
        self.tags: list[tuple[str, int]] = []
        self.elements: list[Span] = []  # HTML from tag to tag: the outermost so far, in order
        self.opaque: list[Span] = []  # code, comments and read link targets, in order
        self.last_link = self.last_mark = -1
        self.marks = 0  # each has used up one hash
        self.first_link = len(found.links)
        self.unread: list[int] = []  # closing brackets that no target follows
        self.code: list[Span] = []
        self.comments_end = True  # as far as is known
        self.unclosed_code: set[int] = set()

    def scan(self) -> None:
        search, text, end = TOKEN.search, self.text, self.end
        at = self.start
        while match := search(text, at, end):
            token, at = match.group(), match.end()
            first = token[0]
            if match["words"] is not None:
                self._mark(match.start(), match.end("words"), match)
                self.opaque.append((match.end("words") + 1, at))
            elif first == "[" or first == "!":
                self.brackets.append((match.start(), first == "!"))
            elif first == "]":
                if self.brackets:
                    at = self._close_bracket(match.start())
                else:
                    self.unread.append(match.start())
            elif first == "`":
                at = self._skip_code(match.start(), at)
            elif token == "<!--":
                at = self._skip_comment(match.start(), at)
            elif first == "<":
                self._tag(match)
        for link in self._links_in_elements():
            self._suspect(link, MarkInHtml(link.at, f"#{link.id.text}"))

    def look_back(self) -> None:
        """Find what is left when all links of the run have been read."""
        text, span = self.text, (self.start, self.end)
        if self.unread or text.count("#", *span) > self.marks or text.find("＃", *span) >= 0:
            find_remains(text, span, self.opaque, self.unread, self.found)
        if self.brackets:
            opened = [at for at, _ in self.brackets]
            find_unclosed(text, self.end, opened, self.found.links[self.first_link :], self.found)
        if self.unread or self.brackets or text.find("show", *span) >= 0:
            find_asked(text, span, self.opaque, self.found)
        if self.unclosed_code:
            find_swallowed(text, self.code, self.found)

    def _close_bracket(self, close: int) -> int:
        """The bracket at `close` ends a pair: read what follows it as a link's target."""
        opened, image = self.brackets.pop()
        at = close + 1
        if self.text[at : at + 1] != "(":
            if opened < self.last_mark and (reference := REFERENCE_TAIL.match(self.text, at, self.end)):
                marked = self.found.links[-1]
                fault = LinkInMark(self.last_mark, f"#{marked.id.text}", detail="around")
                self.found.around.append((reference["label"].lower(), _of_mark(marked, fault)))
            if self.text[at : at + 1] != "]":  # a bracket in the words of a mark
                self.unread.append(close)
            return at
        mark = MARK_TAIL.match(self.text, at, self.end)
        if mark is not None and not image:
            self._mark(opened, close, mark)
        elif link := LINK_TAIL.match(self.text, at, self.end):
            if opened < self.last_mark:
                marked = self.found.links[-1]
                self._suspect(marked, LinkInMark(self.last_mark, f"#{marked.id.text}", detail="around"))
            if image:
                self._image(mark)
                self.opaque.append((at, link.end()))
                return link.end()
            self._ordinary_link(opened, link)
            self.last_link = opened
            mark = link
        else:
            if not image and (near := NEAR_TITLE.match(self.text, at, self.end)) and is_nearly_embed(near["title"]):
                self.found.faults.append(MalformedEmbed(near.start("title"), near["title"]))
            else:
                self.unread.append(close)
            return at
        self.opaque.append((at, mark.end()))
        return mark.end()

    def _mark(self, opened: int, close: int, tail: re.Match[str]) -> None:
        self.marks += 1
        text, words_at = self.text, opened + 1
        named, name, double, single = tail.group("file", "id", "dq", "sq")
        file, id_ = named or "", Item(name, tail.start("id"))
        has_title = double is not None or single is not None
        form = self._attribution(tail, id_) if has_title else None
        declares = form is not None and not file
        link = Link(id_, file, opened, tail.end(), words_at, close, self.number, self.place, declares)
        if self.last_link > opened:
            self._suspect(link, LinkInMark(self.last_link, f"#{id_.text}"))
        if (self.elements and lies_in(opened, self.elements)) or (self.tags and self.tags[-1][1] > opened):
            self._suspect(link, MarkInHtml(opened, f"#{id_.text}"))
        first = text[words_at]
        if first.isspace() and opened > self.start and text[opened - 1].isalnum():
            fault = MalformedMark(opened, f"#{id_.text}", detail=id_.text, cause="in a word")
            self.found.add([fault if declares else Suspect(target_of(tail), fault)])
        if not first.isalnum() and not plain_words(text[words_at:close]).strip(" >"):
            self._suspect(link, MarkWithoutWords(opened, f"#{id_.text}"))
        self.last_link = self.last_mark = opened
        if form is not None and declares:
            self._declare(form, opened, tail, id_)
        elif (
            not has_title
            and not file
            and (_ATTRIBUTION_OUTSIDE.match(text, tail.end(), self.end) or self._attributed_in_words(words_at, close))
        ):
            self.found.faults.append(MalformedMark(tail.start("id") - 1, f"#{id_.text}", detail=id_.text))
        self.found.links.append(link)

    def _suspect(self, link: Link, fault: ReadingFault) -> None:
        self.found.add([_of_mark(link, fault)])

    def _attributed_in_words(self, start: int, end: int) -> bool:
        quote = self.text.find('"', start, end)
        return quote >= 0 and _ATTRIBUTION_OUTSIDE.match(self.text, quote, end) is not None

    def _attribution(self, tail: re.Match[str], id_: Item) -> ShortForm | None:
        """The link's title as an attribution; None if it is not one, as in a link to a heading."""
        title, at = title_of_link(tail)
        form = read_short_form(title, at)
        if form is None:
            if is_nearly_embed(title):
                self.found.faults.append(MalformedEmbed(at, title))
            elif not tail["file"]:  # a link to another page may have any title
                fault = UnknownKind(at, " ".join(title.split()), tuple(KINDS))
                self.found.suspects.append(Suspect(id_.text, fault, unless_anchor=lacks_kind(title)))
        elif tail["file"]:
            self.found.faults.append(DeclaredElsewhere(tail.start("file"), f"{tail['file']}#{id_.text}"))
        return form

    def _declare(self, form: ShortForm, at: int, tail: re.Match[str], id_: Item) -> None:
        end, (_, attribution_at) = tail.end(), title_of_link(tail)
        faults = self.found.faults
        faults.extend(form.faults)
        if not ID.fullmatch(id_.text) or id_.text == NOBODY:
            detail = "nobody" if id_.text == NOBODY else "id"
            faults.append(BadId(id_.at, id_.text, detail=detail))
        if self.place != "text":
            faults.append(DeclaredOutsideText(at, f"#{id_.text}", detail=self.place))
        self.found.records.append(Record(form.kind, at, end, "short", id_, form.options, attribution_at=attribution_at))

    def _image(self, mark: re.Match[str] | None) -> None:
        """An image whose address is an id: in fact a mark with an extra exclamation mark."""
        if mark is not None and not mark["file"]:
            fault = MalformedMark(mark.start("id") - 1, f"#{mark['id']}", detail=mark["id"])
            self.found.add([fault if looks_meant(title_of_link(mark)[0]) else Suspect("", fault)])

    def _ordinary_link(self, opened: int, tail: re.Match[str]) -> None:
        to, (title, at) = tail["to"], title_of_link(tail)
        self.found.lead_to(to, tail.start("to"))
        given = TITLE_BEHIND.match(self.text, tail.end(), self.end)
        if given is not None and is_nearly_embed(given["title"]):
            self.found.faults.append(MalformedEmbed(given.start("title"), given["title"]))
        elif looks_meant(title) or (has_no_page(to) and read_short_form(title, at) is not None):
            if not leads_away(to, title):
                self.found.faults.append(attributed_target(to, tail.start("to")))
        elif is_nearly_embed(title):
            if isinstance(read_embed(title), Embed) or not is_another_site(to):
                self._embed(opened, tail, title, at)
        else:
            self.found.add(find_in_target(to, title, tail.start("to")))
            if self.text[tail.end() : tail.end() + 1].isalnum():
                self.found.add(find_behind_target(to, self.text, tail.end()))

    def _embed(self, opened: int, tail: re.Match[str], title: str, at: int) -> None:
        embed = read_embed(title, at)
        words = self.text[opened + 1 : tail.start() - 1]
        broken = "\n" in self.text[at + len(title) : tail.end()]  # Markdown expects the bracket right after the title
        if "#" in tail["to"] or embed is None or broken or not plain_words(words).strip():
            self.found.faults.append(MalformedEmbed(at, title))
        elif isinstance(embed, list):
            self.found.faults.extend(embed)
        elif self.place == "text" and (EMBEDS[embed.what].inline or self._is_alone(opened, tail.end())):
            self.found.embeds.append(embed)
        else:
            self.found.faults.append(EmbedInsideText(at, title, detail=self.place))

    def _is_alone(self, at: int, end: int) -> bool:
        """Whether there is nothing else in the run, except for quotation markers."""
        return not self.text[self.start : at].strip(" \t>\n") and not self.text[end : self.end].strip()

    def _skip_code(self, start: int, after: int) -> int:
        """The end of the code span that opens here, or of its backticks if nothing closes them."""
        length = after - start
        if length in self.unclosed_code:
            return after
        close = re.compile(rf"(?<!`)`{{{length}}}(?!`)").search(self.text, after, self.end)
        if close is None:
            self.unclosed_code.add(length)
            return after
        self.opaque.append((start, close.end()))
        self.code.append((start, close.end()))
        find_in_code(self.text, start, close.end(), self.found, is_open=bool(self.brackets))
        return close.end()

    def _skip_comment(self, start: int, after: int) -> int:
        close = self.text.find("-->", after, self.end) if self.comments_end else -1
        if close < 0:
            self.comments_end = False
            return after
        find_hidden(self.text, after, close, "a comment", self.found)
        self.opaque.append((start, close + 3))
        return close + 3

    def _tag(self, match: re.Match[str]) -> None:
        name = match["tag"].lower()
        if _ADDRESS_REST.match(match["rest"]) or name in _VOID_TAGS or match["rest"].endswith("/"):
            return
        if match.group()[1] != "/":
            self.tags.append((name, match.start()))
            return
        for index in range(len(self.tags) - 1, max(-1, len(self.tags) - 50), -1):
            if self.tags[index][0] == name:
                opened = self.tags[index][1]
                del self.tags[index:]
                while self.elements and self.elements[-1][0] > opened:
                    self.elements.pop()
                self.elements.append((opened, match.start()))
                return

    def _links_in_elements(self) -> Iterator[Link]:
        if self.elements:
            for index in range(self.first_link, len(self.found.links)):
                if lies_in(self.found.links[index].at, self.elements):
                    yield self.found.links[index]
