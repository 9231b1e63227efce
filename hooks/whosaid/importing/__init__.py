"""Annotations made elsewhere become statements of an article: `whosaid import`.

    wanted        what somebody has annotated, whatever file it comes from
    webrows       reads JSON: Hypothesis and W3C Web Annotations
    sheetrows     reads a spreadsheet, CSV
    convention    what a comment and tags say of a statement
    namedsources  whom a name means: a source of the site, of the page, or a new one
    statements    what is written into the article
    ontoarticle   all of it: an article and annotations -> the article with them, and what could not be placed

Nothing is guessed: words that cannot be found, or not in one place only, are a problem that says so.
"""
