"""Rules of 支部信息: how the branch is set up, its secretary and term, counts and money that have to fit."""

from functools import partial

from shuzhi.validate.predicates import counts, standing
from shuzhi.validate.rule import NOTICE, WARNING, Rule, Status
from shuzhi.validate.rulebook.reading import MEETINGS, MEMBERS

RULES: tuple[Rule, ...] = (
    Rule("B02", "branches", ("full_name",), NOTICE,
         "正式党员不足3名。", "名册有遗漏的请补填；人数属实的请与乡镇党建办联系，一般与邻近单位成立联合党支部。",
         standing.too_few, "zhibu-4", across=MEMBERS),
    Rule("B03", "branches", ("full_name",), NOTICE,
         "党员超过{threshold}名。", "名册有错的请改正；人数属实的请与乡镇党建办商量是否分设。",
         standing.too_many, "zhibu-4", 50, MEMBERS),
    Rule("B04", "branches", ("committee_size",), NOTICE,
         "正式党员7名以上，支委会委员数填的是0。", "已设支委会的请填委员数，确未设立的不必改。",
         standing.no_committee, "zhibu", across=MEMBERS),
    Rule("B04", "branches", ("committee_size", "org_type"), NOTICE,
         "支委会{}。", "请核对委员数；没有设支委会的填 0。",
         standing.odd_committee, "zhibu", 7),
    Rule("B04", "branches", ("committee_size", "org_type", "roster_complete"), WARNING,
         "支委会委员数比正式党员还多。", "请核对委员数和“党员”表；确实如此的，请在“说明”里写明。",
         standing.more_on_committee_than_members, across=MEMBERS),
    *(
        Rule("B11", "branches", (field,), WARNING,
             f"{title}填的是0，“会议”表里却有{kind}。", f"{rest}；没有设的请核对会议类型。",
             partial(standing.unlike_meetings, field=field, kind=kind), across=MEETINGS)
        for field, title, kind, rest in (
            ("committee_size", "支委会委员数", "支部委员会会议", "设有支委会的请填委员数"),
            ("groups", "党小组数", "党小组会", "设有党小组的请填个数"),
        )
    ),

    Rule("B05", "branches", ("election_date", "unit_type"), NOTICE,
         "{}。", "已经换届的请改填新的换届日期；还没有换届的请与乡镇党建办联系。",
         standing.term_over, "zhibu", 6),
    Rule("B06", "branches", ("secretary", "roster_complete"), NOTICE,
         "“党员”表在册的正式党员里未见书记的姓名。", "请核对姓名和名册；组织关系不在本支部的不必改。",
         standing.secretary_not_listed, "zhibu-23", across=(*MEMBERS, ("members", "name"))),
    Rule("B06", "branches", ("secretary", "secretary_since"), NOTICE,
         "书记任职时转正不满一年。", "请核对书记任职日期和“党员”表里的转正日期；确实如此的不必改。",
         standing.secretary_too_new, "zhibu-23", across=(*MEMBERS, ("members", "name"))),
    Rule("B07", "branches", ("org_type", "unit_type", "roster_complete"), NOTICE,
         "党员人数和组织类别不大相称。", "党总支一般50人以上、100人以下，党委一般100人以上；请核对组织类别和名册。",
         partial(standing.odd_size_of_parent, unit_types=("机关", "事业单位")), "jiguan", across=MEMBERS),
    Rule("B07", "branches", ("org_type", "unit_type"), NOTICE,
         "党员人数和组织类别不大相称。", "党总支一般50人以上、100人以下，党委一般100人以上；请核对组织类别和名册。",
         partial(standing.odd_size_of_parent, unit_types=standing.VILLAGES), across=MEMBERS, status=Status.TRIAL),
    Rule("B08", "branches", ("households", "unit_type"), NOTICE,
         "户数不在{threshold}户至3000户之间。", "请核对户数；确实如此的不必改。",
         partial(counts.outside, field="households", most=3000, unit_types=("社区", "居")), "juweihui", 1000,
         status=Status.TRIAL),

    Rule("B13", "branches", ("dues_paid", "dues_due"), WARNING,
         "本期已交党费比应交的多。", "请核对两个数；补交以前的请写在“补交以前欠费”；确有多交的，请在“说明”里写明。",
         partial(counts.more, field="dues_paid", than="dues_due")),
    Rule("B14", "branches", ("dues_unpaid_members", "dues_due", "dues_paid"), WARNING,
         "未交齐人数与应交、已交党费对不上。", "交齐了的填 0，没有交齐的填人数；请核对这三个数。",
         counts.unpaid_nobody),
    Rule("B15", "branches", ("dues_unpaid_members", "roster_complete"), WARNING,
         "未交齐人数比党员还多。", "请核对人数和“党员”表；确实如此的，请在“说明”里写明。",
         counts.more_unpaid_than_members, across=MEMBERS),
    Rule("B16", "branches", ("grid_workers", "grids"), WARNING,
         "网格数和网格员数有一个是0，另一个不是。", "请核对两个数；确实如此的，请在“说明”里写明。",
         partial(counts.one_is_zero, field="grids", other="grid_workers")),
    Rule("B17", "branches", ("households", "residents"), WARNING,
         "户数比常住人口还多。", "请核对两个数是不是填反了；外出的人多、确实如此的，请在“说明”里写明。",
         partial(counts.more, field="households", than="residents")),
    Rule("B18", "branches", ("volunteer_teams", "volunteers"), WARNING,
         "志愿服务队数比登记志愿者数还多。", "请核对两个数是不是填反了。",
         partial(counts.more, field="volunteer_teams", than="volunteers")),
    Rule("B19", "branches", ("collective_income", "collective_target"), WARNING,
         "集体经济收入超过全年目标的{threshold}倍。", "请核对两个数，单位都是万元；确实如此的不必改。",
         partial(counts.far_above, field="collective_income", than="collective_target"), threshold=3,
         status=Status.TRIAL),
)
