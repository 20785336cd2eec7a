"""填报自查: live formulas and their values."""

import random
import re
from collections import Counter
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from author.filledforms import STANDARD, made_up
from author.recalculated import recalculated, results
from office import needs_office, sheets_edited, without_titles
from shuzhi import form
from shuzhi.author import selfcheck
from shuzhi.author.blank import blank
from shuzhi.author.draft import finish, start
from shuzhi.author.draw import draw
from shuzhi.author.selfcheck import faults, meetings
from shuzhi.author.selfcheck.sheet import _page
from shuzhi.author.standard import layout
from shuzhi.compute.indicators import indicators
from shuzhi.intake.normalise import BoundSheet, normalise
from shuzhi.model.finding import findings_frame
from shuzhi.model.tables import Tables
from shuzhi.model.words import Level
from shuzhi.validate import rulebook
from shuzhi.validate.generated import generated
from shuzhi.validate.predicates import branch, dates, development, frequency, proposals, tasks
from shuzhi.validate.rule import apply
from shuzhi.validate.rulebook.dates import HAPPENED
from shuzhi.validate.scene import Scene
from shuzhi.workspace import neutral_settings

NOW, DUE, WORDS, PLACES, TONE = 2, 3, 4, 6, 7


def sheets_of(content):
    return {sheet.name: layout(sheet, content.get(sheet.name, ()), 2023) for sheet in STANDARD.sheets}


def written(content, before=None):
    """The workbook with 填报自查 behind the form's sheets."""
    draft, sheets = start(STANDARD), sheets_of(content)
    for raw, binding in sheets.values():
        draw(draft, draft.book.add_worksheet(raw.title), raw, binding)
    selfcheck.add(draft, draft.book.add_worksheet(selfcheck.TITLE), sheets, before)
    return finish(draft, [("period", ""), ("branch_code", ""), *([] if before is None else [(selfcheck.BEFORE, before)])])


def lines(content, before=None):
    """(section, what the line is called) → column → value."""
    page = _page(STANDARD, sheets_of(content), before, {})
    sections = {heading.row: heading.titles[0] for heading in page.headings}
    rows = {label.row: {} for label in page.labels}
    for (row, column), value in page.values().items():
        rows.get(row, {})[column] = value
    return {
        (sections[max(row for row in sections if row < label.row)], label.title): rows[label.row] for label in page.labels
    }


def top(content):
    return selfcheck.values(STANDARD, sheets_of(content))[2, 1]


BRANCH = {
    "full_name": "中共石桥村支部委员会", "org_type": "党支部", "unit_type": "村", "township": "青禾镇",
    "superior": "中共青禾镇委员会", "secretary": "张大山", "filled_by": "李小河", "phone": "13800000000",
    "fill_date": date(2023, 10, 8), "period": "2023年第三季度", "coverage_start": date(2023, 7, 1),
    "coverage_end": date(2023, 9, 30), "as_of": date(2023, 10, 8), "groups": 2, "committee_size": 3,
    "roster_complete": "是", "no_tasks": "确无", "no_proposals": "确无",
}


def meeting(day, kind, **other):
    return {
        "date": day, "type": kind, "topic": "学习", "host": "张大山", "expected": 30, "present": 28, "group": "第一",
        "speaker": "张大山", **other,
    }


def member(number, **other):
    return {
        "name": f"党员{number}", "sex": "男", "birth": date(1970, 1, number), "type": "正式党员",
        "joined": date(1995, 7, 1), "confirmed": date(1996, 7, 1), **other,
    }


