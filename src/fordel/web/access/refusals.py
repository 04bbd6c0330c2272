"""What access refuses, in words."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class LastAdministrator(WrongUse):
    what = Words(
        da="Det er kommunens sidste administrator.",
        en="This is the municipality's last administrator.",
    )
    why = Words(
        da="Uden en administrator kan ingen give eller ende roller her.",
        en="Without an administrator nobody can give or end roles here.",
    )
    next = Words(
        da="Giv først en anden rollen som administrator.",
        en="First make somebody else an administrator.",
    )


@dataclass(eq=False)
class RoleHeldAlready(InputRefused):
    what = Words(
        da="Personen har allerede rollen samme sted.",
        en="The person already has the role in the same place.",
    )
    why = Words(
        da="To ens roller ville gøre det uklart, hvornår den ender.",
        en="The same role twice would make it unclear when it ends.",
    )
    next = Words(
        da="Afslut den gamle rolle, hvis den nye skal have andre datoer.",
        en="End the old role if the new one is to have other dates.",
    )


@dataclass(eq=False)
class RoleOverAlready(WrongUse):
    what = Words(da="Rollen er allerede endt.", en="The role has ended already.")
    why = Words(
        da="En anden kan have afsluttet den, mens siden var åben.",
        en="Somebody else may have ended it while the page was open.",
    )
    next = Words(da="Åbn personen igen.", en="Open the person again.")


@dataclass(eq=False)
class PersonOfOthersToo(WrongUse):
    what = Words(
        da="Personen har også roller i en anden kommune.",
        en="The person has roles in another municipality too.",
    )
    why = Words(
        da="Deres log-ind gælder også der; det kan én kommune ikke ændre for begge.",
        en="Their log-in holds there too; one municipality cannot change it for both.",
    )
    next = Words(
        da="Afslut deres roller her, eller bed den, der driver systemet, om hjælp.",
        en="End their roles here, or ask those who run the system for help.",
    )


@dataclass(eq=False)
class MetadataNotUnderstood(InputRefused):
    what = Words(
        da="Filen er ikke metadata fra en SAML-udbyder.",
        en="The file is not the metadata of a SAML identity provider.",
    )
    why = Words(
        da="Fordel skal bruge udbyderens navn, adresse til log-ind og certifikat fra den.",
        en="Fordel needs the provider's name, log-in address and certificate from it.",
    )
    next = Words(
        da="Hent udbyderens metadata (XML) igen, og send den, som den er.",
        en="Fetch the provider's metadata (XML) again and send it as it is.",
    )


@dataclass(eq=False)
class BrokerExists(InputRefused):
    key: str

    what = Words(
        da="Der er allerede en log-ind-udbyder med nøglen «{key}».",
        en="There is already a log-in provider with the key “{key}”.",
    )
    why = Words(
        da="Nøglen står i de adresser, udbyderen sender folk tilbage til.",
        en="The key stands in the addresses the provider sends people back to.",
    )
    next = Words(da="Vælg en anden nøgle.", en="Choose another key.")


@dataclass(eq=False)
class BrokerNotOverHttps(InputRefused):
    what = Words(
        da="Udbyderens adresse begynder ikke med https://.",
        en="The provider's address does not begin with https://.",
    )
    why = Words(
        da="Uden kryptering kan andre på vejen ændre, hvem der logger ind.",
        en="Without encryption others on the way can change who logs in.",
    )
    next = Words(da="Skriv adressen med https://.", en="Write the address with https://.")


@dataclass(eq=False)
class MappingExists(InputRefused):
    what = Words(
        da="Der er allerede en linje, der giver den rolle for den værdi.",
        en="There is already a line that gives this role for this value.",
    )
    why = Words(
        da="To ens linjer ville se ud, som om den ene kunne fjernes uden virkning.",
        en="Two equal lines would look as if one could be removed without effect.",
    )
    next = Words(da="Fjern den gamle linje først.", en="Remove the old line first.")
