"""Fetch the design system anew and keep what the pages use of it: ``python -m scripts.vendor_web``.

Needs npm (to fetch; nothing of Node.js is needed to build or run). Left out: the logos and themes
of Borger.dk and Virk, fonts in old formats, source maps. The colours and the name are Fordel's own.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE, VERSION = "dkfds", "11.2.0"
KEPT = (
    Path(__file__).resolve().parents[1]
    / "src"
    / "fordel"
    / "web"
    / "components"
    / "static"
    / "dkfds"
)
_ADDRESS = re.compile(r"url\(([^)]+)\)")
_OLD_FONT = re.compile(r'url\([^)]+\.(?:eot|woff|ttf)\)(?: ?format\("[^"]*"\))?,?')


def main() -> None:
    """Fetch, take what is used, write down version and licence."""
    with tempfile.TemporaryDirectory() as folder:
        dist = _fetched(Path(folder)) / "dist"
        shutil.rmtree(KEPT, ignore_errors=True)
        css = _trimmed((dist / "css" / "dkfds.min.css").read_text(encoding="utf-8"))
        _write(KEPT / "css" / "dkfds.min.css", css)
        script = (dist / "js" / "dkfds.min.js").read_text(encoding="utf-8")
        _write(KEPT / "js" / "dkfds.min.js", _without_map(script))
        for address in sorted(set(_ADDRESS.findall(css))):
            if not address.startswith(("data:", '"data:')):
                _copy(dist / "css" / address, KEPT / "css" / address)
        _copy(dist / "LICENSE.md", KEPT / "LICENSE.md")
        font = dist / "fonts" / "IBMPlexSans" / "complete" / "woff2" / "license.txt"
        _copy(font, KEPT / "fonts" / "IBMPlexSans" / "complete" / "woff2" / "license.txt")
    about = (
        f"{PACKAGE} {VERSION} from npm (MIT; IBM Plex Sans: OFL-1.1; icons: Apache-2.0).\n"
        "Written by scripts/vendor_web.py: the neutral style sheet with woff2 fonts only, the\n"
        "script, the icons the style sheet names. Logos and themes of others are left out.\n"
    )
    _write(KEPT / "VERSION.txt", about)
    print(f"{PACKAGE} {VERSION}: {sum(1 for path in KEPT.rglob('*') if path.is_file())} files")


def _fetched(folder: Path) -> Path:
    command = ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def _trimmed(css: str) -> str:
    """The style sheet without old fonts, others' logos and its map."""
    css = _OLD_FONT.sub("", css)
    css = re.sub(r",(?=;|})", "", css)
    css = re.sub(r'url\(["\']?[^)]*logo[^)]*\)', "none", css)
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)


def _without_map(script: str) -> str:
    return re.sub(r"//# sourceMappingURL=.*", "", script)


def _copy(source: Path, target: Path) -> None:
    target = Path(re.sub(r"/css/\.\./", "/", target.as_posix()))
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
