"""What stands on a line of the log beside what was done, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from fordel.domain.language import Words
from fordel.web.audit.models import Entry
from fordel.web.audit.queries.words import ACTIONS, ROLES, THINGS
from fordel.web.components.language import language_of

Said = str | Promise

DETAILS: Final[dict[str, Said]] = {
    "role": _("role"),
    "from": _("from"),
    "to": _("to"),
    "year": _("year"),
    "number": _("number"),
    "unit": _("unit"),
    "area": _("area"),
    "town": _("municipality"),
    "key": _("key"),
    "model": _("model"),
    "part": _("part"),
    "files": _("files"),
    "before": _("units before"),
    "after": _("units after"),
    "method": _("how it was done"),
    "hidden": _("figures hidden"),
    "whole": _("with the children’s figures"),
    "notices": _("notices sent"),
    "error": _("refusal"),
    "reason": _("reason"),
    "broker": _("log-in provider"),
    "type": _("kind"),
    "token": _("link"),
    "slug": _("short name"),
    # what others may see
    "smallest_count": _("smallest number shown"),
    "hides_zero": _("zeros are hidden"),
    "rounding_base": _("rounded to"),
    "has_public_page": _("public page"),
    "shares_with_others": _("shares with other municipalities"),
    # interventions
    "programme": _("programme"),
    "project": _("project"),
    "period": _("data period"),
    "periods": _("data periods"),
    "indicator": _("indicator"),
    "package": _("package"),
    "no": _("number"),
    "activity": _("activity"),
    "proposed": _("proposed"),
    "decided": _("decided"),
    "outcome": _("judged"),
    "note": _("note"),
    "answer": _("answer"),
    "sheets": _("sheets"),
    "changed": _("answers changed"),
    "source": _("came from"),
}
"""What a detail is called; a test holds the code against it."""

_VALUES: Final[dict[str, Said]] = {
    **ROLES,
    "draft": _("Draft"),
    "proposed": _("Proposed"),
    "approved": _("Approved"),
    "published": _("Published"),
    "superseded": _("Superseded"),
    "posted": _("Posted"),
    "withdrawn": _("Withdrawn"),
    "nothing_unsafe": _("nothing had to be hidden"),
    "heuristic": _("the fast way"),
    "optimal": _("the cheapest way"),
    "totp": _("authenticator app"),
    "webauthn": _("passkey"),
    "recovery_codes": _("recovery codes"),
}
"""Values that are words of the code."""

_PAGES: list[Callable[[], Mapping[str, Words]]] = []


def also_telling_pages(pages: Callable[[], Mapping[str, Words]]) -> None:
    """Let an app above this one say what pages are, by the names of their addresses."""
    _PAGES.append(pages)


@dataclass(frozen=True)
class Told:
    """A line with its things by name."""

    line: Entry
    roles: str
    action: Said
    thing: str
    details: tuple[str, ...]


def told(lines: Iterable[Entry]) -> list[Told]:
    """Lines in the reader's words; people and units are called by the names they have now."""
    entries = list(lines)
    people = _people(entries)
    units = _units(entries)
    pages = {name: words for more in _PAGES for name, words in more().items()}
    return [
        Told(
            line,
            ", ".join(str(ROLES.get(role, role)) for role in line.role_list),
            ACTIONS.get(line.action, line.action),
            _thing(line, people, units, pages),
            tuple(
                _detail(key, value, units)
                for key, value in _in_order(line.details)
                if value != line.object_key
            ),
        )
        for line in entries
    ]


def _thing(
    line: Entry, people: Mapping[str, str], units: Mapping[str, str], pages: Mapping[str, Words]
) -> str:
    if line.object_kind == "person":
        return f"{THINGS['person']} {people.get(line.object_key, line.object_key)}"
    kind = THINGS.get(line.object_kind)
    page = pages.get(line.object_kind)
    called = str(kind) if kind else page.to(language_of()) if page else line.object_kind
    return f"{called} {_named(line.object_key, units)}".strip()


def _in_order(details: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """In the order of their words: databases keep keys in orders of their own."""
    places = {key: place for place, key in enumerate(DETAILS)}
    return sorted(details.items(), key=lambda detail: places.get(detail[0], len(places)))


def _detail(key: str, value: Any, units: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        said = now("yes") if value else now("no")
    elif value is None or value == "":
        said = "–"
    elif key == "unit":
        said = _named(str(value), units)
    else:
        said = str(_VALUES.get(str(value), value))
    return f"{DETAILS.get(key, key)}: {said}"


def _named(key: str, units: Mapping[str, str]) -> str:
    return f"{units[key]} {key}" if key in units else key


def _people(lines: Iterable[Entry]) -> dict[str, str]:
    """What people are called, who are still here, by their numbers."""
    numbers = {line.object_key for line in lines if line.object_kind == "person"}
    people = apps.get_model("access", "Person").objects
    found = people.filter(pk__in=[number for number in numbers if number.isdecimal()])
    return {str(person.pk): person.name for person in found}


def _units(lines: Iterable[Entry]) -> dict[str, str]:
    """What units are called, by their keys."""
    keys = {line.object_key for line in lines} | {str(line.details.get("unit")) for line in lines}
    code = next((line.municipality for line in lines), "")
    units = apps.get_model("organisation", "Unit").objects
    return dict(units.filter(municipality__code=code, key__in=keys).values_list("key", "name"))
