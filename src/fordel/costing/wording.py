"""The words that costs are told with."""

from __future__ import annotations

from fordel.costing.ingredients import PerWhom
from fordel.domain.language import Words

PER_WORDS = {
    PerWhom.CHILD: Words(da="barn", en="child"),
    PerWhom.FAMILY: Words(da="familie", en="family"),
    PerWhom.GROUP: Words(da="gruppe", en="group"),
    PerWhom.UNIT: Words(da="enhed", en="unit"),
    PerWhom.PARTICIPANT: Words(da="deltager", en="participant"),
}
