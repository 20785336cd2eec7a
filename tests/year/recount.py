"""Figures counted again by plain loops over the cells of the workbooks that were handed in: no code of the program."""

from datetime import date

from year.clerks import read_items, read_rows

TYPES = {
    "支部党员大会": "meetings_general", "支部委员会会议": "meetings_committee", "党课": "meetings_lecture",
    "主题党日": "meetings_theme_day", "党员集中学习": "meetings_study",
}
LIFE = ("支部党员大会", "支部委员会会议", "党小组会", "党课", "主题党日", "组织生活会")
SUMMED = {
    "本期应交党费合计（元）": "dues_due", "本期已交党费合计（元）": "dues_paid", "党务公开次数": "disclosure_party",
    "居（村）务公开次数": "disclosure_village",
}


def recount(paths, start, end):
    """Indicator name → value from the accepted workbooks of one branch, oldest first; the days are both included."""
    facts = read_items(paths[-1])
    found = {}
    _meetings(found, _once("会议", paths), start, end)
    works = [row for row in _once("其他工作", paths) if start <= row["日期"] <= end and row["类别"] == "走访慰问"]
    found["work_care_visits_household_times"] = sum(row["数量"] for row in works)
    _members(found, paths, start, end)
    _tasks(found, _latest("民生实事", paths), start, end)
    _issues(found, _latest("居民提案", paths), start, end)
    for title, name in SUMMED.items():
        found[name] = sum(read_items(path)[title] for path in paths)
    found["collective_income"] = facts["集体经济收入（本年累计，万元）"]
    found["households"] = facts["户数"]
    return found


def _once(title, paths):
    """Rows of all workbooks; one typed again in a later workbook counts once."""
    rows = []
    for path in paths:
        for row in read_rows(path, title):
            same = {name: value for name, value in row.items() if name != "说明"}
            if same not in [{name: value for name, value in one.items() if name != "说明"} for one in rows]:
                rows.append(row)
    return rows


def _latest(title, paths):
    found = {}
    for path in paths:
        for row in read_rows(path, title):
            found[row["编号"]] = row
    return list(found.values())


def _meetings(found, rows, start, end):
    inside = [row for row in rows if start <= row["日期"] <= end]
    found["meeting_events"] = len(inside)
    expected = present = 0
    for row in inside:
        kinds = {row["会议类型"], row.get("同时作为（1）")}
        for kind, name in TYPES.items():
            if kind in kinds:
                found[name] = found.get(name, 0) + 1
        if kinds & set(LIFE):
            expected += row["应到人数"]
            present += row["实到人数"]
    found["orglife_attendance_rate"] = round(present * 100 / expected, 6) if expected else None


def _members(found, paths, start, end):
    people = {}
    latest = {(row["姓名"], row["出生日期"]) for row in read_rows(paths[-1], "党员")}
    for path in paths:
        for row in read_rows(path, "党员"):
            people[row["姓名"], row["出生日期"]] = row
    on, moved_in, moved_out = 0, 0, 0
    for key, row in people.items():
        status, changed, came = row["党籍状态"], row.get("变动日期"), row.get("转入日期")
        if key not in latest and status == "在册":
            continue
        stays = status == "在册" or (changed and changed > end)
        on += bool(stays and (came is None or came <= end))
        moved_out += status == "已转出" and start <= changed <= end
        moved_in += bool(came) and start <= came <= end
    found |= {"members_total": on, "members_in": moved_in, "members_out": moved_out}


def _tasks(found, rows, start, end):
    for state, name in (("已完成", "tasks_done"), ("进行中", "tasks_ongoing")):
        found[name] = sum(row["状态"] == state for row in rows)
    found["tasks_total"] = len(rows)
    found["tasks_done_in_coverage"] = sum(bool(row.get("完成日期")) and start <= row["完成日期"] <= end for row in rows)
    found["investment_total"] = sum(row["计划总投资（万元）"] for row in rows)
    found["tasks_completion_rate"] = round(found["tasks_done"] * 100 / len(rows), 6) if rows else None


def _issues(found, rows, start, end):
    found["proposals_total"] = len(rows)
    found["proposals_new"] = sum(start <= row["提出日期"] <= end for row in rows)
    found["proposals_carried"] = sum(row["提出日期"] < start for row in rows)
    found["proposals_closed"] = sum(row["状态"] == "已办结" for row in rows)
    found["proposals_ongoing"] = sum(row["状态"] == "正在办理" for row in rows)
    found["proposals_closure_rate"] = round(found["proposals_closed"] * 100 / len(rows), 6) if rows else None


def quarter_days(quarter):
    last = {1: 31, 2: 30, 3: 30, 4: 31}[quarter]
    return date(2023, 3 * quarter - 2, 1), date(2023, 3 * quarter, last)
