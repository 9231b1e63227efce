"""What the changes that the desk is asked for mean to the engine, and what they are called when they can be undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ..base.filefaults import OpenQuestion
from ..base.questions import asked_about
from ..check.findings import Finding
from ..check.fixes import Fix
from ..check.fixing import Fixes
from ..check.rules.commentrepairs import remove_question
from ..editing import changes as engine
from ..editing.edits import Edit
from ..editing.quotes import Quote, shown
from . import asked
from .articletext import ArticleText
from .built import Built
from .findingsof import key_of, key_of_fix, offset_of
from .gate import Turned
from .proposing import Proposal, proposals_for

_GONE = "The {} that this is about is no longer there: reload the page."


class Meaning:
    """What is asked of a page, as the last build has read it."""

    def __init__(self, built: Built, text: ArticleText) -> None:
        self.built, self.text = built, text

    def changes(self, wanted: Sequence[asked.Change]) -> list[engine.Change]:
        """The changes for the engine. Raises Turned if one is about what is not there.

        First come those at places of the file, as the others move what stands there: all fixes at once, or a silencing.
        """
        placed = [one for one in wanted if isinstance(one, asked.Fix | asked.Silence)]
        if len(placed) > 1 and any(isinstance(one, asked.Silence) for one in placed):
            raise Turned(422, "Only one finding can be silenced at a time, and nothing be fixed with it.")
        edits = [edit for one in placed if isinstance(one, asked.Fix) for edit in self._fix(one).edits]
        edits += [edit for one in wanted if isinstance(one, asked.Alter) for edit in self._answered(one.id)]
        fixes = [engine.Replace(edits=list(dict.fromkeys(edits)))] if edits else []
        others = sorted(wanted, key=lambda one: not isinstance(one, asked.Silence))
        return [*fixes, *(change for one in others for change in self._change(one))]

    def _answered(self, id_: str) -> Iterator[Edit]:
        """What takes out the questions of a draft about a statement: they are answered when it is saved."""
        page = self.text.page
        for fault in page.faults:
            if isinstance(fault, OpenQuestion):
                statement = self.text.statement_at(asked_about(page.text, fault.at))
                if statement is not None and statement.id == id_:
                    yield from (edit for fix in remove_question(page, fault) for edit in fix.edits)

    def words(self, wanted: Sequence[asked.Change]) -> str:
        """What they are called, after the last one that is not only a preparation."""
        telling = [one for one in wanted if not isinstance(one, asked.Declare)]
        return self._words((telling or wanted)[-1])

    def _change(self, one: asked.Change) -> Iterator[engine.Change]:
        match one:
            case asked.Mark():
                yield engine.Mark(
                    quote=one.quote.quote,
                    kind=one.kind,
                    options=one.options,
                    title=one.title,
                    note=one.note,
                    id=one.id,
                )
            case asked.MarkAgain():
                yield engine.MarkAgain(quote=one.quote.quote, id=one.id)
            case asked.Reword():
                yield engine.Reword(id=one.id, quote=one.quote.quote)
            case asked.Alter():
                yield engine.Alter(id=one.id, kind=one.kind, options=one.options, title=one.title, note=one.note)
            case asked.Remove():
                yield engine.Remove(id=one.id)
            case asked.Rename():
                yield engine.Rename(id=one.id, new=one.new, what=one.what)
            case asked.Declare():
                yield engine.Declare(id=one.id, fields=one.fields, on_site=one.on_site)
            case asked.AlterSource():
                yield engine.AlterSource(id=one.id, fields=one.fields)
            case asked.AlterTop():
                yield engine.AlterTop(fields=one.fields)
            case _:
                yield from self._of_key(one)

    def _of_key(self, one: asked.Silence | asked.Fix | asked.Accept | asked.Dismiss) -> Iterator[engine.Change]:
        """A change about a finding or a proposal, by its key."""
        match one:
            case asked.Silence():
                finding = self._finding(one.finding)
                yield engine.Silence(rule=finding.rule, at=offset_of(self.text, finding), reason=one.reason)
            case asked.Accept():
                proposal = self._proposal(one.proposal)
                for new in proposal.declare:
                    yield engine.Declare(id=new.id, fields=new.fields)
                quote = _quote(proposal)
                yield engine.Mark(quote=quote, kind=proposal.kind, options=proposal.options, id=proposal.id)
            case asked.Dismiss():
                yield engine.SetAside(quote=_quote(self._proposal(one.proposal)), reason=one.reason)

    def _words(self, one: asked.Change) -> str:
        match one:
            case asked.Mark() | asked.MarkAgain() | asked.Reword():
                return f"mark {shown(one.quote.exact)}"
            case asked.Accept():
                return f"mark {shown(self._proposal(one.proposal).quote.exact)}"
            case asked.Dismiss():
                return f"set aside {shown(self._proposal(one.proposal).quote.exact)}"
            case asked.Alter() | asked.AlterSource():
                return f"change “{one.id}”"
            case asked.Remove():
                return f"remove “{one.id}”"
            case asked.Rename():
                return f"rename “{one.id}” to “{one.new}”"
            case asked.Declare():
                return f"declare “{one.id}”"
            case asked.AlterTop():
                return f"change {' and '.join(one.fields)}"
            case asked.Silence():
                return f"silence “{self._finding(one.finding).rule}”"
            case asked.Fix():
                title = self._fix(one).title
                return title[:1].lower() + title[1:]

    def _finding(self, key: str) -> Finding:
        found = (one for one in self.built.findings.get(self.text.page.path, ()) if key_of(one) == key)
        if (finding := next(found, None)) is None:
            raise Turned(422, _GONE.format("finding"))
        return finding

    def _fix(self, one: asked.Fix) -> Fix:
        fixes = Fixes(self.built.ledger).of(self._finding(one.finding))
        if (found := next((fix for fix in fixes if key_of_fix(fix) == one.fix), None)) is None:
            raise Turned(422, _GONE.format("fix"))
        return found

    def _proposal(self, key: str) -> Proposal:
        if (found := self._proposals.get(key)) is None:
            raise Turned(422, _GONE.format("proposal"))
        return found

    @cached_property
    def _proposals(self) -> dict[str, Proposal]:
        """Those for sentences without a speaker first: where both have the same, the others are more exact."""
        both = (proposals_for(self.text, self.built.ledger, own_voice=own_voice) for own_voice in (True, False))
        return {one.key: one for proposals in both for one in proposals}


def _quote(proposal: Proposal) -> Quote:
    return Quote(proposal.quote.exact, proposal.quote.prefix, proposal.quote.suffix, proposal.start)
