"""Problems that the data suggests are offered where staff look for faults, and stand nowhere else."""

import zipfile
from io import BytesIO

from openpyxl import load_workbook

from documents import docx_text

SUGGESTED = "应交党费2016元、已交1980元，收缴率98.2%，未交齐1名。"


def test_the_township_reads_them_behind_the_findings(delivered):
    """核对结果 of the office offers each, with what to do; the edition that leaves the office has none."""
    sheet = load_workbook(delivered.folder / "汇总表.xlsx")["核对结果"]
    offered = [row for row in sheet.iter_rows(values_only=True) if row[2] == "供参考"]
    assert any(row[1] == "南塘居" and SUGGESTED in row[8] for row in offered)
    assert all("问题与措施" in row[9] for row in offered)
    with zipfile.ZipFile(delivered.outcome.upward) as upward:
        book = load_workbook(BytesIO(upward.read("汇总表.xlsx")))
    assert not any(SUGGESTED in str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def test_the_branch_reads_them_in_its_own_copy(delivered):
    """The workbook sent back closes its 核对结果 with them."""
    sheet = load_workbook(delivered.folder / "待说明/南塘居.xlsx")["核对结果"]
    texts = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    head = texts.index("可供参考的问题表述（要写进报告的，请自己填到“问题与措施”）")
    assert any(SUGGESTED in text for text in texts[head:])


def test_no_report_prints_them_unasked(delivered):
    """While 参数 says 否, problems are only those the branch typed."""
    for path in (delivered.folder / "报告/南塘居").glob("*.docx"):
        problems = docx_text(path.read_bytes()).partition("存在的问题")[2].partition("数据来源")[0]
        assert "到会率" not in problems
        assert "收缴率" not in problems
