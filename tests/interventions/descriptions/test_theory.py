"""Theories of change: what does not hold is found, and nothing in the picture overlaps."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from fordel.interventions.descriptions.drawing import (
    BOX_WIDTH,
    PADDING,
    Layout,
    Node,
    lay_out,
    text_width,
    theory_svg,
    wrapped,
)
from fordel.interventions.descriptions.theory import (
    Arrow,
    Box,
    Level,
    Problem,
    Theory,
    check_theory,
    proposed_theory,
    theory_sentences,
)
from fordel.interventions.loading import shipped_programme
from fordel.interventions.refusals import TheoryNotDrawable

SVG = "{http://www.w3.org/2000/svg}"
VISIT = Box(id="visit", level=Level.ACTIVITY, text="Hjemmebesøg", activity="visit")
TRUST = Box(id="trust", level=Level.ORGANISATION, text="Tillid & åbenhed")
TALK = Box(id="talk", level=Level.ORGANISATION, text="Bedre samtaler")
THRIVE = Box(id="thrive", level=Level.CHILDREN, text="Flere børn trives")


def theory(*pairs: str, boxes: tuple[Box, ...] = (VISIT, TRUST, TALK, THRIVE)) -> Theory:
    arrows = [Arrow(start=a, end=b) for a, b in (pair.split(">") for pair in pairs)]
    return Theory(boxes=boxes, arrows=tuple(arrows))


WHOLE = theory("visit>trust", "trust>talk", "talk>thrive", "visit>thrive")


def test_a_whole_theory_has_no_findings_and_is_told_in_sentences() -> None:
    assert check_theory(WHOLE) == ()
    assert theory_sentences(WHOLE) == (
        "Aktiviteter: «Hjemmebesøg».",
        "Organisatoriske resultater: «Tillid & åbenhed», «Bedre samtaler».",
        "Resultater for børn: «Flere børn trives».",
        "«Hjemmebesøg» skal føre til «Tillid & åbenhed» og «Flere børn trives».",
        "«Tillid & åbenhed» skal føre til «Bedre samtaler».",
        "«Bedre samtaler» skal føre til «Flere børn trives».",
    )
    assert "“Bedre samtaler” should lead to “Flere børn trives”." in theory_sentences(WHOLE, "en")


@pytest.mark.parametrize(
    ("drawn", "problem", "da", "en"),
    [
        (theory("visit>nothing"), Problem.UNKNOWN_BOX,
         "En pil går fra eller til «nothing», som ingen kasse hedder.",
         "An arrow goes from or to “nothing”, and there is no such box."),
        (theory("trust>talk", "talk>trust"), Problem.CYCLE, "Pilene går i ring: ",
         "The arrows go in a circle: "),
        (theory("visit>visit"), Problem.CYCLE,
         "Pilene går i ring: «Hjemmebesøg» → «Hjemmebesøg».",
         "The arrows go in a circle: “Hjemmebesøg” → “Hjemmebesøg”."),
        (theory("thrive>visit"), Problem.BACKWARDS,
         "Pilen fra «Flere børn trives» til «Hjemmebesøg» går baglæns.",
         "The arrow from “Flere børn trives” to “Hjemmebesøg” goes backwards."),
        (theory("visit>trust"), Problem.LONELY_BOX, "Kassen «Bedre samtaler» har ingen pile.",
         "The box “Bedre samtaler” has no arrows."),
        (theory("visit>trust", boxes=(VISIT, TRUST)), Problem.NO_RESULT_FOR_CHILDREN,
         "Der er ingen resultater for børn.", "There are no results for children."),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_found(drawn: Theory, problem: Problem, da: str, en: str) -> None:
    found = [finding for finding in check_theory(drawn) if finding.problem is problem]
    assert found
    assert any(finding.words.da.startswith(da) for finding in found)
    assert any(finding.words.en.startswith(en) for finding in found)


def test_a_circle_is_told_in_the_direction_of_its_arrows() -> None:
    drawn = theory("visit>trust", "trust>talk", "talk>visit")
    [circle] = [f for f in check_theory(drawn) if f.problem is Problem.CYCLE]
    pairs = {(arrow.start, arrow.end) for arrow in drawn.arrows}
    following = [*circle.boxes[1:], circle.boxes[0]]
    assert all(pair in pairs for pair in zip(circle.boxes, following, strict=True))


@pytest.mark.parametrize(
    ("drawn", "da", "en"),
    [
        (Theory(), "Der er ingen kasser.", "There are no boxes."),
        (theory("visit>nothing"), "«nothing»", "“nothing”"),
        (theory("thrive>visit"), "går baglæns", "goes backwards"),
        (theory("trust>talk", "talk>trust"), "går i ring", "in a circle"),
    ],
)
def test_what_cannot_be_drawn_is_refused(drawn: Theory, da: str, en: str) -> None:
    with pytest.raises(TheoryNotDrawable) as refused:
        theory_svg(drawn)
    said = refused.value.message("da")
    assert said.startswith("Forandringsteorien kan ikke tegnes. ")
    assert da in said
    assert en in refused.value.message("en")


def test_a_box_or_an_arrow_stands_once() -> None:
    with pytest.raises(ValidationError, match="the box visit stands twice"):
        Theory(boxes=(VISIT, VISIT))
    with pytest.raises(ValidationError, match="the box visit has no text"):
        Box(id="visit", level=Level.ACTIVITY, text=" \x01")
    with pytest.raises(ValidationError, match="the arrow from visit to trust stands twice"):
        theory("visit>trust", "visit>trust")


def test_the_picture_is_valid_speaks_and_carries_no_style() -> None:
    picture = theory_svg(WHOLE, title="Vores <indsats>")
    root = ET.fromstring(picture)
    assert root.tag == f"{SVG}svg"
    assert root.attrib["role"] == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert title.text == "Vores <indsats>"
    assert root.attrib["aria-labelledby"] == title.attrib["id"]
    assert root.attrib["aria-describedby"] == desc.attrib["id"]
    assert "«Bedre samtaler» skal føre til «Flere børn trives»." in (desc.text or "")
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in {"style", "script", "foreignObject", "use"}
        assert not {"style", "class", "onclick", "href"} & set(element.attrib)
    assert "url(" not in picture
    texts = [text for each in root.iter(f"{SVG}text") for text in each.itertext()]
    assert "Organisatoriske resultater" in texts
    assert "Tillid & åbenhed" in texts
    assert len(list(root.iter(f"{SVG}polygon"))) == len(WHOLE.arrows)


def boxes_of(layout: Layout) -> list[Node]:
    return [node for column in layout.columns for node in column if node.box is not None]


def check_layout(layout: Layout) -> None:
    nodes = [node for column in layout.columns for node in column]
    for one, other in combinations(nodes, 2):
        apart_across = one.right < other.left or other.right < one.left
        apart_down = one.top + one.height < other.top or other.top + other.height < one.top
        assert apart_across or apart_down
    for node in boxes_of(layout):
        assert node.top >= 0
        assert node.top + node.height <= layout.height
        assert node.right <= layout.width
        assert all(text_width(line) <= BOX_WIDTH - 2 * PADDING for line in node.lines)
        assert node.box is not None
        whole = "".join(node.lines).replace(" ", "").replace("-", "")
        assert whole == re.sub(r"[\s\x01-]", "", node.box.text)
    for path in layout.paths:
        columns = [node.column for node in path]
        assert columns == list(range(columns[0], columns[-1] + 1)), "through every column between"
        assert len(columns) >= 2


@pytest.mark.parametrize("project", shipped_programme().projects, ids=lambda each: each.id)
def test_every_shipped_project_gets_a_draft_that_can_be_drawn(project) -> None:  # type: ignore[no-untyped-def]
    drawn = proposed_theory(shipped_programme(), project)
    check_layout(lay_out(drawn))
    assert {box.activity for box in drawn.at(Level.ACTIVITY)} == {a.id for a in project.activities}
    found = {finding.problem for finding in check_theory(drawn)}
    assert found <= {Problem.LONELY_BOX, Problem.NO_RESULT_FOR_CHILDREN}
    assert (Problem.NO_RESULT_FOR_CHILDREN in found) == (project.id == "svendborg")


def test_a_draft_follows_elements_and_what_is_measured() -> None:
    programme = shipped_programme()
    project = programme.project("haderslev")
    assert project is not None
    pairs = {(a.start, a.end) for a in proposed_theory(programme, project).arrows}
    assert ("suitcase", "result_language") in pairs
    assert ("suitcase", "result_parents") in pairs
    assert ("start_talk", "result_language") not in pairs
    assert ("result_parents", "result_wellbeing") in pairs
    english = proposed_theory(programme, project, language="en")
    assert "More children thrive" in {box.text for box in english.boxes}


@st.composite
def theories(draw: st.DrawFn) -> Theory:
    levels = draw(st.lists(st.sampled_from(list(Level)), min_size=1, max_size=12))
    levels.sort(key=list(Level).index)
    words = st.text(alphabet="abcdeæøåWM ij-<&\x01中", min_size=1, max_size=100).filter(
        lambda text: text.strip(" \x01") != ""
    )
    boxes = tuple(Box(id=f"b{i}", level=level, text=draw(words)) for i, level in enumerate(levels))
    forwards = [(i, j) for i in range(len(boxes)) for j in range(i + 1, len(boxes))]
    chosen = draw(st.lists(st.sampled_from(forwards), unique=True, max_size=20)) if forwards else []
    return Theory(boxes=boxes, arrows=tuple(Arrow(start=f"b{i}", end=f"b{j}") for i, j in chosen))


@given(theories())
def test_nothing_overlaps_whatever_is_drawn(drawn: Theory) -> None:
    check_layout(lay_out(drawn))
    ET.fromstring(theory_svg(drawn))


def test_long_words_are_broken_and_lines_keep_their_width() -> None:
    lines = wrapped("Speciallægepraksisplanlægningsstabiliseringsperiode nu", 150)
    assert len(lines) > 2
    assert all(text_width(line) <= 150 for line in lines)
    assert lines[0].endswith("-")
