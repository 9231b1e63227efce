"""The parts of the command that write articles; those that read them are in cli.py.

docsfolder  the folder with the site's Markdown, and files in it that are named
articles    `whosaid new`
"""
