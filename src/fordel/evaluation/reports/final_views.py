"""Other factors, what was said in interviews, and maturity with every evaluator's judgement."""

from __future__ import annotations

from collections.abc import Iterator

from fordel.charts.printing.sheets import Shown
from fordel.domain.language import Language, Words, day
from fordel.evaluation.evidence.factors import FactorOverview, overview
from fordel.evaluation.evidence.notes import ROLE_WORDS, Note
from fordel.evaluation.maturity.criteria import (
    CRITERION_WORDS,
    MATURITY_WORDS,
    MET_WORDS,
    Criterion,
)
from fordel.evaluation.maturity.judging import Judgement, in_conflict
from fordel.evaluation.reports.blocks import Block, Bullets, Heading, Paragraph, Table
from fordel.evaluation.reports.data_tables import one_decimal
from fordel.evaluation.reports.evaluated import Evaluated
from fordel.evaluation.reports.wording import rules_words
from fordel.interventions.periods import ContextEvent

_FACTORS = Words(da="Andre forhold", en="Other factors")
_NO_FACTORS = Words(
    da="Der er ikke indsamlet svar om andre forhold.",
    en="No answers on other factors were collected.",
)
_FACTOR_TABLE = Words(
    da="Hvad der ellers kan ligge bag tallene", en="What else may lie behind the figures"
)
_FACTOR, _ANSWERS, _UP, _DOWN, _BOTH, _STRENGTH, _CITED = (
    Words(da="Forhold", en="Factor"),
    Words(da="Svar", en="Answers"),
    Words(da="Trak op", en="Pulled up"),
    Words(da="Trak ned", en="Pulled down"),
    Words(da="Begge veje", en="Both ways"),
    Words(da="Styrke (midterste, 1–5)", en="Strength (middle, 1–5)"),
    Words(da="Citeres som", en="Cited as"),
)
_QUESTIONNAIRE = Words(
    da="Kilde: spørgeskemaet om andre forhold ({n} svar).",
    en="Source: the questionnaire on other factors ({n} answers).",
)
_EVENT = Words(da="{name}: {first} – {last}. {about}", en="{name}: {first} – {last}. {about}")
_STILL = Words(da="stadig", en="still")
_NOTES = Words(da="Fra de afsluttende interview", en="From the closing interviews")
_NOTE = Words(da="{role} ({id}, {source}): {text}", en="{role} ({id}, {source}): {text}")
_MATURITY = Words(da="Modenhed", en="Maturity")
_BY_ACTIVITY = Words(da="Modenhed efter kriterium", en="Maturity by criterion")
_ACTIVITY, _PROPOSED = Words(da="Aktivitet", en="Activity"), Words(da="Forslag", en="Proposed")
_UNKNOWN = Words(
    da="«Kan ikke siges» er hverken ja eller nej; det tæller ikke som opfyldt.",
    en="“Cannot be said” is neither yes nor no; it does not count as met.",
)
_JUDGEMENTS = Words(da="Evaluatorernes vurderinger", en="The evaluators' judgements")
_SUBJECT, _BY, _ON, _OUTCOME, _WHY = (
    Words(da="Om", en="Of"),
    Words(da="Evaluator", en="Evaluator"),
    Words(da="Dato", en="Date"),
    Words(da="Vurdering", en="Judgement"),
    Words(da="Begrundelse", en="Reason"),
)
_ALL_KEPT = Words(
    da="Alle vurderinger står her, også tidligere og modstridende.",
    en="Every judgement stands here, earlier and conflicting ones too.",
)
_NOBODY = Words(
    da="Ingen evaluator har vurderet endnu; det er reglernes forslag, der står her.",
    en="No evaluator has judged yet; what stands here is proposed by the rules.",
)


