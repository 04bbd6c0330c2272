"""What a model says and needs, for someone who has not read its YAML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from fordel.allocation.inputs import needs_of
from fordel.allocation.model.document import Model
from fordel.allocation.model.steps import MONEY_STEPS, Damping, Need
from fordel.allocation.results import money_column
from fordel.domain.language import Language, Words, day
from fordel.registers.contract import rule_for
from fordel.registers.records import Needs

_COLUMNS_ALWAYS = {
    "units": ("unit",),
    "children": ("child", "unit", "born_on | age | age_group"),
    "criteria": ("unit", "criterion", "count"),
    "scores": ("unit", "score"),
    "districts": ("district", "share | children"),
    "grants": ("unit", "amount"),
    "applications": ("unit", "amount", "decision"),
    "rates": ("rate",),
    "previous": ("unit", "amount", "weighted_children"),
}


@dataclass(frozen=True)
class FileNeeded:
    """One file of the data folder: the columns it must have, and those it may have."""

    stem: str
    needed: tuple[str, ...]
    possible: tuple[str, ...]


@dataclass(frozen=True)
class ModelWords:
    """A model described: its steps, and the files and columns it needs."""

    model: Model
    year: int
    language: Language
    files: tuple[FileNeeded, ...]

    def sentences(self) -> list[str]:
        """The description, line by line."""
        language, model = self.language, self.model
        lines = [f"{model.title.to(language)} ({model.model}, version {model.version})"]
        if model.description:
            lines += ["", " ".join(model.description.to(language).split())]
        lines += ["", _STEPS.to(language)]
        lines += [
            f"  {number}. {step.id}: {step.label.to(language) if step.label else step.use}"
            f" [{step.use}{_method(step)}]"
            for number, step in enumerate(model.steps, start=1)
        ]
        if model.criteria:
            lines += ["", _CRITERIA.to(language)]
            lines += [f"  {c.id}: {c.label.to(language)}" for c in model.criteria]
        lines += ["", _FILES.to(language)]
        for file in self.files:
            lines.append(f"  {file.stem}.csv: {', '.join(file.needed)}")
            if file.possible:
                lines.append(f"      {_POSSIBLE.to(language)} {', '.join(file.possible)}")
        counted = needs_of(model, self.year).count_on
        if counted is not None:
            lines += ["", _COUNTED.to(language).format(day=day(counted, language), year=self.year)]
        lines += ["", _ANSWER.to(language), "  " + ", ".join(columns_out(model))]
        return lines

    def to_json(self) -> dict[str, Any]:
        return {
            "model": self.model.model,
            "version": self.model.version,
            "title": self.model.title.model_dump(),
            "steps": [{"id": step.id, "use": step.use} for step in self.model.steps],
            "criteria": list(self.model.criterion_ids),
            "files": {
                file.stem: {"needed": list(file.needed), "possible": list(file.possible)}
                for file in self.files
            },
            "columns_out": columns_out(self.model),
        }


_STEPS = Words(da="Trin:", en="Steps:")
_CRITERIA = Words(da="Kriterier:", en="Criteria:")
_FILES = Words(
    da="Filer i datamappen (.csv, .xlsx, .parquet, .px eller .json) og deres kolonner:",
    en="Files in the data folder (.csv, .xlsx, .parquet, .px or .json) and their columns:",
)
_POSSIBLE = Words(da="også, hvis de er der:", en="also, where they are there:")
_COUNTED = Words(
    da="Børn tælles den {day} til budgetåret {year}.",
    en="Children are counted on {day} for the budget year {year}.",
)
_ANSWER = Words(da="allocation.csv får kolonnerne:", en="allocation.csv gets the columns:")


def describe_model(model: Model, year: int | None, language: Language) -> ModelWords:
    """Describe a model for a budget year; without one, for the year after this."""
    for_year = year if year is not None else date.today().year + 1  # noqa: DTZ011 - a year is enough
    needs = needs_of(model, for_year)
    stems = ["units", *sorted(needs.files - {"units"})]
    if any(isinstance(step, Damping) for step in model.steps):
        stems.append("previous")
    return ModelWords(model, for_year, language, tuple(_file(stem, needs) for stem in stems))


def columns_out(model: Model) -> list[str]:
    """The columns of ``allocation.csv`` for a model."""
    steps = [step.id for step in model.steps if isinstance(step, MONEY_STEPS)]
    known = ["unit", "name", "children", "weighted_children", "load", "load_share"]
    return [*known, *(money_column(step, model) for step in (*steps, "total"))]


def _method(step: object) -> str:
    if not isinstance(step, Need):
        return ""
    return f": {step.count.method}, {step.money.by}"


def _file(stem: str, needs: Needs) -> FileNeeded:
    needed = list(_COLUMNS_ALWAYS[stem])
    possible = [column.name for column in rule_for(stem, needs).columns]
    if stem == "units" and "children" not in needs.files:
        needed += [f"children_{group.id}" for group in needs.age_groups]
    if stem == "children":
        needed += list(needs.criteria)
    if stem == "units" and "districts" in needs.files:
        needed.append("district")
    named = {name for column in needed for name in column.split(" | ")}
    if stem == "criteria":
        named |= set(needs.criteria)
    return FileNeeded(stem, tuple(needed), tuple(n for n in possible if n not in named))
