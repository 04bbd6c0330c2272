"""From facts to a proposed maturity, by stated rules."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from fordel.domain.language import Language, Words, number
from fordel.domain.nouns import ACTIVITIES, MONTHS
from fordel.evaluation.maturity.criteria import (
    CRITERION_WORDS,
    LEVEL_WORDS,
    MET_WORDS,
    ActivityFacts,
    ActivityMaturity,
    Criterion,
    Finding,
    MaturityOutcome,
    MaturityReport,
    Met,
    ProjectFacts,
    ResultLevel,
)
from fordel.evaluation.rules import MaturityRules, shipped_rules
from fordel.evaluation.verdicts import Outcome

_DESCRIBED = {
    True: Words(da="Beskrivelsen er udfyldt.", en="The description is complete."),
    False: Words(da="Beskrivelsen har huller.", en="The description has gaps."),
    None: Words(
        da="Ingen har set på, om beskrivelsen er udfyldt.",
        en="Nobody has looked at whether the description is complete.",
    ),
}
_COST = {
    True: Words(da="Prisen for en afholdelse er regnet ud.", en="A holding has been priced."),
    False: Words(
        da="Prisen for en afholdelse kan ikke regnes ud.", en="A holding cannot be priced."
    ),
    None: Words(da="Prisen er ikke regnet ud.", en="The cost has not been worked out."),
}
_BY_EVIDENCE = Words(
    da="{figures}; belæg ud over tallene er knyttet til.",
    en="{figures}; evidence beside the figures is cited.",
)
_ALONE = Words(
    da="{figures}; der er ikke knyttet andet belæg til.",
    en="{figures}; no other evidence is cited.",
)
_NOT_ALONE = Words(
    da="{figures}; der er knyttet andet belæg til, men reglen kræver også tal, som peger "
    "samme vej.",
    en="{figures}; other evidence is cited, but the rule asks for figures that point the same way.",
)
_MONTHS = Words(
    da="Virkningsfasen har varet {months}; der skal mindst {needed} til.",
    en="The effect phase has lasted {months}; it takes at least {needed}.",
)
_SHARE = Words(
    da="{met} af {activities} (udeladte ikke regnet med); der skal mindst {needed} til.",
    en="{met} of {activities} (those left out apart); it takes at least {needed}.",
)
_NO_ACTIVITIES = Words(
    da="Projektet har ingen aktiviteter, som kan vurderes.",
    en="The project has no activities to judge.",
)
_LEFT_OUT = Words(
    da="Aktiviteten er ikke gennemført. Den udelades som ikke modnet, uden at projektet falder.",
    en="The activity was not implemented. It is left out as not matured; the project does not fail "
    "by it.",
)
_ENDED = Words(
    da="Projektet er afsluttet, før virkningsfasen nåede {needed} måneder.",
    en="The project ended before the effect phase reached {needed} months.",
)
_ALL_MET = Words(da="Alle kriterier er opfyldt.", en="Every criterion is met.")
_LACKS = Words(da="Mangler: {criteria}.", en="Lacking: {criteria}.")


def maturity_of(facts: ProjectFacts, rules: MaturityRules | None = None) -> MaturityReport:
    """Propose the maturity of a project and of each of its activities.

    Parameters
    ----------
    rules : the shipped ones without.

    Notes
    -----
    An activity that was not implemented is left out, and the project is judged by the others. A
    project that ended before its effect phase was long enough has ended early. Else it is matured
    where every criterion is met by enough of its activities, and partly matured where not. What is
    unknown does not count as met.
    """
    rules = rules or shipped_rules().maturity
    months = _months(facts.effect_months, rules)
    ended = facts.ended and months.met is not Met.YES
    activities = tuple(_activity(one, months, rules, ended=ended) for one in facts.activities)
    kept = [one for one in activities if one.outcome is not MaturityOutcome.LEFT_OUT]
    findings = (
        *(
            _over(criterion, kept, rules)
            for criterion in Criterion
            if criterion is not Criterion.MONTHS
        ),
        months,
    )
    outcome = _outcome(findings, ended=ended)
    why = _why(findings)
    if ended:
        why = _filled(_ENDED, needed=Fraction(rules.months_of_effect))
    elif not kept:
        outcome, why = MaturityOutcome.PARTLY, _NO_ACTIVITIES
    source = Words(rules.source.da, rules.source.en)
    return MaturityReport(facts.project, facts.name, outcome, findings, activities, why, source)


def _activity(
    facts: ActivityFacts, months: Finding, rules: MaturityRules, *, ended: bool
) -> ActivityMaturity:
    findings = (
        Finding(
            Criterion.DESCRIBED,
            _met(facts.described),
            _DESCRIBED[facts.described],
            facts.described_by,
        ),
        _implemented(facts, rules),
        _results(facts, rules),
        Finding(Criterion.COSTS, _met(facts.cost_known), _COST[facts.cost_known], facts.cost_by),
        months,
    )
    outcome, why = _outcome(findings, ended=ended), _why(findings)
    if facts.implementation is Outcome.NOT_IMPLEMENTED and not ended:
        outcome, why = MaturityOutcome.LEFT_OUT, _LEFT_OUT
    elif ended:
        why = _filled(_ENDED, needed=Fraction(rules.months_of_effect))
    return ActivityMaturity(facts.activity, facts.name, outcome, findings, why)


def _met(known: bool | None) -> Met:
    if known is None:
        return Met.UNKNOWN
    return Met.YES if known else Met.NO


def _implemented(facts: ActivityFacts, rules: MaturityRules) -> Finding:
    said, cited = _capital(facts.implementation.words), facts.implementation_by
    template = _BY_EVIDENCE if cited else _ALONE
    met = Met.YES if facts.implementation.is_implemented else Met.NO
    if not facts.implementation.is_assessable:
        met = Met.YES if cited and rules.evidence_for_implementation else Met.UNKNOWN
    return Finding(Criterion.IMPLEMENTED, met, _filled(template, figures=said), cited)


def _results(facts: ActivityFacts, rules: MaturityRules) -> Finding:
    said, cited = _capital(LEVEL_WORDS[facts.results]), facts.results_by
    template = _BY_EVIDENCE if cited else _ALONE
    if facts.results is ResultLevel.MADE_PROBABLE:
        met = Met.YES
    elif facts.results is ResultLevel.POINTS_TOWARDS:
        met = Met.YES if cited else Met.NO
    else:
        met = Met.YES if cited and rules.evidence_alone_for_results else Met.UNKNOWN
        template = _NOT_ALONE if cited and met is Met.UNKNOWN else template
    return Finding(Criterion.RESULTS, met, _filled(template, figures=said), cited)


def _months(months: Fraction, rules: MaturityRules) -> Finding:
    needed = Fraction(rules.months_of_effect)
    met = Met.YES if months >= needed else Met.NO
    return Finding(
        Criterion.MONTHS, met, _filled(_MONTHS, months=MONTHS.words(months), needed=needed)
    )


def _over(criterion: Criterion, kept: Sequence[ActivityMaturity], rules: MaturityRules) -> Finding:
    """A criterion over the activities that are not left out."""
    found = [f for one in kept for f in one.findings if f.criterion is criterion]
    cited = tuple(dict.fromkeys(name for one in found for name in one.evidence))
    if not found:
        return Finding(criterion, Met.UNKNOWN, _NO_ACTIVITIES)
    met = sum(1 for one in found if one.met is Met.YES)
    unknown = sum(1 for one in found if one.met is Met.UNKNOWN)
    needed = Fraction(rules.share_of_activities) * len(found)
    least = -(-needed.numerator // needed.denominator)
    why = _filled(_SHARE, met=met, activities=ACTIVITIES.words(len(found)), needed=least)
    if met >= least:
        return Finding(criterion, Met.YES, why, cited)
    reasons = {one.why for one in found if one.met is not Met.YES}
    if criterion is Criterion.RESULTS and len(reasons) == 1:
        # The level is the project's own, so what the activities lack they lack together.
        (reason,) = reasons
        why = Words(f"{why.da} {reason.da}", f"{why.en} {reason.en}")
    return Finding(criterion, Met.UNKNOWN if met + unknown >= least else Met.NO, why, cited)


def _outcome(findings: Sequence[Finding], *, ended: bool) -> MaturityOutcome:
    if ended:
        return MaturityOutcome.ENDED_EARLY
    whole = all(finding.met is Met.YES for finding in findings)
    return MaturityOutcome.MATURED if whole else MaturityOutcome.PARTLY


def _why(findings: Sequence[Finding]) -> Words:
    lacking = [finding for finding in findings if finding.met is not Met.YES]
    if not lacking:
        return _ALL_MET

    def at(language: Language) -> str:
        return "; ".join(
            f"{CRITERION_WORDS[one.criterion].to(language)} ({MET_WORDS[one.met].to(language)})"
            for one in lacking
        )

    return Words(_LACKS.da.format(criteria=at("da")), _LACKS.en.format(criteria=at("en")))


def _capital(words: Words) -> Words:
    return Words(*(words.to(at)[0].upper() + words.to(at)[1:] for at in ("da", "en")))


def _filled(template: Words, **values: object) -> Words:
    def at(language: Language) -> str:
        said = {name: _said(value, language) for name, value in values.items()}
        return template.to(language).format(**said)

    return Words(at("da"), at("en"))


def _said(value: object, language: Language) -> object:
    if isinstance(value, Words):
        return value.to(language)
    if isinstance(value, Fraction):
        return number(value, language, 0 if value.denominator == 1 else 1)
    return value
