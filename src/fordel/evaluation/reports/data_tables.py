"""The tables of a data report: what was counted, rated and assessed in the period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from fordel.charts.printing.sheets import Share, Shown
from fordel.domain.language import Language, Words, number, rounded
from fordel.domain.nouns import UNITS
from fordel.evaluation.reports.blocks import Table
from fordel.evaluation.reports.scope import Scope
from fordel.evaluation.reports.wording import (
    ALL,
    N_UNITS,
    NO_FIGURES,
    PARTLY,
    UNIT,
    WHAT,
    answer,
    months_words,
    source_of,
)
from fordel.evaluation.results.figures import ColourPoint, CountPoint, Development, RatingPoint
from fordel.interventions.indicators import (
    COHORT_WORDS,
    COLOUR_WORDS,
    THEME_WORDS,
    Colour,
    Field,
    Theme,
)

_COUNTED = Words(da="{theme} i perioden, optalt i hver enhed", en="{theme} in the period, by unit")
_RATES = Words(
    da="{theme} i perioden i forhold til tid og børn",
    en="{theme} in the period, by time and children",
)
_RATES_SHEET = Words(da="{theme} pr. måned", en="{theme} per month")
_RATED = Words(da="{theme}: fælles vurderinger", en="{theme}: joint ratings")
_COLOURED = Words(da="{label}, børn {cohort}", en="{label}, children {cohort}")
_PER_MONTH = Words(da="Pr. måned", en="Per month")
_PER_CHILD = Words(da="Pr. 100 børn pr. måned", en="Per 100 children and month")
_RESTS_ON = Words(da="Bygger på", en="Rests on")
_MEAN, _LOW, _HIGH = (
    Words(da="Gennemsnit", en="Mean"),
    Words(da="Laveste enhed", en="Lowest unit"),
    Words(da="Højeste enhed", en="Highest unit"),
)
_SCALE = Words(
    da="Skala {low}–{high}, hvor {high} er bedst; leder og personale vurderer sammen.",
    en="Scale {low}–{high}, {high} is best; leader and staff rate together.",
)
_CHILDREN = Words(da="Børn i alt", en="Children in all")
_GREEN = Words(da="Andel grønne", en="Share of green")
_LENGTH = Words(
    da="Perioden er {months} lang. Enheder uden tal er ikke med i summen og tæller ikke som nul.",
    en="The period is {months} long. Units without figures are not in the sum, and are not zero.",
)
_OWN_VIEW = Words(
    da="En farve er en fagpersons egen vurdering af et barns trivsel eller udvikling lige nu.",
    en="A colour is a professional's own assessment of a child's wellbeing or development now.",
)
_NO_CHILDREN = Words(da="børnetal mangler", en="children not known")


def count_tables(scope: Scope, theme: Theme, language: Language) -> Iterator[Table]:
    """What each unit counted, and how much it is by time and children."""
    known = [one for one in scope.results.counts if one.theme is theme]
    if not known:
        return
    name = THEME_WORDS[theme].to(language).capitalize()
    length = _LENGTH.to(language).format(months=months_words(scope.period.months, language))
    source = source_of(scope.period, language)
    yield Table(
        _COUNTED.to(language).format(theme=name),
        name,
        (UNIT.to(language), *(one.label.to(language) for one in known)),
        (
            *(_unit_row(scope, unit, known, language) for unit in scope.units),
            (ALL.to(language), *(_total(scope, one, language) for one in known)),
        ),
        (source, length),
    )
    flowing = [one for one in known if one.indicator not in scope.standing]
    if flowing:
        headers = (WHAT, ALL, _PER_MONTH, _PER_CHILD, _RESTS_ON)
        yield Table(
            _RATES.to(language).format(theme=name),
            _RATES_SHEET.to(language).format(theme=name),
            tuple(words.to(language) for words in headers),
            tuple(_rate_row(scope, one, language) for one in flowing),
            (source, length),
        )


def rating_table(scope: Scope, theme: Theme, language: Language) -> Table | None:
    """The project's ratings on a theme; None where it rates nothing of it."""
    known = [one for one in scope.results.ratings if one.theme is theme]
    if not known:
        return None
    name = THEME_WORDS[theme].to(language).capitalize()
    ends = scope.programme.indicator(known[0].indicator)
    headers = (WHAT, _MEAN, _LOW, _HIGH, _RESTS_ON)
    return Table(
        _RATED.to(language).format(theme=name),
        name,
        tuple(words.to(language) for words in headers),
        tuple(_rating_row(scope, one, language) for one in known),
        (
            _SCALE.to(language).format(low=ends.lowest, high=ends.highest),
            source_of(scope.period, language),
        ),
    )


