"""The reference page of the measures, written from their definitions."""

from __future__ import annotations

from fordel.equity.definitions import FAMILIES, Definition, Family, caveats, definitions, reasons

_TITLES: dict[Family, str] = {
    "differentiation": "Differentiation",
    "horizontal": "Horizontal equity",
    "vertical": "Vertical equity",
    "shares": "Shares",
}
_LEGENDS: dict[Family, str] = {
    "differentiation": """\
Over the units that receive something (0 kr. is not receiving), each unit counted once. x(1) ≤ …
≤ x(n) are their kroner per child, sorted; m = ⌊n/4⌋.
""",
    "horizontal": """\
Over all units with a known amount, those that get 0 kr. included. In unit i, k_i are the
kroner, b_i the children and x_i = k_i / b_i; B = Σ b_i and mu = Σ k_i / B. The children are
lined up by the x of their unit: M is the middle child's, P5 and P95 those at the 5th and 95th
percentile. A percentile is the smallest x that the wanted share of the children lies at or
below; where a share is reached exactly, the mean of that x and the next.
""",
    "vertical": """\
Over the measured units whose load per child, l_i, is known; lambda is its mean over the
children. r_i is the share of the children who are in less loaded units, plus half of those in
equally loaded ones. C_money and G_load are concentration indices of the kroner and of the load,
both ranked by load.
""",
    "shares": """\
k_i is the need money of unit i. Own budgets include the need money.
""",
}

_INTRODUCTION = """\
# The measures

Written from `src/fordel/definitions/measures`; change the words there, then `make docs`.

What is measured is an amount per child (or per weighted child, when the children are weighted).

**Who is in.** Special units and units with a special department are out of every measure but the
need share, which is a share of a budget that holds their money too. A unit whose amount or number
of children is missing is counted as missing and left out: missing is not zero. A unit that gets
0 kr. is in the inequality measures, because its children are treated too, and out of the factors
and quartiles, which look at those who receive. A unit with neither children nor money is left out
and counted.

**How they weigh.** The factors and quartiles of the Danish reports count each unit once. The
measures of school finance count each child once: kroner per child is the value, the children are
the weight. So two units with the same amount per child measure the same as one unit of both.

**How exact they are.** Amounts per child, factors and shares are exact fractions. Who lies below
the median is decided exactly. The indices are floating-point numbers whose sums do not depend on
the order of the units.
"""


def page() -> str:
    """The whole page as Markdown: every measure, caveat and reason, in Danish and English."""
    parts = [_INTRODUCTION]
    for family in FAMILIES:
        parts.append(f"## {_TITLES[family]}\n\n{_LEGENDS[family]}")
        parts += [_entry(one) for one in definitions().values() if one.family == family]
    parts.append("## What is said with the figures\n")
    parts.append(_pairs_table({key: (words.en, words.da) for key, words in caveats().items()}))
    parts.append("## Why a measure can have no value\n")
    parts.append(_pairs_table({key: (words.en, words.da) for key, words in reasons().items()}))
    return "\n".join(parts)


def _entry(one: Definition) -> str:
    return f"""\
### {one.name.en} · {one.name.da} (`{one.id}`)

{one.definition.en} {one.weighting.en}

    {one.formula}

*How to read it.* {one.reading.en}

*På dansk.* {one.definition.da} {one.weighting.da} {one.reading.da}

Source: {one.source}.
"""


def _pairs_table(rows: dict[str, tuple[str, str]]) -> str:
    lines = ["| id | English | dansk |", "| --- | --- | --- |"]
    lines += [f"| `{key}` | {english} | {danish} |" for key, (english, danish) in rows.items()]
    return "\n".join(lines) + "\n"
