"""An estimate told in words, tables and charts, in Danish and English."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.charts.calibration import Group, calibration
from fordel.charts.coefficients import CoefficientBand, coefficients
from fordel.charts.result import ChartWithTable
from fordel.domain.language import Language, Words, number, percent
from fordel.estimation.estimating import Estimated
from fordel.estimation.fitting import Coefficient
from fordel.estimation.spec import NumberOutcome

FEW_UNITS = 30
"""Below this, errors clustered by unit are themselves unsure (Cameron & Miller 2015)."""
STEEP, FLAT = 1.2, 0.8
"""Slopes of calibration beyond these are told."""
UNSTABLE = 0.9
"""A low correlation of ranks below this is told."""

_TITLE = Words(da="Koefficienter i «{}»", en="Coefficients of “{}”")
_HEADERS = (
    Words(da="Kriterium", en="Criterion"),
    Words(da="Børn", en="Children"),
    Words(da="Koefficient", en="Coefficient"),
    Words(da="Interval", en="Interval"),
    Words(da="I indekset", en="In the index"),
    Words(da="Sikkerhed", en="Certainty"),
)
_SURE = Words(da="klar", en="clear")
_WIDE = Words(da="bredt interval", en="wide interval")
_UNSURE = Words(da="kan ikke skelnes fra nul", en="cannot be told from zero")
_TESTED = Words(
    da="Prøvet på enheder, der var holdt ude ({} dele)", en="Tested on units held out ({} parts)"
)
_MODELS = {
    "index": Words(da="Indekset", en="The index"),
    "count": Words(da="Antal kriterier", en="Number of criteria"),
    "mean": Words(da="Ens for alle", en="The same for all"),
}
_MEASURE = Words(da="Mål", en="Measure")
_MEASURES = {
    "log_loss": Words(da="Logaritmisk tab (mindre er bedre)", en="Log loss (less is better)"),
    "brier": Words(da="Brier-score (mindre er bedre)", en="Brier score (less is better)"),
    "squared_error": Words(
        da="Kvadreret fejl (mindre er bedre)", en="Squared error (less is better)"
    ),
    "root_mean_squared_error": Words(da="Typisk fejl (RMSE)", en="Typical error (RMSE)"),
    "ranked_score": Words(
        da="Ranked probability score (mindre er bedre)",
        en="Ranked probability score (less is better)",
    ),
    "explained": Words(da="Forklaret andel", en="Share explained"),
    "area_under_curve": Words(
        da="Sorterer rigtigt (AUC; 0,5 er tilfældigt)", en="Sorts rightly (AUC; 0.5 is chance)"
    ),
}
_BASIS = Words(
    da="{rows} rækker, {children} børn i {units} enheder; {lacking}.",
    en="{rows} rows, {children} children in {units} units; {lacking}.",
)
_COMPLETE = Words(da="ingen række mangler noget", en="no row lacks anything")
_LACKING = Words(
    da="{left} rækker er ladt ude, fordi de mangler en værdi ({columns})",
    en="{left} rows were left out because they lack a value ({columns})",
)
_BETTER = Words(
    da="Indekset forudsiger bedre end antallet af kriterier: {gain} mindre tab (mellem {low} og "
    "{high}).",
    en="The index predicts better than the number of criteria: {gain} less loss (between {low} and "
    "{high}).",
)
_NO_BETTER = Words(
    da="Data viser ikke, at indekset forudsiger bedre end antallet af kriterier (forskel {gain}, "
    "mellem {low} og {high}). At tælle kriterier er lettere at forklare.",
    en="The data do not show that the index predicts better than the number of criteria "
    "(difference {gain}, between {low} and {high}). Counting criteria is easier to explain.",
)
_WORSE = Words(
    da="Antallet af kriterier forudsiger bedre end indekset ({gain}, mellem {low} og {high}). "
    "Brug ikke indekset.",
    en="The number of criteria predicts better than the index ({gain}, between {low} and {high}). "
    "Do not use the index.",
)
_USELESS = Words(
    da="Indekset forudsiger ikke bedre end at gætte det samme for alle. Brug det ikke.",
    en="The index predicts no better than guessing the same for all. Do not use it.",
)
_TOO_STEEP = Words(
    da="Forskellene mellem børn er overdrevet (kalibreringens hældning er {slope}; 1 er rigtigt).",
    en="Differences between children are exaggerated (the slope of calibration is {slope}; 1 is "
    "right).",
)
_TOO_FLAT = Words(
    da="Forskellene mellem børn er for små (kalibreringens hældning er {slope}; 1 er rigtigt).",
    en="Differences between children are too small (the slope of calibration is {slope}; 1 is "
    "right).",
)
_LOWERS = Words(
    da="Sænker indekset: {names}. Et barn, der opfylder det, trækker penge fra sin enhed; er det "
    "meningen?",
    en="Lower the index: {names}. A child who meets it takes money from its unit; is that meant?",
)
_NEGATIVE = Words(
    da="Et barn kan få færre end nul point (ned til {lowest}). En enhed med negativ sum afvises "
    "ved fordelingen.",
    en="A child can get fewer than zero points (down to {lowest}). A unit with a negative sum is "
    "refused when allocating.",
)
_UNSURE_ONES = Words(
    da="Kan ikke skelnes fra nul: {names}. Overvej at lade dem ude.",
    en="Cannot be told from zero: {names}. Consider leaving them out.",
)
_WIDE_ONES = Words(
    da="Brede intervaller: {names}. Retningen er sikker, størrelsen er det ikke.",
    en="Wide intervals: {names}. The direction is certain, the size is not.",
)
_FEW = Words(
    da="Kun {units} enheder: intervallerne er selv usikre og nok for smalle.",
    en="Only {units} units: the intervals are unsure themselves and likely too narrow.",
)
_RANKS = Words(
    da="Enhedernes rækkefølge efter indekset: {kept} af den mest belastede fjerdedel bliver i den, "
    "når koefficienterne kun er så sikre, som de er (rangkorrelation {typical}, sjældent under "
    "{low}).",
    en="The order of units by the index: {kept} of the most burdened quarter stay in it when the "
    "coefficients are only as sure as they are (rank correlation {typical}, seldom below {low}).",
)
_SHAKY = Words(
    da="Rækkefølgen er ustabil: små forskelle mellem enheder betyder ikke noget.",
    en="The order is unstable: small differences between units mean nothing.",
)
_ECOLOGICAL = Words(
    da="Data har en række pr. enhed: koefficienterne siger noget om forskelle mellem enheder, ikke "
    "mellem børn.",
    en="The data have a row per unit: the coefficients tell of differences between units, not "
    "between children.",
)
_LOG_ODDS = Words(da="Log-odds", en="Log odds")
_POINTS = Words(da="Udfaldets enheder", en="Units of the outcome")
_NONE = "–"
_DECIMALS = 3


@dataclass(frozen=True)
class TextTable:
    """A table for people: a title, headers, rows of text, how many columns are text."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text_columns: int = 1


