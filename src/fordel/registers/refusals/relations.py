"""Rows that do not fit with other rows."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.language import Words
from fordel.registers.refusals.base import FileRefused, ValueRefused


@dataclass(eq=False, kw_only=True)
class DuplicateUnit(ValueRefused):
    first_row: int
    what = Words(
        da="Enhedens nøgle{shown} står også i række {first_row}.",
        en="The unit's key{shown} is in row {first_row} as well.",
    )
    why = Words(
        da="En enhed, der står to gange, ville få penge to gange.",
        en="A unit that is there twice would be given money twice.",
    )
    next = Words(
        da="Slet den ene række, eller ret nøglen.", en="Delete one of the rows, or correct the key."
    )


@dataclass(eq=False, kw_only=True)
class UnknownUnit(ValueRefused):
    what = Words(
        da="Enheden{shown} findes ikke i enhedsfilen.",
        en="The unit{shown} is not in the file of units.",
    )
    why = Words(
        da="Det, der står i rækken, ville ikke blive regnet med.",
        en="What the row says would not be counted.",
    )
    next = Words(
        da="Ret nøglen (se efter tabte nuller foran), eller tilføj enheden.",
        en="Correct the key (look for lost leading zeros), or add the unit.",
    )


@dataclass(eq=False, kw_only=True)
class UnknownDistrict(ValueRefused):
    what = Words(
        da="Distriktet{shown} findes ikke i distriktsfilen.",
        en="The district{shown} is not in the file of districts.",
    )
    why = Words(
        da="Uden distriktets andel kan behovet ikke beregnes.",
        en="Without the district's share the need cannot be computed.",
    )
    next = Words(
        da="Ret distriktet, eller tilføj det i distriktsfilen.",
        en="Correct the district, or add it to the file of districts.",
    )


@dataclass(eq=False, kw_only=True)
class DuplicateDistrict(ValueRefused):
    first_row: int
    what = Words(
        da="Distriktet{shown} står også i række {first_row}.",
        en="The district{shown} is in row {first_row} as well.",
    )
    why = Words(
        da="Det kan ikke afgøres, hvilken række der gælder.",
        en="Which row counts cannot be decided.",
    )
    next = Words(da="Slet den ene række.", en="Delete one of the rows.")


@dataclass(eq=False, kw_only=True)
class ChildTwice(FileRefused):
    first_row: int
    what = Words(
        da="Barnet er på tælledagen også indmeldt efter række {first_row}.",
        en="On the day of counting the child is enrolled by row {first_row} as well.",
    )
    why = Words(
        da="Et barn tælles én gang, i én enhed.", en="A child is counted once, in one unit."
    )
    next = Words(
        da="Ret ind- eller udmeldelsesdatoen; udmeldt er den første dag, barnet ikke er der.",
        en="Correct a date of enrolment; enrolled_to is the first day the child is not there.",
    )


@dataclass(eq=False, kw_only=True)
class DatesReversed(FileRefused):
    what = Words(
        da="Slutdatoen ligger før startdatoen.", en="The end date lies before the start date."
    )
    why = Words(
        da="Perioden kan ikke bruges, og rækken ville falde ud.",
        en="The period cannot be used, and the row would drop out.",
    )
    next = Words(da="Byt om på datoerne, eller ret dem.", en="Swap the dates, or correct them.")


@dataclass(eq=False, kw_only=True)
class ClosedBeforeOpened(ValueRefused):
    what = Words(
        da="Enheden{shown} er lukket, før den åbnede.",
        en="The unit{shown} closed before it opened.",
    )
    why = Words(
        da="Så er der ingen måneder at betale for.", en="There are then no months to pay for."
    )
    next = Words(da="Ret datoerne.", en="Correct the dates.")


@dataclass(eq=False, kw_only=True)
class PredecessorLoop(ValueRefused):
    units: str
    what = Words(
        da="Enhederne er hinandens forgængere: {units}.",
        en="The units are each other's predecessors: {units}.",
    )
    why = Words(
        da="Sidste års beløb kan da ikke følges.", en="Last year's amount cannot then be followed."
    )
    next = Words(
        da="En forgænger er den enhed, der var der før; ret kolonnen.",
        en="A predecessor is the unit that was there before; correct the column.",
    )


@dataclass(eq=False, kw_only=True)
class DuplicateCriterion(ValueRefused):
    first_row: int
    what = Words(
        da="Enhed og kriterium{shown} står også i række {first_row}.",
        en="The unit and criterion{shown} are in row {first_row} as well.",
    )
    why = Words(da="Børnene ville blive talt to gange.", en="The children would be counted twice.")
    next = Words(
        da="Slet den ene række; er den en sum over aldersgrupper, skal den også slettes.",
        en="Delete one of the rows; if it is a sum over age groups, delete it as well.",
    )


@dataclass(eq=False, kw_only=True)
class DuplicateRate(ValueRefused):
    first_row: int
    what = Words(
        da="Den samme takst står også i række {first_row}.",
        en="The same rate is in row {first_row} as well.",
    )
    why = Words(da="Det er uvist, hvilken der gælder.", en="It is not known which of them holds.")
    next = Words(
        da="Slet den ene, eller giv dem hver sin `valid_from`.",
        en="Delete one of them, or give each its own `valid_from`.",
    )


@dataclass(eq=False, kw_only=True)
class UnitTwice(ValueRefused):
    first_row: int
    what = Words(
        da="Enheden{shown} står også i række {first_row}.",
        en="The unit{shown} is in row {first_row} as well.",
    )
    why = Words(
        da="Filen skal have én række pr. enhed.", en="The file has to have one row per unit."
    )
    next = Words(
        da="Slet den ene række, eller læg dem sammen.", en="Delete one of the rows, or add them up."
    )
