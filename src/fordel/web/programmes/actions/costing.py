"""What activities take, what it takes to begin, and what an hour costs here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from fordel.costing.document import WrittenEstablishment, WrittenHours
from fordel.costing.pay import pay_of
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.actions.changing import changing, does_not_fit
from fordel.web.programmes.models import (
    ActivityCost,
    CostLine,
    Establishment,
    OwnPay,
    Project,
)
from fordel.web.programmes.refusals.packages import SumStandsTwice


@dataclass(frozen=True)
class Line:
    """Hours of a role in one holding."""

    role: str
    part: str
    hours: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Takes:
    """What one holding takes beside hours, and how often it is held."""

    holding: str
    per: str
    divisor: Decimal | None
    holdings_per_year: Decimal | None
    groups_per_unit: Decimal
    other_cost: Decimal
    lump_sum: Decimal
    note: str = ""


@dataclass(frozen=True)
class Begins:
    """A sum that it takes to begin."""

    name: str
    amount: Decimal
    years: int
    per_participant: bool
    participants: Decimal | None


def keep_cost(
    standing: Standing,
    project: Project,
    revision: int,
    activity: str,
    takes: Takes,
    lines: Sequence[Line],
) -> ActivityCost:
    """Keep what an activity takes, in place of what stood; refusals as :func:`changing`."""
    with changing(standing, project, revision, "costs") as row:
        for line in lines:
            _check(
                WrittenHours,
                role=line.role,
                phase=line.part,
                hours=line.hours,
                low=line.low,
                high=line.high,
            )
        cost, _ = ActivityCost.objects.update_or_create(
            activity=row.activities.get(key=activity), defaults=asdict(takes)
        )
        cost.lines.all().delete()
        CostLine.objects.bulk_create(
            CostLine(cost=cost, order=order, **asdict(line)) for order, line in enumerate(lines)
        )
        return cost


def keep_establishment(
    standing: Standing,
    project: Project,
    revision: int,
    begins: Begins,
    activities: Sequence[str],
    number: int | None = None,
) -> Establishment:
    """Keep a sum, a new one or the one of a number; refusals as :func:`changing`.

    Raises
    ------
    SumStandsTwice : another sum of the project is called the same.
    """
    with changing(standing, project, revision, "costs") as row:
        same = row.establishments.filter(name=begins.name)
        if (same if number is None else same.exclude(pk=number)).exists():
            raise SumStandsTwice(name=begins.name)
        _check(WrittenEstablishment, activities=tuple(activities), **asdict(begins))
        found = Establishment(project=row) if number is None else row.establishments.get(pk=number)
        for name, value in asdict(begins).items():
            setattr(found, name, value)
        found.save()
        found.activities.set(row.activities.filter(key__in=activities))
        return found


def remove_establishment(standing: Standing, project: Project, revision: int, number: int) -> None:
    """Take a sum out; refusals as :func:`changing`."""
    with changing(standing, project, revision, "costs") as row:
        row.establishments.get(pk=number).delete()


@transaction.atomic
def keep_pay(standing: Standing, document: Mapping[str, Any]) -> OwnPay:
    """Keep a pay table on top of the published one; those before it stay.

    Raises
    ------
    PayNotUnderstood : says what cannot be.
    """
    pay_of(dict(document), str(document["source"]))
    row = OwnPay.objects.create(
        municipality_id=standing.municipality_id,
        document=dict(document),
        by=standing.person,
        by_name=standing.person.name,
    )
    write(standing, "pay.kept", kind="pay", key=str(row.pk))
    return row


def _check(part: type[WrittenHours | WrittenEstablishment], **fields: object) -> None:
    """Let the library look at what was written.

    Raises
    ------
    ProgrammeDoesNotFit : says what cannot be.
    """
    try:
        part.model_validate(fields)
    except ValidationError as error:
        raise does_not_fit(error) from error
