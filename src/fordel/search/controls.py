"""The levers of a model as sliders and switches: what each is called, its range, and its reading.

Figures are shown as a reader thinks of them (a share as a percentage); they are read exactly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from fordel.allocation.model.cards import figure_from
from fordel.allocation.model.checks import criteria_of
from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import UniqueChildren, WeightedCriteria
from fordel.allocation.model.money import ByPool, ByRate, Limit, PoolAmount, PoolShare
from fordel.allocation.model.steps import Damping, Need, Step
from fordel.allocation.model.words import called
from fordel.domain.errors import UserError
from fordel.domain.language import Language, Words, plain
from fordel.search.levers import NONE, levers_of
from fordel.search.what_if import WhatIf

Shape = Literal["figure", "criteria", "cap", "threshold"]
KINDS = ("cliff", "excess")
MEASURES = ("share", "percentile", "mean_ratio", "absolute")
_USUAL_CAP = Decimal(15000)
_DOUBLE = 2


@dataclass(frozen=True)
class Control:
    """One lever, with the value it has in the model.

    ``least``, ``most`` and ``by`` are the slider's; a number outside the slider's range may be
    typed all the same. ``scale`` is what a shown figure is divided by. ``value`` is None for a cap
    or a threshold that the model does not have.
    """

    step: str
    lever: str
    within: Words
    words: Words
    unit: Words
    shape: Shape
    value: Decimal | None = None
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    by: Decimal = Decimal(1)
    scale: int = 1
    options: tuple[tuple[str, Words], ...] = ()
    chosen: tuple[str, ...] = ()
    kind: str = KINDS[0]
    measure: str = MEASURES[0]

    @property
    def name(self) -> str:
        """Its name in a form."""
        return f"{self.step}.{self.lever}"


_KR = Words(da="kr.", en="kr.")
_PERCENT = Words(da="%", en="%")
_NO_UNIT = Words(da="", en="")
_WORDS = {
    "criteria": Words(da="Kriterier der tæller", en="Criteria that count"),
    "at_least": Words(
        da="Et barn tæller, når det opfylder mindst så mange kriterier",
        en="A child counts when it meets at least so many criteria",
    ),
    "pool_share": Words(da="Andel efter børnenes vilkår", en="Share by children's circumstances"),
    "pool_amount": Words(da="Pulje efter børnenes vilkår", en="Pool by children's circumstances"),
    "rate": Words(da="Beløb pr. barn, der tæller", en="Amount per child that counts"),
    "threshold": Words(
        da="Kun enheder over en grænse har del i pengene",
        en="Only units above a threshold take part",
    ),
    "cap": Words(da="Loft over pengene pr. barn", en="Cap on the money per child"),
    "max_loss_percent": Words(da="Ingen enhed taber mere end", en="No unit loses more than"),
}


def controls_of(what_if: WhatIf) -> tuple[Control, ...]:
    """The levers that can be moved in a model with its data, each tried once."""
    model = what_if.ground.model
    found = [
        control
        for step in model.steps
        for lever in levers_of(step)
        if (control := _control(step, lever, model)) is not None
    ]
    return tuple(control for control in found if _moves(control, what_if))


def _moves(control: Control, what_if: WhatIf) -> bool:
    """Whether arrays can do it: some steps look at others in a way that only the engine can."""
    tried = _own_value(control)
    try:
        what_if.answer({control.step: _nested(control.lever, tried)})
    except UserError:
        return False
    return True


def _own_value(control: Control) -> Any:
    if control.shape == "criteria":
        return list(control.chosen)
    if control.value is None:
        return NONE
    value = control.value / control.scale
    if control.shape == "threshold":
        return {"kind": control.kind, "measure": control.measure, "level": value}
    return value


def _control(step: Step, lever: str, model: Model) -> Control | None:
    label = step.label
    within = Words(da=label.da, en=label.en) if label is not None else Words(da=step.id, en=step.id)
    common: dict[str, Any] = {"step": step.id, "lever": lever, "within": within}
    if lever.startswith("weights."):
        return _weight(step, lever.removeprefix("weights."), model, common)
    common["words"] = _WORDS[lever]
    if lever == "criteria":
        return _criteria(step, model, common)
    if lever == "threshold":
        return _threshold(step, common)
    return _figure(step, lever, model, common)


def _criteria(step: Step, model: Model, common: dict[str, Any]) -> Control:
    assert isinstance(step, Need)
    options = tuple((c.id, Words(da=c.label.da, en=c.label.en)) for c in model.criteria)
    chosen = tuple(criteria_of(step.count, model))  # type: ignore[arg-type]
    return Control(**common, unit=_NO_UNIT, shape="criteria", options=options, chosen=chosen)


def _weight(step: Step, criterion: str, model: Model, common: dict[str, Any]) -> Control | None:
    assert isinstance(step, Need)
    assert isinstance(step.count, WeightedCriteria)
    value = _number(step.count.weights[criterion])
    if value is None:
        return None
    label = next((c.label for c in model.criteria if c.id == criterion), None)
    da, en = (criterion, criterion) if label is None else (label.da, label.en)
    words = Words(da=f"Vægt: {da}", en=f"Weight: {en}")
    most = max(value * _DOUBLE, Decimal(2))
    return Control(**common, words=words, unit=_NO_UNIT, shape="figure", value=value, most=most,
                   by=Decimal("0.05"))  # fmt: skip


def _figure(step: Step, lever: str, model: Model, common: dict[str, Any]) -> Control | None:
    if lever == "at_least" and isinstance(step, Need) and isinstance(step.count, UniqueChildren):
        most = Decimal(len(model.criteria))
        return Control(**common, unit=_NO_UNIT, shape="figure", value=Decimal(step.count.at_least),
                       least=Decimal(1), most=most)  # fmt: skip
    if lever == "max_loss_percent" and isinstance(step, Damping):
        value = _number(step.max_loss_percent)
        return value if value is None else Control(
            **common, unit=_PERCENT, shape="figure", value=value,
            most=max(value * _DOUBLE, Decimal(10)), by=Decimal("0.1"))  # fmt: skip
    assert isinstance(step, Need)
    if lever == "cap":
        return _cap(step.cap, common)
    money = step.money
    if isinstance(money, ByPool) and isinstance(money.pool, PoolShare):
        value = _number(money.pool.share)
        return value if value is None else Control(
            **common, unit=_PERCENT, shape="figure", value=value * 100, scale=100,
            most=max(value * 100 * _DOUBLE, Decimal(15)), by=Decimal("0.1"))  # fmt: skip
    amount = None
    if isinstance(money, ByPool) and isinstance(money.pool, PoolAmount):
        amount = _number(money.pool.amount)
    elif isinstance(money, ByRate):
        amount = _number(money.rate)
    return amount if amount is None else Control(
        **common, unit=_KR, shape="figure", value=amount,
        most=amount * _DOUBLE or _USUAL_CAP, by=_round_step(amount))  # fmt: skip


def _cap(cap: Limit | None, common: dict[str, Any]) -> Control | None:
    value = None if cap is None else _number(cap.amount)
    if cap is not None and value is None:
        return None
    per_child = cap is not None and cap.per == "child"
    unit = Words(da="kr. pr. barn", en="kr. per child") if per_child else Words(
        da="kr. pr. vægtet barn", en="kr. per weighted child")  # fmt: skip
    around = value or _USUAL_CAP
    return Control(**common, unit=unit, shape="cap", value=value, most=around * _DOUBLE,
                   by=_round_step(around))  # fmt: skip


def _threshold(step: Step, common: dict[str, Any]) -> Control | None:
    assert isinstance(step, Need)
    here = step.threshold
    if here is None:
        return Control(**common, unit=_NO_UNIT, shape="threshold", most=Decimal(100),
                       measure="percentile")  # fmt: skip
    value = _number(here.level)
    if value is None or here.per != "unit":
        return None
    return Control(**common, unit=_NO_UNIT, shape="threshold", value=value, kind=here.kind,
                   measure=here.measure, most=max(value * _DOUBLE, Decimal(1)),
                   by=_round_step(value))  # fmt: skip


def _number(value: Any) -> Decimal | None:
    """A figure that is written out; the model's own are all looked up before."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


