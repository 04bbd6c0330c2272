"""Interventions as tables."""

from __future__ import annotations

from fordel.web.programmes.models.activity import Activity
from fordel.web.programmes.models.activity_cost import ActivityCost, CostLine, Establishment
from fordel.web.programmes.models.context_event import ContextEvent
from fordel.web.programmes.models.data_period import DataPeriod
from fordel.web.programmes.models.description_version import DescriptionVersion
from fordel.web.programmes.models.effect_plan import EffectPlan
from fordel.web.programmes.models.evidence import Evidence
from fordel.web.programmes.models.factor_answer import FactorAnswer
from fordel.web.programmes.models.indicator import Indicator
from fordel.web.programmes.models.loop import Decision, Reading, Reflection, Report
from fordel.web.programmes.models.own_pay import OwnPay
from fordel.web.programmes.models.package import Package
from fordel.web.programmes.models.panel import Panel
from fordel.web.programmes.models.participation import Participation
from fordel.web.programmes.models.phase_in_period import PhaseInPeriod
from fordel.web.programmes.models.programme import Programme
from fordel.web.programmes.models.project import Project
from fordel.web.programmes.models.sheet import Entry, Registration, Sheet
from fordel.web.programmes.models.sheet_notice import SheetNotice
from fordel.web.programmes.models.verdict import Judgement, Verdict

__all__ = [
    "Activity",
    "ActivityCost",
    "ContextEvent",
    "CostLine",
    "DataPeriod",
    "Decision",
    "DescriptionVersion",
    "EffectPlan",
    "Entry",
    "Establishment",
    "Evidence",
    "FactorAnswer",
    "Indicator",
    "Judgement",
    "OwnPay",
    "Package",
    "Panel",
    "Participation",
    "PhaseInPeriod",
    "Programme",
    "Project",
    "Reading",
    "Reflection",
    "Registration",
    "Report",
    "Sheet",
    "SheetNotice",
    "Verdict",
]
