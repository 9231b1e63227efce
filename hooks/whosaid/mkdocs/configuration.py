"""How mkdocs.yml names Whosaid: once, by a hook file of this version if by one at all, and without options."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin

from ..base.shapes import SettingsShape
from ..check.rules.core import did_you_mean

_SETTINGS: Final = SettingsShape.__struct_encode_fields__
_FORMER: Final = (
    "the hook file is one of an earlier version of Whosaid; remove that file and its line under “hooks” in mkdocs.yml, "
    "and add the line “- whosaid” under “plugins”"
)


def refuse_misconfiguration(plugin: BasePlugin[Any], config: MkDocsConfig) -> None:
    """Stop where two would write one site, or where a hook file hands on some of the plug-in's events only."""
    registered = config.plugins.events
    ours = {id(owner) for method in registered["pre_build"] if isinstance(owner := _owner(method), type(plugin))}
    if len(ours) > 1:
        raise PluginError(
            "mkdocs.yml names Whosaid more than once; name it once under “plugins”, and under “hooks” no more"
        )
    for event in (name.removeprefix("on_") for name in vars(type(plugin)) if name.startswith("on_")):
        if not any(_owner(method) is plugin for method in registered[event]):
            raise PluginError(_FORMER)


def refuse_former_hook() -> NoReturn:
    """Stop where a hook file looks for modules that the package once had, before there was a plug-in."""
    raise ConfigurationError(_FORMER)


def _owner(method: object) -> object:
    return getattr(method, "__self__", None)


def no_options(options: dict[str, object]) -> list[tuple[str, Exception]]:
    """An error for each option: what is set where nobody looks would seem to hold."""
    return [(name, ValueError(f"the plug-in has no options; {_instead(name)}")) for name in options]


def _instead(name: str) -> str:
    if name in _SETTINGS:
        return f"set “{name}” in whosaid.yml, in the docs folder"
    near = did_you_mean(name.replace("_", "-"), _SETTINGS)
    return f"whosaid.yml, in the docs folder, has the settings, but none of this name{near}"
