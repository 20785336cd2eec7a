"""Tasks, proposals, other work, problems and texts: carried over, merged, referred, answered together."""

from datetime import timedelta

ISSUES = [("三组村口路面破损", "道路桥涵"), ("一组路灯不亮", "照明监控"), ("沟渠淤积排水慢", "沟渠水利"), ("垃圾桶不够用", "环境卫生"), ("活动室座椅损坏", "公共设施"),
          ("老年人就餐不便", "养老托幼"), ("停车位少", "停车充电"), ("公墓道路杂草多", "绿化公墓"), ("健身器材松动", "教育文体"), ("灌溉泵站电压低", "供水供电供气")]
GROUPS = ["一组", "二组", "三组", "一组、三组", "第四网格"]


def add_matters(story):
    """What the branch did and was asked to do; each sheet may stay empty."""
    chance = story.chance
    issues = chance.sample(ISSUES, len(ISSUES))
    if story.often(0.85):
        for number in range(1, chance.randint(2, 6)):
            _proposal(story, number, issues[number])
    if story.often(0.85):
        for number in range(1, chance.randint(2, 5)):
            _task(story, number, issues[-number])
    if story.often(0.8):
        _works(story)
    if story.often(0.8):
        _problems(story)
    if story.often(0.5):
        story.add("texts", section="结束语", body="以上报告，请予评议。", audience=chance.choice([None, "对党员和居民"]))


def _task(story, number, issue):
    chance, span = story.chance, story.span
    state = chance.choice(["未启动", "进行中", "已完成", "已完成", "暂缓", "取消"])
    begun = span.start + timedelta(chance.randint(3, 20))
    carried = story.often(0.2)
    if carried:  # begun last year, its number kept
        begun = span.start.replace(year=span.start.year - 1)
    row = story.add(
        "tasks", number=f"实{2022 if carried else 2023}-{number:03}", title=f"解决{issue[0]}", matter=issue[1], place=f"{number}组",
        source=chance.choice([None, "支部谋划", "上级部署"]), officer=story.secretary["name"], due=span.filled + timedelta(90), state=state,
        households=chance.choice([None, "全村", "46"]), people=chance.choice([None, 172]),
    )
    if row.get("households") == "46":
        row["people"] = 172
    _money(story, row)
    if state in ("进行中", "已完成", "暂缓"):
        row["started"] = begun
    if state == "已完成":
        row["finished"] = span.start + timedelta(chance.randint(25, 80))
        row["due"] = row["finished"] + timedelta(chance.choice([0, 20]))
    if state == "暂缓":
        row["due_adjusted"] = row["due"] + timedelta(200)
    if story.often(0.2):
        row |= {"quantity": 320.5, "quantity_unit": "米"}


def _money(story, row):
    """Nothing, a sum, or a sum in its parts down to the cent."""
    chance = story.chance
    if row["state"] == "未启动" or story.often(0.3):
        return
    row["investment"] = chance.choice([9.6, 12.3456, 0.35])
    if story.often(0.5):
        row["fiscal"] = round(row["investment"] / 3, 4)
        row["collective"] = round(row["investment"] - row["fiscal"], 4)
    if row["state"] == "已完成" and story.often(0.5):
        row["paid"] = row["investment"]


def _proposal(story, number, issue):
    chance, span = story.chance, story.span
    state = chance.choice(["已办结", "已办结", "正在办理", "已转办", "暂不具备条件", "不予采纳", "未办理"])
    proposed = span.start + timedelta(chance.randint(2, 50))
    accepted = proposed + timedelta(chance.choice([0, 1, 3]))
    row = story.add(
        "proposals", number=f"议2023-{number:03}", proposed=proposed, group=chance.choice(GROUPS), title=issue[0], matter=issue[1], state=state,
        accepted=None if state == "未办理" else accepted, role=chance.choice([None, "居民代表", "匿名"]),
    )
    if state not in ("正在办理", "未办理"):
        row["reply"] = {"已办结": f"已安排施工，{issue[0]}的问题解决了。", "已转办": "此事由供电所负责，已报请维修。", "暂不具备条件": "今年资金没有着落，列入明年计划再议。",
                        "不予采纳": "经代表会议讨论，与规划不合，已向本人说明。"}[state]
        row["replied"] = accepted + timedelta(chance.choice([0, 2, 9]))
    if state == "已转办":
        row |= {"referred_to": "县供电公司", "referred": accepted}
    if state == "已办结":
        row["closed"] = row["replied"] + timedelta(chance.choice([0, 20]))
        row["satisfaction"] = chance.choice([None, "满意", "基本满意", "未回访"])
        if story.often(0.3):
            _second(story, row, number)
    if story.often(0.1):
        row["raised_before"] = "议2022-014"


def _second(story, first, number):
    """Another one who asked for the same: answered with it, or merged into it."""
    again = dict(first) | {"number": f"议2023-{number + 20:03}", "group": "五组"}
    again.pop("raised_before", None)
    if story.often(0.5):
        again["reply"] = f"同{first['number']}"
    else:
        again["merged_into"] = first["number"]
    story.add("proposals", **again)


def _works(story):
    chance, span = story.chance, story.span
    for number, (kind, content, unit) in enumerate([
        ("走访慰问", "看望高龄老人和困难党员", "户次"), ("志愿服务", "志愿者清理河道", "人次"), ("培训", "农机安全培训", "场"), ("其他", "接送学生护学岗", "天"),
        ("矛盾纠纷化解", "调解邻里宅基地纠纷", "起"), ("宣传教育", "发放防溺水明白纸", "份"),
    ]):
        if story.often(0.6):
            known = story.often(0.8)
            story.add("works", date=span.start + timedelta(5 + number * 9), type=kind, content=content, quantity=chance.randint(1, 40) if known else None,
                      unit=unit if known else None)


def _problems(story):
    story.add("problems", number="1", type="存在问题", problem="外出党员参加学习少。", cause="务工地点分散。", measure="每月寄送一次学习资料，年底集中补课。",
              progress="整改中")
    if story.often(0.5):
        story.add("problems", number="2", type="上级反馈问题", origin="县委巡察反馈", problem="会议记录有的过于简单。", measure="由组织委员逐次检查记录本。",
                  deadline="长期坚持", progress="长期坚持")
    story.add("problems", number="3", type="下步打算", plan="冬季前完成两条机耕路的修补。")
