"""A county in a workspace: real workbooks of invented branches, a tenth of them faulty, two reports a branch.

python tests/benchmarks/county.py FOLDER --branches 1000 makes one to try things on; the benchmarks make their own.
"""

import argparse
import shutil
import sys
from pathlib import Path

from openpyxl import load_workbook

sys.path.insert(0, str(Path(__file__).parents[1]))

from paper import written
from rare import SPANS, township, workbook

REPOSITORY = Path(__file__).parents[2]
SPAN = SPANS[0]
FAULTY = 10  # one branch in so many
REPORTS = [
    {"模板文件": "季度抓基层党建述职报告.docx", "报告名称": "抓基层党建述职报告", "输出名": "抓基层党建述职报告", "受众": "报上级"},
    {"模板文件": "意见建议办理情况报告.docx", "报告名称": "意见建议办理情况报告", "输出名": "意见建议办理情况报告", "受众": "对党员和居民"},
]


def county(folder, branches, seed="述职"):
    """Make the workspace; the same number and seed give the same workbooks."""
    _, stories = township(SPAN, branches, seed)
    roster(folder, branches, seed)
    inbox = folder / "workbooks/inbox" / SPAN.period
    inbox.mkdir(parents=True)
    for number, story in enumerate(stories):
        (inbox / f"{story.branch.code}.xlsx").write_bytes(book(story, faulty=number % FAULTY == 0))
    return folder


def roster(folder, branches, seed="述职"):
    """The workspace before anything came in."""
    settings, _ = township(SPAN, branches, seed)
    shutil.copytree(REPOSITORY / "templates", folder / "templates")
    (folder / "workbooks").mkdir()
    _settings(folder / "workbooks/乡镇台账.xlsx", settings)
    return folder


def correct(folder, branches, every, seed="述职"):
    """Every so manieth branch hands in again, what was faulty put right."""
    _, stories = township(SPAN, branches, seed)
    for story in stories[::every]:
        (folder / "workbooks/inbox" / SPAN.period / f"{story.branch.code}.xlsx").write_bytes(book(story))


def book(story, *, faulty=False):
    """A branch's workbook; a faulty one has more people at a meeting than there are."""
    paper = workbook(story)
    if faulty:
        paper.put("会议", "实到人数", 9999, 2)
    return written(paper)


def _settings(path, settings):
    """乡镇台账 of the sample with the roster and the two reports of the county."""
    sample = load_workbook(REPOSITORY / "workbooks/乡镇台账.xlsx")
    roster = [
        {"支部编码": one.code, "支部全称": one.full_name, "简称": one.short_name, "组织类别": one.org_type, "单位类型": one.unit_type,
         "上级支部编码": one.parent or None}
        for one in settings.branches
    ]
    _fill(sample["支部名册"], roster)
    _fill(sample["报告"], REPORTS)
    for title in ("本级会议", "本级工作", "本级问题与措施", "本级文字材料"):
        _fill(sample[title], [])
    for row in sample["参数"].iter_rows():
        if str(row[0].value).startswith("汇编最多收录支部数"):
            row[1].value = 0
    sample.save(path)


def _fill(sheet, records):
    titles = [str(cell.value).rstrip("*") for cell in sheet[1]]
    sheet.delete_rows(2, sheet.max_row)
    for number, record in enumerate(records, 2):
        for place, title in enumerate(titles, 1):
            sheet.cell(number, place, record.get(title))


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--branches", type=int, default=1000)
    asked = parser.parse_args(arguments)
    print(county(asked.folder, asked.branches))


if __name__ == "__main__":
    main(sys.argv[1:])
