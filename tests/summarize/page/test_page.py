import json
import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import pairwise
from urllib.parse import unquote

import pandas as pd
import pytest
from lxml import html

from joined import frame, results
from shuzhi import form
from shuzhi.deliver.hypertext import page_faults
from shuzhi.model.results import EARLIER
from shuzhi.summarize.page.page import FEW, NAMED, SHOWN, page

FILES = (
    "催报.txt", "待修改/东风村.xlsx", "待说明/柳溪社区.xlsx", "报告/乡镇/工作报告.docx", "报告/柳溪社区/述职报告.docx",
    "报告/石桥村/述职报告.docx", "报告/石桥村/述职报告.pdf", "数据/datapackage.json", "数据/tasks.csv", "manifest.json",
    "汇总表.xlsx",
)
NAUGHTY = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}",
    "{% include 'x' %}", "&lt;b&gt;", "<!--", "]]>", "' onmouseover='alert(1)", "</template></table>",
)
EARLIER_LINES = """
| period | branch_code | name | value | numerator | denominator |
|---|---|---|---|---|---|
| 2023Q1 | QH01 | members_total | 1 | | |
| 2023Q2 | QH01 | members_total | 42 | | |
| 2023Q2 | QH02 | members_total | 30 | | |
| 2023Q2 | TOTAL | general_attendance_rate | 92.5 | 37 | 40 |
"""


@cache
def bytes_of():
    """The page of the invented township, made once."""
    return page(results(), FILES)


def made(given=None, files=FILES):
    return html.document_fromstring(page(given, files) if given else bytes_of())


def words(element):
    return " ".join(element.text_content().split())


def table(document, name):
    """The rows of a table, head and foot among them, as texts."""
    return [[words(cell) for cell in row.xpath("./th|./td")] for row in document.xpath(f"//table[@id='{name}']//tr")]


def test_same_bytes():
    """The same results give the same bytes."""
    assert page(results(), FILES) == bytes_of()


def test_sound():
    """The page asks nothing of any other place, holds no code in attributes, has no id twice and no style attribute."""
    assert page_faults(bytes_of()) == []
    assert not made().xpath("//@style")


def test_policy():
    """The policy allows what stands in the page and nothing else: its hashes are those of its scripts and styles."""
    document = made()
    policy = dict(part.split(" ", 1) for part in document.xpath(
        "//meta[@http-equiv='Content-Security-Policy']/@content")[0].split("; "))
    assert policy.pop("img-src") == "data:"

    def hashes(path):
        return {f"'sha256-{b64encode(sha256(one.text.encode()).digest()).decode()}'" for one in document.xpath(path)}

    assert set(policy.pop("script-src").split()) == hashes("//script[not(@type)]")
    assert set(policy.pop("style-src").split()) == hashes("//style")
    assert policy == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}


def test_counts():
    """The numbers at the head are those of the branches: the states add up to 应报."""
    found = {words(item): None for item in made().xpath("//ul[@class='counts']/li")}
    assert list(found) == ["4 应报", "3 已收", "1 通过", "1 待说明", "1 待修改", "0 无法读取", "1 未报送", "2 逾期"]


def test_head():
    """The head says which days are counted, to which day states are told, and from how many files."""
    facts = made().xpath("//header/dl/div")
    assert words(made().xpath("//h1")[0]) == "青禾镇2023年第三季度 支部工作看板"
    assert [words(one) for one in facts] == [
        "统计期间2023年7月1日至9月30日", "办理情况截至各支部填写的日期（2023年7月20日至2023年10月8日）",
        "报送截止2023年10月10日", "数据来源本期的 5 个文件",
    ]
    assert words(made(results(as_of=date(2023, 10, 12))).xpath("//header/dl/div")[1]) == "办理情况截至2023年10月12日"


def test_todos():
    """Who has something left to do stands by name with what to do, and links to its section."""
    document = made()
    assert [words(item) for item in document.xpath("//ul[@class='todos']/li")] == [
        "未报送（1个） 北坡村。请催报；催报.txt 里的话可以直接贴到工作群。",
        "待修改（1个） 东风村。请把“待修改”里标好的表发回支部，改好后重新报送。",
        "待说明（1个） 柳溪社区。请把“待说明”里标好的表发回支部，改正或写明原因后重新报送。报告初稿已先生成。",
    ]
    assert document.xpath("//ul[@class='todos']//a/@href") == ["#b3", "#b2", "#b1"]


