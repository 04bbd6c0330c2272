"""Verdicts, reflections and files of single children that cannot be taken as they are."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class ProposalChanged(WrongUse):
    activity: str

    what = Words(
        da="Forslaget om «{activity}» er blevet et andet, mens siden var åben.",
        en="The proposal for “{activity}” has changed while the page was open.",
    )
    why = Words(
        da="En enhed har rettet sine tal. En afgørelse skal hvile på de tal, der gælder.",
        en="A unit has corrected its figures. A decision must rest on the figures that hold.",
    )
    next = Words(
        da="Se forslaget igen, og afgør så.", en="Look at the proposal again, then decide."
    )


@dataclass(eq=False)
class NothingToReflectOn(WrongUse):
    period: int

    what = Words(
        da="Ingen enhed har afleveret for periode {period}.",
        en="No unit has handed in for period {period}.",
    )
    why = Words(
        da="Uden registreringer er der ingen datarapport at tale om.",
        en="Without registrations there is no data report to talk about.",
    )
    next = Words(
        da="Vent, til enhederne har afleveret, eller send en påmindelse.",
        en="Wait until the units have handed in, or send a reminder.",
    )


@dataclass(eq=False)
class PanelFileMissing(WrongUse):
    what = Words(da="Der er ikke valgt nogen fil.", en="No file was chosen.")
    why = Words(
        da="Uden en fil er der ingen børn at følge.",
        en="Without a file there are no children to follow.",
    )
    next = Words(da="Vælg filen, og prøv igen.", en="Choose the file and try again.")


@dataclass(eq=False)
class PanelFileTooLarge(InputRefused):
    limit: int

    what = Words(da="Filen er større end {limit} MB.", en="The file is larger than {limit} MB.")
    why = Words(
        da="Et panel med en række pr. barn og periode fylder meget mindre.",
        en="A panel with a row per child and period is much smaller.",
    )
    next = Words(
        da="Behold kun de fem kolonner, der skal bruges.",
        en="Keep only the five columns that are needed.",
    )


@dataclass(eq=False)
class PanelReplacedWithoutWhy(WrongUse):
    project: str

    what = Words(
        da="Der er allerede fulgt børn i det samme resultat i projektet «{project}».",
        en="Children were followed in the same result of the project “{project}” already.",
    )
    why = Words(
        da="Den nye fil afløser den gamle, og læseren skal kunne se hvorfor.",
        en="The new file takes the old one's place, and a reader must be able to see why.",
    )
    next = Words(
        da="Skriv, hvorfor den afløser den tidligere, og hent filen ind igen.",
        en="Write why it replaces the earlier one, and bring the file in again.",
    )


@dataclass(eq=False)
class FiguresChanged(WrongUse):
    subject: str

    what = Words(
        da="Tallene bag «{subject}» er blevet rettet, mens siden var åben.",
        en="The figures behind “{subject}” were corrected while the page was open.",
    )
    why = Words(
        da="En afgørelse skal hvile på de tal, der gælder; forslaget er det samme.",
        en="A decision must rest on the figures that hold; the proposal is the same.",
    )
    next = Words(
        da="Se tallene igen her på siden, og gem så. Det, du skrev, står endnu.",
        en="Look at the figures again on this page, then keep it. What you wrote is still here.",
    )
