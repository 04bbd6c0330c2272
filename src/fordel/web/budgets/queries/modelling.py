"""Models and versions as a person sees them, and a version as the library knows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from fordel.allocation.model.cards import Document, Field, cards
from fordel.allocation.model.differences import in_short
from fordel.allocation.model.document import Model
from fordel.allocation.model.editing import STEP_KINDS
from fordel.allocation.model.loading import load_model, parse_model, shipped_models
from fordel.allocation.model.words import Called, called
from fordel.allocation.refusals.writing import ModelNotUnderstood
from fordel.domain.errors import UserError
from fordel.domain.language import Language, Words
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.models import Entry
from fordel.web.budgets.models import AllocationModel, ModelVersion

_KEPT_MODELS = 64


@dataclass(frozen=True)
class Card:
    """One step: its number, its field, what kind it is, and what stands on it in short."""

    number: int
    field: Field
    kind: Called
    title: str
    short: str
    is_open: bool

    @property
    def use(self) -> str:
        return self.field.chosen[0] if self.field.chosen else ""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a model, and the field where it is, as far as that can be told."""

    words: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True)
class Shipped:
    """A model that comes with Fordel."""

    name: str
    title: Words


def models_seen_by(standing: Standing) -> QuerySet[AllocationModel]:
    """The municipality's models with their versions."""
    return AllocationModel.objects.filter(
        municipality_id=standing.municipality_id
    ).prefetch_related("versions")


def versions_seen_by(standing: Standing) -> QuerySet[ModelVersion]:
    """Every version of the municipality's models."""
    return ModelVersion.objects.filter(
        model__municipality_id=standing.municipality_id
    ).select_related("model", "based_on")


def version_seen_by(standing: Standing, model: str, number: int) -> ModelVersion:
    """One of them, or a page that says there is none."""
    return get_object_or_404(versions_seen_by(standing), model__slug=model, number=number)


def model_of(version: ModelVersion) -> Model:
    """A version as the library knows it; read once while it stays as it is."""
    return _model_of(version.text, version.model.slug)


@lru_cache(maxsize=_KEPT_MODELS)
def _model_of(text: str, name: str) -> Model:
    return parse_model(text, f"{name}.yaml")


@lru_cache(maxsize=1)
def shipped() -> tuple[Shipped, ...]:
    """The models that come with Fordel."""
    found = []
    for name in shipped_models():
        title = load_model(name).title
        found.append(Shipped(name, Words(da=title.da, en=title.en)))
    return tuple(found)


def last_saved_by(version: ModelVersion) -> str:
    """The name of whoever saved a version last; empty where the log does not say."""
    entry = (
        Entry.objects.filter(
            municipality=version.model.municipality.code,
            action="model.saved",
            object_key=f"{version.model.slug} {version.number}",
        )
        .order_by("-pk")
        .first()
    )
    return "" if entry is None else entry.person_called.split(" <", 1)[0]


def step_cards(fields: tuple[Field, ...], language: Language, touched: str) -> list[Card]:
    """The steps of a model as cards; the one that was touched stands open."""
    steps = next((field for field in fields if field.path == "steps"), None)
    found = []
    for number, field in enumerate(steps.parts if steps else (), start=1):
        use = field.chosen[0] if field.chosen else ""
        kind = called("parts", use) if use in STEP_KINDS else steps.words  # type: ignore[union-attr]
        own = {part.path.rsplit(".", 1)[-1]: part for part in field.parts}
        label = own.get("label")
        said = "" if label is None else (label.named if language == "en" else label.value)
        found.append(
            Card(
                number=number,
                field=field,
                kind=kind,
                title=said or kind.label.to(language),
                short=in_short(field, language),
                is_open=touched == field.path or touched.startswith(field.path + "."),
            )
        )
    return found


def kinds_of_steps() -> list[tuple[str, Called]]:
    """Every kind of step that can be added."""
    return [(name, called("parts", name)) for name in STEP_KINDS]


def fields_of_document(document: Document, language: Language) -> tuple[Field, ...]:
    """The cards of a document."""
    return cards(document, language)


def problem_at(error: UserError, fields: tuple[Field, ...], language: Language) -> Problem:
    """A refusal with the field it is about: where the library says it stands, or its step."""
    if not hasattr(error, "what"):
        return Problem(tuple(error.message(language).splitlines()))
    place = error.place if isinstance(error, ModelNotUnderstood) else ""
    step = getattr(error, "step", "")
    if not place and isinstance(step, str) and step:
        place = f"steps.{step}"
    words: tuple[str, ...] = error.parts(language)
    if isinstance(error, ModelNotUnderstood):
        said = error.problem_da if language == "da" else error.problem_en
        words = (said[:1].upper() + said[1:] + ".", *words[1:2])
    every = [field for top in fields for field in top.walk()]
    while place:
        for field in every:
            if field.place == place:
                return Problem(words, field.path)
        place = place.rpartition(".")[0]
    return Problem(words)
