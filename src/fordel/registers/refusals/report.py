"""The refusal report: every problem at once, so that a file is mended once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import Any

from fordel.domain.errors import InputRefused
from fordel.domain.language import Language, Words
from fordel.registers.refusals.base import FileRefused

SHOWN_PER_KIND = 5
"""Rows that are printed for each kind of problem in a column; the rest are counted."""

KEPT_PER_KIND = 1000
"""Rows that are kept, for ``to_json``; beyond that a file is wrong altogether."""

_MORE = Words(da="… og {} rækker mere med samme problem.", en="… and {} more rows alike.")
NOTHING_IMPORTED = Words(
    da="Intet er importeret. {} at rette:", en="Nothing was imported. {} to mend:"
)
NOT_USED = Words(
    da="Filen kan ikke bruges, som den er. {} at rette:",
    en="The file cannot be used as it is. {} to mend:",
)
"""Stands above a report where a file is only read, and nothing is imported."""
_PROBLEMS = Words(da="{} problemer", en="{} problems")
_PROBLEM = Words(da="1 problem", en="1 problem")

Kind = tuple[str, str, str]


def _kind(problem: FileRefused) -> Kind:
    return problem.file, type(problem).__name__, problem.column or ""


@dataclass(frozen=True)
class RefusalReport:
    """Everything that is wrong, in the order it was found, file by file.

    ``unkept`` counts the problems beyond the first thousand of a kind. ``heading`` stands above
    them.
    """

    problems: tuple[FileRefused, ...]
    unkept: dict[Kind, int] = field(default_factory=dict)
    heading: Words = NOTHING_IMPORTED

    def __len__(self) -> int:
        return len(self.problems) + sum(self.unkept.values())

    def lines(self, language: Language = "da") -> Iterator[str]:
        """The report as a person reads it: equal problems are shown five times, then counted."""
        count = len(self)
        words = _PROBLEM if count == 1 else _PROBLEMS
        yield self.heading.to(language).format(words.to(language).format(count))
        ordered = sorted(self.problems, key=lambda problem: problem.file)
        for _file, of_file in groupby(ordered, key=lambda problem: problem.file):
            by_kind: dict[Kind, list[FileRefused]] = {}
            for problem in of_file:
                by_kind.setdefault(_kind(problem), []).append(problem)
            for kind, alike in by_kind.items():
                for problem in alike[:SHOWN_PER_KIND]:
                    yield problem.message(language)
                more = len(alike) - SHOWN_PER_KIND + self.unkept.get(kind, 0)
                if more > 0:
                    yield _MORE.to(language).format(more)

    def text(self, language: Language = "da") -> str:
        return "\n".join(self.lines(language))

    def to_json(self) -> dict[str, Any]:
        """The report for programs: a row per problem, with its kind, place and words."""
        return {
            "refused": True,
            "problems": [_problem_json(problem) for problem in self.problems],
            "not_listed": sum(self.unkept.values()),
        }


def _problem_json(problem: FileRefused) -> dict[str, Any]:
    own = {
        field.name: getattr(problem, field.name)
        for field in fields(problem)
        if field.name not in {"file", "row", "column"}
    }
    return {
        "kind": type(problem).__name__,
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "details": own,
        "message": {"da": problem.message("da"), "en": problem.message("en")},
    }


@dataclass(eq=False)
class RefusedFiles(InputRefused):
    """Files that were refused, with the report of everything that is wrong with them."""

    report: RefusalReport

    def message(self, language: Language = "da") -> str:
        return self.report.text(language)


class Problems:
    """Gathers problems while files are read, and raises them together."""

    def __init__(self, heading: Words = NOTHING_IMPORTED) -> None:
        self._heading = heading
        self._found: list[FileRefused] = []
        self._counts: Counter[Kind] = Counter()

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, problem: FileRefused) -> None:
        kind = _kind(problem)
        self._counts[kind] += 1
        if self._counts[kind] <= KEPT_PER_KIND:
            self._found.append(problem)

    def take(self, refused: FileRefused | RefusedFiles) -> None:
        """Add what a reader raised: one problem, or a report of several."""
        if isinstance(refused, RefusedFiles):
            for problem in refused.report.problems:
                self.add(problem)
            self._counts.update(refused.report.unkept)
        else:
            self.add(refused)

    def report(self) -> RefusalReport:
        unkept = {
            kind: count - KEPT_PER_KIND
            for kind, count in self._counts.items()
            if count > KEPT_PER_KIND
        }
        return RefusalReport(tuple(self._found), unkept, self._heading)

    def raise_any(self) -> None:
        """Raise :class:`RefusedFiles` if there is a single problem."""
        if self._found:
            raise RefusedFiles(self.report())
