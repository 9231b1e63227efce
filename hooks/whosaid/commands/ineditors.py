"""`whosaid lsp`: the language server that editors start."""

from __future__ import annotations

import click

INSTALL = 'pip install "whosaid[editor]"'


@click.command()
@click.option("--stdio", is_flag=True, help="Accepted since some editors add it; there is no other way to speak to it.")
def lsp(*, stdio: bool) -> None:
    """Serve an editor: findings while you type, completion, renaming.

    An editor starts this; there is nothing to type here. It speaks the Language Server Protocol over standard input and
    output. The guide says how to set up yours.
    """
    try:
        from ..lsp.server import start  # here, since only this needs the extra
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise click.UsageError(f"the language server is not installed yet: {INSTALL}") from None
    start()
