"""Corrections of what was handed in."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused
from fordel.domain.language import Words


@dataclass(eq=False, kw_only=True)
class ReasonNeeded(InputRefused):
    unit: str
    period: int
    field: str

    what = Words(
        da="Arket for {unit}, periode {period}, er afleveret; skriv, hvorfor {field} rettes.",
        en="The sheet of {unit}, period {period}, was handed in; write why {field} is corrected.",
    )
    why = Words(
        da="Tallet kan allerede være brugt i en rapport.",
        en="The figure may have been used in a report already.",
    )
    next = Words(da="Skriv en begrundelse.", en="Write a reason.")


@dataclass(eq=False, kw_only=True)
class EarlierThanTheLast(InputRefused):
    unit: str
    period: int
    field: str

    what = Words(
        da="Svaret på {field} for {unit}, periode {period}, er ældre end det sidste i loggen.",
        en="The answer to {field} for {unit}, period {period}, is older than the last in the log.",
    )
    why = Words(
        da="Loggen er i tidens orden, så man kan se, hvad der gjaldt hvornår.",
        en="The log is in order of time, so that what held when can be seen.",
    )
    next = Words(
        da="Giv svaret det tidspunkt, det blev givet på.",
        en="Give the answer the moment it was given.",
    )
