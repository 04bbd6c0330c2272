"""What can go wrong with an engine. Never a password, never what a driver quotes of the data."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class UnknownEngine(WrongUse):
    engine: str
    near: str

    what = Words(
        da="Fordel kender ikke motoren «{engine}».", en="Fordel knows no engine “{engine}”."
    )
    why = Words(
        da="Uden en motor er der intet sted at tælle.", en="Without an engine nothing can count."
    )
    next = Words(da="Nærmest: {near}.", en="Nearest: {near}.")


@dataclass(eq=False)
class EngineNotInstalled(WrongUse):
    engine: str
    extra: str

    what = Words(
        da="«{engine}» kræver en pakke, der ikke er installeret.",
        en="“{engine}” needs a package that is not installed.",
    )
    why = Words(
        da="Den er stor og bruges kun til klynger, så den følger ikke med.",
        en="It is large and of use for clusters only, so it does not come along.",
    )
    next = Words(
        da="Installér den med `pip install 'fordel[{extra}]'`, eller tæl med `--engine duckdb`.",
        en="Install it with `pip install 'fordel[{extra}]'`, or count with `--engine duckdb`.",
    )


@dataclass(eq=False)
class JavaMissing(WrongUse):
    engine: str

    what = Words(
        da="«{engine}» kræver Java, og der er ingen Java på maskinen.",
        en="“{engine}” needs Java, and there is none on this machine.",
    )
    why = Words(
        da="Spark er et Java-program, også når den taler med en klynge.",
        en="Spark is a Java program, also when it speaks with a cluster.",
    )
    next = Words(
        da="Installér Java 17 eller nyere (Debian: `openjdk-17-jre-headless`), eller sæt "
        "JAVA_HOME.",
        en="Install Java 17 or later (Debian: `openjdk-17-jre-headless`), or set JAVA_HOME.",
    )


@dataclass(eq=False)
class OtherSessionOpen(WrongUse):
    engine: str
    master: str

    what = Words(
        da="Der er allerede en Spark-session i denne proces, og den er på {master}, ikke på "
        "«{engine}».",
        en="There is a Spark session in this process already, and it is on {master}, not on "
        "“{engine}”.",
    )
    why = Words(
        da="Spark har kun én session ad gangen; der ville blive talt et andet sted end ønsket.",
        en="Spark has one session at a time; the count would be made elsewhere than was asked.",
    )
    next = Words(
        da="Brug den med `spark-session`, eller luk den først.",
        en="Use it with `spark-session`, or stop it first.",
    )


@dataclass(eq=False)
class EngineUnreachable(InputRefused):
    engine: str
    reason: str

    what = Words(
        da="Der kan ikke åbnes forbindelse til «{engine}» ({reason}).",
        en="“{engine}” cannot be reached ({reason}).",
    )
    why = Words(da="Intet er talt eller skrevet.", en="Nothing was counted or written.")
    next = Words(
        da="Se efter, om serveren kører, om adresse og adgang er rigtige, og om en firewall er i "
        "vejen; kør så kommandoen igen.",
        en="See whether the server runs, whether address and access are right and whether a "
        "firewall is in the way; then run the command again.",
    )


@dataclass(eq=False)
class EngineDied(InputRefused):
    engine: str
    reason: str

    what = Words(
        da="«{engine}» holdt op midt i tællingen ({reason}).",
        en="“{engine}” stopped in the middle of counting ({reason}).",
    )
    why = Words(
        da="En halv tælling er ingen tælling: intet er skrevet.",
        en="Half a count is no count: nothing was written.",
    )
    next = Words(
        da="Se i serverens eller klyngens egen log, få den i gang, og kør kommandoen igen.",
        en="See the server's or the cluster's own log, get it going, and run the command again.",
    )


@dataclass(eq=False)
class EngineFull(InputRefused):
    engine: str

    what = Words(
        da="«{engine}» løb tør for hukommelse eller disk.",
        en="“{engine}” ran out of memory or disk.",
    )
    why = Words(
        da="Der er flere forskellige mønstre, end den kan holde; intet er skrevet.",
        en="There are more different patterns than it can hold; nothing was written.",
    )
    next = Words(
        da="Brug færre kriterier i modellen, giv motoren mere plads, eller tæl på en klynge.",
        en="Use fewer criteria in the model, give the engine more room, or count on a cluster.",
    )
