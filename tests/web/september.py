"""Children counted again in September, put into the demonstration that a server will show.

``python -m tests.web.september`` with the server's surroundings: three children more in every
second unit, as if an import for a recount had been read.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from fordel.allocation.inputs import Inputs
from fordel.web.setting_up import use_settings


def more_children(inputs: Inputs) -> Inputs:
    """The same children, and three more in one group of every second unit."""
    profile = inputs.enrolled
    assert profile is not None
    more = profile.children.copy()
    for place in range(0, len(profile.places), 2):
        more[int(np.argmax(profile.place == place))] += 3
    counted = replace(profile, children=more, full_time=more * 1000)
    return replace(inputs, enrolled=counted)


def main() -> None:
    use_settings()
    from fordel.web.access.models import Role, RoleGrant
    from fordel.web.access.policies.standing import standing_of
    from fordel.web.budgets.actions.keeping import keep_data
    from fordel.web.budgets.models import CountedData, DataImport, Publication
    from fordel.web.budgets.queries.runs import told

    announced = Publication.objects.get(budget_year__year=2027)
    grant = RoleGrant.objects.select_related("municipality").get(role=Role.ANALYST)
    analyst = standing_of(grant.person, grant.municipality.code)
    assert analyst is not None
    inputs = more_children(told(announced.run).run.inputs)
    data = keep_data(analyst, announced.budget_year, inputs)
    delivery = DataImport.objects.create(
        budget_year=announced.budget_year,
        purpose=DataImport.Purpose.RECOUNT,
        state=DataImport.State.COUNTED,
    )
    CountedData.objects.filter(pk=data.pk).update(data_import=delivery)


if __name__ == "__main__":
    main()
