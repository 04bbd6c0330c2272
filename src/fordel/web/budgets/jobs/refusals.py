"""Why background work stopped, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fordel.domain.errors import InputRefused, UserError
from fordel.domain.language import Words


@dataclass(eq=False)
class StarterHasLeft(InputRefused):
    municipality: str

    what = Words(
        da="Den, der satte arbejdet i gang, har ikke længere en rolle i {municipality}.",
        en="Whoever started the work has no role in {municipality} any more.",
    )
    why = Words(
        da="Arbejdet gøres med den persons rettigheder.",
        en="The work is done with that person's rights.",
    )
    next = Words(
        da="Sæt det i gang igen som en, der har rollen.",
        en="Start it again as somebody who has the role.",
    )


@dataclass(eq=False)
class WorkInterrupted(InputRefused):
    attempts: int

    what = Words(
        da="Arbejdet blev afbrudt hver gang. Forsøg: {attempts}.",
        en="The work was interrupted every time. Attempts: {attempts}.",
    )
    why = Words(
        da="Maskinen kan mangle hukommelse eller være genstartet. Intet halvt er gemt.",
        en="The machine may lack memory or have been restarted. Nothing is half kept.",
    )
    next = Words(
        da="Prøv igen; bliver det ved, så bed den, der driver Fordel, om at se i loggen.",
        en="Try again; if it goes on, ask whoever runs Fordel to look at its log.",
    )


@dataclass(eq=False)
class WorkFailed(InputRefused):
    fault: str

    what = Words(
        da="Der skete en fejl i Fordel ({fault}).",
        en="Something went wrong in Fordel ({fault}).",
    )
    why = Words(da="Intet halvt er gemt.", en="Nothing is half kept.")
    next = Words(
        da="Prøv igen; bliver det ved, så fortæl den, der driver Fordel, hvad der står her.",
        en="Try again; if it goes on, tell whoever runs Fordel what stands here.",
    )


def as_kept(error: UserError) -> dict[str, Any]:
    """A refusal as a job keeps it, in both languages: its three parts, or a line per problem."""
    has_parts = hasattr(error, "what")
    told = {
        language: list(error.parts(language)) if has_parts else error.message(language).splitlines()
        for language in ("da", "en")
    }
    return {"error": type(error).__name__, "has_parts": has_parts, **told}
