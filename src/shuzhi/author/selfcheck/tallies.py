"""The last sections: how far 民生实事 and 居民提案 are, and whether the members add up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial, reduce
from operator import add, sub

from shuzhi.author.selfcheck.facts import COVERAGE, UNDATED, Facts
from shuzhi.author.selfcheck.page import GOOD, NEUTRAL, REMINDER, Page
from shuzhi.author.selfcheck.table import Table
from shuzhi.author.selfcheck.terms import Mask, Term, both, cases, count, either, joined, negated, said, when
from shuzhi.model.sheet import META

BEFORE = "members_before"
_KEYS = 60  # rows of _meta that are looked through
_ONE_LINE = 18  # characters of all states together that still fit, with their numbers
_UNKNOWN = "—"
_GONE = {"转出": "已转出", "去世": "已去世", "出党": "已出党", "停止党籍": "停止党籍"}
_MEMBERS = ("正式党员", "预备党员")


def before_of(keys: Iterable[Sequence[object]]) -> float | None:
    """The number of members that the rows of _meta bring from the last accepted period; None where they bring none."""
    numbers = (row[1] for row in keys if len(row) > 1 and row[0] == BEFORE)
    return next((number for number in numbers if isinstance(number, (int, float))), None)


def add_states(page: Page, tables: Mapping[str, Table], rows: Mapping[str, Term]) -> None:
    """One line for 民生实事 and one for 居民提案."""
    page.section("五、办到哪一步", "一共（件）", "办结（件）", "结论")
    if "tasks" in tables and tables["tasks"].has("state"):
        table = tables["tasks"]
        page.part(table.memory, _task_states, table, rows["tasks"])
    if "proposals" in tables and tables["proposals"].has("state"):
        table = tables["proposals"]
        page.part(table.memory, _proposal_states, table, rows["proposals"])


def _task_states(page: Page, table: Table, rows: Term) -> None:
    _states(page, table, table.record & ~table.one_of(["state"], ["取消"]), ("已完成", rows))


def _proposal_states(page: Page, table: Table, rows: Term) -> None:
    whole = table.record & table.blank("merged_into") if table.has("merged_into") else table.record
    _states(page, table, whole, ("已办结", rows))


def _states(page: Page, table: Table, whole: Mask, told: tuple[str, Term]) -> None:
    done, rows = told
    states = table.sheet.field("state").choices
    line = page.line(table.sheet.title, table.target("state"), 1 + (len("".join(states)) > _ONE_LINE))
    line.now(count(whole))
    counted = table.blank("merged_into") if table.has("merged_into") else None
    tallies = {}
    for state in states:
        mask = table.one_of(["state"], [state])
        tallies[state] = line.aside(count(mask & counted if counted else mask))
    filled = table.filled("state")
    known = reduce(add, tallies.values())
    strange = line.aside(count(filled & counted if counted else filled) - known)
    line.due(count(table.one_of(["state"], [done]) & whole))
    parts = [part for state, cell in tallies.items() for part in ("、", state, cell)][1:]
    odd, bare = strange.compared(">", 0), rows.compared("=", 0)
    line.verdict(
        cases(
            (odd, joined(strange, "件状态没认出，请从下拉列表里选。")),
            (bare, "这张表空着。"),
            otherwise=joined(*parts, "。"),
        ),
        tone=cases((odd, REMINDER), (bare, NEUTRAL), otherwise=GOOD),
    )


def add_members(page: Page, facts: Facts, table: Table, before: float | None) -> None:
    """Whether 期初＋转入＋接收－转出－去世－出党 gives the members on the roll on the last day counted.

    期初 is what _meta carries from the last accepted period, else what the rows say of the day before the coverage.
    """
    if not table.has("type", "status", "changed", "moved_in", "joined"):
        return
    page.section("六、党员人数", "名册上", "算出来", "怎么算的")
    line = page.line("期末党员总数", table.target("status"), 2)
    roll = _Roll(facts, table)
    now = line.now(count(roll.members))
    carried = Term(f"COUNTIF('{META}'!$A$1:$A${_KEYS},\"{BEFORE}\")", int(before is not None))
    brought = Term(f"SUMIF('{META}'!$A$1:$A${_KEYS},\"{BEFORE}\",'{META}'!$B$1:$B${_KEYS})", before or 0)
    known = line.aside(carried).compared(">", 0)
    opening = line.aside(when(known, brought, count(roll.opening)))
    came = {name: line.aside(count(mask)) for name, mask in (("转入", roll.came), ("接收", roll.admitted))}
    gone = {name: line.aside(count(roll.gone(status))) for name, status in _GONE.items()}
    total = reduce(add, [opening, *came.values()])
    must = line.due(reduce(sub, gone.values(), total))
    chain = joined(
        "期初", opening, *(part for name, cell in came.items() for part in ("＋", name, cell)),
        *(part for name, cell in gone.items() if name != "停止党籍" for part in ("－", name, cell)),
        when(gone["停止党籍"].compared(">", 0), joined("－停止党籍", gone["停止党籍"]), ""), "＝", must, "。",
    )
    differs = either(now.compared("<", must), now.compared(">", must))
    bare = both(now.compared("=", 0), opening.compared("=", 0))
    undated = negated(facts.known(*COVERAGE))
    line.verdict(
        cases(
            (undated, UNDATED),
            (bare, "还没有填党员。"),
            (differs, joined(chain, "和名册对不上，请核对转入、入党、变动日期。")),
            (known, joined(chain, "对得上。")),
            otherwise=joined(chain, "请对一对期初是不是上期报的人数。"),
        ),
        tone=cases((either(undated, bare), NEUTRAL), (differs, REMINDER), (known, GOOD), otherwise=NEUTRAL),
    )
    _kinds(page, table, roll)


def _kinds(page: Page, table: Table, roll: "_Roll") -> None:
    line = page.line("其中正式党员", table.target("type"), 2)
    line.now(count(roll.members & table.one_of(["type"], ["正式党员"])))
    line.due(said(_UNKNOWN))
    parts: list[str | Term] = []
    for kind in table.sheet.field("type").choices[1:]:
        mask = roll.listed & table.one_of(["type"], [kind])
        parts += ["、" if parts else "", kind, line.aside(count(mask & roll.arrived if kind in _MEMBERS else mask))]
    suspended = line.aside(count(roll.suspended))
    line.verdict(joined(*parts, "；停止党籍", suspended, "（不算在总数里）。"), tone=NEUTRAL)


class _Roll:
    """Who is on the roll, and who came and went in the coverage, as the indicators define it."""

    def __init__(self, facts: Facts, table: Table) -> None:
        """The roll of one 党员 sheet."""
        self._facts, self._table = facts, table
        self._kind = table.one_of(["type"], _MEMBERS)
        self._on = table.blank("status") | table.one_of(["status"], ["在册"])
        self.listed = self._on | table.later("changed", facts, "coverage_end")
        self.arrived = ~table.later("moved_in", facts, "coverage_end")
        self.members = self._kind & self.listed & self.arrived
        self.came = self._kind & table.within("moved_in", facts)
        self.admitted = self._kind & self._admitted(table.within) & ~table.within("moved_in", facts)
        self.suspended = table.one_of(["status"], ["停止党籍"]) & ~table.later("changed", facts, "coverage_end")

    @property
    def opening(self) -> Mask:
        """Those on the roll on the day before the coverage."""
        since = partial(self._table.since, day=self._facts["coverage_start"])
        new = since("moved_in") | self._admitted(lambda name, _: since(name))
        return self._kind & (self._on | since("changed")) & ~new

    def gone(self, status: str) -> Mask:
        """Those who left in the coverage with this 党籍状态."""
        return self._kind & self._table.one_of(["status"], [status]) & self._table.within("changed", self._facts)

    def _admitted(self, test: Callable[[str, Facts], Mask]) -> Mask:
        """Whether the day of 接收审批, or of 入党 where that is blank, passes a test."""
        joined_on = test("joined", self._facts)
        if not self._table.has("admission_approved"):
            return joined_on
        return test("admission_approved", self._facts) | (self._table.blank("admission_approved") & joined_on)
