"""Makes the pictures of the README: python tests/make/pictures.py [WORKSPACE], after shuzhi run.

Needs LibreOffice, poppler, Pillow and Chromium.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

sys.path.insert(0, str(Path(__file__).parents[1]))

from browsing import browsing

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "tests/make/pictures"
FORM = "workbooks/inbox/2023Q3/村/石井村三季度.xlsx"
WIDTH, GAP = 760, 16  # pixels
SHOWN = (
    "报告/柳桥居/意见建议办理情况报告.docx",
    "汇总表.docx",
    "待修改/白沙村.xlsx",
)


def main(workspace):
    delivered = workspace / "output/2023Q3"
    with tempfile.TemporaryDirectory() as folder:
        report, *tables = (cut(pages(delivered / name, Path(folder))[0], name) for name in SHOWN)
        save("output", [report], tables)
        form = pages(ROOT / FORM, Path(folder))
        save("form", [cut(form[0], FORM)], [cut(form[-1], FORM)])
    with browsing() as browser:
        shown = browser.new_page(viewport={"width": 1280, "height": 860})
        shown.goto((delivered / "index.html").as_uri())
        shown.screenshot(path=PICTURES / "page.png")
    with Image.open(PICTURES / "page.png") as picture:
        picture.convert("RGB").quantize(128).save(PICTURES / "page.png", optimize=True)


def pages(path, folder):
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, path],
                   check=True, capture_output=True)
    subprocess.run(["pdftoppm", "-r", "80", "-png", folder / f"{path.stem}.pdf", folder / path.stem], check=True)
    return [Image.open(page).convert("RGB") for page in sorted(folder.glob(f"{path.stem}-*.png"))]


def cut(page, name):
    """The page of a document; of a table only where it stands, without the page's foot line."""
    if not name.endswith(".docx"):
        box = ImageOps.invert(page.crop((0, 0, page.width, page.height * 19 // 20))).getbbox()
        page = ImageOps.expand(page.crop(box), 20, "white")
    return page.resize((WIDTH, page.height * WIDTH // page.width))


def save(name, left, right):
    """Two columns of pages in one picture."""
    height = max(sum(page.height + GAP for page in column) for column in (left, right))
    whole = Image.new("RGB", (2 * WIDTH + 3 * GAP, height + GAP), "#999999")
    for place, column in enumerate((left, right)):
        top = GAP
        for page in column:
            whole.paste(page, (GAP + place * (WIDTH + GAP), top))
            top += page.height + GAP
    PICTURES.mkdir(exist_ok=True)
    whole.quantize(128).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(*sys.argv[1:2]) if sys.argv[1:] else ROOT)
