"""What Whosaid costs: `make bench` (`python -m benchmarks`) measures it against plain Material.

    corpus     the same articles twice: annotated, and as plain Material with an admonition for each statement
    timing     commands timed in turn, so that a noisy machine is noisy for all of them
    __main__   the measures, their targets and why these targets

Not part of the tests: a figure depends on the machine, and a full run takes minutes.
"""
