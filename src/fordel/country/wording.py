"""How a municipality gives by need, in one line: what counts, and how it becomes money."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from fordel.allocation.model.checks import criteria_of, methods
from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import (
    Combination,
    Designated,
    GivenKey,
    Method,
    PopulationMix,
    Score,
    SimpleMethod,
    SuppliedUniqueCounts,
    Threshold,
)
from fordel.allocation.model.steps import Damping, Need
from fordel.allocation.resolving import ResolvedModel, exact
from fordel.domain.language import LANGUAGES, Language, Words, number, percent

_NONE = Words(da="intet efter behov", en="nothing by need")
_COUNTS = {
    "unique_children": Words(
        da="børn med mindst {at_least} af {criteria} kriterier",
        en="children meeting at least {at_least} of {criteria} criteria",
    ),
    "criteria_met": Words(
        da="hvert af {criteria} kriterier tæller", en="each of {criteria} criteria counts"
    ),
    "weighted_criteria": Words(
        da="{criteria} vægtede kriterier", en="{criteria} weighted criteria"
    ),
    "supplied_unique_counts": Words(
        da="leverede tal på børn med mindst {at_least} af {out_of} kriterier",
        en="supplied counts of children meeting at least {at_least} of {out_of} criteria",
    ),
    "index": Words(da="indeks på {criteria} kriterier", en="an index on {criteria} criteria"),
    "score": Words(da="en færdig score", en="a finished score"),
    "given_key": Words(da="en fast nøgle", en="a given key"),
    "enrolled": Words(da="indskrevne børn", en="enrolled children"),
    "designated": Words(da="udpegede enheder", en="designated units"),
}
_RESIDENT = Words(da=", {share} efter bopæl", en=", {share} by residence")
_THRESHOLDS = {
    "cliff": Words(da=", kun enheder over en grænse", en=", only units above a threshold"),
    "excess": Words(da=", kun det over en grænse", en=", only what is above a threshold"),
}
_MONEY = {
    "pool_share": Words(da="pulje på {share} af {of}", en="a pool of {share} of {of}"),
    "pool_amount": Words(da="pulje på {amount} kr.", en="a pool of {amount} kr."),
    "pool_rest": Words(da="pulje af resten", en="a pool of the rest"),
    "rate": Words(da="takst på {amount} kr.", en="a rate of {amount} kr."),
    "rate_table": Words(da="takster i en tabel", en="rates in a table"),
    "percentage": Words(da="tillæg på {share} af «{of}»", en="a supplement of {share} of “{of}”"),
    "index": Words(da="indeks på «{of}»", en="an index on “{of}”"),
    "bands": Words(da="satser i trin", en="rates in bands"),
}
_PARTS = {
    "frame": Words(da="rammen", en="the frame"),
    "decentral": Words(da="de decentrale penge", en="the decentral money"),
    "rest": Words(da="resten", en="the rest"),
}
_LIMITS = {
    "cap": Words(da=", loft", en=", capped"),
    "floor": Words(da=", mindstebeløb", en=", with a floor"),
}
_DAMPED = Words(da="; overgangsordning", en="; damped")


def method_words(resolved: ResolvedModel) -> Words:
    """What counts as need in a model and how it becomes money, as one line."""
    steps = [step for step in resolved.model.steps if isinstance(step, Need)]
    if not steps:
        return _NONE

    def line(language: Language) -> str:
        told = "; ".join(_step(step, resolved.model, language) for step in steps)
        damped = any(
            isinstance(step, Damping) and (step.begins is None or step.begins <= resolved.year)
            for step in resolved.model.steps
        )
        return told + (_DAMPED.to(language) if damped else "")

    return Words(*(line(language) for language in LANGUAGES))


def counted_alike(resolved: ResolvedModel, code: str) -> str:
    """A mark that is the same for two municipalities that count need in the same way.

    The same methods, criteria, weights, population and thresholds, and the same rule for what is
    not known; how the count becomes money is not in it. What comes finished from outside (a score,
    a key, supplied counts, named units) is a municipality's own, and like nobody else's.

    Parameters
    ----------
    code : the municipality's.
    """
    model = resolved.model
    about = {
        "steps": [_counting(step, model) for step in model.steps if isinstance(step, Need)],
        "children": model.children.model_dump(mode="json"),
        "only": code if _comes_finished(model) else "",
    }
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()


def _comes_finished(model: Model) -> bool:
    return any(
        isinstance(method, Score | GivenKey | SuppliedUniqueCounts | Designated)
        for step in model.steps
        if isinstance(step, Need)
        for method in methods(step.count)
    )


def _counting(step: Need, model: Model) -> dict[str, Any]:
    """Everything of a step that decides its load."""
    return {
        "count": [
            {**method.model_dump(mode="json"), "criteria": sorted(criteria_of(method, model))}
            for method in methods(step.count)
        ],
        "combined": _combined(step.count),
        "population": step.population.model_dump(mode="json"),
        "threshold": None if step.threshold is None else step.threshold.model_dump(mode="json"),
    }


def _step(step: Need, model: Model, language: Language) -> str:
    if isinstance(step.count, Combination):
        told = " + ".join(
            f"{percent(exact(part.weight), language, 0)} {_count(part.count, model, language)}"
            for part in step.count.parts
        )
    else:
        told = _count(step.count, model, language)
    told += _population(step.population, language) + _threshold(step.threshold, language)
    limits = "".join(
        words.to(language) for name, words in _LIMITS.items() if getattr(step, name) is not None
    )
    return f"{told}: {_money(step, language)}{limits}"


def _count(method: SimpleMethod, model: Model, language: Language) -> str:
    figures = {**method.model_dump(), "criteria": len(criteria_of(method, model))}
    return _COUNTS[method.method].to(language).format(**figures)


def _population(mix: PopulationMix, language: Language) -> str:
    resident, enrolled = exact(mix.resident), exact(mix.enrolled)
    if not resident:
        return ""
    share = percent(resident / (resident + enrolled), language, 0)
    return _RESIDENT.to(language).format(share=share)


def _threshold(threshold: Threshold | None, language: Language) -> str:
    return "" if threshold is None else _THRESHOLDS[threshold.kind].to(language)


def _money(step: Need, language: Language) -> str:
    money: Any = step.money
    told: dict[str, Callable[[], str]] = {
        "pool": lambda: _pool(money.pool, language),
        "rate": lambda: (
            _MONEY["rate"].to(language).format(amount=number(exact(money.rate), language))
        ),
        "percentage": lambda: (
            _MONEY["percentage"]
            .to(language)
            .format(share=percent(exact(money.percent) / 100, language, 0), of=money.of)
        ),
        "index": lambda: _MONEY["index"].to(language).format(of=money.on),
    }
    return told.get(money.by, lambda: _MONEY[money.by].to(language))()


def _pool(pool: Any, language: Language) -> str:
    if pool == "rest":
        return _MONEY["pool_rest"].to(language)
    if hasattr(pool, "share"):
        share: Fraction = exact(pool.share)
        decimals = 0 if (share * 100).denominator == 1 else 1
        return (
            _MONEY["pool_share"]
            .to(language)
            .format(share=percent(share, language, decimals), of=_PARTS[pool.of].to(language))
        )
    return _MONEY["pool_amount"].to(language).format(amount=number(exact(pool.amount), language))


def _combined(count: Method) -> list[str]:
    """What is combined, and each part's weight; nothing for a single count."""
    if not isinstance(count, Combination):
        return []
    return [count.of, *(str(exact(part.weight)) for part in count.parts)]
