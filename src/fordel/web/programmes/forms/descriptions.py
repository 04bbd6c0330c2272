"""The description and the theory of change as forms, which work without any script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fordel.interventions import programme as library
from fordel.interventions.descriptions.description import Description
from fordel.interventions.descriptions.template import description_template
from fordel.interventions.descriptions.theory import (
    LEVEL_WORDS,
    LONGEST_TEXT,
    Arrow,
    Box,
    Level,
    Theory,
)
from fordel.web.components.language import language_of
from fordel.web.programmes.queries.descriptions import parts_of_activity, sections_of

EMPTY_BOXES = 3
EMPTY_ARROWS = 4
_MOST = 60
"""Boxes or arrows that a form takes."""
_NEEDS_REASON = _("Write why the description is changed.")


class Versioned(forms.Form):
    """A form whose result is the next version: it knows which one it was opened at, and why."""

    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Why this version is written"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed from the second version on."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("opened"):
            # Said before it is sent, not after: the label and the browser ask for it.
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _NEEDS_REASON

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("opened") and "reason" in given and not given["reason"]:
            self.add_error("reason", _NEEDS_REASON)
        return given

    def opened_at(self) -> int:
        """The newest version's number when the page was opened."""
        found = self.cleaned_data.get("opened")
        return 0 if found is None else int(found)


