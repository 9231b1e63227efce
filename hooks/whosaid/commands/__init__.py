"""The parts of the command that write articles; those that read them are in cli.py.

docsfolder  the option that names the folder with the site's Markdown
articles    `whosaid new`
"""
