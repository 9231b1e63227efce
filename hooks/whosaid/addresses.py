"""For hook files that `whosaid init` wrote before there was a plug-in: they import this module first."""

from .mkdocs.configuration import refuse_former_hook

refuse_former_hook()
