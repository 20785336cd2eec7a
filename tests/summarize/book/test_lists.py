"""会议, 民生实事 and 意见建议."""

from dataclasses import replace
from datetime import date

import pandas as pd

from joined import results
from summarybook import book, by_header, lines


def with_rows(name, **columns):
    """The small township with other values in one sheet."""
    given = results()
    return replace(given, frames={**given.frames, name: given.frames[name].assign(**columns)})


def test_tasks():
    """民生实事 counts days late from the adjusted date to the branch's own day, for open tasks only, in red."""
    sheet = book()["民生实事"]
    rows = by_header(sheet)
    assert [(row["支部简称"], row["编号"], row["逾期天数"]) for row in rows] == [
        ("石桥村", "实2023-001", ""), ("石桥村", "实2023-002", 8), ("石桥村", "实2023-003", ""),
        ("柳溪社区", "实2023-001", ""),
    ]
    states = next(column for column in sheet.iter_cols() if column[0].value == "状态")
    assert [cell.font.color.rgb == "FFB00020" for cell in states[1:5]] == [False, True, False, False]


def test_as_of():
    """--as-of takes the place of every workbook's own day."""
    rows = by_header(book(results(as_of=date(2023, 8, 5)))["民生实事"])
    assert [row["逾期天数"] for row in rows] == ["", "", "", 5]


def test_progress():
    """A task shows how far its money is spent, and while it is open how far its time has run and what is left of it."""
    days = pd.to_datetime(pd.Series(["2023-06-01", "2023-07-02", "2023-09-01", None])).astype("datetime64[s]")
    given = with_rows("tasks", paid=[9.6, None, 1.0, 0.1], started=days)
    rows = by_header(book(given)["民生实事"])
    shown = [(row["支付进度（%）"], row["时间进度（%）"], row["剩余天数"], row["逾期天数"]) for row in rows]
    assert shown == [(100, "", "", ""), ("", 100, "", 8), ("", 30.57851239669421, 84, ""), (0.1 / 0.3 * 100, "", 11, "")]
    formulas = by_header(book(given, values=False)["民生实事"])
    assert formulas[0]["支付进度（%）"] == '=IF(N(G2)*ISNUMBER(H2)>0,H2/G2*100,"")'


def test_money_by_state():
    """Below the tasks their money is added up, all but cancelled ones, then by state, as live formulas with results."""
    given = with_rows("tasks", state=["已完成", "进行中", "取消", "未启动"], paid=[9.0, None, 1.0, 0.1])
    sheet = book(given)["民生实事"]
    header, *_ = lines(sheet)
    places = [0, *map(header.index, ("编号", "计划总投资（万元）", "累计已支付（万元）", "支付进度（%）"))]
    sums = [[row[place] for place in places] for row in lines(sheet)[6:]]
    assert sums == [
        ["合计（不含取消）", "3件", 12.8, 9.1, (9.0 + 0.1) / (9.6 + 0.3) * 100],
        ["未启动", "1件", 0.3, 0.1, 0.1 / 0.3 * 100], ["进行中", "1件", 2.9, "", ""],
        ["已完成", "1件", 9.6, 9, 9.0 / 9.6 * 100], ["取消", "1件", "", 1, ""],
    ]
    formulas = [[row[place] for place in places] for row in lines(book(given, values=False)["民生实事"])[6:]]
    assert formulas[0][2] == '=SUMIF(M$2:M$5,"<>取消",G$2:G$5)'
    assert formulas[1][1] == '=COUNTIFS(M$2:M$5,"=未启动")&"件"'


def test_red_rows():
    """The whole line of an overdue task is red, that of any other is not."""
    sheet = book()["民生实事"]
    red = [{cell.font.color.rgb if cell.font.color else "" for cell in row} == {"FFB00020"} for row in sheet["A2:N5"]]
    assert red == [False, True, False, False]


def test_proposals():
    """意见建议 shows how long each is open, and the days beyond 办结期限 of open ones; never who proposed."""
    given = with_rows("proposals", closed=pd.to_datetime(pd.Series([None, "2023-09-25"])).astype("datetime64[s]"))
    rows = by_header(book(given)["意见建议"])
    assert [(row["编号"], row["超期天数"], row["已历天数"]) for row in rows] == [
        ("议2023-001", 8, 68), ("议2023-002", "", 5),
    ]
    assert "提出人" not in rows[0]


def test_merged_proposals():
    """A proposal merged into another one is grey, is neither open nor late, and does not count."""
    given = with_rows("proposals", merged_into=["议2023-002", None])
    sheet = book(given)["意见建议"]
    assert [(row["超期天数"], row["已历天数"]) for row in by_header(sheet)] == [("", ""), ("", 18)]
    assert sheet["A2"].fill.fgColor.rgb == "FFF1F3F4"
    assert [(row[0], row[3]) for row in lines(sheet)[4:]] == [("合计（不含并入）", "1条"), ("未办理", "1条")]
    assert [row[3] for row in lines(book(given, values=False)["意见建议"])[4:]] == [
        f'=COUNTIFS({state}L$2:L$3,"")&"条"' for state in ("", 'I$2:I$3,"=未办理",')
    ]


def test_meetings():
    """会议 lists what the branches that count held, with the attendance as a live formula; absences never."""
    sheet = book()["会议"]
    assert by_header(sheet) == [{
        "序号": 1, "支部编码": "QH01", "支部简称": "石桥村", "日期": sheet["D2"].value, "计入本期": "是",
        "会议类型": "支部党员大会", "议题": "=1+1", "主持人": "张大山", "应到人数": 48, "实到人数": 45, "到会率（%）": 93.75,
    }]
    assert sheet["D2"].value.date() == date(2023, 7, 5)
    assert book(values=False)["会议"]["K2"].value == '=IF(N(I2)*ISNUMBER(J2)>0,J2/I2*100,"")'


def test_meetings_outside():
    """A meeting outside the branch's coverage stays in the list, in grey, and says that it does not count."""
    day = pd.Series([pd.Timestamp("2023-10-01")]).astype("datetime64[s]")
    sheet = book(with_rows("meetings", date=day, present=[None]))["会议"]
    assert by_header(sheet)[0]["计入本期"] == "否"
    assert by_header(sheet)[0]["到会率（%）"] == ""
    assert sheet["A2"].fill.fgColor.rgb == "FFF1F3F4"


def test_empty_lists():
    """A township of which nothing counts has its headers, and nothing below them."""
    given = results()
    frames = {name: frame.iloc[:0] for name, frame in given.frames.items()}
    made = book(replace(given, frames=frames))
    assert [len(lines(made[name])) for name in ("会议", "民生实事", "意见建议")] == [1, 1, 1]
