"""Whosaid: news articles in which every claim says who stands behind it.

One engine, several entry points: `whosaid check` (cli), the Python-Markdown extension `whosaid` (render), and the
MkDocs plug-in `whosaid` (mkdocs), whose events this site's own hook names (hooks/attribution.py). Data flows one way:
the folders are its stages, and each imports only those before it.

    base        vocabulary, data model, faults, shapes of YAML, dates, languages, plain text
    read        text of a page -> Page; the YAML an author writes; the metadata in the files of pictures
    ledger      all pages -> Ledger; its `loading` is the only module that reads an author's files
    check       Ledger -> findings: the rules, how they are run and explained; reports as text, JSON, SARIF and more
    words       Ledger -> what a reader is told of it: in words, in numbers, in short, in order
    site        where its pages are on the built site, what Material's own pages need, style and script
    exports     Ledger -> data for others to use; HTML of a built page -> its statements as W3C Web Annotations
    pages       Ledger -> Markdown of the index pages
    render      text and Ledger -> HTML of a page: the Markdown extension
    mkdocs      the plug-in: what MkDocs knows for the engine, and what the engine makes for MkDocs
    setup       what an author's folder and editor get to start with
    api         what other programs may import
    addresses   a message for hook files of earlier versions, which import modules that have moved
    assets      the same
    cli         the command
    console     the command as a program: nothing that goes wrong around it ends in a traceback
"""
