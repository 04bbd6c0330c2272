"""The final report in the form that may leave the municipality.

Counts of children stand as :mod:`fordel.disclosure` lets them out, and nothing that is worked out
from a hidden count stands beside them: no changes in figures, no charts of children, no counts of
an activity. Interview notes stay inside; evaluators are numbered.
"""

from __future__ import annotations

from collections.abc import Iterator

from fordel.charts.printing.sheets import Shown
from fordel.disclosure.tables import TOTAL
from fordel.domain.language import Language, Words
from fordel.evaluation.evidence.factors import PULL_WORDS, FactorOverview, Pull, overview
from fordel.evaluation.maturity.criteria import LEVEL_WORDS, MATURITY_WORDS
from fordel.evaluation.maturity.judging import in_conflict
from fordel.evaluation.reports.blocks import Block, Heading, Paragraph, Report, Table
from fordel.evaluation.reports.drawing import gap_notes, rating_charts
from fordel.evaluation.reports.evaluated import Evaluated
from fordel.evaluation.reports.final_activities import content_words
from fordel.evaluation.reports.final_costs import cost_blocks
from fordel.evaluation.reports.final_report import facts_table, main_blocks
from fordel.evaluation.reports.final_views import criteria_of_each
from fordel.evaluation.reports.public_followed import public_costs, public_followed
from fordel.evaluation.reports.wording import NO_FIGURES, WHAT, rules_words
from fordel.evaluation.results.figures import Change, CountPoint, Development, ResultsReport
from fordel.evaluation.results.grounds import COMPARED, TWO_GROUNDS
from fordel.evaluation.results.publishing import PublishedResults, publish_results
from fordel.evaluation.results.verdicts import JudgedResult
from fordel.interventions.cells import STATE_WORDS, State
from fordel.interventions.indicators import COHORT_WORDS, COLOUR_WORDS, Cohort, Colour, Kind
from fordel.interventions.programme import Activity

KIND = Words(da="Slutrapport, offentlig form", en="Final report, published form")
_FOOT = Words(
    da="Små tal om børn er skjult, så ingen kan genkendes.",
    en="Small counts of children are hidden, so that nobody can be recognised.",
)
_OVERVIEW, _ACTIVITIES, _RESULTS, _FACTORS, _MATURITY = (
    Words(da="Overblik", en="Overview"),
    Words(da="Aktiviteterne", en="The activities"),
    Words(da="Resultater for hele projektet", en="Results of the whole project"),
    Words(da="Andre forhold", en="Other factors"),
    Words(da="Modenhed", en="Maturity"),
)
_DONE = Words(da="Gennemførelse: {outcome} ({by}).", en="Implementation: {outcome} ({by}).")
_BY_RULE, _BY_PERSON = (
    Words(da="forslag efter reglerne", en="proposed by rule"),
    Words(da="besluttet af evaluator", en="decided by an evaluator"),
)
_CHANGES = Words(da="Hvad tallene viser", en="What the figures show")
_DIRECTION = Words(da="Fra før til i virkningsfasen", en="From before to the effect phase")
_NOT_WHY = Words(
    da="Retningen siger, hvad der er registreret, ikke hvorfor. Størrelsen står ikke her, fordi "
    "den kunne røbe små tal.",
    en="The direction says what was registered, not why. The size does not stand here, since it "
    "could give small counts away.",
)
_CAME, _OUTCOME, _BY = (
    Words(da="Hvad der kom ud af det", en="What came of it"),
    Words(da="Resultat", en="Outcome"),
    Words(da="Hvem siger det", en="Who says so"),
)
_DISAGREE = Words(da="evaluatorerne er uenige", en="the evaluators disagree")
_NOT_ASSESSED = Words(da="kan ikke vurderes", en="not assessable")
_NEVER_PROVED = Words(
    da="En virkning er højst sandsynliggjort; den er aldrig bevist.",
    en="An effect is at most made probable; it is never proved.",
)
_PERIOD, _CHILDREN, _GREEN, _COUNT = (
    Words(da="Periode", en="Period"),
    Words(da="I alt", en="In all"),
    Words(da="Andel grønne", en="Share of green"),
    Words(da="I alt i perioden", en="In all in the period"),
)
_COLOURED = Words(da="{label}, børn {cohort}", en="{label}, children {cohort}")
_SOURCE = Words(
    da="Kilde: enhedernes registreringer, samlet for projektet og beskyttet mod genkendelse.",
    en="Source: the units' registrations, for the project as a whole and protected.",
)
_FACTOR, _PULLED = Words(da="Forhold", en="Factor"), Words(da="Retning", en="Direction")
_FACTOR_TABLE = Words(
    da="Hvad der ellers kan ligge bag tallene", en="What else may lie behind the figures"
)
_QUESTIONNAIRE = Words(
    da="Kilde: spørgeskemaet om andre forhold. Antallet af svar står ikke her.",
    en="Source: the questionnaire on other factors. How many answered does not stand here.",
)
_JUDGED = Words(da="Evaluator {no} om {subject}: {outcome}. {why}",
                en="Evaluator {no} on {subject}: {outcome}. {why}")  # fmt: skip


