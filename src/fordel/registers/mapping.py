"""``mapping.yaml``: what the headers in a municipality's files mean, where they do not say so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StrictStr, ValidationError

from fordel.registers.contract import FILES
from fordel.registers.personal import shown
from fordel.registers.refusals.files import MappingRefused

MAPPING_FILE = "mapping.yaml"


class FileMapping(BaseModel):
    """How one data file is to be read; everything left out is found in the file itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: StrictStr | None = None
    """The file's name, if it is not called as the contract says."""
    sheet: StrictStr | None = None
    columns: dict[StrictStr, StrictStr] = Field(default_factory=dict)
    """Column of the contract → header in the file."""
    unused: tuple[StrictStr, ...] = ()
    """Headers that are no column of the contract, whatever they are called."""
    values: dict[StrictStr, dict[StrictStr, StrictStr]] = Field(default_factory=dict)
    """Column of the contract → value in the file → value Fordel knows."""
    decimal: Literal[",", "."] | None = None
    dates: StrictStr | None = None
    """The form of dates in ``strptime`` letters, e.g. ``%d%m%y``."""
    totals: tuple[StrictStr, ...] = ()
    """More words that say that a row is a total."""
    units: tuple[StrictStr, ...] = ()
    """Keys that are units although they look like totals."""
    only: dict[StrictStr, StrictStr] = Field(default_factory=dict)
    """Header → value: only these rows are read, e.g. one municipality or one year."""
    full_time_hours: Annotated[Decimal, Field(gt=0)] | None = None
    """Hours a week of a full-time place, where children have hours."""


NO_MAPPING = FileMapping()


def read_mapping(folder: Path) -> dict[str, FileMapping]:
    """The mappings in a folder's ``mapping.yaml``, by file; none if there is no such file.

    Raises
    ------
    MappingRefused : the file is not YAML, names an unknown file or option, or has a value that
        YAML takes for a number (codes have to stand in quotation marks).
    """
    path = folder / MAPPING_FILE
    if not path.is_file():
        return {}
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{mark.line + 1}:{mark.column + 1}" if mark else "YAML, UTF-8"
        raise MappingRefused(file=path.name, detail=where) from None
    if not isinstance(document, dict):
        raise MappingRefused(file=path.name, detail="units: …")
    unknown = sorted(str(stem) for stem in document if stem not in FILES)
    if unknown:
        raise MappingRefused(file=path.name, detail=", ".join(map(shown, unknown)))
    return {stem: _checked(path.name, stem, options) for stem, options in document.items()}


def _checked(file: str, stem: str, options: object) -> FileMapping:
    try:
        return FileMapping.model_validate(options or {})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in (stem, *first["loc"]))
        raise MappingRefused(file=file, detail=place) from None