def factor_blocks(found: Evaluated, language: Language) -> Iterator[Block]:
    """The questionnaire, what happened around the project, and the notes on the whole of it."""
    yield Heading(_FACTORS.to(language))
    answers = found.evidence.answers
    if answers:
        yield _factors(overview(answers), len(answers), language)
    else:
        yield Paragraph(_NO_FACTORS.to(language))
    if found.programme.events:
        yield Bullets(tuple(_event(event, language) for event in found.programme.events))
    notes = tuple(_note(note, language) for note in found.evidence.notes if not note.activities)
    if notes:
        yield Heading(_NOTES.to(language), 3)
        yield Bullets(notes)


def _factors(factors: tuple[FactorOverview, ...], answers: int, language: Language) -> Table:
    headers = (_FACTOR, _CITED, _ANSWERS, _UP, _DOWN, _BOTH, _STRENGTH)
    return Table(
        _FACTOR_TABLE.to(language),
        _FACTORS.to(language),
        tuple(words.to(language) for words in headers),
        tuple(
            (
                one.factor, ", ".join(one.cited_as), one.n, one.positive, one.negative, one.both,
                one_decimal(one.strength.middle),
            )
            for one in factors
        ),
        (_QUESTIONNAIRE.to(language).format(n=answers),),
        text_columns=2,
    )  # fmt: skip


def _event(event: ContextEvent, language: Language) -> str:
    last = _STILL.to(language) if event.last is None else day(event.last, language)
    first = day(event.first, language)
    return _EVENT.to(language).format(
        name=event.name, first=first, last=last, about=event.about
    ).strip()  # fmt: skip


def _note(note: Note, language: Language) -> str:
    role = ROLE_WORDS[note.role].to(language).capitalize()
    return _NOTE.to(language).format(role=role, id=note.id, source=note.source, text=note.text)


def maturity_blocks(found: Evaluated, language: Language) -> Iterator[Block]:
    """What is proposed by criterion, who disagrees, and every judgement with its reason."""
    yield Heading(_MATURITY.to(language))
    yield criteria_of_each(found, language)
    for judged in in_conflict(found.judged):
        yield Paragraph(judged.words.to(language))
    judgements = tuple(one for judged in found.judged for one in judged.judgements)
    if not judgements:
        yield Paragraph(_NOBODY.to(language))
        return
    names = {
        judgement: judged.subject for judged in found.judged for judgement in judged.judgements
    }
    yield Table(
        _JUDGEMENTS.to(language),
        _JUDGEMENTS.to(language),
        tuple(words.to(language) for words in (_SUBJECT, _BY, _ON, _OUTCOME, _WHY, _CITED)),
        tuple(_judgement(one, names[one], language) for one in judgements),
        (_ALL_KEPT.to(language),),
        text_columns=6,
    )


def _judgement(one: Judgement, subject: str, language: Language) -> tuple[Shown, ...]:
    return (
        subject,
        one.evaluator,
        day(one.on, language),
        MATURITY_WORDS[one.outcome].to(language),
        one.why,
        ", ".join(one.evidence) or "–",
    )


def criteria_of_each(found: Evaluated, language: Language) -> Table:
    """The project and its activities in rows, the criteria in columns."""
    maturity = found.maturity
    subjects = [(maturity.name, maturity.outcome, maturity.findings)]
    subjects += [(one.name, one.outcome, one.findings) for one in maturity.activities]
    rows = []
    for name, outcome, findings in subjects:
        met = {one.criterion: MET_WORDS[one.met].to(language) for one in findings}
        cells = (met.get(criterion, "–") for criterion in Criterion)
        rows.append((name, MATURITY_WORDS[outcome].to(language), *cells))
    return Table(
        _BY_ACTIVITY.to(language),
        _MATURITY.to(language),
        (
            _ACTIVITY.to(language),
            _PROPOSED.to(language),
            *(CRITERION_WORDS[criterion].to(language).capitalize() for criterion in Criterion),
        ),
        tuple(rows),
        (rules_words(maturity.source, language), _UNKNOWN.to(language)),
        text_columns=2 + len(Criterion),
    )
