"""What `whosaid init` writes.

scaffold    what an MkDocs site needs and does not have yet
editors     a task, snippets and schemas for VS Code
builders    the packages that build a site
"""
