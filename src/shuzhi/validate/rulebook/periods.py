"""Rules across periods: what the branch's last workbook that counted says otherwise (silent where there is none)."""

from functools import partial

from shuzhi.form import load
from shuzhi.validate.predicates import jumps, periods, rolls
from shuzhi.validate.rule import NOTICE, WARNING, Rule
from shuzhi.validate.rulebook.reading import COVERAGE, MEETINGS, MEMBERS

_CHECK = "请核对；确有变化的，请在“说明”里写明。"
_ONCE = "同一件事只报一次完成，请核对状态和日期；上期报错了的，请在“说明”里写明；另一件事请换没有用过的编号。"
_OTHER = "同一件事请照上期的写；另一件事请换没有用过的编号；上期写错了的，请在“说明”里写明。"
_QUIET = "请核对有没有漏填、多填；确实如此的不必改。"
# Columns that do not change once a report told of them, in the order in which a row is looked at.
TASK = ("title", "source", "investment")
PROPOSAL = ("title", "proposed", "state", "reply", "replied")
AGENDA = ("proposed", "discussed", "reviewed", "resolved", "resolution_published", "result_published")
_FREE = ("title", "reply")  # what stood there is not repeated


def _changed(code: str, sheet: str, order: tuple[str, ...]) -> list[Rule]:
    return [
        Rule(code, sheet, (field, *(["state"] if field in ("reply", "replied") else []), "number"), WARNING,
             f"{load().sheet(sheet).field(field).title}和上期报的不同{{}}。", _OTHER if field == "title" else _CHECK,
             partial(periods.changed, sheet=sheet, field=field, order=order, said=field not in _FREE))
        for field in order
    ]


RULES: tuple[Rule, ...] = (
    *(
        rule
        for code, sheet, day, word in (("T24", "tasks", "finished", "完成"), ("P26", "proposals", "closed", "办结"))
        for rule in (
            Rule(code, sheet, ("state", day, "number"), WARNING,
                 f"上期已经报了{word}{{}}，这次的状态不是已{word}。", _ONCE, partial(periods.reopened, sheet=sheet)),
            Rule(code, sheet, (day, "state", "number"), WARNING,
                 f"上期已经报了{word}{{}}，这次的日期不同。", _ONCE, partial(periods.finished_again, sheet=sheet)),
        )
    ),
    *_changed("T25", "tasks", TASK),
    *_changed("P27", "proposals", PROPOSAL),
    *_changed("A12", "agenda", AGENDA),
    Rule("T26", "tasks", ("paid", "number"), WARNING,
         "累计已支付比上期少{}。", "这一栏填开工以来一共付了多少；上期填错或有退款的，请在“说明”里写明。",
         partial(periods.lower, sheet="tasks", field="paid")),
    Rule("T27", "branches", ("no_tasks",), WARNING,
         "上期还没有办完的实事，有的这次没有列出。", "请补上{}；已经完成或取消的，写明状态和日期。",
         partial(periods.gone, sheet="tasks"), across=(("tasks", "number"), ("tasks", "title")), whole="tasks"),
    Rule("P28", "branches", ("no_proposals",), WARNING,
         "上期还没有办完的意见建议，有的这次没有列出。", "请补上{}；已经办结、转办或答复的，写明状态和日期。",
         partial(periods.gone, sheet="proposals"), across=(("proposals", "number"), ("proposals", "title")),
         whole="proposals"),

    *(
        Rule("M28", "members", (field, "name"), WARNING,
             f"{load().sheet('members').field(field).title}和上期报的不同{{}}。",
             "请对照党员档案核对；上期写错了的，请在“说明”里写明。", partial(rolls.otherwise, field=field))
        for field in ("birth", "joined", "confirmed")
    ),
    Rule("M29", "branches", ("roster_complete",), WARNING,
         "上期在册的党员，有的这次没有列出。", "请照{}补上；转出、去世的不要删，改党籍状态并填变动日期。",
         rolls.left_out, across=(("members", "name"), ("members", "birth")), whole="members"),
    Rule("M30", "members", ("moved_in", "name", "birth", "joined", "status", "type"), WARNING,
         "上期的名册里没有这个人，转入日期也没有填。", "新转入的请填转入日期；上期漏报的，请在“说明”里写明。",
         rolls.come_from_nowhere),

    *(
        Rule("B23", "branches", (field,), WARNING,
             f"{load().sheet('branches').field(field).title}和上期差得多（{{}}）。", _CHECK,
             partial(jumps.far_off, field=field, least=least), threshold=30)
        for field, least in (("households", 50), ("residents", 150))
    ),
    Rule("B24", "branches", ("collective_income",), WARNING,
         "集体经济收入（本年累计）比上期少（{}）。", "这一栏填今年以来一共收入多少；上期填错了的，请在“说明”里写明。",
         partial(jumps.fallen, field="collective_income")),
    Rule("M31", "branches", ("roster_complete",), NOTICE,
         "党员总数和上期差得多（{}）。", _QUIET,
         partial(jumps.members, least=10), threshold=30, across=(*MEMBERS, *COVERAGE), whole="members"),
    Rule("H53", "branches", ("no_meetings",), NOTICE,
         "会议场次和上期差得多（{}）。", _QUIET,
         partial(jumps.meetings, least=8), threshold=60, across=(*MEETINGS, *COVERAGE), whole="meetings"),
    Rule("T28", "branches", ("no_tasks",), NOTICE,
         "计划总投资合计超过上期的{threshold}倍（{}）。", "单位是万元，请核对是不是按元填了；确实如此的不必改。",
         partial(jumps.investment, least=10), threshold=5, across=(("tasks", "investment"), ("tasks", "state")),
         whole="tasks"),
)
