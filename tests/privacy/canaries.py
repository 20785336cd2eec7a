"""Canaries: strings found nowhere else, put where people type what is theirs; where each may be found afterwards.

A canary is told from all other text by two rare characters, a number of eleven or eighteen digits, or a day long ago.
"""

import html
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from shuzhi import form

PERSONAL, OFFICE, NAMED, FILE = "personal", "office", "named", "file"
_FIRST, _LAST = 0x9E00, 0x9F9F  # birds, fish and insects: in no workbook of the sample
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_TAG = re.compile(rb"<[^>]*>")
_SHAPES = re.compile(  # of everything that may be a canary: two rare characters, a phone, an identity number, a day
    rb"(?:\xe9[\xb8-\xbe][\x80-\xbf]){2}|139[07]\d{7,8}|330127\d{11}[\dX]|19310\d{3}|1931[^\d<][^<>\"]{3,9}|<v>11\d{3}</v>"
)
_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_DAY_ZERO = datetime(1899, 12, 30)


@dataclass(frozen=True)
class Canary:
    """A string to look for: whose workbook it was typed in, where, of which kind; `spellings` in any file."""

    text: str
    branch: str
    where: str
    kind: str
    spellings: tuple[str, ...] = ()

    @property
    def sought(self):
        return self.spellings or (self.text,)


class Aviary:
    """Makes canaries, each once, and remembers them."""

    def __init__(self):
        self.made = []
        self.numbers = count(1)

    def mark(self):
        """Two characters that stand nowhere else."""
        number = next(self.numbers)
        return chr(_FIRST + number % (_LAST - _FIRST)) + chr(_LAST - number // (_LAST - _FIRST))

    def told(self, text, branch, where, kind=PERSONAL, spellings=()):
        self.made.append(Canary(text, branch, where, kind, spellings))
        return text

    def name(self, branch, where, kind=PERSONAL, surname="何"):
        """A person: a surname and two rare characters, which are what is sought."""
        mark = self.mark()
        return self.told(surname + mark, branch, where, kind, (mark,))

    def words(self, branch, where, kind=PERSONAL, before=""):
        mark = self.mark()
        return self.told(f"{before}{mark}", branch, where, kind, (mark,))

    def phone(self, branch, where, kind=PERSONAL):
        return self.told(f"1397{next(self.numbers) * 7919 % 10_000_000:07d}", branch, where, kind)

    def born(self, branch, where):
        """A day of birth as datetime, and the number of an identity card with it."""
        day = datetime(1931, 1, 5) + timedelta(days=next(self.numbers))
        spelt = (f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day:%Y.%m.%d}", f"{day:%Y/%m/%d}", f"{day.year}年{day.month}月{day.day}日",
                 f"{day.year}/{day.month}/{day.day}", f"{day.year}-{day.month}-{day.day}", f"{day.year}.{day.month}.{day.day}",
                 f"<v>{(day - _DAY_ZERO).days}</v>")
        self.told(f"{day:%Y-%m-%d}", branch, where, PERSONAL, spelt)
        digits = f"330127{day:%Y%m%d}{next(self.numbers) % 1000:03d}"
        digits += "10X98765432"[sum(int(one) * weight for one, weight in zip(digits, _WEIGHTS, strict=True)) % 11]
        return day, self.told(digits, branch, f"{where}的身份证号")


def titles(sheet):
    """(row of the header, title → column) of a data sheet."""
    for row in sheet.iter_rows(min_row=1, max_row=3):
        found = {str(cell.value).rstrip("*○"): cell.column for cell in row if cell.value}
        if len(found) > 2:
            return row[0].row, found
    raise AssertionError(sheet.title)


