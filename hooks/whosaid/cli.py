"""The `whosaid` command: `check` is the gate of record; it builds nothing and needs no network."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .checking import run_rules
from .findings import Finding, with_severity
from .ledger import Ledger
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
@click.option("--strict", is_flag=True, help="Warnings fail too.")
def check(files: tuple[Path, ...], docs: Path, *, strict: bool) -> None:
    """Check the site in the docs folder and print every finding.

    FILES limit what is printed, not what is checked. Ends with 0 if there is nothing to mend, 1 if there is an error
    (with --strict, a warning), and 2 if the folder or a file does not exist.
    """
    if not docs.is_dir():
        raise click.UsageError(f"there is no folder “{docs}”; name the folder with the site's Markdown: --docs FOLDER")
    for file in files:
        if not file.exists():
            raise click.UsageError(f"there is no file “{file}”")
    ledger, _ = load(docs)
    checked = run_rules(ledger)
    findings = _of_files(checked.findings, docs, files)
    for finding in findings:
        click.echo(finding.shown())
    click.echo(_summary(ledger, findings, _of_files(checked.silenced, docs, files)), err=True)
    if with_severity(findings, "error") or (strict and with_severity(findings, "warning")):
        sys.exit(1)


def _summary(ledger: Ledger, findings: tuple[Finding, ...], silenced: tuple[Finding, ...]) -> str:
    """One line: what was found in how many files, or what was checked if nothing was."""
    parts = []
    for severity, name in (("error", "error"), ("warning", "warning"), ("info", "remark")):
        if some := [finding for finding in findings if finding.severity == severity]:
            parts.append(_count(len(some), name))
    if parts:
        said = f"{', '.join(parts)} in {_count(len({finding.file for finding in findings}), 'file')}"
    else:
        statements = sum(len(page) for page in ledger.statements.values())
        pages = _count(sum(1 for page in ledger.files if not page.endswith(".yml")), "page")
        said = f"{_count(statements, 'statement')} on {pages}: nothing to mend"
    return f"{said}; {len(silenced):,} silenced." if silenced else f"{said}."


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
