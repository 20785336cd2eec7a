"""Makes the picture of the README from the sample's delivery: python tests/make/pictures.py (LibreOffice, poppler, Pillow)."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "tests/make/pictures/output.png"
SHOWN = (
    "报告/柳桥居/2023年第三季度意见建议办理情况报告.docx",
    "汇总表.xlsx",
    "待修改/白沙村.xlsx",
)


def main():
    delivered = ROOT / "output/2023Q3"
    with tempfile.TemporaryDirectory() as folder:
        pages = [first_page(delivered / name, Path(folder)) for name in SHOWN]
        height = 640
        scaled = [page.resize((page.width * height // page.height, height)) for page in pages]
        whole = Image.new("RGB", (sum(page.width for page in scaled) + 20 * (len(scaled) - 1), height), "#888888")
        left = 0
        for page in scaled:
            whole.paste(page, (left, 0))
            left += page.width + 20
        PICTURE.parent.mkdir(exist_ok=True)
        whole.quantize(32).save(PICTURE, optimize=True)


def first_page(path, folder):
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, path],
                   check=True, capture_output=True)
    pdf = folder / f"{path.stem}.pdf"
    subprocess.run(["pdftoppm", "-r", "80", "-png", "-l", "1", "-singlefile", pdf, folder / path.stem], check=True)
    return Image.open(folder / f"{path.stem}.png").convert("RGB")


if __name__ == "__main__":
    main()
