"""Notes by role, factors by strength, and citations that lead somewhere."""

from __future__ import annotations

from datetime import date

import pytest

from fordel.evaluation.evidence.citing import Evidence, check_cited
from fordel.evaluation.evidence.factors import FactorAnswer, Pull, overview
from fordel.evaluation.evidence.notes import Note, RoleGroup
from fordel.evaluation.maturity.criteria import MaturityOutcome
from fordel.evaluation.maturity.judging import Judgement
from fordel.evaluation.refusals import (
    EvidenceMissing,
    EvidenceTwice,
    PersonalNote,
    StrengthOutside,
)
from fordel.evaluation.verdicts import Outcome, Verdict

DAY = date(2026, 3, 1)


def note(name: str = "i1", text: str = "Besøgene gav tillid.", source: str = "Gruppeinterview"):
    return Note(name, "project", source, RoleGroup.STAFF, DAY, text, ("visit",))


def answer(name: str, factor: str, pull: Pull, strength: int) -> FactorAnswer:
    return FactorAnswer(name, "project", factor, pull, strength, RoleGroup.MANAGEMENT)


@pytest.mark.parametrize(
    "text",
    [
        "Barnet 010119-1234 var glad.",
        "Skriv til navn@kommune.dk",
        "Ring på 12 34 56 78 efter kl. 12",
        "Telefon 12345678.",
    ],
)
def test_a_note_with_somebody_in_it_is_refused(text: str) -> None:
    for made in ({"text": text}, {"source": text}):
        with pytest.raises(PersonalNote) as caught:
            note(**made)
        assert text not in caught.value.message("da")
        assert caught.value.message("da").startswith("Noten «i1» ser ud til at rumme")


def test_ordinary_figures_in_a_note_are_none_of_that() -> None:
    assert note(text="Fra 2021 til 2022 blev der holdt 1.234 møder, 12-14 pr. enhed.").id == "i1"


def test_a_strength_off_the_scale_is_refused() -> None:
    for strength in (0, 6):
        with pytest.raises(StrengthOutside, match="lies outside the scale 1-5"):
            answer("f1", "Normering", Pull.POSITIVE, strength)


def test_the_overview_has_n_direction_and_strength() -> None:
    answers = [
        answer("f1", "Pandemien", Pull.NEGATIVE, 5),
        answer("f2", "Pandemien", Pull.BOTH, 2),
        answer("f3", "Normering", Pull.POSITIVE, 3),
    ]
    first, second = overview(answers)
    assert (first.factor, first.n, first.positive, first.negative, first.both) == (
        "Pandemien", 2, 0, 1, 1
    )  # fmt: skip
    assert first.words.da == (
        "Pandemien: 2 svar, 0 op, 1 ned, 1 begge veje; styrke 2-5 (midterste 3,5)."
    )
    assert second.cited_as == ("f3",)
    assert overview([]) == ()


def test_what_is_cited_must_be_there() -> None:
    evidence = Evidence((note(),), (answer("f1", "Normering", Pull.POSITIVE, 3),))
    verdict = Verdict("visit", Outcome.WELL, Outcome.WELL, "evaluator", DAY, "", ("i1", "f1"))
    assert [one.id for one in evidence.behind(verdict)] == ["i1", "f1"]
    check_cited([verdict], evidence)
    judgement = Judgement(
        "Projektet", "evaluator", DAY, MaturityOutcome.MATURED, "Interview.", ("i9",)
    )
    with pytest.raises(EvidenceMissing) as caught:
        check_cited([verdict, judgement], evidence)
    assert caught.value.message("da") == (
        "Projektet henviser til belægget «i9», som ikke findes. En vurdering kan kun bygge på "
        "belæg, som andre kan slå op. Gem noten eller svaret først, eller ret henvisningen."
    )


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(EvidenceTwice, match="stands twice"):
        Evidence((note(), note()))
