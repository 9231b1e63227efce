"""Text in the author's syntax, as commands write it: what stands here is read back by `read` as it was meant.

articletop  the top of an article: what must be known of it, and its sources
"""
