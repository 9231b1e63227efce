"""The `whosaid` command. Neither `check` nor `export` builds a site or needs a network."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from .base.catalogue import LANGUAGE_TAG, in_language
from .base.dates import date_in_words
from .base.filenames import MARKDOWN_SUFFIXES
from .base.shapes import SettingsShape
from .base.webaddress import WEB_ADDRESS
from .check.findings import Finding
from .check.fixing import Fixes
from .check.keptfaults import Kept
from .check.manual import manual_text
from .check.reports import FORMATS, Report, write
from .check.reports.report import count
from .check.rules import RULES
from .check.rules.core import did_you_mean
from .check.running import run_rules
from .check.schemas import SCHEMAS, schema_of
from .commands.authoring import import_, init, new
from .commands.building import build, merge
from .commands.docsfolder import DOCS, need_folder, within
from .commands.firstdraft import detect, draft
from .commands.ineditors import lsp
from .ledger.buildersettings import CannotTell, language_of_site, settings_files
from .ledger.embargo import under_embargo
from .ledger.loading import Unsaved, keeps, load, load_settings
from .ledger.records import Ledger
from .ledger.withheld import without_pages
from .site.addresses import Site


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="whosaid")
def main() -> None:
    """Check that every claim on a site says who stands behind it, and export the claims as data."""


main.add_command(init)
main.add_command(new)
main.add_command(import_)
main.add_command(build)
main.add_command(merge)
main.add_command(detect)
main.add_command(draft)
main.add_command(lsp)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@DOCS
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--format", type=click.Choice(FORMATS), default="text", show_default=True, help="How to print findings.")
@click.option("--coverage", is_flag=True, help="Also print of each article how much of what is said in it is marked.")
@click.option("--statistics", is_flag=True, help="Also print how often each rule found something.")
@click.option(
    "--cache/--no-cache",
    default=None,
    help="Keep what was read and found for the next run, beside mkdocs.yml.  [default: as whosaid.yml says]",
)
@click.option(
    "--fix", is_flag=True, help="First mend what can be mended without changing what a page says: quotes, brackets, …"
)
@click.option("--diff", is_flag=True, help="Only print what --fix would change, and change nothing.")
@click.option(
    "--watch", is_flag=True, help="Go on: check again after each change, and print what is new. Ctrl-C ends it."
)
@click.option("--explain", metavar="RULE", help="Only explain a rule: what it finds, why, and how to silence it.")
def check(
    files: tuple[Path, ...],
    docs: Path,
    format: str,
    explain: str | None,
    *,
    strict: bool,
    coverage: bool,
    statistics: bool,
    cache: bool | None,
    watch: bool,
    fix: bool,
    diff: bool,
) -> None:
    """Check the site in the docs folder and print every finding.

    FILES limit what is printed, not what is checked. Exits with 0 if there is no error, 1 if there is one (with
    --strict, also for a warning), and 2 if the folder or a file does not exist. Findings go to standard output, the
    summary to standard error. --fix prints there what it mended; what is left counts.
    """
    if explain is not None:
        click.echo(_explained(explain))
        return
    if (watch or diff) and format != "text":
        raise click.UsageError(f"{'--watch' if watch else '--diff'} prints text only; leave out --format")
    if [fix, diff, watch].count(True) > 1:
        raise click.UsageError("--fix changes files, --diff shows how, and --watch waits for you: choose one of them")
    gc.disable()  # nearly everything is in use until the end, and garbage collection takes an eighth of the time
    kept = _kept(docs, cache)
    if fix or diff:
        _mend(docs, files, kept, strict=strict, only_show=diff)
    ledger, _, report = _checked(docs, files, kept, strict=strict)
    if not diff:
        _print(report, format)
    if statistics:
        click.echo(report.statistics(), nl=False, err=True)
    if coverage:
        _print_coverage(ledger, docs, files)
    click.echo(report.summary(), err=True)
    for line in _embargo_lines(_under_embargo(ledger)):
        click.echo(line, err=True)
    if watch:
        _watch(docs, files, kept, report)
    elif report.failed:
        sys.exit(1)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@DOCS
@click.option("--address", metavar="URL", default="", help="The site's address, for complete links: https://…")
@click.option("--name", metavar="NAME", default="", help="The site's name, shown in feeds and on single claims.")
@click.option(
    "--leave-out",
    "patterns",
    metavar="PATTERN",
    multiple=True,
    help="Pages that are not published, as in MkDocs' exclude_docs; may be repeated.",
)
@click.option(
    "--language",
    metavar="TAG",
    help="The language of sentences in the data. [default: that of the theme in mkdocs.yml]",
)
@click.option(
    "--bom", is_flag=True, help="Start the tables with a byte order mark, which Excel needs for letters such as é."
)
def export(
    folder: Path, docs: Path, address: str, name: str, patterns: tuple[str, ...], language: str | None, *, bom: bool
) -> None:
    """Write the site's open data into the folder DIR, without building the site.

    Pages that mkdocs.yml leaves out (exclude_docs, draft_docs) are not exported. Files with the same names are
    replaced, all others stay. Exits with 0 if everything was written, 1 if the check finds an error (the findings are
    printed and nothing is written), and 2 if a folder, the address or mkdocs.yml cannot be used.
    """
    if address and (not WEB_ADDRESS.fullmatch(address) or not {"?", "#"}.isdisjoint(address)):
        raise click.UsageError(f"“{address}” is not a site's address; write it like --address https://example.org/")
    if language and not LANGUAGE_TAG.fullmatch(language):
        raise click.UsageError(f"“{language}” is not a language's tag; write it like --language de")
    if not (name + address).isprintable():
        raise click.UsageError("--name or --address contains invisible characters; remove them")
    ledger, settings, report = _checked(docs, (), _kept(docs))
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(docs)):
        raise click.UsageError(
            f"“{folder}” is inside the folder with the site's Markdown, whose files are published as they are; "
            "choose a folder outside it"
        )
    if report.failed:
        _print(report, "text")
        click.echo(f"{report.summary()} Nothing is written until the errors are fixed.", err=True)
        sys.exit(1)
    hidden = _unpublished(docs, ledger, patterns)
    ledger = without_pages(ledger, hidden)
    root = f"{urlsplit(address).geturl().rstrip('/')}/" if address else ""
    with in_language(language if language is not None else language_of_site(docs)):
        files = _write(ledger, Site(name, root, feed_id=settings.feed_id), folder, bom=bom)
    left_out = f"; {count(len(hidden), 'page')} left out" if hidden else ""
    click.echo(
        f"{count(files, 'file')} with {count(_size(ledger), 'statement')} written to {folder}{left_out}.", err=True
    )


def _unpublished(docs: Path, ledger: Ledger, patterns: tuple[str, ...]) -> frozenset[str]:
    """The pages that are not published; prints where that was looked up."""
    from .site.unpublished import unpublished  # here, since `check` does not need it

    try:
        hidden = unpublished(docs, [path for path in ledger.files if path.endswith(MARKDOWN_SUFFIXES)], patterns)
    except CannotTell as error:
        raise click.UsageError(
            f"it is not clear which pages are unpublished, since {error}; name them: --leave-out '/drafts/', or "
            "--leave-out '' if there are none"
        ) from None
    found = [f"“{file}”" for file in settings_files(docs)]
    where = f"“{docs.resolve().parent}” and the folders above it"
    basis = f"according to {' and '.join(found)}" if found else f"by name only: there is no mkdocs.yml in {where}"
    click.echo(f"Pages are left out {basis}.", err=True)
    embargoed = _under_embargo(without_pages(ledger, hidden))
    for line in _embargo_lines(embargoed):
        click.echo(line, err=True)
    return hidden | embargoed.keys()


def _write(ledger: Ledger, site: Site, folder: Path, *, bom: bool) -> int:
    """Write every export; returns the number of files."""
    from .exports import exports_of, with_bom, write_export  # here, since `check` does not need it

    files = 0
    try:
        for one in exports_of(ledger, site):
            write_export(with_bom(one) if bom and one.path.endswith(".csv") else one, folder / one.path)
            files += 1
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise click.UsageError(f"cannot write “{error.filename or folder}”: {reason}") from None
    return files


def _mend(docs: Path, files: tuple[Path, ...], kept: Kept, *, strict: bool, only_show: bool) -> None:
    from .commands.mending import mend  # here, since only this needs it

    def check(unsaved: Unsaved) -> tuple[Ledger, Report]:
        ledger, _, report = _checked(docs, files, kept, unsaved, strict=strict)
        return ledger, report

    mend(docs, check, only_show=only_show)


def _checked(
    docs: Path, files: tuple[Path, ...], kept: Kept, unsaved: Unsaved | None = None, *, strict: bool = False
) -> tuple[Ledger, SettingsShape, Report]:
    """The ledger of a folder, its settings, and the report on these files, or on all if none is named."""
    need_folder(docs)
    for file in files:
        if not file.exists():
            raise click.UsageError(f"there is no file “{file}”")
    ledger, settings = load(docs, kept.pages, unsaved or {})
    checked = run_rules(ledger, kept.faults)
    report = Report(
        _of_files(checked.findings, docs, files),
        _of_files(checked.silenced, docs, files),
        _size(ledger),
        tuple(page.file for page in ledger.files.values()),
        strict,
        Fixes(ledger).placed,
    )
    return ledger, settings, report


def _kept(docs: Path, cache: bool | None = None) -> Kept:
    """What earlier runs have read and found. `cache`: what the command line says of it, before whosaid.yml."""
    return Kept(docs, storage=keeps(load_settings(docs)) if cache is None else cache)


def _watch(docs: Path, files: tuple[Path, ...], kept: Kept, report: Report) -> None:
    """Check again after each change until Ctrl-C, and print what has changed since the last check."""
    from .check.reports.newandgone import new_and_gone  # here, since only this needs it
    from .ledger.watching import changes

    gc.enable()
    click.echo("Waiting for changes; Ctrl-C ends this.", err=True)
    try:
        for _ in changes(docs):
            before = report
            try:
                _, _, report = _checked(docs, files, kept, strict=report.strict)
            except click.UsageError as error:  # a folder or a file is gone, perhaps for a moment
                click.echo(f"{error.format_message()}.", err=True)
                continue
            if said := new_and_gone(before, report):
                _echo(said)
                click.echo(report.summary(), err=True)
    except KeyboardInterrupt:
        click.echo(err=True)


def _under_embargo(ledger: Ledger) -> Mapping[str, datetime]:
    try:
        return under_embargo(ledger)
    except ValueError as error:
        raise click.UsageError(f"{error}; unset it, or set it to such a number") from None


def _embargo_lines(pages: Mapping[str, datetime]) -> Iterator[str]:
    """A line for each page under embargo."""
    for path, until in pages.items():
        yield f"“{path}” is under embargo until {date_in_words(until.isoformat())} and is not published before then."


def _size(ledger: Ledger) -> int:
    return sum(len(page) for page in ledger.statements.values())


def _print(report: Report, format: str) -> None:
    _echo(write(report, format))


def _echo(text: str) -> None:
    colour = False if os.environ.get("NO_COLOR") else None  # no-color.org; otherwise only on a terminal
    click.echo(text, nl=False, color=colour)


def _explained(name: str) -> str:
    if name not in RULES:
        hint = did_you_mean(name, RULES) or "; “whosaid rules” lists them"
        raise click.UsageError(f"there is no rule “{name}”{hint}")
    return manual_text(RULES[name])


def _of_files(findings: tuple[Finding, ...], docs: Path, files: tuple[Path, ...]) -> tuple[Finding, ...]:
    """The findings in the named files and folders; all of them if none is named."""
    shown = within({finding.path for finding in findings}, docs, files)
    return tuple(finding for finding in findings if finding.path in shown)


def _print_coverage(ledger: Ledger, docs: Path, files: tuple[Path, ...]) -> None:
    from .check.coverage import coverage_lines  # here, since only this needs it

    shown = within(ledger.files.keys(), docs, files)
    for line in coverage_lines(page for path, page in ledger.files.items() if path in shown):
        click.echo(line, err=True)


@main.command()
def rules() -> None:
    """List the rules: what each finds, with a bad example and a good one."""
    for rule in RULES.values():
        summary, _, rest = rule.manual.partition("\n")
        click.echo(f"{rule.name}: {summary}")
        for line in rest.strip().splitlines():
            click.echo(f"    {line.strip()}")


@main.command()
@click.argument("name", type=click.Choice(tuple(SCHEMAS)))
def schema(name: str) -> None:
    """Print the JSON Schema of sources.yml, whosaid.yml, the front matter of a page, or the JSON report."""
    click.echo(schema_of(name), nl=False)
