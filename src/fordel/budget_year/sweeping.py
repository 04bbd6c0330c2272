"""A sweep from a data folder to its files: variants, amounts, the front, exact runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fordel import __version__
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.allocation.results import csv_text
from fordel.allocation.runs import make_run
from fordel.budget_year.computing import Computed, Progress, gather
from fordel.budget_year.counting import IN_FOLDER, Children
from fordel.budget_year.writing import whole_folder, write_run
from fordel.charts.front import Option, Scale, front
from fordel.charts.result import ChartWithTable
from fordel.domain.language import Language, Words
from fordel.search.aims import AIMS
from fordel.search.evaluating import Block
from fordel.search.grid import Grid, read_grid
from fordel.search.ground import Ground
from fordel.search.levers import is_figure, shown
from fordel.search.refusals import VariantNotInGrid
from fordel.search.summarising import WHOLE
from fordel.search.sweeping import Sweep, sweep

VARIANTS, AMOUNTS, FRONT, EXACT = "variants.parquet", "amounts.parquet", "front", "exact"
SWEEPING = Words(da="Regner varianter", en="Computing variants")
PAYING = Words(da="Regner de valgte nøjagtigt", en="Computing the chosen ones exactly")
THE_MODEL = Words(da="modellen selv", en="the model itself")


@dataclass(frozen=True)
class Swept:
    """A sweep and where its files lie."""

    sweep: Sweep
    exact: tuple[int, ...]
    files: dict[str, Path]


@dataclass(frozen=True)
class Asked:
    """What a sweep is made from.

    ``previous`` is last year's run (its folder or bundle); without it ``previous.csv`` is used, if
    the data folder has one. ``exact`` are the variants to be computed by the engine too, each as a
    run's folder.
    """

    folder: Path
    year: int
    grid: Path
    previous: Path | None = None
    exact: tuple[int, ...] = ()
    children: Children = IN_FOLDER


def sweep_folder(
    model: Model,
    asked: Asked,
    out: Path,
    language: Language,
    progress: Progress = lambda _: None,
) -> Swept:
    """Read a data folder, count its children once, compute every variant and write the files.

    Raises
    ------
    WrongUse : the grid's own refusals; VariantNotInGrid for a number that it does not have.
    RefusedFiles, ModelRefused, InputRefused : as for allocating.
    CannotWrite : the folder cannot be written to; nothing in it has changed.
    """
    grid = read_grid(asked.grid, model)
    for variant in asked.exact:
        if not 0 <= variant < grid.variants:
            raise VariantNotInGrid(variant=variant, last=grid.variants - 1)
    year = asked.year
    found = gather(
        model,
        asked.folder,
        year,
        previous=asked.previous,
        children=asked.children,
        progress=progress,
    )
    inputs = found.inputs
    progress(SWEEPING)
    with whole_folder(out, ours=("exact",)) as making:
        swept = _write_sweep(grid, inputs, year, making, language)
        if asked.exact:
            progress(PAYING)
        if asked.exact or (out / EXACT).exists():  # an older sweep's numbers mean other variants
            (making / EXACT).mkdir()
        for variant in dict.fromkeys(asked.exact):
            run = make_run(grid.model_of(variant), inputs, year)
            place = making / EXACT / f"variant_{variant}"
            write_run(Computed(run, found.notes, found.previous), place, language, everything=False)
    names = (VARIANTS, AMOUNTS, f"{FRONT}.svg", f"{FRONT}.csv", *([EXACT] if asked.exact else []))
    return Swept(swept, asked.exact, {name: out / name for name in names})


def _write_sweep(grid: Grid, inputs: Inputs, year: int, making: Path, language: Language) -> Sweep:
    amounts = AmountsFile(making / AMOUNTS)
    try:
        swept = sweep(grid, inputs, year, keep=amounts.keep)
    finally:
        amounts.close()
    write_variants(swept, making / VARIANTS)
    chart = front_chart(swept, language)
    (making / f"{FRONT}.csv").write_text(csv_text(*chart.table), encoding="utf-8", newline="")
    (making / f"{FRONT}.svg").write_text(chart.svg(), encoding="utf-8", newline="")
    return swept


class AmountsFile:
    """Variant x unit, written block by block; nothing is held."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: Any = None

    def keep(self, ground: Ground, block: Block) -> None:
        """Add a block's amounts; refused variants have none."""
        import numpy as np  # noqa: PLC0415 - only who sweeps pays for it
        import pyarrow as pa  # noqa: PLC0415
        from pyarrow import parquet  # noqa: PLC0415

        rows = len(block.variants)
        units = pa.DictionaryArray.from_arrays(
            pa.array(np.tile(np.arange(ground.units, dtype=np.int32), rows)),
            pa.array(ground.base.ids, type=pa.string()),
        )
        table = pa.table(
            {
                "variant": np.repeat(block.variants.astype(np.int32), ground.units),
                "unit": units,
                "total_dkk": pa.array(block.total.reshape(-1), from_pandas=True),
                "need_dkk": pa.array(block.need.reshape(-1), from_pandas=True),
            }
        )
        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table)

    def close(self) -> None:
        """Finish the file."""
        if self._writer is not None:
            self._writer.close()


