"""What can be aimed at: each measure's bounds and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from fordel.allocation.model.money import Filter
from fordel.domain.language import Language, Words, number
from fordel.search.finding.document import QUARTER, Aim

Form = Literal[
    "change", "losers", "per_child", "kroner", "share", "units_above", "criteria", "frame"
]
AT_MOST, AT_LEAST = ("at_most",), ("at_least",)
EITHER = ("at_least", "at_most")
HUNDRED = 100


@dataclass(frozen=True)
class Measure:
    """A figure that aims can bound.

    ``money`` is which amounts it looks at; ``per`` what they are divided by, ``percent`` whether
    a change is told in percent of what was before; ``sign`` is -1 where losses count, +1 where
    gains do. ``most`` is the highest bound that means anything.
    """

    form: Form
    bounds: tuple[str, ...]
    words: Words
    money: Literal["need", "total"] = "total"
    per: Literal["child", "weighted_child"] | None = None
    percent: bool = False
    sign: int = -1
    most: int | None = None
    counts: bool = False
    decimals: int = 0


def _change(verb_da: str, verb_en: str, *, percent: bool, sign: int, most: int | None) -> Measure:
    da, en = (" %", "%") if percent else (" kr.", " kr.")
    return Measure(
        "change",
        AT_MOST,
        Words(
            da=f"Ingen enhed{{among}} {verb_da} mere end {{high}}{da} i forhold til {{against}}",
            en=f"No unit{{among}} {verb_en} more than {{high}}{en} against {{against}}",
        ),
        percent=percent,
        sign=sign,
        most=most,
        decimals=1 if percent else 0,
    )


def _per_child(money: Literal["need", "total"], per: Literal["child", "weighted_child"]) -> Measure:
    child = (
        Words(da="barn", en="child") if per == "child" else Words("vægtet barn", "weighted child")
    )
    why = Words(da="efter behov", en="by need") if money == "need" else Words("i alt", "in all")
    return Measure(
        "per_child",
        EITHER,
        Words(
            da=f"{{who}} får {{bound}} kr. pr. {child.da} {why.da}",
            en=f"{{who}} {{gets}} {{bound}} kr. per {child.en} {why.en}",
        ),
        money=money,
        per=per,
    )


MEASURES: Mapping[str, Measure] = {
    "loss_percent": _change("taber", "loses", percent=True, sign=-1, most=HUNDRED),
    "loss_dkk": _change("taber", "loses", percent=False, sign=-1, most=None),
    "gain_percent": _change("vinder", "gains", percent=True, sign=1, most=None),
    "gain_dkk": _change("vinder", "gains", percent=False, sign=1, most=None),
    "losers": Measure(
        "losers",
        AT_MOST,
        Words(
            da="{bound} {units}{among} taber i forhold til {against}",
            en="{bound} {units}{among} {lose} against {against}",
        ),
        counts=True,
    ),
    "need_per_weighted_child": _per_child("need", "weighted_child"),
    "need_per_child": _per_child("need", "child"),
    "total_per_weighted_child": _per_child("total", "weighted_child"),
    "total_per_child": _per_child("total", "child"),
    "need_dkk": Measure(
        "kroner",
        EITHER,
        Words(da="{who} får {bound} kr. efter behov", en="{who} {gets} {bound} kr. by need"),
        money="need",
    ),
    "need_percent": Measure(
        "share",
        EITHER,
        Words(
            da="Penge efter behov er {bound} % af alle penge{within}",
            en="Money by need is {bound}% of all money{within}",
        ),
        money="need",
        most=HUNDRED,
        decimals=1,
    ),
    "units_above": Measure(
        "units_above",
        AT_LEAST,
        Words(
            da="{bound} {units}{among} får {amount} kr. eller mere efter behov",
            en="{bound} {units}{among} {receive} {amount} kr. or more by need",
        ),
        money="need",
        counts=True,
    ),
    "criteria": Measure(
        "criteria",
        EITHER,
        Words(da="Modellen bruger {bound} {criteria}", en="The model uses {bound} {criteria}"),
        counts=True,
    ),
    "frame_stays": Measure(
        "frame",
        (),
        Words(
            da="Rammen holder: der deles ikke mere ud end i modellen selv",
            en="The frame stays: no more is handed out than in the model itself",
        ),
    ),
}

_AGAINST = {
    "model": Words(da="modellen selv", en="the model itself"),
    "last_year": Words(da="sidste år", en="last year"),
}
_QUARTER = Words(da="den mest belastede fjerdedel", en="the most loaded quarter")
_ALL = Words(da="alle enheder", en="all units")
_EACH = Words(da="Hver enhed", en="Every unit")
_AMONG = Words(da=" i {}", en=" in {}")
_CHOSEN = Words(da="gruppen {}", en="the group {}")
_BOUNDS = {
    (True, False): Words(da="mindst {low}", en="at least {low}"),
    (False, True): Words(da="højst {high}", en="at most {high}"),
    (True, True): Words(da="mellem {low} og {high}", en="between {low} and {high}"),
    (False, False): Words(da="", en=""),
}
_NOUNS = {
    "units": (Words(da="enhed", en="unit"), Words(da="enheder", en="units")),
    "criteria": (Words(da="kriterium", en="criterion"), Words(da="kriterier", en="criteria")),
    "lose": (Words(da="taber", en="loses"), Words(da="taber", en="lose")),
    "receive": (Words(da="får", en="gets"), Words(da="får", en="get")),
}


def sentence(aim: Aim, language: Language) -> str:
    """The aim as a sentence: "No unit loses more than 2% against the model itself"."""
    measure = MEASURES[aim.what]
    everybody = aim.of == "all"
    group = _group(aim, language)
    low, high = (_written(value, language) for value in (aim.low, aim.high))
    bound = _BOUNDS[aim.low is not None, aim.high is not None].to(language)
    last = aim.high if aim.high is not None else aim.low
    among = "" if everybody else _AMONG.to(language).format(group)
    who = _EACH.to(language) + among if aim.each else group
    told = measure.words.to(language).format(
        among=among,
        within=among,
        who=who,
        gets="get" if everybody and not aim.each else "gets",
        bound=bound.format(low=low, high=high),
        low=low,
        high=high,
        against=_AGAINST[aim.against].to(language),
        amount="" if aim.amount is None else number(aim.amount, language),
        **{name: nouns[last != 1].to(language) for name, nouns in _NOUNS.items()},
    )
    return told[:1].upper() + told[1:]


def written(aim: Aim, figure: Fraction | float, language: Language) -> str:
    """A figure of the aim with its unit: "3.4%", "4,000 kr.", "12"."""
    measure = MEASURES[aim.what]
    text = number(figure, language, _decimals(figure, measure))
    if measure.form == "share" or measure.percent:
        return f"{text} %" if language == "da" else f"{text}%"
    return text if measure.counts else f"{text} kr."


def _group(aim: Aim, language: Language) -> str:
    if isinstance(aim.of, Filter):
        named = aim.of.model_dump(exclude_none=True, mode="json")
        parts = [
            ", ".join(map(str, values)) if isinstance(values, list) else name
            for name, values in named.items()
        ]
        return _CHOSEN.to(language).format("; ".join(parts))
    return (_QUARTER if aim.of == QUARTER else _ALL).to(language)


def _written(value: Decimal | None, language: Language) -> str:
    if value is None:
        return ""
    exponent = value.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0  # as many as were written
    return number(value, language, places)


def _decimals(figure: Fraction | float, measure: Measure) -> int:
    """A small percentage needs more digits than a large one to be told from zero."""
    small = measure.decimals > 0 and 0 < figure < Fraction(1, 2)
    return measure.decimals + 2 if small else measure.decimals
