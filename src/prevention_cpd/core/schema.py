"""Hold data against a JSON Schema, and say what is wrong in an author's words."""

from __future__ import annotations

import difflib
import functools
import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.startup import without_grammar

without_grammar()

import jsonschema  # noqa: E402  # after the line above
import referencing  # noqa: E402  # it comes with jsonschema

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "empty",
}

#: What an author may have meant as a number: 010, 1:30, 1_000, 0x1F, .nan, 12 %.
_NUMBERLIKE = re.compile(r"\d|\.(nan|inf)", re.IGNORECASE)


def complaints(data: Any, schema: str) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield for each fault the way to the value, what is wrong, and how to mend it.

    Args:
        data: what a YAML or JSON file holds.
        schema: the path of a JSON Schema file below `prevention_cpd`, without `.json`: `questions/bank`.
    """
    for error in _validator(schema).iter_errors(data):
        what, fix = _say(error.validator, error.instance, error.validator_value, error, schema)
        where = ".".join(map(str, error.absolute_path)) or "the file"
        yield tuple(error.absolute_path), f"{where}: {what}", fix


@functools.cache
def _validator(schema: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({"$ref": _address(schema)}, registry=_SHIPPED)


def _address(schema: str) -> str:
    """Give the address of a shipped schema; one names another by its path from its own folder."""
    return f"file:///{schema}.json"


def _retrieve(address: str) -> referencing.Resource[Any]:
    file = resources.files("prevention_cpd").joinpath(address.removeprefix("file:///"))
    return referencing.Resource.from_contents(json.loads(file.read_text(encoding="utf-8")))


_SHIPPED: referencing.Registry[Any] = referencing.Registry(retrieve=_retrieve)  # type: ignore[call-arg]


def _known(part: dict[str, Any], schema: str) -> list[str]:
    """Name the properties of a part of a schema, with those of what it refers to."""
    known = list(part.get("properties", {}))
    if "$ref" in part:
        other = _SHIPPED.resolver(_address(schema)).lookup(part["$ref"]).contents
        known += [name for name in _known(other, schema) if name not in known]
    return known


def _say(rule: Any, value: Any, wanted: Any, error: Any, schema: str) -> tuple[str, str]:
    """Put a finding of jsonschema into words."""
    if rule in {"additionalProperties", "unevaluatedProperties"}:
        known = _known(error.schema, schema)
        extra = [key for key in value if key not in known]
        near = difflib.get_close_matches(str(extra[0]), known, n=1)
        fix = f"Did you mean '{near[0]}'" if near else f"Known are {_names(known)}"
        return f"unknown {_names(extra)}", fix
    if rule in {"minLength", "minItems", "minProperties"}:
        return "nothing stands here, or too little", f"Write at least {wanted}"
    kinds = wanted if isinstance(wanted, list) else [wanted]
    says = {
        "required": lambda: f"missing {_names([key for key in wanted if key not in value])}",
        "enum": lambda: f"{_short(value)} is not one of {_names(wanted)}",
        "type": lambda: f"{_short(value)} is not {' or '.join(_KINDS[kind] for kind in kinds)}",
        "pattern": lambda: f"{_short(value)} does not have the form {_form(error.schema, wanted)}",
    }
    if rule not in says:
        return str(error.message), "Change the value"
    if rule == "required":
        return says[rule](), "Add what is missing"
    if rule == "type" and {"number", "integer"} & set(kinds) and _NUMBERLIKE.search(str(value)):
        return says[rule](), "Write it in decimal digits, such as 8 or 0.25, without quotation marks"
    return says[rule](), "Change the value"


def _form(part: dict[str, Any], pattern: str) -> str:
    """Say a form by an example, where the schema has one; few authors read regular expressions."""
    examples = part.get("examples")
    return f"of {examples[0]}" if examples else pattern


def _names(names: list[Any]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:37]}..."