def public_report(found: Evaluated, language: Language) -> Report:
    """Make the final report that may leave the municipality.

    Counts that may be of children are protected, which is every count where the programme does
    not say which are; the others stand as they were registered.

    Raises
    ------
    CannotBeProtected, TooSlowToAudit : see :mod:`fordel.disclosure`.
    """
    project = found.project
    published = publish_results(
        found.registrations,
        implementation=found.rules.implementation,
        followed={one.indicator: one.figures for one in found.followed},
    )
    last = found.programme.periods[-1]
    return Report(
        title=project.name,
        kind=KIND.to(language),
        about=", ".join(part for part in (project.place, found.programme.name) if part),
        language=language,
        year=last.last.year,
        blocks=(
            *main_blocks(found, language),
            Heading(_OVERVIEW.to(language)),
            facts_table(found, language),
            *_activities(found, language),
            *_results(found, published, language),
            *public_followed(found.followed, published.guarded, language),
            *_factors(found, language),
            *_maturity(found, language),
            *cost_blocks(
                found,
                language,
                published.guarded.rules.threshold,
                public_costs(found.followed, published.guarded, language),
            ),
        ),
        foot=_FOOT.to(language),
    )


def _activities(found: Evaluated, language: Language) -> Iterator[Block]:
    yield Heading(_ACTIVITIES.to(language))
    for activity in found.project.activities:
        yield Heading(activity.name, 3)
        yield Paragraph(f"{content_words(activity, language)} {_done(found, activity, language)}")


def _done(found: Evaluated, activity: Activity, language: Language) -> str:
    """The verdict without the figures behind it."""
    verdict = found.verdict(activity.id, activity.name)
    proposed = found.implementation.activity(activity.id).proposal.outcome
    outcome, by = (
        (proposed, _BY_RULE) if verdict is None else (verdict.decided, _BY_PERSON)
    )  # fmt: skip
    return _DONE.to(language).format(outcome=outcome.words.to(language), by=by.to(language))


def _results(found: Evaluated, published: PublishedResults, language: Language) -> Iterator[Block]:
    results = found.results
    yield Heading(_RESULTS.to(language))
    if results.changes:
        yield _directions(results.changes, rules_words(results.source, language), language)
        yield _came(found.came, language)
    for theme in dict.fromkeys(one.theme for one in results.ratings):
        first = next(one for one in results.ratings if one.theme is theme)
        scale = found.programme.indicator(first.indicator)
        yield from rating_charts(results, theme, (scale.lowest, scale.highest), language)
    for known in (*results.colours, *results.counts):
        yield _children(known, results, published, language)


def _directions(changes: tuple[Change, ...], rules: str, language: Language) -> Table:
    return Table(
        _CHANGES.to(language),
        _CHANGES.to(language),
        (WHAT.to(language), _DIRECTION.to(language)),
        tuple((_named(one.label, one.cohort, language), one.said.to(language)) for one in changes),
        (_NOT_WHY.to(language), rules),
        text_columns=2,
    )