def test_many_todos():
    """Where many have something left to do, the first are named and the others a click away."""
    given = results()
    codes = [f"{number:03d}" for number in range(NAMED + 2)]
    branches = pd.concat([given.branches.iloc[[3]]] * len(codes)).assign(branch_code=codes)
    item, = made(replace(given, branches=branches, indicators=given.indicators.iloc[:0])).xpath("//ul[@class='todos']/li")
    assert len(item.xpath("./span/a[starts-with(@href, '#b')]")) == NAMED
    assert words(item).endswith("、北坡村等，看全部。请催报；催报.txt 里的话可以直接贴到工作群。")
    assert item.xpath("./a[last()]/@data-state") == ["missing"]


def test_links():
    """Every link goes to a file of the delivery or to an id of the page; every file that staff open is linked."""
    files = ("报告/石桥村/50%#1 (稿)?.docx", *FILES)
    document = made(results(), files)
    links = [unquote(link) for link in document.xpath("//a/@href")]
    ids = {f"#{name}" for name in document.xpath("//@id")}
    own = document.xpath("//section[@id='overview']//div[@class='files']//a/@href")
    assert own == ["汇总表.xlsx", "催报.txt", "报告/乡镇/工作报告.docx", "数据/"]
    assert set(links) - ids == {*files, "数据/"} - {"manifest.json", "数据/datapackage.json", "数据/tasks.csv"}


def test_arrivals():
    """报送情况 has a line for every branch of the roster: state, day, counts of findings, what to do, its files."""
    rows = table(made(), "arrivals")
    assert rows[1] == [
        "石桥村", "村", "通过", "", "2023-10-08", "0", "0", "1",
        "本期没有要生成的报告；支部作了1处说明，有提醒，请看“核对结果”。", "述职报告 述职报告（PDF）",
    ]
    assert [row[:8] for row in rows[2:]] == [
        ["柳溪社区", "社区", "待说明", "逾期", "2023-10-12", "0", "1", "0"],
        ["东风村", "村", "待修改", "", "2023-10-09", "2", "0", "0"],
        ["北坡村", "村", "未报送", "逾期", "", "", "", ""],
    ]


def test_findings():
    """核对结果 lists every finding in the order of findings.csv, the explained ones marked; suggestions stand apart."""
    document = made(replace(results(), suggestions=(("QH02", "有1件实事没有开工。"), ("QH01", "到会率低。"))))
    rows = table(document, "findings")
    assert [(row[0], row[1], row[2], row[4], row[6]) for row in rows[1:]] == [
        ("石桥村", "提醒", "S01", "B12", "号码位数少见。"), ("石桥村", "请核对已说明", "T04", "I4", "投资很大。"),
        ("柳溪社区", "请核对", "M01", "第 4 行", "整行可能重复。"),
        ("东风村", "必须改", "C03", "AB7", "应到人数没有填。"), ("东风村", "必须改", "V02", "H3", "赞成、反对、弃权加起来不对。"),
        ("不能确定支部", "必须改", "F01", "", "文件已损坏。"),
    ]
    assert "文件名在汇总表.xlsx 的“报送情况”里" in words(document)
    assert table(document, "suggestions")[1:] == [["石桥村", "到会率低。"], ["柳溪社区", "有1件实事没有开工。"]]


def test_by_rule():
    """By rule: the gravest first, then the most frequent; numbers that differ among the messages are left out."""
    given = results()
    more = given.findings.iloc[[3, 3, 3]].assign(
        message=["共有3处，限2处（这样的共9行）。", "共有12处，限2处。", "别的话。"], branch_code=["QH01", "QH01", "QH02"], code="M09")
    rows = table(made(replace(given, findings=pd.concat([given.findings, more]))), "rules")
    assert [row[:5] for row in rows[1:]] == [
        ["C03", "必须改", "应到人数没有填。", "1", "1"], ["F01", "必须改", "文件已损坏。", "1", "0"],
        ["V02", "必须改", "赞成、反对、弃权加起来不对。", "1", "1"], ["M09", "请核对", "共有……处，限2处。（另有 1 种情形）", "3", "2"],
        ["M01", "请核对", "整行可能重复。", "1", "1"], ["T04", "请核对", "投资很大。", "1", "1"], ["S01", "提醒", "号码位数少见。", "1", "1"],
    ]


def test_indicators():
    """A table a group: a line a branch, blanks where nothing counts, the township's own value last."""
    document = made()
    captions = [words(one) for one in document.xpath("//div[@class='group']//caption")]
    assert captions == [f"{name}（4 个支部）" for name in ("党员队伍", "组织生活", "民生实事", "公开和集体经济", "其他工作")]
    assert table(document, "indicators-0") == [
        ["支部", "状态", "党员总数（名）"], ["石桥村", "通过", "45"], ["柳溪社区", "待说明", "30"], ["东风村", "待修改", ""],
        ["北坡村", "未报送", ""], ["合计", "", "75"],
    ]
    assert [row[-1] for row in table(document, "indicators-1")] == ["支部党员大会到会率（%）", "93.8", "50", "", "", "92"]


