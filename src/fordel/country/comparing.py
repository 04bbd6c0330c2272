"""Municipalities side by side: one table, and in words what in it can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from fordel.country.columns import COLUMNS, CRITERION, Column, Row, criterion_column
from fordel.country.figures import Figures
from fordel.country.running import CountryRun
from fordel.domain.language import LANGUAGES, Words, number
from fordel.equity.definitions import caveats
from fordel.equity.measures import FEW_UNITS

_OWN_MODELS = Words(
    da="Hver kommune er regnet med sin egen model. Behovsandelen er et valg; den siger ikke, hvor "
    "stort behovet er.",
    en="Each municipality is computed with its own model. The need share is a choice; it does not "
    "say how much need there is.",
)
_COMMON = Words(
    da="Vægtede børn og alle mål regnes på fælles vægte ({weights}), så vægtene ikke "
    "skaber forskelle; beløbene er dem, kommunens egen model giver.",
    en="Weighted children and all measures rest on common weights ({weights}), so that weights "
    "make no difference; the amounts are those of the municipality's own model.",
)
_OWN_WEIGHTS = Words(
    da="Vægtede børn regnes på hver kommunes egne vægte. Kroner pr. vægtet barn og alle mål kan "
    "derfor skille sig, blot fordi vægtene gør; skriv fælles `weights` i listen.",
    en="Weighted children rest on each municipality's own weights. Kroner per weighted child and "
    "all measures can therefore differ only because the weights do; write common `weights` in the "
    "list.",
)
_BURDEN = Words(
    da="«Mest belastet» er efter kommunens egen måde at tælle på. Belastning, fjerdedele og "
    "koncentrationsindeks kan kun sammenlignes mellem kommuner med samme bogstav i «Tæller ens».",
    en="“Most burdened” goes by the municipality's own way of counting. Load, quarters and the "
    "concentration index can be compared only between municipalities with the same letter in "
    "“Counted alike”.",
)
_NOBODY_ALIKE = Words(
    da="Ingen kommuner tæller behov ens, så belastning, fjerdedele og koncentrationsindeks kan "
    "ikke sammenlignes mellem dem, kun læses inden for hver.",
    en="No two municipalities count need alike, so load, quarters and the concentration index "
    "cannot be compared between them, only read within each.",
)
_CRITERIA = Words(
    da="Andelen, der opfylder et kriterium, kan sammenlignes, hvor det er talt efter samme "
    "definition og dag. En streg er ikke nul: modellen spørger ikke. Uoplyste er ikke talt med som "
    "opfyldt.",
    en="The share who meet a criterion can be compared where it was counted by the same definition "
    "and day. A dash is not zero: the model does not ask. Those not known are not counted as "
    "meeting it.",
)
_INSEPARABLE = Words(
    da="Behov ligger som indeks oven på andre penge og kan ikke skilles ud, så behovsmålene "
    "mangler: {names}.",
    en="Need is an index on other money and cannot be separated, so the need measures are missing: "
    "{names}.",
)
_FEW = Words(
    da="Målene hviler på færre end {fewest} enheder, og én enhed eller få børn kan flytte dem "
    "meget: {names}. Deres plads i en rangorden er mest tilfældighed.",
    en="The measures rest on fewer than {fewest} units, and one unit or a few children can move "
    "them a lot: {names}. Their place in a ranking is mostly chance.",
)
_CURRENCIES = Words(
    da="Beløbene er i forskellig valuta ({currencies}) og kan ikke sammenlignes.",
    en="The amounts are in different currencies ({currencies}) and cannot be compared.",
)
_REFUSED = Words(
    da="{refused} af {all} kommuner kunne ikke regnes og er ikke i tabellen; et landstal uden dem "
    "er ikke et landstal.",
    en="{refused} of {all} municipalities could not be computed and are not in the table; a figure "
    "for the country without them is none.",
)
_NOT_PUBLISHED = Words(
    da="Tabellen har ikke været gennem diskretionering. Den er til dem, der må se tallene; før den "
    "offentliggøres, skal små tal skjules.",
    en="The table has not been through disclosure control. It is for those who may see the "
    "figures; before it is published, small counts have to be hidden.",
)


@dataclass(frozen=True)
class Compared:
    """A country's table: columns, a row per municipality in the order of the list, and caveats."""

    country: str
    year: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caveats: tuple[Words, ...]


