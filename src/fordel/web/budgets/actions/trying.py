"""Saving, sharing and using scenarios."""

from __future__ import annotations

import json
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from fordel.allocation.bundles.bundle import model_yaml
from fordel.allocation.model.document import Model
from fordel.allocation.runs import make_run
from fordel.search.controls import kept
from fordel.search.what_if import with_levers
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.actions.keeping import seal_run
from fordel.web.budgets.actions.modelling import next_version
from fordel.web.budgets.actions.proposing import make_proposal
from fordel.web.budgets.modelling_refusals import ScenarioNameMissing, ScenarioNameTaken
from fordel.web.budgets.models import (
    BudgetYear,
    CountedData,
    ModelVersion,
    Proposal,
    Scenario,
    SealedRun,
)
from fordel.web.budgets.queries.modelling import model_of
from fordel.web.budgets.queries.trying import exact_run, exactly, levers_of_scenario

_LONGEST = 80


@transaction.atomic
def save_scenario(
    standing: Standing,
    budget_year: BudgetYear,
    version: ModelVersion,
    data: CountedData,
    name: str,
    levers: dict[str, dict[str, Any]],
) -> Scenario:
    """Save levers under a name, once the engine has computed them; the version is frozen by it.

    Raises
    ------
    ScenarioNameMissing, ScenarioNameTaken : the name will not do.
    ModelRefused, InputRefused, WrongUse : it cannot be computed; nothing is saved.
    """
    name = name.strip()
    if not name or len(name) > _LONGEST:
        raise ScenarioNameMissing(longest=_LONGEST)
    stored = kept(levers)
    exact_run(version, data.pk, budget_year.year, json.dumps(stored, sort_keys=True))
    try:
        with transaction.atomic():
            scenario = Scenario.objects.create(
                budget_year=budget_year,
                name=name,
                base=version,
                data=data,
                levers=stored,
                made_by=standing.person,
            )
    except IntegrityError as error:
        raise ScenarioNameTaken(name=name) from error
    # What was computed must be possible to compute again: the wording may not change under it.
    ModelVersion.objects.filter(pk=version.pk, frozen_at__isnull=True).update(
        frozen_at=timezone.now()
    )
    write(standing, "scenario.saved", kind="scenario", key=_key(scenario))
    return scenario


@transaction.atomic
def share_scenario(standing: Standing, scenario: Scenario, *, shared: bool) -> None:
    """Let the others of the municipality who may see scenarios open it, or no longer."""
    Scenario.objects.filter(pk=scenario.pk).update(is_shared=shared, changed_at=timezone.now())
    action = "scenario.shared" if shared else "scenario.unshared"
    write(standing, action, kind="scenario", key=_key(scenario))


@transaction.atomic
def put_away(standing: Standing, scenario: Scenario) -> None:
    """Take a scenario off the page; it is kept, and its name is free again."""
    Scenario.objects.filter(pk=scenario.pk).update(
        put_away_at=timezone.now(), name=f"{scenario.name[:60]} ({scenario.token[:12]})"
    )
    write(standing, "scenario.put_away", kind="scenario", key=_key(scenario))


@transaction.atomic
def make_version(standing: Standing, scenario: Scenario) -> ModelVersion:
    """The scenario's values as a version of the model: the one that says the same, or the next."""
    model = with_levers(model_of(scenario.base), levers_of_scenario(scenario))
    wanted = _worded(model)
    for version in scenario.base.model.versions.all():
        if _worded(model_of(version)) == wanted:
            return version
    return next_version(standing, scenario.base, model, note=scenario.name)


@transaction.atomic
def hand_in(
    standing: Standing, scenario: Scenario, previous: SealedRun | None, reason: str = ""
) -> Proposal:
    """Seal the scenario's calculation and make it a draft of a proposal.

    Parameters
    ----------
    previous : last year's calculation.
    reason : why the year is changed, where it is announced already.
    """
    version = make_version(standing, scenario)
    run = exactly(scenario)
    named = make_run(model_of(version), run.inputs, run.year)
    data = CountedData.objects.select_related("budget_year").get(pk=scenario.data_id)
    sealed = seal_run(standing, named, version, data, previous)
    Scenario.objects.filter(pk=scenario.pk).update(run=sealed)
    return make_proposal(standing, sealed, title=scenario.name, reason=reason)


def _worded(model: Model) -> str:
    """A model's text, whatever its number."""
    return model_yaml(model.model_copy(update={"version": 1}))


def _key(scenario: Scenario) -> str:
    return f"{scenario.budget_year.year} {scenario.token[:6]}"
