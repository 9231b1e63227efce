"""Ledger -> what readers see of it.

sentences     words joined into lists, clauses and sentences
labels        the labels of the vocabulary's terms
sourcewords   who a source is
wording       who says something, and how it reached the article
answers       who answered, and the state of a claim
facts         all facts of a statement, in one order
told          the same in three sentences, and in one line for a closed note
mainclaim     the main claim of an article, for its top
articles      the articles and their summaries; headlines and claims never without their source and denials
mix           the source mix: counts, never a score
ties          the claims of an article as a map
alphabetical  names in the order of the alphabet
tallies       how many statements have each term
selection     what an embed selects, and in which order
"""