def compare_country(run: CountryRun) -> Compared:
    """Put the municipalities that were computed side by side.

    Returns
    -------
    Compared. Municipalities that count need alike share a letter in ``counted_alike``; one that
    nobody else counts like has none.
    """
    figures = [one.figures for one in run.settled]
    letters = _letters([one.counted for one in figures])
    columns = (*COLUMNS, *_criteria(figures))
    rows = tuple(
        {column.id: {**one.row, "counted_alike": letters.get(one.counted)}.get(column.id)
         for column in columns}
        for one in figures
    )  # fmt: skip
    return Compared(
        country=run.manifest.country,
        year=run.year,
        columns=columns,
        rows=rows,
        caveats=_caveats(run, figures, alike=bool(letters)),
    )


def _letters(marks: Sequence[str]) -> dict[str, str]:
    """A letter for each way of counting that at least two share, the most common first."""
    shared = [mark for mark, count in Counter(marks).most_common() if count > 1]
    return {mark: _letter(place) for place, mark in enumerate(shared)}


def _letter(place: int) -> str:
    turn, letter = divmod(place, len(ascii_uppercase))
    return ascii_uppercase[letter] * (turn + 1)


def _criteria(figures: Sequence[Figures]) -> list[Column]:
    """A column per criterion that any model goes by, named by the first that does."""
    labels: dict[str, Words] = {}
    for one in figures:
        for name in one.row:
            if name.startswith(CRITERION):
                criterion = name.removeprefix(CRITERION)
                labels.setdefault(criterion, one.labels.get(criterion, Words(criterion, criterion)))
    return [criterion_column(criterion, label) for criterion, label in labels.items()]


def _caveats(run: CountryRun, figures: Sequence[Figures], *, alike: bool) -> tuple[Words, ...]:
    told = [_OWN_MODELS, caveats()["between_municipalities"], caveats()["range_factor"]]
    told.append(_OWN_WEIGHTS if run.manifest.weights is None else _common_weights(run))
    told += [_BURDEN if alike else _NOBODY_ALIKE, _CRITERIA]
    inseparable = [str(one.row["municipality"]) for one in figures if not one.separable]
    if inseparable:
        told.append(_filled(_INSEPARABLE, names=", ".join(inseparable)))
    few = [str(one.row["municipality"]) for one in figures if _is_small(one)]
    if few:
        told.append(_filled(_FEW, fewest=FEW_UNITS, names=", ".join(few)))
    if len({one.basis for one in figures}) > 1:
        told.append(caveats()["mixed_bases"])
    currencies = sorted({str(one.row["currency"]) for one in figures})
    if len(currencies) > 1:
        told.append(_filled(_CURRENCIES, currencies=", ".join(currencies)))
    if run.refused:
        everybody = len(run.refused) + len(figures)
        told.append(_filled(_REFUSED, refused=len(run.refused), all=everybody))
    return (*told, _NOT_PUBLISHED)


def _is_small(one: Figures) -> bool:
    """Few units behind its figures; where need has none, few units behind the others."""
    units = one.row["measured_units" if one.separable else "units"]
    return isinstance(units, int) and units < FEW_UNITS


def _common_weights(run: CountryRun) -> Words:
    weights = run.manifest.weights or {}
    told = []
    for language in LANGUAGES:
        listed = "; ".join(
            f"{group}: {number(weight, language, 0 if weight.denominator == 1 else 2)}"
            for group, weight in weights.items()
        )
        told.append(_COMMON.to(language).format(weights=listed))
    return Words(*told)


def _filled(words: Words, **figures: object) -> Words:
    return Words(*(words.to(language).format(**figures) for language in LANGUAGES))
