"""Changing the year's money: drafted, approved by another person, posted with its letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from fordel.allocation.runs import make_run
from fordel.announcement.changed_letter import Changed, changed_letter, changed_questions
from fordel.domain.language import LANGUAGES
from fordel.ledger.book import Ledger
from fordel.ledger.documents import ledger_json
from fordel.web.access.models import Person, Role
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.actions.keeping import seal_run
from fordel.web.budgets.actions.noticing import notify_changed
from fordel.web.budgets.actions.protecting import protect_again, protect_run
from fordel.web.budgets.actions.publishing import contact_of, kept_questions
from fordel.web.budgets.models import (
    BudgetYear,
    ChangeStep,
    CountedData,
    LedgerEntry,
    Letter,
    Publication,
    SealedRun,
    YearChange,
)
from fordel.web.budgets.policies.changing import State, check_change_step
from fordel.web.budgets.queries.keeping import unpacked
from fordel.web.budgets.queries.midyear import applied, ledger_of
from fordel.web.budgets.queries.runs import told
from fordel.web.budgets.queries.years import publication_of
from fordel.web.budgets.refusals import LedgerMovedOn, NotYourStep, YearNotAnnounced
from fordel.web.organisation.actions.setting_up import record_units
from fordel.web.organisation.models import LineageEvent, Unit


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to enter; ``data`` for a recount, ``event`` where units changed."""

    kind: YearChange.Kind
    from_month: int
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)
    data: CountedData | None = None
    event: LineageEvent | None = None


@transaction.atomic
def draft_change(standing: Standing, budget_year: BudgetYear, wanted: Wanted) -> YearChange:
    """A draft that the ledger can carry today; a recount is calculated here, and sealed.

    Raises
    ------
    NotYourStep : only an analyst drafts.
    YearNotAnnounced : there is no money to move yet.
    InputRefused : the ledger, or the model, refuses it; nothing is kept.
    """
    if Role.ANALYST not in standing.roles:
        raise NotYourStep(to_state=str(State.DRAFT.label))
    locked = _locked(standing, budget_year)
    last = YearChange.objects.filter(budget_year=locked).first()
    change = YearChange(
        budget_year=locked,
        number=1 if last is None else last.number + 1,
        kind=wanted.kind,
        from_month=wanted.from_month,
        reason=wanted.reason.strip(),
        values=dict(wanted.values),
        run=None if wanted.data is None else _counted_again(standing, locked, wanted.data),
        event=wanted.event,
        made_by=standing.person,
    )
    applied(ledger_of(locked), change)
    change.save()
    write(standing, "change.drafted", kind="change", key=_key(change))
    return change


def _counted_again(standing: Standing, budget_year: BudgetYear, data: CountedData) -> SealedRun:
    """The announced model on the newly counted children; last year's money is what it was."""
    publication = _publication(budget_year)
    announced = told(publication.run).run
    inputs = unpacked(bytes(data.content))
    if not inputs.previous:
        inputs = replace(inputs, previous=announced.inputs.previous)
    run = make_run(announced.model, inputs, budget_year.year)
    return seal_run(standing, run, publication.run.model_version, data, publication.run)


@transaction.atomic
def move_change(
    standing: Standing, change: YearChange, to_state: State, *, seen: int, reason: str = ""
) -> YearChange:
    """Take one step; the year is locked, so that of two who act at once one is told.

    Parameters
    ----------
    seen : the number of the ledger's last entry on the page where the person decided.

    Raises
    ------
    StepNotPossible, NotYourStep, FourEyesNeeded, ReasonMissing : see ``check_change_step``.
    LedgerMovedOn : something was posted since the difference was shown, or since it was approved.
    AnnouncedSince, CannotBeProtected, Leaks, TooSlowToAudit : a recount's amounts would tell
        others of a child; nothing is posted.
    InputRefused : the ledger can no longer carry the change.
    """
    budget_year = _locked(standing, change.budget_year)
    locked = YearChange.objects.select_for_update().get(pk=change.pk, budget_year=budget_year)
    check_change_step(locked, to_state, standing, reason)
    ledger = ledger_of(budget_year)
    number = len(ledger.entries)
    if to_state in {State.PROPOSED, State.APPROVED, State.POSTED} and seen != number:
        raise LedgerMovedOn(year=budget_year.year)
    if to_state == State.PROPOSED and locked.run is not None:
        protect_run(standing, locked.run)  # from here on others read its amounts
    if to_state == State.POSTED:
        if locked.approved_after != number:
            raise LedgerMovedOn(year=budget_year.year)
        if locked.run is not None:
            protect_again(standing, locked.run)
        _post(standing, locked, ledger)
    _move(standing, locked, to_state, number, reason)
    return locked


