"""Models that between them use every step, and what they need."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from fordel.allocation.situation import LastYear
from fordel.registers.records import Application, Grant, Ownership, SourceFile, UnitKind
from tests.announcement.small import run_of, unit

WHOLE = """
steps:
  - id: frame
    use: demographic_frame
    previous_amount: 1000000
    price_index: 1.02
    age_groups:
      young: {children_before: 12, children_now: 10, unit_price: 1000.5, coverage: 0.95}
  - id: aside
    use: set_aside
    items:
      - {id: lead, label: {da: Ledelse, en: Leadership}, amount: 100000}
      - {id: house, label: {da: Bygninger, en: Buildings}, share: 0.05}
  - {id: rest, use: base_by_weighted_children, pool: {share: 0.5, of: rest}}
  - {id: part, use: base_by_weighted_children, pool: {share: 0.1, of: frame}}
  - id: need
    use: need
    count: {method: unique_children, at_least: 2}
    money: {by: pool, pool: {share: 0.05, of: decentral}}
  - {id: fixed, use: fixed_grants}
  - {id: apps, use: applications}
  - {id: damp, use: damping, max_loss_percent: 2, max_gain_percent: 1.5, paid_by: frame}
  - {id: pay, use: payment, round_to: 100, months: true}
  - id: pos
    use: positions
    of: [need, rest]
    pedagogue_pay: 500000
    assistant_pay: 400000
    pedagogue_share: 0.6
"""

OTHER_BASES = """
steps:
  - id: base
    use: base_by_rate
    rates: {young: 1000, old: 500.5}
    by_kind: {nursery: {young: 2000}}
  - {id: lump, use: lump_sum, amount: 1000, by_kind: {nursery: 10}}
  - id: staff
    use: base_by_staffing
    children_per_adult: {young: 3.3, old: 6}
    pay: 480000
    measure: full_time
  - id: hours
    use: base_by_weighted_children
    pool: {amount: 1000}
    measure: full_time
    opening_hours: {standard: 50, strength: 0.5}
  - {id: pos, use: positions, pedagogue_pay: 500000, assistant_pay: 400000, pedagogue_share: 1}
"""

HOUSES = (
    unit("a", "Solsikken", budget_unit="K"),
    unit("b", "Åhuset", budget_unit="K", opened_on=date(2027, 5, 1)),
    unit("c", "Skoven"),
    unit("p", "Privathuset", ownership=Ownership.PRIVATE),
)
PREVIOUS = {
    "a": LastYear(Fraction(100000), Fraction(30), Fraction(20)),
    "b": LastYear(Fraction(100000), Fraction(10), Fraction(20)),
}


def whole_run():
    return run_of(
        WHOLE,
        units=HOUSES,
        previous=PREVIOUS,
        grants=(Grant("a", Fraction(1000), "en ny legeplads"), Grant("a", Fraction(2000))),
        applications=(
            Application("a", Fraction(500), "BU 12", "sprog"),
            Application("a", Fraction(1), "BU 13"),
        ),
        sources=(SourceFile("children.csv", "0" * 64, 60),),
        unknown=2,
    )


def bases_run():
    units = (
        unit("a", kind=UnitKind.NURSERY, opening_hours=Decimal(52)),
        unit("b", opening_hours=Decimal(50)),
        unit("c", opening_hours=Decimal(45)),
    )
    return run_of(OTHER_BASES, units=units)