class DescriptionForm(Versioned):
    """All parts of a description by the template."""

    def __init__(
        self,
        project: library.Project,
        now: Description,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        language = language_of()
        for shown in sections_of(now):
            self._add(f"s_{shown.question.id}", shown, language)
        for activity in project.activities:
            for shown in parts_of_activity(now.activity(activity.id)):
                self._add(f"a_{activity.id}__{shown.question.id}", shown, language)

    def _add(self, name: str, shown: Any, language: Any) -> None:
        self.fields[name] = forms.CharField(
            label=shown.question.title.to(language),
            help_text=shown.question.prompt.to(language),
            required=False,
            initial=shown.text,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def section_fields(self) -> Iterator[forms.BoundField]:
        """The sections."""
        for part in description_template().sections:
            yield self[f"s_{part.id}"]

    def activity_fields(self) -> Iterator[tuple[library.Activity, list[forms.BoundField]]]:
        """Each activity with its parts."""
        for activity in self.project.activities:
            parts = description_template().activity_parts
            yield activity, [self[f"a_{activity.id}__{part.id}"] for part in parts]

    def sections(self) -> dict[str, str]:
        """Texts of the sections."""
        template = description_template()
        return {part.id: self.cleaned_data[f"s_{part.id}"] for part in template.sections}

    def parts(self) -> dict[str, Mapping[str, str]]:
        """Texts of the activities."""
        template = description_template()
        return {
            activity.id: {
                part.id: self.cleaned_data[f"a_{activity.id}__{part.id}"]
                for part in template.activity_parts
            }
            for activity in self.project.activities
        }


class TheoryForm(Versioned):
    """Boxes and arrows, each in a row; an empty row is nothing, and there are always more."""

    def __init__(
        self,
        project: library.Project,
        theory: Theory,
        data: QueryDict | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.project = project
        boxes = [(box.id, box) for box in theory.boxes]
        kept = _sent_ids(data) if data is not None else [name for name, _box in boxes]
        taken = set(kept)
        fresh = (f"box_{n}" for n in range(1, 10 * _MOST))
        spare = [name for name in fresh if name not in taken][:EMPTY_BOXES]
        self.box_ids = [*kept, *spare][:_MOST]
        known = dict(boxes)
        for name in self.box_ids:
            self._box_fields(name, known.get(name))
        arrows = _sent_arrows(data) if data is not None else len(theory.arrows)
        self.arrow_count = min(arrows + EMPTY_ARROWS, _MOST)
        named = self._named(known, data)
        for number in range(self.arrow_count):
            now = theory.arrows[number] if number < len(theory.arrows) else None
            self._arrow_fields(number, now, named)

    def _box_fields(self, name: str, box: Box | None) -> None:
        language = language_of()
        levels = [(level.value, LEVEL_WORDS[level].to(language)) for level in Level]
        activities = [(known.id, known.name) for known in self.project.activities]
        self.fields[f"text_{name}"] = _small(
            gettext("What stands in the box"),
            forms.CharField(required=False, max_length=LONGEST_TEXT),
            "" if box is None else box.text,
        )
        self.fields[f"level_{name}"] = _small(
            gettext("Column of the box"),
            forms.ChoiceField(choices=levels, required=False),
            Level.ACTIVITY.value if box is None else box.level.value,
        )
        self.fields[f"activity_{name}"] = _small(
            gettext("Activity the box stands for"),
            forms.ChoiceField(choices=[("", "–"), *activities], required=False),
            "" if box is None else box.activity or "",
        )

    def _arrow_fields(
        self, number: int, arrow: Arrow | None, named: Sequence[tuple[str, str]]
    ) -> None:
        choices = [("", "–"), *named]
        for side, label, now in (
            ("from", gettext("The arrow goes from"), "" if arrow is None else arrow.start),
            ("to", gettext("The arrow goes to"), "" if arrow is None else arrow.end),
        ):
            field = forms.ChoiceField(choices=choices, required=False)
            self.fields[f"{side}_{number}"] = _small(label, field, now)

    def _named(self, known: Mapping[str, Box], data: QueryDict | None) -> list[tuple[str, str]]:
        """The boxes that have a text, as arrows can choose them."""
        texts = {
            name: (data.get(f"text_{name}", "") if data is not None else "")
            or (known[name].text if data is None and name in known else "")
            for name in self.box_ids
        }
        return [(name, text) for name, text in texts.items() if text.strip()]

    def boxes(self) -> Iterator[dict[str, Any]]:
        """Each box with its fields."""
        for name in self.box_ids:
            yield {part: self[f"{part}_{name}"] for part in ("text", "level", "activity")}

    def arrows(self) -> Iterator[dict[str, Any]]:
        """Each arrow with its fields."""
        for number in range(self.arrow_count):
            yield {"start": self[f"from_{number}"], "end": self[f"to_{number}"]}

    def wanted(self) -> Theory:
        """The theory: rows that are filled in; an arrow that stands twice stands once."""
        given = self.cleaned_data
        boxes = [
            Box(
                id=name,
                level=Level(given[f"level_{name}"] or Level.ACTIVITY),
                text=given[f"text_{name}"].strip(),
                activity=given[f"activity_{name}"] or None,
            )
            for name in self.box_ids
            if given[f"text_{name}"].strip()
        ]
        pairs = dict.fromkeys(
            (given[f"from_{n}"], given[f"to_{n}"]) for n in range(self.arrow_count)
        )
        arrows = [
            Arrow.model_validate({"from": start, "to": end})
            for start, end in pairs
            if start and end
        ]
        return Theory(boxes=tuple(boxes), arrows=tuple(arrows))


def _small(label: str, field: forms.Field, now: str) -> forms.Field:
    """A field of a row: its label is said aloud, the column's header is seen."""
    field.label = label
    field.initial = now
    field.widget.attrs["aria-label"] = label
    return field


_TEXT = re.compile(r"text_([a-z][a-z0-9_]*)$")


def _sent_ids(data: QueryDict) -> list[str]:
    """Boxes that came with a text, in the page's order."""
    found = ((_TEXT.match(name), name) for name in data)
    return [match[1] for match, name in found if match and data.get(name, "").strip()]


def _sent_arrows(data: QueryDict) -> int:
    numbers = [
        int(name.removeprefix("from_"))
        for name in data
        if re.fullmatch(r"from_\d{1,3}", name) and data.get(name)
    ]
    return max(numbers, default=-1) + 1
