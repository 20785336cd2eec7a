"""Meetings of a branch and the votes taken there: merged, by month, with months left out."""

from datetime import timedelta

from rare.people import _chain, _person, present_on, year_later

# Days on which nobody meets: statutory holidays of 2023 and the days around them.
HOLIDAYS = {(1, day) for day in (1, 2, *range(20, 29))} | {(4, 5), (4, 29), (4, 30), *((5, day) for day in (1, 2, 3))} | {
    *((6, day) for day in (22, 23, 24)), (9, 29), (9, 30), *((10, day) for day in range(1, 8)), (12, 30), (12, 31)}
TOPICS = ["学习党章，讨论本季度工作", "研究村级道路养护", "学习廉洁自律准则", "安排防汛值班", "研究困难党员帮扶", "总结上月工作，安排本月工作", "学习农村基层组织工作条例",
          "研究环境整治方案", "通报党务公开内容", "讨论秋收时节治安巡逻", "学习安全生产规定", "研究村民提出的意见"]


def add_meetings(story):
    """A committee meeting, a 主题党日 and now and then a general meeting a month."""
    chance, span, branch = story.chance, story.span, story.branch
    full = present_on(story, span.end, ("正式党员",))
    story.committee = 0 if full < 9 else chance.choice([3, 5])
    story.groups = 0 if full < 9 or story.often(0.5) else 2
    story.agendas = []
    for day in _months(span):
        if story.often(0.85):  # else a month without a meeting
            _month(story, day)
    if branch.org_type == "党支部" and story.often(0.6):
        _admission(story)
    if branch.org_type == "党支部" and story.often(0.3):
        _confirmation(story)
    if branch.unit_type in ("村", "社区", "居") and story.often(0.5):
        _six_steps(story)


def _month(story, day):
    """The committee, 主题党日 of each 支部, now and then the 党小组."""
    if story.children:
        _held(story, _day(day, 4), "总支（党委）委员会会议", story.committee)
    elif story.committee and story.often(0.9):
        _held(story, _day(day, 4), "支部委员会会议", story.committee)
    for unit in [child.short_name for child in story.children] or [None]:
        _party_day(story, day, unit)
        for number in range(1, story.groups + 1 if story.often(0.6) else 1):
            _held(story, _day(day, 14 + number), "党小组会", 3, unit=unit, group=f"第{number}党小组")


def _months(span):
    day = span.start
    while day < span.end:
        yield day
        day = (day.replace(day=1) + timedelta(32)).replace(day=1)


def _day(first, number):
    """The day of a month with that number, or the next on which one meets."""
    day = first.replace(day=number)
    while (day.month, day.day) in HOLIDAYS:
        day += timedelta(1)
    return day


def _party_day(story, first, unit):
    """主题党日, alone or held together with others: in one cell joined by 、 or in 同时作为."""
    chance, day = story.chance, _day(first, 10)
    together = chance.choice([(), (), ("党课",), ("支部党员大会",), ("支部党员大会", "党课"), ("党员集中学习",)])
    kinds, more = ("主题党日", *together), {}
    if story.often(0.5):
        kinds, more = ("主题党日",), dict(zip(("also_1", "also_2"), together, strict=False))
    if "党课" in together:
        more["speaker"] = chance.choice([story.secretary["name"], "镇党校老师"[:2] + "华"])
    _held(story, day, "、".join(kinds), present_on(story, day, unit=unit), unit=unit, **more)


def _held(story, day, kind, expected, **more):
    """One meeting; two of one kind on one day differ in what they are about."""
    chance = story.chance
    away = chance.choice([0, 0, 0, 1]) if expected > 3 else 0
    topic = f"{chance.choice(TOPICS)}（{day.month}月{day.day}日）" if story.often(0.2) else chance.choice(TOPICS)
    return story.add(
        "meetings", date=day, type=kind, topic=more.pop("topic", topic), host=story.secretary["name"],
        recorder=story.recorder["name"] if story.recorder is not story.secretary and story.often(0.7) else None,
        expected=expected, present=expected - away, absence="外出1人" if away and story.often(0.5) else None, **more,
    )


def _admission(story):
    """One admitted by the general meeting, one of the votes sent in writing."""
    day = _day(story.span.start.replace(day=1), 20)
    voters = present_on(story, day, ("正式党员",))
    person = _person(story, day - timedelta(30 * 366), type="预备党员", joined=day, **_chain(story.chance, day))
    if story.often(0.7):
        person["sponsors"] = f"{story.secretary['name']}、{story.recorder['name']}"
    meeting = _held(story, day, "支部党员大会", present_on(story, day) - 1, topic="讨论接收预备党员")
    meeting["present"] = meeting["expected"]
    meeting.pop("absence", None)
    written = int(voters > 4 and story.often(0.5))
    _voted(story, day, (f"接收{person['name']}为预备党员", "接收预备党员"), (voters, voters - written, written))
    if written:
        meeting["present"] = meeting["expected"] - 1


def _confirmation(story):
    """One whose year of probation ends within the coverage, on the day of the meeting."""
    day = _day(story.span.start.replace(day=1), 25)
    joined = year_later(day, -1)
    voters = present_on(story, day, ("正式党员",))
    person = _person(story, day - timedelta(30 * 366), type="正式党员", joined=joined, confirmed=day, **_chain(story.chance, joined))
    meeting = _held(story, day, "支部党员大会", present_on(story, day))
    meeting["present"] = meeting["expected"]
    meeting.pop("absence", None)
    _voted(story, day, (f"{person['name']}按期转正", "预备党员转正"), (voters, voters, 0))


def _voted(story, day, matter, votes, body="支部党员大会"):
    """matter: (what, its kind); votes: those who may vote, present, in writing; all of them say yes."""
    voters, present, written = votes
    story.add("votes", date=day, body=body, matter=matter[0], kind=matter[1], voters_expected=voters, voters_present=present,
              written=written or None, ayes=present + written, noes=0, abstentions=0, result="通过")


def _six_steps(story):
    """A matter decided in six steps, each on the day of its meeting; or only begun."""
    first = list(_months(story.span))[-1]
    days = [_day(first, number) for number in (6, 8, 12, 13)]
    kinds = ["总支（党委）委员会会议" if story.children else "支部委员会会议", "村（社区）“两委”会议", "支部党员大会", "村（居）民代表会议"]
    if not story.committee:
        kinds[0] = "支部党员大会"
    begun = story.chance.choice([1, 2, 4])
    fields = ("proposed", "discussed", "reviewed", "resolved")
    unit = story.children[0].short_name if story.children else None
    for day, kind in list(zip(days, kinds, strict=True))[:begun]:
        expected = {"支部委员会会议": story.committee, "总支（党委）委员会会议": story.committee, "支部党员大会": present_on(story, day, unit=unit),
                    "村（社区）“两委”会议": 7, "村（居）民代表会议": 30}[kind]
        _held(story, day, kind, expected, **({"unit": unit} if unit and kind == "支部党员大会" else {}))
    if begun == 4:
        if story.often(0.5):
            _voted(story, days[3], ("新建文化广场", "议事事项"), (30, 28, 0), "村（居）民代表会议")
        story.rows["meetings"][-1].update(expected=30, present=28)
        story.rows["meetings"][-1].pop("absence", None)
    row = story.add("agenda", number="公2023-001", title="新建文化广场", place="二组空地", **dict(zip(fields, days[:begun], strict=False)),
                    result="通过" if begun == 4 else "拟定")
    if begun == 4:
        row["resolution_published"] = days[3] + timedelta(1)
    story.agendas.append(row)
