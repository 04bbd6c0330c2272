"""The form of a package: what it is called, and how much of each activity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fordel.web.components.numbers import NumberField, WholeField
from fordel.web.programmes.forms.setting_up import Revised
from fordel.web.programmes.models import Package
from fordel.web.programmes.queries.packages import Offer, Offers, Part, Wanted, parts_in
from fordel.web.programmes.templatetags.programmes import plain

_NUMBER = re.compile(r"[0-9]{1,6}")
_HANDED_OVER = re.compile(
    r"([a-z0-9_]+)\.([a-z0-9_]+)\.([0-9]{1,4})\.([0-9]{1,5}(?:\.[0-9]{1,3})?)?"
)
"""One activity as it stands in an address: project, activity, units, groups."""


class PackageForm(Revised):
    """A package; an activity without units is not in it."""

    name = forms.CharField(
        label=_("What the package is called"),
        max_length=120,
        help_text=_("So that you can tell it from others: “language in four units”."),
    )
    children = WholeField(
        label=_("Children it is for"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("For a cost per child of the whole package."),
    )
    price_year = forms.IntegerField(
        label=_("In prices of the year"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("Empty: those of the pay table."),
    )

    def __init__(self, offers: Offers, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers.activities
        for offer in self.offers:
            said = {"activity": offer.name, "project": offer.project_name}
            units = gettext("Units with %(activity)s, %(project)s") % said
            groups = gettext("Groups in each unit of %(activity)s, %(project)s") % said
            self.fields[f"units_{offer.key}"] = WholeField(
                label=units,
                required=False,
                min_value=0,
                max_value=1000,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "aria-label": units}),
            )
            self.fields[f"groups_{offer.key}"] = NumberField(
                label=groups,
                required=False,
                min_value=Decimal("0.001"),
                max_digits=9,
                decimal_places=3,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "aria-label": groups}),
            )

    def plain_fields(self) -> Iterator[forms.BoundField]:
        """The fields that are not of an activity."""
        for name in ("name", "children", "price_year"):
            yield self[name]

    def projects(
        self,
    ) -> Iterator[tuple[str, list[tuple[Offer, forms.BoundField, forms.BoundField]]]]:
        """Activities with their fields, project by project."""
        for (_key, name), offers in groupby(
            self.offers, lambda one: (one.project, one.project_name)
        ):
            yield name, [(o, self[f"units_{o.key}"], self[f"groups_{o.key}"]) for o in offers]

    def wanted(self) -> Wanted:
        """The package."""
        given = self.cleaned_data
        parts = tuple(
            Part(
                offer.project,
                offer.activity,
                given[f"units_{offer.key}"],
                given[f"groups_{offer.key}"],
            )
            for offer in self.offers
            if given[f"units_{offer.key}"]
        )
        return Wanted(given["name"].strip(), parts, given["children"], given["price_year"])


def package_initial(row: Package) -> dict[str, Any]:
    """The form as a package stands."""
    about = {name: getattr(row, name) for name in ("name", "children", "price_year", "revision")}
    return {**about, **_amounts(parts_in(row))}


def chosen_initial(chosen: Iterable[str], children: str) -> dict[str, Any]:
    """The form as another page hands it over: ``project.activity.units.groups`` for each.

    What cannot be read so is left out: somebody may have changed the address.
    """
    read = [_HANDED_OVER.fullmatch(text) for text in chosen]
    found = _amounts(
        Part(one[1], one[2], int(one[3]), Decimal(one[4]) if one[4] else None)
        for one in read
        if one is not None
    )
    return {**found, "children": children} if _NUMBER.fullmatch(children) else found


def package_address(
    code: str, programme: str | None, parts: Iterable[Part], children: int | None
) -> str:
    """Where a package is kept that another page has put together; ``chosen_initial`` reads it."""
    asked: list[tuple[str, str]] = [("program", programme) if programme else ("katalog", "1")]
    asked += [("valgt", part.in_address) for part in parts]
    if children is not None:
        asked.append(("children", str(children)))
    where = reverse("programmes:package_new", kwargs={"code": code})
    return f"{where}?{urlencode(asked)}"


def _amounts(parts: Iterable[Part]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in parts:
        key = f"{part.project}__{part.activity}"
        found[f"units_{key}"] = part.units
        found[f"groups_{key}"] = "" if part.groups is None else plain(part.groups)
    return found
