"""What Whosaid costs compared with plain Material, and what it overlooks: `make bench` (`python -m benchmarks`).

    corpus     the same articles twice: annotated, and in plain Material with an admonition for each statement
    timing     commands timed in turn, so that a noisy machine affects all of them
    measures   a run: the sites, and a row for each figure with its target
    builds     builds compared with plain Material's, and their growth
    sizes      what each part of a site weighs
    checks     `whosaid check`
    saves      previews: a save until a browser shows it, and the start
    desks      the desk of a preview
    searches   the theme's search, and Pagefind's
    reading    a reader's browser
    silences   mistakes that are lost without a finding
    repairs    mistakes that `--fix` mends
    annotated  pages with every form and container, to introduce mistakes into
    mutants    the mistakes, and what is lost through them
    drawing    a page rendered as a builder would render it
    written    the table of the guide
    __main__   which measures there are

Another measure is a function in a module of its own and a line in `__main__`. Not part of the tests, except for a few
mutants: the figures depend on the machine, and a full run takes three quarters of an hour.
"""
