"""The gallery shows every component: whoever adds one finds it missing there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fordel.web.components
from fordel.web.access.models import Role
from fordel.web.components.templatetags.figures import SHAPES

HERE = Path(fordel.web.components.__file__).parent
STYLES = (HERE / "static" / "fordel" / "fordel.css", HERE / "static" / "fordel" / "modelling.css")
ELSEWHERE = {
    # of pages nobody is logged in to
    "doors", "entrance", "passkey",
    # of one page alone: its code to scan, its questions
    "code-picture", "questions",
    # in the head of every page of a municipality
    "brand-place",
    # put on a field or a part while it is wrong or on its way
    "htmx-request",
    # drawn only where an inner list has points of its own
    "item",
}  # fmt: skip
NO_COMPONENT = {"gallery", "refused", "form_too_old", "too_much", "nav_link", "field", "chart"}


@pytest.fixture
def shown(town):
    return town.client(Role.ANALYST).get("/komponenter/").content.decode()


def test_every_class_that_has_a_look_is_in_the_gallery(shown):
    there = {word for found in re.findall(r'class="([^"]*)"', shown) for word in found.split()}
    styled = set()
    for style in STYLES:
        text = re.sub(r"/\*.*?\*/", "", style.read_text("utf-8"), flags=re.DOTALL)
        for selector in re.findall(r"([^{}]+)\{", text):
            styled |= set(re.findall(r"\.([a-z][a-z-]*)", selector))
    assert styled - there == ELSEWHERE - there


def test_every_part_of_a_page_is_in_the_gallery():
    text = (HERE / "templates" / "components" / "gallery.html").read_text("utf-8")
    parts = {path.stem for path in (HERE / "templates" / "components").glob("*.html")}
    used = set(re.findall(r'include "components/(\w+)\.html"', text))
    assert parts - NO_COMPONENT == used
    assert "as_field_group" in text
    assert "{% chart" in text


def test_every_mark_on_a_page_has_a_shape():
    """A page that is rarely shown would else fail only when it is."""
    pages = HERE.parent.rglob("*.html")
    used = {
        shape for page in pages for shape in re.findall(r'{% mark "(\w+)"', page.read_text("utf-8"))
    }
    assert used == set(SHAPES)