def test_changes():
    """Where the period just before may be compared, a figure says by how much it moved; a rate in points."""
    earlier = frame(EARLIER_LINES, (), EARLIER[3:])
    document = made(replace(results(), earlier=earlier))
    smalls = {row[0]: row[-1] for row in table(document, "indicators-0")}
    assert smalls == {"支部": "党员总数（名）", "石桥村": "45+3", "柳溪社区": "30持平", "东风村": "", "北坡村": "", "合计": "75"}
    assert table(document, "indicators-1")[-1][-1] == "92−0.5点"
    assert "比2023年第二季度的增减" in words(document)
    assert "的增减" not in words(made())


def test_lists():
    """民生实事 and 意见建议 begin with what is late, then what is open; by state they say how many of them are late."""
    document = made()
    rows = table(document, "tasks")
    late = rows[0].index("逾期天数")
    assert rows[0][:4] == ["支部", "编号", "事项名称", "状态"]
    assert [(row[0], row[1], row[late - 1], row[late]) for row in rows[1:]] == [
        ("石桥村", "实2023-002", "进行中", "8"), ("柳溪社区", "实2023-001", "未启动", ""),
        ("石桥村", "实2023-003", "进行中", ""), ("石桥村", "实2023-001", "已完成", ""),
    ]
    assert table(document, "tasks-states")[1:] == [["未启动", "1", "0"], ["进行中", "2", "1"], ["已完成", "1", ""], ["合计", "4", "1"]]
    assert table(document, "proposals-states")[1:] == [["正在办理", "1", "1"], ["未办理", "1", "0"], ["合计", "2", "1"]]


def test_merged():
    """A proposal that went into another one is listed, but neither counted again nor late."""
    given = results()
    proposals = given.frames["proposals"].assign(merged_into=["议2023-002", None])
    document = made(replace(given, frames={**given.frames, "proposals": proposals}))
    assert table(document, "proposals-states")[1:] == [["未办理", "1", "0"], ["合计", "1", "0"]]
    rows = table(document, "proposals")
    assert "超期天数" not in rows[0]
    assert [(row[1], row[-1]) for row in rows[1:]] == [("议2023-001", "议2023-002"), ("议2023-002", "")]


def test_sections():
    """A branch's section tells everything of it: state, what to do, findings, indicators, tasks, proposals."""
    one, *_, last = made().xpath("//details")
    assert words(one) == (
        "石桥村 通过 提醒 1 全称中共青禾镇石桥村支部委员会编码QH01类别党支部，村填报日期2023-10-08 怎么办：本期没有要生成的报告；支部作了1处说明，"
        "有提醒，请看“核对结果”。 文件：述职报告 述职报告（PDF） 核对结果（2 条） 提醒 支部信息 B12 联系电话 号码位数少见。 请核对。 "
        "请核对（已说明） 民生实事 I4 计划总投资（万元） 投资很大。 请核对。 指标 党员队伍党员总数 45 名 组织生活支部党员大会到会率 93.8% "
        "民生实事计划总投资 12.5 万元 其他工作入户走访（户次） 12 民生实事（3 件） 已完成 实2023-001 三组水泥路修补 进行中 实2023-002 "
        "http://example.com 逾期 8 天 进行中 实2023-003 修渠 意见建议（2 条） 正在办理 议2023-001 路灯不亮 超期 8 天 未办理 议2023-002 @组长"
    )
    assert words(last) == "北坡村 未报送 逾期 全称中共青禾镇北坡村支部委员会编码QH04类别党支部，村 怎么办：还没有收到本期工作簿，请催报。"


def test_nothing_personal():
    """Nobody's name, phone, explanation or file name stands in the page, whatever column it was typed in."""
    given = results()
    frames = {}
    for name, rows in given.frames.items():
        closed = [field.name for field in form.load().sheet(name).fields if field.disclosure != "public"]
        frames[name] = rows.assign(**{column: f"某某{column}" for column in closed if column in rows})
    text = page(replace(given, frames=frames), FILES).decode()
    assert not re.search(r"某某|张大山|李小河|陈小满|王小川|1\d{10}|由县里核定|另一处|石桥村新|照片\.xlsx", text)


