"""Rules about what only a builder's hook knows: drafts, and names in its theme."""

from __future__ import annotations

from ...base.model import Slip
from .core import quoted, slip_rule


@slip_rule(concerns="every page")
def published_draft(slip: Slip) -> str:
    """A page calls itself a draft, and MkDocs publishes it all the same.

    Bad:  `draft: true` in the front matter of a page that no blog makes
    Good: the page's name under `draft_docs` in mkdocs.yml
    Why:  Only a blog keeps a post back for this line; MkDocs does not, and claims would be out before they are checked.
    """
    return (
        "this page calls itself a draft, but MkDocs publishes it all the same; name it under “draft_docs” in "
        "mkdocs.yml, or take this line out"
    )


@slip_rule
def unknown_icon(slip: Slip) -> str:
    """The icon that a page's front matter asks for is in no folder of the theme.

    Bad:  `icon: bridge`
    Good: `icon: material/bridge`
    Why:  The theme would end in the middle of the build.
    """
    return f"the theme has no icon called {quoted(slip.text)}"


@slip_rule
def unknown_template(slip: Slip) -> str:
    """The template that a page's front matter asks for is in no folder of the theme, or is only part of a page.

    Bad:  `template: partials/nav.html`
    Good: `template: home.html`, with that file in the folder under `custom_dir`
    Why:  The theme would end in the middle of the build, or print a page without its claims.
    """
    kind = "template for whole pages" if slip.detail == "part" else "template"
    return f"the theme has no {kind} called {quoted(slip.text)}"
