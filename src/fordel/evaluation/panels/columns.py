"""The columns of a panel: what they may be called, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from fordel.domain.language import Words

CHILD, UNIT, PERIOD, STATE, GROUP = "child", "unit", "period", "state", "group"
HEADERS: Mapping[str, tuple[str, ...]] = {
    CHILD: ("child", "pseudonym", "barn", "barnets kode", "løbenummer", "child key"),
    UNIT: ("unit", "enhed", "institution", "dagtilbud", "børnehus"),
    PERIOD: ("period", "periode", "dataperiode"),
    STATE: ("state", "colour", "color", "farve", "tilstand", "vurdering"),
    GROUP: ("group", "gruppe", "kohorte", "cohort"),
}
"""What the columns may be called; the last may be left out."""
COLUMN_WORDS: tuple[tuple[Words, Words], ...] = (
    (
        Words("barn", "child"),
        Words(
            da="Et nummer eller en kode med tal i, den samme for barnet i alle perioder. Aldrig et "
            "personnummer eller et navn.",
            en="A number, or a code with digits in it, the same for the child in every period. "
            "Never a personal number or a name.",
        ),
    ),
    (
        Words("enhed", "unit"),
        Words(
            da="Enhedens nøgle eller navn, som det står i projektet.",
            en="The unit's key or name, as the project has it.",
        ),
    ),
    (
        Words("periode", "period"),
        Words(da="Dataperiodens nummer.", en="The number of the data period."),
    ),
    (
        Words("farve", "colour"),
        Words(
            da="Grøn, gul eller rød; tom, hvis barnet var der uden at blive vurderet.",
            en="Green, yellow or red; empty where the child was there and not assessed.",
        ),
    ),
    (
        Words("gruppe", "group"),
        Words(
            da="Kan udelades. Skriv «gået ud», hvor det er den sidste vurdering af et barn, der er "
            "gået ud siden sidst; ellers «med».",
            en="May be left out. Write “left” where it is the last assessment of a child who has "
            "left since the last period, else “included”.",
        ),
    ),
)
"""Each column's name and what stands in it, for who makes the file."""
