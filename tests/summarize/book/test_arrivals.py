"""报送情况: states, what to do, counts, links into the delivery."""

from dataclasses import replace

from joined import results
from shuzhi.model.settings import ReportKind
from shuzhi.model.words import Audience
from shuzhi.summarize.book.limits import Limits
from summarybook import below, book, lines

FILES = (
    "报告/石桥村/述职报告.docx", "报告/石桥村/述职报告.pdf", "报告/柳溪社区/意见建议办理情况报告.docx",
    "报告/柳溪社区/述职报告.docx", "报告/乡镇/工作要点.docx", "待修改/东风村.xlsx", "汇编.docx",
)


def test_arrivals():
    """报送情况 says of each branch how it stands and what to do, and below it what became of each file."""
    sheet = book()["报送情况"]
    rows = lines(sheet)
    assert rows[1][:9] == [1, "QH01", "石桥村", "通过", "", rows[1][5], 0, 0, 1]
    assert [row[3:5] for row in rows[1:5]] == [["通过", ""], ["待说明", "逾期"], ["待修改", ""], ["未报送", "逾期"]]
    assert "待修改/东风村.xlsx" in rows[3][10]
    assert rows[4][5:10] == ["", "", "", "", ""]
    files = below(sheet, "收到的文件（5个）")
    assert [row[9] for row in files[1:]] == [
        "石桥村旧.xlsx", "石桥村新.xlsx", "柳溪/柳溪社区.xlsx", "东风.xlsx", "照片.xlsx",
    ]
    assert [row[3] for row in files[1:]] == ["被替代", "采用", "采用", "采用", "无法读取"]
    assert "另存为" in files[-1][10]


def test_nothing_received():
    """Where the inbox is empty, no empty table of files stands below the branches."""
    given = results()
    sheet = book(replace(given, submissions=given.submissions.iloc[:0], remarks=()))["报送情况"]
    assert not [row for row in lines(sheet) if "大小（KB）" in row or any("收到的文件" in str(cell) for cell in row)]


def test_counts():
    """Below the branches stand live sums and a sentence that counts them, then the line that is signed."""
    rows = lines(book()["报送情况"])
    assert rows[5][2:9] == ["合计", "", 2, "", 2, 1, 1]
    assert lines(book(values=False)["报送情况"])[5][4:9] == [
        '=COUNTIF(E2:E5,"逾期")', "", "=SUM(G2:G5)", "=SUM(H2:H5)", "=SUM(I2:I5)",
    ]
    assert rows[6][0] == "应报4个，通过1个，待修改1个，待说明1个，未报送1个。"
    assert rows[7][0].split() == ["单位（盖章）：", "主要负责人：", "审核人：", "填表人：", "填报时间：", "年", "月", "日"]


def test_tallies():
    """Beside the branches stand how many are in each state and how many findings of each level, live, and two charts."""
    sheet = book()["报送情况"]
    first = lines(sheet)[0].index("支部数（个）")
    assert [row[first - 1:first + 1] for row in lines(sheet)[1:7]] == [
        ["未报送", 1], ["无法读取", 0], ["待修改", 1], ["待说明", 1], ["通过", 1], ["已审定", 0],
    ]
    assert [row[first + 2:first + 4] for row in lines(sheet)[1:4]] == [["必须改", 2], ["请核对", 1], ["提醒", 1]]
    formulas = lines(book(values=False)["报送情况"])
    assert formulas[1][first] == '=COUNTIF($D$2:$D$5,"未报送")'
    assert formulas[3][first + 3] == "=SUM($I$2:$I$5)"
    assert sheet.print_area == "'报送情况'!$A$1:$K$16"


def test_no_report_is_promised_that_nobody_makes():
    """Where 报告 has nothing for the branch in this period, 怎么办 names no draft."""
    given = results()
    kind = ReportKind("a.docx", "述职报告", Audience.SUPERIOR, "报告", period_kinds=("Q",))

    def advice(*kinds):
        made = book(replace(given, settings=replace(given.settings, reports=kinds)))
        return made["报送情况"]["K2"].value

    assert advice(kind) == "报告初稿已生成，请书记审定；支部作了1处说明，有提醒，请看“核对结果”。"
    assert advice(replace(kind, period_kinds=("Y",))) == "本期没有要生成的报告；支部作了1处说明，有提醒，请看“核对结果”。"


def linked(made, width):
    """Branch → column → where its cell leads, of the cells that lead somewhere."""
    header, *rows = list(made["报送情况"].iter_rows(max_row=5, max_col=width))
    return {
        row[2].value: {
            head.value: (cell.value, cell.hyperlink.target or cell.hyperlink.location)
            for head, cell in zip(header, row, strict=True) if cell.hyperlink
        } for row in rows
    }


def kinds(*outputs):
    return tuple(ReportKind("a.docx", name, Audience.SUPERIOR, name) for name in outputs)


def test_links():
    """A column a report, in the order of 报告, leads to its file; the office's also to what goes back and to findings."""
    given = results()
    given = replace(given, settings=replace(given.settings, reports=kinds("述职报告", "意见建议办理情况报告")))
    office = book(given, files=FILES)
    assert [cell.value for cell in office["报送情况"][1]][11:14] == ["述职报告", "意见建议办理情况报告", "发回的工作簿"]
    found = linked(office, 14)
    assert found["石桥村"] == {
        "提醒": (1, "'核对结果'!A2"), "述职报告": ("打开", "报告/石桥村/述职报告.docx"),
    }
    assert found["东风村"] == {
        "必须改": (2, "'核对结果'!A5"), "发回的工作簿": ("打开", "待修改/东风村.xlsx"),
    }
    assert office["核对结果"]["B5"].value == "东风村"
    upward = linked(book(given, files=FILES[:5], office=False), 12)
    assert list(upward["柳溪社区"]) == ["述职报告", "意见建议办理情况报告"]
    assert upward["东风村"] == {}


def test_too_many_links():
    """Behind the last link that a sheet can have, a report is only said to be there, and a count is a count."""
    found = book(files=FILES, limits=Limits(links=2))["报送情况"]
    cells = [found[place] for place in ("I2", "M2", "H3", "L3", "G4")]
    assert [(cell.value, cell.hyperlink is not None) for cell in cells] == [
        (1, True), ("打开", True), (1, False), ("有", False), (2, False),
    ]
