"""What is missing, doubled or unknown among sheets, columns and items, in the words staff read (S01–S10, S15, S16)."""

import difflib
from collections.abc import Mapping, Sequence
from functools import cached_property

from shuzhi.form import Field, Sheet, plain
from shuzhi.intake.columns import HEADER_ROWS, has_data, is_pasted
from shuzhi.intake.headers import known_headers
from shuzhi.model.finding import Finding
from shuzhi.model.sheet import Binding, RawSheet
from shuzhi.model.words import Level

_COUNTERS = ("序号", "行号", "No", "NO")  # columns that only count the rows: nobody misses them in the statistics


def no_sheet(submission: int, sheet: Sheet) -> Finding:
    """S01: no sheet of the title, nor one with its headers."""
    level = Level.ERROR if sheet.core or sheet.kind == "items" else Level.NOTICE
    return Finding(
        submission, "S01", level, sheet.name, message=f"没有找到“{sheet.title}”表。",
        hint=f"请不要删除或改名；可从空白表里复制一张“{sheet.title}”表过来填写。",
    )


def several_sheets(submission: int, sheet: Sheet, raws: Sequence[RawSheet]) -> Finding:
    """S02: more than one sheet with records; only the first is read."""
    titles = "、".join(f"“{raw.title}”{'（隐藏的）' if raw.hidden else ''}" for raw in raws)
    return Finding(
        submission, "S02", Level.ERROR, sheet.name, message=f"有不止一张“{sheet.title}”表：{titles}。",
        hint=f"请把本期的内容合到“{sheet.title}”一张表里，删去多余的表。",
    )


def no_header(submission: int, sheet: Sheet, raw: RawSheet) -> Finding:
    """S03: nothing that looks like the header among the first rows."""
    known = known_headers(sheet)
    down = len({header.field for row in raw.rows if row and (header := known.header(row[0]))})
    titles = "”“".join(field.title for field in sheet.fields[:3])
    hint = f"请保留标题行（如“{titles}”），放在前{HEADER_ROWS}行以内。"
    if sheet.kind == "rows" and down > 2:
        hint = "标题要横着写在一行里，一条记录写一行；请把内容抄到空白表里。"
    elif sheet.kind == "items":
        hint = "请照空白表一项一行：项目名称在左边一列，内容在右边一列。"
    return Finding(
        submission, "S03", Level.ERROR, sheet.name, message=f"“{sheet.title}”表里没有找到标题。", hint=hint
    )


def renamed(submission: int, sheet: Sheet, raw: RawSheet) -> Finding:
    """S05: a sheet known by its headers only."""
    return Finding(
        submission, "S05", Level.NOTICE, sheet.name, message=f"“{raw.title}”这张表按标题当作“{sheet.title}”表。",
        hint=f"请把表名改回“{sheet.title}”。",
    )


def not_counted(submission: int, sheet: Sheet, raw: RawSheet) -> Finding:
    """S09: records on a sheet of another title, beside the one that was read."""
    return Finding(
        submission, "S09", Level.NOTICE, sheet.name,
        message=f"“{raw.title}”这张表和“{sheet.title}”表的标题一样，里面的内容没有统计。",
        hint=f"要统计的请并到“{sheet.title}”表里。",
    )


def in_sheet(submission: int, sheet: Sheet, raw: RawSheet, binding: Binding) -> list[Finding]:
    """S04 missing, S06 doubled, S07 unknown, S08 nameless columns or items; S10 a hidden sheet, S15 a pasted header."""
    bound = set(binding.items or binding.columns)
    free = [field for field in sheet.fields if field.name not in bound]
    lacking = [field for field in free if field.required and not field.default]
    findings: list[Finding] = []
    if lacking or binding.unknown:
        places = _Places(sheet, raw, binding, free)
        findings += [places.lacking(submission, field) for field in lacking]
        findings += [finding for at, text in binding.unknown if (finding := places.unknown(submission, at, text))]
    if sheet.kind == "rows" and is_pasted(raw, binding.header_row, known_headers(sheet)):
        findings.append(Finding(
            submission, "S15", Level.WARNING, sheet.name, binding.header_row, column=1,
            message="标题下面又贴了一行标题，栏目和上面的不一样，现在按这一行读。",
            hint="请把内容分栏贴到本表原来的标题下面，再删去这一行标题。",
        ))
    if sheet.kind == "items":
        findings += _aside(submission, sheet, raw, binding)
    if raw.hidden:
        findings.append(Finding(
            submission, "S10", Level.NOTICE, sheet.name, message="这张表是隐藏的，里面的内容照样统计。",
            hint="要看到它，请右键点表名，选“取消隐藏”。",
        ))
    return findings


