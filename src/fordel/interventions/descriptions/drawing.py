"""A theory of change as a picture: boxes in columns, arrows between them, and no overlaps.

The layout is a small layered one (Sugiyama et al. 1981): a column per level, more where boxes of
one level lead to each other; an arrow past a column gets a lane of its own through it; order in a
column by the mean place of what it hangs together with. The picture carries only presentation
attributes, so it may stand in a page under a strict content security policy, or as an image.
"""

from __future__ import annotations

import itertools
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from fordel.charts.theme import GREEN, INK, PALE_GREEN, PAPER, QUIET
from fordel.domain.language import Language, Words
from fordel.interventions.descriptions.theory import (
    HINDERS_DRAWING,
    LEVEL_WORDS,
    ORDER,
    Box,
    Level,
    Theory,
    check_theory,
    theory_sentences,
)
from fordel.interventions.refusals import TheoryNotDrawable

BOX_WIDTH, GUTTER, MARGIN = 208, 76, 20
PADDING, LINE_HEIGHT, FONT_SIZE = 12, 19, 14
ROW_GAP, LANE_HEIGHT, HEAD = 18, 12, 44
SWEEPS = 6
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
_NARROW, _WIDE = frozenset("iíjlftrI.,:;'|!()-/ "), frozenset("mwMWÆæOQ@%")
_FILLS = {Level.ACTIVITY: PAPER, Level.ORGANISATION: PALE_GREEN, Level.CHILDREN: GREEN}
_INKS = {Level.ACTIVITY: INK, Level.ORGANISATION: INK, Level.CHILDREN: PAPER}
_TITLE = Words(da="Forandringsteori", en="Theory of change")


@dataclass
class Node:
    """A box in its column, or (without a box) the lane of an arrow that passes the column."""

    column: int
    box: Box | None = None
    lines: tuple[str, ...] = ()
    top: float = 0.0

    @property
    def height(self) -> float:
        return LANE_HEIGHT if self.box is None else len(self.lines) * LINE_HEIGHT + 2 * PADDING

    @property
    def left(self) -> float:
        return MARGIN + self.column * (BOX_WIDTH + GUTTER)

    @property
    def right(self) -> float:
        return self.left + BOX_WIDTH

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True)
class Layout:
    """Where everything stands; lengths in pixels. ``paths`` are nodes from box to box."""

    columns: tuple[tuple[Node, ...], ...]
    paths: tuple[tuple[Node, ...], ...]
    spans: tuple[tuple[Level, int, int], ...]
    width: float
    height: float


def theory_svg(theory: Theory, language: Language = "da", *, title: str = "") -> str:
    """The theory as an SVG document with a title and a description for those who listen.

    Raises
    ------
    TheoryNotDrawable : there is nothing in it, a box is missing, or arrows go in a circle or back.
    """
    layout = lay_out(theory)
    heading = _readable(title or _TITLE.to(language))
    told = _readable(" ".join(theory_sentences(theory, language)))
    width, height = _n(layout.width), _n(layout.height)
    # Several pictures may stand in one page, so what the names point at is the picture's own.
    own = f"theory-{zlib.crc32((heading + told).encode()):08x}"
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" role="img"',
        f' aria-labelledby="{own}-title" aria-describedby="{own}-desc"',
        f' viewBox="0 0 {width} {height}" width="{width}" height="{height}" lang="{language}"',
        f' font-family={quoteattr(_FONT)} font-size="{FONT_SIZE}">',
        f'<title id="{own}-title">{escape(heading)}</title>',
        f'<desc id="{own}-desc">{escape(told)}</desc>',
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
        *(_heading(span, language) for span in layout.spans),
        *(_arrow(path) for path in layout.paths),
        *(_box(node) for column in layout.columns for node in column if node.box is not None),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def lay_out(theory: Theory) -> Layout:
    """Where boxes and arrows of a theory stand.

    Raises
    ------
    TheoryNotDrawable : as :func:`theory_svg`.
    """
    _check_drawable(theory)
    places = _columns(theory)
    nodes = {
        box.id: Node(places[box.id], box, wrapped(box.text, BOX_WIDTH - 2 * PADDING))
        for box in theory.boxes
    }
    columns: list[list[Node]] = [[] for _ in range(max(places.values()) + 1)]
    for node in nodes.values():
        columns[node.column].append(node)
    paths = []
    for arrow in theory.arrows:
        start, end = nodes[arrow.start], nodes[arrow.end]
        lanes = [Node(column) for column in range(start.column + 1, end.column)]
        for lane in lanes:
            columns[lane.column].append(lane)
        paths.append((start, *lanes, end))
    _order(columns, paths)
    height = _stack(columns)
    spans = tuple(
        (level, min(found), max(found))
        for level in ORDER
        if (found := [places[box.id] for box in theory.at(level)])
    )
    width = 2 * MARGIN + len(columns) * BOX_WIDTH + (len(columns) - 1) * GUTTER
    return Layout(tuple(map(tuple, columns)), tuple(paths), spans, width, height)