def colour_table(scope: Scope, known: Development, language: Language) -> Table:
    """Children by colour in each unit, in one group: included, or left."""
    assert known.cohort is not None
    cohort = COHORT_WORDS[known.cohort].to(language)
    label = known.label.to(language)
    colours = tuple(COLOUR_WORDS[colour].to(language).capitalize() for colour in Colour)
    project = scope.at(known, scope.period)
    assert isinstance(project, ColourPoint)
    rows = [_coloured_unit(scope, known, unit, language) for unit in scope.units]
    rests = N_UNITS.to(language).format(
        n=project.n_units, units=UNITS.of(len(scope.units), language)
    )
    return Table(
        _COLOURED.to(language).format(label=label, cohort=cohort),
        f"{label}, {cohort}",
        (UNIT.to(language), *colours, _CHILDREN.to(language), _GREEN.to(language)),
        (*rows, (ALL.to(language), *_coloured(project, NO_FIGURES.to(language), language))),
        (
            f"{_RESTS_ON.to(language)} {rests}. {source_of(scope.period, language)}",
            _OWN_VIEW.to(language),
        ),
    )


def _unit_row(
    scope: Scope, unit: str, known: Sequence[Development], language: Language
) -> tuple[Shown, ...]:
    cells = (
        answer(scope.registrations.cell(unit, scope.period.no, one.indicator), language)
        for one in known
    )
    return (scope.unit_name(unit), *cells)


def _total(scope: Scope, known: Development, language: Language) -> Shown:
    point = scope.at(known, scope.period)
    assert isinstance(point, CountPoint)
    if point.total is None:
        return NO_FIGURES.to(language)
    if point.n_units == len(scope.units):
        return point.total
    total = number(point.total, language)
    return PARTLY.to(language).format(
        total=total, n=point.n_units, units=UNITS.of(len(scope.units), language)
    )


def _rate_row(scope: Scope, known: Development, language: Language) -> tuple[Shown, ...]:
    point = scope.at(known, scope.period)
    assert isinstance(point, CountPoint)
    none = NO_FIGURES.to(language)
    per_child = point.per_100_children_month
    return (
        known.label.to(language),
        none if point.total is None else point.total,
        none if point.per_month is None else one_decimal(point.per_month),
        _NO_CHILDREN.to(language) if per_child is None else one_decimal(per_child),
        N_UNITS.to(language).format(n=point.n_units, units=UNITS.of(len(scope.units), language)),
    )


def _rating_row(scope: Scope, known: Development, language: Language) -> tuple[Shown, ...]:
    point = scope.at(known, scope.period)
    assert isinstance(point, RatingPoint)
    rests = N_UNITS.to(language).format(n=point.n_units, units=UNITS.of(len(scope.units), language))
    if point.mean is None or point.lowest is None or point.highest is None:
        none = NO_FIGURES.to(language)
        return (known.label.to(language), none, none, none, rests)
    return (
        known.label.to(language), one_decimal(point.mean), point.lowest, point.highest, rests,
    )  # fmt: skip


def _coloured_unit(
    scope: Scope, known: Development, unit: str, language: Language
) -> tuple[Shown, ...]:
    point = scope.at(known, scope.period, unit)
    assert isinstance(point, ColourPoint)
    if point.counts is not None:
        return (scope.unit_name(unit), *_coloured(point, "", language))
    indicator = scope.programme.indicator(known.indicator)
    cells = tuple(
        answer(
            scope.registrations.cell(
                unit, scope.period.no, Field(indicator, known.cohort, colour).key
            ),
            language,
        )
        for colour in Colour
    )
    none = NO_FIGURES.to(language)
    return (scope.unit_name(unit), *cells, none, none)


def _coloured(point: ColourPoint, why: str, language: Language) -> tuple[Shown, ...]:
    if point.counts is None or point.children is None:
        return (why,) * (len(Colour) + 2)
    share = point.share(Colour.GREEN)
    nobody = Words(da="ingen børn", en="no children").to(language)
    green: Shown = nobody if share is None else Share(share)
    return (*(point.counts[colour] for colour in Colour), point.children, green)


def one_decimal(value: Fraction) -> Decimal:
    """A figure as it is told: with one decimal."""
    return rounded(value, 1)
