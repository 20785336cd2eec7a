"""The pictures of the guides, cut from real outputs of the sample township, with numbered frames around what is spoken of."""

import html
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unicodedata import east_asian_width

from guideshots import SHOTS, SLIPS, VIEWS
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from PIL import Image, ImageChops, ImageDraw, ImageFont
from playwright.sync_api import sync_playwright

from shuzhi.errors import ExitCode

PIXELS = 1300  # the width of a picture
_MARGIN = 14  # pixels around what is cut out
_FRAME = "#D00000"
_FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
_CHROMIUM = "/usr/bin/chromium"
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_PHONE = re.compile(r"1[3-9]\d{9}")
_POINT = 72
_SHORT = 40  # rows of a sheet that are printed on one page


class Box(NamedTuple):
    """A text on a page, in pixels."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def draw(workspace, target):
    """Write every picture; those of an earlier time that no guide shows go."""
    target.mkdir(exist_ok=True)
    for old in target.glob("*.png"):
        old.unlink()
    with TemporaryDirectory() as name, _browser() as browser:
        folder = Path(name)
        sources = _sources(workspace, folder)
        printed = pdfs({shot.source: sources[shot.source] for shot in SHOTS if shot.kind == "paper"}, folder)
        for shot in SHOTS:
            cut = _cut(printed[shot.source], shot) if shot.kind == "paper" else _screen(shot, sources, folder, browser)
            _save(cut, target / f"{shot.name}.png")


@contextmanager
def _browser():
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def _sources(workspace, folder):
    """Source words → file: delivered files, those of the workspace, and what is made of them for the guide."""
    copy = folder / "workspace"
    for part in ("workbooks", "templates", "output", ".shuzhi"):
        shutil.copytree(workspace / part, copy / part)
    _program("issue", "--workspace", copy)
    delivered = workspace / "output/2023Q3"
    found = {
        "issued": next((copy / "output/下发").rglob("石井村.xlsx")),
        "filled": workspace / "workbooks/inbox/2023Q3/村/石井村三季度.xlsx",
        "returned": delivered / "待修改/白沙村.xlsx", "asked": delivered / "待说明/南塘居.xlsx",
        "township": workspace / "workbooks/乡镇台账.xlsx", "summary": delivered / "汇总表.xlsx",
        "report": delivered / "报告/石井村/意见建议办理情况报告.docx",
        "template": workspace / "templates/意见建议办理情况报告.docx", "page": delivered / "index.html",
        "urging": delivered / "催报.txt", "table": delivered / "汇总表.docx",
    }
    found["mistaken"] = _mistaken(found["filled"], folder / "填错.xlsx")
    for name, view in VIEWS.items():
        found[name] = _viewed(found[view.source], folder / f"{name}.xlsx", view)
    return found


def _mistaken(sample, path):
    """The filled workbook with the slips that a guide tells of."""
    book = load_workbook(sample)
    for title, column, row, value in SLIPS:
        sheet = book[title]
        sheet.cell(row, _titles(sheet)[column]).value = value
    book.save(path)
    return path


def _viewed(source, path, view):
    """One sheet alone, with only some of its columns, so that it can be read on a page as wide as a hand."""
    book = load_workbook(source)
    for title in book.sheetnames:
        if title != view.sheet:
            del book[title]
    sheet = book[view.sheet]
    titles = _titles(sheet)
    shown = {titles[title]: width for title, width in view.columns.items()}
    usual = _widths(sheet)
    for column in range(1, sheet.max_column + 1):
        known = sheet.column_dimensions[get_column_letter(column)]
        known.min = known.max = column
        known.hidden, known.width = column not in shown, shown.get(column) or usual.get(column, 10)
    for row in sheet.iter_rows():
        texts = [cell for cell in row if isinstance(cell.value, str) and shown.get(cell.column)]
        lines = [-(-_breadth(cell.value) // shown[cell.column]) for cell in texts]
        sheet.row_dimensions[row[0].row].height = 20 * max([1, *lines])
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(sheet.max_row < _SHORT)
    sheet.print_options.headings = view.headings
    book.save(path)
    return path


def _breadth(text):
    """How many characters wide a text is; a Han character is two."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def _widths(sheet):
    """Column number → width; columns of one width may be kept as one entry."""
    return {column: known.width for known in sheet.column_dimensions.values() for column in range(known.min, known.max + 1)}


def _titles(sheet):
    """Column title → its number, of the row among the first ones that has most texts."""
    row = max(sheet.iter_rows(max_row=_SHORT // 4), key=lambda row: sum(isinstance(cell.value, str) for cell in row))
    return {str(cell.value).rstrip("*○"): cell.column for cell in reversed(row) if cell.value}


def _program(*arguments):
    """What the program prints; it may find faults, but must not fail."""
    run = subprocess.run([sys.executable, "-m", "shuzhi", *arguments], capture_output=True, text=True, check=False)
    if run.returncode not in (ExitCode.OK, ExitCode.WITH_FAULTS):
        raise RuntimeError(run.stderr)
    return run.stdout


def pdfs(files, folder):
    """Name → the file of that name as LibreOffice prints it; all in one go, because its start takes longest."""
    given, made = folder / "given", folder / "printed"
    given.mkdir()
    copies = [shutil.copyfile(path, given / f"{name}{path.suffix}") for name, path in files.items()]
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf",
         "--outdir", made, *copies], check=True, capture_output=True,
    )
    return {name: made / f"{name}.pdf" for name in files}


