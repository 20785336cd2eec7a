"""True values and the ways hands type them: draws (column, value, what was typed), the same for the same seed."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from shuzhi import form
from shuzhi.form.model import han_number

FORM = form.load()
FULL = str.maketrans({chr(0x21 + n): chr(0xFF01 + n) for n in range(94)})
HAN = "〇一二三四五六七八九"
SURNAMES, GIVEN = "张王李赵陈刘杨黄周吴欧", ["三", "小明", "建国", "秀英", "伟", "国强", "玉兰", "大山"]


class Variant(NamedTuple):
    """One cell: sheet and field of the form, the value meant, the cell as typed."""

    sheet: str
    field: str
    value: object
    typed: object


def draw(random):
    """One variant of any kind."""
    return random.choice(KINDS)(random)


def _day(random):
    sheet, field = random.choice([("meetings", "date"), ("tasks", "due"), ("proposals", "proposed"), ("members", "joined")])
    day = date(1990, 1, 1) + timedelta(random.randrange(12_500))
    y, m, d = day.year, day.month, day.day
    year = "".join(HAN[int(digit)] for digit in str(y))
    week = "一二三四五六日"[day.weekday()]
    hours = random.choice(["9:00", "14:30:00", "9:00-11:30"])
    later = min(d + 2, 28)
    typed = random.choice([
        f"{y}.{m}.{d}", f"{y}.{m:02}.{d:02}", f"{y}-{m}-{d}", f"{y}/{m}/{d}", f"{y}年{m}月{d}日", f"{y}年{m:02}月{d:02}日",
        f"{y}{m:02}{d:02}", f"{y} 年 {m} 月 {d} 日", f"{y}. {m}. {d}", f"{y}。{m}。{d}", f"{y}、{m}、{d}", f"{y}—{m}—{d}",
        f"{y} {m} {d}", f"{y}年{m}月{d}号", f"{y}年{m}月{d}日（星期{week}）", f"{y}/{m}/{d}（周{week}）", f"{y}.{m}.{d}上午",
        f"{y}-{m:02}-{d:02} 00:00:00", f"{y}-{m:02}-{d:02}T08:30:00", f"{y}-{m}-{d} {hours}", f"{y}年{m}月{d}日下午3点半",
        f"{year}年{han_number(m)}月{han_number(d)}日", f"{year.replace('〇', '零')}年{han_number(m)}月{han_number(d)}日",
        f"{year.replace('〇', '○')}年{m}月{d}日", f"{y}年{han_number(m)}月{han_number(d)}号", f"{y}.{m}.{d}.", f"{y}-{m}-{d}。",
        float((day - date(1899, 12, 30)).days), float(f"{y}{m:02}{d:02}"), datetime(y, m, d), datetime(y, m, d, 9, 30),
        # what cannot be sure
        f"{m}月{d}日", f"{m}.{d}", f"{m}-{d}", f"{han_number(m)}月{han_number(d)}日", f"{y % 100:02}.{m}.{d}", f"{m}/{d}/{y}",
        f"{y % 100:02}年{m}月{d}日", f"{y}年{m}月", f"{y}.{m}", float(f"{m}.{d}"), float(f"{y}.{m}"),
        datetime(1899, 12, 30) + timedelta(float(f"{m}.{d}")), f"{y}.{m}.{d}-{later}" if d < 27 else f"{y}年{m}月{d}日左右",
        f"{y}年{m}月{d}日、{m}月{later}日", f"{y}年{m}月3{random.randint(2, 9)}日", f"{y}年{m}月初", f"{y}.{m}.{d} 5", "待定",
    ])
    month = typed in (f"{y}年{m}月", f"{y}.{m}") and field == "joined"  # where a month is enough, its first day stands for it
    return Variant(sheet, field, day.replace(day=1) if month else day, _by_hand(typed, random))


def _count(random):
    sheet, field, unit = random.choice([
        ("meetings", "expected", "人"), ("meetings", "present", "名"), ("tasks", "people", "人"), ("works", "people", "人"),
    ])
    n = random.choice([random.randrange(60), random.randrange(4000)])
    typed = random.choice([
        str(n), f"{n}{unit}", f"{n} {unit}", f"{n}.0", f"{n:,}", f"{n:,}{unit}", f"{n:,}".replace(",", "，"), f"+{n}", f"{n}。",
        float(n), n, _han(n), f"{_han(n)}{unit}",
        f"约{n}", f"{n}余{unit}", f"{n}{unit}左右", f"近{n}{unit}", f"{n}-{n + 2}", f"{n}～{n + 2}{unit}", f"{n}+1", f"={n}+1",
        f"{n}%", f"{n}{unit}（其中预备1人）", f"{n} {n + 1}", f"{n}、{n + 1}", n + 0.5, datetime(2023, n % 12 + 1, 1), f"{n}户", f"{n}²",
    ])
    return Variant(sheet, field, float(n), _by_hand(typed, random))


def _money(random):
    field, header = random.choice([("investment", 10_000), ("fiscal", 10_000), ("collective", 1)])
    yuan = random.choice([random.randrange(1, 500) * 100, random.randrange(1, 900) * 10_000])
    own = yuan if header == 1 else yuan / 10_000
    typed = random.choice([
        f"{own:g}", float(own), f"{yuan / 10_000:g}万元", f"{yuan / 10_000:g}万", f"{yuan}元", f"{yuan:,}元", f"¥{yuan}元",
        f"{yuan / 10_000:g} 万元", f"{yuan:,}元整",
        f"约{own:g}", f"{own:g}多", f"{own:g}+1", f"{own:g}/2", f"¥{yuan}" if header != 1 else f"{own:g}美元", f"{own:g}人",
    ])
    return Variant("tasks", field, yuan / 10_000, _by_hand(typed, random))


def _choice(random):
    sheet = random.choice([sheet for sheet in FORM.sheets if sheet.kind == "rows"])
    fields = [field for field in sheet.fields if field.enum]
    if not fields:
        return _choice(random)
    field = random.choice(fields)
    word, value = random.choice(list(FORM.synonyms[field.enum].items()))
    typed = random.choice([
        word, word, word.replace("(", "（").replace(")", "）"), f"{word}。", " ".join(word), f"（1）{word}", f"2.{word}",
        f"{word}（补记）", f"{word}吗", f"大约{word}", word[:-1],
    ])
    if len(word) == 1 and typed != word:
        typed = word
    typed = word if FORM.synonyms[field.enum].get(form.plain(typed), value) != value else typed  # 不满意 → 满意: another choice
    return Variant(sheet.name, field.name, value, _padded(typed, random))


def _several(random):
    known = FORM.synonyms["meeting_type"]
    (first, one), (second, other) = random.sample(list(known.items()), 2)
    sign = random.choice(["、", "，", ",", "；", "/", "\n", " ", "+", "和", "暨", "、 "])
    return Variant("meetings", "type", "、".join(dict.fromkeys((one, other))), f"{first}{sign}{second}")


def _name(random):
    sheet, field = random.choice([("meetings", "host"), ("meetings", "speaker"), ("tasks", "officer"), ("members", "name")])
    name = random.choice(SURNAMES) + random.choice(GIVEN)
    other = random.choice(SURNAMES) + random.choice(GIVEN)
    blank = random.choice([" ", "\u3000", "\xa0", "\u2002", "\u200b", "\t"])
    value, typed = random.choice([
        (name, name), (name, blank.join(name)), (name, f"{name[0]}{blank}{name[1:]}"), (name, f"{name}同志"),
        (name, f"{name}（预备）"), (name, f"{name}(书记)"), (name, f"书记{name}"), (name, f"{name} 主任"),
        (f"{name}（女）", f"{name}(女)"), (f"{name}大", f"{name}大"),
        (f"{name}、{other}", f"{name}、{other}"), (f"{name}、{other}", f"{name}，{other}"), (f"{name}、{other}", f"{name}\n{other}"),
        (f"{name}、{other}", f"{name} {other}"), (f"{name}、{other}", f"{name}；{other}同志"),
        (f"{name}、{other}", f"{name[0]} {name[1:]} {other[0]} {other[1:]}"),
        ("阿依古丽·买买提", random.choice(["阿依古丽•买买提", "阿依古丽．买买提", "阿依古丽.买买提", "阿依古丽 · 买买提"])),
        (name, f"{name[0]}*"), (name, f"{name[0]}\ue123"), (name, f"{name[0]}某某"), (name, f"{name[0]}？"), (name, f"{name}1"),
    ])
    return Variant(sheet, field, value, _padded(typed, random))


def _code(random):
    sheet, field, mark = random.choice([
        ("tasks", "number", "实"), ("tasks", "proposal", "议"), ("proposals", "number", "议"), ("proposals", "task", "实"),
        ("proposals", "merged_into", "议"), ("agenda", "number", "公"), ("votes", "link", "议"),
    ])
    year, n = random.randint(2019, 2025), random.randint(1, 999)
    typed = random.choice([
        f"{mark}{year}-{n:03}", f"{mark}{year}—{n:03}", f"{mark}{year}–{n}", f"{mark}{year}-{n}", f"{mark} {year}-{n:03}",
        f"{mark}{year} - {n:03}", f"{mark}{year} {n:03}", f"{mark}{year}_{n:03}", f"{mark}{year}{n:03}", f"{mark}〔{year}〕{n}号",
        f"{mark}[{year}]{n:03}", f"{mark}{year}年第{n}号",
    ])
    return Variant(sheet, field, f"{mark}{year}-{n:03}", _by_hand(typed, random))


def _identity(random):
    born = date(1930, 1, 1) + timedelta(random.randrange(28_000))
    body = f"{random.choice(['110101', '341202', '520302'])}{born:%Y%m%d}{random.randrange(1000):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    value = body + "10X98765432"[sum(int(a) * b for a, b in zip(body, weights, strict=True)) % 11]
    wrong = value[:16] + str((int(value[16]) + 1) % 10) + value[17]
    typed = random.choice([
        value, value.lower(), f"{value[:6]} {value[6:14]} {value[14:]}", f"'{value}", value.translate(FULL), f"{value}\n",
        (value[:6] + value[8:17]) if born.year < 2000 else value,
        float(int(value[:15] + "000")) if value[-1] != "X" else value[:-1], wrong, value[:17], value + "1",
    ])
    return Variant("members", "identity", value, typed)


def _phone(random):
    mobile = f"1{random.choice('3456789')}{random.randrange(10**9):09}"
    area, local = random.choice(["010", "0571"]), f"8{random.randrange(10**7):07}"
    value, typed = random.choice([
        (mobile, mobile), (mobile, f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"), (mobile, f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}"),
        (mobile, f"+86 {mobile}"), (mobile, f"86{mobile}"), (mobile, float(mobile)), (mobile, mobile.translate(FULL)),
        (f"{area}-{local}", f"{area}-{local}"), (f"{area}-{local}", f"（{area}）{local}"), (f"{area}-{local}", f"{area}—{local}"),
        (f"{mobile}、{area}-{local}", f"{mobile}、{area}-{local}"), (f"{mobile}、{area}-{local}", f"{mobile} {area}-{local}"),
        (f"{area}{local}", float(f"{area}{local}")), (mobile, mobile[:10]), (mobile, mobile + "0"), (mobile, f"{float(mobile):.3E}"),
    ])
    return Variant("members", "phone", value, typed)


def _words(random):
    sheet, field = random.choice([("meetings", "topic"), ("tasks", "title"), ("proposals", "reply"), ("problems", "measure")])
    value = random.choice([
        "{{ 书记 }}", "=1+1", "-1+2", "@SUM(A1)", "http://example.org/?a=1&b=2", "<b>好</b>", "5 > 3 & 2 < 4", "💯党", "学\x01习",
        "第一行\n第二行", "007", "1.10", "2023-9-5", "N/A", "None", "{% raw %}", "“两委”", "同议事会意见", "_x000D_", "议" * 500,
    ])
    return Variant(sheet, field, value, random.choice([value, f" {value} ", f"\u3000{value}", f"{value}\n"]))


KINDS = [_day, _day, _day, _count, _count, _money, _choice, _choice, _several, _name, _name, _code, _identity, _phone, _words]


def _by_hand(typed, random):
    """A text as another hand would type it: full-width, after an apostrophe, between blanks."""
    if not isinstance(typed, str):
        return typed
    way = random.randrange(6)
    return typed.translate(FULL) if way == 0 else f"{random.choice(chr(39) + '’‘')}{typed}" if way == 1 else _padded(typed, random)


def _padded(typed, random):
    blank = random.choice(["", "", " ", "\u3000", "\xa0", "\u200b", "\n", "\ufeff"])
    return random.choice([typed, blank + typed, typed + blank])


def _han(n):
    """A number below ten thousand as it is read aloud: 3052 → 三千零五十二."""
    if n < 100:
        return han_number(n)
    unit, name = (1000, "千") if n >= 1000 else (100, "百")
    head, rest = divmod(n, unit)
    if not rest:
        return HAN[head] + name
    gap = "零" if rest < unit // 10 else ""
    tail = "一" + _han(rest) if 10 <= rest < 20 else _han(rest)
    return HAN[head] + name + gap + tail
