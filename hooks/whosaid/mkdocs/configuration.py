"""What mkdocs.yml may say of Whosaid: it lists it once, without options, with no hook file of an earlier version, and
names no page in the navigation that is not published, and no language that the theme does not have. What it need not
say is added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

from ..base.filenames import SCRIPT, STYLESHEET
from ..base.publication import Publication
from ..base.shapes import SettingsShape
from ..check.rules.core import did_you_mean
from ..ledger.loading import load_settings
from ..render import log

_LANGUAGES: Final = "partials/languages"
"""Where Material has a file for each language."""
_SAME: Final = {"no": "nb", "false": "nb", "iw": "he"}
"""Languages by other names of theirs; YAML reads `no` as false."""
_SETTINGS: Final = SettingsShape.__struct_encode_fields__
_FORMER: Final = (
    "the hook file is from an earlier version of Whosaid; remove that file and its line under “hooks” in mkdocs.yml, "
    "and add the line “- whosaid” under “plugins”"
)


def refuse_misconfiguration(plugin: BasePlugin[Any], config: MkDocsConfig) -> None:
    """Stop if Whosaid is listed twice, or if a hook file passes on only some of the plug-in's events."""
    registered = config.plugins.events
    ours = {id(owner) for method in registered["pre_build"] if isinstance(owner := _owner(method), type(plugin))}
    if len(ours) > 1:
        raise PluginError(
            "mkdocs.yml lists Whosaid more than once; list it once under “plugins”, and not under “hooks”"
        )
    for event in (name.removeprefix("on_") for name in vars(type(plugin)) if name.startswith("on_")):
        if not any(_owner(method) is plugin for method in registered[event]):
            raise PluginError(_FORMER)


def refuse_unknown_language(config: MkDocsConfig) -> None:
    """Stop at once if Material does not have the language that it is to speak, and name the nearest."""
    tag = config.theme.get("language")
    folders = [Path(folder, _LANGUAGES) for folder in config.theme.dirs]
    known = {file.stem.lower(): file.stem for folder in folders for file in folder.glob("*.html")}
    if config.theme.name == "material" and known and tag not in known.values():
        near = _nearest_language(str(tag).lower().replace("_", "-"), known)
        advice = f"write “language: {near}”" if near else f"it has {', '.join(sorted(known.values()))}"
        raise PluginError(f"mkdocs.yml: the theme has no language “{_as_written(tag)}”; {advice}")


def _nearest_language(tag: str, known: Mapping[str, str]) -> str:
    """That of the tag without its last parts: `de` for `de-CH`."""
    parts = _SAME.get(tag, tag).split("-")
    return next((known[name] for end in range(len(parts), 0, -1) if (name := "-".join(parts[:end])) in known), "")


def _as_written(tag: object) -> str:
    return "no" if tag is False else "" if tag is None else str(tag)  # Norwegian, as YAML reads it


def complete(config: MkDocsConfig) -> None:
    """Add the extension, the stylesheet and the script, unless mkdocs.yml lists them."""
    if "whosaid" not in config.markdown_extensions:
        config.markdown_extensions.append("whosaid")
    if "styles" in load_settings(Path(config.docs_dir)).plain_pages:  # otherwise only on the pages that need them
        if STYLESHEET not in config.extra_css:
            config.extra_css.append(STYLESHEET)
        if SCRIPT not in config.extra_javascript:
            config.extra_javascript.append(SCRIPT)


def warn_of_unpublished(config: MkDocsConfig, publication: Publication, files: Files) -> None:
    """Warn of pages in the navigation that whosaid.yml leaves out, beside MkDocs, which only misses them."""
    for path in _paths_in(config.nav):
        if not publication.has(path) and path not in files.src_uris:
            log.warning(
                "mkdocs.yml: “nav” names “%s”, but “publish” in whosaid.yml leaves out “%s”; add it there, or remove "
                "the page from “nav”",
                path,
                publication.output_of(path),
            )


def _paths_in(nav: object) -> Iterator[str]:
    match nav:
        case str():
            yield nav
        case list():
            yield from (path for item in nav for path in _paths_in(item))
        case dict():
            yield from (path for item in nav.values() for path in _paths_in(item))


def refuse_former_hook() -> NoReturn:
    """Stop if a hook file imports modules of the package from before there was a plug-in."""
    raise ConfigurationError(_FORMER)


def _owner(method: object) -> object:
    return getattr(method, "__self__", None)


def no_options(options: dict[str, object]) -> list[tuple[str, Exception]]:
    """An error for each option, since an ignored one would seem to apply."""
    return [(name, ValueError(f"the plug-in has no options; {_instead(name)}")) for name in options]


def _instead(name: str) -> str:
    if name in _SETTINGS:
        return f"set “{name}” in whosaid.yml, in the docs folder"
    near = did_you_mean(name.replace("_", "-"), _SETTINGS)
    return f"the settings are in whosaid.yml, in the docs folder, but none has this name{near}"