def _cut(printed, shot):
    """What a shot shows of the first page that has all its words."""
    words = _pages(printed, shot.dots)
    number = next(place for place, page in enumerate(words, 1)
                  if all(any(text in box.text for box in page) for text in shot.on))
    stem = printed.with_suffix("")
    subprocess.run(["pdftoppm", "-r", str(shot.dots), "-f", str(number), "-l", str(number), "-singlefile", "-png",
                    printed, stem], check=True)
    page, boxes = Image.open(stem.with_suffix(".png")).convert("RGB"), words[number - 1]
    top, bottom = (_find(boxes, text) if text else None for text in (shot.top, shot.bottom))
    right = _find(boxes, shot.right).right if shot.right else page.width
    area = (
        0, int(top.top) - shot.lead if top else 0, min(page.width, int(right) + shot.beside),
        int(bottom.bottom) + shot.tail if bottom else page.height * 19 // 20,
    )
    _cover(page, boxes)
    framed = _framed(page, [_find(boxes, text) for text in shot.frames])
    picture = framed.crop(area)
    ink = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    return picture.crop((max(ink[0] - _MARGIN, 0), max(ink[1] - _MARGIN, 0),
                         min(ink[2] + _MARGIN, picture.width), min(ink[3] + _MARGIN, picture.height)))


def _pages(printed, dots):
    listed = subprocess.run(["pdftotext", "-bbox", printed, "-"], check=True, capture_output=True, text=True).stdout
    scale = dots / _POINT
    return [
        [Box(*(float(side) * scale for side in found[:4]), html.unescape(found[4])) for found in _WORD.findall(page)]
        for page in listed.split("<page ")[1:]
    ]


def _find(boxes, text):
    """The first word that is the text, else the first that has it."""
    exact = [box for box in boxes if box.text == text] or [box for box in boxes if text in box.text]
    if not exact:
        raise LookupError(f"no {text} on the page")
    return exact[0]


def _cover(page, boxes):
    """Hide telephone numbers, even invented ones."""
    pen = ImageDraw.Draw(page)
    for box in boxes:
        if _PHONE.search(box.text):
            pen.rectangle((box.left, box.top, box.right, box.bottom), fill="#D9D9D9")


def _framed(page, boxes):
    """Red frames with their numbers."""
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(_FONT, 30)
    for number, box in enumerate(boxes, 1):
        area = (box.left - 10, box.top - 8, box.right + 10, box.bottom + 8)
        pen.rounded_rectangle(area, 8, outline=_FRAME, width=5)
        if len(boxes) > 1:
            pen.ellipse((area[2] - 6, area[1] - 22, area[2] + 36, area[1] + 20), fill=_FRAME)
            pen.text((area[2] + 15, area[1] - 1), str(number), fill="white", font=font, anchor="mm")
    return page


def _screen(shot, sources, folder, browser):
    """What Chromium shows: a file, a part of it, or a text as a console shows it."""
    path = sources.get(shot.source)
    if shot.kind != "page":
        said = {"console": _console, "note": _note, "tabs": _tabs}[shot.kind](shot, path or folder / "workspace")
        path = folder / f"{shot.kind}.html"
        path.write_text(_STYLE + said, encoding="utf-8")
    page = browser.new_page(viewport={"width": shot.width, "height": shot.height}, device_scale_factor=1.3)
    page.goto(path.as_uri())
    (page.locator(shot.top).first if shot.top else page).screenshot(path=folder / "screen.png")
    page.close()
    return Image.open(folder / "screen.png").convert("RGB")


_STYLE = """<meta charset=utf-8><style>body{margin:0;font-family:'Noto Sans CJK SC'}
pre{display:inline-block;margin:0;padding:18px 22px;font:17px/1.5 'Noto Sans Mono CJK SC';white-space:pre-wrap}
.console{background:#1e1e1e;color:#eee;min-width:900px}.note{background:#fffdf4;color:#222;width:900px}
.tabs{display:inline-flex;background:#e6e6e6;padding:0 10px 10px}.tabs b{font-weight:400;font-size:19px;padding:9px 12px;
border:1px solid #bbb;border-top:0;background:#fff}</style>"""


def _console(shot, workspace):
    """What the program printed, below the command that was typed; where it ran is called 我们镇, when is left out."""
    said = _program(*shot.on, "--workspace", workspace).replace(str(workspace.absolute()), "D:\\我们镇")
    lines = [line for line in said.splitlines() if not line.startswith("上一次生成")]
    shown = "\n".join([*lines[: shot.tail], "……"] if len(lines) > shot.tail else lines)
    return f"<pre class=console>&gt; shuzhi {html.escape(' '.join(shot.on))}\n\n{html.escape(shown)}</pre>"


def _note(_, path):
    """A text file."""
    return f"<pre class=note>{html.escape(path.read_text(encoding='utf-8-sig'))}</pre>"


def _tabs(_, path):
    """The row of tabs at the foot of a workbook, each in its colour."""
    tabs = []
    for sheet in load_workbook(path).worksheets:
        if sheet.sheet_state == "visible":
            colour = (sheet.sheet_properties.tabColor.rgb or "00FFFFFF")[2:] if sheet.sheet_properties.tabColor else "FFFFFF"
            tabs.append(f'<b style="border-bottom:7px solid #{colour}">{html.escape(sheet.title)}</b>')
    return f"<div class=tabs>{''.join(tabs)}</div>"


def _save(picture, path):
    if picture.width > PIXELS:
        picture = picture.resize((PIXELS, picture.height * PIXELS // picture.width), Image.Resampling.LANCZOS)
    picture.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(path, optimize=True)