def _came(came: tuple[JudgedResult, ...], language: Language) -> Table:
    """What came of each result, without the figures and the reasons behind it."""
    return Table(
        _CAME.to(language),
        _CAME.to(language),
        (WHAT.to(language), _OUTCOME.to(language), _BY.to(language), COMPARED.to(language)),
        tuple(
            (
                one.proposal.label.to(language),
                _outcome(one, language),
                (_BY_PERSON if one.verdicts else _BY_RULE).to(language),
                LEVEL_WORDS[one.proposal.level].to(language),
            )
            for one in came
        ),
        (TWO_GROUNDS.to(language), _NEVER_PROVED.to(language)),
        text_columns=4,
    )


def _outcome(one: JudgedResult, language: Language) -> str:
    """Why a result cannot be assessed could tell how few children there are."""
    if one.outcome is None:
        return _DISAGREE.to(language)
    words = one.outcome.words if one.outcome.is_assessable else _NOT_ASSESSED
    return words.to(language)


def _children(
    known: Development, results: ResultsReport, published: PublishedResults, language: Language
) -> Table:
    name = _named(known.label, known.cohort, language)
    headers: tuple[str, ...] = (_COUNT.to(language),)
    if known.kind is Kind.COLOURS:
        colours = (COLOUR_WORDS[colour].to(language).capitalize() for colour in Colour)
        headers = (*colours, _CHILDREN.to(language), _GREEN.to(language))
    legend = published.legend(language)
    return Table(
        name,
        name,
        (_PERIOD.to(language), *headers),
        tuple(
            (str(when.no), *_cells(known, place, when.collected, published, language))
            for place, when in enumerate(results.periods)
        ),
        (_SOURCE.to(language), *((legend,) if legend else ()), *gap_notes(results, language)),
    )


def _cells(
    known: Development, place: int, collected: bool, published: PublishedResults, language: Language
) -> tuple[Shown, ...]:
    width = len(Colour) + 2 if known.kind is Kind.COLOURS else 1
    point = known.points[place]
    if not collected or not point.n_units:
        return (
            (NO_FIGURES if collected else STATE_WORDS[State.NOT_COLLECTED]).to(language),
        ) * width
    if known.kind is not Kind.COLOURS:
        key = (known.indicator, "count", str(point.period), TOTAL)
        if key not in published.guarded.publication.cells and isinstance(point, CountPoint):
            return (point.total if point.total is not None else NO_FIGURES.to(language),)
        return (published.text(key, language),)
    assert known.cohort is not None
    at = (known.indicator, known.cohort.value, str(point.period), TOTAL)
    shown = (*(colour.value for colour in Colour), TOTAL)
    return (
        *(published.text((*at, name), language) for name in shown),
        published.share((*at, Colour.GREEN.value), language),
    )


def _named(label: Words, cohort: Cohort | None, language: Language) -> str:
    text = label.to(language)
    if cohort is None:
        return text
    return _COLOURED.to(language).format(label=text, cohort=COHORT_WORDS[cohort].to(language))


def _factors(found: Evaluated, language: Language) -> Iterator[Block]:
    answers = found.evidence.answers
    if answers:
        yield Heading(_FACTORS.to(language))
        yield Table(
            _FACTOR_TABLE.to(language),
            _FACTORS.to(language),
            (_FACTOR.to(language), _PULLED.to(language)),
            tuple((one.factor, _pulled(one, language)) for one in overview(answers)),
            (_QUESTIONNAIRE.to(language),),
            text_columns=2,
        )


def _pulled(one: FactorOverview, language: Language) -> str:
    if one.both or (one.positive and one.negative):
        return PULL_WORDS[Pull.BOTH].to(language)
    return PULL_WORDS[Pull.POSITIVE if one.positive else Pull.NEGATIVE].to(language)


def _maturity(found: Evaluated, language: Language) -> Iterator[Block]:
    yield Heading(_MATURITY.to(language))
    yield criteria_of_each(found, language)
    for judged in in_conflict(found.judged):
        yield Paragraph(judged.words.to(language))
    made = [(judged.subject, one) for judged in found.judged for one in judged.judgements]
    numbers = {name: no for no, name in enumerate(dict.fromkeys(j.evaluator for _, j in made), 1)}
    for subject, one in made:
        yield Paragraph(
            _JUDGED.to(language).format(
                no=numbers[one.evaluator],
                subject=subject,
                outcome=MATURITY_WORDS[one.outcome].to(language),
                why=one.why,
            )
        )