MEETINGS = [
    meeting(date(2023, 7, 5), "支部党员大会", also_1="党课"), meeting(date(2023, 7, 6), "支委会"),
    meeting(date(2023, 8, 6), "支部委员会会议"), meeting(date(2023, 9, 6), "支部委员会会议、主题党日"),
    *(meeting(date(2023, month, 20), "党小组会") for month in (7, 7, 8, 8, 9)),
    meeting(datetime(2023, 9, 30, 15, 30), "主题党日"), meeting(date(2023, 6, 30), "主题党日"),
]
GOOD = {"branches": [BRANCH], "meetings": MEETINGS[:-1], "members": [member(n) for n in range(1, 5)]}
FAULTY = {
    "branches": [BRANCH | {"superior": None, "no_tasks": None, "no_works": "确无", "fill_date": date(2023, 9, 20)}],
    "meetings": [*MEETINGS, meeting("九月五日", "党课", speaker=None), meeting(date(2023, 8, 1), "党课", present=31)],
    "votes": [{"date": date(2023, 10, 1), "voters_present": 9, "ayes": 8, "noes": "无", "abstentions": 0.5}],
    "tasks": [
        {"number": "实2023-001", "title": "修路", "investment": 10, "fiscal": 4.5, "collective": 5.49, "state": "进行中"},
        {"investment": 20230905, "paid": "二十万", "state": "快好了", "due": 20230905, "finished": date(2023, 9, 25)},
        {"title": "合计", "investment": 10},
        {"number": "合　计", "title": 2, "investment": 10},
    ],
    "members": [
        member(1, changed=date(2023, 8, 1), status="已转出"), member(2, moved_in=date(2023, 8, 2)),
        member(3, joined=date(2023, 9, 5), type="预备党员"), member(4, status="停止党籍", changed=date(2023, 7, 9)),
        {"name": True, "sex": "男"},
    ],
    "works": [{"date": date(2023, 8, 1), "type": "培训", "content": "讲座", "note": "有"}, {"note": "只有说明"}],
}


@needs_office
def test_libreoffice_computes_the_values_written(tmp_path):
    """Every formula gives the value that `values` names and that stands in the file, and no other cell has one.

    Ranges of a thousand rows and titles on every page take LibreOffice twice as long: one of the files keeps them.
    """
    forms = {"blank": ({}, None), "good": (GOOD, 5), "faulty": (FAULTY, None), "made up": (made_up(0), None)}
    books = {name: written(*case) for name, case in forms.items()}
    short = {name: without_titles(sheets_edited(book, rb"(\$[A-Z]+)\$1041\b", rb"\1$61")) for name, book in books.items()}
    again = recalculated(short | {"faulty": books["faulty"]}, tmp_path, selfcheck.TITLE)
    for name, (content, before) in forms.items():
        values = selfcheck.values(STANDARD, sheets_of(content), before)
        formulas = load_workbook(BytesIO(books[name]), read_only=True)[selfcheck.TITLE]
        assert {(c.row, c.column) for row in formulas.iter_rows() for c in row if c.data_type == "f"} == values.keys()
        stored = results(books[name], selfcheck.TITLE)
        assert {place: stored.get(place) for place in values} == values, name
        assert {place: again[name].get(place) for place in values} == values, name


def test_rows_inserted_below_the_header_are_counted():
    """A row put in right below the header of 会议 is in every range: the ranges start at the header row."""
    book = load_workbook(BytesIO(written({})))
    texts = " ".join(str(cell.value) for row in book[selfcheck.TITLE].iter_rows() for cell in row if cell.data_type == "f")
    assert "'会议'!$A$1:$A$1041" in texts
    assert "'会议'!$A$2" not in texts


def test_a_filled_form_may_be_sent():
    """Nothing empty, nothing wrong: the first line says so, and every line is in order."""
    assert top(GOOD) == "可以保存发出；蓝色的几处请再看一看"
    full = GOOD | {"meetings": [*GOOD["meetings"], meeting(date(2023, 9, 21), "党小组会"), *(
        meeting(date(2023, month, 9), "主题党日") for month in (7, 8))]}
    assert top(full) == "看上去都齐了，可以保存发出"


def test_what_is_declared_empty_is_left_alone():
    """确无 in 支部信息 settles an empty sheet."""
    assert lines(GOOD)["一、各表填了多少", "民生实事"][WORDS] == "支部信息里已说明。"


def test_a_blank_form_says_what_to_begin_with():
    """16 items of 支部信息 and the four core sheets."""
    assert top({}) == "还有 20 处要填或要改"
    found = lines({})
    assert found["一、各表填了多少", "支部信息"][WORDS] == "“支部全称”等16项没有填。"
    assert found["一、各表填了多少", "会议"][WORDS] == "“会议”表是空的，支部信息的“本期无会议活动”也没有填。"
    assert found["一、各表填了多少", "四议两公开"][WORDS] == "没有就空着。"


