"""For even older hook files, which import this module first; see addresses.py."""

from .mkdocs.configuration import refuse_former_hook

refuse_former_hook()
