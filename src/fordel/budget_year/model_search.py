"""A model search from a data folder to its files: models that can be allocated, and their money."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fordel.allocation.bundles.bundle import model_yaml
from fordel.allocation.model.document import Model
from fordel.allocation.results import csv_text, json_text
from fordel.budget_year.charting import charts_of
from fordel.budget_year.computing import Computed, Gathered, Progress, gather
from fordel.budget_year.counting import IN_FOLDER, Children
from fordel.budget_year.telling.searches import search_document
from fordel.budget_year.writing import whole_folder, write_run
from fordel.domain.language import Language, Words, plain, rounded
from fordel.equity.of_run import measure_run
from fordel.search.finding.document import read_aims
from fordel.search.finding.making import Found
from fordel.search.finding.searching import Search, search_models

MODELS, EXACT, TABLE, AMOUNTS, TOLD = "models", "exact", "models.csv", "amounts.csv", "search.json"
NEAREST = "nearest"
CHARTS = ("bars", "lorenz")
"""Who gets what: unit by unit, or as a curve where there are too many units for bars."""
SEARCHING = Words(da="Søger modeller", en="Searching models")


@dataclass(frozen=True)
class Searched:
    """A search and where its files lie."""

    search: Search
    files: dict[str, Path]


@dataclass(frozen=True)
class Sought:
    """What a search is made from.

    ``previous`` is last year's run (its folder or bundle); without it ``previous.csv`` is used, if
    the data folder has one. With ``exact`` every model found is written as a run's folder too.
    """

    folder: Path
    year: int
    aims: Path
    previous: Path | None = None
    exact: bool = False
    children: Children = IN_FOLDER


def search_folder(
    model: Model,
    sought: Sought,
    out: Path,
    language: Language,
    progress: Progress = lambda _: None,
) -> Searched:
    """Read a data folder, search for models that keep the aims, and write the files.

    Raises
    ------
    WrongUse : aims or levers that do not fit; see the refusals of the search.
    RefusedFiles, ModelRefused, InputRefused : as for allocating.
    CannotWrite : the folder cannot be written to; nothing in it has changed.
    """
    aims = read_aims(sought.aims)
    found = gather(
        model,
        sought.folder,
        sought.year,
        previous=sought.previous,
        children=sought.children,
        progress=progress,
    )
    progress(SEARCHING)
    search = search_models(model, aims, found.inputs, sought.year)
    with whole_folder(out, ours=("exact",)) as making:
        _write_models(search, making / MODELS, language)
        _put(making / TABLE, models_csv(search))
        _put(making / AMOUNTS, amounts_csv(search))
        _put(making / TOLD, json_text(search_document(search)))
        if sought.exact or (out / EXACT).exists():  # an older search's numbers mean other models
            (making / EXACT).mkdir()
        if sought.exact:
            _write_runs(search, found, making / EXACT, language)
    names = (TABLE, AMOUNTS, TOLD, MODELS, *([EXACT] if sought.exact else []))
    return Searched(search, {name: out / name for name in names})


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def named(found: Found) -> str:
    """What a model's files are called."""
    return f"model_{found.number}" if found.number else NEAREST


def shown_models(search: Search) -> tuple[Found, ...]:
    """The models found, or the nearest where there is none."""
    return search.models or (() if search.nearest is None else (search.nearest,))


def _write_models(search: Search, folder: Path, language: Language) -> None:
    """Every model as YAML, with a chart of who gets what and its table."""
    folder.mkdir()
    for found in shown_models(search):
        _put(folder / f"{named(found)}.yaml", model_yaml(found.model))
        drawn = charts_of(found.run, measure_run(found.run), language)
        chart = next((drawn[name] for name in CHARTS if name in drawn), None)
        if chart is not None:
            _put(folder / f"{named(found)}.svg", chart.svg())
            _put(folder / f"{named(found)}.csv", csv_text(*chart.table))


def _write_runs(search: Search, gathered: Gathered, folder: Path, language: Language) -> None:
    for found in shown_models(search):
        computed = Computed(found.run, gathered.notes, gathered.previous)
        write_run(computed, folder / named(found), language, everything=False)


def models_csv(search: Search) -> str:
    """A row per model: its levers, every aim's figure, and what it means for the units."""
    aims = [f"aim_{place}_{aim.what}" for place, aim in enumerate(search.aims.aims, start=1)]
    levers = [axis.title for axis in search.space.axes]
    header = ["model", *levers, *aims, "kept", "winners", "losers", "largest_loss_dkk",
              "largest_loss_unit", "need_dkk", "most_loaded_quarter_need_dkk"]  # fmt: skip
    ids = search.ground.base.ids
    rows = []
    for found in shown_models(search):
        gains = found.gains
        rows.append([
            named(found),
            *search.space.cells(found.values),
            *(f"{rounded(aim.figure, 4).normalize():f}" for aim in found.aims),
            "yes" if found.kept else "no",
            str(gains.winners),
            str(gains.losers),
            plain(gains.largest_loss_dkk),
            "" if gains.loser is None else ids[gains.loser],
            plain(gains.need_dkk),
            "" if gains.reach_dkk is None else plain(gains.reach_dkk),
        ])  # fmt: skip
    return csv_text(header, rows)


def amounts_csv(search: Search) -> str:
    """A row per unit: what it gets in the model itself, and in every model found."""
    models = shown_models(search)
    header = ["unit", "name", "itself_dkk"]
    for found in models:
        header += [f"{named(found)}_{what}" for what in ("dkk", "need_dkk", "change_dkk")]
    paid = search.ground.paid
    rows = []
    for at, unit in enumerate(paid.units):
        row = [unit.id, unit.name, plain(paid.totals[at])]
        for found in models:
            allocation = found.run.allocation
            total = allocation.totals[at]
            row += [plain(total), plain(allocation.need[at]), plain(total - paid.totals[at])]
        rows.append(row)
    return csv_text(header, rows)
