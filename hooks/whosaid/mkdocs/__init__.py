"""The MkDocs plug-in: the only folder that knows MkDocs (and ProperDocs, which runs it unchanged).

It tells the engine what MkDocs knows (files, addresses, settings), and MkDocs what the engine makes; nothing is read,
judged or worded here. A site names it under `plugins:`, or has a hook whose events are the plug-in's.

    plugin      the events, in the order in which MkDocs sends them
    named       how mkdocs.yml names Whosaid: once, and without options
    aside       the folder a build is written to, until all has succeeded; swap lets it take the site's place
    build       one build: what is published, and what is added
    unreadablepages  files of the docs folder that MkDocs would end on, or wait for
    published   which pages are published, and where
    generated   the files that are added to a site; collisions, those that cannot both be in it
    pagemeta    titles and all else of a page's front matter, made safe for themes only while they print it
    titles      what themes print as it stands, made safe
    pagehtml    what is done to a page before and after the theme has drawn it
    blog        what blogs ask of an annotated post
    printing    annotated pages on paper, for a plug-in that puts all on one
    preview     what keeps a preview alive; told, what it has said already
    builderrors errors that no check can foresee, each in a sentence
"""

from .plugin import WhosaidPlugin

__all__ = ["WhosaidPlugin"]
