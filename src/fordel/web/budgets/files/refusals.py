"""Why a file is not taken in, in words."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class FileKeyGone(WrongUse):
    key: str

    what = Words(
        da="Nøglen «{key}» til filer, der lægges ind, er her ikke.",
        en="The key “{key}” for files that are brought in is not here.",
    )
    why = Words(
        da="Filer med børn gemmes kun krypteret, og uden nøglen kan de ikke læses.",
        en="Files with children are only kept encrypted, and cannot be read without the key.",
    )
    next = Words(
        da="Sæt FORDEL_FILE_KEY_FILE til filen med nøglen, eller læg filerne ind igen.",
        en="Let FORDEL_FILE_KEY_FILE name the file with the key, or bring the files in again.",
    )


@dataclass(eq=False)
class FileNotWhole(InputRefused):
    piece: int

    what = Words(
        da="En gemt fil er ikke, som den var, da den kom (stykke {piece}).",
        en="A kept file is not as it was when it came (piece {piece}).",
    )
    why = Words(
        da="Den er ændret eller skåret over i databasen.",
        en="It was changed or cut in the database.",
    )
    next = Words(da="Læg filen ind igen.", en="Bring the file in again.")


@dataclass(eq=False)
class UploadTooLarge(InputRefused):
    limit: int

    what = Words(
        da="Det, du sendte, fylder mere end {limit} MB.",
        en="What you sent takes more than {limit} MB.",
    )
    why = Words(
        da="En kommunes børn fylder få MB; en så stor fil er som regel en anden, end man tror.",
        en="A municipality's children take a few MB; so large a file is mostly not what it seems.",
    )
    next = Words(
        da="Se efter, at det er den rigtige fil, og gem den eventuelt som Parquet.",
        en="See that it is the right file, and perhaps save it as Parquet.",
    )


@dataclass(eq=False)
class TooManyFiles(InputRefused):
    limit: int

    what = Words(
        da="Der er mere end {limit} filer.",
        en="There are more than {limit} files.",
    )
    why = Words(
        da="En levering har højst én fil af hver slags.",
        en="A delivery has at most one file of each kind.",
    )
    next = Words(da="Vælg kun årets filer.", en="Choose the year's files only.")


@dataclass(eq=False)
class NoFileChosen(InputRefused):
    year: int

    what = Words(da="Der er ikke valgt nogen fil.", en="No file was chosen.")
    why = Words(
        da="Uden filer er der ingen børn og enheder at regne med i {year}.",
        en="Without files there are no children and units to reckon with in {year}.",
    )
    next = Words(da="Vælg en eller flere filer, og send igen.", en="Choose files and send again.")


@dataclass(eq=False)
class DayNotUnderstood(InputRefused):
    year: int

    what = Words(
        da="Dagen, som børnene skal tælles på, er ikke en dato.",
        en="The day to count the children on is not a date.",
    )
    why = Words(
        da="Hvem der er indskrevet, og hvor gamle børnene er, afhænger af dagen.",
        en="Who is enrolled, and how old the children are, depends on the day.",
    )
    next = Words(
        da="Skriv den som 05-09-{year}, eller lad feltet stå tomt.",
        en="Write it as 05-09-{year}, or leave the field empty.",
    )


@dataclass(eq=False)
class SameFileTwice(InputRefused):
    file: str
    other: str

    what = Words(
        da="«{file}» og «{other}» er den samme fil.",
        en="“{file}” and “{other}” are the same file.",
    )
    why = Words(
        da="De samme rækker ville blive læst to gange.",
        en="The same rows would be read twice.",
    )
    next = Words(da="Vælg den kun én gang.", en="Choose it once only.")


@dataclass(eq=False)
class SameNameTwice(InputRefused):
    file: str

    what = Words(
        da="To filer hedder «{file}».",
        en="Two files are called “{file}”.",
    )
    why = Words(
        da="Så kan du ikke se, hvilken en besked handler om.",
        en="You could not see which of them a message is about.",
    )
    next = Words(da="Giv dem hvert sit navn.", en="Give each a name of its own.")


@dataclass(eq=False)
class DeliveryUnderWay(InputRefused):
    year: int

    what = Words(
        da="En levering for {year} er allerede i gang.",
        en="A delivery for {year} is under way already.",
    )
    why = Words(
        da="To på én gang kunne blande deres filer.",
        en="Two at once could mix up their files.",
    )
    next = Words(
        da="Gør den færdig, eller opgiv den, på siden «Data».",
        en="Finish it or give it up on the page “Data”.",
    )


@dataclass(eq=False)
class ReadAlready(InputRefused):
    year: int

    what = Words(
        da="De samme filer er allerede læst for {year} til den samme model.",
        en="The same files have been read for {year} already, for the same model.",
    )
    why = Words(
        da="Det, der kom ud af dem, ligger her; igen ville give det samme.",
        en="What came of them is here; once more would give the same.",
    )
    next = Words(
        da="Brug de data, der er, eller vælg de nye filer.",
        en="Use the data that are here, or choose the new files.",
    )


@dataclass(eq=False)
class NothingUnderWay(WrongUse):
    year: int

    what = Words(
        da="Der er ingen levering i gang for {year}.",
        en="No delivery is under way for {year}.",
    )
    why = Words(
        da="Den kan være gjort færdig eller opgivet, mens siden var åben.",
        en="It may have been finished or given up while the page was open.",
    )
    next = Words(da="Åbn siden «Data» igen.", en="Open the page “Data” again.")