def _aside(submission: int, sheet: Sheet, raw: RawSheet, binding: Binding) -> list[Finding]:
    """S16: an item with its content in other columns than the list, where nobody reads it."""
    known, own = known_headers(sheet), set(binding.columns.values())
    return [
        Finding(
            submission, "S16", Level.ERROR, sheet.name, row, header.field, column,
            f"“{sheet.field(header.field).title}”写在了别的栏里，没有读。", "请一项一行，写到左边“项目”“内容”两栏里。",
        )
        for row, cells in enumerate(raw.rows, 1) if row != binding.header_row
        for column, cell in enumerate(cells, 1)
        if column not in own and raw.cell(row, column + 1) is not None and (header := known.header(cell))
        and raw.cell(binding.items.get(header.field, 0), binding.columns[""]) is None
    ]


class _Places:
    """Finds a cell for what is missing or unknown on one sheet."""

    def __init__(self, sheet: Sheet, raw: RawSheet, binding: Binding, free: Sequence[Field]) -> None:
        self.sheet, self.raw, self.binding, self.free = sheet, raw, binding, free
        self.is_items = sheet.kind == "items"
        self.known = known_headers(sheet)
        self.nameless = [at for at, text in binding.unknown if not text]
        last = [len(raw.rows)] if self.is_items else [*binding.columns.values(), *(at for at, _ in binding.unknown)]
        self.end = max(last)
        self.taken: set[int] = set()  # columns that a missing field is thought to be

    @cached_property
    def texts(self) -> Mapping[str, tuple[int, str]]:
        """What is unknown, by its plain text: where it stands, and as it is written."""
        unknown = self.binding.unknown
        return {plain(text): (at, text) for at, text in unknown if text and not self.known.header(text)}

    def lacking(self, submission: int, field: Field) -> Finding:
        """S04: on the lookalike, on the column without a title, else on the next free header cell."""
        place = "项" if self.is_items else "栏"
        near = difflib.get_close_matches(plain(field.title), self.texts, 1, 0.5)  # 日其 for 日期
        hint = f"请补上标题为“{field.title}”的一{place}。"
        if near:
            at, text = self.texts[near[0]]
            hint = f"表里的“{text}”是不是它？请把标题改成“{field.title}”。"
        elif self.nameless:
            at = self.nameless.pop(0)
            hint = f"这里的标题空着，是不是它？请写上“{field.title}”。"
        else:
            at = self.end = self.end + 1
        self.taken.add(at)
        return self._at(submission, "S04", Level.ERROR, at, field.name)._replace(
            message=f"缺少“{field.title}”这一{place}。", hint=hint
        )

    def unknown(self, submission: int, at: int, text: str) -> Finding | None:
        """S06, S07 or S08; nothing for a blank one, running numbers, or one taken for a missing field."""
        if at in self.taken or not (self.is_items or has_data(self.raw, self.binding.header_row, at)):
            return None
        twice = self.known.header(text)
        if twice:
            return self._twice(submission, at, text, twice.field)
        if plain(text) in _COUNTERS:
            return None
        if not text:
            inside = at < max(self.binding.columns.values())
            return self._at(submission, "S08", Level.WARNING if inside else Level.NOTICE, at)._replace(
                message="这一栏没有标题，填的内容没有统计。", hint="请补上标题；不用的请把这一栏清空。"
            )
        titles = {plain(field.title): field for field in self.free}
        near = [titles[title] for title in difflib.get_close_matches(plain(text), titles, 1, 0.6)]
        name, place = ("这一项的名称", "项目") if self.is_items else ("这一栏的标题", "栏目")
        change = "项目名称" if self.is_items else "标题"
        hint = f"是不是“{near[0].title}”？请把{change}改过来。" if near else f"如需统计，请填到标准的{place}里。"
        return self._at(submission, "S07", Level.WARNING if near else Level.NOTICE, at)._replace(
            message=f"{name}不在标准表里，没有统计。", hint=hint, reads="".join(field.name for field in near)
        )

    def _twice(self, submission: int, at: int, text: str, name: str) -> Finding:
        finding, title = self._at(submission, "S06", Level.ERROR, at, name), self.sheet.field(name).title
        if self.is_items:
            return finding._replace(message="这一项写了两行。", hint="请只保留一行。")
        own = str(self.raw.cell(self.binding.header_row, self.binding.columns[name]))
        if self.known.is_title(own, name) and not self.known.is_title(text, name):  # 序号 beside 编号
            return self._at(submission, "S07", Level.NOTICE, at)._replace(
                message=f"另有“{title}”一栏，这一栏没有统计。", hint=f"如需统计，请填到“{title}”一栏里。"
            )
        return finding._replace(message=f"“{title}”出现了两栏。", hint="请只保留一栏，把内容合到一起。")

    def _at(self, submission: int, code: str, level: Level, at: int, field: str = "") -> Finding:
        """A finding on the header cell of a column, or on the text of an item."""
        row, column = (at, self.binding.columns["item"]) if self.is_items else (self.binding.header_row, at)
        return Finding(submission, code, level, self.sheet.name, row, field, column)
