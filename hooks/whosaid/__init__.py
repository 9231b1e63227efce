"""Whosaid: news articles in which every claim says who stands behind it.

One engine, several entry points: `whosaid check` (cli), the Python-Markdown extension `whosaid` (render), and the
MkDocs plug-in `whosaid` (mkdocs), whose events this site's own hook names (hooks/attribution.py). Data flows one way,
and each stage imports only those before it:

    dates, languages        dates and languages as authors write them
    vocabulary, model       the closed lists, and the records everything is made of
    shapes, yamlcauses, yamltext        the YAML an author writes
    reader                  text of a page -> Page
    ledger                  what the pages are joined into
    mistyped, targets       ids that are mistyped, and where links to ids lead
    joining                 all pages -> Ledger
    withheld                the Ledger without the pages that are not published
    discretion              what of an author's files no report repeats
    findings, rules         Ledger -> Findings,
    consequences            which of them only follow from something that could not be read
    images                  what the file of a picture, a video or a document tells of who made it
    checking                all of them, sorted
    manual                  the rules explained
    reports                 findings -> text, JSON, SARIF and what else tools read
    schemas                 JSON Schemas of what an author writes, and of the JSON report
    embargo                 which pages wait for their moment
    loading                 the docs folder -> Ledger: the only stage that reads an author's files
    wording, mix, articles  Ledger -> what a reader is told of it, in words, in numbers and in short
    facts                   one statement -> all that is said of it, in order
    selection               what of it is shown where
    claimmap                Ledger -> the claims of an article and what ties them to sources, answers and each other
    addresses               where the pages of the ledger are on the built site
    exports                 Ledger -> data for others to use
    annotations             HTML of a built page -> its statements as W3C Web Annotations
    theme, share, linked    what Material's own pages need, and what they tell other sites and machines
    assets, pages, render   Ledger -> Markdown of index pages, HTML of a page
    mkdocs                  the plug-in: what MkDocs knows for the engine, and what the engine makes for MkDocs
    unpublished             which pages a site keeps back
    editors, scaffold, cli  the command
    console                 the command as a program: nothing that happens around it ends in a traceback
"""
