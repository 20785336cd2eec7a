"""A coverage-guided fuzzer (atheris) of the cell normalisers and the header finder.

By hand: `python tests/fuzz/guided.py -max_total_time=600`; options are those of libFuzzer. A failure prints its input
and leaves it in a file, which as only argument repeats it.
"""

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))
with atheris.instrument_imports(include=["shuzhi.intake", "shuzhi.form.model", "shuzhi.model.period"]):
    from fuzz.owed import FIELDS, FORM, check_bound, check_range, check_written_back
from shuzhi.model.sheet import Area, RawSheet

SIGNS = (
    "0123456789.-/年月日号 ,约万元亿人户名次、()（）Xx*？·一二十百千零〇两负~至到上午时点半:T%+¥#'’;|\\\n\u3000\u200b=实议公〔〕第季度Q转分机同志书记张李王周星期"
    "余多来几以、，。；！“”①²ⅢⅡ㎡½٣\u0301\u202e\xad\ufeff💯\ud800"
)
WORDS = [
    *(word for field in FIELDS for word in field.choices[:2]), "2023年", "9月5日", "13800000000", "全村", "无", "第三季度", "上半年", "同议2023-3", "11010519491231002X",
]
TITLES = [title for sheet in FORM.sheets for field in sheet.fields for title in (field.title, *field.aliases[:1])]
MORE = ["合计", "序号", "备注", "人数", "应到", "实到", "（元）", "单位：万元", "填表人：", "注：", "项目", "内容", "说明", "1", "2", "3", "2023-9-5", "党课", "王方", "", " ", "甲"]


def text(data):
    """Signs and words people type, and now and then any character."""
    parts = []
    while data.remaining_bytes() and len(parts) < 12:
        match data.ConsumeIntInRange(0, 7):
            case 0:
                parts.append(WORDS[data.ConsumeIntInRange(0, len(WORDS) - 1)])
            case 1:
                parts.append(data.ConsumeUnicode(2))
            case _:
                parts.append(SIGNS[data.ConsumeIntInRange(0, len(SIGNS) - 1)])
    return "".join(parts)


def cell(data):
    """A cell of any type."""
    match data.ConsumeIntInRange(0, 9):
        case 0:
            return data.ConsumeFloat()
        case 1:
            return data.ConsumeBool()
        case 2:
            return datetime(1900, 1, 1) + timedelta(data.ConsumeIntInRange(0, 80_000), data.ConsumeIntInRange(0, 86_399))
        case 3:
            return date(1900, 1, 1) + timedelta(data.ConsumeIntInRange(0, 80_000))
        case 4:
            return timedelta(data.ConsumeIntInRange(0, 99), data.ConsumeIntInRange(0, 86_399))
        case _:
            return text(data)


def grid(data):
    """A small sheet of titles, other words and cells, some merged."""
    known = FORM.sheets[data.ConsumeIntInRange(0, len(FORM.sheets) - 1)]
    rows = tuple(tuple(_word(data, known) for _ in range(data.ConsumeIntInRange(0, 9))) for _ in range(data.ConsumeIntInRange(0, 7)))
    areas = []
    for _ in range(data.ConsumeIntInRange(0, 3)):
        top, left = data.ConsumeIntInRange(1, 8), data.ConsumeIntInRange(1, 9)
        area = Area(top, left, top + data.ConsumeIntInRange(0, 3), left + data.ConsumeIntInRange(0, 4))
        areas += [area] * (area[:2] != area[2:])
    title = known.title if data.ConsumeBool() else "表"
    broken = {(data.ConsumeIntInRange(1, 7), data.ConsumeIntInRange(1, 9)): "error"} if data.ConsumeBool() else {}
    return RawSheet(title, _trimmed(rows), {place: kind for place, kind in broken.items() if _is_blank(rows, place)}, data.ConsumeBool(), tuple(sorted(set(areas))))


def _word(data, known):
    match data.ConsumeIntInRange(0, 5):
        case 0 | 1:
            return known.fields[data.ConsumeIntInRange(0, len(known.fields) - 1)].title
        case 2:
            return TITLES[data.ConsumeIntInRange(0, len(TITLES) - 1)]
        case 3:
            return MORE[data.ConsumeIntInRange(0, len(MORE) - 1)] or None
        case 4:
            return None
        case _:
            value = cell(data)
            return None if value == "" else value


def _trimmed(rows):
    """As the reader gives them: nothing empty at the ends."""
    found = [row[: max((place for place, value in enumerate(row, 1) if value is not None), default=0)] for row in rows]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _is_blank(rows, place):
    row, column = place
    return row > len(rows) or column > len(rows[row - 1]) or rows[row - 1][column - 1] is None


def one(content):
    """One input: a cell for a field, or a sheet or two."""
    data = atheris.FuzzedDataProvider(content)
    if data.ConsumeIntInRange(0, 3):
        field = FIELDS[data.ConsumeIntInRange(0, len(FIELDS) - 1)]
        typed = cell(data)
        check_range(typed, field)
        check_written_back(typed, field)
        return
    first = grid(data)
    second = grid(data) if data.ConsumeBool() else None
    check_bound(first, *([second] if second and second.title != first.title else []))


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], "-len_control=0", "-max_len=300", *sys.argv[1:]], one)
    atheris.Fuzz()
