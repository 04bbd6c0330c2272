"""A small programme with every kind of nothing: a skipped period, a unit that joins late."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from fordel.interventions.cells import MISSING, NOT_APPLICABLE, given
from fordel.interventions.programme import Programme
from fordel.interventions.registrations import Registrations


def _text(da, en):
    return {"da": da, "en": en}


PROGRAMME = Programme.model_validate(
    {
        "id": "small",
        "name": "Et lille program",
        "source": "opfundet til test",
        "periods": [
            {"no": 1, "from": date(2025, 1, 1), "to": date(2025, 5, 31)},
            {
                "no": 2, "from": date(2025, 6, 1), "to": date(2025, 12, 31),
                "collected": False, "reason": "Flytning til nyt system.",
            },
            {"no": 3, "from": date(2026, 1, 1), "to": date(2026, 5, 31)},
            {"no": 4, "from": date(2026, 6, 1), "to": date(2026, 12, 31)},
        ],
        "events": [{"name": "Strejke", "from": date(2026, 2, 1), "to": date(2026, 2, 28)}],
        "indicators": [
            {"id": "children", "kind": "count", "theme": "activities",
             "label": _text("Børn i projektet", "Children in the project")},
            {"id": "home_visits", "kind": "count", "theme": "activities",
             "label": _text("Hjemmebesøg", "Home visits")},
            {"id": "meetings", "kind": "count", "theme": "activities",
             "label": _text("Møder", "Meetings")},
            {"id": "contact", "kind": "rating", "theme": "parents",
             "label": _text("Daglig kontakt", "Daily contact")},
            {"id": "wellbeing", "kind": "colours", "theme": "wellbeing",
             "label": _text("Trivsel", "Wellbeing")},
            {"id": "referrals", "kind": "count", "theme": "support",
             "label": _text("Indstillinger", "Referrals")},
        ],
        "projects": [
            {
                "id": "home", "name": "Hjem & <hverdag>", "place": "Demokommune",
                "purpose": "Tættere samarbejde med hjemmet.",
                "target_group": "Børn på 3-5 år",
                "prerequisites": ["En fast kontaktperson"],
                "partners": ["sundhedspleje", "PPR"],
                "units": [
                    {"unit": "a", "name": "Solsikken"},
                    {"unit": "b", "name": "Åkanden"},
                    {"unit": "c", "name": "Egen", "joined": 4},
                ],
                "activities": [
                    {"id": "visits", "name": "Hjemmebesøg", "purpose": "At mødes hjemme.",
                     "elements": [1], "counted_by": ["home_visits"],
                     "intended": {"times": 2, "per": "child", "months": 12}},
                    {"id": "talks", "name": "Samtaler"},
                ],
                "indicators": ["children", "home_visits", "contact", "wellbeing", "referrals"],
                "phases": {1: "shaping", 3: "spread", 4: "effect"},
            }
        ],
    }
)  # fmt: skip

_ANSWERS = {
    # (unit, period): children, home visits, contact, wellbeing (included), (left), referrals
    ("a", 1): (20, 10, 4, (10, 6, 4), (0, 0, 0), 2),
    ("b", 1): (30, 5, 3, (15, 9, 6), (0, 0, 0), 1),
    ("a", 3): (20, 15, 5, (12, 6, 2), (1, 1, 0), 1),
    ("b", 3): (30, None, 4, (18, 9, 3), (2, 0, 1), 1),
    ("a", 4): (20, 28, 6, (15, 4, 1), (2, 1, 0), 0),
    ("b", 4): (30, 21, 9, (24, 5, 1), (1, 0, 0), 2),
    ("c", 4): (10, 7, 4, (5, 3, 2), None, 1),
}


@lru_cache(maxsize=1)
def registrations() -> Registrations:
    """One rating (9) is outside its scale; one count is missing; one group does not apply."""
    answers = {}
    for (unit, period), row in _ANSWERS.items():
        children, visits, contact, included, left, referrals = row
        answers[unit, period, "children"] = given(children)
        answers[unit, period, "home_visits"] = MISSING if visits is None else given(visits)
        answers[unit, period, "contact"] = given(contact)
        answers[unit, period, "referrals"] = given(referrals)
        for place, colour in enumerate(("green", "yellow", "red")):
            answers[unit, period, f"wellbeing.included.{colour}"] = given(included[place])
            gone = NOT_APPLICABLE if left is None else given(left[place])
            answers[unit, period, f"wellbeing.left.{colour}"] = gone
    project = PROGRAMME.project("home")
    assert project is not None
    return Registrations(PROGRAMME, project, answers)


SAID = """
described: {visits: true, talks: false}
verdicts:
  - {activity: talks, decided: to_some_extent, by: Evaluator 1, on: 2027-02-01,
     why: Lederne beskriver samtaler i alle enheder., evidence: [n1]}
judgements:
  - {of: home, evaluator: Evaluator 1, on: 2027-02-01, outcome: matured, why: Alt er på plads.,
     evidence: [n1]}
  - {of: home, evaluator: Evaluator 2, on: 2027-02-02, outcome: partly_matured,
     why: Virkningsfasen er for kort.}
notes:
  - {id: n1, source: interview 3, role: unit_leaders, on: 2027-01-10,
     text: Samtalerne holdes hver uge., activities: [talks]}
  - {id: n2, source: interview 4, role: staff, on: 2027-01-11, text: Der var travlt.}
factors:
  - {id: f1, factor: personaleskift, pull: negative, strength: 4, role: unit_leaders}
  - {id: f2, factor: personaleskift, pull: both, strength: 2, role: management}
results: {level: points_towards, evidence: [n1]}
moved: {moved: 12, children: 48, source: opfølgning på enkelte børn}
"""
