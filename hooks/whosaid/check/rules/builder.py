"""Rules about what only a builder knows: drafts, and icons and templates of the theme."""

from __future__ import annotations

from ...base.filefaults import PublishedDraft, UnknownIcon, UnknownTemplate
from .core import fault_rule, quoted


@fault_rule(concerns="every page")
def published_draft(fault: PublishedDraft) -> str:
    """A page calls itself a draft, but MkDocs publishes it anyway.

    Bad:  `draft: true` in the front matter of a page that is not a blog post
    Good: the page's name under `draft_docs` in mkdocs.yml
    Why:  Only a blog holds back a post for this line; MkDocs does not, so claims would be out before they are checked.
    """
    return (
        "this page calls itself a draft, but MkDocs publishes it anyway; list it under “draft_docs” in mkdocs.yml, or "
        "remove this line"
    )


@fault_rule
def unknown_icon(fault: UnknownIcon) -> str:
    """The icon named in a page's front matter is not in the theme.

    Bad:  `icon: bridge`
    Good: `icon: material/bridge`
    Why:  The theme would abort the build.
    """
    hint = "" if "/" in fault.text else "; write its folder, too, as in “material/bridge”"
    return f"the theme has no icon {quoted(fault.text)}{hint}"


@fault_rule
def unknown_template(fault: UnknownTemplate) -> str:
    """The template named in a page's front matter is not in the theme, or is only part of a page.

    Bad:  `template: partials/nav.html`
    Good: `template: home.html`, with that file in the folder under `custom_dir`
    Why:  The theme would abort the build, or publish the page without its claims.
    """
    kind = "template for whole pages" if fault.detail == "part" else "template"
    return f"the theme has no {kind} {quoted(fault.text)}"
