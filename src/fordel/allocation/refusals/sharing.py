"""Money that cannot be shared as the model says."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from fordel.domain.errors import ModelRefused
from fordel.domain.language import Words


@dataclass(eq=False)
class NobodyInNeed(ModelRefused):
    step: str

    what = Words(
        da="I trinnet «{step}» tæller ingen børn med.", en="In the step “{step}” no child counts."
    )
    why = Words(
        da="En pulje kan ikke deles efter behov, når ingen har behov.",
        en="A pool cannot be shared by need when nobody has any.",
    )
    next = Words(
        da="Se efter, om kriterierne er udfyldt, eller sæt kravet ned.",
        en="See whether the criteria are filled in, or ask for less.",
    )


@dataclass(eq=False)
class NobodyAboveThreshold(ModelRefused):
    step: str
    level: str

    what = Words(
        da="I trinnet «{step}» ligger ingen enhed over minimumsgrænsen {level}.",
        en="In the step “{step}” no unit lies above the threshold {level}.",
    )
    why = Words(
        da="Så er der ingen at dele puljen mellem.", en="Then there is nobody to share the pool."
    )
    next = Words(da="Sæt grænsen ned.", en="Lower the threshold.")


@dataclass(eq=False)
class PoolCannotBeSpent(ModelRefused):
    step: str
    left: Fraction

    what = Words(
        da="I trinnet «{step}» bliver {left} tilbage, når alle har nået loftet.",
        en="In the step “{step}” {left} are left when everybody has reached the cap.",
    )
    why = Words(
        da="Loftet er for lavt til, at puljen kan bruges.",
        en="The cap is too low for the pool to be spent.",
    )
    next = Words(
        da="Sæt loftet op, gør puljen mindre, eller skriv `left_over: keep`.",
        en="Raise the cap, make the pool smaller, or write `left_over: keep`.",
    )


@dataclass(eq=False)
class FloorsAbovePool(ModelRefused):
    step: str
    missing: Fraction

    what = Words(
        da="I trinnet «{step}» mangler {missing}, før alle kan få mindstebeløbet.",
        en="In the step “{step}” {missing} are missing for everybody to get the floor.",
    )
    why = Words(
        da="Mindstebeløbene er tilsammen større end puljen.",
        en="The floors together are larger than the pool.",
    )
    next = Words(
        da="Sæt mindstebeløbet ned, eller gør puljen større.",
        en="Lower the floor, or make the pool larger.",
    )


@dataclass(eq=False)
class FloorAboveCap(ModelRefused):
    step: str
    unit: str

    what = Words(
        da="I trinnet «{step}» er mindstebeløbet højere end loftet for enheden {unit}.",
        en="In the step “{step}” the floor is above the cap for the unit {unit}.",
    )
    why = Words(da="Intet beløb kan opfylde begge.", en="No amount can be within both.")
    next = Words(
        da="Sæt mindstebeløbet ned eller loftet op; se også, om de måles pr. barn eller pr. "
        "vægtet barn.",
        en="Lower the floor or raise the cap; see also whether they are per child or per weighted "
        "child.",
    )


@dataclass(eq=False)
class LimitOnIndex(ModelRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» har både et indeks og et loft eller mindstebeløb.",
        en="The step “{step}” has both an index and a cap or a floor.",
    )
    why = Words(
        da="Et indeks flytter penge op og ned; et loft pr. barn siger ikke, hvad der så sker.",
        en="An index moves money up and down; a cap per child does not say what then happens.",
    )
    next = Words(
        da="Fjern `cap` og `floor`; brug en mindre `strength` eller en dæmpning.",
        en="Remove `cap` and `floor`; use a smaller `strength` or a damping.",
    )


@dataclass(eq=False)
class DampingLeavesMoney(ModelRefused):
    step: str
    left: Fraction

    what = Words(
        da="Dæmpningen «{step}» efterlader {left}, som ingen må få.",
        en="The damping “{step}” leaves {left} that nobody may get.",
    )
    why = Words(
        da="Alle har nået den stigning, de højst må have.",
        en="Everybody has reached the largest gain allowed.",
    )
    next = Words(
        da="Tillad større stigninger, eller skriv `paid_by: frame`, så bliver pengene i rammen.",
        en="Allow larger gains, or write `paid_by: frame`, so that the money stays in the frame.",
    )


@dataclass(eq=False)
class DampingCannotBePaid(ModelRefused):
    step: str
    missing: Fraction

    what = Words(
        da="Dæmpningen «{step}» kan ikke betales: der mangler {missing}.",
        en="The damping “{step}” cannot be paid: {missing} are missing.",
    )
    why = Words(
        da="De, der skal betale, har ikke så meget at give af inden for grænserne.",
        en="Those who are to pay do not have that much to give within the limits.",
    )
    next = Words(
        da="Tillad større tab, lad rammen betale, eller fas ind over flere år.",
        en="Allow larger losses, let the frame pay, or phase in over more years.",
    )


@dataclass(eq=False)
class FrameOverspent(ModelRefused):
    step: str
    missing: Fraction

    what = Words(
        da="Ved trinnet «{step}» er rammen brugt op: der mangler {missing}.",
        en="At the step “{step}” the frame is used up: {missing} are missing.",
    )
    why = Words(
        da="Der kan ikke deles mere ud, end rammen er.",
        en="No more can be handed out than the frame holds.",
    )
    next = Words(
        da="Gør rammen større, eller sæt beløb, takster eller andele ned.",
        en="Make the frame larger, or lower amounts, rates or shares.",
    )


@dataclass(eq=False)
class NegativeLoad(ModelRefused):
    step: str
    unit: str

    what = Words(
        da="I trinnet «{step}» får enheden {unit} en belastning under nul.",
        en="In the step “{step}” the unit {unit} gets a load below zero.",
    )
    why = Words(
        da="En andel af en pulje kan ikke være negativ.", en="A share of a pool cannot be negative."
    )
    next = Words(
        da="Tilføj en minimumsgrænse på 0 (`threshold`) eller et større `intercept`, eller ret en "
        "for stor rettelse af nøglen.",
        en="Add a threshold of 0 or a larger `intercept`, or mend too large a correction of the "
        "key.",
    )
