"""What files and columns of the contract are called by those who fill them in."""

from __future__ import annotations

from typing import Final

from fordel.domain.language import Words
from fordel.registers.contract import CHILDREN_OF, FULL_TIME_OF

FILE_WORDS: Final[dict[str, Words]] = {
    "units": Words(da="Enheder", en="Units"),
    "children": Words(da="Børn", en="Children"),
    "criteria": Words(da="Antal børn pr. kriterium", en="Children per criterion"),
    "scores": Words(da="Score pr. enhed", en="Score per unit"),
    "districts": Words(da="Distrikter", en="Districts"),
    "previous": Words(da="Sidste års beløb", en="Last year's amounts"),
    "grants": Words(da="Faste bevillinger", en="Fixed grants"),
    "applications": Words(da="Ansøgte midler", en="Money applied for"),
    "rates": Words(da="Takster", en="Rates"),
}
_COLUMN_WORDS: Final[dict[str, Words]] = {
    "unit": Words(da="Enhedens nummer", en="The unit's number"),
    "name": Words(da="Navn", en="Name"),
    "ownership": Words(da="Ejerform", en="Ownership"),
    "kind": Words(da="Type", en="Kind"),
    "special_department": Words(da="Specialafdeling", en="Special department"),
    "cluster": Words(da="Klynge", en="Cluster"),
    "area": Words(da="Område", en="Area"),
    "budget_unit": Words(da="Budgetansvarlig enhed", en="Unit that holds the budget"),
    "district": Words(da="Distrikt", en="District"),
    "opened_on": Words(da="Åbnet", en="Opened"),
    "closed_on": Words(da="Lukket", en="Closed"),
    "predecessors": Words(da="Forgængere", en="Predecessors"),
    "opening_hours": Words(da="Åbningstimer", en="Opening hours"),
    "child": Words(da="Barnets nøgle", en="The child's key"),
    "born_on": Words(da="Født", en="Born"),
    "age": Words(da="Alder", en="Age"),
    "age_group": Words(da="Aldersgruppe", en="Age group"),
    "enrolled_from": Words(da="Indmeldt", en="Enrolled"),
    "enrolled_to": Words(da="Udmeldt", en="Left"),
    "full_time": Words(da="Andel af fuld tid", en="Share of full time"),
    "hours": Words(da="Timer om ugen", en="Hours a week"),
    "criterion": Words(da="Kriterium", en="Criterion"),
    "count": Words(da="Antal børn", en="Number of children"),
    "score": Words(da="Score", en="Score"),
    "share": Words(da="Andel", en="Share"),
    "children": Words(da="Antal børn", en="Number of children"),
    "amount": Words(da="Beløb", en="Amount"),
    "weighted_children": Words(da="Vægtede børn", en="Weighted children"),
    "purpose": Words(da="Formål", en="Purpose"),
    "decision": Words(da="Afgørelse", en="Decision"),
    "rate": Words(da="Takst", en="Rate"),
    "valid_from": Words(da="Gælder fra", en="Holds from"),
    "valid_to": Words(da="Gælder til", en="Holds until"),
}
_CHILDREN = Words(da="Børn {}", en="Children {}")
_FULL_TIME = Words(da="Fuldtidsbørn {}", en="Full-time equivalents {}")


def column_words(name: str) -> Words:
    """What a column is called; a criterion's is its own, known to the model and not here."""
    for prefix, words in ((CHILDREN_OF, _CHILDREN), (FULL_TIME_OF, _FULL_TIME)):
        if name.startswith(prefix) and name not in _COLUMN_WORDS:
            group = name.removeprefix(prefix)
            return Words(da=words.da.format(group), en=words.en.format(group))
    return _COLUMN_WORDS.get(name, Words(da=name, en=name))
