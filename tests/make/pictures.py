"""Makes the picture of the README from the sample's delivery: python tests/make/pictures.py (LibreOffice, poppler, Pillow)."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "tests/make/pictures/output.png"
WIDTH, GAP = 760, 16  # pixels
SHOWN = (
    "报告/柳桥居/2023年第三季度意见建议办理情况报告.docx",
    "汇总表.xlsx",
    "待修改/白沙村.xlsx",
)


def main():
    delivered = ROOT / "output/2023Q3"
    with tempfile.TemporaryDirectory() as folder:
        pages = [first_page(delivered / name, Path(folder)) for name in SHOWN]
        report, *tables = (page.resize((WIDTH, page.height * WIDTH // page.width)) for page in pages)
        height = max(report.height, sum(table.height + GAP for table in tables))
        whole = Image.new("RGB", (2 * WIDTH + 3 * GAP, height + 2 * GAP), "#999999")
        whole.paste(report, (GAP, GAP))
        top = GAP
        for table in tables:
            whole.paste(table, (WIDTH + 2 * GAP, top))
            top += table.height + GAP
        PICTURE.parent.mkdir(exist_ok=True)
        whole.quantize(32).save(PICTURE, optimize=True)


def first_page(path, folder):
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, path],
                   check=True, capture_output=True)
    pdf = folder / f"{path.stem}.pdf"
    subprocess.run(["pdftoppm", "-r", "80", "-png", "-l", "1", "-singlefile", pdf, folder / path.stem], check=True)
    page = Image.open(folder / f"{path.stem}.png").convert("RGB")
    if path.suffix == ".docx":
        return page
    foot = page.height * 9 // 10  # a table: only where it stands, without the page's foot line
    box = ImageOps.invert(page.crop((0, 0, page.width, foot))).getbbox()
    return ImageOps.expand(page.crop(box), 20, "white")


if __name__ == "__main__":
    main()
