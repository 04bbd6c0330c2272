"""What is to be said of sheets that were read: what must be mended, what somebody must confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fordel.domain.language import Words
from fordel.interventions.registrations import Registrations
from fordel.interventions.sheets.answers import FieldProblem, Severity
from fordel.interventions.sheets.beside import beside
from fordel.interventions.sheets.plausibility import Weight, check_sheet
from fordel.interventions.sheets.reading import ReadSheet
from fordel.interventions.sheets.refusals.files import AnswersRefused
from fordel.interventions.sheets.rules import RULES, Rules
from fordel.interventions.sheets.tidy import with_sheet

MOST_LISTED = 12
_MORE = Words(da=" Og {more} til.", en=" And {more} more.")


@dataclass(frozen=True)
class Remark:
    """One thing to say of a read sheet, with where it is."""

    read: ReadSheet
    code: str
    words: Words
    fields: tuple[str, ...]
    weight: Weight

    def to_json(self) -> dict[str, Any]:
        """The remark as a document."""
        return {
            "file": self.read.file,
            "sheet": self.read.name,
            "project": self.read.sheet.project.id,
            "unit": self.read.unit,
            "period": self.read.sheet.period.no,
            "code": self.code,
            "fields": list(self.fields),
            "weight": self.weight.value,
            "message": {"da": self.words.da, "en": self.words.en},
        }


@dataclass(frozen=True)
class Checked:
    """Sheets with the registrations they give, by project, and what is to be said of them."""

    registrations: Mapping[str, Registrations]
    remarks: tuple[Remark, ...]

    @property
    def to_confirm(self) -> tuple[Remark, ...]:
        """What somebody must say yes to."""
        return tuple(known for known in self.remarks if known.weight is Weight.PLEASE_CONFIRM)

    def check_usable(self) -> None:
        """Whether the sheets can be taken.

        Raises
        ------
        AnswersRefused : answers cannot be used, or contradict each other; names them all.
        """
        wrong = [known for known in self.remarks if known.weight is Weight.MUST_MEND]
        if not wrong:
            return
        files = dict.fromkeys(known.read.file for known in wrong)
        raise AnswersRefused(
            file=", ".join(files),
            listed_da=_listed([known.words.da for known in wrong], wrong, _MORE.da),
            listed_en=_listed([known.words.en for known in wrong], wrong, _MORE.en),
            details=tuple(known.to_json() for known in self.remarks),
        )


def check_read(
    sheets: Sequence[ReadSheet],
    before: Mapping[str, Registrations],
    enrolled: Mapping[tuple[str, int], int] | None = None,
    rules: Rules = RULES,
) -> Checked:
    """Hold read sheets against what was registered before, the earliest period first.

    Parameters
    ----------
    before : registrations so far, by project id; a project that is not there has none.
    enrolled : (unit, period) → children.
    """
    found = dict(before)
    remarks: list[Remark] = []
    for read in sorted(sheets, key=lambda known: known.sheet.period.no):
        project = read.sheet.project
        so_far = found.get(project.id) or Registrations(read.sheet.programme, project, {})
        so_far = replace(so_far, enrolled={**so_far.enrolled, **(enrolled or {})})
        around = beside(so_far, read.unit, read.sheet.period.no)
        findings = check_sheet(read.sheet, read.answers.cells, around, at_hand_in=True, rules=rules)
        remarks += [_of_problem(read, problem) for problem in read.answers.problems]
        remarks += [
            Remark(read, known.code, known.words, known.fields, known.weight)
            for known in findings
            if known.code != "unanswered" or not read.answers.refused
        ]
        found[project.id] = with_sheet(so_far, read)
    return Checked(found, tuple(remarks))


def _of_problem(read: ReadSheet, problem: FieldProblem) -> Remark:
    label = read.sheet.field(problem.field).label
    words = Words(da=f"{label.da}: {problem.words.da}", en=f"{label.en}: {problem.words.en}")
    refused = problem.severity is Severity.REFUSE
    weight = Weight.MUST_MEND if refused else Weight.PLEASE_CONFIRM
    return Remark(read, problem.code, words, (problem.field,), weight)


def _listed(texts: Sequence[str], remarks: Sequence[Remark], more: str) -> str:
    """Each thing that is wrong with the sheet it is on; the first of very many."""
    lines = [f"{remark.read.name}, {text}" for text, remark in zip(texts, remarks, strict=True)][
        :MOST_LISTED
    ]
    rest = len(texts) - len(lines)
    return " ".join(lines) + (more.format(more=rest) if rest else "")
