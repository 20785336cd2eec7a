"""What the form says to people: when a cell is required, what may stand in it, why it was questioned."""

from shuzhi.form import Field, Sheet, case_text

DATE_MESSAGE = "没认出日期，可写成 2023-9-5。"
MONTH_MESSAGE = "不知道是哪一天的，只写年月，如 1990年3月。"
KEEP_TITLE = "请勿修改标题"


def required_text(sheet: Sheet, field: Field) -> str:
    """必填。 | “状态”是已完成的必填。 | "" for an optional field."""
    if field.required:
        return "必填。"
    return case_text(sheet, field.required_if) + "的必填。" if field.required_if else ""


def type_text(field: Field) -> str:
    """日期 | 整数 | 数字 | 选一项 | 可选可写 | 文字."""
    if field.choices:
        return "选一项或几项" if field.multiple else "可选可写" if field.open else "选一项"
    return {"date": "日期", "integer": "整数", "number": "数字"}.get(field.type, "文字")


def help_text(sheet: Sheet, field: Field) -> str:
    """What a header says: when the cell is required, then as cell_text."""
    return ("必填。" if field.required else "") + cell_text(sheet, field)


def cell_text(sheet: Sheet, field: Field) -> str:
    """What a cell says when it is entered: the case it is required in, help, freedom, a blank; "" if nothing."""
    case = "" if field.required else required_text(sheet, field)
    default = f"不填就是“{field.default}”。" if field.default and "不填" not in field.help else ""
    return case + field.help + _freedom(field) + default


def comment_text(sheet: Sheet, field: Field) -> str:
    """What hangs on a header, a line each: its help, and why a cell turns amber; "" if there is nothing to say."""
    checks = [check.message for check in sheet.checks if field.name in (*check.left, *check.right)]
    month = [MONTH_MESSAGE] if field.month else []
    return "\n".join([*filter(None, [help_text(sheet, field)]), *month, *(f"变成橙色：{text}" for text in checks)])


def _freedom(field: Field) -> str:
    if field.open:
        return "可选可写，列表里没有的照实写。"
    if not field.multiple or "隔开" in field.help:
        return ""
    return "有几项的用、隔开。" if field.choices else "有几个的用、隔开。"


def doubt_text(field: Field) -> str:
    """What a spreadsheet says when the typed value does not look like the field's type or choices."""
    if field.choices:
        if field.open:
            return "下拉列表里没有这个写法。没有合适的，也可以照实写。"
        several = "有几项的，照列表里的写，用、隔开" if field.multiple else "请从列表里选"
        return f"下拉列表里没有这个写法。{several}{'；没有合适的选“其他”' if '其他' in field.choices else ''}。"
    if field.type == "date":
        return DATE_MESSAGE + (MONTH_MESSAGE if field.month else "")
    kind = "整数" if field.type == "integer" else "数字"
    return f"这里请只填{kind}，不写单位{f'（单位是{field.unit}）' if field.unit else ''}。"
