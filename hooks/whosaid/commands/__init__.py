"""The parts of the command that write articles or build sites; those that only read are in cli.py.

docsfolder  the folder with the site's Markdown, and files in it that are named
authoring   `whosaid init`, `whosaid new` and `whosaid import`
building    `whosaid build --shard` and `whosaid merge`
firstdraft  `whosaid detect` and `whosaid draft`
mending     `whosaid check --fix` and `--diff`
ineditors   `whosaid lsp`
"""
