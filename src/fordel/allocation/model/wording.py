"""A model as people read and change it: its text and its document."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml

from fordel.allocation.model.cards import Document
from fordel.allocation.model.document import Model
from fordel.domain.language import plain


class _Plain(yaml.SafeDumper):
    """YAML in which a decimal is written as it was typed, and words in two languages on a line."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


def _represent_mapping(dumper: yaml.SafeDumper, data: dict[Any, Any]) -> yaml.MappingNode:
    flow = set(data) == {"da", "en"} or set(data) == {"parameter"}
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=flow)


def _represent_decimal(dumper: yaml.SafeDumper, data: Decimal) -> yaml.ScalarNode:
    text = plain(data)
    kind = "float" if "." in text else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


_Plain.add_representer(dict, _represent_mapping)
_Plain.add_representer(Decimal, _represent_decimal)


def document_of(model: Model) -> Document:
    """A whole model as a document: what was set, with exact decimals."""
    document: Document = _bare(model.model_dump(mode="python", by_alias=True, exclude_unset=True))
    return document


def model_text(model: Model) -> str:
    """A whole model as YAML to be read and changed by people; read back it is the same model."""
    return document_text(document_of(model))


def document_text(document: Document) -> str:
    """A document, whole or not, as YAML."""
    return yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100)


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {_bare(key): _bare(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_bare(one) for one in value]
    return str(value) if isinstance(value, str) else value
