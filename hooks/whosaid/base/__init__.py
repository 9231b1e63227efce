"""The foundations, which everything else imports.

vocabulary  kinds, source types, routes, options and their terms, as closed lists
embeddable  what a link's title can ask to show
sourcefields  the fields of a source, each declared once
model       the data model: pages, records, marks, sources
shapes      the shapes of the YAML an author writes
faults      what could not be read as written; filefaults, the same of statements, sources and files
catalogue   the words readers see, in the language of what is being drawn
markup      HTML put together from pieces, with all text escaped
plain       the words of Markdown as a reader sees them, and the anchors of headings
storage     what is kept between runs, in a file beside mkdocs.yml
hidden      what Markdown removes: comments, processing instructions, unused references
patterns    regular expressions that are compiled when they are first used
privacy     what must not be published: private keys, private places, terms off the record
publication  what of the generated files a site publishes, and the part that each belongs to
filenames   names of files: the author's, and those that Whosaid writes
webaddress  what a web address looks like
dates       dates as exact as they are known, and how they compare
languages   languages by code and by name
"""
