"""What the level of a project's results rests on, in words: changes, decisions, or a comparison."""

from __future__ import annotations

from collections.abc import Iterable

from fordel.domain.language import Words
from fordel.evaluation.maturity.criteria import ResultLevel
from fordel.evaluation.results.verdicts import JudgedResult, ResultOutcome, level_of_results

_GOOD_AND_BAD = Words(
    da="Det hviler på, at {well} af {n} resultater gik den rigtige vej og {badly} den forkerte: "
    "på ændringer fra før til i virkningsfasen og på evaluatorernes afgørelser.",
    en="It rests on {well} of {n} results having gone the right way and {badly} the wrong one: on "
    "changes from before to the effect phase, and on the evaluators' decisions.",
)
_NOT_BY_COMPARISON = Words(
    da="Det hviler ikke på en sammenligning med enheder, der ikke er begyndt. Om indsatsen er "
    "grunden, kan derfor ikke siges.",
    en="It does not rest on a comparison with units that had not begun. So whether the effort is "
    "why cannot be said.",
)
_BY_COMPARISON = Words(
    da="For {compared} af de {well} siger en sammenligning med enheder, der endnu ikke var "
    "begyndt, det samme.",
    en="For {compared} of the {well}, a comparison with units that had not begun yet says the "
    "same.",
)
_NOTHING = Words(da="Der er ingen resultater at bygge på.", en="There are no results to build on.")
_NOT_MORE = Words(
    da="{well} af {n} resultater gik den rigtige vej og {badly} den forkerte; der skal være flest "
    "af de rigtige.",
    en="{well} of {n} results went the right way and {badly} the wrong one; most must be right.",
)
_NONE_ASSESSABLE = Words(
    da="Ingen af de {n} resultater kan vurderes; hvorfor, står ved hvert af dem.",
    en="None of the {n} results can be assessed; why stands with each of them.",
)
_ELSEWHERE = Words(
    da="Niveauet er fundet uden for denne rapport.",
    en="The level was found outside this report.",
)
TWO_GROUNDS = Words(
    da="Om et resultat gik godt eller dårligt, bygger på tallenes ændring eller på evaluatorernes "
    "afgørelse. «Virkning ved sammenligning» siger, om indsatsen kan være grunden: den kræver "
    "enheder, der begynder senere end andre. Den kan derfor være «kan ikke siges», hvor et "
    "resultat er positivt.",
    en="Whether a result went well or badly rests on the change in the figures or on the "
    "evaluators' decision. “Effect by comparison” says whether the effort may be why: it takes "
    "units that begin later than others. So it can be “cannot be said” where a result is positive.",
)
"""Below a table that has both an outcome and an effect for each result."""
COMPARED = Words(da="Virkning ved sammenligning", en="Effect by comparison")


def grounds_of(level: ResultLevel, judged: Iterable[JudgedResult]) -> Words:
    """Say in a sentence or two what a project's level rests on, and what it does not.

    Parameters
    ----------
    level : that is told; where it does not follow from the results, it was found elsewhere.
    judged : the project's results.

    Notes
    -----
    Counts results, never children, so that it may stand in what is published.
    """
    every = tuple(judged)
    if level is not level_of_results(every):
        return _ELSEWHERE
    if not every:
        return _NOTHING
    well = [one for one in every if one.outcome is ResultOutcome.POSITIVE]
    badly = sum(one.outcome is ResultOutcome.NEGATIVE for one in every)
    counts = {"well": len(well), "n": len(every), "badly": badly}
    if all(one.outcome is not None and not one.outcome.is_assessable for one in every):
        return _filled(_NONE_ASSESSABLE, n=len(every))
    if level is ResultLevel.CANNOT_BE_SAID:
        return _filled(_NOT_MORE, **counts)
    compared = sum(one.is_compared for one in well)
    ground = _filled(_GOOD_AND_BAD, **counts)
    if not compared:
        return _joined(ground, _NOT_BY_COMPARISON)
    return _joined(ground, _filled(_BY_COMPARISON, compared=compared, well=len(well)))


def _filled(template: Words, **counts: int) -> Words:
    return Words(template.da.format(**counts), template.en.format(**counts))


def _joined(first: Words, second: Words) -> Words:
    return Words(f"{first.da} {second.da}", f"{first.en} {second.en}")