def _check_drawable(theory: Theory) -> None:
    if not theory.boxes:
        empty = Words(da="Der er ingen kasser.", en="There are no boxes.")
        raise TheoryNotDrawable(problem_da=empty.da, problem_en=empty.en)
    for finding in check_theory(theory):
        if finding.problem in HINDERS_DRAWING:
            raise TheoryNotDrawable(problem_da=finding.words.da, problem_en=finding.words.en)


def _columns(theory: Theory) -> dict[str, int]:
    """Each box's column: behind all that leads to it, and behind every box of earlier levels."""
    before = defaultdict(list)
    for arrow in theory.arrows:
        before[arrow.end].append(arrow.start)
    places: dict[str, int] = {}
    first = 0
    for level in ORDER:
        waiting = list(theory.at(level))
        while waiting:
            names = {box.id for box in waiting}
            ready = [box for box in waiting if not names.intersection(before[box.id])]
            for box in ready:
                inside = [places[name] + 1 for name in before[box.id] if places[name] >= first]
                places[box.id] = max([first, *inside])
            waiting = [box for box in waiting if box.id not in places]
        if theory.at(level):
            first = max(places.values()) + 1
    return places


def _order(columns: list[list[Node]], paths: list[tuple[Node, ...]]) -> None:
    """Order each column by the mean place of its neighbours, forwards and backwards in turn."""
    links = _Links()
    for path in paths:
        for start, end in itertools.pairwise(path):
            links.after[id(start)].append(end)
            links.before[id(end)].append(start)
    for sweep in range(SWEEPS):
        neighbours = links.before if sweep % 2 == 0 else links.after
        inwards = columns if sweep % 2 == 0 else list(reversed(columns))
        for column in inwards:
            place = {id(node): i for each in columns for i, node in enumerate(each)}
            column.sort(key=_mean_place(neighbours, place))


@dataclass
class _Links:
    before: defaultdict[int, list[Node]] = field(default_factory=lambda: defaultdict(list))
    after: defaultdict[int, list[Node]] = field(default_factory=lambda: defaultdict(list))


def _mean_place(
    neighbours: defaultdict[int, list[Node]], place: dict[int, int]
) -> Callable[[Node], float]:
    def mean(node: Node) -> float:
        found = [place[id(other)] for other in neighbours[id(node)]]
        return sum(found) / len(found) if found else float(place[id(node)])

    return mean


