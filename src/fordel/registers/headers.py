"""Which header is which column: the mapping first, then the name itself, then its synonyms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from fordel.domain.ages import AgeGroup
from fordel.registers.contract import CHILDREN_OF, FILES, FULL_TIME_OF, FileRule
from fordel.registers.words import definition

_PUNCTUATION = re.compile(r"[\s_\-–./:;,()\[\]#\"'*]+")
_NORDIC = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"})
_AGES = re.compile(r"(?P<before>.*?) ?(?P<first>\d) (?:til |to )?(?P<last>\d)(?P<after>.*)")
_YEARS = re.compile(r"^ ?(?:aars?|aarige?|aarig|years?)?(?: ?(?:boern|born))?$")


def simplified(header: str) -> str:
    """A header as headers are compared: letters and digits only."""
    return _spaced(header).replace(" ", "")


def _spaced(header: str) -> str:
    return _PUNCTUATION.sub(" ", header.casefold().translate(_NORDIC)).strip()


@dataclass(frozen=True)
class Synonyms:
    """What the headers of one data file may be called, simplified."""

    firm: Mapping[str, frozenset[str]]
    if_free: Mapping[str, frozenset[str]]


@cache
def synonyms(stem: str) -> Synonyms:
    """The synonyms of a data file's columns."""
    document = definition("headers")
    columns = [column.name for column in FILES[stem].columns] + ["municipality"]
    own, shared = document[stem], document["everywhere"]
    firm = {name: _simple([*own.get(name, ()), *shared.get(name, ())]) for name in columns}
    loose = {name: _simple(words) for name, words in document["if_free"].items() if name in columns}
    return Synonyms(firm, loose)


@cache
def _age_words() -> tuple[Mapping[str, frozenset[str]], Mapping[str, tuple[int, int]]]:
    document = definition("headers")
    by_age = {name: _simple(words) for name, words in document["by_age"].items()}
    ages = {simplified(word): (first, last) for word, (first, last) in document["ages"].items()}
    return by_age, ages


@cache
def _criterion_groups() -> tuple[frozenset[str], ...]:
    return tuple(map(_simple, definition("headers")["criteria_names"]))


def _simple(names: Sequence[str]) -> frozenset[str]:
    return frozenset(map(simplified, names))


def same_criterion(one: str, other: str) -> bool:
    """Whether two names stand for one criterion."""
    first, second = simplified(one), simplified(other)
    return first == second or any({first, second} <= group for group in _criterion_groups())


def ages_in(header: str) -> tuple[str, int, int] | None:
    """What a header that names ages counts: ``("children", 0, 2)`` for "Antal børn 0-2 år"."""
    by_age, single = _age_words()
    if simplified(header) in single:
        return ("children", *single[simplified(header)])
    match = _AGES.fullmatch(_spaced(header))
    if match is None or not _YEARS.fullmatch(match["after"]):
        return None
    word = simplified(match["before"])
    for name, words in by_age.items():
        if word == simplified(name) or word in words or (not word and name == "children"):
            return name, int(match["first"]), int(match["last"])
    return None


def same_group(text: str, group: AgeGroup) -> bool:
    """Whether a text names an age group: its id, or its ages ("0-2 år")."""
    if simplified(text) == simplified(group.id):
        return True
    found = ages_in(text)
    return found is not None and found[1:] == (group.from_age, group.to_age)


@dataclass
class Resolved:
    """Which column stands where in the file.

    ``places`` column of the contract → place among the headers; ``doubtful`` columns with several
    headers; ``absent`` columns whose header in the mapping is not in the file.
    """

    places: dict[str, int] = field(default_factory=dict)
    doubtful: dict[str, list[str]] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        """Whether a column is settled, one way or another."""
        return name in self.places or name in self.doubtful or name in self.absent

    @property
    def taken(self) -> set[int]:
        return set(self.places.values())


def resolve(
    headers: Sequence[str],
    rule: FileRule,
    mapped: Mapping[str, str],
    groups: Sequence[AgeGroup] = (),
    criteria: Sequence[str] = (),
) -> Resolved:
    """Find the columns of a file among its headers.

    Parameters
    ----------
    headers : as they stand in the file.
    rule : the columns to look for.
    mapped : column → header, from the mapping; it goes before everything else.
    groups, criteria : those of the model, whose columns repeat per group or criterion.
    """
    found = Resolved()
    _by_mapping(found, headers, rule, mapped)
    for name, places in _claims(headers, rule, groups, criteria):
        free = [place for place in places if place not in found.taken]
        if name in found or not free:
            continue
        if len(free) > 1:
            found.doubtful[name] = [headers[place] for place in free]
        else:
            found.places[name] = free[0]
    return found


def _claims(
    headers: Sequence[str],
    rule: FileRule,
    groups: Sequence[AgeGroup],
    criteria: Sequence[str],
) -> Iterator[tuple[str, list[int]]]:
    """Columns and the places they could have, the surest claims first."""
    known = synonyms(rule.stem)
    simple = [simplified(header) for header in headers]
    names = [column.name for column in rule.columns]
    for name in names:
        yield name, [place for place, text in enumerate(simple) if text == simplified(name)]
    for name in names:
        words = known.firm.get(name, frozenset())
        yield name, [place for place, text in enumerate(simple) if text in words]
    for group in groups:
        for prefix in (CHILDREN_OF, FULL_TIME_OF):
            if prefix + group.id in names:
                yield prefix + group.id, _with_ages(headers, prefix, group)
    for criterion in criteria:
        if criterion in names:
            yield criterion, [p for p, h in enumerate(headers) if same_criterion(h, criterion)]
    for name, loose in known.if_free.items():
        if name in names:
            yield name, [place for place, text in enumerate(simple) if text in loose]


def _by_mapping(
    found: Resolved, headers: Sequence[str], rule: FileRule, mapped: Mapping[str, str]
) -> None:
    for name, header in mapped.items():
        exact = [place for place, text in enumerate(headers) if text == header]
        alike = [p for p, text in enumerate(headers) if simplified(text) == simplified(header)]
        places = exact or alike
        if not places or rule.column(name) is None:
            found.absent[name] = header
        elif len(places) > 1:
            found.doubtful[name] = [headers[place] for place in places]
        else:
            found.places[name] = places[0]


def _with_ages(headers: Sequence[str], prefix: str, group: AgeGroup) -> list[int]:
    wanted = (prefix.rstrip("_"), group.from_age, group.to_age)
    return [place for place, header in enumerate(headers) if ages_in(header) == wanted]
