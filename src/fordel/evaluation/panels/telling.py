"""A panel's figures as tables for a reader, with for whom they are."""

from __future__ import annotations

from fordel.domain.language import Language, Words, number, percent
from fordel.domain.nouns import CHILDREN, STEPS, UNITS
from fordel.evaluation.panels.figures import PanelFigures
from fordel.evaluation.telling import ReadableTable
from fordel.statistics.transitions import Transition

FEWEST_ON_A_PATH = 5
"""A path of fewer children is nearly one child's course; such paths are told together."""
FOR_WHOM = Words(
    da="Til projektets egne folk. Små tal om børn må ikke gå videre uden beskyttelse.",
    en="For the project's own people. Small counts of children must not be passed on unprotected.",
)
"""Stands wherever counts of a panel are shown unprotected."""
NOT_WHY = Words(
    da="Tallene viser, hvor børnene gik hen, ikke hvorfor. En farve er en fagpersons egen "
    "vurdering; nogle børn skifter farve uden nogen indsats.",
    en="The figures show where children went, not why. A colour is a professional's own "
    "assessment; some children change colour without any effort.",
)
_TRANSITIONS = Words(da="Fra en periode til den næste", en="From one period to the next")
_BY_STEP = Words(da="Skridt for skridt", en="Step by step")
_FLOWS = Words(da="Hvem der kom, og hvem der gik", en="Who came, and who went")
_PATHS = Words(da="Veje over tre perioder", en="Paths over three periods")
_FROM, _FOLLOWED, _TO = (
    Words(da="Fra", en="From"),
    Words(da="Fulgt til næste", en="Followed to the next"),
    Words(da="til {state}", en="to {state}"),
)
_STEP = Words(da="periode {before} til {after}", en="period {before} to {after}")
_STEP_HEADER = Words(da="Skridt", en="Step")
_STATE, _CAME, _WENT, _LEFT, _UNASSESSED = (
    Words(da="Tilstand", en="State"),
    Words(da="Kom til", en="Came"),
    Words(da="Væk uden sidste vurdering", en="Gone without a last assessment"),
    Words(da="Gået ud med sidste vurdering", en="Left with a last assessment"),
    Words(da="Der, men ikke vurderet næste gang", en="There, but not assessed next time"),
)
_PATH, _CHILDREN = Words(da="Vej", en="Path"), Words(da="Børn", en="Children")
_CELL = Words(da="{n} ({share}; {low}–{high})", en="{n} ({share}; {low}–{high})")
_NOBODY = Words(da="–", en="–")
_RESTS_ON = Words(
    da="{children} i {units} er fulgt i {steps} fra periode til periode. "
    "I parentes: andelen af de fulgte med {level}-interval.",
    en="Followed from period to period: {children} in {units}, {steps}. "
    "In brackets: the share of those followed, with a {level} interval.",
)
_SOURCE = Words(da="Kilde til metoden: {source}.", en="Source of the method: {source}.")
_SOURCES = "Anderson & Goodman 1957; Wilson 1927; Bonett & Price 2012"
_MOVED = Words(
    da="Fra første til sidste vurdering gik {toward} af {children} til {best}, og {away} gik "
    "fra {best}. Netto: {net} ({low} til {high} af børnene).",
    en="From first to last assessment {toward} of {children} went to {best}, and {away} "
    "went from {best}. Net: {net} ({low} to {high} of the children).",
)
_RARE = Words(da="Veje med færre end fem børn", en="Paths of fewer than five children")
_OVERLAP = Words(
    da="Et barn med fire vurderinger i træk står i to veje.",
    en="A child with four assessments in a row stands in two paths.",
)


def tables_of(figures: PanelFigures, language: Language) -> tuple[ReadableTable, ...]:
    """Transitions; steps, where there are several; flows; and paths, where there are any."""
    tables = [transition_table(figures, language)]
    if len(figures.steps) > 1:
        tables.append(step_table(figures, language))
    tables.append(flow_table(figures, language))
    if figures.paths:
        tables.append(path_table(figures, language))
    return tuple(tables)


