"""Deliveries of files: what is under way, what a model needs, what came of the last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from fordel.allocation.inputs import Inputs, needs_of
from fordel.allocation.model.document import Model
from fordel.allocation.model.loading import load_model, parse_model, shipped_models
from fordel.domain.language import Language
from fordel.registers.column_words import FILE_WORDS, column_words
from fordel.registers.contract import FILES, ColumnRule, rule_for
from fordel.registers.inspection import Holds
from fordel.registers.proposing import lacking, propose_columns
from fordel.registers.records import Needs
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.models import AllocationModel, BudgetYear, CountedData, DataImport
from fordel.web.budgets.queries.keeping import unpacked

UNFINISHED = (
    DataImport.State.UPLOADED,
    DataImport.State.MAPPED,
    DataImport.State.READING,
    DataImport.State.REFUSED,
)
_USUAL = "shipped:demokommune"


def under_way(budget_year: BudgetYear) -> DataImport | None:
    """The delivery that is neither counted nor given up."""
    unfinished = DataImport.objects.filter(budget_year=budget_year, state__in=UNFINISHED)
    return unfinished.select_related("job").first()


def newest_counted(budget_year: BudgetYear) -> CountedData | None:
    """The data that count for a year."""
    return budget_year.data.select_related("data_import").first()


def models_to_fit(standing: Standing, language: Language) -> list[tuple[str, str]]:
    """The models that data can be read for: the municipality's own, then those that ship."""
    own = [
        (f"own:{model.slug}", (model.title_en if language == "en" else "") or model.title_da)
        for model in AllocationModel.objects.filter(municipality_id=standing.municipality_id)
        if model.versions.exists()
    ]
    ships = _("ships with Fordel")
    shipped = [
        (f"shipped:{name}", f"{load_model(name).title.to(language)} ({ships})")
        for name in sorted(shipped_models(), key=lambda name: (f"shipped:{name}" != _USUAL, name))
    ]
    return own + shipped


def model_called(municipality_id: int, choice: str) -> Model:
    """The model of a choice: the newest version of one's own, or one that ships."""
    place, _sep, name = choice.partition(":")
    if place == "shipped":
        return load_model(name)
    own = get_object_or_404(AllocationModel, municipality_id=municipality_id, slug=name)
    version = own.versions.first()
    if version is None:
        return load_model(name)
    return parse_model(version.text, f"{name}.yaml")


def needs_for(delivery: DataImport) -> tuple[Model, Needs]:
    """What a delivery's model asks for, and the day its children are counted on."""
    year = delivery.budget_year
    model = model_called(year.municipality_id, delivery.mapping["model"])
    needs, day = needs_of(model, year.year), delivery.mapping.get("count_on")
    return model, needs if day is None else replace(needs, count_on=date.fromisoformat(day))


def day_of_counting(model: Model, year: int, *, recount: bool, asked: date | None) -> date | None:
    """The day to count on: the one asked for, else the model's; in a recount that of the year.

    Returns
    -------
    None where it is the model's own day, or the model has none.
    """
    own = model.children.count_on
    if asked is None and recount and own is not None:
        return own.model_copy(update={"year": 0}).on(year)
    return asked


@dataclass(frozen=True)
class HeaderChoice:
    """A column of a file: its header, what it holds, and what it is read as."""

    field: str
    header: str
    holds: str
    missing: int
    chosen: str


@dataclass(frozen=True)
class FileChoice:
    """A file: what it is read as, its columns, and what each may be."""

    field: str
    name: str
    rows: int
    format: str
    chosen: str
    columns: Sequence[HeaderChoice]
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Columns:
    """The page of a delivery's columns: the choices, and what is not right about them yet."""

    files: Sequence[FileChoice]
    tables: Sequence[tuple[str, str]]
    problems: Sequence[str]

    def mapping(self) -> dict[str, dict[str, Any]]:
        """The choices as a delivery keeps them."""
        return {
            file.name: {
                "table": file.chosen,
                "columns": {c.chosen: c.header for c in file.columns if c.chosen},
                "unused": [c.header for c in file.columns if not c.chosen],
            }
            for file in self.files
        }


@dataclass(frozen=True)
class _Fit:
    """What files are fitted to: the model's needs, and its columns as the reader calls them."""

    needs: Needs
    criteria: Mapping[str, str]
    language: Language

    def called(self, name: str) -> str:
        return self.criteria.get(name) or column_words(name).to(self.language)

    def file(self, stem: str) -> str:
        return FILE_WORDS[stem].to(self.language)

    def columns(self, stem: str) -> tuple[ColumnRule, ...]:
        return rule_for(stem, self.needs).columns if stem else ()


def columns_of(
    delivery: DataImport, language: Language, sent: Mapping[str, str] | None = None
) -> Columns:
    """The files and columns of a delivery as they were sent, accepted before, or proposed.

    Where another kind is chosen for a file, its columns are proposed anew.
    """
    model, needs = needs_for(delivery)
    fit = _Fit(needs, {c.id: c.label.to(language) for c in model.criteria}, language)
    kept = delivery.mapping.get("files", {})
    files = [
        _file(f"file-{number}", file, _chosen(f"file-{number}", file, kept, sent, fit), fit)
        for number, file in enumerate(delivery.report.get("files", ()))
    ]
    return Columns(files, [(stem, fit.file(stem)) for stem in FILES], _problems(files, fit))


