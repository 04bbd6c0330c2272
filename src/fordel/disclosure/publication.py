"""What the public sees: every cell shown, hidden, rounded or not collected, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from fordel.disclosure.cells import Cell, Figures, Key, Kind, Relation
from fordel.disclosure.rules import Rules, known_range
from fordel.domain.language import Language, Words, number, plain

HIDDEN_MARK = "–"
NOT_COLLECTED = Words("ikke oplyst", "not collected")
UNDER = Words("under {threshold}", "under {threshold}")
HIDDEN_WORDS = Words(
    "– vises ikke: tallet er under {threshold}, eller det ville røbe et tal, der er.",
    "– not shown: the figure is under {threshold}, or would give away one that is.",
)
HIDDEN_AMOUNT_WORDS = Words(
    "– vises ikke: tallet hører til så få, at de kunne kendes, eller det ville røbe et, der gør.",
    "– not shown: the figure is about so few that they could be known, or would give away one "
    "that is.",
)
MARKED_WORDS = Words(
    "under {threshold}: et lille tal, som ikke vises. –: vises ikke, fordi det ville røbe et "
    "lille tal.",
    "under {threshold}: a small figure that is not shown. –: not shown, because it would give "
    "away a small figure.",
)
ROUNDED_WORDS = Words(
    "Antal er rundet op eller ned til et tal, som {base} går op i.",
    "Counts are rounded up or down to a multiple of {base}.",
)


class Status(StrEnum):
    """What became of a cell. Missing, zero and hidden are three different things."""

    SHOWN = "shown"
    PRIMARY = "primary"  # hidden: unsafe itself
    SECONDARY = "secondary"  # hidden: would give away another
    ROUNDED = "rounded"
    NOT_COLLECTED = "not_collected"
    IMPLIED = "implied"  # in no table, but may be computed from one

    @property
    def is_hidden(self) -> bool:
        return self in {Status.PRIMARY, Status.SECONDARY}


@dataclass(frozen=True)
class PublishedCell:
    """One cell as the public meets it.

    ``value`` is the figure shown, ``None`` unless the status is shown or rounded. ``lowest`` and
    ``highest`` are what anybody who knows the rules knows of the exact figure without computing.
    """

    key: Key
    kind: Kind
    status: Status
    value: Fraction | None = None
    lowest: Fraction | None = None
    highest: Fraction | None = None
    mark: str | Words = HIDDEN_MARK

    def text(self, language: Language, decimals: int = 0) -> str:
        """What stands in the table: ``1.234``, ``–``, ``under 5`` or ``ikke oplyst``.

        A hidden cell's text says no more than that it is hidden, unless the rules mark small
        counts apart.
        """
        if self.value is not None:
            return number(self.value, language, decimals)
        if self.status is Status.NOT_COLLECTED:
            return NOT_COLLECTED.to(language)
        return self.mark.to(language) if isinstance(self.mark, Words) else self.mark

    def to_json(self) -> dict[str, object]:
        """The cell for a file. Unless small counts are marked apart, both kinds of hidden cells
        read ``hidden``: which of them are small is not told.
        """  # noqa: D205 - one sentence
        status = str(self.status)
        if self.status.is_hidden:
            status = "under" if isinstance(self.mark, Words) else "hidden"
        return {
            "cell": list(self.key),
            "status": status,
            "value": None if self.value is None else plain(self.value),
        }


@dataclass(frozen=True)
class Publication:
    """All that is published together, with the relations that everybody knows."""

    cells: Mapping[Key, PublishedCell]
    relations: tuple[Relation, ...]

    def __getitem__(self, key: Key) -> PublishedCell:
        return self.cells[key]

    @property
    def hidden(self) -> frozenset[Key]:
        """The cells that are not shown, for whatever reason they are hidden."""
        return frozenset(key for key, cell in self.cells.items() if cell.status.is_hidden)


def publish(
    figures: Figures, rules: Rules, unsafe: AbstractSet[Key], hidden: AbstractSet[Key] = frozenset()
) -> Publication:
    """The public's view of figures, with some cells hidden.

    Parameters
    ----------
    unsafe : cells that are unsafe themselves; they are hidden.
    hidden : cells hidden to protect them.
    """
    return Publication(
        {key: _published(cell, rules, unsafe, hidden) for key, cell in figures.cells.items()},
        figures.relations,
    )


def _published(
    cell: Cell, rules: Rules, unsafe: AbstractSet[Key], hidden: AbstractSet[Key]
) -> PublishedCell:
    if cell.value is None:
        return PublishedCell(cell.key, cell.kind, Status.NOT_COLLECTED)
    if cell.publish == "never":
        return PublishedCell(
            cell.key, cell.kind, Status.IMPLIED, None, *known_range(cell, rules, unsafe=False)
        )
    small = cell.key in unsafe and cell.publish != "always"
    if not small and cell.key not in hidden:
        return PublishedCell(cell.key, cell.kind, Status.SHOWN, cell.value, cell.value, cell.value)
    low, high = known_range(cell, rules, unsafe=small)
    marked = small and rules.mark == "under" and cell.kind == "count"
    mark: str | Words = HIDDEN_MARK
    if marked:
        mark = Words(*(UNDER.to(at).format(threshold=rules.threshold) for at in ("da", "en")))
    status = Status.PRIMARY if small else Status.SECONDARY
    return PublishedCell(cell.key, cell.kind, status, None, low, high, mark)


def legend(publication: Publication, rules: Rules, language: Language) -> str:
    """The words below a table that has hidden cells; empty where nothing is hidden."""
    found = [publication.cells[key] for key in publication.hidden]
    if not found:
        return ""
    if rules.mark == "under":
        words = MARKED_WORDS
    elif any(cell.kind == "amount" for cell in found):
        words = HIDDEN_AMOUNT_WORDS
    else:
        words = HIDDEN_WORDS
    return words.to(language).format(threshold=rules.threshold)
