"""What is said of children who were read, wherever they were counted: here or by an engine."""

from __future__ import annotations

from typing import Literal

from fordel.domain.language import Words
from fordel.registers.notes import Note, note

Kind = Literal["not_enrolled", "other_ages", "no_full_time", "hours", "unknown_criterion"]

_WORDS: dict[Kind, Words] = {
    "not_enrolled": Words(
        da="ikke indmeldt på tælledagen og derfor ikke regnet med: {count}.",
        en="not enrolled on the day of counting and therefore not counted: {count}.",
    ),
    "other_ages": Words(
        da="børn med en alder, som ingen af modellens aldersgrupper dækker, og som ikke er talt: "
        "{count}.",
        en="children of an age that no age group of the model covers, who were not counted: "
        "{count}.",
    ),
    "no_full_time": Words(
        da="børn uden fuldtidsandel, som er regnet for fuldtid: {count}.",
        en="children without a full-time share, who were taken to be full-time: {count}.",
    ),
    "hours": Words(
        da="timer er ikke brugt: skriv full_time_hours i mapping.yaml, så bliver de til "
        "fuldtidsandele.",
        en="hours were not used: write full_time_hours in mapping.yaml, and they become full-time "
        "shares.",
    ),
    "unknown_criterion": Words(
        da="uoplyst, hvilket ikke er det samme som nej ({criterion}): {count}.",
        en="not known, which is not the same as no ({criterion}): {count}.",
    ),
}


def child_note(kind: Kind, file: str, **values: object) -> Note:
    """One of the sentences on children, with its numbers in it."""
    return note(kind, file, _WORDS[kind], **values)
