"""Who may fill in a unit's sheet, and who may take it."""

from __future__ import annotations

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.programmes.models import Participation
from fordel.web.programmes.policies.owning import may_change
from fordel.web.programmes.refusals.registering import NotYoursToRegister


def may_register(standing: Standing, part: Participation) -> bool:
    """The unit's leader and its area's; and the project's manager, who fills it in with them."""
    if may_change(standing, part.project):
        return True
    if part.unit is None:
        return False
    roles = frozenset({Role.UNIT_LEADER, Role.AREA_LEADER})
    return standing.reaches(roles, area_id=part.unit.area_id, unit_id=part.unit.pk)


def check_may_register(standing: Standing, part: Participation) -> None:
    """Raise unless a person may fill in the sheet.

    Raises
    ------
    NotYoursToRegister
    """
    if not may_register(standing, part):
        raise NotYoursToRegister(unit=str(part))
