"""What every parser of typed values owes, whatever is typed: a value in its range that means the same when written back."""

import re
from random import Random

import pytest
from hypothesis import strategies as st

from drawn import drawn
from fuzz.owed import FIELDS, READING, check_range, check_written_back
from intake.variants import FULL, draw
from shuzhi import form
from shuzhi.intake.values import dates, han, names, read_value
from shuzhi.intake.values.dates import month_of
from shuzhi.intake.values.texts import row_number
from shuzhi.intake.values.typed import as_text, half_width, says_none, spaced, visible
from shuzhi.model.period import Period

SIGNS = "0123456789.-/年月日号 ,，约万元人户名次、()（）Xx*？·一二三十百千零〇两负~至到上午时点半:T%+¥#'’;|\\\n\u3000\u200b\xa0=实议公〔〕第季度Q转分机同志书记张李王"
PIECES = st.lists(st.sampled_from([
    *SIGNS, "2023", "9", "12", "年", "月", "日", "2023年", "9月5日", "2023-9-5", "号", "138", "13800000000", "0571", "-", "110105", "19491231", "002X", "万元", "无", "约", "左右",
    "第三季度", "上半年", "年度", "党课", "支部党员大会", "主题党日", "（补记）", "欧阳", "·", "5", "00", "1,000", "、", " ",
]), max_size=7).map("".join)
EDITS = st.tuples(st.integers(0, 10**6), st.integers(0, 40), st.sampled_from(["", *SIGNS]), st.booleans())


def _edited(edit):
    """What a hand typed (variants.draw), one character changed or put in."""
    seed, place, sign, instead = edit
    typed = draw(Random(seed)).typed
    if not isinstance(typed, str):
        return typed
    place = min(place, len(typed))
    return typed[:place] + sign + typed[place + instead :]


TYPED = st.one_of(PIECES, EDITS.map(_edited), st.text(max_size=12))
OTHERS = st.one_of(st.floats(), st.integers(-10**6, 10**9), st.booleans(), st.datetimes(), st.dates(), st.times(), st.timedeltas())


def _told(fault):
    return fault and fault.code


def test_what_is_accepted_lies_in_its_range(many):
    """Days of 1900 to 2100, numbers within their limits, choices of the list, no blanks in a number of a row."""
    @drawn(many, st.one_of(TYPED, OTHERS))
    def check(typed):
        for field in FIELDS:
            check_range(typed, field)


NEVER = re.compile("(?!)")
NAMES_OR_DAYS = st.one_of(
    st.lists(st.sampled_from("张王李石书记主任委员老师教授先生女士同志某、欧阳村党支部总副〇一㐀鿿"), max_size=9).map("".join),
    st.tuples(st.sampled_from(["2023", "1899", "2101", "23"]), st.sampled_from("年./- "), st.sampled_from(["9", "09", "13", "0"]), st.sampled_from("月./- "),
              st.sampled_from(["9", "09", "31", "0"]), st.sampled_from(["", "日", "号"])).map("".join),
)


def test_usual_names_and_days_are_what_the_long_road_makes_of_them(many):
    """Han characters without a title, days with a year of four digits."""
    @drawn(many, NAMES_OR_DAYS)
    def check(typed):
        for field in FIELDS:
            quick = read_value(typed, field, READING)
            with pytest.MonkeyPatch.context() as patch:
                for module in (names, dates):
                    patch.setattr(module, "_USUAL", NEVER)
                assert read_value(typed, field, READING) == quick


def test_what_is_accepted_means_the_same_when_written_back(many):
    """A value typed into a new workbook (a pre-filled one) is read as itself, without a finding that was not there."""
    @drawn(many, st.one_of(TYPED, OTHERS))
    def check(typed):
        for field in FIELDS:
            check_written_back(typed, field)


def test_full_width_and_half_width_are_one(many):
    """A text typed with a Chinese keyboard's wide signs is the same value; only free text stays as typed."""
    kinds = [field for field in FIELDS if (field.format or field.type) != "string" and not field.open]

    @drawn(many, TYPED.filter(lambda typed: isinstance(typed, str)))
    def check(typed):
        for field in kinds:
            (value, fault), (wide, other) = (read_value(text, field, READING) for text in (typed, typed.translate(FULL)))
            assert _told(fault) == _told(other), (field.title, field.format)
            if value != wide:  # kept as typed, and doubted
                assert fault is not None
                assert half_width(str(value)) == half_width(str(wide)), (field.title, field.format)


def test_blanks_around_a_text_change_nothing(many):
    """Blanks, line breaks and invisible marks before and behind are nobody's meaning."""
    @drawn(many, TYPED.filter(lambda typed: isinstance(typed, str)), st.sampled_from([" ", "\u3000", "\xa0", "\n", "\t", "\u200b", "\ufeff"]))
    def check(typed, blank):
        for field in FIELDS:
            (value, fault), (padded, other) = (read_value(text, field, READING) for text in (typed, blank + typed + blank))
            assert (value, _told(fault)) == (padded, _told(other)), (field.title, field.format)


def test_reducing_a_text_twice_is_reducing_it_once(many):
    """half_width, spaced, visible, row_number and informal digits come to rest; so do titles and choices."""
    @drawn(many, st.one_of(st.text(max_size=20), PIECES), PIECES)
    def check(typed, title):
        for reduce in (half_width, visible, row_number, han.informal, as_text):
            assert reduce(reduce(typed)) == reduce(typed), reduce
        assert form.plain(form.plain(title)) == form.plain(title)
        assert spaced(spaced(typed).replace("'", "")) == spaced(typed).replace("'", "") or spaced(typed)[:1] in "'’‘`"
        assert isinstance(says_none(typed), bool)
        assert month_of(typed) is None or re.fullmatch("[0-9]{4}年[0-9]{1,2}月", month_of(typed))


@pytest.mark.parametrize("number", [*range(120), 200, 205, 210, 999, 1000, 1001, 1010, 1100, 2023, 9999])
def test_a_number_read_aloud_is_that_number(number):
    """三千二百零五: every number below ten thousand has one reading, and no other number has it."""
    assert han.number(_aloud(number)) == number


def _aloud(n):
    digits = "零一二三四五六七八九"
    if n < 10:
        return digits[n]
    if n < 20:
        return "十" + (digits[n % 10] if n % 10 else "")
    unit, name = next((unit, name) for unit, name in ((1000, "千"), (100, "百"), (10, "十")) if n >= unit)
    head, rest = divmod(n, unit)
    tail = "" if not rest else ("零" if rest < unit // 10 else "") + (("一" if 10 <= rest < 20 else "") + _aloud(rest))
    return digits[head] + name + tail


def test_han_digits_and_periods_never_raise(many):
    """Any text: a number below ten thousand or none; a period whose days are days, or none."""
    @drawn(many, st.one_of(st.text("零〇一二两三四五六七八九十百千", max_size=9), st.text(max_size=9), st.from_regex(r"\d{4}年?第?\w季?度?|\d{4}[QHYqhy]\d?|\d{4}年?[上下全]半?年度?")))
    def check(typed):
        value = han.number(typed)
        assert value is None or 0 <= value < 10_000
        period = Period.parse(typed)
        if period:
            assert Period.parse(period.code) == Period.parse(period.label) == period
            assert period.days.start.year == period.days.end.year == period.year
            assert Period.parse(period.before.code) in (period.before, None)
