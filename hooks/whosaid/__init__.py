"""Whosaid: news articles in which every claim says who stands behind it.

One engine, three doors: `whosaid check` (cli), the Python-Markdown extension `whosaid` (render) and the MkDocs hook
(hooks/attribution.py). Data flows one way, and each stage imports only those before it:

    vocabulary, model       the closed lists, and the records everything is made of
    shapes, yamltext        the YAML an author writes
    reader                  text of a page -> Page
    ledger, joining         all pages -> Ledger
    findings, rules         Ledger -> Findings,
    images                  what a picture's file tells of who made it
    checking                all of them, sorted
    loading                 the docs folder -> Ledger: the only stage that reads an author's files
    wording, mix            Ledger -> what a reader is told of it, in words and in numbers
    theme                   what Material's own pages need
    assets, render, pages   Ledger -> HTML of a page, Markdown of index pages
    scaffold, cli           the command
"""
