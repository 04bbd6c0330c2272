"""Registering: keep what was written, hand it in, correct it, accept it or send it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from fordel.domain.language import Words
from fordel.interventions.cells import MISSING, Cell
from fordel.interventions.sheets.answers import Answers, Severity
from fordel.interventions.sheets.plausibility import Finding, Weight, check_sheet
from fordel.interventions.sheets.refusals.correcting import ReasonNeeded
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.components.language import language_of
from fordel.web.programmes.actions.noticing import Reminded, notify_sent_back
from fordel.web.programmes.models import Entry, Registration
from fordel.web.programmes.models import Sheet as SheetRow
from fordel.web.programmes.policies.owning import check_may_change
from fordel.web.programmes.policies.registering import check_may_register
from fordel.web.programmes.queries.documents import FINISHED
from fordel.web.programmes.queries.sheets import OneSheet
from fordel.web.programmes.refusals.registering import SheetChangedMeanwhile, SheetNotHandedIn


@dataclass(frozen=True)
class Written:
    """What somebody wrote in a sheet, and what they want of it.

    Parameters
    ----------
    answers : what could be read of it, and what could not.
    revision : what the page was opened at.
    confirmed : codes of remarks that somebody has said are right.
    reason : why an answer changes after hand-in.
    """

    answers: Answers
    revision: int
    hand_in: bool = False
    confirmed: Collection[str] = ()
    reason: str = ""
    enrolled: int | None = None
    source: Entry.Source = Entry.Source.PAGE


@dataclass(frozen=True)
class Looked:
    """What is to be said of a sheet before it is kept."""

    answers: Answers
    findings: tuple[Finding, ...] = field(default=())

    @property
    def must_mend(self) -> bool:
        """Whether an answer cannot be taken, so nothing is kept."""
        return bool(self.answers.refused)

    @property
    def contradicts(self) -> tuple[Finding, ...]:
        """What keeps a sheet from being handed in."""
        return tuple(known for known in self.findings if known.weight is Weight.MUST_MEND)

    @property
    def to_confirm(self) -> dict[str, list[Words]]:
        """What somebody must say is right before the sheet is handed in, by code."""
        found: dict[str, list[Words]] = {}
        for known in self.findings:
            if known.weight is Weight.PLEASE_CONFIRM:
                found.setdefault(known.code, []).append(known.words)
        for problem in self.answers.problems:
            if problem.severity is Severity.ASK:
                found.setdefault(problem.code, []).append(problem.words)
        return found


def look_at(one: OneSheet, answers: Answers, *, at_hand_in: bool = False) -> Looked:
    """What is to be said of the answers; keeps nothing."""
    cells = {**one.cells, **answers.cells}
    return Looked(answers, check_sheet(one.sheet, cells, one.around, at_hand_in=at_hand_in))


def keep_sheet(standing: Standing, one: OneSheet, written: Written) -> Looked:
    """Keep what was written, and hand it in if that is asked for and nothing stands against it.

    Returns
    -------
    What was found. Nothing is kept where an answer cannot be taken, or where a sheet that is to
    be handed in contradicts itself or waits for somebody to say that it is right.

    Raises
    ------
    NotYoursToRegister, SheetChangedMeanwhile : see their words.
    ReasonNeeded : the sheet is handed in, and it is not said why an answer changes.
    """
    check_may_register(standing, one.part)
    is_final = written.hand_in or one.is_handed_in
    looked = look_at(one, written.answers, at_hand_in=is_final)
    if not stands_in_the_way(looked, written, is_final=is_final):
        _keep(standing, one, written, looked.answers.cells)
    return looked


def stands_in_the_way(looked: Looked, written: Written, *, is_final: bool) -> bool:
    """Whether what was found keeps a sheet from being kept."""
    if looked.must_mend:
        return True
    unconfirmed = set(looked.to_confirm) - set(written.confirmed)
    return is_final and bool(looked.contradicts or unconfirmed)


@transaction.atomic
def _keep(standing: Standing, one: OneSheet, written: Written, cells: Mapping[str, Cell]) -> None:
    registration = _locked(one)
    if registration.revision != written.revision:
        raise SheetChangedMeanwhile(unit=str(one.part))
    done = registration.state in FINISHED
    changed = _add_entries(standing, one, registration, cells, written)
    registration.enrolled = written.enrolled
    registration.revision += 1
    if written.hand_in and not done:
        registration.state = Registration.State.HANDED_IN
        registration.handed_in_at = timezone.now()
        registration.handed_in_by = standing.person
    registration.save()
    what = "sheet.corrected" if done else "sheet.handed_in" if written.hand_in else "sheet.kept"
    _log(standing, what, one, {"changed": changed, "source": str(written.source)})


@transaction.atomic
def accept_sheet(standing: Standing, one: OneSheet) -> None:
    """The project's manager takes a sheet that was handed in.

    Raises
    ------
    ProjectOfAnother, SheetNotHandedIn
    """
    check_may_change(standing, one.opened.row)
    registration = _locked(one)
    if registration.state != Registration.State.HANDED_IN:
        raise SheetNotHandedIn(unit=str(one.part))
    registration.state = Registration.State.ACCEPTED
    registration.accepted_at = timezone.now()
    registration.accepted_by = standing.person
    registration.revision += 1
    registration.save()
    _log(standing, "sheet.accepted", one, {})


@transaction.atomic
def send_back(standing: Standing, one: OneSheet) -> Reminded:
    """The project's manager opens a sheet again, and its leaders are told: who, and who not.

    Raises
    ------
    ProjectOfAnother, SheetNotHandedIn
    """
    check_may_change(standing, one.opened.row)
    registration = _locked(one)
    if registration.state not in FINISHED:
        raise SheetNotHandedIn(unit=str(one.part))
    registration.state = Registration.State.BEGUN
    registration.revision += 1
    registration.save()
    told = notify_sent_back(one.part, one.period)
    _log(standing, "sheet.sent_back", one, {})
    return told


def _locked(one: OneSheet) -> Registration:
    """The unit's registration, made where there is none, so that two cannot write at once."""
    found, _ = Registration.objects.select_for_update().get_or_create(
        participation=one.part,
        period=one.period,
        defaults={"sheet": _sheet_row(one)},
    )
    return found


