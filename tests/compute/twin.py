"""Every indicator once more, slowly: plain loops over dict rows, written from the specification alone.

A submission is a dict: "branches" → items by field name, "items" → their Excel rows, any other sheet name → list of
rows, each a dict of field values (None or missing = blank) plus "row"; "as_of" and "close_days" as decided for it.
Each function gives name → (value, numerator, denominator, addresses).
"""

from datetime import timedelta
from itertools import pairwise

MEETINGS = {
    "支部党员大会": "general", "支部委员会会议": "committee", "党小组会": "group", "党课": "lecture",
    "主题党日": "theme_day", "组织生活会": "org_life", "民主评议党员": "appraisal", "党员集中学习": "study",
    "专题研讨": "seminar", "总支（党委）委员会会议": "parent_committee", "支部书记例会": "secretaries",
    "党建专题会议": "partywork", "村（社区）“两委”会议": "two_committees", "村（居）民会议": "residents",
    "村（居）民代表会议": "representatives", "村（居）民小组会议": "residents_group", "议事协商会": "deliberation",
    "居（村）情报告会": "residents_report", "述职评议会": "duty_review", "换届选举大会": "election",
    "村（居）务监督委员会会议": "supervision", "专题工作会议": "work", "其他": "other",
}
EMPTY = (None, None, None, ())
NOTHING = {
    "meetings": "no_meetings", "tasks": "no_tasks", "proposals": "no_proposals", "works": "no_works",
    "problems": "no_problems",
}


def spoken(submission, sheet):
    """True where a 0 is known."""
    item = NOTHING.get(sheet)
    return bool(submission.get(sheet)) or (item is not None and submission["branches"].get(item) == "确无")


def addresses(title, rows):
    return tuple(f"{title}!{row['row']}" for row in sorted(rows, key=lambda row: row["row"]))


def covered(submission):
    """The two ends of coverage, or None."""
    start, end = submission["branches"].get("coverage_start"), submission["branches"].get("coverage_end")
    return (start, end) if start and end else None


def within(day, coverage):
    return day is not None and coverage[0] <= day <= coverage[1]


def count(submission, sheet, title, rows):
    if not spoken(submission, sheet):
        return EMPTY
    return (len(rows), None, None, addresses(title, rows))


def add(title, pairs):
    """The sum of (row, amount) pairs."""
    filled = [(row, amount) for row, amount in pairs if amount is not None]
    if not filled:
        return EMPTY
    value = sum(amount for _, amount in filled)
    return (value, None, None, addresses(title, [row for row, _ in filled]) if value else ())


def rate(submission, sheet, title, triples):
    """The rate over (row, part, whole) triples."""
    if not spoken(submission, sheet):
        return EMPTY
    both = [(row, part, whole) for row, part, whole in triples if part is not None and whole is not None]
    part, whole = sum(part for _, part, _ in both), sum(whole for _, _, whole in both)
    if whole == 0:
        return (None, part, 0, ())
    return (part / whole * 100, part, whole, addresses(title, [row for row, _, _ in both]))


def types_of(row):
    return set((row.get("type") or "").split("、")) | {row.get("also_1"), row.get("also_2")}


def meetings(submission):
    coverage = covered(submission)
    names = ["meeting_events", *(f"meetings_{word}" for word in MEETINGS.values()), "lectures_by_secretary",
             "general_attendance_rate", "orglife_attendance_rate", "representatives_attendance_rate"]
    if coverage is None:
        return dict.fromkeys(names, EMPTY)
    rows = [row for row in submission.get("meetings", []) if within(row.get("date"), coverage)]
    found = {"meeting_events": count(submission, "meetings", "会议", rows)}
    for title, word in MEETINGS.items():
        found[f"meetings_{word}"] = count(submission, "meetings", "会议", [r for r in rows if title in types_of(r)])
    secretary = submission["branches"].get("secretary")
    lectures = [row for row in rows if "党课" in types_of(row) and row.get("speaker") == secretary]
    found["lectures_by_secretary"] = count(submission, "meetings", "会议", lectures) if secretary else EMPTY
    for name, wanted in (
        ("general", {"支部党员大会"}), ("representatives", {"村（居）民代表会议"}),
        ("orglife", {"支部党员大会", "支部委员会会议", "党小组会", "党课", "主题党日", "组织生活会"}),
    ):
        attended = [(row, row.get("present"), row.get("expected")) for row in rows if wanted & types_of(row)]
        found[f"{name}_attendance_rate"] = rate(submission, "meetings", "会议", attended)
    return found