def _round_step(amount: Decimal) -> Decimal:
    """A hundredth of an amount, as a power of ten."""
    step = Decimal(1).scaleb(max(amount.adjusted() - 2, -3)) if amount else Decimal(1)
    return step if step < 1 else Decimal(int(step))


def read_controls(
    controls: tuple[Control, ...], asked: Mapping[str, list[str]]
) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """The levers that somebody moved, as a grid writes them; and the figures that are none.

    Parameters
    ----------
    asked : the form's fields by name. A lever that is not among them stays as it is.
    """
    levers: dict[str, dict[str, Any]] = {}
    wrong: dict[str, str] = {}
    for control in controls:
        try:
            value = _read(control, asked)
        except ValueError as error:
            wrong[control.name] = str(error)
            continue
        if value is not None and value != _own_value(control):
            held = levers.setdefault(control.step, {})
            for key, one in _nested(control.lever, value).items():
                held[key] = {**held.get(key, {}), **one} if key == "weights" else one
    return levers, wrong


def _nested(lever: str, value: Any) -> dict[str, Any]:
    criterion = lever.removeprefix("weights.")
    return {lever: value} if criterion == lever else {"weights": {criterion: value}}


def _read(control: Control, asked: Mapping[str, list[str]]) -> Any:
    name = control.name
    if name not in asked and f"{name}.there" not in asked:
        return None
    written = (asked.get(name) or [""])[-1].strip()
    if control.shape == "criteria":
        known = [one for one, _ in control.options]
        return [one for one in known if one in asked.get(name, ())]
    if control.shape == "figure":
        return _amount(written, control)
    if f"{name}.on" not in asked:
        return NONE
    if control.shape == "cap":
        return _amount(written, control)
    kind, measure = (_among(asked.get(f"{name}.{part}"), allowed)
                     for part, allowed in (("kind", KINDS), ("measure", MEASURES)))  # fmt: skip
    return {"kind": kind, "measure": measure, "level": _amount(written, control)}