def inhabited(book, aviary, branch):
    """Give everybody and everything personal in a branch's workbook a name, phone or word of its own; all stays valid."""
    standard = form.load()
    renamed = _renamed(book, standard, aviary, branch)
    for own in standard.sheets:
        sheet = book[own.title]
        if own.kind == "items":
            for row in sheet.iter_rows(min_row=2, max_col=2):
                if str(row[0].value).rstrip("*○") == "联系电话":
                    row[1].value = aviary.phone(branch, "支部信息·联系电话")
            continue
        first, columns = titles(sheet)
        if own.name == "members":
            for title in ("公民身份号码", "联系电话"):
                columns[title] = max(columns.values()) + 1
                sheet.cell(first, columns[title]).value = title
        for row in range(first + 1, sheet.max_row + 1):
            if sheet.cell(row, 1).value is not None and sheet.cell(row, 2).value is not None:
                _fill((sheet, row), own, columns, aviary, branch)
    return renamed


def _renamed(book, standard, aviary, branch):
    """Everybody named in a name column gets a new name, everywhere in the workbook; old → new."""
    columns = list(_columns(book, standard))
    wanted = {}  # old name → kind
    for field, values in columns:
        if field.disclosure != "public" and (field.format == "name" or field.name == "proposer"):
            kind = PERSONAL if field.disclosure == "personal" else OFFICE
            for name in re.split("[、，]", "、".join(values)):
                wanted[name] = OFFICE if OFFICE in (kind, wanted.get(name)) else kind
    said = " ".join(text for field, values in columns if field.disclosure != "personal" and field.format != "name" for text in values)
    released = _released(book, standard)
    new = {}
    for old, kind in sorted(wanted.items()):
        known = OFFICE if old in released else NAMED if kind == PERSONAL and old in said else kind
        new[old] = aviary.name(branch, "姓名", known, old[0])
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
        for old, name in new.items():
            cell.value = cell.value.replace(old, name)
    return new


def _columns(book, standard):
    """(field, what is typed) of every column that a workbook has."""
    for own in standard.sheets:
        sheet = book[own.title]
        if own.kind == "items":
            lines = {str(row[0].value).rstrip("*○"): row[1].value for row in sheet.iter_rows(min_row=2, max_col=2)}
            yield from ((field, [lines[field.title]]) for field in own.fields if isinstance(lines.get(field.title), str))
            continue
        first, columns = titles(sheet)
        for field in own.fields:
            if field.title in columns:
                cells = (sheet.cell(row, columns[field.title]).value for row in range(first + 1, sheet.max_row + 1))
                yield field, [value for value in cells if isinstance(value, str) and value]


def _released(book, standard):
    """Who agreed to be named."""
    own = standard.sheet("proposals")
    sheet = book[own.title]
    first, columns = titles(sheet)
    who, may = columns[own.field("proposer").title], columns[own.field("public_name").title]
    return {sheet.cell(row, who).value for row in range(first + 1, sheet.max_row + 1) if sheet.cell(row, may).value == "是"}


def _fill(place, own, columns, aviary, branch):
    """Every personal or office text of a row, place = (worksheet, row), that is no name."""
    sheet, row = place
    for field in own.fields:
        column = columns.get(field.title)
        if column is None or field.disclosure == "public" or field.choices or field.type != "string" or field.format == "name":
            continue
        cell, where = sheet.cell(row, column), f"{own.title}·{field.title}"
        if field.format == "phone":
            cell.value = aviary.phone(branch, where)
        elif field.format == "identity":
            born = sheet.cell(row, columns["出生日期"])
            born.value, cell.value = aviary.born(branch, where)
        elif field.disclosure == "personal" and field.name not in ("proposer", "unit", "group", "post"):
            cell.value = aviary.words(branch, where, PERSONAL, "外出1人，" if field.name == "absence" else "")
        elif field.name == "note":
            cell.value = aviary.words(branch, where, OFFICE, "已核实，")


