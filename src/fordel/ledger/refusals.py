"""Entries a ledger does not take."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from fordel.domain.errors import InputRefused
from fordel.domain.language import Words

_BALANCED = Words(
    da="Regnskabet skal altid summe til rammen.", en="The ledger must always sum to the frame."
)


@dataclass(eq=False)
class ReserveOverspent(InputRefused):
    missing: Fraction
    reserve: Fraction

    what = Words(
        da="Posteringen mangler {missing} kr.: reserven er på {reserve} kr.",
        en="The entry lacks {missing} kr.: the reserve holds {reserve} kr.",
    )
    why = _BALANCED
    next = Words(
        da="Tag pengene fra en enhed, udvid rammen først, eller fordel inden for rammen.",
        en="Take the money from a unit, widen the frame first, or allocate within the frame.",
    )


@dataclass(eq=False)
class UnitOverdrawn(InputRefused):
    unit: str
    below: Fraction

    what = Words(
        da="Enhed {unit} ville komme {below} kr. under nul.",
        en="Unit {unit} would end {below} kr. below zero.",
    )
    why = Words(
        da="En enhed kan ikke aflevere mere, end den har fået.",
        en="A unit cannot give back more than it was given.",
    )
    next = Words(
        da="Gør beløbet mindre, eller vælg en anden enhed.",
        en="Make the amount smaller, or choose another unit.",
    )


@dataclass(eq=False)
class UnitNotInLedger(InputRefused):
    unit: str

    what = Words(
        da="Enhed {unit} har ingen konto i årets regnskab.",
        en="Unit {unit} has no account in this year's ledger.",
    )
    why = Words(
        da="Penge kan kun flyttes fra en enhed, der har fået nogen.",
        en="Money can only be moved from a unit that was given some.",
    )
    next = Words(
        da="Se efter, om nøglen er skrevet rigtigt, eller optæl igen med enheden i registret.",
        en="See whether the key is spelled right, or recount with the unit in the register.",
    )


@dataclass(eq=False)
class UnitAlreadyInLedger(InputRefused):
    unit: str

    what = Words(
        da="Enhed {unit} har allerede en konto i årets regnskab.",
        en="Unit {unit} has an account in this year's ledger already.",
    )
    why = Words(
        da="Kun en ny enhed kan få sit første budget af reserven.",
        en="Only a new unit can be given its first budget from the reserve.",
    )
    next = Words(
        da="Ret beløbet med en korrektion, eller optæl igen.",
        en="Change the amount by a correction, or recount.",
    )


@dataclass(eq=False)
class SharesNotWhole(InputRefused):
    shares: Fraction

    what = Words(
        da="Delene til dem, der overtager, er ikke over nul og hele til sammen: {shares}.",
        en="The shares of those who take over are not above zero and whole together: {shares}.",
    )
    why = Words(
        da="Den lukkede enheds penge skal fordeles helt, og kun én gang.",
        en="The closed unit's money must be shared out whole, and only once.",
    )
    next = Words(
        da="Ret delene, så hver er over nul, og de summer til 1.",
        en="Mend the shares so that each is above zero and they sum to 1.",
    )


@dataclass(eq=False)
class SameUnitTwice(InputRefused):
    unit: str

    what = Words(
        da="Enhed {unit} kan ikke give penge til sig selv.",
        en="Unit {unit} cannot give money to itself.",
    )
    why = Words(da="Posteringen ville ikke flytte noget.", en="The entry would not move anything.")
    next = Words(
        da="Vælg en anden enhed, eller lad reserven betale.",
        en="Choose another unit, or let the reserve pay.",
    )


@dataclass(eq=False)
class UnitHandedOver(InputRefused):
    unit: str
    month: int

    what = Words(
        da="Enhed {unit} er allerede overdraget fra måned {month}.",
        en="Unit {unit} is already handed over from month {month}.",
    )
    why = Words(
        da="Den får ingen penge mere, og numre bliver aldrig brugt igen.",
        en="It is paid no more, and numbers are never used again.",
    )
    next = Words(
        da="Vælg den enhed, der har overtaget den.",
        en="Choose the unit that has taken it over.",
    )


@dataclass(eq=False)
class ReasonMissing(InputRefused):
    kind: str

    what = Words(da="Posteringen har ingen begrundelse.", en="The entry has no reason.")
    why = Words(
        da="Enheden skal kunne læse, hvorfor dens budget er ændret.",
        en="The unit must be able to read why its budget changed.",
    )
    next = Words(
        da="Skriv en sætning, som lederen vil forstå.",
        en="Write a sentence that the leader will understand.",
    )


@dataclass(eq=False)
class MonthOutsideYear(InputRefused):
    month: int

    what = Words(da="Måned {month} findes ikke.", en="There is no month {month}.")
    why = Words(
        da="En postering gælder fra den første i en af årets tolv måneder.",
        en="An entry acts from the first day of one of the year's twelve months.",
    )
    next = Words(da="Skriv et tal fra 1 til 12.", en="Write a number from 1 to 12.")


@dataclass(eq=False)
class OtherYear(InputRefused):
    year: int
    run_year: int

    what = Words(
        da="Kørslen er for {run_year}; regnskabet er for {year}.",
        en="The run is for {run_year}; the ledger is for {year}.",
    )
    why = Words(
        da="En omtælling ændrer de måneder, der er tilbage af samme år.",
        en="A recount changes the months that are left of the same year.",
    )
    next = Words(da="Lav en kørsel for {year}.", en="Make a run for {year}.")


@dataclass(eq=False)
class BeforeLaterEntry(InputRefused):
    month: int
    later: int

    what = Words(
        da="Der er allerede posteret fra måned {later}; denne gælder fra måned {month}.",
        en="There is already an entry from month {later}; this one acts from month {month}.",
    )
    why = Words(
        da="Den ville slette det, der er besluttet siden.",
        en="It would wipe out what has been decided since.",
    )
    next = Words(
        da="Lad den gælde fra måned {later} eller senere, og ret resten som en korrektion.",
        en="Let it act from month {later} or later, and mend the rest as a correction.",
    )


@dataclass(eq=False)
class NotPayable(InputRefused):
    amount: Fraction
    step: Fraction

    what = Words(da="{amount} kr. kan ikke posteres.", en="{amount} kr. cannot be posted.")
    why = Words(
        da="Modellen betaler i hele {step} kr., og nul er ingen postering.",
        en="The model pays in whole {step} kr., and zero is no entry.",
    )
    next = Words(da="Rund beløbet af.", en="Round the amount.")


@dataclass(eq=False)
class NothingChanges(InputRefused):
    month: int

    what = Words(
        da="Posteringen ændrer ingen enheds beløb fra måned {month}.",
        en="The entry changes no unit's amount from month {month}.",
    )
    why = Words(
        da="En tom postering ville ligne en beslutning.",
        en="An empty entry would look like a decision.",
    )
    next = Words(
        da="Se efter, om det er den rigtige kørsel, den rigtige enhed og den rigtige måned.",
        en="See whether it is the right run, the right unit and the right month.",
    )


@dataclass(eq=False)
class LedgerDamaged(InputRefused):
    where: str

    what = Words(da="Regnskabet kan ikke læses: {where}.", en="The ledger cannot be read: {where}.")
    why = Words(
        da="Det er ændret uden om Fordel eller kun skrevet halvt.",
        en="It was changed outside Fordel, or only half written.",
    )
    next = Words(da="Hent en sikkerhedskopi.", en="Fetch a backup.")


@dataclass(eq=False)
class LedgerUnbalanced(InputRefused):
    held: Fraction
    frame: Fraction

    what = Words(
        da="Posterne i regnskabet giver {held} kr., men rammen er på {frame} kr.",
        en="The entries of the ledger come to {held} kr., but the frame is {frame} kr.",
    )
    why = _BALANCED
    next = Words(
        da="Filen er ændret uden om Fordel. Hent en sikkerhedskopi.",
        en="The file was changed outside Fordel. Fetch a backup.",
    )
