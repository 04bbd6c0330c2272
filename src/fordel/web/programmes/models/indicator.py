"""A question that registration sheets can ask."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fordel.interventions.indicators import Kind, Theme

_KINDS = {Kind.COUNT: _("Count"), Kind.RATING: _("Rating"), Kind.COLOURS: _("Three colours")}
_THEMES = {
    Theme.ACTIVITIES: _("Activities"),
    Theme.PARENTS: _("Cooperation with parents"),
    Theme.PRIMARY_PARTNER: _("Primary partner"),
    Theme.OTHER_PARTNERS: _("Other partners"),
    Theme.SUPPORT: _("Need for support"),
    Theme.SCHOOL_START: _("School start"),
    Theme.WELLBEING: _("Wellbeing"),
    Theme.LANGUAGE: _("Language"),
}


class Indicator(models.Model):
    """A count, a rating or children in three colours, as the library knows it."""

    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, related_name="indicators"
    )
    key = models.CharField(max_length=60)
    kind = models.CharField(
        max_length=10, choices=[(kind.value, words) for kind, words in _KINDS.items()]
    )
    theme = models.CharField(
        max_length=20, choices=[(theme.value, words) for theme, words in _THEMES.items()]
    )
    label_da = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300)
    help_da = models.TextField(blank=True)
    help_en = models.TextField(blank=True)
    lowest = models.SmallIntegerField(default=1)
    highest = models.SmallIntegerField(default=7)
    children = models.CharField(max_length=10, blank=True)
    """Which children a count is of, where it is of children."""
    participants_of = models.CharField(max_length=60, blank=True)
    """At what other count's events it counts those who came."""
    asked_from = models.PositiveSmallIntegerField(null=True, blank=True)
    """The first period that asks it, where not all do."""
    asked_until = models.PositiveSmallIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("programme", "order", "pk")
        constraints = (
            models.UniqueConstraint(fields=["programme", "key"], name="one_indicator_per_key"),
        )

    def __str__(self) -> str:
        return self.key