def test_meetings_stand_beside_what_there_should_be():
    """Each type of a merged meeting counts, by any spelling; months without one are named; the rest are short."""
    found = {title: line for (section, title), line in lines(GOOD).items() if section == "二、会议活动"}
    assert {title: (line[NOW], line[DUE]) for title, line in found.items()} == {
        "会议活动场次": (10, "—"), "支部党员大会": (1, 1), "支部委员会会议": (3, 3), "党小组会": (5, 6), "主题党日": (2, 3),
        "党课": (1, "—"),
    }
    assert found["主题党日"][WORDS] == "7月、8月未见主题党日记录。"
    assert found["党小组会"][WORDS] == "比应有的少1次。"
    assert found["支部委员会会议"][WORDS] == "够了。"


def test_a_parent_is_not_measured():
    """A 党总支 is asked for no meeting."""
    found = lines(GOOD | {"branches": [BRANCH | {"org_type": "党总支"}]})
    assert [found["二、会议活动", kind][DUE] for kind in ("支部党员大会", "支部委员会会议", "党小组会", "主题党日")] == [0] * 4
    assert found["二、会议活动", "党小组会"][WORDS] == "不要求。"


def test_faults_are_told_in_the_words_of_the_check():
    """The first fault of each sheet with its row; how many places in all."""
    found = lines(FAULTY)
    told = {key: line[WORDS] for key, line in found.items() if line.get(PLACES) or line.get(TONE) == 1}
    assert told["一、各表填了多少", "支部信息"] == "“上级党组织”没有填。"
    assert told["一、各表填了多少", "会议"] == "“主讲人”没有填（第13行起）。"
    assert told["一、各表填了多少", "民生实事"] == "“编号”等5栏没有填（第2行起）。"
    assert told["一、各表填了多少", "其他工作"] == "支部信息的“本期无其他工作”写的是确无，“其他工作”表却填了内容。"
    assert told["三、日期", "支部信息"] == "填报日期在统计截止日期之前。"
    assert told["三、日期", "民生实事"] == "日期在填报日期之后。"
    assert told["四、前后对不对得上", "会议"] == "实到人数比应到人数多。"
    assert found["四、前后对不对得上", "会议"][DUE] == 14


def test_what_formulas_cannot_read_is_said_softly():
    """A day as text or as 20230905 and a number as text are reminders, a month where one is enough is not; totals and
    rows with only 说明 are no records.
    """
    found = lines(FAULTY | {"branches": [BRANCH]})
    assert found["三、日期", "会议"] == {
        NOW: 1, DUE: 12, WORDS: faults.OUTSIDE["before"], PLACES: 1, TONE: 1, 8: 0, 9: 0, 10: 1, 11: 0, 12: 1, 13: 1,
    }
    assert found["二、会议活动", "会议活动场次"][WORDS] == "1格没认出日期，次数可能少算。"
    texts = lines({"branches": [BRANCH], "meetings": [meeting("2023.7.5", "党课"), meeting("8月6日", "主题党日")]})
    section = [told[WORDS] for (name, line), told in texts.items() if name == "二、会议活动" and line != "会议活动场次"]
    assert section == ["有日期没认出，次数可能少算。"] * 5
    months = [{"name": "王方", "birth": "1976年6月"}, {"name": "李元", "birth": "1976年6月", "moved_in": "2023.7.5"}]
    known = lines({"branches": [BRANCH | {"election_date": "2021年3月"}], "members": months})
    assert known["三、日期", "支部信息"][WORDS] == "没有问题。"
    assert known["三、日期", "党员"][WORDS] == "1格没认出日期，可写成 2023-9-5。"
    assert found["四、前后对不对得上", "表决事项"][WORDS] == "1格没认出数字，请只填数字，不写单位。"
    assert [found["一、各表填了多少", sheet][NOW] for sheet in ("民生实事", "其他工作")] == [2, 1]


def test_states_stand_in_one_line():
    """How many of each state; a state that is none of the list is a reminder."""
    content = GOOD | {"proposals": [{"title": "路灯", "state": state} for state in ("已办结", "办理中", "办理中", "在办", None)]}
    content["proposals"][1]["merged_into"] = "议2023-001"
    line = lines(content)["五、办到哪一步", "居民提案"]
    assert (line[NOW], line[DUE]) == (4, 1)
    assert line[WORDS] == "已办结1、正在办理2、已转办0、暂不具备条件0、不予采纳0、未办理0。"
    assert lines(FAULTY)["五、办到哪一步", "民生实事"][WORDS] == "1件状态没认出，请从下拉列表里选。"


