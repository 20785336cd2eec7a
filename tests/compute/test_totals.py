"""Figures added up over the organisation tree."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzhi.compute.catalogue import as_indicators, definition
from shuzhi.compute.totals import COLUMNS, subtotals, totals
from shuzhi.model.period import Coverage, Period
from shuzhi.model.settings import Branch, Settings


def township(*branches, threshold=10):
    """Settings with a roster of (code, parent, kind)."""
    roster = tuple(
        Branch(code, f"{code}全称", code, code, kind, "村", parent=parent) for code, parent, kind in branches
    )
    return Settings(
        "青禾镇", "中共青禾县委", Period(2023, "Q", 3), Coverage(date(2023, 7, 1), date(2023, 9, 30)), None, roster, (),
        limits={"income_threshold": threshold},
    )


def own(*rows):
    """Own rows from (branch_code, name, value or (part, whole), rows)."""
    records = []
    for code, name, value, texts in rows:
        known = definition(name)
        part, whole = value if isinstance(value, tuple) else (None, None)
        share = round(part / whole * 100, 6) if whole else None
        number = share if isinstance(value, tuple) else value
        records.append((code, "own", name, known.title, number, known.unit, part, whole, texts))
    numbers = dict.fromkeys(("value", "numerator", "denominator"), "float64")
    words = dict.fromkeys(("branch_code", "scope", "name", "title", "unit", "rows"), "str")
    return pd.DataFrame(records, columns=COLUMNS).astype(numbers | words)


def of(frame, code, scope):
    """The indicators of one branch and scope."""
    return as_indicators(frame[(frame["branch_code"] == code) & (frame["scope"] == scope)])


ROSTER = (("Z", "", "党总支"), ("A", "Z", "党支部"), ("B", "Z", "党支部"), ("C", "", "党支部"))


def test_a_branch_with_others_below_it_has_both_values():
    """本级 stays as it is, 全体 adds its 支部, whose addresses carry their code; other branches have 本级 only."""
    found = totals(own(
        ("Z", "meetings_general", 2, "会议!5;会议!7"), ("A", "meetings_general", 1, "会议!3"),
        ("B", "meetings_general", 3, "会议!4;会议!5;会议!6"), ("C", "meetings_general", 1, "会议!2"),
    ), township(*ROSTER))
    assert of(found, "Z", "own")["meetings_general"].value == 2
    assert of(found, "Z", "all")["meetings_general"].value == 6
    assert of(found, "Z", "all")["meetings_general"].rows == (
        "会议!5", "会议!7", "A:会议!3", "B:会议!4", "B:会议!5", "B:会议!6",
    )
    assert set(found.loc[found["scope"] == "all", "branch_code"]) == {"Z"}
    assert of(found, "TOTAL", "own")["meetings_general"].value == 7
    assert of(found, "TOTAL", "own")["meetings_general"].rows == ()


def test_the_order_is_the_rosters_and_the_catalogues():
    """Roster order, own before all, catalogue order, TOTAL last, whatever the order of the input."""
    given_rows = own(
        ("A", "members_total", 3, ""), ("A", "meetings_general", 1, ""), ("Z", "work_talks_u7c73", 1, ""),
        ("Z", "meetings_general", 1, ""),
    )
    found = totals(given_rows.iloc[::-1], township(*ROSTER))
    assert list(found.columns) == COLUMNS
    assert list(found[["branch_code", "scope", "name"]].itertuples(index=False, name=None)) == [
        ("Z", "own", "meetings_general"), ("Z", "own", "work_talks_u7c73"),
        ("Z", "all", "meetings_general"), ("Z", "all", "members_total"), ("Z", "all", "work_talks_u7c73"),
        ("A", "own", "meetings_general"), ("A", "own", "members_total"),
        ("TOTAL", "own", "meetings_general"), ("TOTAL", "own", "members_total"),
        ("TOTAL", "own", "work_talks_u7c73"), ("TOTAL", "own", "villages_income_over"),
    ]


def test_rates_come_from_summed_parts():
    """45/50 and 0/50 make 45%, not the mean of rates; a branch without a base changes nothing."""
    found = totals(own(
        ("Z", "general_attendance_rate", (45, 50), "会议!5"), ("A", "general_attendance_rate", (0, 50), "会议!2"),
        ("B", "general_attendance_rate", (0, 0), ""), ("C", "general_attendance_rate", (None, None), ""),
    ), township(*ROSTER))
    rate = of(found, "TOTAL", "own")["general_attendance_rate"]
    assert (rate.value, rate.numerator, rate.denominator) == (45, 45, 100)
    assert of(found, "Z", "all")["general_attendance_rate"].rows == ("会议!5", "A:会议!2")


def test_a_blank_is_not_zero_in_totals():
    """Branches without a value are left out; if none has one the total is empty, not 0."""
    found = totals(own(
        ("Z", "meetings_general", None, ""), ("A", "meetings_general", 2, "会议!2"), ("A", "members_total", None, ""),
    ), township(*ROSTER))
    assert of(found, "Z", "all")["meetings_general"].value == 2
    assert of(found, "TOTAL", "own")["meetings_general"].value == 2
    assert of(found, "TOTAL", "own")["members_total"].value is None


def test_a_parent_has_all_even_if_only_its_children_count():
    """A 总支 that handed in nothing still has the figures of its 支部; one without counted 支部 has its own."""
    settings_ = township(*ROSTER, ("Y", "", "党委"))
    found = totals(own(("A", "members_total", 8, "党员!2"), ("Y", "members_total", 5, "党员!3")), settings_)
    assert of(found, "Z", "own") == {}
    assert of(found, "Z", "all")["members_total"].rows == ("A:党员!2",)
    assert of(found, "Y", "all")["members_total"].value == 5
    assert of(found, "TOTAL", "own")["members_total"].value == 13


def test_a_row_counts_once_in_a_deeper_tree():
    """党委 over 总支 over 支部: each workbook enters once; a ring in the roster does not hang."""
    deep = (("W", "", "党委"), ("Z", "W", "党总支"), ("A", "Z", "党支部"))
    rows = own(*((code, "members_total", 1, "党员!2") for code in "WZA"))
    assert of(totals(rows, township(*deep)), "W", "all")["members_total"].value == 3
    ring = (("W", "A", "党委"), *deep[1:])
    assert of(totals(rows, township(*ring)), "W", "all")["members_total"].value == 3


@pytest.mark.parametrize(("incomes", "wanted"), [((9.99, 10, 25), 2), ((1, 2, 3), 0), ((None, None, None), None)])
def test_villages_over_the_threshold(incomes, wanted):
    """The threshold itself counts; without any income the number is empty."""
    rows = own(*((code, "collective_income", income, "") for code, income in zip("ABC", incomes, strict=True)))
    assert of(totals(rows, township(*ROSTER)), "TOTAL", "own")["villages_income_over"].value == wanted


def test_nothing_counted_gives_no_figures():
    """With no counted branch there is only the empty number of villages."""
    found = totals(own(), township(*ROSTER))
    assert list(found["name"]) == ["villages_income_over"]
    assert found["value"].isna().all()


CODES = ["W", "Z", "A", "B", "C", "D"]
COUNTS = ["meetings_general", "members_total", "investment_total", "work_talks_u7c73"]
RATES = ["general_attendance_rate", "dues_rate"]


@settings(max_examples=30, derandomize=True, deadline=None)
@given(st.data())
def test_totals_are_those_of_plain_loops(data):
    """Each 全体 and each total equals the sum over its branches, the rows included."""
    parents = {code: data.draw(st.sampled_from(["", *CODES[:place]])) for place, code in enumerate(CODES)}
    kinds = {code: data.draw(st.sampled_from(["党支部", "党总支"])) for code in CODES}
    counted = data.draw(st.lists(st.sampled_from(CODES), unique=True))
    number = st.sampled_from([None, 0, 1, 2.5, 40])
    cells = {(code, name): data.draw(number) for code in counted for name in COUNTS}
    parts = {
        (code, name): data.draw(st.sampled_from([(None, None), (0, 0), (0, 4), (3, 4), (7, 9)]))
        for code in counted for name in RATES
    }
    everything = cells | parts
    rows = own(*((code, name, value, f"会议!{place};会议!{place + 1}" if value not in (None, 0, (None, None)) else "")
                 for place, ((code, name), value) in enumerate(everything.items(), 2)))
    texts = {(row["branch_code"], row["name"]): row["rows"] for row in rows.to_dict("records")}
    found = totals(rows, township(*((code, parents[code], kinds[code]) for code in CODES)))

    def below(code):
        return [code, *(each for child in CODES if parents[child] == code for each in below(child))]

    groups = {(code, "all"): below(code) for code in CODES if len(below(code)) > 1 or kinds[code] == "党总支"}
    groups["TOTAL", "own"] = CODES
    for (code, scope), family in groups.items():
        seen = of(found, code, scope)
        for name in COUNTS:
            filled = [cells[each, name] for each in family if cells.get((each, name)) is not None]
            assert (seen[name].value if name in seen else None) == (sum(filled) if filled else None)
        for name in RATES:
            filled = [parts[each, name] for each in family if parts.get((each, name), (None,))[0] is not None]
            part, whole = sum(pair[0] for pair in filled), sum(pair[1] for pair in filled)
            value = seen[name].value if name in seen else None
            assert value == (pytest.approx(part / whole * 100, abs=1e-6) if whole else None)
        for name in set(seen) - {"villages_income_over"}:
            wanted = {
                address if each == code else f"{each}:{address}"
                for each in family for address in texts.get((each, name), "").split(";") if address
            }
            assert set(seen[name].rows) == (wanted if scope == "all" and seen[name].value is not None else set())


def test_groups_of_branches_are_added_up():
    """Counts are summed, rates come from summed parts, all blank stays blank, a branch in no group is left out."""
    found = subtotals(own(
        ("A", "meetings_general", 1, "会议!3"), ("B", "meetings_general", 3, "会议!4"), ("C", "meetings_general", 9, ""),
        ("A", "dues_rate", (9, 10), "支部信息!2"), ("B", "dues_rate", (1, 10), "支部信息!2"),
        ("A", "tasks_total", float("nan"), ""),
    ), {"A": "村", "B": "村", "D": "社区"})
    assert set(found["branch_code"]) == {"村"}
    villages = of(found, "村", "own")
    assert (villages["meetings_general"].value, villages["meetings_general"].rows) == (4, ())
    assert (villages["dues_rate"].value, villages["dues_rate"].numerator) == (50, 10)
    assert villages["tasks_total"].value is None


def test_no_group_has_no_totals():
    """A township without a branch that counts."""
    assert len(subtotals(own(("A", "meetings_general", 1, "会议!3")), {})) == 0
