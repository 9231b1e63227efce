"""Another id for a statement or a source, wherever the site names it: the engine plans it, and refuses what it must."""

from __future__ import annotations

import asyncio

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from ..base.filenames import SOURCES_FILE
from ..editing.changes import Refused, Rename
from ..editing.planning import planned
from .occurrences import Named, declaration_of
from .replies import Place, place_of
from .sites import Sites
from .workspaceedits import workspace_edit

_FAILED = -32803  # RequestFailed: editors show the message


async def can_rename(sites: Sites, params: lsp.PrepareRenameParams) -> lsp.Range | None:
    """The id that can be another there."""
    place = await place_of(sites, params.text_document.uri, params.position)
    found = place.occurrence if place is not None else None
    if place is None or found is None or declaration_of(place.ledger, found.named) is None:
        return None
    return place.positions.range(found.start, found.end)


async def rename(sites: Sites, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    """The edits of all files that name it. Raises JsonRpcException with the reason if it cannot be named so."""
    place = await place_of(sites, params.text_document.uri, params.position, fresh=True)
    found = place.occurrence if place is not None else None
    if place is None or found is None:
        return None
    try:
        return await _renamed(place, found.named, params.new_name.strip())
    except Refused as why:
        raise JsonRpcException(str(why), code=_FAILED) from None


async def _renamed(place: Place, named: Named, new: str) -> lsp.WorkspaceEdit:
    """Planned in a thread: it reads again every page that names it, and whoever types must not wait for that."""
    path, _, id_ = named.name.rpartition("#")
    changes = [Rename(id=id_, new=new, what=named.what)]
    plan = await asyncio.to_thread(planned, place.ledger, path or SOURCES_FILE, changes)
    return workspace_edit(place.site, place.snapshot, plan.edits)