def test_the_members_are_added_up():
    """期初, who came and who went; 停止党籍 only where there is one."""
    line = lines(FAULTY)["六、党员人数", "期末党员总数"]
    assert (line[NOW], line[DUE]) == (2, 2)
    assert line[WORDS] == (
        "期初2＋转入1＋接收1－转出1－去世0－出党0－停止党籍1＝2。请对一对期初是不是上期报的人数。"
    )
    assert lines(FAULTY)["六、党员人数", "其中正式党员"][WORDS] == (
        "预备党员1、发展对象0、入党积极分子0、入党申请人0；停止党籍1（不算在总数里）。"
    )


def test_the_number_brought_forward_is_the_opening():
    """members_before of _meta is 期初: where the roll does not follow from it, a reminder says so."""
    agrees, differs = (lines(GOOD, before)["六、党员人数", "期末党员总数"] for before in (4, 6))
    assert (agrees[WORDS], agrees[TONE]) == ("期初4＋转入0＋接收0－转出0－去世0－出党0＝4。对得上。", 0)
    assert differs[WORDS].endswith("＝6。和名册对不上，请核对转入、入党、变动日期。")
    assert (differs[NOW], differs[DUE], differs[TONE]) == (4, 6, 1)


KNOWN = {
    "三、日期": {
        dates.future, dates.outside, dates.after_as_of, branch.before_end,
    },
    "四、前后对不对得上": {tasks.finished_state, proposals.closed_state, development.joined_too_early},
    "一、各表填了多少": {branch.empty_sheet, branch.not_empty, branch.no_members},
}


def section_of(rule):
    """Where 填报自查 says what a rule says; None where formulas do not go so far."""
    if rule.level is Level.NOTICE:
        return None
    if rule.code in ("C04", "C05"):
        return "一、各表填了多少"
    if rule.code in ("C07", "C08"):
        return "三、日期" if rule.sheet == "branches" else "四、前后对不对得上"
    predicate = getattr(rule.predicate, "func", rule.predicate)
    return next((section for section, predicates in KNOWN.items() if predicate in predicates), None)


RULES = [(rule, section_of(rule)) for rule in (*generated(form.load()), *rulebook.RULES) if section_of(rule)]
NOTHING = Tables({}, *[findings_frame(())] * 4).faulty


