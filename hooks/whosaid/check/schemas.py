"""JSON Schemas for editors, generated from the shapes that the reader itself validates against (shapes.py).

The reader takes every scalar as text, and text with commas as a list. An editor's YAML distinguishes numbers, yes and
no from text, so the schemas allow them wherever text is allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc
from types import GenericAlias
from typing import Any, Final

import msgspec

from ..base.filenames import SETTINGS_FILE, SOURCES_FILE
from ..base.shapes import Id, MetaShape, SettingsShape, SourceEntry
from .rules import RULES

Schema = dict[str, Any]  # a JSON Schema: any JSON

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_of(name: str) -> str:
    """One of the SCHEMAS as JSON."""
    return schema_text(SCHEMAS[name]())


def schema_text(schema: Schema) -> str:
    """A schema as indented JSON, with the dialect it follows."""
    return msgspec.json.format(msgspec.json.encode({"$schema": _DIALECT, **schema}), indent=2).decode() + "\n"


def _sources() -> Schema:
    schema = _for_authors(msgspec.json.schema(GenericAlias(dict, (Id, SourceEntry))))
    schema["$defs"]["SourceEntry"]["additionalProperties"] = False
    return {"title": f"{SOURCES_FILE} of Whosaid", **schema}


def _settings() -> Schema:
    schema = _for_authors(msgspec.json.schema(SettingsShape))
    shape = schema["$defs"]["SettingsShape"]
    shape["additionalProperties"] = False
    severities = shape["properties"]["rules"]["additionalProperties"]["enum"]
    shape["properties"]["rules"] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            rule.name: {"description": rule.summary, "enum": ["error"] if rule.gate else [*severities, False]}
            for rule in RULES.values()
        },
    }
    return {"title": SETTINGS_FILE, **schema}


def _front_matter() -> Schema:
    schema = _for_authors(msgspec.json.schema(MetaShape))
    sources = _sources()
    schema["$defs"] |= sources.pop("$defs")
    shape = schema["$defs"]["MetaShape"]
    shape["properties"]["sources"] = sources
    settable = [rule.name for rule in RULES.values() if not rule.gate]
    shape["properties"]["ignore"]["propertyNames"] = {"enum": settable}
    return {"title": "Front matter of a Whosaid page", **schema}


def _report() -> Schema:
    from .reports.json import ReportShape  # a writer, loaded only when it is asked for

    return {"title": "whosaid check --format json", **msgspec.json.schema(ReportShape)}


SCHEMAS: Final[dict[str, Callable[[], Schema]]] = {
    "sources": _sources,
    "settings": _settings,
    "front-matter": _front_matter,
    "report": _report,
}


def _for_authors(schema: Any) -> Any:
    """The schema, widened to everything an author may write."""
    if isinstance(schema, list):
        return [_for_authors(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    wide = {key: _for_authors(part) for key, part in schema.items()}
    if isinstance(wide.get("description"), str):
        wide["description"] = cleandoc(wide["description"])
    if wide.get("type") == "string":
        wide["type"] = ["string", "number", "boolean"]
    elif wide.get("type") == "array":
        wide = {"anyOf": [wide, {"type": "string"}]}
    elif "yes" in wide.get("enum", ()):
        wide["enum"] = [*wide["enum"], True, False]
    return wide
