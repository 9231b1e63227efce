"""The MkDocs plug-in: the only folder that knows MkDocs (and ProperDocs, which runs it unchanged).

It tells the engine what MkDocs knows (files, addresses, settings), and MkDocs what the engine generates; nothing is
read, judged or worded here. A site lists it under `plugins:`, or has a hook that passes the events on to the plug-in.

    plugin      the events, in the order in which MkDocs sends them
    configuration   mkdocs.yml lists Whosaid once, and without options; what it need not say is added
    staging     the folder a build is written to until it has succeeded; swap then replaces the site with it; lastsite,
                files that are taken from the site before; keptfolder, the folder of the last build, for the next
    checking    the check before a build
    build       one build: what is published, and what is added
    unreadablepages  files of the docs folder that would crash MkDocs or make it wait for ever
    published   which pages are published, and where
    generated   the files that are added to a site; deferred, those written after all pages; collisions, files that
                cannot both be in it; claimpictures, a picture of each claim
    ledgerfile  the file of a page of the ledger, as other plug-ins see it; drawing, how it is drawn without Markdown
    shells      pages of which there are thousands, filled into one that the theme has drawn; frames, the theme's frame
                around them, kept once in a script
    storedpages conversions of pages, kept between builds; finishedpages, pages as the theme has drawn them;
                keptdrawings, what is drawn of one article beside its page; slicestates, what all of them look up beyond
                a slice of the ledger; plainvalues, what a configuration says, the same in every run
    pagemeta    front matter, escaped only while the theme prints it
    titles      titles and names that themes print without escaping; drawntitles, titles found only when drawn
    pagehtml    changes to a page before and after the theme renders it
    blog        annotated posts in Material's blog
    themefiles  the files of a theme, listed without its icons, and its templates, compiled once
    printing    annotated pages for the print-site plug-in, which puts all pages on one
    preview     keeps a preview running when a build fails; reported logs findings, only the new ones after a save
    atdesk      the desk, by which authors annotate in a preview
    garbage     what builds leave behind in a preview is collected when nobody waits
    noticed     a preview notices a save at once
    logged      what the builder logs in the meantime, and again
    builderrors errors that no check can foresee, each in a sentence
    searching   which search a site has: the theme's or Pagefind's
    sharded     a build of one share of a site: dividing, which files are in it; wholesite, what other plug-ins see of
                all pages; shardfolder, the folder of a shard, with the list of what it has
    merging     joins shards into the site
    cores       a build by several processes, copies of this one (processes); leftbehind, what has to be brought back
                from them; laidaside, the HTML of pages, which waits on the disk until it is drawn; conversions, what
                converting a page leaves on it; otherplugins, whether all that draws a page works on each by itself
    quick       a preview that does only what is looked at: kept, the conversions of pages, with what they looked up
                (noted); ondemand, what is drawn when a browser asks for it, latecopies, what is copied then, and
                latetemplates, the theme's own pages; unlisted, files that are found by their paths alone;
                searchentries, what the search has of pages not drawn again; keptfrontmatter and keptaddresses, front
                matter and addresses that have not changed; replaced, the builder's functions for which there is no
                event
"""

from .plugin import WhosaidPlugin

__all__ = ["WhosaidPlugin"]
