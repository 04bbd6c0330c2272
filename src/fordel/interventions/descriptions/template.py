"""What a description of an intervention says, part by part: a packaged definition."""

from __future__ import annotations

from functools import lru_cache

from fordel.allocation.model.values import Part, Text
from fordel.interventions.loading import shipped

_FILE = "description.yaml"


class Question(Part):
    """One part of a description: what to write, and why it matters."""

    id: str
    title: Text
    prompt: Text
    why: Text


class Template(Part):
    """The parts of a description, and of each central activity in it."""

    source: str
    sections: tuple[Question, ...]
    activity_parts: tuple[Question, ...]
    no_activities: Text
    no_theory: Text
    no_intensity: Text
    not_in_theory: Text


@lru_cache(maxsize=1)
def description_template() -> Template:
    """The template that ships with Fordel."""
    return shipped(Template, "programmes", _FILE)
