"""A model search told on a screen, and the same for programs."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, isnan
from typing import Any

from fordel.budget_year.telling.runs import ScreenTable
from fordel.domain.language import Language, Words, number, plain
from fordel.search.finding.conflicts import Give
from fordel.search.finding.document import Aim
from fordel.search.finding.making import Found, Told
from fordel.search.finding.measures import MEASURES, sentence, written
from fordel.search.finding.searching import Search

_TITLE = {
    "found": Words(da="Modeller, der holder alle mål", en="Models that keep every aim"),
    "impossible": Words(da="Ingen model holder alle mål", en="No model keeps every aim"),
    "none_found": Words(
        da="Ingen model, der holder alle mål, er fundet",
        en="No model that keeps every aim was found",
    ),
}
_MODEL = Words(da="Model", en="Model")
_CHANGED = Words(da="Håndtag", en="Levers")
_AIM = Words(da="Mål {}", en="Aim {}")
_WINNERS, _LOSERS = Words(da="Vinder", en="Gain"), Words(da="Taber", en="Lose")
_LOSS = Words(da="Største tab, kr.", en="Largest loss, kr.")
_WHO = Words(da="Hvem", en="Whose")
_ITSELF = Words(da="modellen selv", en="the model itself")
_NEAREST = Words(da="nærmest", en="nearest")
_NOT_KEPT = Words(da="{} (ikke holdt)", en="{} (not kept)")
_AFTER_ROUNDING = Words(
    da="Model {model} mangler {missed} i at holde mål {aim} efter afrunding; før afrunding holdt "
    "det.",
    en="Model {model} is {missed} short of aim {aim} after rounding; before rounding it kept it.",
)
_PROVEN = Words(
    da="Pengene er lineære i håndtagene, så modellerne er fundet af et program, der finder den "
    "bedste; hver er derefter regnet nøjagtigt.",
    en="Money is linear in the levers, so the models were found by a programme that finds the "
    "best; each was then computed exactly.",
)
_FOUND_BY_TRYING = Words(
    da="Fundet blandt {tried} prøvede modeller; der kan være bedre, for {why}. Hver model er "
    "derefter regnet nøjagtigt.",
    en="Found among {tried} models that were tried; there may be better ones, for {why}. Each "
    "model was then computed exactly.",
)
_FOUND_BY_TRYING_ALL = Words(
    da="De bedste af alle {tried} kombinationer af håndtagenes værdier. Hver model er derefter "
    "regnet nøjagtigt.",
    en="The best of all {tried} combinations of the levers' values. Each model was then computed "
    "exactly.",
)
_IMPOSSIBLE = Words(
    da="Det er bevist, at ingen model inden for håndtagene holder alle mål.",
    en="It is proven that no model within the levers keeps every aim.",
)
_TOGETHER = Words(
    da="Disse mål kan ikke holdes på samme tid, men uden et af dem kan de øvrige af dem:",
    en="These aims cannot hold together, but without any one of them the others of them can:",
)
_LEVERS_ALONE = Words(
    da="Håndtagene alene tillader ingen model: puljen er større end det, der er at dele.",
    en="The levers alone allow no model: the pool is larger than what there is to share.",
)
_UNDECIDED = Words(
    da="Hvilke mål der er i vejen for hinanden, blev ikke afgjort inden for tiden.",
    en="Which aims are in each other's way was not decided in time.",
)
_WITH = Words(
    da="Mål {aim} ({sentence}): med {bound} kan alle de andre mål holdes.",
    en="Aim {aim} ({sentence}): with {bound} all the other aims can hold.",
)
_WITHOUT = Words(
    da="Mål {aim} ({sentence}): selv uden det kan de andre mål ikke alle holdes.",
    en="Aim {aim} ({sentence}): even without it the other aims cannot all hold.",
)
_NONE_FOUND = Words(
    da="Ingen af {tried} prøvede modeller holder alle mål. Det beviser ikke, at der ingen er, for "
    "{why}.",
    en="None of {tried} models that were tried keeps every aim. That does not prove that there is "
    "none, for {why}.",
)
_NONE_OF_ALL = Words(
    da="Ingen af alle {tried} kombinationer af håndtagenes værdier holder alle mål.",
    en="None of all {tried} combinations of the levers' values keeps every aim.",
)
_BETWEEN = Words(
    da="Mellem de prøvede værdier af et interval kan der være en; giv intervallet et mindre `by`.",
    en="Between the values tried of a range there may be one; give the range a smaller `by`.",
)
_TRIED_WITH = Words(
    da="Mål {aim} ({sentence}): med {bound} fandtes en model, der holder alle de andre.",
    en="Aim {aim} ({sentence}): with {bound} a model was found that keeps all the others.",
)
_TRIED_WITHOUT = Words(
    da="Mål {aim} ({sentence}): ingen prøvet model holder alle de andre.",
    en="Aim {aim} ({sentence}): no model that was tried keeps all the others.",
)
_AT_MOST, _AT_LEAST = Words(da="højst {}", en="at most {}"), Words(da="mindst {}", en="at least {}")
_FROM_TO = Words(da="{} til {}", en="{} to {}")
_MORE_MONEY = Words(da="{} mere at dele ud", en="{} more to hand out")
_REFUSED = Words(
    da="Nogle prøvede modeller kan ikke fordele pengene ({}).",
    en="Some models that were tried cannot hand out the money ({}).",
)


def search_table(search: Search, language: Language) -> ScreenTable:
    """The model itself, and the models found or the nearest, with every aim's figure."""
    aims = search.aims.aims
    headers = [
        _MODEL, _CHANGED, *(Words(_AIM.da.format(n), _AIM.en.format(n)) for n in _numbers(aims)),
        _WINNERS, _LOSERS, _LOSS, _WHO,
    ]  # fmt: skip
    dashes = ["–"] * 4
    rows = [["0", _ITSELF.to(language), *_cells(aims, search.itself, language), *dashes]]
    rows += [_row(search, found, language) for found in search.models]
    if search.nearest is not None:
        rows.append(_row(search, search.nearest, language))
    return ScreenTable(
        title=_TITLE[search.outcome].to(language),
        headers=[header.to(language) for header in headers],
        rows=rows,
        text_columns=2,
        below=tuple(search_lines(search, language)),
    )


