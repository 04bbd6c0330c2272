"""The final report of a project: what it came to, how it is known, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator

from fordel.charts.printing.sheets import Shown
from fordel.domain.language import Language, Words, day, number
from fordel.domain.nouns import UNITS
from fordel.evaluation.maturity.criteria import (
    CRITERION_WORDS,
    LEVEL_WORDS,
    MATURITY_WORDS,
    MET_WORDS,
    Finding,
)
from fordel.evaluation.reports.blocks import Block, Bullets, Heading, Paragraph, Report, Table
from fordel.evaluation.reports.data_tables import one_decimal
from fordel.evaluation.reports.drawing import gap_notes
from fordel.evaluation.reports.evaluated import Evaluated
from fordel.evaluation.reports.final_activities import activity_blocks
from fordel.evaluation.reports.final_costs import cost_blocks, yearly_words
from fordel.evaluation.reports.final_results import result_blocks
from fordel.evaluation.reports.final_views import factor_blocks, maturity_blocks
from fordel.evaluation.reports.followed import followed_blocks
from fordel.evaluation.reports.wording import (
    NO_FIGURES,
    PARTLY,
    WHAT,
    listed,
    months_words,
    rules_words,
)
from fordel.evaluation.results.figures import CountPoint, Development, When
from fordel.evaluation.results.grounds import grounds_of
from fordel.evaluation.windows import months_of_effect
from fordel.interventions.cells import STATE_WORDS, State
from fordel.interventions.periods import PHASE_WORDS

KIND = Words(da="Slutrapport", en="Final report")
_FOOT = Words(
    da="Lavet af registreringer, belæg og vurderinger i programmet {programme}.",
    en="Made from registrations, evidence and judgements in the programme {programme}.",
)
_MAIN, _OVERVIEW = Words(da="Hovedresultat", en="Main result"), Words(da="Overblik", en="Overview")
_PROPOSED = Words(
    da="Forslaget efter de fastsatte regler: {outcome}. {why}",
    en="Proposed by the stated rules: {outcome}. {why}",
)
_LEVEL = Words(
    da="Resultaterne samlet: «{level}». {grounds} Det er aldrig et bevis.",
    en="The results together: “{level}”. {grounds} That is never a proof.",
)
_LEFT_OUT = Words(da="Udeladt som ikke modnet: {names}.", en="Left out as not matured: {names}.")
_CRITERIA = Words(da="Kriterierne for modning", en="The criteria of maturity")
_CRITERION, _MET, _WHY = (
    Words(da="Kriterium", en="Criterion"),
    Words(da="Opfyldt?", en="Met?"),
    Words(da="Hvorfor", en="Why"),
)
_FACTS = Words(da="Om projektet", en="About the project")
_VALUE = Words(da="Oplyst", en="Stated")
_NOT_STATED = Words(da="ikke oplyst", en="not stated")
_PLACE, _TARGET, _PURPOSE, _UNITS, _PARTNERS, _EFFECT, _PERIODS = (
    Words(da="Sted", en="Place"),
    Words(da="Målgruppe", en="Target group"),
    Words(da="Formål", en="Purpose"),
    Words(da="Enheder", en="Units"),
    Words(da="Samarbejdsparter", en="Partners"),
    Words(
        da="Virkningsfase (mindst halvdelen af enhederne)",
        en="Effect phase (at least half the units)",
    ),
    Words(da="Dataperioder", en="Data periods"),
)
_PREREQUISITES = Words(da="Forudsætninger", en="Prerequisites")
_TOTALS = Words(da="Optællinger i alt i hver periode", en="Counts in all in each period")
_TOTALS_SHEET = Words(da="Optællinger", en="Counts")
_PERIOD, _DAYS, _PHASE, _LENGTH = (
    Words(da="Periode", en="Period"),
    Words(da="Fra og til", en="From and to"),
    Words(da="Fase", en="Phase"),
    Words(da="Måneder", en="Months"),
)
_OF_UNITS = Words(
    da="Hvor ikke alle enheder har svaret, står det ved summen.",
    en="Where not every unit has answered, it stands with the sum.",
)
_LENGTHS = Words(da="Perioderne er ikke lige lange.", en="Periods differ in length.")
_SOURCE = Words(da="Kilde: enhedernes registreringer.", en="Source: the units' registrations.")
_PROGRAMME = Words(da="Kilde: programmets beskrivelse ({source}).",
                   en="Source: the programme's description ({source}).")  # fmt: skip


def final_report(found: Evaluated, language: Language) -> Report:
    """Make the final report of a project.

    Parameters
    ----------
    found : see :func:`fordel.evaluation.reports.evaluated.evaluate`.

    Returns
    -------
    Main result, overview, each activity's content, implementation and results, the results of the
    project, other factors, maturity with every judgement, costs.
    """
    project = found.project
    first, last = found.programme.periods[0], found.programme.periods[-1]
    span = f"{first.first.year}–{last.last.year}"
    return Report(
        title=project.name,
        kind=KIND.to(language),
        about=", ".join(part for part in (project.place, span) if part),
        language=language,
        year=last.last.year,
        blocks=(
            *main_blocks(found, language),
            *_overview(found, language),
            *activity_blocks(found, language),
            *result_blocks(found, language),
            *followed_blocks(found.followed, language),
            *factor_blocks(found, language),
            *maturity_blocks(found, language),
            *cost_blocks(found, language),
        ),
        foot=_FOOT.to(language).format(programme=found.programme.name),
    )


def main_blocks(found: Evaluated, language: Language) -> Iterator[Block]:
    """What it came to, what the rules propose, and by which criteria."""
    maturity = found.maturity
    judged = found.judged_of(found.project.name)
    yield Heading(_MAIN.to(language))
    if judged is not None:
        yield Paragraph(judged.words.to(language), "lead")
    outcome = MATURITY_WORDS[maturity.outcome].to(language)
    yield Paragraph(_PROPOSED.to(language).format(outcome=outcome, why=maturity.why.to(language)))
    level, grounds = LEVEL_WORDS[found.level], grounds_of(found.level, found.came)
    yield Paragraph(
        _LEVEL.to(language).format(level=level.to(language), grounds=grounds.to(language))
    )
    yield Paragraph(yearly_words(found, language))
    left_out = tuple(one.name for one in maturity.activities if one.outcome.value == "left_out")
    if left_out:
        yield Paragraph(_LEFT_OUT.to(language).format(names=listed(left_out, language)))
    yield _criteria(_CRITERIA.to(language), maturity.findings, maturity.source, language)


def _criteria(
    caption: str, findings: tuple[Finding, ...], source: Words, language: Language
) -> Table:
    return Table(
        caption,
        _CRITERION.to(language),
        tuple(words.to(language) for words in (_CRITERION, _MET, _WHY)),
        tuple(
            (
                CRITERION_WORDS[one.criterion].to(language),
                MET_WORDS[one.met].to(language),
                one.why.to(language),
            )
            for one in findings
        ),
        (rules_words(source, language),),
        text_columns=3,
    )


def _overview(found: Evaluated, language: Language) -> Iterator[Block]:
    yield Heading(_OVERVIEW.to(language))
    yield facts_table(found, language)
    if found.project.prerequisites:
        yield Heading(_PREREQUISITES.to(language), 3)
        yield Bullets(found.project.prerequisites)
    if found.project.remark:
        yield Paragraph(found.project.remark, "quiet")
    yield _totals(found, language)


def facts_table(found: Evaluated, language: Language) -> Table:
    """What the project is: place, purpose, target group, units, partners, periods."""
    project, programme = found.project, found.programme
    months = months_of_effect(found.registrations)
    collected = sum(1 for period in programme.periods if period.collected)
    periods = Words(
        da=f"{len(programme.periods)}, heraf {collected} indsamlet",
        en=f"{len(programme.periods)}, of which {collected} collected",
    )
    stated: tuple[tuple[Words, str], ...] = (
        (_PLACE, project.place),
        (_PURPOSE, project.purpose),
        (_TARGET, project.target_group),
        (_UNITS, str(len(project.units))),
        (_PARTNERS, listed(project.partners, language)),
        (_PERIODS, periods.to(language)),
        (_EFFECT, months_words(months, language)),
    )
    return Table(
        _FACTS.to(language),
        _FACTS.to(language),
        (WHAT.to(language), _VALUE.to(language)),
        tuple((name.to(language), value or _NOT_STATED.to(language)) for name, value in stated),
        (_PROGRAMME.to(language).format(source=programme.source or programme.name),),
        text_columns=2,
    )


def _totals(found: Evaluated, language: Language) -> Table:
    counts = found.results.counts
    headers = (_PERIOD, _DAYS, _PHASE, _LENGTH)
    below = [_SOURCE.to(language), _OF_UNITS.to(language)]
    if len({when.months for when in found.results.periods}) > 1:
        below.append(_LENGTHS.to(language))
    return Table(
        _TOTALS.to(language),
        _TOTALS_SHEET.to(language),
        (*(words.to(language) for words in headers), *(one.label.to(language) for one in counts)),
        tuple(_period_row(when, place, counts, language)
              for place, when in enumerate(found.results.periods)),
        (*below, *gap_notes(found.results, language)),
        text_columns=3,
    )  # fmt: skip


def _period_row(
    when: When, place: int, counts: tuple[Development, ...], language: Language
) -> tuple[Shown, ...]:
    phase = "–" if when.phase is None else PHASE_WORDS[when.phase].to(language)
    days = f"{day(when.first, language)} – {day(when.last, language)}"
    length: Shown = int(when.months) if when.months.denominator == 1 else one_decimal(when.months)
    return (
        str(when.no),
        days,
        phase,
        length,
        *(_total(when, one, place, language) for one in counts),
    )


def _total(when: When, known: Development, place: int, language: Language) -> Shown:
    point = known.points[place]
    assert isinstance(point, CountPoint)
    if not when.collected:
        return STATE_WORDS[State.NOT_COLLECTED].to(language)
    if point.total is None:
        return NO_FIGURES.to(language)
    if point.n_units == when.units:
        return point.total
    total = number(point.total, language)
    return PARTLY.to(language).format(
        total=total, n=point.n_units, units=UNITS.of(when.units, language)
    )
