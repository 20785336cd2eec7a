"""Members of a branch: admitted in every era, moved in and out, lost, dead; applicants; and what 支部信息 says of them."""

from datetime import date, timedelta

SURNAMES = "张王李赵陈刘杨黄周吴徐孙朱马胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武戴孔汤庞樊"
GIVEN = ["守田", "桂香", "长顺", "秀云", "建业", "春生", "玉珍", "德厚", "海燕", "文清", "国梁", "素琴", "立冬", "小满", "广才", "金凤", "永福", "凤英", "志远", "月娥"]
ERAS = [1954, 1965, 1970, 1974, 1976, 1979, 1984, 1993, 1998, 2004, 2009, 2012, 2015, 2018, 2020]
MINORITY = ["阿依古丽·买买提", "扎西·多吉", "艾力·吐尔逊", "娜仁·其木格"]


def year_later(day, years=1):
    return day.replace(year=day.year + years, day=min(day.day, 28))


def half_a_year_later(day):
    return day.replace(year=day.year + day.month // 7, month=(day.month + 5) % 12 + 1, day=min(day.day, 28))


def add_people(story):
    """正式党员 of every era, then those on the way in."""
    chance = story.chance
    story.names = iter(_names(chance))
    count = chance.choice([3, 3, 4, 6, 7, 9, 12, 20, 34])
    if story.branch.org_type == "联合党支部":
        count = max(count, 3)
    if story.children:
        count = max(count, 9)
    story.full = [_full(story) for _ in range(count)]
    _first_is_secretary(story)
    for _ in range(chance.choice([0, 0, 1, 2])):
        _moved(story)
    for _ in range(chance.choice([0, 0, 1, 2])):
        _on_the_way(story)
    if story.children:
        for number, row in enumerate(story.rows["members"]):
            row["unit"] = story.children[number % 2].short_name


def _names(chance):
    known = set()
    yield "王大山"
    while True:
        name = chance.choice(SURNAMES) + chance.choice(GIVEN)
        if chance.random() < 0.03:
            name = chance.choice(MINORITY)
        if name not in known:
            known.add(name)
            yield name


def _person(story, born, **more):
    return story.add("members", name=next(story.names), sex=story.chance.choice("男女"), birth=born, status="在册", **more)


def _full(story):
    """One admitted in some era: before 1956 to last year; 1969 to 1977 without probation."""
    chance = story.chance
    joined = date(chance.choice(ERAS), chance.randint(1, 12), chance.randint(1, 28))
    confirmed = None
    if joined >= date(1982, 9, 1) or (joined < date(1969, 4, 1) and story.often(0.5)) or joined.year == 1979:
        confirmed = year_later(joined)
    extended = None
    if joined.year >= 1998 and story.often(0.1):  # probation once prolonged by half a year
        extended = confirmed = half_a_year_later(confirmed)
    dates = _chain(chance, joined) if joined.year >= 2004 else {}
    born = min(dates.get("applied", joined), joined) - timedelta(chance.randint(19 * 366, 40 * 365))
    if joined.year < 1960:
        born = joined - timedelta(19 * 366)
    row = _person(story, born, type="正式党员", joined=joined, confirmed=confirmed, probation_until=extended, **dates)
    if story.branch.org_type == "流动党员党支部" or story.often(0.1):
        row |= {"mobile": "是", "mobile_to": "浙江温州"}
    return row


def _chain(chance, joined):
    """申请, 积极分子, 发展对象 in good time before."""
    candidate = joined - timedelta(chance.randint(60, 250))
    activist = candidate - timedelta(chance.randint(366, 900))
    return {"applied": activist - timedelta(chance.randint(60, 700)), "activist_since": activist, "candidate_since": candidate}


def _first_is_secretary(story):
    first, *others = sorted(story.full, key=lambda row: row["joined"], reverse=True)
    eldest = others[0] if others else first
    for row, post in ((eldest, "书记"), (first, "组织委员")):
        row["post"] = post
        row.pop("mobile", None), row.pop("mobile_to", None)
    story.secretary, story.recorder = eldest, first


def _moved(story):
    """Moved in, moved out, dead, lost, stopped: within the coverage or before."""
    chance, span = story.chance, story.span
    inside = span.start + timedelta(chance.randint(5, 60))
    row = _full(story)
    row.pop("mobile", None), row.pop("mobile_to", None)
    kind = chance.choice(["in", "out", "dead", "lost", "stopped", "expelled"])
    if kind == "in":
        row["moved_in"] = inside
    elif kind == "lost":
        row |= {"lost": "是", "lost_since": inside - timedelta(90)}
    elif kind == "stopped":
        row |= {"status": "停止党籍", "changed": inside, "lost": "是", "lost_since": inside - timedelta(240)}
    else:
        row |= {"status": {"out": "已转出", "dead": "已去世", "expelled": "已出党"}[kind], "changed": inside}


def _on_the_way(story):
    """An applicant, an activist, a candidate, or one on probation since before the coverage."""
    chance, span = story.chance, story.span
    joined = span.start - timedelta(chance.randint(10, 60))
    dates = _chain(chance, joined)
    kind = chance.choice(["入党申请人", "入党积极分子", "发展对象", "预备党员"])
    keep = {"入党申请人": 1, "入党积极分子": 2}.get(kind, 3)
    known = dict(list(dates.items())[:keep])
    person = _person(story, date(1990, 5, 4), type=kind, **known)
    if kind == "预备党员":
        person["joined"] = joined
        if year_later(joined) < span.filled:
            person["probation_until"] = year_later(joined, 2)
        person["sponsors"] = f"{story.secretary['name']}、{story.recorder['name']}"
    elif kind != "入党申请人":
        person["contacts"] = story.secretary["name"]


def present_on(story, day, kinds=("正式党员", "预备党员"), unit=None):
    """Members there on a day, as a branch counts them."""
    return sum(
        row["type"] in kinds and (unit is None or row.get("unit") == unit)
        and (row.get("confirmed") or row["joined"] if row["type"] == "正式党员" and "预备党员" not in kinds else row["joined"]) <= day
        and row.get("moved_in", day) <= day and (row["status"] == "在册" or row["changed"] > day)
        for row in story.rows["members"] if row["type"] in ("正式党员", "预备党员")
    )


def facts(story):
    """支部信息; what a branch may leave out it leaves out now and then."""
    chance, span, branch = story.chance, story.span, story.branch
    people = chance.randint(400, 3000)
    values = {
        "branch_code": branch.code, "full_name": branch.full_name, "org_type": branch.org_type, "unit_type": branch.unit_type,
        "township": "云溪镇", "superior": "中共云溪镇委员会", "secretary": story.secretary["name"], "filled_by": "李元",
        "phone": chance.choice(["13800000000", "0571-8888888", "138 0000 0000"]), "fill_date": span.filled, "period": span.period,
        "coverage_start": span.start, "coverage_end": span.end, "as_of": span.filled, "groups": story.groups,
        "committee_size": story.committee, "roster_complete": "否" if story.often(0.2) else "是",
    }
    if story.often(0.5):
        values |= {"dues_due": 1260.5, "dues_paid": 1260.5, "dues_unpaid_members": 0, "grids": 3, "grid_workers": 4,
                   "households": people // 3, "residents": people, "volunteers": 20, "collective_income": 12.34, "collective_target": 20,
                   "election_date": "2021年3月" if branch.unit_type in ("村", "社区", "居") else "2022年3月", "secretary_since": "2021年3月"}
    for sheet, name in (("meetings", "no_meetings"), ("tasks", "no_tasks"), ("proposals", "no_proposals"), ("works", "no_works"),
                        ("problems", "no_problems")):
        if not story.rows.get(sheet):
            values[name] = "确无"
    story.rows["branches"] = [values]
