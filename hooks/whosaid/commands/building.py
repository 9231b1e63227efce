"""The commands that build a site in parts, on one machine or several: `whosaid build --shard` and `whosaid merge`."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from ..check.reports.report import count

_BUILDERS = ("mkdocs", "properdocs")


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})  # no h in -dpath
@click.option("--shard", "written", metavar="N/ALL", required=True, help="The share to draw, such as 2/8.")
@click.option("--builder", type=click.Choice(_BUILDERS), help="Who builds.  [default: mkdocs if it is installed]")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[BUILDER'S OPTIONS]...")
def build(written: str, builder: str | None, arguments: tuple[str, ...]) -> None:
    """Build one share of a site, for “whosaid merge” to join with the others.

    The whole site is checked, and one share of its pages is drawn into the folder shards/N-of-ALL, or where --site-dir
    says. All other options are those of “mkdocs build”. Exits as the builder does.
    """
    name = builder or next((name for name in _BUILDERS if find_spec(name)), "")
    if not name or not find_spec(name):
        raise click.UsageError(f"there is no {name or 'mkdocs'} here; install it: pip install 'whosaid[mkdocs]'")
    command = import_module(f"{name}.__main__").cli  # before the plug-in, which imports its modules
    from ..mkdocs.dividing import only, share_from

    share = share_from(written)
    if share is None:
        raise click.UsageError(f"“{written}” is not a share; write the number of this one and of all: --shard 2/8")
    if not any(one.startswith(("-d", "--site-dir")) for one in arguments):
        arguments = (*arguments, "--site-dir", str(Path("shards", f"{share.part}-of-{share.parts}").absolute()))
    with only(share) as drawn:
        command.main(["build", *arguments], prog_name=name, standalone_mode=False)
    if not drawn.folder:
        raise click.UsageError("the builder did not ask Whosaid; mkdocs.yml must list it under “plugins” or “hooks”")
    click.echo(f"Shard {share} of the site is in {drawn.folder}.", err=True)


@click.command()
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(file_okay=False, path_type=Path), metavar="SHARD..."
)
@click.option("-o", "--output", "site", required=True, type=click.Path(path_type=Path), help="The folder of the site.")
@click.option("--replace", is_flag=True, help="Replace what is in that folder.")
def merge(folders: tuple[Path, ...], site: Path, *, replace: bool) -> None:
    """Join all shards of a site: the result is, byte for byte, what one build of the whole site writes.

    Exits with 0 if the site is written, and with 1 if it is not: nothing is then changed.
    """
    from ..mkdocs.merging import CannotMerge, merge_shards

    try:
        files = merge_shards(folders, site, replace=replace)
    except CannotMerge as error:
        click.echo(f"Error: {error}.", err=True)
        sys.exit(1)
    click.echo(f"{count(files, 'file')} written to {site}.", err=True)
