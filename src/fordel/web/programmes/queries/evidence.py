"""What was told beside a project's figures, as the library has it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value

from fordel.evaluation.evidence.citing import Evidence
from fordel.evaluation.evidence.factors import FactorAnswer, Pull
from fordel.evaluation.evidence.notes import Note, RoleGroup
from fordel.web.programmes.models import Evidence as NoteRow
from fordel.web.programmes.models import FactorAnswer as AnswerRow
from fordel.web.programmes.models import Judgement as JudgementRow
from fordel.web.programmes.models import Project
from fordel.web.programmes.models import Verdict as VerdictRow

_BY_VERDICT, _NOTE, _FACTOR, _FACTOR_BY_VERDICT = "0", "1", "2", "3"
_BY_VERDICTS = frozenset({_BY_VERDICT, _FACTOR_BY_VERDICT})
_FACTORS = frozenset({_FACTOR, _FACTOR_BY_VERDICT})


@dataclass(frozen=True)
class Gathered:
    """A project's evidence; rows by what they are cited as.

    ``notes`` are numbered as they were written down, ``answers`` as they came in.
    """

    evidence: Evidence
    notes: dict[str, NoteRow]
    answers: dict[str, AnswerRow]


@dataclass
class Citations:
    """What verdicts and judgements rest on, by their row's number."""

    verdicts: dict[int, list[str]] = field(default_factory=dict)
    judgements: dict[int, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Cited:
    """What somebody rests a decision or a judgement on: rows, and what they are cited as."""

    names: tuple[str, ...] = ()
    notes: tuple[NoteRow, ...] = ()
    factors: tuple[AnswerRow, ...] = ()


NOTHING_CITED = Cited()


def cited_in(found: Gathered, names: Collection[str]) -> Cited:
    """The rows of a project that are cited by name."""
    return Cited(
        tuple(one.id for one in found.evidence.every if one.id in names),
        tuple(row for name, row in found.notes.items() if name in names),
        tuple(row for name, row in found.answers.items() if name in names),
    )


def note_id(number: int) -> str:
    """What a note is cited as."""
    return f"N{number}"


def answer_id(order: int) -> str:
    """What an answer on other factors is cited as."""
    return f"F{order}"


def gathered(project: Project) -> Gathered:
    """Notes and answers of a project, in two questions."""
    notes = {note_id(row.number): row for row in project.evidence.select_related("activity").all()}
    rows = project.factor_answers.order_by("pk")
    answers = {answer_id(order): row for order, row in enumerate(rows, start=1)}
    evidence = Evidence(
        notes=tuple(note_of(name, row, project.key) for name, row in notes.items()),
        answers=tuple(answer_of(name, row, project.key) for name, row in answers.items()),
    )
    return Gathered(evidence, notes, answers)


def note_of(name: str, row: NoteRow, project: str) -> Note:
    """A note as the library has it.

    Raises
    ------
    PersonalNote : it seems to point at one person.
    """
    return Note(
        id=name,
        project=project,
        source=row.source,
        role=RoleGroup(row.role_group),
        on=row.held_on,
        text=row.text,
        activities=() if row.activity is None else (row.activity.key,),
    )


def answer_of(name: str, row: AnswerRow, project: str) -> FactorAnswer:
    """An answer as the library has it.

    Raises
    ------
    StrengthOutside, PersonalNote : see their words.
    """
    return FactorAnswer(
        id=name,
        project=project,
        factor=row.factor,
        pull=Pull(row.direction),
        strength=row.strength,
        role=RoleGroup(row.role),
    )


def citations(numbers: Sequence[int]) -> Citations:
    """What is cited, in one question for all four."""
    own = {"evidence__project__in": numbers}
    verdicts = VerdictRow.evidence.through.objects.filter(**own)
    judgements = JudgementRow.evidence.through.objects.filter(**own)
    of_factors = {"factoranswer__project__in": numbers}
    factors = JudgementRow.factors.through.objects.filter(**of_factors)
    by_verdicts = VerdictRow.factors.through.objects.filter(**of_factors)
    earlier = (
        AnswerRow.objects.filter(
            project=OuterRef("factoranswer__project"), pk__lte=OuterRef("factoranswer")
        )
        .values("project")
        .annotate(order=Count("pk"))
        .values("order")
    )
    told = _named(verdicts, _BY_VERDICT, "verdict_id", F("evidence__number")).union(
        _named(judgements, _NOTE, "judgement_id", F("evidence__number")),
        _named(factors, _FACTOR, "judgement_id", Subquery(earlier)),
        _named(by_verdicts, _FACTOR_BY_VERDICT, "verdict_id", Subquery(earlier)),
    )
    found = Citations()
    for of, row, number in sorted(told):
        into = found.verdicts if of in _BY_VERDICTS else found.judgements
        into.setdefault(row, []).append(answer_id(number) if of in _FACTORS else note_id(number))
    return found


def _named(rows: QuerySet[Any], of: str, citing: str, number: F | Subquery) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.annotate(of=Value(of), no=number).values_list("of", citing, "no")
    return found
