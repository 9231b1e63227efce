"""The page for addresses that lead nowhere: what may have happened, and where to go from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from ..base.catalogue import said
from ..base.markup import html, joined, said_in_html
from .assets import not_found_script

_OF_THE_THEME: Final = "<h1>404 - Not found</h1>"
"""All that Material's page says; a site with a page of its own has another."""


def with_help(page: str, links: Mapping[str, str], ledger: str, ending: str) -> str:
    """Material's page with links, by text; a page of the site's own is left unchanged.

    `ledger` is the folder of the ledger's pages, `ending` that of the addresses of pages: a script looks for the page
    that is nearest to the address asked for.
    """
    return page.replace(_OF_THE_THEME, joined(_parts(links, ledger, ending)), 1)


def _parts(links: Mapping[str, str], ledger: str, ending: str) -> list[Markup]:
    items = joined(html('<li><a href="{}">{}</a></li>', address, text) for text, address in links.items())
    nearest = said_in_html("The nearest page is {page}.", page=html('<a href="{}"></a>', "/"))
    how = said(
        "The address may be mistyped, the page may have been moved or withdrawn, or a claim may have another name. "
        "The search looks through everything on this site."
    )
    return [
        html("<h1>{}</h1><p>{}</p>", said("There is no page at this address"), how),
        html('<p id="ann-nearest" hidden data-ledger="{}" data-ending="{}">{}</p>', ledger, ending, nearest),
        html("<ul>{}</ul>", items),
        html("<script>{}</script>", Markup(not_found_script())),
    ]
