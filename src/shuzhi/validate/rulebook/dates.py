"""Rules of days, the same in several sheets."""

from functools import partial

from shuzhi.validate.predicates import dates
from shuzhi.validate.predicates.agenda import STEPS
from shuzhi.validate.rule import ERROR, WARNING, Rule
from shuzhi.validate.rulebook.reading import COVERAGE

# A day that a fact of the sheet happened on: it cannot lie after the day the workbook was filled in.
HAPPENED = (
    ("meetings", "date"), ("votes", "date"), ("works", "date"), ("tasks", "finished"), ("proposals", "proposed"),
    ("proposals", "accepted"), ("proposals", "replied"), ("proposals", "referred"), ("proposals", "closed"),
    ("members", "birth"), ("members", "joined"), ("members", "changed"), ("members", "moved_in"),
    ("branches", "secretary_since"), ("branches", "election_date"), *(("agenda", step) for step in STEPS),
    *(("members", step) for step in (
        "applied", "activist_since", "candidate_since", "admission_approved", "confirmation_approved", "lost_since",
    )),
)

RULES: tuple[Rule, ...] = (
    *(
        Rule("H01", sheet, (field,), ERROR,
             "日期在填报日期之后。", "{}还没有发生的事不要填；日期写错的请改正。",
             partial(dates.future, sheet=sheet, field=field))
        for sheet, field in HAPPENED
    ),
    *(
        Rule("H31", sheet, ("date",), WARNING,
             "这条{}", "日期写错的请改正；确实没有错的，请在“说明”里写明。",
             partial(dates.outside, sheet=sheet), across=COVERAGE)
        for sheet in ("meetings", "votes", "works")
    ),
)
