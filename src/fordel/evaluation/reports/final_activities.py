"""Each activity in the final report: what it is, how it was carried out, what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from fordel.charts.printing.sheets import Share, Shown
from fordel.domain.language import Language, Words, day, number
from fordel.domain.nouns import MONTHS, UNITS
from fordel.evaluation.evidence.notes import ROLE_WORDS, Note
from fordel.evaluation.implementation.figures import ActivityImplementation, CountSummary
from fordel.evaluation.maturity.criteria import MATURITY_WORDS, Criterion
from fordel.evaluation.reports.blocks import Block, Bullets, Heading, Paragraph, Table
from fordel.evaluation.reports.data_tables import one_decimal
from fordel.evaluation.reports.evaluated import Evaluated
from fordel.evaluation.reports.wording import N_UNITS, NO_FIGURES, WHAT, rules_words
from fordel.evaluation.spreads import Spread
from fordel.evaluation.windows import WINDOW_WORDS
from fordel.interventions.programme import Activity, Intensity

_ACTIVITIES = Words(da="Aktiviteterne", en="The activities")
_NONE = Words(
    da="Projektet har ingen beskrevne aktiviteter.", en="The project has no described activities."
)
_CONTENT, _DONE, _CAME = (
    Words(da="Indhold", en="Content"),
    Words(da="Gennemførelse", en="Implementation"),
    Words(da="Resultater", en="Results"),
)
_NO_PURPOSE = Words(da="Formålet er ikke oplyst.", en="The purpose is not stated.")
_INTENDED = {
    "child": Words(
        da="Beskrivelsen lægger op til {times} pr. barn i løbet af {months}.",
        en="The description intends {times} per child in the course of {months}.",
    ),
    "unit": Words(
        da="Beskrivelsen lægger op til {times} pr. enhed i løbet af {months}.",
        en="The description intends {times} per unit in the course of {months}.",
    ),
}
_NO_INTENSITY = Words(
    da="Hvor tit den er tænkt afholdt, er ikke oplyst.", en="How often it is meant is not stated."
)
_ELEMENTS = Words(
    da="Elementer, den bygger på: nr. {numbers}.", en="Elements it builds on: no. {numbers}."
)
_PROPOSED = Words(
    da="Forslag efter reglerne: {outcome}. {why}", en="Proposed by rule: {outcome}. {why}"
)
_DECIDED = Words(
    da="Besluttet af {by} den {on}: {outcome}.", en="Decided by {by} on {on}: {outcome}."
)
_BECAUSE = Words(da="Begrundelse: {why}", en="The reason: {why}")
_COUNTED = Words(da="{activity}: hvad der er talt", en="{activity}: what was counted")
_IN_ALL, _UNITS_WITH, _ONE, _SPREAD, _DOSAGE = (
    Words(da="I alt", en="In all"),
    Words(da="Enheder med tal", en="Units with figures"),
    Words(da="Andel med mindst én", en="Share with at least one"),
    Words(da="Laveste–midterste–højeste pr. 100 børn og måned",
          en="Lowest–middle–highest per 100 children and month"),
    Words(da="Midterste enhed af det tænkte", en="Middle unit of what was intended"),
)  # fmt: skip
_PER_MONTH = Words(da="{spread} pr. måned", en="{spread} per month")
_NO_INTENDED = Words(da="ikke oplyst, hvad der er tænkt", en="what was intended is not stated")
_SOURCE = Words(
    da="Kilde: enhedernes registreringer. Vurderet ud fra tallene {window}. {rules}",
    en="Source: the units' registrations. Judged from the figures {window}. {rules}",
)
_RESULTS = Words(
    da="Resultaterne er hele projektets og kan ikke deles ud på aktiviteter. {why}",
    en="The results are the whole project's and cannot be shared out on activities. {why}",
)
_MATURITY = Words(da="Modenhed: {outcome}. {why}", en="Maturity: {outcome}. {why}")
_NOTE = Words(da="{role} ({id}, {source}): {text}", en="{role} ({id}, {source}): {text}")
_NO_NOTES = Words(
    da="Der er ingen noter fra interview om aktiviteten.",
    en="There are no interview notes on the activity.",
)


def activity_blocks(found: Evaluated, language: Language) -> Iterator[Block]:
    """Every activity with its content, its implementation and its results."""
    yield Heading(_ACTIVITIES.to(language))
    if not found.project.activities:
        yield Paragraph(_NONE.to(language))
    for activity in found.project.activities:
        yield Heading(activity.name, 3)
        yield Heading(_CONTENT.to(language), 4)
        yield Paragraph(content_words(activity, language))
        yield Heading(_DONE.to(language), 4)
        yield from _done(found, activity, language)
        yield Heading(_CAME.to(language), 4)
        yield from _came(found, activity, language)


def content_words(activity: Activity, language: Language) -> str:
    """What an activity is for, how often it is meant to be held, and what it builds on."""
    said = [activity.purpose or _NO_PURPOSE.to(language), _intensity(activity.intended, language)]
    if activity.elements:
        numbers = ", ".join(str(no) for no in activity.elements)
        said.append(_ELEMENTS.to(language).format(numbers=numbers))
    return " ".join(said)


def _intensity(intended: Intensity | None, language: Language) -> str:
    if intended is None:
        return _NO_INTENSITY.to(language)
    whole = intended.times == intended.times.to_integral_value()
    times = number(intended.times, language, 0 if whole else 1)
    months = MONTHS.of(intended.months, language)
    return _INTENDED[intended.per].to(language).format(times=times, months=months)


def _done(found: Evaluated, activity: Activity, language: Language) -> Iterator[Block]:
    implementation = found.implementation.activity(activity.id)
    proposal = implementation.proposal
    said = [
        _PROPOSED.to(language).format(
            outcome=proposal.outcome.words.to(language), why=proposal.why.to(language)
        )
    ]
    verdict = found.verdict(activity.id, activity.name)
    if verdict is not None:
        decided = verdict.decided.words.to(language)
        said.append(
            _DECIDED.to(language).format(
                by=verdict.by, on=day(verdict.on, language), outcome=decided
            )
        )
        if verdict.why:
            said.append(_BECAUSE.to(language).format(why=verdict.why))
    yield Paragraph(" ".join(said))
    table = _counted(found, activity, implementation, language)
    if table is not None:
        yield table


def _counted(
    found: Evaluated, activity: Activity, done: ActivityImplementation, language: Language
) -> Table | None:
    summaries = [s for pair in zip(done.effect, done.whole, strict=True) for s in pair]
    if not summaries:
        return None
    headers = (WHAT, _IN_ALL, _UNITS_WITH, _ONE, _SPREAD, _DOSAGE)
    units = len(found.project.units)
    return Table(
        _COUNTED.to(language).format(activity=activity.name),
        activity.name,
        tuple(words.to(language) for words in headers),
        tuple(_counted_row(summary, units, language) for summary in summaries),
        (
            _SOURCE.to(language).format(
                window=WINDOW_WORDS[done.judged_from].to(language),
                rules=rules_words(found.implementation.source, language),
            ),
        ),
    )


def _counted_row(summary: CountSummary, units: int, language: Language) -> tuple[Shown, ...]:
    none = NO_FIGURES.to(language)
    share, dosage = summary.share_with_one, summary.dosage
    return (
        f"{summary.label.to(language)}, {WINDOW_WORDS[summary.window].to(language)}",
        none if summary.total is None else summary.total,
        N_UNITS.to(language).format(n=summary.n, units=UNITS.of(units, language)),
        none if share is None else Share(share),
        _spread(summary, language),
        _NO_INTENDED.to(language) if dosage is None else Share(dosage.middle),
    )


def _spread(summary: CountSummary, language: Language) -> str:
    if summary.spread is None:
        return NO_FIGURES.to(language)
    told = _three(summary.spread, language)
    return told if summary.is_per_child else _PER_MONTH.to(language).format(spread=told)


def _three(spread: Spread, language: Language) -> str:
    figures = (spread.lowest, spread.middle, spread.highest)
    return "–".join(number(one_decimal(figure), language, 1) for figure in figures)


def _came(found: Evaluated, activity: Activity, language: Language) -> Iterator[Block]:
    maturity = next(one for one in found.maturity.activities if one.activity == activity.id)
    result = next((one for one in maturity.findings if one.criterion is Criterion.RESULTS), None)
    yield Paragraph(
        _RESULTS.to(language).format(
            why="" if result is None else result.why.to(language),
        ).strip()
    )  # fmt: skip
    notes = tuple(_note(note, language) for note in found.evidence.notes
                  if activity.id in note.activities)  # fmt: skip
    yield Bullets(notes) if notes else Paragraph(_NO_NOTES.to(language), "quiet")
    yield Paragraph(
        _MATURITY.to(language).format(
            outcome=MATURITY_WORDS[maturity.outcome].to(language), why=maturity.why.to(language)
        )
    )


def _note(note: Note, language: Language) -> str:
    role = ROLE_WORDS[note.role].to(language).capitalize()
    return _NOTE.to(language).format(role=role, id=note.id, source=note.source, text=note.text)