def _stack(columns: list[list[Node]]) -> float:
    """Give each node its top, columns centred beside the tallest; the height of the picture."""
    heights = [sum(node.height for node in c) + ROW_GAP * (len(c) - 1) for c in columns]
    tallest = max(heights)
    for column, height in zip(columns, heights, strict=True):
        top = MARGIN + HEAD + (tallest - height) / 2
        for node in column:
            node.top = top
            top += node.height + ROW_GAP
    return tallest + HEAD + 2 * MARGIN


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """A text in lines no wider than ``width`` pixels, by a cautious guess at the letters' width."""
    lines = [""]
    for word in _readable(text).split():
        for piece in _pieces(word, width):
            longer = f"{lines[-1]} {piece}".strip()
            if text_width(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return tuple(line for line in lines if line)


def _readable(text: str) -> str:
    """A text without characters that no picture may hold."""
    return "".join(letter for letter in text if letter.isprintable() or letter.isspace())


def text_width(text: str) -> float:
    """About how wide a text is, in pixels; rather too wide than too narrow."""
    return sum(_letter_width(letter) for letter in text) * FONT_SIZE


def _letter_width(letter: str) -> float:
    if letter in _NARROW:
        return 0.40
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.1
    if letter in _WIDE:
        return 0.92
    return 0.74 if letter.isupper() else 0.60


def _pieces(word: str, width: float) -> Iterable[str]:
    """A word, broken with hyphens where it is wider than a line."""
    while text_width(word) > width:
        fits = next(n for n in range(len(word), 0, -1) if text_width(word[:n] + "-") <= width)
        yield word[:fits] + "-"
        word = word[fits:]
    yield word


def _heading(span: tuple[Level, int, int], language: Language) -> str:
    level, first, last = span
    start, end = Node(first), Node(last)
    middle = (start.left + end.right) / 2
    line = MARGIN + HEAD - 16
    return (
        f'<text x="{_n(middle)}" y="{MARGIN + 16}" text-anchor="middle" font-weight="600"'
        f' fill="{INK}">{escape(LEVEL_WORDS[level].to(language))}</text>'
        f'<line x1="{_n(start.left)}" y1="{line}" x2="{_n(end.right)}" y2="{line}"'
        f' stroke="{QUIET}" stroke-width="1"/>'
    )


def _arrow(path: tuple[Node, ...]) -> str:
    """A line from box to box: curved in the gutters, straight along its lanes, with a head."""
    head = 8
    x, y = path[0].right, path[0].middle
    drawn = [f"M{_n(x)} {_n(y)}"]
    for node in path[1:]:
        last = node is path[-1]
        to_x = node.left - (head if last else 0)
        bend = (to_x - x) / 2
        drawn.append(
            f"C{_n(x + bend)} {_n(y)} {_n(to_x - bend)} {_n(node.middle)}"
            f" {_n(to_x)} {_n(node.middle)}"
        )
        if not last:
            drawn.append(f"H{_n(node.right)}")
        x, y = node.right, node.middle
    end = path[-1]
    tip, base = end.left, end.left - head
    corners = ((tip, end.middle), (base, end.middle - 4), (base, end.middle + 4))
    points = " ".join(f"{_n(across)},{_n(down)}" for across, down in corners)
    return (
        f'<path d="{" ".join(drawn)}" fill="none" stroke="{QUIET}" stroke-width="1.5"/>'
        f'<polygon points="{points}" fill="{QUIET}"/>'
    )


def _box(node: Node) -> str:
    assert node.box is not None
    level = node.box.level
    middle = _n(node.left + BOX_WIDTH / 2)
    first = node.top + PADDING + FONT_SIZE
    lines = "".join(
        f'<tspan x="{middle}" y="{_n(first + place * LINE_HEIGHT)}">{escape(line)}</tspan>'
        for place, line in enumerate(node.lines)
    )
    return (
        f'<rect x="{_n(node.left)}" y="{_n(node.top)}" width="{BOX_WIDTH}"'
        f' height="{_n(node.height)}" rx="4" fill="{_FILLS[level]}" stroke="{GREEN}"'
        f' stroke-width="1.5"/><text text-anchor="middle" fill="{_INKS[level]}">{lines}</text>'
    )


def _n(value: float) -> str:
    """A length as short as it can be written."""
    return f"{value:.1f}".removesuffix(".0")