def coefficient_table(estimated: Estimated, language: Language) -> TextTable:
    """What each criterion adds, how surely, and the exact figure that leaves."""
    children = dict(estimated.basis.criteria)
    exported = dict(estimated.exported.coefficients)
    labels = {name: label.to(language) for name, label in estimated.spec.terms}
    digits = estimated.spec.export.digits
    rows = tuple(
        (
            labels[one.name],
            number(children[one.name], language),
            number(one.estimate, language, _DECIMALS),
            _interval(one, language),
            number(exported[one.name], language, digits),
            _certainty(one).to(language),
        )
        for one in estimated.found.coefficients
    )
    title = _TITLE.to(language).format(estimated.spec.title.to(language))
    return TextTable(title, tuple(words.to(language) for words in _HEADERS), rows)


def _interval(one: Coefficient, language: Language) -> str:
    low, high = (number(value, language, _DECIMALS) for value in (one.low, one.high))
    return f"{low} – {high}"


def _certainty(one: Coefficient) -> Words:
    if one.is_unsure:
        return _UNSURE
    return _WIDE if one.is_wide else _SURE


def measure_table(estimated: Estimated, language: Language) -> TextTable:
    """The measures on units held out, of the index and its plain alternatives."""
    rows = tuple(
        (
            _MEASURES[name].to(language),
            *(
                number(of[model], language, _DECIMALS) if model in of else _NONE
                for model in _MODELS
            ),
        )
        for name, of in estimated.tested.measures.items()
    )
    headers = (_MEASURE.to(language), *(words.to(language) for words in _MODELS.values()))
    return TextTable(_TESTED.to(language).format(estimated.tested.folds), headers, rows)