def votes(submission):
    coverage = covered(submission)
    if coverage is None:
        return {"votes_total": EMPTY, "votes_passed": EMPTY}
    rows = [row for row in submission.get("votes", []) if within(row.get("date"), coverage)]
    passed = [row for row in rows if row.get("result") == "通过"]
    return {
        "votes_total": count(submission, "votes", "表决事项", rows),
        "votes_passed": count(submission, "votes", "表决事项", passed),
    }


def age(birth, day):
    years = 0
    while (birth.year + years + 1, birth.month, birth.day) <= (day.year, day.month, day.day):
        years += 1
    return years


def members(submission):
    rows = submission.get("members", [])
    found = {"thought_reports": add("党员", [(row, row.get("thought_reports")) for row in rows])}
    picked = {name: [] for name in (
        "members_total", "members_full", "members_probationary", "members_suspended", "candidates", "activists",
        "applicants", "members_admitted", "members_confirmed", "activists_new", "members_in", "members_out",
        "members_deceased", "members_removed", "members_mobile", "members_lost", "members_female", "members_60",
    )}
    coverage = covered(submission)
    if coverage is None:
        return found | dict.fromkeys(picked, EMPTY)
    for row in rows:
        for name in _places_of(row, coverage):
            picked[name].append(row)
    return found | {name: count(submission, "members", "党员", chosen) for name, chosen in picked.items()}


def _places_of(row, coverage):
    status = row.get("status") or "在册"
    if row.get("changed") and row["changed"] > coverage[1]:
        status = "在册"
    kind = row.get("type")
    later = row.get("moved_in") and row["moved_in"] > coverage[1]
    if status == "在册" and kind in ("正式党员", "预备党员") and not later:
        yield from _among_members(row, coverage[1])
    others = {"发展对象": "candidates", "入党积极分子": "activists", "入党申请人": "applicants"}
    if status == "在册" and kind in others:
        yield others[kind]
    if status == "停止党籍":
        yield "members_suspended"
    left = {"已转出": "members_out", "已去世": "members_deceased", "已出党": "members_removed"}
    if status in left and within(row.get("changed"), coverage):
        yield left[status]
    yield from _events_of(row, coverage)


def _among_members(row, last_day):
    yield "members_total"
    yield "members_full" if row["type"] == "正式党员" else "members_probationary"
    for name, field, wanted in (
        ("members_mobile", "mobile", "是"), ("members_lost", "lost", "是"), ("members_female", "sex", "女"),
    ):
        if row.get(field) == wanted:
            yield name
    if row.get("birth") and age(row["birth"], last_day) >= 60:
        yield "members_60"


def _events_of(row, coverage):
    if within(row.get("moved_in"), coverage):
        yield "members_in"
    elif within(row.get("admission_approved") or row.get("joined"), coverage):
        yield "members_admitted"
    if within(row.get("confirmation_approved") or row.get("confirmed"), coverage):
        yield "members_confirmed"
    if within(row.get("activist_since"), coverage):
        yield "activists_new"


