"""What the audit refuses."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class AuditIsAppendOnly(WrongUse):
    what = Words(
        da="En linje i loggen kan ikke ændres eller slettes.",
        en="A line of the log cannot be changed or deleted.",
    )
    why = Words(
        da="Revisor skal kunne stole på, at alt, der er gjort, står der.",
        en="The auditor has to trust that everything that was done stands there.",
    )
    next = Words(
        da="Skriv en ny linje, der retter den gamle.",
        en="Write a new line that mends the old one.",
    )
