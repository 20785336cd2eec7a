"""How an office types its workbook: spellings, order of columns, columns of its own, sheets it does not need."""

from datetime import date

from paper import FACTS, STANDARD, filled

OWN = [("天气", "晴"), ("经办", "妇联"), ("照片", "有"), ("档案盒号", "3")]


def shaped(story):
    """The story as a Paper."""
    chance = story.chance
    book = filled({name: [_spelled(chance, row) for row in rows] for name, rows in story.rows.items()})
    for page in book.pages:
        if page.title == FACTS:
            continue
        if story.often(0.2):
            _empty_columns_gone(page)
        if story.often(0.2):
            page.insert_column(chance.randint(1, len(page.rows[0])), *chance.choice(OWN))
        if story.often(0.2):
            _shuffled(page, chance)
        if story.often(0.1):
            page.rows.insert(chance.randint(1, len(page.rows)), [])
    book.pages = [page for page in book.pages if page.title != "四议两公开" or len(page.rows[1]) > 1 or story.often(0.8)]
    return book


def _spelled(chance, row):
    return {name: _as_typed(chance, value) for name, value in row.items()}


def _as_typed(chance, value):
    if isinstance(value, date):
        return chance.choice([value, value, f"{value.year}年{value.month}月{value.day}日", f"{value.year}.{value.month}.{value.day}"])
    if isinstance(value, int):
        return chance.choice([value, value, str(value)])
    return value


def _empty_columns_gone(page):
    """Optional columns in which nothing stands, deleted."""
    needed = {field.title + field.mark for sheet in STANDARD.sheets if sheet.title == page.title for field in sheet.fields if field.required}
    for place in reversed(range(len(page.rows[0]))):
        used = any(len(row) > place and row[place] is not None for row in page.rows[1:])
        if not used and page.rows[0][place] not in needed:
            for row in page.rows:
                del row[place : place + 1]


def _shuffled(page, chance):
    width = max(map(len, page.rows))
    order = chance.sample(range(width), width)
    page.rows = [[row[place] if place < len(row) else None for place in order] for row in page.rows]
