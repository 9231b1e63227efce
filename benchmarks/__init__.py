"""What Whosaid costs, measured against plain Material, and what it overlooks: `make bench` (`python -m benchmarks`).

    corpus     the same articles twice: annotated, and as plain Material with an admonition for each statement
    timing     commands timed in turn, so that a noisy machine is noisy for all of them
    annotated  pages in every form and container, to make mistakes in
    mutants    the mistakes, and what is lost by them without a finding
    drawing    a page drawn as a builder would draw it
    __main__   the measures, their targets and why these targets

Not part of the tests: a figure depends on the machine, and a full run takes minutes. Of the mutants, a few are.
"""