def said(estimated: Estimated, language: Language) -> tuple[str, ...]:
    """What a reader must know before the index is used, a sentence or two each."""
    lines = [_basis(estimated, language), _verdict(estimated, language)]
    lines += [words.to(language).format(**values) for words, values in _doubts(estimated, language)]
    ranks = estimated.tested.ranks
    lines.append(
        _RANKS.to(language).format(
            kept=percent(ranks.top_quarter_kept, language, 0),
            typical=number(ranks.typical, language, 2),
            low=number(ranks.low, language, 2),
        )
    )
    if ranks.low < UNSTABLE:
        lines.append(_SHAKY.to(language))
    return tuple(line for line in lines if line)


def _basis(estimated: Estimated, language: Language) -> str:
    basis = estimated.basis
    left = basis.source.rows - basis.rows_used
    lacking = _COMPLETE.to(language)
    if left:
        columns = ", ".join(f"{one.column} {number(one.rows, language)}" for one in basis.left_out)
        lacking = _LACKING.to(language).format(left=number(left, language), columns=columns)
    return _BASIS.to(language).format(
        rows=number(basis.rows_used, language),
        children=number(basis.children, language),
        units=number(basis.units, language),
        lacking=lacking,
    )


def _verdict(estimated: Estimated, language: Language) -> str:
    """Whether the index is worth having beside the number of criteria."""
    if estimated.tested.measures["explained"]["index"] <= 0:
        return _USELESS.to(language)
    found = estimated.tested.difference
    if found is None:
        return ""
    words = _NO_BETTER
    if found.index_is_better:
        words = _BETTER
    elif found.count_is_better:
        words = _WORSE
    figures = {"gain": found.gain, "low": found.low, "high": found.high}
    return words.to(language).format(
        **{name: number(value, language, 4) for name, value in figures.items()}
    )


def _doubts(estimated: Estimated, language: Language) -> list[tuple[Words, dict[str, str]]]:
    labels = {name: label.to(language) for name, label in estimated.spec.terms}
    found = estimated.found.coefficients

    def named(chosen: list[Coefficient]) -> dict[str, str]:
        return {"names": ", ".join(labels[one.name] for one in chosen)}

    doubts: list[tuple[Words, dict[str, str]]] = []
    for words, chosen in (
        (_UNSURE_ONES, [one for one in found if one.is_unsure]),
        (_WIDE_ONES, [one for one in found if one.is_wide]),
        (_LOWERS, [one for one in found if one.estimate < 0]),
    ):
        if chosen:
            doubts.append((words, named(chosen)))
    exported = estimated.exported
    if exported.can_be_negative:
        digits = estimated.spec.export.digits
        doubts.append((_NEGATIVE, {"lowest": number(exported.lowest, language, digits)}))
    slope = estimated.tested.calibration.slope
    if slope is not None and not FLAT <= slope <= STEEP:
        words = _TOO_STEEP if slope < FLAT else _TOO_FLAT
        doubts.append((words, {"slope": number(slope, language, 2)}))
    if estimated.basis.units < FEW_UNITS:
        doubts.append((_FEW, {"units": number(estimated.basis.units, language)}))
    if estimated.spec.grain == "unit":
        doubts.append((_ECOLOGICAL, {}))
    return doubts


def charts_of(estimated: Estimated, language: Language) -> dict[str, ChartWithTable]:
    """The coefficients with their intervals, and the calibration in groups."""
    spec = estimated.spec
    labels = {name: label.to(language) for name, label in spec.terms}
    bands = [
        CoefficientBand(labels[one.name], one.low, one.estimate, one.high)
        for one in estimated.found.coefficients
    ]
    unit = _POINTS if spec.outcome.kind == "number" else _LOG_ODDS
    # Where low is need, minus the outcome was estimated; people are shown the outcome itself.
    flipped = isinstance(spec.outcome, NumberOutcome) and spec.outcome.need == "low"
    sign = -1 if flipped else 1
    groups = [
        Group(one.children, sign * one.predicted, sign * one.observed)
        for one in estimated.tested.calibration.bins
    ]
    label = spec.outcome.label
    return {
        "coefficients": coefficients(bands, float(spec.confidence), unit, language),
        "calibration": calibration(
            groups,
            language,
            outcome=Words(label.da, label.en),
            as_shares=spec.outcome.kind == "yes_no",
        ),
    }
