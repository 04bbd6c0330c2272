"""From an activity's figures to a proposed verdict, by stated rules."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from fordel.domain.language import Language, Words, number, percent
from fordel.domain.nouns import UNITS
from fordel.evaluation.implementation.figures import CountSummary
from fordel.evaluation.rules import ImplementationRules, Levels
from fordel.evaluation.spreads import written
from fordel.evaluation.verdicts import Outcome, Proposal
from fordel.evaluation.windows import WINDOW_WORDS, Window

_LEVELS = (Outcome.NOT_IMPLEMENTED, Outcome.SOME, Outcome.MOSTLY, Outcome.WELL)

_NOT_REGISTERED = Words(
    da="Ingen optælling på arket viser aktiviteten {window}.",
    en="No count of the sheet shows the activity {window}.",
)
_SHARED = Words(
    da="Optællingen rummer også {others}, og tallene kan ikke skilles ad.",
    en="The count covers {others} too, and the figures cannot be told apart.",
)
_TOO_FEW = Words(
    da="Enheder med tal {window}: {n}. Der skal mindst {fewest} til.",
    en="Units with figures {window}: {n}. It takes at least {fewest}.",
)
_REACH = Words(
    da="«{label}», {window}: {with_one} af {units} har mindst én ({share}), i alt {total}.",
    en="“{label}”, {window}: {with_one} of {units} with at least one ({share}), {total} in all.",
)
_DOSAGE = Words(
    da=" Den midterste enhed har holdt {dosage} af det, beskrivelsen lægger op til "
    "(n = {n}); {fidelity} af enhederne har gjort som beskrevet.",
    en=" The middle unit held {dosage} of what the description intends (n = {n}); {fidelity} of "
    "the units did as described.",
)
_SPREAD = Words(
    da=" Enhederne ligger fra {low} til {high} {per} (midterste {middle}, n = {n}).",
    en=" The units lie from {low} to {high} {per} (middle {middle}, n = {n}).",
)
_UNEVEN = Words(
    da=" Det er mere ujævnt, end tilfældet alene giver.",
    en=" That is more uneven than chance alone gives.",
)
_PER_CHILD = Words(da="pr. 100 børn pr. måned", en="per 100 children and month")
_PER_MONTH = Words(da="pr. måned", en="per month")


def propose(
    counts: Sequence[CountSummary],
    own: Sequence[CountSummary],
    others: Sequence[str],
    window: Window,
    rules: ImplementationRules,
) -> Proposal:
    """Propose a verdict on one activity.

    Parameters
    ----------
    counts : every count that the activity is seen in, in the window.
    own : those of them that it has for itself. The first with figures is judged from.
    others : names of the activities that share all its counts.

    Notes
    -----
    The lower of two levels counts: how many units held it at all, and how much of the intended was
    held. Well and mostly become uneven where units lie both far and more than by chance apart.
    """
    if not any(summary.n for summary in counts):
        return Proposal(Outcome.NOT_REGISTERED, _filled(_NOT_REGISTERED, window))
    with_figures = [summary for summary in own if summary.n]
    if not own or not with_figures:
        outcome = Outcome.SHARED_COUNT if others else Outcome.NOT_REGISTERED
        words = _SHARED if others else _NOT_REGISTERED
        return Proposal(outcome, _filled(words, window, others=_listed(others)))
    judged = with_figures[0]
    if judged.n < rules.fewest_units:
        return Proposal(
            Outcome.TOO_FEW_UNITS,
            _filled(_TOO_FEW, window, n=judged.n, fewest=rules.fewest_units),
        )
    return Proposal(*_judge(judged, rules))


def _judge(judged: CountSummary, rules: ImplementationRules) -> tuple[Outcome, Words]:
    share = judged.share_with_one
    assert share is not None
    level = _level(share, rules.share_of_units)
    if judged.dosage is not None:
        level = min(level, _level(judged.dosage.middle, rules.dosage))
    outcome = _LEVELS[level]
    uneven = _is_uneven(judged, rules)
    if uneven and outcome in {Outcome.WELL, Outcome.MOSTLY}:
        outcome = Outcome.UNEVEN
    return outcome, Words(*(_why(judged, at, uneven=uneven) for at in ("da", "en")))


def _level(figure: Fraction, levels: Levels) -> int:
    return sum(figure >= Fraction(limit) for limit in (levels.some, levels.mostly, levels.well))


def _is_uneven(judged: CountSummary, rules: ImplementationRules) -> bool:
    spread = judged.spread
    if spread is None or judged.dispersion is None:
        return False
    wide = spread.highest - spread.lowest > Fraction(rules.uneven.relative_spread) * spread.middle
    return wide and judged.dispersion > Fraction(rules.uneven.dispersion)


def _why(judged: CountSummary, language: Language, *, uneven: bool) -> str:
    share = judged.share_with_one
    assert share is not None
    text = _REACH.to(language).format(
        label=judged.label.to(language),
        window=WINDOW_WORDS[judged.window].to(language),
        with_one=judged.with_one,
        units=UNITS.of(judged.n, language),
        share=percent(share, language, 0),
        total=number(judged.total or 0, language),
    )
    if judged.dosage is not None and judged.fidelity is not None:
        text += _DOSAGE.to(language).format(
            dosage=percent(judged.dosage.middle, language, 0),
            n=judged.dosage.n,
            fidelity=percent(judged.fidelity, language, 0),
        )
    spread = judged.spread
    if spread is not None:
        per = _PER_CHILD if judged.is_per_child else _PER_MONTH
        text += _SPREAD.to(language).format(
            low=written(spread.lowest, language),
            high=written(spread.highest, language),
            middle=written(spread.middle, language),
            n=spread.n,
            per=per.to(language),
        )
    return text + (_UNEVEN.to(language) if uneven else "")


def _listed(names: Sequence[str]) -> Words:
    *first, last = names or ("",)
    if not first:
        return Words(last, last)
    return Words(f"{', '.join(first)} og {last}", f"{', '.join(first)} and {last}")


def _filled(template: Words, window: Window, **values: object) -> Words:
    def at(language: Language) -> str:
        said = {
            name: value.to(language) if isinstance(value, Words) else value
            for name, value in values.items()
        }
        said["window"] = WINDOW_WORDS[window].to(language)
        return template.to(language).format(**said)

    return Words(at("da"), at("en"))
