"""The `whosaid` command: `check` is the gate of record; it builds nothing and needs no network."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .checking import check as run_rules
from .findings import Finding
from .loading import load
from .rules import RULES
from .scaffold import scaffold

_DOCS = click.option(
    "--docs",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs"),
    show_default=True,
    help="The folder with the site's Markdown.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="whosaid")
def main() -> None:
    """Check that every claim of a site says who stands behind it."""


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@_DOCS
def check(files: tuple[Path, ...], docs: Path) -> None:
    """Check the site in the docs folder and print every finding.

    FILES limit what is printed, not what is checked. Ends with 0 if there is nothing to mend, 1 if there is, and 2 if
    the folder or a file does not exist.
    """
    if not docs.is_dir():
        raise click.UsageError(f"there is no folder “{docs}”; name the folder with the site's Markdown: --docs FOLDER")
    for file in files:
        if not file.exists():
            raise click.UsageError(f"there is no file “{file}”")
    ledger, _ = load(docs)
    findings = _of_files(run_rules(ledger), docs, files)
    statements = sum(len(page) for page in ledger.statements.values())
    for finding in findings:
        click.echo(finding.shown())
    if findings:
        click.echo(
            f"{_count(len(findings), 'finding')} in {_count(len({f.file for f in findings}), 'file')}.", err=True
        )
        sys.exit(1)
    pages = _count(sum(1 for page in ledger.files if not page.endswith(".yml")), "page")
    click.echo(f"{_count(statements, 'statement')} on {pages}: nothing to mend.", err=True)


def _of_files(findings: tuple[Finding, ...], docs: Path, files: tuple[Path, ...]) -> tuple[Finding, ...]:
    """The findings in the files named (or below a folder named); all of them if none is."""
    if not files:
        return findings
    wanted = [file.resolve() for file in files]
    places = {finding.path: (docs / finding.path).resolve() for finding in findings}
    return tuple(f for f in findings if any(places[f.path].is_relative_to(file) for file in wanted))


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


@main.command()
def rules() -> None:
    """List the rules: what each finds, a bad example and a good one."""
    for rule in RULES.values():
        summary, _, rest = rule.manual.partition("\n")
        click.echo(f"{rule.name}: {summary}")
        for line in rest.strip().splitlines():
            click.echo(f"    {line.strip()}")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option("--hook/--no-hook", default=True, help="For MkDocs (the default), or for builders that run no hooks.")
def init(folder: Path, *, hook: bool) -> None:
    """Set another MkDocs site up: write what is missing, change nothing that is there."""
    for line in scaffold(folder, hook=hook):
        click.echo(line)