def tasks(submission):
    as_of = submission["as_of"]
    rows = submission.get("tasks", [])
    kept = [row for row in rows if row.get("state") != "取消"]
    states = {
        "tasks_done": ["已完成"], "tasks_ongoing": ["进行中"], "tasks_not_started": ["未启动"],
        "tasks_suspended": ["暂缓"], "tasks_cancelled": ["取消"], "tasks_active": ["进行中", "已完成"],
    }
    found = {"tasks_total": count(submission, "tasks", "民生实事", kept)}
    for name, wanted in states.items():
        found[name] = count(submission, "tasks", "民生实事", [row for row in rows if row.get("state") in wanted])
    coverage = covered(submission)
    finished = [row for row in rows if coverage and within(row.get("finished"), coverage)]
    found["tasks_done_in_coverage"] = count(submission, "tasks", "民生实事", finished) if coverage else EMPTY
    overdue = []
    for row in rows:
        due = row.get("due_adjusted") or row.get("due")
        if as_of and due and due < as_of and row.get("state") in ("未启动", "进行中"):
            overdue.append(row)
    found["tasks_overdue"] = count(submission, "tasks", "民生实事", overdue) if as_of else EMPTY
    shares = [(row, int(row.get("state") == "已完成"), 1) for row in kept]
    found["tasks_completion_rate"] = rate(submission, "tasks", "民生实事", shares)
    for name, field in (("total", "investment"), ("fiscal", "fiscal"), ("collective", "collective"),
                        ("other", "other_funds"), ("paid", "paid")):
        found[f"investment_{name}"] = add("民生实事", [(row, row.get(field)) for row in kept])
    reached = []
    for row in rows:
        if row.get("state") == "已完成" and row.get("households"):
            whole = row["households"] == "全村"
            reached.append((row, submission["branches"].get("households") if whole else float(row["households"])))
    found["beneficiary_household_times"] = add("民生实事", reached)
    return found


def proposals(submission):
    rows = [row for row in submission.get("proposals", []) if not row.get("merged_into")]
    coverage = covered(submission)
    picked = {"proposals_total": rows}
    picked["proposals_carried"] = [
        row for row in rows if coverage and row.get("proposed") and row["proposed"] < coverage[0]
    ]
    picked["proposals_new"] = [row for row in rows if coverage and within(row.get("proposed"), coverage)]
    for name, state in (("closed", "已办结"), ("ongoing", "正在办理"), ("transferred", "已转办"),
                        ("not_feasible", "暂不具备条件"), ("declined", "不予采纳"), ("untouched", "未办理")):
        picked[f"proposals_{name}"] = [row for row in rows if row.get("state") == state]
    picked["proposals_replied"] = [row for row in rows if row.get("reply") and row.get("replied")]
    picked["proposals_transferred_no_answer"] = [
        row for row in rows if row.get("state") == "已转办" and not row.get("referred_reply")
    ]
    picked["proposals_rated"] = [row for row in rows if row.get("satisfaction") in ("满意", "基本满意", "不满意")]
    picked["proposals_satisfied"] = [row for row in rows if row.get("satisfaction") in ("满意", "基本满意")]
    limit = timedelta(days=submission["close_days"])
    as_of = submission["as_of"]
    picked["proposals_overdue"] = [
        row for row in rows
        if row.get("state") in ("正在办理", "未办理") and as_of and row.get("proposed")
        and as_of - row["proposed"] > limit
    ]
    in_time = [
        row for row in picked["proposals_closed"]
        if row.get("closed") and row.get("proposed") and row["closed"] - row["proposed"] <= limit
    ]
    found = {name: count(submission, "proposals", "居民提案", chosen) for name, chosen in picked.items()}
    for name, part, whole in (
        ("reply", picked["proposals_replied"], rows), ("closure", picked["proposals_closed"], rows),
        ("closed_in_time", in_time, picked["proposals_closed"]),
        ("satisfaction", picked["proposals_satisfied"], picked["proposals_rated"]),
    ):
        shares = [(row, int(row in part), 1) for row in whole]
        found[f"proposals_{name}_rate"] = rate(submission, "proposals", "居民提案", shares)
    if not coverage:
        found |= {"proposals_carried": EMPTY, "proposals_new": EMPTY}
    return found if as_of else found | {"proposals_overdue": EMPTY}


def agenda(submission):
    rows = submission.get("agenda", [])
    return {
        name: count(submission, "agenda", "四议两公开", [row for row in rows if row.get("result") == result])
        for name, result in (("agenda_proposed", "拟定"), ("agenda_passed", "通过"))
    }