def _numbers(aims: tuple[Aim, ...]) -> range:
    return range(1, len(aims) + 1)


def _row(search: Search, found: Found, language: Language) -> list[str]:
    gains, units = found.gains, search.ground.base.units
    unit = None if gains.loser is None else units[gains.loser]
    return [
        str(found.number) if found.number else _NEAREST.to(language),
        found.changed,
        *_cells(search.aims.aims, found.aims, language),
        number(gains.winners, language),
        number(gains.losers, language),
        number(gains.largest_loss_dkk, language),
        "–" if unit is None else unit.name or unit.id,
    ]


def _cells(aims: tuple[Aim, ...], told: tuple[Told, ...], language: Language) -> list[str]:
    return [
        text if one.kept else _NOT_KEPT.to(language).format(text)
        for aim, one in zip(aims, told, strict=True)
        for text in [written(aim, one.figure, language)]
    ]


def search_lines(search: Search, language: Language) -> list[str]:
    """What a search says, in sentences: the aims, how they were searched, what is in the way."""
    aims = search.aims.aims
    lines = [
        f"{_AIM.to(language).format(n)}: {sentence(aim, language)}."
        for n, aim in enumerate(aims, start=1)
    ]
    lines += _missing(search, language)
    match search.outcome:
        case "found":
            lines.append(_how_found(search, language))
        case "impossible":
            lines += [_IMPOSSIBLE.to(language), *_conflict(search, language)]
        case "none_found":
            lines += _not_found(search, language)
    if search.refused:
        lines.append(_REFUSED.to(language).format(", ".join(search.refused)))
    return lines


def _missing(search: Search, language: Language) -> list[str]:
    return [
        _AFTER_ROUNDING.to(language).format(
            model=found.number, aim=place, missed=written(aim, told.missed, language)
        )
        for found in search.models
        for place, (aim, told) in enumerate(zip(search.aims.aims, found.aims, strict=True), start=1)
        if not told.kept
    ]


def _how_found(search: Search, language: Language) -> str:
    if search.why_tried is None:
        return _PROVEN.to(language)
    words = _FOUND_BY_TRYING_ALL if search.whole else _FOUND_BY_TRYING
    return words.to(language).format(
        tried=number(search.tried, language), why=search.why_tried.to(language)
    )


def _conflict(search: Search, language: Language) -> list[str]:
    if search.conflict is None:
        return [_UNDECIDED.to(language)]
    if not search.conflict.aims:
        return [_LEVERS_ALONE.to(language)]
    told = [_gives(search, give, _WITH, _WITHOUT, language) for give in search.conflict.gives]
    return [_TOGETHER.to(language), *told]


