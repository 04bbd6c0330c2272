"""The results of a project in the final report: from before to the effect phase, with gaps."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from fordel.charts.printing.sheets import Share, Shown
from fordel.domain.language import Language, Words, day, number
from fordel.evaluation.maturity.criteria import LEVEL_WORDS
from fordel.evaluation.reports.blocks import Block, Heading, Paragraph, Table
from fordel.evaluation.reports.data_tables import one_decimal
from fordel.evaluation.reports.drawing import colour_charts, count_charts, rating_charts
from fordel.evaluation.reports.evaluated import Evaluated
from fordel.evaluation.reports.wording import WHAT, rules_words
from fordel.evaluation.results.figures import Change
from fordel.evaluation.results.grounds import COMPARED, TWO_GROUNDS
from fordel.evaluation.results.verdicts import JudgedResult, ResultOutcome
from fordel.evaluation.setting_aside import CAUSE_WORDS, Cause
from fordel.evaluation.verdicts import Verdict
from fordel.interventions.indicators import COHORT_WORDS, THEME_WORDS, Kind, Theme

_RESULTS = Words(da="Resultater for hele projektet", en="Results of the whole project")
_HOW = Words(
    da="Ændringer fra før til i virkningsfasen, kun for enheder med tal begge gange. De viser, "
    "hvad der er registreret; de viser ikke, at indsatsen er årsagen.",
    en="Changes from before to the effect phase, only for units with figures both times. They "
    "show what was registered; they do not show that the effort is why.",
)
_NONE = Words(da="Projektet indsamler ingen resultater.", en="The project collects no results.")
_CHANGES = Words(da="Fra før til i virkningsfasen", en="From before to the effect phase")
_SHEET = Words(da="Resultater", en="Results")
_BEFORE, _EFFECT, _DIFFERENCE, _UNITS, _SAID = (
    Words(da="Før", en="Before"),
    Words(da="I virkningsfasen", en="In the effect phase"),
    Words(da="Forskel", en="Difference"),
    Words(da="Enheder (børn)", en="Units (children)"),
    Words(da="Hvad tallene viser", en="What the figures show"),
)
_RULES = Words(
    da="Kilde: enhedernes registreringer. {source} Vurderinger er gennemsnit, farver andelen "
    "af grønne, andre tal pr. enhed pr. måned.",
    en="Source: the units' registrations. {source} Ratings are means, colours the share of "
    "green, other figures per unit and month.",
)
_NOT_SAID = Words(da="kan ikke siges", en="cannot be said")
_WHY_NOT = Words(da="{label}: {why}", en="{label}: {why}")
_POINTS = Words(da="procentpoint", en="percentage points")
_JUDGED = Words(da="Hvad der kom ud af det", en="What came of it")
_JUDGED_SHEET = Words(da="Afgørelser om resultater", en="Decisions on results")
_PROPOSED, _DECIDED, _CITED = (
    Words(da="Forslag efter reglerne", en="Proposed by rule"),
    Words(da="Besluttet", en="Decided"),
    Words(da="Hviler på", en="Rests on"),
)
_NOBODY = Words(da="ingen har besluttet endnu", en="nobody has decided yet")
_DECISION = Words(da="{outcome} ({by}, {on})", en="{outcome} ({by}, {on})")
_BECAUSE = Words(da="{decision}: {why}", en="{decision}: {why}")
_DISAGREE = Words(
    da="{label}: evaluatorerne er uenige; begge afgørelser står her med begrundelse, og resultatet "
    "tæller hverken for eller imod.",
    en="{label}: the evaluators disagree; each decision stands here with its reason, and the "
    "result counts neither for nor against.",
)
_BOTH = Words(
    da="Reglerne foreslår ud fra tallene; evaluatorer beslutter. Tidligere afgørelser er gemt.",
    en="The rules propose from the figures; evaluators decide. Earlier decisions are kept.",
)
_ASIDE = Words(
    da="{n} svar er ikke regnet med, fordi de ikke kan passe ({causes}). De tæller som manglende.",
    en="{n} answers are not counted, because they cannot be right ({causes}). They count as "
    "missing.",
)


def result_blocks(found: Evaluated, language: Language) -> Iterator[Block]:
    """Changes in a table, developments as charts, and what was not counted."""
    yield Heading(_RESULTS.to(language))
    changes = found.results.changes
    if not changes:
        yield Paragraph(_NONE.to(language))
    else:
        yield Paragraph(_HOW.to(language))
        yield _table(changes, rules_words(found.results.source, language), language)
        yield _judged(found.came, language)
    yield from count_charts(found.results, found.rules.implementation.children, language)
    for theme in dict.fromkeys(one.theme for one in found.results.ratings):
        yield from rating_charts(found.results, theme, _ends(found, theme), language)
    yield from colour_charts(found.results, language)
    aside = found.results.set_aside
    if aside:
        causes = dict.fromkeys(one.cause for one in aside)
        yield Paragraph(
            _ASIDE.to(language).format(n=len(aside), causes=_causes(tuple(causes), language))
        )


def _ends(found: Evaluated, theme: Theme) -> tuple[int, int]:
    first = next(one for one in found.results.ratings if one.theme is theme)
    scale = found.programme.indicator(first.indicator)
    return scale.lowest, scale.highest


def _causes(causes: tuple[Cause, ...], language: Language) -> str:
    return "; ".join(CAUSE_WORDS[cause].to(language) for cause in causes)


def _table(changes: tuple[Change, ...], source: str, language: Language) -> Table:
    headers = (WHAT, _SAID, _BEFORE, _EFFECT, _DIFFERENCE, _UNITS)
    why_not = tuple(
        _WHY_NOT.to(language).format(label=_label(one, language), why=one.why.to(language))
        for one in changes
        if one.difference is None
    )
    return Table(
        _CHANGES.to(language),
        _SHEET.to(language),
        tuple(words.to(language) for words in headers),
        tuple(_row(one, language) for one in changes),
        (_RULES.to(language).format(source=source), *why_not),
        text_columns=2,
    )


def _judged(came: tuple[JudgedResult, ...], language: Language) -> Table:
    """Every result with what was proposed, what evaluators stand by, and why."""
    headers = (WHAT, _PROPOSED, _DECIDED, COMPARED, _CITED)
    disagree = tuple(
        _DISAGREE.to(language).format(label=one.proposal.label.to(language))
        for one in came
        if one.is_conflict
    )
    return Table(
        _JUDGED.to(language),
        _JUDGED_SHEET.to(language),
        tuple(words.to(language) for words in headers),
        tuple(
            (
                one.proposal.label.to(language),
                one.proposal.outcome.words.to(language),
                "; ".join(_decision(made, language) for made in one.latest) or _NOBODY.to(language),
                LEVEL_WORDS[one.proposal.level].to(language),
                ", ".join(one.cited) or "–",
            )
            for one in came
        ),
        (_BOTH.to(language), TWO_GROUNDS.to(language), *disagree),
        text_columns=len(headers),
    )


def _decision(made: Verdict[ResultOutcome], language: Language) -> str:
    outcome = made.decided.words.to(language)
    said = _DECISION.to(language).format(outcome=outcome, by=made.by, on=day(made.on, language))
    return _BECAUSE.to(language).format(decision=said, why=made.why) if made.why else said


def _label(change: Change, language: Language) -> str:
    label = change.label.to(language)
    if change.kind is Kind.RATING:
        return f"{THEME_WORDS[change.theme].to(language).capitalize()}: {label}"
    return (
        label if change.cohort is None else f"{label}, {COHORT_WORDS[change.cohort].to(language)}"
    )


def _row(change: Change, language: Language) -> tuple[Shown, ...]:
    direction = change.said.to(language)
    return (
        _label(change, language),
        direction,
        _figure(change, change.before, language),
        _figure(change, change.effect, language),
        _difference(change, language),
        _rests_on(change, language),
    )


def _figure(change: Change, value: Fraction | None, language: Language) -> Shown:
    if value is None:
        return _NOT_SAID.to(language)
    return Share(value) if change.kind is Kind.COLOURS else one_decimal(value)


def _difference(change: Change, language: Language) -> Shown:
    if change.difference is None:
        return _NOT_SAID.to(language)
    if change.kind is not Kind.COLOURS:
        return one_decimal(change.difference)
    points = number(change.difference * 100, language)
    return f"{points} {_POINTS.to(language)}"


def _rests_on(change: Change, language: Language) -> str:
    if change.children is None:
        return str(change.n_units)
    before, effect = (number(count, language) for count in change.children)
    return f"{change.n_units} ({before} / {effect})"
