"""乡镇台账.xlsx becomes frozen settings, or every mistake in it at once, each with its sheet and cell."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from shuzhi import form
from shuzhi.author.workbook import build
from shuzhi.errors import AlreadyRunning, SettingsFault
from shuzhi.model.period import Period
from shuzhi.model.words import Audience, Level
from shuzhi.workspace import Workspace, load_settings
from shuzhi.workspace.settings import OWN

TOWNSHIP = form.load("township")
GOOD = {
    "parameters": [{"township": "云溪镇", "period": "2023年第三季度", "coverage_start": date(2023, 7, 1),
                    "coverage_end": date(2023, 9, 30), "deadline": date(2023, 10, 9)}],
    "roster": [
        {"code": "1", "full_name": "石井村党支部", "short_name": "石井村", "aliases": "石井、石井支部", "org_type": "党支部",
         "unit_type": "村"},
        {"code": "2", "full_name": "湖滨社区党总支", "short_name": "湖滨", "org_type": "党总支", "unit_type": "社区"},
        {"code": "3", "full_name": "湖滨第一党支部", "short_name": "一支部", "org_type": "党支部", "unit_type": "社区",
         "parent": "2", "extended_until": date(2023, 10, 15)},
        {"code": "4", "full_name": "旧村党支部", "short_name": "旧村", "org_type": "党支部", "unit_type": "村",
         "closed": date(2023, 6, 30)},
    ],
    "reports": [{"template": "a.docx", "name": "述职报告", "audience": "对党员和居民", "output": "报告",
                 "unit_types": "村、社区", "period_kinds": "季度", "needs": "居民提案"}],
    "rules": [{"code": "B03", "level": "请核对", "threshold": 60}, {"code": "H07", "on": "否"}],
    "words": [{"kind": "禁用", "word": "零上访", "until": date(2023, 12, 31)}],
    "local_types": [{"local": "支部大学", "standard": "党课"}],
}


def workspace(folder, **changes):
    (folder / "workbooks").mkdir()
    (folder / "templates").mkdir()
    (folder / "templates" / "a.docx").write_bytes(b"")
    (folder / "workbooks" / "乡镇台账.xlsx").write_bytes(build(TOWNSHIP, GOOD | changes, 2023))
    return Workspace(folder)


def faults(folder, **changes):
    with pytest.raises(SettingsFault) as caught:
        load_settings(workspace(folder, **changes))
    return caught.value.faults


def test_every_sheet_becomes_settings(tmp_path):
    """Names, dates, lists, levels and thresholds come out as typed values; a branch closed before is left out."""
    settings = load_settings(workspace(tmp_path))
    assert (settings.township, settings.period.code, settings.coverage.end) == ("云溪镇", "2023Q3", date(2023, 9, 30))
    assert [branch.code for branch in settings.branches] == ["1", "2", "3"]
    assert settings.branches[0].aliases == ("石井", "石井支部")
    assert [branch.code for branch in settings.children("2")] == ["3"]
    assert settings.branches[2].extended_until == date(2023, 10, 15)
    (report,) = settings.reports
    assert (report.audience, report.unit_types, report.period_kinds) == (Audience.RESIDENTS, ("村", "社区"), ("Q",))
    assert report.needs == ("proposals",)
    assert (settings.rules["B03"].level, settings.rules["B03"].threshold) == (Level.WARNING, 60)
    assert not settings.rules["H07"].on
    assert settings.limits["close_days"] == 60
    assert settings.local_types == {"支部大学": "党课"}


def test_what_a_township_switches_on(tmp_path):
    """是 in 参数; 否, or nothing, leaves it off."""
    wanted = {"ranks": "是", "pdf": "是", "suggest": "否"}
    made = workspace(tmp_path, parameters=[GOOD["parameters"][0] | wanted])
    assert load_settings(made).switches == {"ranks", "pdf"}


def test_another_period_counts_its_own_days(tmp_path):
    """--period 2023Q2: calendar days, no deadline; the branch closed in June still stood then."""
    settings = load_settings(workspace(tmp_path), Period.parse("2023Q2"))
    assert (settings.coverage.start, settings.coverage.end) == (date(2023, 4, 1), date(2023, 6, 30))
    assert settings.deadline is None
    assert len(settings.branches) == 4


def test_a_report_is_named_after_the_period_it_is_made_for(tmp_path):
    """{报告期} in 输出名 stands for the label of the period that runs, not of the one in 参数."""
    made = workspace(tmp_path, reports=[GOOD["reports"][0] | {"output": "{报告期}述职"}])
    assert [kind.output for kind in load_settings(made).reports] == ["2023年第三季度述职"]
    assert [kind.output for kind in load_settings(made, Period(2023, "Y", 0)).reports] == ["2023年度述职"]


def test_every_mistake_is_told_at_once_with_sheet_and_cell(tmp_path):
    """One workbook with all kinds of mistakes, and the exact list, from the first sheet and row to the last."""
    told = faults(
        tmp_path,
        parameters=[GOOD["parameters"][0] | {"township": None, "coverage_end": "9月31日", "close_days": "六十多"}],
        roster=[
            GOOD["roster"][0], {**GOOD["roster"][1], "code": "1", "org_type": "总支部会"},
            {**GOOD["roster"][2], "parent": "99", "full_name": None},
        ],
        reports=[GOOD["reports"][0] | {"template": "../a.docx", "audience": "大家"}],
        rules=[{"code": "Z99"}, {"code": "B03", "level": "严重"}],
        local_types=[{"local": "夜校", "standard": "学习"}],
    )
    assert [fault.split("：")[0] for fault in told] == [
        "参数 B3", "参数 B9", "参数 B16", "支部名册 A3", "支部名册 E3", "支部名册 B4", "支部名册 G4",
        "报告 A2", "报告 F2", "规则 A2", "规则 C3", "本地叫法 B2",
    ]


def test_names_of_reports_and_branches_are_unambiguous(tmp_path):
    """No output name that leaves its folder or stands twice for one branch, no alias of another branch, no ring of one."""
    two = GOOD["reports"][0]
    told = faults(
        tmp_path, reports=[two, two | {"unit_types": "村"}, two | {"output": "../x"}, two | {"unit_types": "居"}],
        roster=[*GOOD["roster"][:2], {**GOOD["roster"][2], "aliases": "石井村", "parent": "3"}],
        local_types=[{"local": "党课", "standard": "主题党日"}],
    )
    assert sorted(fault.split("：")[0] for fault in told) == ["报告 G3", "报告 G4", "支部名册 D4", "支部名册 G4", "本地叫法 A2"]


@pytest.mark.parametrize("field", ["parent", "merged_into"])
def test_branches_that_lead_to_themselves_are_a_mistake(tmp_path, field):
    """A ring of superiors or of mergers, of two as of one, is told on each of its rows; a way into it is none."""
    first, second, third = ({**row, "parent": None, "closed": date(2023, 6, 30)} for row in GOOD["roster"][:3])
    rows = [{**first, field: "2"}, {**second, field: "1"}, {**third, field: "1"}, {**GOOD["roster"][3], field: "4"}]
    two, other, own = faults(tmp_path, roster=rows, rules=[])
    column = {"parent": "G", "merged_into": "M"}[field]
    assert [one.split("：")[0] for one in (two, other, own)] == [f"支部名册 {column}{row}" for row in (2, 3, 5)]
    assert "又回到了自己" in two
    assert "又回到了自己" in other
    assert "写成了自己的编码" in own


def test_the_townships_own_report_has_its_own_mistakes(tmp_path):
    """Columns that choose branches, a person's name that is none, twice one name; rows for a report that there is not.

    A report of the township and one of the branches may share an output name: they lie in different folders.
    """
    told = faults(
        tmp_path,
        reports=[
            *OWN_ROWS["reports"], OWN_REPORT | {"output": "另一份", "branches": "石井村", "needs": "会议"},
            OWN_REPORT | {"speaker": "纪怀川书记、唐文凤"},
        ],
        own_problems=[{"number": "1", "type": "下步打算", "plan": "每周到村组一天", "report": "述职报告"}],
        own_texts=[{"section": "结束语", "body": "以上报告，请审阅。", "report": "镇党委年度述职报告"}],
    )
    assert [fault.split("：")[0] for fault in told] == [
        "报告 H4", "报告 I4", "报告 G5", "报告 L5", "本级问题与措施 L2",
    ]
    assert "“报告主体”是乡镇的，“适用支部”不起作用" in told[1]


def test_a_missing_or_damaged_workbook_is_said(tmp_path):
    """No file, and a file that is no workbook: what to do, nothing else."""
    with pytest.raises(SettingsFault, match="shuzhi init"):
        load_settings(Workspace(tmp_path))
    settings = workspace(tmp_path).settings_file
    settings.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(SettingsFault, match="换上备份"):
        load_settings(Workspace(tmp_path))


OWN_REPORT = {"template": "a.docx", "name": "镇党委年度述职报告", "audience": "报上级", "output": "报告", "subject": "乡镇",
              "speaker": "纪怀川", "speaker_post": "云溪镇党委书记", "document_date": "2024年1月12日"}
OWN_ROWS = {
    "reports": [*GOOD["reports"], OWN_REPORT],
    "own_meetings": [
        {"date": date(2023, 3, 15), "type": "党课", "topic": "三会一课怎样开", "host": "唐文凤", "speaker": "唐文凤",
         "expected": 41, "present": 35},
        {"date": "2023年4月11日", "type": "党建工作专题会议", "topic": "确定党建联系点", "host": "纪怀川 同志"},
    ],
    "own_works": [{"date": date(2023, 12, 18), "type": "集体经济", "content": "合作社累计分红", "quantity": 48.6,
                   "unit": "万元", "officer": "纪怀川"}],
    "own_problems": [{"number": "1", "type": "下步打算", "plan": "每周到村组一天", "report": "镇党委年度述职报告"}],
    "own_texts": [{"section": "结束语", "body": "以上报告，请审阅。"}],
}


def test_the_townships_own_rows_arrive_typed_with_their_excel_rows(tmp_path):
    """本级会议, 本级工作, 本级问题与措施, 本级文字材料: one Row a line, days and numbers typed, blanks None."""
    settings = load_settings(workspace(tmp_path, **OWN_ROWS))
    assert settings.reports[-1].document_date == date(2024, 1, 12)
    own = settings.own
    assert {name: [row.number for row in rows] for name, rows in own.items()} == {
        "own_meetings": [2, 3], "own_works": [2], "own_problems": [2], "own_texts": [2],
    }
    first, second = own["own_meetings"]
    assert (first.sheet, first.values["date"], first.values["present"]) == ("own_meetings", date(2023, 3, 15), 35)
    assert (second.values["date"], second.values["host"], second.values["present"]) == (date(2023, 4, 11), "纪怀川", None)
    [work], [plan], [text] = own["own_works"], own["own_problems"], own["own_texts"]
    assert (work.values["quantity"], work.values["unit"], work.values["people"]) == (48.6, "万元", None)
    assert (plan.values["number"], plan.values["plan"], plan.values["problem"]) == ("1", "每周到村组一天", None)
    assert set(text.values) == {field.name for field in TOWNSHIP.sheet("own_texts").fields}
    assert (text.values["body"], text.values["report"]) == ("以上报告，请审阅。", None)


def test_a_fault_in_the_townships_own_rows_is_told_with_its_cell(tmp_path):
    """Unknown choices, unreadable days and numbers, missing cells, more present than expected."""
    meeting, work = OWN_ROWS["own_meetings"][0], OWN_ROWS["own_works"][0]
    told = faults(
        tmp_path,
        own_meetings=[meeting | {"present": 42}, meeting | {"date": "9月31日", "speaker": None}],
        own_works=[work | {"type": "跑步", "quantity": "四十多"}, work | {"content": None}],
        own_problems=[{"number": "1", "type": "存在问题", "cause": "没有安排时间"}],
        own_texts=[{"section": "后记", "body": "完。"}],
    )
    assert sorted(fault.split("：")[0] for fault in told) == sorted([
        "本级会议 H2", "本级会议 A3", "本级会议 I3", "本级工作 B2", "本级工作 D2", "本级工作 C3",
        "本级问题与措施 E2", "本级问题与措施 G2", "本级文字材料 A2",
    ])
    assert "本级会议 H2：实到人数比应到人数多。请核对后改正其中一个。" in told


def test_placeholders_in_the_townships_own_text_are_mistakes(tmp_path):
    """What a model text left open is said before any report is made; sizes and QQ groups are none."""
    told = faults(
        tmp_path,
        own_texts=[{"section": "结束语", "body": "召开会议X次。"}, {"section": "开头语", "body": "通过QQ群通知，硬化3×4米。"}],
        own_problems=[{"number": "1", "type": "下步打算", "plan": "每周到____一天"}],
        own_works=[OWN_ROWS["own_works"][0] | {"content": "本文档编辑密码：1"}],
    )
    assert [fault.split("：")[0] for fault in told] == ["本级工作 C2", "本级问题与措施 K2", "本级文字材料 B2"]


def test_an_older_workbook_without_the_own_sheets_still_loads(tmp_path):
    """The sheets came later: without them, or with nothing in them, the township has no rows of its own."""
    blank = load_settings(workspace(tmp_path))
    assert blank.own == {"own_meetings": (), "own_works": (), "own_problems": (), "own_texts": ()}
    book = openpyxl.load_workbook(Workspace(tmp_path).settings_file)
    for sheet in TOWNSHIP.sheets:
        if sheet.name in OWN:
            del book[sheet.title]
    book.save(Workspace(tmp_path).settings_file)
    assert load_settings(Workspace(tmp_path)) == blank


def test_the_blank_workbook_has_the_own_sheets():
    """What `shuzhi init` hands out has all four, each under its header."""
    book = openpyxl.load_workbook(BytesIO(build(TOWNSHIP, {}, 2023)))
    for name in OWN:
        sheet = TOWNSHIP.sheet(name)
        assert [cell.value for cell in book[sheet.title][1]][:len(sheet.fields)] == [
            field.title + field.mark for field in sheet.fields
        ]


def test_an_empty_roster_is_a_mistake(tmp_path):
    """A township without branches expects nobody."""
    assert any("一个支部也没有填" in fault for fault in faults(tmp_path, roster=[]))


def test_a_period_in_which_no_branch_stands_is_a_mistake(tmp_path):
    """Every branch was closed before it began: said with the columns to look at, before anything is made."""
    (told,) = faults(tmp_path, roster=GOOD["roster"][3:], rules=[])
    assert told.startswith("支部名册：2023年第三季度没有一个支部")
    assert "撤并日期" in told


def test_only_one_run_holds_the_workspace(tmp_path):
    """The lock is given back at the end."""
    one = Workspace(tmp_path)
    with one.locked(), pytest.raises(AlreadyRunning), Workspace(tmp_path).locked():
        pass
    with one.locked():
        pass
