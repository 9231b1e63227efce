"""For hook files older still, which import this one first: what addresses.py says."""

from .mkdocs.named import refuse_former_hook

refuse_former_hook()