def _among(values: list[str] | None, allowed: tuple[str, ...]) -> str:
    chosen = (values or [allowed[0]])[-1]
    return chosen if chosen in allowed else allowed[0]


def _amount(written: str, control: Control) -> Decimal:
    return figure_from(written) / control.scale


def kept(levers: Mapping[str, Any]) -> dict[str, Any]:
    """Levers as JSON can hold them: every figure as its exact text."""
    return {name: _kept(value) for name, value in levers.items()}


def _kept(value: Any) -> Any:
    if isinstance(value, Mapping):
        return kept(value)
    return plain(value) if isinstance(value, Decimal | int) else value


def told(levers: Mapping[str, Mapping[str, Any]], model: Model, language: Language) -> list[str]:
    """What some levers stand at, each in the words of its slider."""
    names = {criterion.id: criterion.label.to(language) for criterion in model.criteria}
    found = []
    for own in levers.values():
        for name, value in own.items():
            if name == "weights":
                found += [
                    f"{names.get(c, c)}: {_told(w, names, language)}" for c, w in value.items()
                ]
                continue
            shown = value * 100 if name == "pool_share" else value
            unit = " %" if name in {"pool_share", "max_loss_percent"} else ""
            label = _WORDS[name].to(language) if name in _WORDS else name
            found.append(f"{label}: {_told(shown, names, language)}{unit}")
    return found


_NO_LIMIT = Words(da="ikke i brug", en="not in use")


def _told(value: Any, names: Mapping[str, str], language: Language) -> str:
    if isinstance(value, Mapping):
        return " ".join(_told(one, names, language) for one in value.values())
    if isinstance(value, list):
        return ", ".join(names.get(one, one) for one in value)
    if value == NONE:
        return _NO_LIMIT.to(language)
    if isinstance(value, str):
        return called("choices", value).label.to(language)
    written = plain(value)
    return written.replace(".", ",") if language == "da" else written


def taken_up(stored: Any) -> Any:
    """Levers from JSON, as :func:`kept` wrote them; what is no figure stays as it is."""
    if isinstance(stored, dict):
        return {str(name): taken_up(value) for name, value in stored.items()}
    if isinstance(stored, str) and _FIGURE.fullmatch(stored):
        return Decimal(stored)
    return stored


_FIGURE = re.compile(r"-?\d{1,30}(\.\d{1,30})?")
