"""The hidden sheet _meta: which form a workbook is, for which branch and period it was handed out."""

from collections.abc import Mapping

from shuzhi.form import plain
from shuzhi.model.finding import Finding
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch
from shuzhi.model.sheet import EARLIER, META, ROW, Binding, RawBook
from shuzhi.model.words import Level


def stamp(book: RawBook) -> Mapping[str, str]:
    """Key → value of _meta; nothing where the sheet is missing or blank."""
    rows = next((raw.rows for raw in book.sheets if raw.title == META), ())
    pairs = [row[:2] for row in rows if len(row) > 1 and isinstance(row[0], str)]
    return {str(key): str(value) for key, value in pairs if value is not None}


def numbers_before(book: RawBook) -> list[tuple[str, str]]:
    """(sheet, number) of the rows that stood in the workbooks before this one."""
    return _numbers(book, EARLIER)


def numbers_handed_out(book: RawBook) -> list[tuple[str, str]]:
    """(sheet, key) of the rows that stood in this one when it was handed out: of most sheets a number."""
    return _numbers(book, ROW)


def other_hands(
    submission: int, meta: Mapping[str, str], own: tuple[str, str], binding: Binding
) -> list[Finding]:
    """A workbook that was handed out to another branch (a neighbour's file filled in) or for another period.

    own: the branch's code and the period typed, "" where unknown; binding: that of 支部信息.
    """
    column, findings = binding.columns[""], []
    code, period = own
    if code and meta.get("branch_code") and plain(meta["branch_code"]) != plain(code):
        findings.append(Finding(
            submission, "F54", Level.WARNING, "branches", binding.items.get("branch_code", 0), "branch_code", column,
            "这份表原是下发给另一个支部的。",
            "请用下发给本支部的表填，不要用别的支部的表改；确认无误的，请在“说明”里写明。",
        ))
    handed = Period.parse(meta.get("period", ""))
    if period and handed and handed.code != period:
        findings.append(Finding(
            submission, "F55", Level.NOTICE, "branches", binding.items.get("period", 0), "period", column,
            "这份表原是为另一个报告期下发的。", "请核对各表里有没有留下往期的内容。",
        ))
    return findings


def other_version(submission: int, meta: Mapping[str, str], version: str) -> list[Finding]:
    """F57: a workbook of ours, but not of the form's `version`; it is read by its titles all the same."""
    if meta.get("version", version).removesuffix(".0") == version:  # a program may have made a number of it
        return []
    return [Finding(
        submission, "F57", Level.NOTICE, message="这份表不是现在用的那一版。",
        hint="本次按标题读取，多出或缺少的栏目另有提示；下次请用乡镇最近下发的表填。",
    )]


def other_name(submission: int, named: Branch, own: Branch, binding: Binding) -> Finding:
    """F56: the file is named after another branch than the one that 支部信息 says."""
    return Finding(
        submission, "F56", Level.WARNING, "branches", binding.items.get("branch_code", 0), "branch_code",
        binding.columns[""], f"文件名写的是{named.short_name}，表里填的是{own.short_name}。",
        "用别的支部的表改的，请换用下发给本支部的表；只是文件名写错的，请改好文件名再报。",
    )


def _numbers(book: RawBook, key: str) -> list[tuple[str, str]]:
    rows = next((raw.rows for raw in book.sheets if raw.title == META), ())
    return [(str(row[1]), str(row[2])) for row in rows if len(row) > 2 and row[0] == key and row[2] is not None]