@pytest.fixture(scope="module")
def made(many):
    """Forms made up, the lines of 填报自查 of each; all of them as one chunk that the check sees without a township."""
    contents = [made_up(seed) for seed in range(max(many // 2, 1))]
    bound = [BoundSheet(number, *pair) for number, content in enumerate(contents) for pair in sheets_of(content).values()]
    found, findings = normalise(bound, form.load(), {}, {})
    assert not [finding for finding in findings if finding.row], "made-up forms are understood"
    codes = dict.fromkeys(range(len(contents)), "")
    return contents, list(map(lines, contents)), Scene(found, form.load(), neutral_settings(), codes)


def test_it_finds_what_the_check_finds(made):
    """As many places as the rules have findings, each applied by itself, sheet by sheet, and nothing else in the first
    line.
    """
    contents, found, scene = made
    expected = [Counter() for _ in contents]
    declared = {sheet.nothing: sheet.title for sheet in form.load().sheets if sheet.nothing} | {"roster_complete": "党员"}
    for rule, section in RULES:
        title = form.load().title_of(rule.sheet)
        place = section, declared[rule.fields[0]] if rule.code in ("E01", "E02") else title
        for number in apply([rule], scene, NOTHING)["submission"]:
            expected[number][place] += 1
    for seed, (content, shown, wanted) in enumerate(zip(contents, found, expected, strict=True)):
        if not content["members"] and not content["branches"][0].get("org_type"):
            wanted["一、各表填了多少", "党员"] += 1  # an empty roll is asked for before the kind of branch is known
        assert {key: line[PLACES] for key, line in shown.items() if line[PLACES]} == wanted, seed
        assert top(content).startswith(f"还有 {wanted.total()} 处") or not wanted, seed
    assert sum(map(bool, expected)) > len(expected) / 2
    assert all(any(section == one for _, one in RULES) for section in KNOWN)


GAPS = {"H04": "支部党员大会", "H05": "支部委员会会议", "H07": "主题党日", "H08": "党课"}


def gaps_of(scene, code):
    """Submission → what the rule finds to be lacking."""
    found = apply([rule for rule in rulebook.RULES if rule.code == code], scene, NOTHING)
    return dict(zip(found["submission"], found["message"], strict=True))


def gaps_shown(shown, kind):
    """What 填报自查 says to be lacking of a kind of meeting."""
    return {words for words in [shown["二、会议活动", kind][WORDS]] if "未见" in words}


def test_it_names_the_months_that_the_check_names(made):
    """未见…记录。: the same sentences as the rules' notices, and no others."""
    _, found, scene = made
    said = {kind: gaps_of(scene, code) for code, kind in GAPS.items()}
    for seed, shown in enumerate(found):
        events = shown["二、会议活动", "会议活动场次"][NOW]
        for kind, messages in said.items():
            assert gaps_shown(shown, kind) == ({messages[seed]} if events and seed in messages else set()), (seed, kind)
    assert all(said.values())


def of_groups(chance):
    """A filled form of a few 党小组, some of which met in some months, some of them all at once."""
    groups = chance.randint(1, 3)
    names = [*("第一", "第二", "第三")[:groups], "全体"]
    held = [date(2023, month, 20) for month in (7, 8, 9) for _ in range(chance.randint(0, 2))]
    met = [meeting(day, "党小组会", group=chance.choice(names)) for day in held]
    return GOOD | {"branches": [BRANCH | {"groups": groups}], "meetings": [*GOOD["meetings"][:4], *met]}


def test_it_names_the_months_without_any_group(many):
    """Which 党小组 did not meet is more than a formula reads: it names the months in which the check misses every one."""
    contents = [of_groups(random.Random(seed)) for seed in range(max(many // 4, 20))]
    bound = [BoundSheet(number, *pair) for number, content in enumerate(contents) for pair in sheets_of(content).values()]
    said = gaps_of(Scene(normalise(bound, form.load(), {}, {})[0], form.load(), neutral_settings(), {}), "H06")
    for seed, content in enumerate(contents):
        months = [part for part in said.get(seed, "").removesuffix("未见党小组会记录。").split("，") if "个党小组" not in part]
        assert gaps_shown(lines(content), "党小组会") == {f"{part}未见党小组会记录。" for part in months if part}, seed
    assert any("个党小组" in message for message in said.values())
    assert any("个党小组" not in message for message in said.values())


NAMES = {
    ("二、会议活动", "会议活动场次", NOW): "meeting_events", ("二、会议活动", "支部党员大会", NOW): "meetings_general",
    ("二、会议活动", "支部委员会会议", NOW): "meetings_committee", ("二、会议活动", "党小组会", NOW): "meetings_group",
    ("二、会议活动", "主题党日", NOW): "meetings_theme_day", ("二、会议活动", "党课", NOW): "meetings_lecture",
    ("二、会议活动", "支部党员大会", DUE): "meetings_general_expected",
    ("二、会议活动", "支部委员会会议", DUE): "meetings_committee_expected",
    ("二、会议活动", "党小组会", DUE): "meetings_group_expected",
    ("五、办到哪一步", "民生实事", NOW): "tasks_total", ("五、办到哪一步", "民生实事", DUE): "tasks_done",
    ("五、办到哪一步", "居民提案", NOW): "proposals_total", ("五、办到哪一步", "居民提案", DUE): "proposals_closed",
    ("六、党员人数", "期末党员总数", NOW): "members_total", ("六、党员人数", "其中正式党员", NOW): "members_full",
}


def test_a_number_is_the_indicator_of_its_name(made):
    """Where an indicator has a value, the line of that name shows the same; an unknown expectation is a dash."""
    _, found, scene = made
    frame = indicators(scene.tables, scene.settings.limits, None)
    states = ("tasks_not_started", "tasks_ongoing", "tasks_done", "tasks_suspended", "tasks_cancelled")
    for seed, shown in enumerate(found):
        values = frame[frame["submission"] == seed].set_index("name")["value"].dropna()
        for (section, title, column), name in NAMES.items():
            if name in values:
                assert shown[section, title][column] == values[name], (seed, name)
            elif column == DUE and section == "二、会议活动":
                assert shown[section, title][column] == "—", (seed, name)
        if "tasks_total" in values:
            numbers = "、".join(f"{word}{values[name]:g}" for word, name in zip(
                STANDARD.sheet("tasks").field("state").choices, states, strict=True))
            assert shown["五、办到哪一步", "民生实事"][WORDS] in (f"{numbers}。", "这张表空着。"), seed


def test_words_are_those_of_the_rules():
    """Every sentence about a fault is one of the rulebook's; so are the lists of days, states and kinds of branch."""
    messages = {rule.message for rule in rulebook.RULES}
    assert {
        faults.FUTURE, *faults.BEFORE_END.values(), "{}" + meetings.NONE_IN_MONTHS.format("主题党日"),
        *(words for *_, words in faults.STATES), *(words for _, words in faults.AFTER_AS_OF.values()),
    } <= messages
    assert {(sheet, name) for sheet, names in faults.HAPPENED.items() for name in names} == set(HAPPENED)
    assert meetings.REGULAR == frequency.REGULAR


@pytest.mark.parametrize(("day", "kind"), [
    (date(2022, 8, 1), "years ago"), (date(2023, 6, 30), "before"), (date(2023, 10, 1), "after"),
])
def test_a_day_outside_is_told_as_the_check_tells_it(day, kind):
    """The sentence of the check; that the year may be wrong is more than 填报自查 says."""
    content = GOOD | {"works": [{"date": day, "type": "培训", "content": "讲座"}]}
    found, _ = normalise([BoundSheet(1, *pair) for pair in sheets_of(content).values()], form.load(), {}, {})
    rules = [rule for rule in rulebook.RULES if rule.code == "H31"]
    told = apply(rules, Scene(found, form.load(), neutral_settings(), {}), NOTHING)
    assert lines(content)["三、日期", "其他工作"][WORDS] == faults.OUTSIDE[kind]
    assert told["message"].str.removesuffix("年份可能写错了，请核对年份。").tolist() == [faults.OUTSIDE[kind]]


def test_no_formula_grows_too_long():
    """Sheets with the longest titles Excel allows still give formulas that it opens."""
    raws = {name: (raw.__class__(f"{name:长<31}", raw.rows), binding) for name, (raw, binding) in sheets_of(GOOD).items()}
    draft = start(STANDARD)
    selfcheck.add(draft, draft.book.add_worksheet(selfcheck.TITLE), raws)
    cells = [cell for row in load_workbook(BytesIO(finish(draft, [])))[selfcheck.TITLE].iter_rows() for cell in row]
    lengths = [len(str(getattr(cell.value, "text", cell.value))) for cell in cells if cell.data_type == "f"]
    assert max(lengths) <= 8192
    assert len(selfcheck.values(STANDARD, raws)) - len(lengths) <= 2


def test_links_lead_to_cells_that_are_there():
    """Every line leads to a sheet of the workbook, 会议 types to the header of 会议类型."""
    book = load_workbook(BytesIO(blank(form.load(), 2023)))
    sheet = book[selfcheck.TITLE]
    links = {row[0].value: row[4].hyperlink.location for row in sheet.iter_rows(min_row=5) if row[4].hyperlink}
    assert {link.split("!")[0].strip("'") for link in links.values()} <= set(book.sheetnames)
    assert links["主题党日"] == "'会议'!B1"


def test_only_a_branch_has_one():
    """The township's own workbook has no 填报自查."""
    assert selfcheck.TITLE not in load_workbook(BytesIO(blank(form.load("township"), 2023))).sheetnames


def test_no_function_is_new_or_volatile():
    """Functions of 2007 that do not compute anew with every key."""
    sheet = load_workbook(BytesIO(written(GOOD)))[selfcheck.TITLE]
    texts = [
        getattr(cell.value, "text", cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    used = {name for text in texts for name in re.findall(r"([A-Z][A-Z.]+)\(", str(text))}
    assert used == {
        "ABS", "AND", "COUNTIF", "DATE", "DAY", "FIND", "IF", "INT", "ISNUMBER", "ISTEXT", "LEFT", "LEN", "MAX", "MID", "MIN",
        "MOD", "MONTH", "N", "NOT", "OR", "ROW", "SUBSTITUTE", "SUM", "SUMIF", "SUMPRODUCT", "TRIM", "YEAR",
    } - {"N"}
    assert max(len(str(text)) for text in texts) < 8192
