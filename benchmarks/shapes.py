"""Children of any number of units, drawn by a seed: as arrays, as a table, as Parquet in parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

CRITERIA = ("a", "b", "c", "d", "e", "f")
AGES = ("0-2", "3-5")
AGE_WEIGHTS = (2, 1)
CHILDREN_PER_UNIT = 67
"""As in Denmark: 300,000 children in 4,500 units."""
PART = 1_000_000
"""Children in one part of a large file; a part is a region with units of its own."""
SHARE_OF_CRITERION = (0.18, 0.22, 0.15, 0.17, 0.12, 0.05)
SHARE_UNKNOWN = 0.01
FULL_TIME = np.array([1000, 750, 500], dtype=np.int32)


@dataclass(frozen=True)
class Children:
    """A row per child; ``met`` and ``unknown`` have shape (children, criteria).

    ``unit`` counts from ``first``, so that parts of one country have units of their own.
    """

    units: int
    first: int
    unit: NDArray[np.int32]
    age: NDArray[np.int8]
    full_time: NDArray[np.int32]
    met: NDArray[np.bool_]
    unknown: NDArray[np.bool_]

    @property
    def keys(self) -> list[str]:
        """The units' keys, in order."""
        return [f"{self.first + i:08d}" for i in range(self.units)]


def draw(children: int, units: int, seed: int, *, first: int = 0, part: int = 0) -> Children:
    """Children spread over units of different size and need.

    Parameters
    ----------
    part : which part of a country this is; the same seed and part give the same children.
    """
    random = np.random.default_rng([seed, part])
    size = random.gamma(6.0, size=units)
    burden = random.gamma(2.0, 0.5, size=units)
    unit = random.choice(units, size=children, p=size / size.sum()).astype(np.int32)
    chance = np.minimum(np.array(SHARE_OF_CRITERION) * burden[unit][:, None], 0.9)
    shape = (children, len(CRITERIA))
    unknown = random.random(shape, dtype=np.float32) < SHARE_UNKNOWN
    met = (random.random(shape, dtype=np.float32) < chance) & ~unknown
    age = (random.random(children) < 0.55).astype(np.int8)  # noqa: PLR2004 - of kindergarten age
    full_time = FULL_TIME[random.integers(0, len(FULL_TIME), children)]
    return Children(units, first, unit, age, full_time, met, unknown)


def table_of(children: Children) -> Any:
    """The children as an Arrow table in the form that ``pattern_counts`` takes."""
    import pyarrow as pa  # noqa: PLC0415 - only who counts children pays for it

    keys = pa.array(children.keys)
    unit = pa.DictionaryArray.from_arrays(pa.array(children.unit), keys)
    ages = pa.DictionaryArray.from_arrays(pa.array(children.age), pa.array(list(AGES)))
    columns = {
        "unit": unit.cast(pa.string()),
        "district": pa.nulls(len(children.unit), pa.string()),
        "age_group": ages.cast(pa.string()),
        "full_time": children.full_time,
    }
    for i, name in enumerate(CRITERIA):
        columns[name] = pa.array(children.met[:, i], mask=children.unknown[:, i])
    return pa.table(columns)


def parts(children: int, seed: int, *, part: int = PART) -> Iterator[Children]:
    """A country part by part, so that no more than one is held."""
    first = 0
    for number, begin in enumerate(range(0, children, part)):
        here = min(part, children - begin)
        units = max(1, here // CHILDREN_PER_UNIT)
        yield draw(here, units, seed, first=first, part=number)
        first += units


def write_parts(children: int, folder: Path, seed: int, *, part: int = PART) -> str:
    """Write a country as Parquet, a file per part; gives the pattern that names them all."""
    from pyarrow import parquet  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    for number, region in enumerate(parts(children, seed, part=part)):
        path = folder / f"part_{number:04d}.parquet"
        parquet.write_table(table_of(region), path, compression="zstd")
    return str(folder / "*.parquet")


def country_files(children: int, place: Path) -> str:
    """The Parquet files of a country, written the first time they are asked for."""
    folder = place / f"children_{children}"
    if folder.is_dir():
        return str(folder / "*.parquet")
    return write_parts(children, folder, seed=2027)
