"""Forms for models."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fordel.web.budgets.models import ModelVersion
from fordel.web.budgets.queries.modelling import Shipped
from fordel.web.components.language import language_of


class StartModelForm(forms.Form):
    """A new model as a copy: of one that ships, or of any version there is."""

    source = forms.ChoiceField(label=_("Copy"))
    title = forms.CharField(label=_("What is the new model called?"), max_length=160)
    slug = forms.RegexField(
        r"^[a-z][a-z0-9_]*\Z",
        label=_("Short name"),
        max_length=40,
        help_text=_("Small letters, digits and _; it stands in addresses and cannot be changed."),
        error_messages={
            "invalid": _("Use small letters a to z, digits and _, and begin with a letter.")
        },
    )

    def __init__(
        self,
        *args: Any,
        shipped: tuple[Shipped, ...],
        versions: QuerySet[ModelVersion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        language = language_of()
        own = [(f"version:{v.pk}", f"{v.model.title_da} · {v.number}") for v in versions]
        coming = [(f"shipped:{s.name}", s.title.to(language)) for s in shipped]
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)
        source.choices = [
            (_("The municipality's own"), own),
            (_("Comes with Fordel"), coming),
        ]
