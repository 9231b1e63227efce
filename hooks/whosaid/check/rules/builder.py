"""Rules about what only a builder's hook knows: drafts, and names in its theme."""

from __future__ import annotations

from ...base.filefaults import PublishedDraft, UnknownIcon, UnknownTemplate
from .core import fault_rule, quoted


@fault_rule(concerns="every page")
def published_draft(fault: PublishedDraft) -> str:
    """A page calls itself a draft, and MkDocs publishes it all the same.

    Bad:  `draft: true` in the front matter of a page that no blog makes
    Good: the page's name under `draft_docs` in mkdocs.yml
    Why:  Only a blog keeps a post back for this line; MkDocs does not, and claims would be out before they are checked.
    """
    return (
        "this page calls itself a draft, but MkDocs publishes it all the same; name it under “draft_docs” in "
        "mkdocs.yml, or take this line out"
    )


@fault_rule
def unknown_icon(fault: UnknownIcon) -> str:
    """The icon that a page's front matter asks for is in no folder of the theme.

    Bad:  `icon: bridge`
    Good: `icon: material/bridge`
    Why:  The theme would end in the middle of the build.
    """
    return f"the theme has no icon called {quoted(fault.text)}"


@fault_rule
def unknown_template(fault: UnknownTemplate) -> str:
    """The template that a page's front matter asks for is in no folder of the theme, or is only part of a page.

    Bad:  `template: partials/nav.html`
    Good: `template: home.html`, with that file in the folder under `custom_dir`
    Why:  The theme would end in the middle of the build, or print a page without its claims.
    """
    kind = "template for whole pages" if fault.detail == "part" else "template"
    return f"the theme has no {kind} called {quoted(fault.text)}"
