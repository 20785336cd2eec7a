"""Makes the guides and their pictures: python tests/make/guide.py [WORKSPACE], after shuzhi run.

Needs LibreOffice, poppler, Pillow and Chromium; --text leaves the pictures as they are.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import guidepictures
from guidepaper import Image, document
from guidestyles import WIDTH, Size
from guidetext import blocks
from PIL import Image as Picture

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "tests/make/guide"
PICTURES = SOURCES / "pictures"
BUILT = ROOT / "src/shuzhi/guide"
SIZES = {"支部填报指南": Size(28, 480), "乡镇使用指南": Size(24, 420)}  # 四号, 小四
_HIGHEST = 9600  # twips that a picture may be high
_SCALE = guidepictures.PIXELS / WIDTH  # pixels of a picture per twip


def main(workspace, *, redrawn):
    """Draw the pictures, write both guides."""
    if redrawn:
        guidepictures.draw(workspace, PICTURES)
    BUILT.mkdir(exist_ok=True)
    for name in SIZES:
        path = BUILT / f"{name}.docx"
        path.write_bytes(made(name, {}))
        path.write_bytes(made(name, page_numbers(path)))
        print(path.relative_to(ROOT), f"{path.stat().st_size // 1024} kB")


def made(name, pages):
    """The bytes of one guide."""
    text = blocks((SOURCES / f"{name}.md").read_text(encoding="utf-8"))
    names = {block.label for block in text if block.kind == "picture"}
    return document(text, {one: _image(PICTURES / one) for one in names}, SIZES[name], pages)


def _image(path):
    with Picture.open(path) as picture:
        width, height = (int(side / _SCALE) for side in picture.size)
    shrunk = min(1, WIDTH / width, _HIGHEST / height)
    return Image(path.read_bytes(), int(width * shrunk), int(height * shrunk))


def page_numbers(path):
    """Heading → the page it stands on, as LibreOffice lays the guide out; a heading's last place is its own."""
    text = blocks((SOURCES / f"{path.stem}.md").read_text(encoding="utf-8"))
    headings = {block.text for block in text if block.kind in ("chapter", "section")}
    with tempfile.TemporaryDirectory() as folder:
        printed = guidepictures.pdfs({"guide": path}, Path(folder))["guide"]
        pages = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, text=True).stdout
    tight = {heading.replace(" ", ""): heading for heading in headings}
    lines = [(number, line.replace(" ", "")) for number, page in enumerate(pages.split("\f"), 1)
             for line in page.splitlines()]
    return {tight[line]: number for number, line in lines if line in tight}


if __name__ == "__main__":
    given = [Path(one) for one in sys.argv[1:] if one != "--text"]
    main(given[0] if given else ROOT, redrawn="--text" not in sys.argv)
