"""Whosaid: news articles in which every claim says who stands behind it.

One engine, several entry points: `whosaid check` (cli), the Python-Markdown extension `whosaid` (render), and the
MkDocs plug-in `whosaid` (mkdocs), to which this site's own hook passes its events (hooks/attribution.py). Data flows
one way: the folders are its stages, and each imports only those before it.

    base        vocabulary, data model, faults, shapes of YAML, dates, languages, plain text
    read        text of a page -> Page; the YAML an author writes; the metadata in the files of pictures
    ledger      all pages -> Ledger; its `loading` is the only module that reads an author's files
    detect      plain text -> who says what in it, as proposals; knows nothing of the site or the ledger
    editing     text and a change -> the text with it: the one writer of the author's syntax
    check       Ledger -> findings: the rules, how they are run and explained; reports as text, JSON, SARIF and more
    words       Ledger -> what readers see of it: wording, counts, summaries, order
    site        addresses on the built site, fixes for the theme, search and share tags, styles and scripts
    exports     Ledger -> open data; HTML of a built page -> its statements as W3C Web Annotations
    pages       Ledger -> what the index pages consist of
    pictures    Ledger -> a picture of each claim, for shares on other sites
    render      text and Ledger -> HTML of a page: the Markdown extension
    drafting    a text -> a first annotated version of it, with proposals of the detector
    desk        the preview's answers to the script in its pages that lets authors annotate by pointing
    mkdocs      the plug-in: what MkDocs knows, for the engine, and what the engine generates, for MkDocs
    setup       files that `whosaid init` and `whosaid new` write: for a site, for editors, an empty article
    api         what other programs may import
    addresses   a message for hook files of earlier versions, which import modules that have moved
    assets      the same
    importing   annotations made elsewhere -> changes to an article
    lsp         the language server: what an author's editor is told while they write
    commands    the parts of the command that write articles, or build a site in shards
    cli         the command
    console     the command as a program: nothing that goes wrong around it ends in a traceback
"""