def transition_table(figures: PanelFigures, language: Language) -> ReadableTable:
    """States before in rows, states after in columns, over all steps, with intervals."""
    size = len(figures.states)
    headers = (_FROM.to(language), _FOLLOWED.to(language), *_to_states(figures, language))
    rows = []
    for place, state in enumerate(figures.states):
        cells = figures.cells[place * size : (place + 1) * size]
        shown = (_cell(one, language) for one in cells)
        rows.append((state.words.to(language), number(cells[0].of, language), *shown))
    moved = moved_words(figures, language)
    below = (*((moved,) if moved else ()), *notes_of(figures, language))
    return ReadableTable(_TRANSITIONS.to(language), headers, tuple(rows), below)


def notes_of(figures: PanelFigures, language: Language) -> tuple[str, ...]:
    """What the transitions rest on, and what must be known to read them."""
    rests = _RESTS_ON.to(language).format(
        children=CHILDREN.of(figures.children, language),
        units=UNITS.of(len(figures.units), language),
        steps=STEPS.of(figures.followed, language),
        level=percent(figures.level, language, 0),
    )
    told = [rests, *(words.to(language) for words in figures.notes)]
    told += [NOT_WHY.to(language), _SOURCE.to(language).format(source=_SOURCES)]
    return (*told, FOR_WHOM.to(language))


def moved_words(figures: PanelFigures, language: Language) -> str:
    """How many went to the best state and from it, from first to last; empty without any."""
    moved = figures.moved
    if moved is None:
        return ""
    return _MOVED.to(language).format(
        toward=number(moved.toward, language),
        children=CHILDREN.of(moved.children, language),
        away=number(moved.away, language),
        net=number(moved.net, language),
        best=figures.states[0].words.to(language),
        low=percent(moved.low, language, 0),
        high=percent(moved.high, language, 0),
    )


def step_table(figures: PanelFigures, language: Language) -> ReadableTable:
    """Counts for each pair of neighbouring periods."""
    headers = (_STEP_HEADER.to(language), _FROM.to(language), *_to_states(figures, language))
    names = [state.id for state in figures.states]
    rows = tuple(
        (
            _STEP.to(language).format(before=step.before, after=step.after),
            state.words.to(language),
            *(number(step.children[state.id, end], language) for end in names),
        )
        for step in figures.steps
        for state in figures.states
    )
    return ReadableTable(_BY_STEP.to(language), headers, rows, text_columns=2)


def flow_table(figures: PanelFigures, language: Language) -> ReadableTable:
    """Who came, who went, who left and who was not assessed, by state."""
    headers = (_STATE, _CAME, _WENT, _LEFT, _UNASSESSED)
    rows = tuple(
        (
            state.words.to(language),
            *(number(n, language) for n in (flow.came, flow.went, flow.left, flow.not_assessed)),
        )
        for state, flow in zip(figures.states, figures.flows, strict=True)
    )
    return ReadableTable(_FLOWS.to(language), tuple(words.to(language) for words in headers), rows)


def path_table(figures: PanelFigures, language: Language) -> ReadableTable:
    """Paths over three periods in a row that several children took; the rest together."""
    words = {state.id: state.words.to(language) for state in figures.states}
    many = [path for path in figures.paths if path.children >= FEWEST_ON_A_PATH]
    few = sum(path.children for path in figures.paths if path.children < FEWEST_ON_A_PATH)
    rows = tuple(
        (" → ".join(words[name] for name in path.states), number(path.children, language))
        for path in many
    )
    if few:
        rows = (*rows, (_RARE.to(language), number(few, language)))
    headers = (_PATH.to(language), _CHILDREN.to(language))
    return ReadableTable(_PATHS.to(language), headers, rows, (_OVERLAP.to(language),))


def _to_states(figures: PanelFigures, language: Language) -> tuple[str, ...]:
    return tuple(
        _TO.to(language).format(state=state.words.to(language)) for state in figures.states
    )


def _cell(one: Transition, language: Language) -> str:
    if one.share is None or one.low is None or one.high is None:
        return _NOBODY.to(language)
    share, low, high = (percent(value, language, 0) for value in (one.share, one.low, one.high))
    return _CELL.to(language).format(
        n=number(one.count, language), share=share, low=low.rstrip(" %"), high=high
    )
