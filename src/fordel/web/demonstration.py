"""An invented municipality in the browser: two years, interventions, a log-in for every role."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import transaction

from fordel.budget_year.computing import Computed
from fordel.budget_year.writing import most_in_need
from fordel.web.access.actions.people import create_person, give_role
from fordel.web.access.models import Person, Role
from fordel.web.access.policies.standing import Standing, standing_of
from fordel.web.audit.actions.writing import System
from fordel.web.budgets.actions.keeping import keep_data, keep_model, open_year, seal_run
from fordel.web.budgets.actions.proposing import make_proposal, move_proposal
from fordel.web.budgets.actions.publishing import publish
from fordel.web.budgets.models import SealedRun
from fordel.web.budgets.policies.transitions import State
from fordel.web.organisation.actions.setting_up import create_municipality, record_units
from fordel.web.organisation.models import Area, Municipality, Unit
from fordel.web.programmes.demonstration.loading import load_programmes

CODE_LENGTH = 3
_PASSWORD_BYTES = 12
_MAILS = {
    Role.ANALYST: "analytiker",
    Role.HEAD: "dagtilbudschef",
    Role.POLITICIAN: "politiker",
    Role.AREA_LEADER: "omraadeleder",
    Role.UNIT_LEADER: "leder",
    Role.AUDITOR: "revisor",
    Role.PROJECT_MANAGER: "projektleder",
    Role.EVALUATOR: "evaluator",
    Role.ADMINISTRATOR: "administrator",
}
_NAMES = {
    Role.ANALYST: "Budgetanalytiker",
    Role.HEAD: "Dagtilbudschef",
    Role.POLITICIAN: "Politiker",
    Role.AREA_LEADER: "Områdeleder",
    Role.UNIT_LEADER: "Institutionsleder",
    Role.AUDITOR: "Revisor",
    Role.PROJECT_MANAGER: "Projektleder",
    Role.EVALUATOR: "Evaluator",
    Role.ADMINISTRATOR: "Administrator",
}


@dataclass(frozen=True)
class Login:
    """A log-in of the demonstration; its password is random and shown once."""

    role: Role
    email: str
    password: str
    place: str


@transaction.atomic
def load_demonstration(code: str, name: str, years: list[Computed]) -> list[Login]:
    """Set up a municipality from its calculations, year by year, through the actions people use.

    Where it is there already only the passwords are made anew.

    Parameters
    ----------
    years : oldest first; each later one with the one before as its last year.
    """
    code = code.lstrip("0").zfill(CODE_LENGTH)  # registers may write 0999
    system = System(code=code)
    if Municipality.objects.filter(code=code).exists():
        return _passwords(code)
    municipality = create_municipality(system, code, name, is_invented=True)
    municipality.money_is_for = "Tidlig forebyggende indsats for børn i udsatte positioner."
    municipality.requirements = "Pengene bruges til uddannede pædagoger."
    municipality.contact_name = "Økonomi, dagtilbud"
    municipality.save()
    newest = years[-1].run
    for computed in years:
        record_units(system, municipality, computed.run.inputs.register.units)
    unit = Unit.objects.get(municipality=municipality, key=most_in_need(newest))
    _people(system, municipality, unit)
    sealed: SealedRun | None = None
    for computed in years:
        sealed = _announce(municipality, computed, sealed)
    _interventions(municipality, unit)
    return _passwords(code)


def _people(system: System, municipality: Municipality, unit: Unit) -> None:
    area = unit.area or Area.objects.filter(municipality=municipality).first()
    for role in Role:
        if role == Role.AREA_LEADER and area is None:
            continue
        mail = f"{_MAILS[role]}@{municipality.name.lower()}.example"
        person = create_person(system, mail, _NAMES[role])
        give_role(
            system,
            person,
            role,
            municipality.pk,
            area_id=area.pk if role == Role.AREA_LEADER and area is not None else None,
            unit_id=unit.pk if role == Role.UNIT_LEADER else None,
        )


def _interventions(municipality: Municipality, first: Unit) -> None:
    """Programmes with their registrations; the leader's own unit is in the own project."""
    others = municipality.units.filter(closed_on=None).exclude(pk=first.pk)
    load_programmes(_standing(municipality, Role.PROJECT_MANAGER), [first, *others])


def _announce(
    municipality: Municipality, computed: Computed, previous: SealedRun | None
) -> SealedRun:
    """One year, from counted data to letters: made by one person, approved by another."""
    analyst = _standing(municipality, Role.ANALYST)
    year = open_year(analyst, computed.run.year)
    data = keep_data(analyst, year, computed.run.inputs)
    version = keep_model(analyst, computed.run.model)
    sealed = seal_run(analyst, computed.run, version, data, previous)
    proposal = make_proposal(analyst, sealed)
    move_proposal(analyst, proposal, State.PROPOSED)
    move_proposal(_standing(municipality, Role.HEAD), proposal, State.APPROVED)
    proposal.refresh_from_db()
    publish(analyst, proposal)
    return sealed


def _standing(municipality: Municipality, role: Role) -> Standing:
    person = Person.objects.get(
        grants__role=role, grants__municipality=municipality, email__startswith=_MAILS[role]
    )
    standing = standing_of(person, municipality.code)
    if standing is None:
        raise LookupError(role)
    return standing


def _passwords(code: str) -> list[Login]:
    logins = []
    for role in Role:
        person = Person.objects.filter(
            grants__role=role, grants__municipality__code=code, email__startswith=_MAILS[role]
        ).first()
        if person is None:
            continue
        password = secrets.token_urlsafe(_PASSWORD_BYTES)
        person.set_password(password)
        person.save(update_fields=["password"])
        grant = person.grants.select_related("unit", "area").get(role=role)
        place = grant.unit or grant.area
        logins.append(Login(role, person.email, password, str(place) if place else ""))
    return logins
