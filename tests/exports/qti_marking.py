"""An interpreter of the part of QTI 2.1's response processing that the items may use; anything else stops it."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

NAMESPACE = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


def read(data):
    """Return the root of each file in a package, its namespaces taken off QTI's names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        roots = {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}
    for root in roots.values():
        for element in root.iter():
            element.tag = element.tag.removeprefix(NAMESPACE)
    return roots


class Item:
    """An assessment item that marks responses."""

    def __init__(self, root):
        self.root = root
        self.declared = root.find("responseDeclaration")

    def mark(self, response):
        """Return the outcomes by their names.

        Args:
            response: an identifier, a list of identifiers or of pairs, a number, a text, or None.
        """
        self.values = {"RESPONSE": response}
        for outcome in self.root.findall("outcomeDeclaration"):
            default = outcome.findtext("defaultValue/value")
            self.values[outcome.get("identifier")] = float(default) if default else None
        for rule in self.root.find("responseProcessing"):
            self._rule(rule)
        return self.values

    def _rule(self, rule):
        if rule.tag == "setOutcomeValue":
            (expression,) = rule
            self.values[rule.get("identifier")] = self._value(expression)
        elif rule.tag == "responseCondition":
            (branch,) = rule
            assert branch.tag == "responseIf"
            condition, *rules = branch
            # NULL counts as false.
            if self._value(condition):
                for inner in rules:
                    self._rule(inner)
        else:
            raise NotImplementedError(rule.tag)

    def _value(self, expression):
        return getattr(self, f"_{expression.tag}")(expression, [self._value(child) for child in expression])

    def _variable(self, expression, _parts):
        return self.values[expression.get("identifier")]

    def _baseValue(self, expression, _parts):  # noqa: N802  # the names of QTI
        return float(expression.text) if expression.get("baseType") == "float" else expression.text

    def _multiple(self, _expression, parts):
        return [each for part in parts if part for each in (part if isinstance(part, list) else [part])]

    def _index(self, expression, parts):
        at = int(expression.get("n")) - 1
        return parts[0][at] if parts[0] and at < len(parts[0]) else None

    def _member(self, _expression, parts):
        return None if parts[0] is None else parts[0] in parts[1]

    def _sum(self, _expression, parts):
        return sum(parts)

    def _and(self, _expression, parts):
        return None if None in parts else all(parts)

    def _gte(self, _expression, parts):
        return None if None in parts else parts[0] >= parts[1]

    def _lte(self, _expression, parts):
        return None if None in parts else parts[0] <= parts[1]

    def _mapResponse(self, expression, _parts):  # noqa: N802  # the names of QTI
        given = self.values[expression.get("identifier")]
        mapping = self.declared.find("mapping")
        earned = {entry.get("mapKey"): float(entry.get("mappedValue")) for entry in mapping}
        each = given if isinstance(given, list) else [] if given is None else [given]
        total = sum(earned.get(key, float(mapping.get("defaultValue"))) for key in dict.fromkeys(each))
        return min(max(total, float(mapping.get("lowerBound"))), float(mapping.get("upperBound")))


def respond(question, value):
    """Return an answer of the course as a response of QTI."""
    if question.kind == "match":
        return [f"{_name(left)} {_name(right)}" for left, right in (value or {}).items()]
    if question.kind in ("multiple", "order"):
        return [_name(each) for each in value] if value else None
    return _name(value) if question.kind == "single" and value else value


def _name(each):
    return f"_{each}" if each[0].isdigit() else each
