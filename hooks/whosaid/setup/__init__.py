"""What `whosaid init` and `whosaid new` write.

scaffold    what an MkDocs site needs and does not have yet
editors     a task, snippets and schemas for VS Code
builders    the packages that build a site
newarticle  an empty article, and where one may be
"""