@pytest.mark.parametrize("text", [" ".join(NAUGHTY), "</template></table>"])
def test_escaped(text):
    """Whatever anybody typed stands in the page as text: the same elements, attributes and scripts as without it."""
    given = results()
    frames = {
        name: rows.assign(**{
            field.name: text for field in form.load().sheet(name).fields
            if field.type == "string" and field.name in rows and field.name != "state"
        }) for name, rows in given.frames.items()
    }
    branches = given.branches.assign(short_name=text, full_name=text, org_type=text, unit_type=text)
    findings = given.findings.assign(message=text, hint=text, code=text)
    hostile = replace(
        given, frames=frames, branches=branches, findings=findings, remarks=(text,), suggestions=(("QH01", text),),
        indicators=given.indicators.assign(unit=text, title=text),
        settings=replace(given.settings, township=text),
    )
    document = made(hostile, ("报告/石桥村/述职报告.docx",))
    tags = {one.tag for one in document.iter() if isinstance(one.tag, str)}
    assert tags <= {one.tag for one in made().iter() if isinstance(one.tag, str)}
    assert len(document.xpath("//script")) == len(made().xpath("//script"))
    assert page_faults(html.tostring(document, encoding="utf-8")) == []
    assert document.xpath("//h1")[0].text_content().startswith(text)
    assert {row[6] for row in table(document, "findings")[1:]} == {" ".join(text.split()), "投资很大。"}
    assert json.loads(document.xpath("//script[@id='chart-data']")[0].text)


def test_nothing_found():
    """A township where nothing is wrong and nothing was typed has no empty section: it says so plainly."""
    given = results()
    document = made(replace(
        given, findings=given.findings.iloc[:0], explained=given.explained.iloc[:0], indicators=given.indicators.iloc[:0],
        branches=given.branches.assign(state="accepted", late=False, errors=0, warnings=0, notices=0),
        frames={name: rows.iloc[:0] for name, rows in given.frames.items()},
    ), ())
    said = {words(one) for one in document.xpath("//main//p[@class='none']")}
    assert said == {
        "应报的支部都已报齐，没有要改的，也没有要说明的。", "没有核对出问题。", "还没有支部的数据通过核对，没有可以汇总的指标。",
        "没有民生实事。", "没有意见建议。",
    }
    assert len(document.xpath("//table")) == 1


def test_nothing_handed_in():
    """Before anything came in, the page does not say that nothing is wrong, but that there is nothing yet."""
    given = results()
    document = made(replace(
        given, findings=given.findings.iloc[:0], explained=given.explained.iloc[:0], indicators=given.indicators.iloc[:0],
        submissions=given.submissions.iloc[:0], branches=given.branches.assign(state="missing", submission=-1),
        frames={name: rows.iloc[:0] for name, rows in given.frames.items()},
    ), ())
    assert words(document.xpath("//header/dl/div")[-1]) == "数据来源本期还没有收到文件"
    assert [words(one) for one in document.xpath("//main/section/p[@class='none']")] == [
        "还没有可以核对的工作簿。", "还没有支部的数据通过核对，没有可以汇总的指标。",
        "还没有支部的数据通过核对，没有可以列出的民生实事。", "还没有支部的数据通过核对，没有可以列出的意见建议。",
    ]


def test_many():
    """Rows beyond the first hundred wait in a template, and a reader without scripts is told where the rest is."""
    given = results()
    copies = SHOWN // 2
    proposals = pd.concat([given.frames["proposals"]] * (copies + 1))
    document = made(replace(given, frames={**given.frames, "proposals": proposals}))
    body = document.xpath("//table[@id='proposals']/tbody")[0]
    assert [len(body.xpath(path)) for path in ("./tr", ".//tr")] == [SHOWN, 2 * (copies + 1)]
    assert words(document.xpath("//p[@class='rest']")[0]) == "上面是前 100 行，共 102 行；其余的请看汇总表.xlsx。"


def test_large_township():
    """In a large township the sections' content waits in a template, too; a reader without scripts is told."""
    given = results()
    places = [f"{number:03d}" for number in range(FEW + 1)]
    branches = pd.concat([given.branches.iloc[[0]]] * len(places)).assign(branch_code=places, place=places)
    indicators = given.indicators.replace({"branch_code": {"QH01": "000"}})
    document = made(replace(given, branches=branches, indicators=indicators))
    assert len(document.xpath("//details")) == len(places)
    assert len(document.xpath("//details/template/div[@class='inside']")) == len(places)
    assert "展不开" in document.xpath("//noscript")[0].text_content()
    assert not made().xpath("//details/template|//noscript")


def test_outline():
    """Headings go down a step at a time, every table has a caption and scopes, every control a label."""
    document = made()
    levels = [int(one.tag[1]) for one in document.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert len(document.xpath("//table/caption")) == len(document.xpath("//table"))
    assert not document.xpath("//thead//th[not(@scope)]|//tbody//th[not(@scope)]|//tfoot//th[not(@scope)]")
    assert not document.xpath("//select[not(ancestor::label)]|//input[not(ancestor::label)]|//button[not(@type)]")
