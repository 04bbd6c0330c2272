"""Forms in the house's look: label, help and problem tied to the field, all of it said aloud."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """Fields are drawn by ``components/field.html``."""

    field_template_name = "components/field.html"
