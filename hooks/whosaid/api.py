"""The public API. Everything else may change at any time; this changes only as CHANGELOG.md says.

    load(docs)              the docs folder as one ledger, and its settings; never raises for what an author wrote
    run_rules(ledger)       what the check finds: `findings`, and those the author has `silenced`
    exports_of(ledger, …)   the open data: each file with its path and, in pieces, its text
    facts(ledger, …)        the facts of a statement that readers see, in order
    state_of(ledger, …)     the state of a claim, such as `disputed`; empty if none is shown

Builders find the Markdown extension and the MkDocs plug-in by the name `whosaid`, without an import.
"""

from .base.model import Item, Page, Record, Source
from .check.findings import Finding
from .check.running import Checked, run_rules
from .exports import Export, exports_of
from .ledger.loading import load
from .ledger.records import Ledger, Route, Statement, Step, state_of
from .site.addresses import Site
from .words.facts import Fact, facts

__all__ = [
    "Checked",
    "Export",
    "Fact",
    "Finding",
    "Item",
    "Ledger",
    "Page",
    "Record",
    "Route",
    "Site",
    "Source",
    "Statement",
    "Step",
    "exports_of",
    "facts",
    "load",
    "run_rules",
    "state_of",
]