def _chosen(
    field: str,
    file: Mapping[str, Any],
    kept: Mapping[str, Any],
    sent: Mapping[str, str] | None,
    fit: _Fit,
) -> tuple[str, dict[str, str]]:
    """What a file is, and what each of its headers is."""
    headers = [column["header"] for column in file["columns"]]
    if sent is None:
        before = kept.get(file["name"], {})
        stem = str(before.get("table", ""))
        return stem, {header: name for name, header in before.get("columns", {}).items()}
    stem = sent.get(field, "")
    if stem not in FILES:
        return "", {}
    if stem != sent.get(f"{field}-was", ""):
        return stem, {h: name for name, h in propose_columns(headers, stem, fit.needs).items()}
    return stem, {header: sent.get(f"{field}-{i}", "") for i, header in enumerate(headers)}


def _file(
    field: str, file: Mapping[str, Any], chosen: tuple[str, dict[str, str]], fit: _Fit
) -> FileChoice:
    stem, by_header = chosen
    names = [column.name for column in fit.columns(stem)]
    columns = []
    for place, column in enumerate(file["columns"]):
        name = by_header.get(column["header"], "")
        columns.append(
            HeaderChoice(
                field=f"{field}-{place}",
                header=column["header"],
                holds=_holds(column["holds"]),
                missing=column["missing"],
                chosen=name if name in names else "",
            )
        )
    return FileChoice(
        field=field,
        name=file["name"],
        rows=file["rows"],
        format=file["format"],
        chosen=stem,
        columns=columns,
        options=[(name, fit.called(name)) for name in names],
    )


def _holds(kind: str) -> str:
    return {
        Holds.EMPTY: _("nothing"),
        Holds.PERSONAL: _("personal numbers"),
        Holds.YES_NO: _("yes and no"),
        Holds.NUMBERS: _("numbers"),
        Holds.DATES: _("dates"),
        Holds.TEXTS: _("text or keys"),
    }[Holds(kind)]


def _problems(files: Sequence[FileChoice], fit: _Fit) -> list[str]:
    chosen = [file.chosen for file in files if file.chosen]
    found = [
        _("The model needs a file with “%(file)s”. Add it on the page “Data”.")
        % {"file": fit.file(stem)}
        for stem in lacking(chosen, fit.needs)
    ]
    for stem in sorted({stem for stem in chosen if chosen.count(stem) > 1}):
        words = {"file": fit.file(stem)}
        found.append(_("Two files are read as “%(file)s”. Choose one of them.") % words)
    for file in files:
        found += _column_problems(file, fit)
    return found


def _column_problems(file: FileChoice, fit: _Fit) -> Iterator[str]:
    names = [column.chosen for column in file.columns if column.chosen]
    for name in sorted({name for name in names if names.count(name) > 1}):
        words = {"file": file.name, "column": fit.called(name)}
        yield _("In %(file)s two columns are read as “%(column)s”. Choose one of them.") % words
    for column in fit.columns(file.chosen):
        # Criteria may stand in columns of their own instead, one for each.
        if column.needed and column.name not in names and file.chosen != "criteria":
            words = {"file": file.name, "column": fit.called(column.name)}
            yield _("In %(file)s no column is “%(column)s”. Choose which it is.") % words


@dataclass(frozen=True)
class Compared:
    """Counted data beside the data counted before: what is new, what is gone."""

    children: int | None
    children_before: int | None
    units: int
    units_before: int
    units_new: Sequence[str]
    units_gone: Sequence[str]
    age_groups: Sequence[tuple[str, int, int | None]]


def compared(data: CountedData) -> Compared | None:
    """A year's data beside those before them, in the same year or the year before."""
    before = _before(data)
    if before is None:
        return None
    new, old = unpacked(bytes(data.content)), unpacked(bytes(before.content))
    names = {unit.id: unit.name or unit.id for unit in (*old.register.units, *new.register.units)}
    now, then = {u.id for u in new.register.units}, {u.id for u in old.register.units}
    ages, ages_before = _by_age(new), _by_age(old)
    return Compared(
        children=data.children_count,
        children_before=before.children_count,
        units=data.units_count,
        units_before=before.units_count,
        units_new=sorted(names[key] for key in now - then),
        units_gone=sorted(names[key] for key in then - now),
        age_groups=[(age, count, ages_before.get(age)) for age, count in ages.items()],
    )


def _before(data: CountedData) -> CountedData | None:
    year = data.budget_year
    here = CountedData.objects.filter(budget_year__municipality=year.municipality_id)
    same = here.filter(budget_year=year, made_at__lt=data.made_at).first()
    return same or here.filter(budget_year__year=year.year - 1).first()


def _by_age(inputs: Inputs) -> dict[str, int]:
    profile = inputs.enrolled
    if profile is None:
        return {}
    sums = profile.totals().sum(axis=0)
    return {age: int(count) for age, count in zip(profile.age_groups, sums, strict=True)}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a file: where, what, why it matters, what to do."""

    row: int | None
    column: str
    what: str
    why: str
    next: str


@dataclass(frozen=True)
class Wrong:
    """What is wrong with one file; ``more`` counts what is not listed."""

    file: str
    problems: Sequence[Problem]
    more: int


SHOWN = 25
"""Problems listed for a file; who mends those mends mostly all."""


def problem_groups(delivery: DataImport, language: Language) -> list[Wrong]:
    """What is wrong with a delivery, file by file."""
    by_file: dict[str, list[Problem]] = {}
    uncounted = 0
    for entry in delivery.report.get("problems", ()):
        if "more" in entry:
            uncounted = entry["more"]
            continue
        what, why, following = entry[language]
        by_file.setdefault(entry["file"], []).append(
            Problem(entry["row"], entry["column"] or "", what, why, following)
        )
    groups = [Wrong(f, found[:SHOWN], max(len(found) - SHOWN, 0)) for f, found in by_file.items()]
    if groups and uncounted:
        last = groups[-1]
        groups[-1] = Wrong(last.file, last.problems, last.more + uncounted)
    return groups