def write_variants(swept: Sweep, path: Path) -> None:
    """A row per variant: what is changed, its figures, its refusal, whether it is on the front.

    The model itself is variant 0, with nothing in the columns of the levers. A figure that has no
    value is null.
    """
    import pyarrow as pa  # noqa: PLC0415 - only who sweeps pays for it
    from pyarrow import parquet  # noqa: PLC0415

    grid = swept.grid
    columns: dict[str, Any] = {"variant": pa.array(range(grid.variants), type=pa.int32())}
    for place, axis in enumerate(grid.axes):
        chosen = [axis.values[choice[place]] for choice in grid.choices]
        numeric = all(is_figure(value) for value in axis.values)
        cells = [float(value) if numeric else shown(value) for value in chosen]
        columns[axis.title] = pa.array([None, *cells])
    columns["refused"] = pa.array([reason or None for reason in swept.refused], type=pa.string())
    columns["on_front"] = pa.array(swept.front)
    ids = swept.ground.base.ids
    for name, values in swept.columns.items():
        if name.startswith("largest_loss_unit"):
            named = [ids[int(v)] if v >= 0 else None for v in values]
            columns[name] = pa.array(named, type=pa.string())
        elif name.startswith(WHOLE):
            columns[name] = pa.array(values, from_pandas=True).cast(pa.int32())
        else:
            columns[name] = pa.array(values, from_pandas=True)
    about = {
        "model": grid.model.model,
        "year": str(swept.ground.base.year),
        "aims": ",".join(grid.aims),
        "made_with": f"fordel {__version__}",
        "figures": "floats, unrounded: for searching, not for paying",
    }
    table = pa.table(columns).replace_schema_metadata(about)
    parquet.write_table(table, path, compression="zstd")


def changed(grid: Grid, variant: int, language: Language) -> str:
    """What a variant changes, as one line."""
    values = grid.values_of(variant)
    if values is None:
        return THE_MODEL.to(language)
    several = len(grid.varied) > 1
    return "; ".join(
        f"{axis.title if several else axis.name} {shown(value)}"
        for axis, value in zip(grid.axes, values, strict=True)
    )


def front_chart(swept: Sweep, language: Language) -> ChartWithTable:
    """The variants that could be computed, by the grid's first two aims."""
    aims = [AIMS[aim] for aim in swept.grid.aims]
    figures = [swept.columns[aim.column] for aim in aims]
    options = []
    for variant in range(swept.grid.variants):
        own = tuple(float(column[variant]) for column in figures)
        if not swept.refused[variant] and all(figure == figure for figure in own):  # noqa: PLR0124 - NaN
            options.append(
                Option(
                    variant,
                    changed(swept.grid, variant, language),
                    own,
                    on_front=bool(swept.front[variant]),
                    is_model=variant == 0,
                )
            )
    return front(options, [Scale(aim.words, aim.decimals) for aim in aims], language)
