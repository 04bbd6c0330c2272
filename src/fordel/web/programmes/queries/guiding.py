"""What the guide hands over: activities for a package, and words for a new project."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.interventions.elements import AIM_WORDS
from fordel.interventions.guide import Advice, LocalCost, Situation, Suggestion
from fordel.web.access.policies.standing import Standing
from fordel.web.components.language import language_of
from fordel.web.programmes.models import Programme
from fordel.web.programmes.queries.packages import Part
from fordel.web.programmes.queries.seen import programmes_seen_by

_STEP = Decimal("0.001")


@dataclass(frozen=True)
class Choice:
    """A way an element was built, as a package would hold it."""

    cost: LocalCost
    part: Part
    is_first: bool
    """The first of its element, and not of one before it."""


def choices_in(advice: Advice) -> list[tuple[Suggestion, list[Choice]]]:
    """Each suggestion with its published activities, in as many groups as the children make."""
    taken: set[tuple[str, str]] = set()
    found = []
    for suggestion in advice.suggestions:
        choices: list[Choice] = []
        for cost in suggestion.costs:
            source = cost.activity.source
            key = (source.project, source.activity)
            is_first = not choices and key not in taken
            taken.add(key)
            choices.append(Choice(cost, _part(advice.situation, cost), is_first))
        found.append((suggestion, choices))
    return found


def begun_words(situation: Situation) -> dict[str, str]:
    """What a new project's page may begin with: purpose and target group."""
    language = language_of()
    aims = ", ".join(AIM_WORDS[aim].to(language) for aim in situation.aims)
    counted = {"children": situation.children, "units": situation.units}
    group = ngettext(
        "%(children)s children in %(units)s unit", "%(children)s children in %(units)s units",
        situation.units,
    )  # fmt: skip
    ages = {"youngest": situation.youngest, "oldest": situation.oldest}
    aged = _("%(group)s, %(youngest)s to %(oldest)s years old")
    return {
        "purpose": _("To move %(aims)s.") % {"aims": aims},
        "target_group": aged % {"group": group % counted, **ages},
    }


def programmes_to_begin_in(standing: Standing) -> QuerySet[Programme]:
    """The municipality's own programmes, which a new project may be part of."""
    return programmes_seen_by(standing).filter(is_demonstration=False)


def _part(situation: Situation, cost: LocalCost) -> Part:
    """One published activity for the situation's children, in all its units."""
    source = cost.activity.source
    groups = None
    if source.divisor is not None:
        each = Fraction(situation.groups(Fraction(source.divisor)), situation.units)
        groups = (Decimal(each.numerator) / each.denominator).quantize(_STEP).normalize()
        groups = Decimal(f"{groups:f}")
    return Part(source.project, source.activity, situation.units, groups)
