"""A programme's own indicators: a new one, a change, a new version, out with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from fordel.interventions.indicators import Indicator as LibraryIndicator
from fordel.interventions.indicators import changed_meaning
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.actions.bringing_in import indicator_values
from fordel.web.programmes.actions.changing import changing_programme, does_not_fit
from fordel.web.programmes.actions.keys import key_for
from fordel.web.programmes.models import Activity, Indicator, Programme
from fordel.web.programmes.queries.documents import indicator_document
from fordel.web.programmes.queries.indicators import answered_in
from fordel.web.programmes.refusals.setting_up import (
    IndicatorIsAnswered,
    IndicatorIsUsed,
    VersionTooEarly,
)

_PART = "indicators"
Asks = Mapping[str, Any]
"""An indicator's definition as the library reads it, without its key."""


def add_indicator(standing: Standing, programme: Programme, asks: Asks) -> Indicator:
    """One more question that the programme's projects may ask.

    Raises
    ------
    ProgrammeDoesNotFit : its parts do not fit together.
    """
    with changing_programme(standing, programme, None, _PART) as row:
        last = row.indicators.order_by("-order").first()
        made = _make(row, asks, asks["label"]["da"], 0 if last is None else last.order + 1)
        write(standing, "indicator.kept", kind="programme", key=row.key, details=_which(made))
        return made


def change_indicator(
    standing: Standing, programme: Programme, revision: int, key: str, asks: Asks
) -> None:
    """Change a question; once it is answered, only what leaves the answers' meaning as it was.

    Raises
    ------
    ProgrammeChangedMeanwhile, IndicatorIsAnswered, ProgrammeDoesNotFit : see their words.
    """
    with changing_programme(standing, programme, revision, _PART) as row:
        found = row.indicators.get(key=key)
        before = indicator_document(found)
        periods = {"asked_from": before.asked_from, "asked_until": before.asked_until}
        after = _document({**asks, **periods, "id": key})
        changed = changed_meaning(before, after)
        if changed and key in answered_in(row):
            raise IndicatorIsAnswered(
                indicator=before.label.da,
                changed_da=", ".join(words.da for words in changed),
                changed_en=", ".join(words.en for words in changed),
            )
        for name, value in indicator_values(after).items():
            setattr(found, name, value)
        found.save()
        write(standing, "indicator.kept", kind="programme", key=row.key, details=_which(found))


def new_version(
    standing: Standing, programme: Programme, revision: int, key: str, asks: Asks, first: int
) -> Indicator:
    """Let a question go on as another from a period; projects that ask the old one ask both.

    Each is asked in its own periods, so that no answer changes its meaning.

    Raises
    ------
    ProgrammeChangedMeanwhile, VersionTooEarly, ProgrammeDoesNotFit : see their words.
    """
    with changing_programme(standing, programme, revision, _PART) as row:
        old = row.indicators.get(key=key)
        earliest = max((*answered_in(row).get(key, ()), old.asked_from or 0)) + 1
        if first < earliest or not row.periods.filter(no=first).exists():
            raise VersionTooEarly(indicator=old.label_da, period=first, earliest=earliest)
        until = old.asked_until
        made = _make(row, {**asks, "asked_from": first, "asked_until": until}, key, old.order)
        old.asked_until = first - 1
        old.save()
        for project in row.projects.filter(indicators=old):
            project.indicators.add(made)
        for activity in Activity.objects.filter(project__programme=row):
            if key in activity.counted_by:
                activity.counted_by = [*activity.counted_by, made.key]
                activity.save()
        write(standing, "indicator.kept", kind="programme", key=row.key, details=_which(made))
        return made


def remove_indicator(standing: Standing, programme: Programme, revision: int, key: str) -> None:
    """Take out a question that nobody asks.

    Raises
    ------
    ProgrammeChangedMeanwhile, IndicatorIsUsed, ProgrammeDoesNotFit : see their words.
    """
    with changing_programme(standing, programme, revision, _PART) as row:
        found = row.indicators.get(key=key)
        counts = Activity.objects.filter(project__programme=row).values_list(
            "counted_by", flat=True
        )
        is_used = (
            found.projects.exists()
            or key in answered_in(row)
            or any(key in keys for keys in counts)
            or row.indicators.filter(participants_of=key).exists()
        )
        if is_used:
            raise IndicatorIsUsed(indicator=found.label_da)
        found.delete()
        write(
            standing, "indicator.removed", kind="programme", key=row.key, details={"indicator": key}
        )


def _make(row: Programme, asks: Asks, named: str, order: int) -> Indicator:
    taken = set(row.indicators.values_list("key", flat=True))
    known = _document({**asks, "id": key_for(named, taken, "indikator")})
    return Indicator.objects.create(
        programme=row, key=known.id, order=order, **indicator_values(known)
    )


def _document(asks: Asks) -> LibraryIndicator:
    try:
        return LibraryIndicator.model_validate(asks)
    except ValidationError as error:
        raise does_not_fit(error) from error


def _which(row: Indicator) -> dict[str, str]:
    return {"indicator": row.key}
