"""What Whosaid costs compared with plain Material, and what it overlooks: `make bench` (`python -m benchmarks`).

    corpus     the same articles twice: annotated, and in plain Material with an admonition for each statement
    timing     commands timed in turn, so that a noisy machine affects all of them
    annotated  pages with every form and container, to introduce mistakes into
    mutants    the mistakes, and what is lost through them without a finding
    drawing    a page rendered as a builder would render it
    __main__   the measures, and their targets with reasons

Not part of the tests, except for a few mutants: the figures depend on the machine, and a full run takes minutes.
"""
