"""What can be told of an effect, as tables for a reader: every answer, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from fordel.domain.language import Language, Words, number, percent
from fordel.evaluation.effects.results import EffectAt, EffectReport
from fordel.evaluation.effects.words import NotEstimable
from fordel.evaluation.telling import ReadableTable
from fordel.statistics.answers import Estimate
from fordel.statistics.detectable import Detectable
from fordel.statistics.interrupted import Interrupted
from fordel.statistics.pretrends import JointTest

_NONE = "–"
_MOST_DECIMALS = 3
_SMALLEST_P = 0.001
_BELOW = Words(da="under {p}", en="below {p}")
_ANSWERS = Words(
    da="Hvad der kunne regnes, og hvad ikke", en="What could be worked out, and what not"
)
_ANSWER_HEADERS = (
    Words(da="Hvad", en="What"),
    Words(da="Svar", en="Answer"),
    Words(da="Interval", en="Interval"),
    Words(da="p", en="p"),
    Words(da="Enheder", en="Units"),
)
_EFFECT, _ORDER, _WILD, _CHANGE, _SERIES, _ODDS = (
    Words(da="Virkning: det tal, der må nævnes", en="Effect: the figure that may be quoted"),
    Words(da="Samme virkning, prøvet mod tilfældige starter", en="The same, against random starts"),
    Words(da="Samme virkning, for få enheder", en="The same, for few units"),
    Words(
        da="Ændring fra før til efter hos dem, der begyndte (ikke en virkning)",
        en="Change from before to after where it started (not an effect)",
    ),
    Words(da="Spring i forløbet ved start", en="Step in the course at the start"),
    Words(da="Odds for en grønnere farve", en="Odds of a greener colour"),
)
_COUNTED_IN = Words(
    da="Svarene er i {unit}, odds dog som et forhold. Et interval, der rummer nul, er foreneligt "
    "med ingen virkning.",
    en="Answers are in {unit}, odds as a ratio. An interval that holds zero is compatible with no "
    "effect.",
)
_NOT = Words(da="Kan ikke regnes. {why}", en="Not estimable. {why}")
_COURSE = Words(da="Før og efter start, periode for periode", en="Before and after the start")
_COURSE_HEADERS = (
    Words(da="Periode", en="Period"),
    Words(da="Forskel", en="Difference"),
    Words(da="Interval", en="Interval"),
    Words(da="Enheder", en="Units"),
)
_BEFORE_START, _AT_START, _AFTER_START = (
    Words(da="{n} før start", en="{n} before the start"),
    Words(da="den første med indsatsen", en="the first with the intervention"),
    Words(da="{n} efter den første", en="{n} after the first"),
)
_SHOULD_BE_ZERO = Words(
    da="Før start skal forskellene ligge omkring nul: der skiller enhederne sig ikke ud endnu. "
    "Hver forskel før start er fra perioden før, efter start fra den sidste før start.",
    en="Before the start the differences should lie around zero: units do not stand out yet. Each "
    "difference before the start is from the period before it, after it from the last before.",
)
_CHECKS = Words(da="Er det rimeligt at sammenligne?", en="Is it fair to compare?")
_CHECK_HEADERS = (Words(da="Prøve", en="Check"), Words(da="Hvad den viser", en="What it shows"))
_COURSES, _SAME, _LEFT, _TIME = (
    Words(da="Ens forløb før start", en="Courses alike before the start"),
    Words(da="De samme børn: hvor mange der er med", en="The same children: how many are in it"),
    Words(da="De samme børn: hvor mange der går ud", en="The same children: how many leave"),
    Words(da="Tid siden start", en="Time since the start"),
)
_ALIKE = Words(
    da="p = {p} ({tested} sammenligninger før start, {n} enheder). Lille p betyder, at forløbene "
    "var forskellige. Intervallerne når {largest} fra nul, så mindre forskelle kan ikke udelukkes.",
    en="p = {p} ({tested} comparisons before the start, {n} units). A small p means that the "
    "courses differed. The intervals reach {largest} from zero, so less is not ruled out.",
)
_WOULD_SEE = Words(
    da=" En jævn skævhed, der kunne forklare hele virkningen, ville være set i {seen} af "
    "tilfældene.",
    en=" A steady drift that could explain the whole effect would have been seen {seen} of the "
    "time.",
)
_UNCHANGED = Words(
    da="Antallet af børn er det samme hele vejen.", en="The number of children never changed."
)
_OTHER = Words(
    da="{share} anderledes, hvor indsatsen er begyndt ({low} til {high}).",
    en="{share} different where it has started ({low} to {high}).",
)
_MONTHS = Words(
    da="{months} måneder i den midterste enhed.", en="{months} months in the middle unit."
)
_NO_MONTHS = Words(da="Kan ikke siges.", en="Cannot be said.")
_SMALLEST = Words(da="Den mindste virkning, der kunne ses", en="The smallest effect to be seen")
_SMALLEST_HEADERS = (
    Words(da="Hvornår", en="When"),
    Words(da="Mindste virkning", en="Smallest effect"),
    Words(da="Enheder", en="Units"),
)
_BEFORE = Words(da="Før start: af udsvingene dengang", en="Before: from how units varied then")
_AFTER = Words(da="Efter: af den usikkerhed, der blev", en="After: from the uncertainty found")
_TAKEN = Words(
    da="Før start er det antaget, at {part} af et tilfældigt udsving er tilbage i næste periode; "
    "er det mere, er tallet for lavt.",
    en="Before the start, {part} of a chance swing is taken to be left in the next period; if it "
    "is more, the figure is too low.",
)
_POWER = Words(
    da="En virkning af denne størrelse ses i {power} af tilfældene. Er den sande virkning mindre, "
    "kan den være der, uden at tallene viser det.",
    en="An effect of this size is seen {power} of the time. A smaller one may be there without "
    "the figures showing it.",
)


def answers_table(report: EffectReport, unit: Words, language: Language) -> ReadableTable:
    """Every method with its answer and interval, or in words why it has none.

    Parameters
    ----------
    unit : what the outcome is counted in; said below the table.
    """
    course = report.series
    rows = [
        _answer(_EFFECT, report.effect, language),
        _answer(_ORDER, report.randomisation, language),
        _answer(_WILD, report.wild, language),
        _answer(
            _SERIES, course.level_change if isinstance(course, Interrupted) else course, language
        ),
        _odds(report, language),
        _answer(_CHANGE, report.change, language),
    ]
    headers = tuple(words.to(language) for words in _ANSWER_HEADERS)
    below = _COUNTED_IN.to(language).format(unit=unit.to(language))
    return ReadableTable(_ANSWERS.to(language), headers, tuple(rows), (below,), text_columns=2)


def course_table(report: EffectReport, language: Language) -> ReadableTable | None:
    """The difference by time from the start, before it and after; None without a comparison."""
    if not report.by_time:
        return None
    return ReadableTable(
        _COURSE.to(language),
        tuple(words.to(language) for words in _COURSE_HEADERS),
        tuple(_at(one, language) for one in report.by_time),
        (_SHOULD_BE_ZERO.to(language),),
        text_columns=_text_columns([one.effect for one in report.by_time]),
    )


def checks_table(report: EffectReport, language: Language) -> ReadableTable:
    """What a comparison rests on, each with what was found."""
    children = report.composition
    included = (
        _UNCHANGED.to(language) if children.unchanged else _share(children.included, language)
    )
    months = report.effect_months
    lasted = (
        _NO_MONTHS.to(language)
        if months is None
        else _MONTHS.to(language).format(months=number(months, language))
    )
    rows = (
        (_COURSES.to(language), _courses(report.courses_before, language)),
        (_SAME.to(language), included),
        (_LEFT.to(language), _share(children.left, language)),
        (_TIME.to(language), lasted),
    )
    headers = tuple(words.to(language) for words in _CHECK_HEADERS)
    return ReadableTable(_CHECKS.to(language), headers, rows, text_columns=2)


def smallest_table(report: EffectReport, language: Language) -> ReadableTable:
    """The smallest effect that could be seen, before anybody started and with what was found."""
    found = ((_BEFORE, report.detectable_before), (_AFTER, report.detectable_after))
    known = [one for _, one in found if isinstance(one, Detectable)]
    below = (
        [_POWER.to(language).format(power=percent(known[0].power, language, 0))] if known else []
    )
    for one in known:
        if one.taken_as_carried_over is not None:
            part = percent(one.taken_as_carried_over, language, 0)
            below.append(_TAKEN.to(language).format(part=part))
    return ReadableTable(
        _SMALLEST.to(language),
        tuple(words.to(language) for words in _SMALLEST_HEADERS),
        tuple((words.to(language), *_detectable(one, language)) for words, one in found),
        tuple(below),
        text_columns=_text_columns([one for _, one in found]),
    )


def _text_columns(found: Sequence[object]) -> int:
    """Figures are figures where all of them are; a reason among them is read as text."""
    return 2 if any(isinstance(one, NotEstimable) for one in found) else 1


def _answer(words: Words, found: Estimate | NotEstimable, language: Language) -> tuple[str, ...]:
    if isinstance(found, NotEstimable):
        return (words.to(language), _why(found, language), _NONE, _NONE, _NONE)
    low, high = (_figure(end, found.error, language) for end in (found.low, found.high))
    return (
        words.to(language),
        _figure(found.value, found.error, language),
        f"{low} – {high}",
        _p(found.p, language),
        number(found.n, language),
    )


def _at(one: EffectAt, language: Language) -> tuple[str, ...]:
    when = _AT_START if one.time == 0 else _BEFORE_START if one.time < 0 else _AFTER_START
    name = when.to(language).format(n=abs(one.time))
    found = one.effect
    if isinstance(found, NotEstimable):
        return (name, _why(found, language), _NONE, _NONE)
    low, high = (_figure(end, found.error, language) for end in (found.low, found.high))
    value = _figure(found.value, found.error, language)
    return (name, value, f"{low} – {high}", number(found.n, language))


def _odds(report: EffectReport, language: Language) -> tuple[str, ...]:
    found, odds = report.colours.effect, report.colours.odds
    if isinstance(found, NotEstimable) or odds is None:
        reason = found if isinstance(found, NotEstimable) else None
        why = _NONE if reason is None else _why(reason, language)
        return (_ODDS.to(language), why, _NONE, _NONE, _NONE)
    value, low, high = (number(one, language, 2) for one in odds)
    p, n = _p(found.p, language), number(found.n, language)
    return (_ODDS.to(language), value, f"{low} – {high}", p, n)


def _courses(found: JointTest | NotEstimable, language: Language) -> str:
    if isinstance(found, NotEstimable):
        return _why(found, language)
    told = _ALIKE.to(language).format(
        p=_p(found.p, language),
        tested=found.tested,
        n=found.n,
        largest=number(found.largest, language, 2),
    )
    if found.would_see is None:
        return told
    return told + _WOULD_SEE.to(language).format(seen=percent(found.would_see, language, 0))


def _share(found: Estimate | NotEstimable, language: Language) -> str:
    if isinstance(found, NotEstimable):
        return _why(found, language)
    share, low, high = (percent(x, language, 0) for x in (found.value, found.low, found.high))
    return _OTHER.to(language).format(share=share, low=low, high=high)


def _detectable(found: Detectable | NotEstimable, language: Language) -> tuple[str, str]:
    if isinstance(found, NotEstimable):
        return _why(found, language), _NONE
    return _figure(found.effect, found.error, language), number(found.n, language)


def _why(found: NotEstimable, language: Language) -> str:
    return _NOT.to(language).format(why=found.reason.to(language))


def _p(p: float, language: Language) -> str:
    if p < _SMALLEST_P:
        return _BELOW.to(language).format(p=number(_SMALLEST_P, language, _MOST_DECIMALS))
    return number(p, language, _MOST_DECIMALS)


def _figure(value: float, error: float, language: Language) -> str:
    """With as many decimals as the standard error bears: to its first digit."""
    decimals = 0
    while decimals < _MOST_DECIMALS and error * 10**decimals < 1:
        decimals += 1
    return number(value, language, decimals)