def _sheet_row(one: OneSheet) -> SheetRow:
    """The sheet as it asks today; asking something else is a version of its own."""
    asks = [known.key for known in one.sheet.fields]
    newest = one.opened.row.sheets.filter(period=one.period).order_by("-version").first()
    if newest is not None and newest.asks == asks:
        return newest
    version = 1 if newest is None else newest.version + 1
    return SheetRow.objects.create(
        project=one.opened.row, period=one.period, version=version, asks=asks
    )


def _add_entries(
    standing: Standing,
    one: OneSheet,
    registration: Registration,
    cells: Mapping[str, Cell],
    written: Written,
) -> int:
    """Add an entry for every answer that is another than before; how many."""
    changed = {key: cell for key, cell in cells.items() if one.cells.get(key, MISSING) != cell}
    if changed and registration.state in FINISHED and not written.reason.strip():
        question = one.sheet.field(next(iter(changed))).label.to(language_of())
        raise ReasonNeeded(unit=str(one.part), period=one.period.no, field=f"«{question}»")
    if changed:
        registration.sheet = _sheet_row(one)
    Entry.objects.bulk_create(
        Entry(
            registration=registration,
            field=key,
            state=cell.state.value,
            value=cell.value,
            reason=written.reason.strip() if registration.state in FINISHED else "",
            source=written.source,
            by=standing.person,
            by_name=standing.person.name,
        )
        for key, cell in changed.items()
    )
    return len(changed)


def _log(
    standing: Standing, what: str, one: OneSheet, details: dict[str, str | int | None]
) -> None:
    place = {"project": one.opened.row.key, "period": one.period.no, **details}
    write(standing, what, kind="unit", key=one.part.unit_key, details=place)
