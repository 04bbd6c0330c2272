"""The demonstration municipality: invented, realistic, and the same for the same seed."""

from __future__ import annotations

from fordel.demonstration.files import DemonstrationFolderIsFile, write
from fordel.demonstration.municipality import (
    TooFewUnits,
    UnlikelyUnitSize,
    make_municipality,
)
from fordel.demonstration.records import Municipality

__all__ = [
    "DemonstrationFolderIsFile",
    "Municipality",
    "TooFewUnits",
    "UnlikelyUnitSize",
    "make_municipality",
    "write",
]
