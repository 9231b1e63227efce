"""All pages of a docs folder, joined into one ledger.

loading     reads the folder: the only module that reads an author's files
keptpages   pages that were read before, in this run or in an earlier one
watching    waits for changes in the folder
joining     joins the pages; references that cannot be resolved become faults
lookups     looks up every name that an author writes
families    which statements say the same, or answer one another
linkedpages a page with the statements that its own are linked with
records     the ledger: who stands behind each statement, and what was answered, as frozen plain data
targets     where links to an id lead
mistyped    ids that are probably the same, one of them mistyped
embargo     pages of which nothing is published until their embargo ends
slices      articles that name each other's statements, as a ledger of their own
withheld    the ledger without the pages that a builder withholds
"""
