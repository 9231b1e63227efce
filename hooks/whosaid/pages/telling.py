"""A claim with who says it and who denies it, at the top of a page."""

from __future__ import annotations

from markupsafe import Markup

from ..base.markup import html
from ..base.publication import Publication
from ..ledger.records import Statement, source_key
from ..words.selection import Selector
from ..words.sourcewords import named_with
from ..words.speakers import Told
from .claimpages import claim_paths
from .contents import link, with_links
from .sourcepaths import source_paths


def tell(told: Told, selector: Selector, here: str, publication: Publication) -> Markup:
    """Its sentences on the page `here`: the claim leads to its page, each name to that of the source.

    The answers are in bold, since they are what is forgotten first.
    """
    named, paths = named_with(selector.ledger, *told.statements), source_paths(selector, publication)
    keys = ((source.label, source_key(page, source)) for page, source in named)
    pages = {label: paths[key] for label, key in keys if key in paths}
    words = _claim(told.claim, told.words, selector, publication) if told.claim is not None else Markup()
    answered = html(" <strong>{}</strong>", with_links(told.answered, here, pages)) if told.answered else Markup()
    before, after = (with_links(beside, here, pages) for beside in (told.before, told.after))
    return html(
        '<span class="ann-claim-standing" data-search-exclude="true">{}{}{}{}</span>', before, words, after, answered
    )


def _claim(claim: Statement, words: str, selector: Selector, publication: Publication) -> Markup:
    """The words as a link to the page about the claim, or to its note if it has none."""
    if path := claim_paths(selector, publication).get(claim.ref):
        return link(words, path)
    return link(words, claim.page.path, claim.id)
