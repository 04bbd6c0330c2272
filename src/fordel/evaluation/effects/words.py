"""The words of the evaluation of effects, read from the packaged YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from fordel.domain.language import Words
from fordel.statistics import answers


@dataclass(frozen=True)
class NotEstimable:
    """There is no figure, and why. ``key`` names the reason, ``n`` is how many there were."""

    key: str
    reason: Words
    n: int
    needed: int | None = None


def not_estimable(key: str, n: int, needed: int | None = None) -> NotEstimable:
    """A reason in words."""
    template = entry("reasons", key)
    words = filled(template, n=n, needed="–" if needed is None else needed)
    return NotEstimable(key, words, n, needed)


def told(refused: answers.NotEstimable) -> NotEstimable:
    """What an estimator did not answer, in words."""
    return not_estimable(refused.reason, refused.n, refused.needed)


def entry(*keys: str) -> Words:
    """One text of the packaged words; templates keep their braces."""
    found: Any = texts()
    for key in keys:
        found = found[key]
    return Words(da=found["da"], en=found["en"])


def filled(template: Words, **values: object) -> Words:
    """A template with the same values in both languages; Words are put in by language."""
    by_language = {
        language: {
            name: value.to(language) if isinstance(value, Words) else value
            for name, value in values.items()
        }
        for language in ("da", "en")
    }
    return Words(
        da=template.da.format(**by_language["da"]), en=template.en.format(**by_language["en"])
    )


@cache
def texts() -> Mapping[str, Any]:
    """The packaged words as they are written."""
    import yaml  # noqa: PLC0415 - only who evaluates pays for it

    place = files("fordel.definitions") / "evaluation" / "effects.yaml"
    found: dict[str, Any] = yaml.safe_load(place.read_text("utf-8"))
    return found