def works(submission):
    """Keyed by title: the specification leaves the ASCII words of categories and units open."""
    coverage, found, quantities = covered(submission), {}, {}
    for row in submission.get("works", []):
        if coverage and within(row.get("date"), coverage) and row.get("type"):
            found.setdefault(f"{row['type']}项数", []).append(row)
            if row.get("unit"):
                quantities.setdefault(f"{row['type']}（{row['unit']}）", []).append((row, row.get("quantity")))
    return {title: count(submission, "works", "其他工作", rows) for title, rows in found.items()} | {
        title: add("其他工作", pairs) for title, pairs in quantities.items()
    }


def problems(submission):
    rows = [row for row in submission.get("problems", []) if row.get("type") in ("存在问题", "上级反馈问题")]
    solved = [row for row in rows if row.get("progress") == "已整改"]
    return {
        "problems_total": count(submission, "problems", "问题与措施", rows),
        "problems_solved": count(submission, "problems", "问题与措施", solved),
    }


def branches(submission):
    said, places = submission["branches"], submission["items"]
    found = {}
    for name in (
        "dues_due", "dues_paid", "dues_backpaid", "dues_unpaid_members", "disclosure_party", "disclosure_village",
        "disclosure_finance", "collective_income", "collective_target", "grids", "grid_workers", "households",
        "residents", "volunteer_teams", "volunteers", "partners", "party_staff", "cooperatives",
    ):
        typed = said.get(name)
        found[name] = EMPTY if typed is None else (typed, None, None, (f"支部信息!{places[name]}",))
    for name, part, whole in (
        ("dues_rate", "dues_paid", "dues_due"), ("collective_rate", "collective_income", "collective_target"),
    ):
        if said.get(part) is None or said.get(whole) is None:
            found[name] = EMPTY
        elif said[whole] == 0:
            found[name] = (None, said[part], 0, ())
        else:
            share = said[part] / said[whole] * 100
            found[name] = (share, said[part], said[whole], (f"支部信息!{places[whole]}",))
    return found | _expected(said, places)


def _expected(said, places):
    parent = said.get("org_type") in ("党总支", "党委")
    months = quarters = None
    if said.get("coverage_start") and said.get("coverage_end"):
        months = quarters = 0
        day = said["coverage_start"]
        while day <= said["coverage_end"]:
            months += day.day == 15
            quarters += day.day == 15 and day.month in (3, 6, 9, 12)
            day += timedelta(days=1)
    committee = None if said.get("committee_size") is None else months
    groups = None if months is None or said.get("groups") is None else months * said["groups"]
    numbers = {
        "meetings_committee_expected": (committee, "committee_size"),
        "meetings_group_expected": (groups, "groups"), "meetings_general_expected": (quarters, "org_type"),
    }
    found = {}
    for name, (number, item) in numbers.items():
        value = number if said.get("org_type") else None
        if parent or (item == "committee_size" and said.get(item) == 0):
            value = 0
        origin = sorted({places[field] for field in ("org_type", "coverage_start", "coverage_end", item)})
        rows = tuple(f"支部信息!{place}" for place in origin) if value else ()
        found[name] = EMPTY if value is None else (value, None, None, rows)
    return found


FAMILIES = {
    "meetings": meetings, "votes": votes, "members": members, "branches": branches, "tasks": tasks,
    "proposals": proposals, "agenda": agenda, "works": works, "problems": problems,
}


def of_year(periods, flows):
    """本年累计 from (period, first day, last day, name → (value, addresses)) of each period up to now, the first one first.

    None where a period is not there, or its days do not follow those of the one before. flows: the names that add up.
    """
    if any(period is None for period in periods):
        return None
    for before, after in pairwise(periods):
        if after[1] != before[2] + timedelta(days=1):
            return None
    found = {}
    for name in flows:
        told = [(period, values[name]) for period, _, _, values in [periods[-1], *periods[:-1]] if name in values]
        if not told:
            continue
        filled = [value for _, (value, _) in told if value is not None]
        rows = []
        for period, (_, addresses) in told:
            rows += [text if period == periods[-1][0] else f"{period}:{text}" for text in addresses]
        found[name] = (sum(filled), tuple(rows)) if filled else (None, ())
    return found
