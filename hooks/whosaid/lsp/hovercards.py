"""What is known of a statement or a source, in a few lines of Markdown, for whoever points at its name."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.model import Source
from ..base.plain import on_one_line
from ..check.rules import RULES
from ..editing.verbatim import verbatim
from ..ledger.records import SITE, Ledger, Statement
from ..words.answers import answer_in_words, strongest_first
from ..words.facts import Fact, facts
from ..words.labels import kind_label, type_label
from ..words.sentences import together
from ..words.sourcewords import source_in_words
from ..words.wording import name_of, place_in_words, shortened, title_of
from .occurrences import Named

_LONGEST = 300  # characters of a statement's words


def card_of(ledger: Ledger, named: Named) -> str:
    """The card as Markdown; empty if there is nothing of this name."""
    if named.what == "statement":
        statement = ledger.by_ref.get(named.name)
        return _joined(_of_statement(ledger, statement)) if statement is not None else ""
    source = source_named(ledger, named.name)
    return _joined(_of_source(ledger, named.name, source)) if source is not None else ""


def source_named(ledger: Ledger, key: str) -> Source | None:
    """The source with a site-wide name."""
    path, _, id_ = key.rpartition("#")
    if not path:
        return ledger.sources.get(id_)
    return ledger.files[path].own_sources.get(id_) if path in ledger.files else None


def rule_card(name: str) -> str:
    """What a rule finds, how it is written well, and why it asks for that."""
    rule = RULES[name]
    parts = [f"**{part}:** {rule.part(part)}" for part in ("Good", "Why") if rule.part(part)]
    return "\n\n".join([f"`{rule.name}`: {rule.summary}", *parts])


def _joined(parts: Iterator[str]) -> str:
    return "\n\n".join(filter(None, parts))


def _of_statement(ledger: Ledger, statement: Statement) -> Iterator[str]:
    yield f"**{kind_label(statement.kind)}** · `{statement.id}`"
    yield f"> {_text(shortened(statement.words, _LONGEST))}"
    if statement.marks and statement.record.title is not None:
        yield f"*{_text(statement.record.title.text)}*"
    yield "\n".join(filter(None, (_line(ledger, statement, fact) for fact in facts(ledger, statement))))


def _line(ledger: Ledger, statement: Statement, fact: Fact) -> str:
    """A fact as an item of a list; empty if there is nothing to say."""
    values = [_text(value) for value in fact.values]
    if fact.key == "answers":
        values += [_text(answer_in_words(answer)) for answer in strongest_first(fact.others)]
    else:
        values += [_text(_other(other, statement)) for other in fact.others]
    values += [_text(address) for _, address in fact.links]
    more = f" (+{fact.more})" if fact.more else ""
    return f"- **{_text(fact.label)}:** {'; '.join(values)}{more}" if values else ""


def _other(other: Statement, here: Statement) -> str:
    place = f" {place_in_words(other, here)}" if other.page is not here.page else ""
    return f"“{shortened(name_of(other))}”{place}"


def _of_source(ledger: Ledger, key: str, source: Source) -> Iterator[str]:
    yield f"**{_text(source.label)}** · `{source.id}`"
    path = key.rpartition("#")[0]
    yield f"{type_label(source.type)}. {_text(source_in_words(ledger, source, ledger.files.get(path, SITE)))}"
    if url := source.text("url"):
        yield _text(url)
    yield _said_by(ledger, key, source)


def _said_by(ledger: Ledger, key: str, source: Source) -> str:
    """How often it is quoted, and where."""
    path = key.rpartition("#")[0]
    statements = ledger.statements.get(path, ()) if path else ledger.all_statements()
    said = [one for one in statements if any(other.id == source.id for other in one.sources)]
    if not said:
        return "No statement names it as its source."
    titles = list(dict.fromkeys(title_of(one.page) for one in said))
    return _text(f"Stands behind {len(said)} statement{'s' * (len(said) > 1)}: {together(titles, 5)}.")


def _text(text: str) -> str:
    """Plain text in a line of Markdown."""
    return verbatim(on_one_line(text))
