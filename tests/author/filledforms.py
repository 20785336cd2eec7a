"""Filled forms of every kind, made up from a number: content as the author stage fills it in."""

import random
from datetime import date, timedelta

from shuzhi import form

STANDARD = form.load().printed()
_FIRST, _DAYS = date(2023, 6, 10), 140


def made_up(seed):
    """Sheet name → rows of field name → value, all of them spelled so that the program understands them."""
    chance = random.Random(seed)
    content = {}
    for sheet in STANDARD.sheets:
        if sheet.kind == "items":
            content[sheet.name] = [_branch(sheet, chance)]
            continue
        full = chance.choice([0.4, 0.7, 0.95])
        content[sheet.name] = [_row(sheet, chance, full) for _ in range(chance.randint(0, 9))]
    return content


def _branch(sheet, chance):
    facts = {field.name: _value(field, chance) for field in sheet.fields if chance.random() < 0.9}
    facts |= {"coverage_start": date(2023, 7, chance.choice([1, 1, 15, 16])), "period": "2023年第三季度"}
    facts |= {"coverage_end": chance.choice([date(2023, 9, 30), date(2023, 8, 14), date(2024, 6, 30)])}
    for name in ("groups", "committee_size", "org_type", "coverage_end", "fill_date", "as_of"):
        if chance.random() < 0.15:
            facts.pop(name, None)
    if "groups" in facts:
        facts["groups"] = chance.randint(0, 3)
    return facts


def _row(sheet, chance, full):
    row = {field.name: _value(field, chance) for field in sheet.fields if chance.random() < full}
    others = [name for name in row if name != "note" and not sheet.field(name).preprinted]
    return row if others else {}


def _value(field, chance):
    if field.choices:
        written = [text for text in form.load().synonyms[field.enum] if not text.isdigit()]
        one = chance.choice([chance.choice(field.choices), chance.choice(written)])
        return f"{one}、{chance.choice(field.choices)}" if field.multiple and chance.random() < 0.3 else one
    if field.type == "date":
        return _FIRST + timedelta(days=chance.randrange(_DAYS))
    if field.type in ("integer", "number"):
        return chance.randint(0, 4) * (0.5 if field.type == "number" else 1)
    known = {"name": "王小川", "code": f"实2023-{chance.randint(1, 99):03d}", "phone": "13800000000",
             "period": "2023年第三季度", "count_or_all": "12"}
    return known.get(field.format, "村口的事")
