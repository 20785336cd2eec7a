"""How cells look: properties laid over each other; colours and fonts that every office PC has."""

from collections.abc import Mapping

from shuzhi.form import Field
from shuzhi.spreadsheet import DATE, SONG, Look

HEI = "微软雅黑"
CORE_TAB, OPTIONAL_TAB, GUIDE_TAB, VERDICT_TAB = "#2F6EBA", "#BFBFBF", "#3C8C50", "#C00000"

PLAIN: Look = {"font_name": SONG, "font_size": 12, "valign": "vcenter"}
BODY: Look = {**PLAIN, "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
TITLE: Look = {**PLAIN, "bold": True}
LABEL: Look = {"align": "left", "indent": 1}  # over a header cell, where the titles stand below each other
GROUP: Look = {
    **PLAIN, "font_name": HEI, "bold": True, "font_color": "#1F4E79", "bg_color": "#DDEBF7", "bottom": 1,
    "bottom_color": "#7F7F7F",
}
AMBER: Look = {"bg_color": "#FFC000"}  # while one types; findings of a marked workbook are red, yellow, blue
LINK: Look = {"font_color": "#0563C1", "underline": 1}
_HEAD: Look = {**BODY, "font_name": HEI, "font_size": 11, "bold": True, "align": "center", "border_color": "#7F7F7F"}
_HEADS: Mapping[str, Look] = {
    "*": {**_HEAD, "bg_color": "#1F4E79", "font_color": "#FFFFFF"},
    "○": {**_HEAD, "bg_color": "#C6E0B4", "font_color": "#274E13"},
    "": {**_HEAD, "bg_color": "#E7E6E6", "font_color": "#333333"},
}


def head(mark: str) -> Look:
    """A header cell: required (*), required in some cases (○) or optional ("")."""
    return _HEADS[mark]


def body(field: Field) -> Look:
    """A data cell of a column."""
    if field.type == "date":
        return {**BODY, "num_format": DATE, "align": "center"}
    if field.type != "string":
        return {**BODY, "align": "center"}
    return {**BODY, "num_format": "@"} if is_code(field) else BODY


def is_code(field: Field) -> bool:
    """True where a spreadsheet must not turn what is typed into a date or number: short text that is no choice.

    Long text stays in the general format, because old versions of Excel show it as ##### in a text cell.
    """
    return field.type == "string" and not field.choices and field.format != "count_or_all" and field.width <= 12
