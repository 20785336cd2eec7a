"""Rules of 民生实事."""

from functools import partial

from shuzhi.validate.predicates import dates, deadlines, earlier, money, tasks
from shuzhi.validate.rule import ERROR, NOTICE, WARNING, Rule, Status

# Units of work that need no question; 平方, 方 and 平 are no units.
UNITS = frozenset(
    "米里亩吨升处户座台个盏套块条棵株间件组面根口眼栋幢层片段道辆部把张只副批项次场期人名位份本幅扇樘级孔车天家桶盆杆"
) | {
    "延米", "公里", "千米", "厘米", "平方米", "平方公里", "公顷", "立方米", "千克", "公斤", "人次", "户次", "车位",
    "床位", "m", "km", "m²", "m³", "㎡", "㎥",
}

RULES: tuple[Rule, ...] = (
    Rule("T02", "tasks", ("state", "finished"), ERROR,
         "填了完成日期，状态却还不是已完成。", "请核对状态和完成日期。",
         tasks.finished_state),
    Rule("T10", "tasks", ("state", "finished"), WARNING,
         "状态是暂缓或取消，却填了完成日期。", "完成了的请改状态；没有完成的请删去完成日期，原因可写在“说明”里。",
         tasks.dropped_finished),
    Rule("T11", "tasks", ("state", "started", "paid"), WARNING,
         "状态是未启动，却填了{}。",
         "开工了的请改状态；没有开工的请核对这几格。开工日期只是计划的，请改成新的日期；先付了款的，请在“说明”里写明。",
         tasks.begun),
    Rule("T12", "tasks", ("started", "state"), NOTICE,
         "状态是进行中，未见开工日期。", "如已开工请补填，不分开工的（如长期服务）不必填。",
         tasks.start_unknown),

    Rule("T03", "tasks", ("finished",), ERROR,
         "完成日期在办理情况截至日期之后。", "请核对完成日期，或把办理情况截至日期写到当天。",
         partial(dates.after_as_of, sheet="tasks", field="finished")),
    Rule("T13", "tasks", ("started", "due", "due_adjusted"), WARNING,
         "开工日期在计划完成日期之后。", "请核对两个日期；推迟了的请填调整后完成日期。",
         tasks.started_after_due),
    Rule("T14", "tasks", ("due_adjusted", "due"), WARNING,
         "调整后完成日期比计划完成日期早。", "请核对两个日期；确是提前的，请在“说明”里写明。",
         tasks.due_brought_forward),
    Rule("T15", "tasks", ("started", "state"), WARNING,
         "状态是进行中，开工日期却在办理情况截至日期之后。", "还没有开工的请把状态改成未启动；已开工的请改日期。",
         tasks.starts_later),
    Rule("T09", "tasks", ("due", "due_adjusted", "state"), NOTICE,
         "已过计划完成日期{}天，还没有完成。", "已经完成的请改状态并填完成日期；推迟的请填调整后完成日期。",
         deadlines.task_overdue),

    Rule("T04", "tasks", ("investment",), WARNING,
         "计划总投资超过{threshold}万元。", "单位是万元，请核对是不是按元填了；确实这么多的，请在“说明”里写明。",
         money.big_money, "", 1000),
    Rule("T16", "tasks", ("investment", "fiscal", "collective", "other_funds"), WARNING,
         "填了资金来源，没有填计划总投资。", "请补填计划总投资，它等于各项资金加起来的数。",
         money.total_missing),
    Rule("T06", "tasks", ("number", "investment", "collective", "source", "started", "state", "proposal"), NOTICE,
         "{threshold}万元以上的实事，“四议两公开”表里未见这一件。",
         "如已按四议两公开程序议定，请在那张表补填一行，写上关联实事编号；上期填过的、按规定不需要的不必填。",
         money.undecided, "nongcun-19", 10,
         (("agenda", "task"), ("agenda", "proposal"), ("votes", "link"), ("branches", "unit_type"))),

    Rule("T05", "tasks", ("households", "people"), WARNING,
         "受益户数比受益人数多。", "请核对两个数。",
         tasks.households),
    Rule("T17", "tasks", ("households", "people"), WARNING,
         "受益户数比“支部信息”表里的户数多。", "请核对两处的数；外村也受益的，请在“说明”里写明。",
         partial(tasks.more_than_there_are, field="households", total="households"),
         across=(("branches", "households"),)),
    Rule("T17", "tasks", ("people", "households"), WARNING,
         "受益人数比“支部信息”表里的常住人口多。", "请核对两处的数；外村也受益的，请在“说明”里写明。",
         partial(tasks.more_than_there_are, field="people", total="residents"),
         across=(("branches", "residents"),)),
    Rule("T08", "tasks", ("quantity_unit", "quantity"), WARNING,
         "填了工程量，没有填工程量单位。", "请补填单位，如米、平方米、处、盏。",
         tasks.unit_missing),
    Rule("T08", "tasks", ("quantity", "quantity_unit"), WARNING,
         "填了工程量单位，没有填工程量。", "请补填工程量；没有工程量的请删去单位。",
         tasks.quantity_missing),
    Rule("T21", "tasks", ("quantity_unit",), NOTICE,
         "工程量单位不是常用的写法。", "请写全，如米、平方米、立方米、公里、亩、处、盏；确用这个单位的不必改。",
         partial(tasks.odd_unit, usual=UNITS)),
    Rule("T18", "tasks", ("investment", "quantity", "households", "people", "state"), NOTICE,
         "未见工程量、投资、受益户数和人数。", "知道的请补填，报告里会写明；没有的不必填。",
         tasks.bare_task),

    Rule("T07", "tasks", ("finished", "state"), WARNING,
         "完成日期在统计起始日期之前，是以前完成的。",
         "日期写错的请改正；以前报过的请删去这一行，以免重复统计；漏报的，请在“说明”里写明。",
         partial(earlier.settled_before, sheet="tasks")),
    Rule("T19", "tasks", ("number", "finished", "state"), WARNING,
         "这个编号以前报过，那一件已经完成或取消。",
         "同一件事不要重复报，请删去这一行；另一件事请换没有用过的编号；确需再报的，请在“说明”里写明。",
         partial(earlier.number_used, sheet="tasks")),
    Rule("T22", "tasks", ("number",), NOTICE,
         "编号的写法和其他行不同。", "请照其他行的写法写，以后各期才对得上；确需这样写的不必改。",
         tasks.odd_number, status=Status.TRIAL),
    Rule("T23", "tasks", ("title", "place", "due", "number"), WARNING,
         "上面已有一行事项名称和地点相同的实事。", "重复的请删去一行；确是两件事的请写明地点，或在“说明”里写明。",
         tasks.same_task),
)
