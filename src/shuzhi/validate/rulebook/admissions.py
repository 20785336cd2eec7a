"""Rules of 党员 and 表决事项: every admission has its vote, every vote its person."""

from functools import partial

from shuzhi.validate.predicates import admissions
from shuzhi.validate.rule import NOTICE, WARNING, Rule
from shuzhi.validate.rulebook.reading import MEMBERS

PEOPLE = (*MEMBERS, ("members", "name"))
VOTES = (("votes", "date"), ("votes", "kind"))

RULES: tuple[Rule, ...] = (
    Rule("M14", "members", ("joined",), WARNING,
         "“表决事项”表里没有这一天接收预备党员的表决。", "请在“表决事项”表补填，或核对入党日期。",
         admissions.admission_without_vote, across=VOTES),
    Rule("M14", "members", ("confirmed", "type"), NOTICE,
         "“表决事项”表里未见这前后预备党员转正的表决。", "如在统计期间表决请补填，在其他时候表决的不必填。",
         admissions.confirmation_without_vote, across=VOTES),
    *(
        Rule("M14", "votes", fields, NOTICE,
             f"{kind}的表决通过了，“党员”表里{gap}的人没有这么多。", hint,
             partial(admissions.vote_without_member, kind=kind, field=day, beyond=beyond),
             across=(*PEOPLE, ("members", day)))
        for kind, fields, day, beyond, gap, hint in (
            ("接收预备党员", ("kind", "date", "result", "body"), "joined", 0, "入党日期在统计期间",
             "请在“党员”表补填这个人，或核对入党日期。"),
            ("预备党员转正", ("kind", "result", "body", "date"), "confirmed", 60, "转正日期在这前后",
             "上级已批准的，请改人员类别并填转正日期；还没有批准的不必改。"),
        )
    ),
)
