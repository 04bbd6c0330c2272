"""What a plan could see, in sentences for those who plan."""

from __future__ import annotations

from fordel.domain.language import Language, Words, number, percent
from fordel.evaluation.effects.planning import MOST_PERIODS, MOST_UNITS, PlanAnswer
from fordel.evaluation.effects.words import NotEstimable

_UNITS = {
    "rating": Words(da="point", en="points"),
    "colours": Words(da="procentpoint", en="percentage points"),
}
_NONE = Words(
    da="Det kan ikke siges, hvilken virkning der kan ses. {why}",
    en="It cannot be said which effect could be seen. {why}",
)
_NOBODY_BEGINS = Words(
    da="Ingen enhed begynder i planen, og så er der ingen virkning at se.",
    en="No unit begins in the plan, and then there is no effect to see.",
)
_NOTHING_AFTER = Words(
    da="Planen har ingen perioder efter start, og så er der ingen virkning at se.",
    en="The plan has no periods after the start, and then there is no effect to see.",
)
_COMPARED = Words(
    da="Med {started} enheder, der begynder, og {compared} at sammenligne med kan en virkning på "
    "{effect} {unit} eller mere ses.",
    en="With {started} units that begin and {compared} to compare with, an effect of {effect} "
    "{unit} or more can be seen.",
)
_ALONE = Words(
    da="Med {started} enheder, der alle begynder, og ingen at sammenligne med kan en ændring på "
    "{effect} {unit} eller mere ses. Om det er en virkning, kan ikke siges uden en sammenligning.",
    en="With {started} units that all begin and none to compare with, a change of {effect} {unit} "
    "or more can be seen. Whether it is an effect cannot be said without a comparison.",
)
_POWER = Words(
    da="En virkning af den størrelse ses i {power} af tilfældene. Er den mindre, kan den være der, "
    "uden at tallene viser det.",
    en="An effect of that size is seen {power} of the time. A smaller one may be there without the "
    "figures showing it.",
)
_ENOUGH = {
    True: Words(
        da="I håber på {hoped} {unit}. Det er stort nok til at kunne ses.",
        en="You hope for {hoped} {unit}. That is large enough to be seen.",
    ),
    False: Words(
        da="I håber på {hoped} {unit}. Det er for lidt til, at planen kan regne med at se det.",
        en="You hope for {hoped} {unit}. That is too little for the plan to count on seeing it.",
    ),
}
_HALF = Words(
    da="Hvad der skal til for at se en halvt så stor virkning ({half} {unit})",
    en="What it takes to see an effect half as large ({half} {unit})",
)
_MORE_UNITS = Words(
    da="{units} enheder i alt ({started}, der begynder, og {compared} at sammenligne med): "
    "{more} flere end nu.",
    en="{units} units in all ({started} that begin and {compared} to compare with): {more} more "
    "than now.",
)
_MORE_BEGIN = Words(
    da="{units} enheder, der begynder: {more} flere end nu.",
    en="{units} units that begin: {more} more than now.",
)
_NO_UNITS = Words(
    da="Flere enheder er ikke nok: selv {most} ville ikke kunne vise den.",
    en="More units are not enough: not even {most} would show it.",
)
_MORE_PERIODS = Words(
    da="Eller {periods} perioder efter start: {more} flere end nu.",
    en="Or {periods} periods after the start: {more} more than now.",
)
_NO_PERIODS = Words(
    da="Flere perioder er ikke nok: selv {most} efter start ville ikke kunne vise den, for "
    "usikkerheden fra tiden før bliver den samme.",
    en="More periods are not enough: not even {most} after the start would show it, since what is "
    "uncertain about the time before stays.",
)


def unit_words(answer: PlanAnswer) -> Words:
    """What a plan's effect is counted in."""
    return _UNITS[answer.planned.outcome]


def sentences(answer: PlanAnswer, language: Language) -> tuple[str, ...]:
    """What the plan could see, and whether that is enough for what is hoped for."""
    planned, found = answer.planned, answer.smallest
    if not planned.started:
        return (_NOBODY_BEGINS.to(language),)
    if not planned.after:
        return (_NOTHING_AFTER.to(language),)
    if isinstance(found, NotEstimable):
        return (_NONE.to(language).format(why=found.reason.to(language)),)
    unit = unit_words(answer).to(language)
    template = _COMPARED if planned.plan.is_compared else _ALONE
    told = [
        template.to(language).format(
            started=planned.started,
            compared=planned.compared,
            effect=figure(found.effect, answer, language),
            unit=unit,
        ),
        _POWER.to(language).format(power=percent(found.power, language, 0)),
    ]
    if answer.is_enough is not None and planned.hoped_for is not None:
        hoped = number(planned.hoped_for.normalize(), language, _decimals(answer))
        told.append(_ENOUGH[answer.is_enough].to(language).format(hoped=hoped, unit=unit))
    return tuple(told)


def half_sentences(answer: PlanAnswer, language: Language) -> tuple[str, ...]:
    """What would see a half as large effect: a heading, then units, then periods.

    Empty where the plan sees nothing.
    """
    if answer.half is None:
        return ()
    planned, units = answer.planned, answer.more_units
    unit = unit_words(answer).to(language)
    told = [_HALF.to(language).format(half=figure(answer.half, answer, language), unit=unit)]
    if units is None:
        told.append(_NO_UNITS.to(language).format(most=number(MOST_UNITS, language)))
    else:
        more = sum(units) - planned.started - planned.compared
        template = _MORE_UNITS if planned.plan.is_compared else _MORE_BEGIN
        told.append(
            template.to(language).format(
                units=number(sum(units), language),
                started=number(units[0], language),
                compared=number(units[1], language),
                more=number(more, language),
            )
        )
    if answer.more_periods is None:
        told.append(_NO_PERIODS.to(language).format(most=MOST_PERIODS))
    else:
        more = answer.more_periods - planned.after
        told.append(_MORE_PERIODS.to(language).format(periods=answer.more_periods, more=more))
    return tuple(told)


def figure(value: float, answer: PlanAnswer, language: Language) -> str:
    """A size in the plan's own unit: points with two decimals, percentage points with one."""
    return number(value, language, _decimals(answer))


def _decimals(answer: PlanAnswer) -> int:
    return 2 if answer.planned.outcome == "rating" else 1
