"""What a broker says of a person, read into roles. Pure data in, pure data out.

A broker says it in attributes, each with one or several values. Danish brokers may also send an
OIO basic privilege profile: groups of privileges, each for one authority and limited by
constraints; a group is read as attributes of its own, so that its limits bind its privileges only.
Source: OIO SAML Web SSO Profile, OIO Basic Privilege Profile 1.2 (Digitaliseringsstyrelsen).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fordel.web.access.models.role_grant import Role

PRIVILEGE = "privilege"
"""The name a privilege of a privilege list goes by in a mapping."""
PRIVILEGE_LISTS = frozenset(
    {
        "dk:gov:saml:attribute:Privileges_intermediate",
        "https://data.gov.dk/model/core/eid/privilegesIntermediate",
    }
)
AUTHORITY = "urn:dk:gov:saml:cvrNumberIdentifier:"
LONGEST_LIST = 200_000
_MOST_VALUES = 500

Said = Mapping[str, tuple[str, ...]]
"""Attributes that belong together."""


@dataclass(frozen=True)
class Mapped:
    """One line of the municipality's mapping."""

    attribute: str
    value: str
    role: Role
    place_attribute: str = ""


@dataclass(frozen=True, order=True)
class Right:
    """A role that follows, with the key of its area or unit where it has one."""

    role: Role
    place: str = ""


def flat(attributes: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Attributes or claims as texts.

    One value and several are read alike; a claim within a claim goes by its path
    (``realm_access.roles``).
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, value in attributes.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{inner}": values for inner, values in flat(value).items()}
        elif isinstance(value, list | tuple | set):
            texts = [str(one) for one in value if isinstance(one, str | int)]
            found[str(name)] = tuple(texts[:_MOST_VALUES])
        elif value is not None:
            found[str(name)] = (str(value),)
    return found


def statements(attributes: Said, cvr: str = "") -> list[Said]:
    """The attributes themselves, and each privilege group for this authority.

    Parameters
    ----------
    cvr : the municipality's number; groups for another authority are left out. A privilege list
        is only read where it is known.
    """
    lists = [text for name in PRIVILEGE_LISTS for text in attributes.get(name, ())]
    groups = [group for text in lists for group in _groups(text, cvr)] if cvr else []
    return [attributes, *groups]


def rights(said: Iterable[Said], mapping: Iterable[Mapped]) -> frozenset[Right]:
    """The roles that follow. A leader's role without a place that is named gives nothing."""
    lines = list(mapping)
    return frozenset(right for one in said for line in lines for right in _follows(one, line))


def _follows(said: Said, line: Mapped) -> Iterator[Right]:
    if line.value not in said.get(line.attribute, ()):
        return
    if line.role in {Role.AREA_LEADER, Role.UNIT_LEADER}:
        for place in said.get(line.place_attribute, ()) if line.place_attribute else ():
            yield Right(line.role, place.strip())
    else:
        yield Right(line.role)


def _groups(text: str, cvr: str) -> Iterator[Said]:
    """The groups of a privilege list; one that cannot be read gives no rights."""
    # Loaded only where a broker sends a list; neither tells its types.
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped] # noqa: PLC0415
    from onelogin.saml2.xmlparser import (  # type: ignore[import-untyped] # noqa: PLC0415
        fromstring,
    )

    if len(text) > LONGEST_LIST:
        return
    try:
        raw = base64.b64decode(text, validate=True)
        root = fromstring(raw, forbid_dtd=True, forbid_entities=True)
    except (binascii.Error, ValueError, XMLSyntaxError):
        return
    for group in root.iter():
        if _local(group.tag) != "PrivilegeGroup" or group.get("Scope") != f"{AUTHORITY}{cvr}":
            continue
        held: dict[str, tuple[str, ...]] = {}
        for child in group:
            value = (child.text or "").strip()
            if _local(child.tag) == "Privilege":
                held[PRIVILEGE] = (*held.get(PRIVILEGE, ()), value)
            elif _local(child.tag) == "Constraint":
                name, parts = child.get("Name") or "", value.split(",")
                held[name] = (*held.get(name, ()), *(part.strip() for part in parts))
        yield held


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
