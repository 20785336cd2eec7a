"""Faults planted one at a time in real workbooks: each is found on its Excel cell, and nothing else is said."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date

from checked import told
from goodbranch import SETTINGS, changed
from paper import FACTS, address, complete, paper, without_blank_columns, written
from planted import CASES
from shuzhi import form
from shuzhi.author.workbook import build
from typed.cells import CELLS
from typed.layout import HARMLESS, LAYOUT


def put(sheet, row, title, value):
    return lambda book: book.put(sheet, title, value, row)


# Planted in tall tables only: identity numbers made up without a check digit (a file's C12), a column that is not there.
TALL = {"M01", "M02", "T08"}
RULED = [case for case in CASES if case[2] and case[0] not in TALL]
KINDS = 150  # of faults, at least

# For the real command: what is done, then the line of findings.csv without branch and file.
TOLD = [
    (put("会议", 5, "日期", "2023年9月31日"), "C01", "error", "会议", 5, "A", "A5", "日期",
     "“日期”写的日期不存在。", "请核对月份和日子，如 9 月只有 30 天。"),
    (put("会议", 5, "日期", "9月10日"), "C09", "warning", "会议", 5, "A", "A5", "日期",
     "“日期”没有写年份，按2023年算。", "请补上年份，如 2023-9-5。"),
    (put("会议", 5, "应到人数", "三十人左右"), "C02", "error", "会议", 5, "I", "I5", "应到人数",
     "“应到人数”没认出数字。", "不要写“约”“余”“多”，请填准确的数。"),
    (put("会议", 5, "会议类型", "支部夜校"), "C03", "error", "会议", 5, "B", "B5", "会议类型",
     "“会议类型”填的不在可选范围里。", "是不是“支部党员大会”？请从下拉列表里选一个。"),
    (put("会议", 5, "实到人数", 4), "C07", "error", "会议", 5, "J", "J5", "实到人数",
     "实到人数比应到人数多。", "请核对后改正其中一个。"),
    (put("居民提案", 2, "办结日期", None), "C05", "error", "居民提案", 2, "U", "U2", "办结日期",
     "“状态”是已办结，“办结日期”没有填。", "请补填这一格。"),
    (put(FACTS, 0, "报告期", "2023年第二季度"), "F50", "error", FACTS, 21, "B", "B21", "报告期",
     "报告期与本次报送的报告期不一致。", "请核对报告期；拿错了表的，请换成本期的表。"),
    (LAYOUT["会议：主持人 is called 主持入"][0], "S04", "error", "会议", 1, "G", "G1", "主持人",
     "缺少“主持人”这一栏。", "表里的“主持入”是不是它？请把标题改成“主持人”。"),
    (LAYOUT["no 党员"][0], "S01", "error", "党员", "", "", "", "",
     "没有找到“党员”表。", "请不要删除或改名；可从空白表里复制一张“党员”表过来填写。"),
    (LAYOUT["an older form"][0], "F57", "notice", "", "", "", "", "",
     "这份表不是现在用的那一版。", "本次按标题读取，多出或缺少的栏目另有提示；下次请用乡镇最近下发的表填。"),
]
TOGETHER = [(0, 2, 3, 5), (1, 4, 8), (6,), (7, 9)]  # the places in TOLD of what is done to one workbook


def cell_of(book, sheet, row, title):
    """The Excel cell that a case of tall tables names."""
    page = book.page(sheet)
    return address(page.item(title), 2) if sheet == FACTS else address(row, page.column(title))


def unlike(names, wanted, found):
    """(name, wanted, found) of the workbooks of which something else is told than wanted."""
    return [entry for entry in zip(names, wanted, found, strict=True) if entry[1] != entry[2]]


def few_alike(most):
    """At most so many of RULED that break one rule in one column."""
    alike, cases = Counter(), []
    for case in RULED:
        broken = case[0], case[2][0], case[2][2]
        alike[broken] += 1
        cases += [case] * (alike[broken] <= most)
    return cases


def test_a_rule_broken_in_a_real_workbook_is_told_on_its_cell(tmp_path, many):
    """What the rulebook finds in tall tables it finds in a file: one finding, sheet, column letter and row right.

    Each rule in each column once; for every forty more of `--many` one more case of each. Tall
    tables have them all (validate.test_rulebook).
    """
    cases = few_alike(max(many // 40, 1))
    contents = [changed(*changes) for _, changes, _, _ in cases]
    books = [without_blank_columns(paper(content), content, case[2][2]) for content, case in zip(contents, cases, strict=True)]
    wanted = [[(code, where[0], cell_of(book, *where))] for (code, _, where, _), book in zip(cases, books, strict=True)]
    assert unlike([changes for _, changes, _, _ in cases], wanted, told(map(written, books), tmp_path)) == []


def apart(cases):
    """The cases in groups for one workbook each: no two in one sheet; what is wrong in 支部信息 stands alone."""
    rounds = Counter()
    groups = {}
    for case in cases:
        sheet = case[1][0]
        rounds[sheet] += 1
        groups.setdefault((sheet == FACTS, rounds[sheet]), []).append(case)
    return list(groups.values())


def test_what_is_typed_wrongly_is_told_on_its_cell(tmp_path):
    """One cell typed wrongly gives one finding, on that cell; what is wrong in other sheets is told as well."""
    wanted, books = [], []
    groups = apart(CELLS)
    for group in groups:
        book = complete()
        wanted.append(sorted((code, sheet, book.put(sheet, title, value, row)) for code, (sheet, row, title), value in group))
        books.append(written(book))
    assert unlike(groups, wanted, map(sorted, told(books, tmp_path))) == []


def laid_out(changes):
    """The good workbook after each of the changes."""
    for change in changes:
        book = complete()
        change(book)
        yield written(book)


def test_what_is_done_to_sheets_headers_and_rows_is_told_once(tmp_path):
    """Exactly the findings named: a column that is gone is not reported again row by row."""
    changes, wanted = zip(*LAYOUT.values(), strict=True)
    assert unlike(LAYOUT, wanted, told(laid_out(changes), tmp_path)) == []


def test_what_offices_do_is_understood(tmp_path):
    """Nothing to be said, notices included; nor of the workbook to which nothing was done."""
    changes = {"nothing": lambda _: None} | HARMLESS
    assert unlike(changes, [[]] * len(changes), told(laid_out(changes.values()), tmp_path)) == []


def test_there_are_enough_kinds_of_faults():
    """Planted one at a time, each different: rules broken, cells typed wrongly, sheets and headers changed."""
    kinds = {(code, where[0], where[2]) for code, _, where, _ in RULED}
    kinds |= {(code, where[2], repr(value)) for code, where, value in CELLS}
    assert len(kinds) + len(LAYOUT) >= KINDS


def township(folder):
    """A workspace with the good branch's township."""
    facts = {"township": SETTINGS.township, "superior": SETTINGS.superior, "period": "2023年第三季度",
             "coverage_start": date(2023, 7, 1), "coverage_end": date(2023, 9, 30)}
    roster = [{"code": one.code, "full_name": one.full_name, "short_name": one.short_name, "org_type": one.org_type,
               "unit_type": one.unit_type} for one in SETTINGS.branches]
    words = [{"kind": word.kind, "word": word.word} for word in SETTINGS.words]
    content = {"parameters": [facts], "roster": roster, "words": words}
    (folder / "workbooks").mkdir()
    (folder / "templates").mkdir()
    (folder / "workbooks" / "乡镇台账.xlsx").write_bytes(build(form.load("township"), content, 2023))


def test_the_command_tells_the_same(tmp_path):
    """`shuzhi check --format json`: one line a fault with the columns of findings.csv, for faults of every kind."""
    township(tmp_path)
    (tmp_path / "a").mkdir()
    wanted = []
    for number, together in enumerate(TOGETHER, 1):
        book, file = complete(), f"{number:04}.xlsx"
        for change, *record in (TOLD[place] for place in together):
            change(book)
            wanted.append([*record[:2], "A01", file, *record[2:]])
        (tmp_path / "a" / file).write_bytes(written(book))
    files = sorted((tmp_path / "a").glob("*.xlsx"))
    done = subprocess.run([sys.executable, "-m", "shuzhi", "check", *files, "--format", "json"], cwd=tmp_path,
                          capture_output=True, encoding="utf-8", check=False)
    found = [list(record.values()) for record in json.loads(done.stdout)]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)
    assert done.returncode == 1