def mislaid(book, aviary, branch):
    """Put what is personal where it does not belong: wrong columns, titles, comments, everything around the cells."""
    people, works = book["党员"], book["民生实事"]
    first, columns = titles(people)
    sick, named = first + 1, first + 2
    people.cell(sick, columns["出生日期"]).value = aviary.phone(branch, "日期格里的电话")
    people.cell(named, columns["姓名"]).value = aviary.born(branch, "姓名格里的")[1]
    people.cell(named, columns["性别"]).value = aviary.name(branch, "性别格里的姓名")
    people.cell(named, columns["党籍状态"]).value = aviary.name(branch, "状态格里的姓名")
    people.cell(first, max(columns.values()) + 1).value = aviary.name(branch, "列标题里的姓名")
    _, places = titles(works)
    works.cell(2, places["状态"]).value = aviary.name(branch, "公开的选项格里的姓名")
    works.cell(2, places["累计已支付（万元）"]).value = aviary.phone(branch, "数字格里的电话")
    works.cell(2, places["开工日期"]).value = aviary.name(branch, "日期格里的姓名")
    works.cell(2, places["编号"]).value = aviary.phone(branch, "编号格里的电话")
    works.cell(2, places["关联提案编号"]).value = aviary.name(branch, "关联编号里的姓名")
    people.cell(sick, 1).comment = Comment(aviary.name(branch, "批注"), aviary.name(branch, "批注的作者"))
    works.oddHeader.center.text = aviary.name(branch, "页眉")
    works.oddFooter.center.text = aviary.phone(branch, "页脚")
    stray = book.create_sheet(aviary.name(branch, "多出的表的表名"))
    stray["A1"] = aviary.phone(branch, "隐藏的表")
    stray.sheet_state = "hidden"
    book.defined_names["名"] = DefinedName("名", attr_text=f'"{aviary.name(branch, "定义的名称")}"')
    book.properties.creator, book.properties.title = aviary.name(branch, "作者"), aviary.name(branch, "标题")
    book.properties.lastModifiedBy, book.properties.keywords = aviary.name(branch, "修改者"), aviary.name(branch, "关键词")


def scattered(book, aviary, branch, chance, times=60):
    """Put names, phones and identity numbers into any cells that are no free public text: most become findings."""
    standard = form.load()
    for _ in range(times):
        own = chance.choice([sheet for sheet in standard.sheets if sheet.kind != "items"])
        sheet = book[own.title]
        first, columns = titles(sheet)
        field = chance.choice([field for field in own.fields if field.title in columns])
        rows = [row for row in range(first + 1, sheet.max_row + 1) if sheet.cell(row, 2).value is not None]
        free = field.type == "string" and not field.choices and not field.format
        if not rows or (field.disclosure == "public" and free):
            continue
        kind, where = OFFICE if field.disclosure == "office" else PERSONAL, f"任意一格：{own.title}·{field.title}"
        put = chance.choice([aviary.name, aviary.phone, aviary.words])
        sheet.cell(chance.choice(rows), columns[field.title]).value = put(branch, where, kind)


def planted(path, *changes):
    """Change a workbook where it lies."""
    book = load_workbook(path)
    for change in changes:
        change(book)
    book.save(path)


def texts(content, name=""):
    """Everything a file says: (name of the part, bytes) of it and of all it holds.

    Also with &#40504; and \\u9e38 as the characters they mean, markup also without its tags.
    """
    yield name, content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                yield f"{name}!{info.filename}", info.filename.encode()
                yield from texts(archive.read(info), f"{name}!{info.filename}")
        return
    said = content
    if b"&#" in content:
        said = html.unescape(content.decode("utf-8", "replace")).encode()
    if b"\\u" in content:
        said = _ESCAPE.sub(lambda match: chr(int(match[1], 16)).encode("utf-8", "replace"), said)
    if said is not content:
        yield name, said
    if content.lstrip()[:1] == b"<":
        yield name, _TAG.sub(b"", said)


def sightings(canaries, content, name):
    """(canary, name of the part) of every one of the canaries (as `by_beginning` gives them) that a file shows."""
    found = {}
    for part, said in texts(content, name):
        for shape in dict.fromkeys(_SHAPES.findall(said)):
            text = shape.decode("utf-8", "ignore")
            for one in canaries.get(text[:4], ()):
                if any(text.startswith(spelling) for spelling in one.sought):
                    found[one, part] = None
    return list(found)


def by_beginning(canaries):
    """The canaries by the first four characters of each spelling."""
    found = {}
    for one in canaries:
        for start in {spelling[:4] for spelling in one.sought}:
            found.setdefault(start, []).append(one)
    return found
