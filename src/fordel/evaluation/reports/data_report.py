"""The report of a data period: what a project's units registered, told so that it can be discussed.

It is for the project's own people. Nothing in it says why the figures are as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fordel.domain.language import Language, Words, number, percent
from fordel.domain.nouns import UNITS
from fordel.evaluation.loop.rounds import questions
from fordel.evaluation.panels.costing import Followed
from fordel.evaluation.reports.blocks import Block, Bullets, Heading, Paragraph, Questions, Report
from fordel.evaluation.reports.data_tables import colour_table, count_tables, rating_table
from fordel.evaluation.reports.drawing import colour_charts, count_charts, rating_charts
from fordel.evaluation.reports.followed import step_blocks
from fordel.evaluation.reports.gaps import gap_blocks, missing_fields
from fordel.evaluation.reports.scope import Scope, scope_of
from fordel.evaluation.reports.since_last import SinceLast, since_last
from fordel.evaluation.reports.unit_drawing import by_unit, unit_blocks
from fordel.evaluation.reports.wording import listed, period_words
from fordel.evaluation.results.figures import ColourPoint, CountPoint
from fordel.evaluation.rules import EvaluationRules
from fordel.interventions.indicators import THEME_WORDS, Cohort, Colour, Kind, Theme
from fordel.interventions.periods import PHASE_WORDS
from fordel.interventions.registrations import Registrations

KIND = Words(da="Datarapport", en="Data report")
_TITLE = Words(da="{project}: periode {no}", en="{project}: period {no}")
_FOOT = Words(
    da="Lavet af enhedernes registreringer. Til projektets egne folk.",
    en="Made from the units' registrations. For the project's own people.",
)
_REGISTERED = Words(
    da="{n} af {units} har registreret i {period}.",
    en="{n} of {units} registered in {period}.",
)
_PHASE = Words(da="Projektet er i fasen {phase}.", en="The project is in the phase: {phase}.")
_GREEN = Words(
    da="{green} af de {children} børn i indsatsen er vurderet grønne i {label}.",
    en="{green} of the {children} children in the effort are assessed green in {label}.",
)
_AND_BEFORE = Words(
    da="Sidst var det {before} blandt børnene i de samme enheder (nu {now} der).",
    en="Last time it was {before} among the children of the same units (now {now} there).",
)
_AS_BEFORE = Words(
    da="Blandt børnene i de samme enheder er det uændret siden sidst.",
    en="Among the children of the same units it is unchanged since last time.",
)
_HELD = Words(
    da="{label}: {total} (fra {n} af {units})", en="{label}: {total} (from {n} of {units})"
)
_EVENTS = Words(da="Samtidig: {events}.", en="At the same time: {events}.")
_SINCE = Words(da="Hvad er ændret siden sidst", en="What changed since last time")
_SINCE_WHEN = Words(
    da="Sammenlignet med {period}. Kun enheder med tal begge gange er med, så en ny enhed ikke "
    "ligner en ændring. Antal er pr. måned, fordi perioderne ikke er lige lange.",
    en="Compared with {period}. Only units with figures both times are in it, so that a new unit "
    "does not look like a change. Counts are per month, since periods differ in length.",
)
_FIRST = Words(
    da="Det er den første periode med tal, så der er intet at sammenligne med.",
    en="It is the first period with figures, so there is nothing to compare with.",
)
_JOINED = Words(
    da="Ny i projektet siden sidst: {units}.", en="New in the project since last time: {units}."
)
_LEFT = Words(da="Ikke længere med: {units}.", en="No longer in the project: {units}.")
_NEW_PHASE = Words(
    da="Fasen er ny: fra {before} til {now}.", en="The phase is new: from {before} to {now}."
)
_NOT_WHY = Words(
    da="Tallene viser, hvad der er registreret. De viser ikke, hvorfor det er sådan.",
    en="The figures show what was registered. They do not show why it is so.",
)
_QUESTIONS = Words(da="Tre spørgsmål at tale om", en="Three questions to talk about")
_LOOK_AT = Words(da="{question} Se især på: {what}", en="{question} Look above all at: {what}")
_LEFT_TOO = Words(
    da="Børn, der er gået ud, er talt for sig; de er ikke lagt sammen med børnene i indsatsen.",
    en="Children who left are counted apart; they are not added to those in the effort.",
)
_MISSING = Words(da="{n} felter mangler svar.", en="{n} cells lack an answer.")
_UNITS, _FIGURES = Words(da="Enhederne", en="The units"), Words(da="Tallene", en="The figures")
_RATINGS, _COLOURS = Words(da="Vurderinger", en="Ratings"), Words(da="Børnene", en="The children")
_COUNT_THEMES = (Theme.SUPPORT, Theme.SCHOOL_START)
_MOST_POINTERS = 3


def data_report(
    registrations: Registrations,
    period: int,
    language: Language,
    rules: EvaluationRules | None = None,
    followed: Sequence[Followed] = (),
) -> Report:
    """Make a project's report of a data period.

    Parameters
    ----------
    registrations : of the project; what is later than the period is not looked at.
    period : its number.
    rules : which counts say how many children there are; the shipped ones without.
    followed : panels of pseudonyms; their step to this period is told.

    Raises
    ------
    PeriodNotInProgramme, PeriodNotCollected, NothingRegistered.
    """
    scope = scope_of(registrations, period, rules)
    changes = since_last(scope)
    project = scope.project
    units, tables = unit_blocks(scope, language)
    drawn: tuple[Block, ...] = (Heading(_UNITS.to(language)), *units) if units else ()
    blocks = (
        *_opening(scope, changes, language),
        *drawn,
        *_since(scope, changes, language),
        *by_unit(scope, tuple(gap_blocks(scope, language)), language),
        *_to_discuss(scope, changes, language),
        Heading(_FIGURES.to(language)),
        *tables,
        *_activities(scope, language),
        *_ratings(scope, language),
        *_children(scope, language),
        *step_blocks(followed, period, language),
    )
    where = ", ".join(
        part for part in (project.place, period_words(scope.period, language)) if part
    )
    return Report(
        title=_TITLE.to(language).format(project=project.name, no=period),
        kind=KIND.to(language),
        about=where,
        language=language,
        year=scope.period.last.year,
        blocks=blocks,
        foot=_FOOT.to(language),
    )


def _opening(scope: Scope, changes: tuple[SinceLast, ...], language: Language) -> Iterator[Block]:
    registered = sum(1 for unit in scope.units if scope.has_registered(unit))
    said = [
        _REGISTERED.to(language).format(
            n=registered,
            units=UNITS.of(len(scope.units), language),
            period=period_words(scope.period, language),
        )
    ]
    said += _green_sentences(scope, changes, language)
    yield Paragraph(" ".join(said), "lead")
    phase = scope.project.phases.get(scope.period.no)
    more = (
        [] if phase is None else [_PHASE.to(language).format(phase=PHASE_WORDS[phase].to(language))]
    )
    events = tuple(event.name for event in scope.programme.events if event.touches(scope.period))
    if events:
        more.append(_EVENTS.to(language).format(events=listed(events, language)))
    yield Paragraph(" ".join([*more, _NOT_WHY.to(language)]))
    held = tuple(_held(scope, language))
    if held:
        yield Bullets(held)
    if scope.project.remark:
        yield Paragraph(scope.project.remark, "quiet")


def _green_sentences(
    scope: Scope, changes: tuple[SinceLast, ...], language: Language
) -> Iterator[str]:
    for known in scope.results.colours:
        point = scope.at(known, scope.period)
        assert isinstance(point, ColourPoint)
        share = point.share(Colour.GREEN)
        if known.cohort is not Cohort.INCLUDED or share is None:
            continue
        yield _GREEN.to(language).format(
            green=percent(share, language, 0),
            children=number(point.children or 0, language),
            label=known.label.to(language).lower(),
        )
        change = next(
            (c for c in changes if c.label == known.label and c.cohort is known.cohort), None
        )
        if change is not None and change.before is not None and change.now is not None:
            before, now = (change.figure(value, language) for value in (change.before, change.now))
            words = _AS_BEFORE if before == now else _AND_BEFORE
            yield words.to(language).format(before=before, now=now)


def _held(scope: Scope, language: Language) -> Iterator[str]:
    for known in scope.results.counts:
        point = scope.at(known, scope.period)
        assert isinstance(point, CountPoint)
        if known.theme is Theme.ACTIVITIES and point.total is not None:
            yield _HELD.to(language).format(
                label=known.label.to(language),
                total=number(point.total, language),
                n=point.n_units,
                units=UNITS.of(len(scope.units), language),
            )


def _activities(scope: Scope, language: Language) -> Iterator[Block]:
    tables = tuple(count_tables(scope, Theme.ACTIVITIES, language))
    if tables:
        yield Heading(THEME_WORDS[Theme.ACTIVITIES].to(language).capitalize(), 3)
        yield from count_charts(scope.results, scope.standing, language)
        yield from by_unit(scope, tables, language)


def _ratings(scope: Scope, language: Language) -> Iterator[Block]:
    if scope.results.ratings:
        yield Heading(_RATINGS.to(language), 3)
    for theme in Theme:
        table = rating_table(scope, theme, language)
        if table is not None:
            yield Heading(THEME_WORDS[theme].to(language).capitalize(), 4)
            first = next(one for one in scope.results.ratings if one.theme is theme)
            scale = scope.programme.indicator(first.indicator)
            ends = (scale.lowest, scale.highest)
            yield from rating_charts(scope.results, theme, ends, language)
            yield table


def _children(scope: Scope, language: Language) -> Iterator[Block]:
    counted = [t for theme in _COUNT_THEMES for t in count_tables(scope, theme, language)]
    if not scope.results.colours and not counted:
        return
    yield Heading(_COLOURS.to(language), 3)
    yield from colour_charts(scope.results, language)
    coloured = [colour_table(scope, known, language) for known in scope.results.colours]
    yield from by_unit(scope, coloured, language)
    if scope.results.colours:
        yield Paragraph(_LEFT_TOO.to(language), "quiet")
    yield from by_unit(scope, counted, language)


def _since(scope: Scope, changes: tuple[SinceLast, ...], language: Language) -> Iterator[Block]:
    yield Heading(_SINCE.to(language))
    if scope.before is None:
        yield Paragraph(_FIRST.to(language))
        return
    yield Paragraph(_SINCE_WHEN.to(language).format(period=period_words(scope.before, language)))
    yield Bullets((*_of_the_project(scope, language), *(one.words(language) for one in changes)))


def _of_the_project(scope: Scope, language: Language) -> Iterator[str]:
    assert scope.before is not None
    before, now = scope.before.no, scope.period.no
    parts = scope.project.units
    joined = tuple(
        scope.unit_name(part.unit)
        for part in parts
        if part.takes_part_in(now) and not part.takes_part_in(before)
    )
    left = tuple(
        scope.unit_name(part.unit)
        for part in parts
        if part.takes_part_in(before) and not part.takes_part_in(now)
    )
    phases = scope.project.phases
    if before in phases and now in phases and phases[before] is not phases[now]:
        was, stands = (PHASE_WORDS[phases[no]].to(language) for no in (before, now))
        yield _NEW_PHASE.to(language).format(before=was, now=stands)
    if joined:
        yield _JOINED.to(language).format(units=listed(joined, language))
    if left:
        yield _LEFT.to(language).format(units=listed(left, language))


def _to_discuss(
    scope: Scope, changes: tuple[SinceLast, ...], language: Language
) -> Iterator[Block]:
    """The three questions, the first two with the figures that speak most, the last with gaps."""
    moved = sorted((one for one in changes if one.difference), key=lambda one: -one.relative)
    results = [one for one in moved if one.kind is not Kind.COUNT]
    counts = [one for one in moved if one.kind is Kind.COUNT]
    gaps = missing_fields(scope)
    pointers = (
        " ".join(one.words(language) for one in results[:_MOST_POINTERS]),
        " ".join(one.words(language) for one in counts[:_MOST_POINTERS]),
        _MISSING.to(language).format(n=gaps) if gaps else "",
    )
    asked = tuple(
        _LOOK_AT.to(language).format(question=one.text.to(language), what=pointer)
        if pointer
        else one.text.to(language)
        for one, pointer in zip(questions(), pointers, strict=True)
    )
    yield Heading(_QUESTIONS.to(language))
    yield Questions(asked)