def _not_found(search: Search, language: Language) -> list[str]:
    assert search.why_tried is not None
    words = _NONE_OF_ALL if search.whole else _NONE_FOUND
    lines = [
        words.to(language).format(
            tried=number(search.tried, language), why=search.why_tried.to(language)
        )
    ]
    if search.whole and search.space.ranges:
        lines.append(_BETWEEN.to(language))
    needed = [give for give in search.gives_tried if give.bound is None or give.gives > 0]
    if all(give.bound is None for give in needed):
        return lines
    return lines + [_gives(search, give, _TRIED_WITH, _TRIED_WITHOUT, language) for give in needed]


def _gives(search: Search, give: Give, enough: Words, not_enough: Words, language: Language) -> str:
    aim = search.aims.aims[give.aim]
    words = not_enough if give.bound is None else enough
    bound = "" if give.bound is None else _relaxed(aim, give.gives, language)
    return words.to(language).format(
        aim=give.aim + 1, sentence=sentence(aim, language), bound=bound
    )


def _relaxed(aim: Aim, gives: float, language: Language) -> str:
    """The bounds after an aim has given, rounded away so that they can surely be kept."""
    if MEASURES[aim.what].form == "frame":
        return _MORE_MONEY.to(language).format(written(aim, _up(aim, gives), language))
    low = None if aim.low is None else max(Fraction(0), _down(aim, float(aim.low) - gives))
    high = None if aim.high is None else _up(aim, float(aim.high) + gives)
    if low is None and high is not None:
        return _AT_MOST.to(language).format(written(aim, high, language))
    if high is None and low is not None:
        return _AT_LEAST.to(language).format(written(aim, low, language))
    assert low is not None
    assert high is not None
    return _FROM_TO.to(language).format(written(aim, low, language), written(aim, high, language))


_HAIR = 1e-6
"""Solvers answer to about this; three criteria are not to become four by it."""


def _up(aim: Aim, value: float) -> Fraction:
    scale = 10 ** MEASURES[aim.what].decimals
    return Fraction(ceil(value * scale - _HAIR * max(1.0, abs(value))), scale)


def _down(aim: Aim, value: float) -> Fraction:
    scale = 10 ** MEASURES[aim.what].decimals
    return Fraction(floor(value * scale + _HAIR * max(1.0, abs(value))), scale)


def search_document(search: Search) -> dict[str, Any]:
    """A search for programs: its outcome, every aim, the models, and what is in the way."""
    why, conflict = search.why_tried, search.conflict
    return {
        "model": search.space.model.model,
        "year": search.ground.base.year,
        "outcome": search.outcome,
        "proven": why is None,
        "tried": search.tried,
        "tried_all": search.whole,
        "why_not_proven": None if why is None else {"da": why.da, "en": why.en},
        "refused": list(search.refused),
        "aims": [
            {
                "what": aim.what,
                "sentence": {"da": sentence(aim, "da"), "en": sentence(aim, "en")},
                "at_least": None if aim.low is None else float(aim.low),
                "at_most": None if aim.high is None else float(aim.high),
                "model_itself": _told(told),
            }
            for aim, told in zip(search.aims.aims, search.itself, strict=True)
        ],
        "models": [_model(search, found) for found in search.models],
        "nearest": None if search.nearest is None else _model(search, search.nearest),
        "conflict": None if conflict is None else {
            "aims": [at + 1 for at in conflict.aims],
            "gives": [_given(give) for give in conflict.gives],
        },
        "gives_among_tried": [_given(give) for give in search.gives_tried],
    }  # fmt: skip


def _given(give: Give) -> dict[str, Any]:
    return {
        "aim": give.aim + 1,
        "gives": None if isnan(give.gives) else give.gives,
        "bound": give.bound,
    }


def _told(told: Told) -> dict[str, Any]:
    return {"figure": float(told.figure), "kept": told.kept, "missed_by": float(told.missed)}


def _model(search: Search, found: Found) -> dict[str, Any]:
    gains = found.gains
    levers = [axis.title for axis in search.space.axes]
    return {
        "number": found.number,
        "levers": dict(zip(levers, search.space.cells(found.values), strict=True)),
        "kept": found.kept,
        "aims": [_told(told) for told in found.aims],
        "winners": gains.winners,
        "losers": gains.losers,
        "largest_loss_dkk": plain(gains.largest_loss_dkk),
        "largest_loss_unit": None if gains.loser is None else search.ground.base.ids[gains.loser],
        "need_dkk": plain(gains.need_dkk),
        "most_loaded_quarter_need_dkk": None if gains.reach_dkk is None else plain(gains.reach_dkk),
    }