def _move(
    standing: Standing, change: YearChange, to_state: State, number: int, reason: str
) -> None:
    from_state = State(change.state)
    change.state, change.revision = to_state, change.revision + 1
    change.approved_after = number if to_state in {State.APPROVED, State.POSTED} else None
    change.save(update_fields=["state", "revision", "approved_after"])
    ChangeStep.objects.create(
        year_change=change,
        from_state=from_state,
        to_state=to_state,
        reason=reason.strip(),
        by=standing.person,
        by_name=standing.person.name,
    )
    details = {"from": from_state.value, "to": to_state.value}
    write(standing, "change.moved", kind="change", key=_key(change), details=details)


def _post(standing: Standing, change: YearChange, before: Ledger) -> None:
    """Enter the change, the opening first where nothing was entered yet, and write letters."""
    after = applied(before, change)
    publication = _publication(change.budget_year)
    if not LedgerEntry.objects.filter(budget_year=change.budget_year).exists():
        _keep_opening(publication, before)
    entry = _keep(standing, publication, after, change)
    _record_new_units(standing, change)
    notify_changed(write_changed_letters(entry, after))
    key = f"{change.budget_year.year} {entry.number}"
    write(standing, "ledger.posted", kind="ledger", key=key)


def _keep_opening(publication: Publication, ledger: Ledger) -> None:
    """The first entry is what was announced: by whom and when it was."""
    person = Person.objects.filter(pk=publication.published_by_id).first()
    _row(
        publication,
        ledger,
        posted_at=publication.published_at,
        posted_by_id=publication.published_by_id,
        posted_by_name="" if person is None else person.name,
    )


def _keep(
    standing: Standing, publication: Publication, ledger: Ledger, change: YearChange
) -> LedgerEntry:
    by = standing.person
    return _row(publication, ledger, year_change=change, posted_by_id=by.pk, posted_by_name=by.name)


def _row(publication: Publication, ledger: Ledger, **by: Any) -> LedgerEntry:
    last = ledger.entries[-1]
    try:
        with transaction.atomic():
            return LedgerEntry.objects.create(
                budget_year=publication.budget_year,
                publication=publication,
                number=last.number,
                kind=last.kind.value,
                from_month=last.from_month,
                reason=last.reason,
                document=ledger_json(ledger),
                **by,
            )
    except IntegrityError as error:
        raise LedgerMovedOn(year=publication.budget_year.year) from error


def _record_new_units(standing: Standing, change: YearChange) -> None:
    """Units that a recount is the first to name; known ones stay as the organisation has them."""
    if change.run is None:
        return
    municipality = change.budget_year.municipality
    known = set(Unit.objects.filter(municipality=municipality).values_list("key", flat=True))
    named = told(change.run).run.inputs.register.units
    record_units(standing, municipality, [unit for unit in named if unit.id not in known])


def write_changed_letters(entry: LedgerEntry, ledger: Ledger) -> list[Letter]:
    """A letter to every unit whose amount the entry changed, and to no other."""
    year = entry.budget_year
    contact = contact_of(year)
    units = {unit.key: unit for unit in Unit.objects.filter(municipality=year.municipality)}
    newest: dict[int, Letter] = {}
    approved: dict[int, Letter] = {}
    for letter in Letter.objects.filter(budget_year=year).order_by("version"):
        newest[letter.unit_id] = letter
        if letter.ledger_entry_id is None:
            approved[letter.unit_id] = letter
    written = []
    for move in ledger.moved_since(entry.number - 1):
        unit = units[move.unit]
        last, first = newest.get(unit.pk), approved.get(unit.pk)
        known = {
            language: Changed(
                unit.key, str(unit), ledger, None if first is None else first.content[language]
            )
            for language in LANGUAGES
        }
        letter = Letter.objects.create(
            publication=entry.publication,
            budget_year=year,
            unit=unit,
            version=1 if last is None else last.version + 1,
            ledger_entry=entry,
            content={la: changed_letter(known[la], la, contact[la]) for la in LANGUAGES},
            questions=kept_questions(changed_questions(known["da"])),
            total_dkk=Decimal(move.after.numerator) / Decimal(move.after.denominator),
        )
        written.append(letter)
    return written


def _locked(standing: Standing, budget_year: BudgetYear) -> BudgetYear:
    return BudgetYear.objects.select_for_update().get(
        pk=budget_year.pk, municipality_id=standing.municipality_id
    )


def _publication(budget_year: BudgetYear) -> Publication:
    publication = publication_of(budget_year)
    if publication is None:
        raise YearNotAnnounced(year=budget_year.year)
    return publication


def _key(change: YearChange) -> str:
    return f"{change.budget_year.year}/{change.number}"
