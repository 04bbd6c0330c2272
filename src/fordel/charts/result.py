"""What every chart is: a Vega-Lite specification, a table with the same content, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Headers and rows, as text in the reader's language."""


@dataclass(frozen=True)
class ChartWithTable:
    """A chart that can also be read.

    ``spec`` is a complete Vega-Lite specification with its data inside; ``description`` is the
    sentence a screen reader says, also set in ``spec``.
    """

    spec: dict[str, Any]
    table: Table
    title: str
    description: str

    def svg(self) -> str:
        """The chart as SVG text; nothing is fetched from anywhere."""
        import vl_convert  # noqa: PLC0415 - only who draws pays for it

        drawn: str = vl_convert.vegalite_to_svg(self.spec, allowed_base_urls=[])
        spoken = f'<svg role="img" aria-label={quoteattr(self.description)} '
        return drawn.replace("<svg ", spoken, 1)


def check_names_differ(names: Sequence[str]) -> None:
    """Two rows of one name would be drawn as one.

    Raises
    ------
    ValueError : a name stands twice.
    """
    if len(set(names)) != len(names):
        raise ValueError("the rows of a chart need names that differ")
