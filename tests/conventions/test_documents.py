from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from fordel.cli.app import app
from fordel.cli.collecting import sheet
from fordel.cli.keeping import ledger
from fordel.cli.modelling import models
from fordel.cli.programmes import programme
from fordel.cli.serving import web
from scripts.reference import COMMANDS, pages
from tests.shared import ROOT

DOCS = ROOT / "docs"
MARKDOWN = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])


def test_the_reference_pages_are_those_the_code_writes() -> None:
    stale = [
        name
        for name, text in pages().items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text(encoding="utf-8") != text
    ]
    assert not stale, "run `make docs`"


def test_every_command_is_documented() -> None:
    named = {command.name for command in app.registered_commands}
    named |= {f"models {command.name}" for command in models.registered_commands}
    named |= {
        f"web {command.name}" for command in web.registered_commands if command.name != "manage"
    }
    named |= {f"ledger {command.name}" for command in ledger.registered_commands}
    named |= {f"programme {command.name}" for command in programme.registered_commands}
    named |= {f"sheet {command.name}" for command in sheet.registered_commands}
    assert named == set(COMMANDS)


@pytest.mark.parametrize("readme", ["README.md", "README.da.md"])
def test_the_readmes_begin_with_the_two_commands(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    first, second = text.index("make run"), text.index("make test")
    assert first < second < 1500


def test_the_readmes_name_only_commands_there_are() -> None:
    for readme in ("README.md", "README.da.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        named = re.findall(r"^(?:\.venv/bin/)?fordel ([a-z-]+(?: [a-z]+)?)", text, re.MULTILINE)
        for command in named:
            assert command in COMMANDS or command.split()[0] in COMMANDS, command


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_yaml_in_the_documents_is_yaml() -> None:
    for page in MARKDOWN:
        text = page.read_text(encoding="utf-8")
        for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL):
            yaml.safe_load(block)
