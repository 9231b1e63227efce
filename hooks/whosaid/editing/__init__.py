"""Text in the author's syntax, as commands write it: what stands here is read back by `read` as it was meant.

edits       changes to a text, at offsets
verbatim    plain text as Markdown that shows exactly this text
marking     statements: marks in the short form, or with a block
pagefiles   files as they are on the disk, whatever their encoding and line ends
naming      ids made of words
articletop  the top of an article: what must be known of it, and its sources
"""
