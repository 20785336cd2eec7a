"""The cell formats of a workbook: a fill laid over one and taken off again, and looks of our own."""

from collections.abc import Callable, Mapping
from copy import deepcopy

from shuzhi.author.mark.markup import NOTHING, Element, add, child, without
from shuzhi.author.mark.sections import Section
from shuzhi.spreadsheet import LEVELS, Look

EMPTY = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellStyleXfs count="1">'
    b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellStyles count="1">'
    b'<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_NO_FILL: Mapping[str, str] = {"indexed": "64"}  # behind our solid fill: the cell had none
WAY_BACK = "FFE4D7F5"  # of the header that leads back to 核对结果
MARKS = {level: "FF" + str(look["bg_color"])[1:] for level, look in LEVELS.items()}
_DARK = "FF000001"  # text that was light on dark before it was marked: black, and told from other black
_WHITE, _HEAD = "FFFFFFFF", "FF1F4E79"
# What LibreOffice writes behind our fills, the next colours of its palette: the one before is not known any more.
_GUESSED = ("FFFFCC99", "FFFFFF99", "FFCCFFFF", "FFCCCCFF", WAY_BACK, *MARKS.values())
_FONT, _BORDER = ("bold", "underline", "font_size", "font_color", "font_name"), ("border", "border_color")
_LIGHT = {"indexed": ("1", "9", "26", "27"), "theme": ("0", "2")}


class Styles:
    """The style sheet of a workbook (its root), changed in place."""

    def __init__(self, root: Element, content: bytes) -> None:
        """Lists that the file lacks are made, each with what its first places must hold; see Section."""
        self._fonts, self._fills, self._borders, self._formats = (
            Section(root, name, content) for name in ("fonts", "fills", "borders", "cellXfs")
        )
        if not len(self._fonts):
            self._fonts.of(_font(self._fonts, {"font_name": "Calibri", "font_size": 11}))
        for pattern in ("none", "gray125")[len(self._fills) :]:
            fill = self._fills.new("fill", NOTHING)
            add(fill, "patternFill", {"patternType": pattern})
            self._fills.of(fill)
        if not len(self._borders):
            self._borders.of(_border(self._borders, {}))
        if not len(self._formats):
            self._formats.of(self._formats.new("xf", {"numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"}))
        self._marked: dict[tuple[int, str], int] = {}
        self._places: dict[tuple[object, ...], int] = {}
        self._made: dict[tuple[tuple[str, object], ...], int] = {}

    def marked(self, style: int, colour: str) -> int:
        """The format like `style` with a fill of ours (MARKS, WAY_BACK), its text readable on it."""
        if (style, colour) not in self._marked:
            own = deepcopy(self._formats.get(str(style)))
            under = _solid(self._fills.get(own.get("fillId"))) or _NO_FILL
            own.set("fillId", str(self._filled({"rgb": colour}, under)))
            own.set("applyFill", "1")
            if _is_light(self._font_colour(own)):
                self._recolour(own, _DARK)
            self._marked[style, colour] = self._formats.of(own)
        return self._marked[style, colour]

    def unmarked(self) -> dict[int, int]:
        """Each format with a fill of ours → the format that the cell had before it."""
        ours = (WAY_BACK, *MARKS.values())
        fills = [_solid(self._fills.get(one.get("fillId"))).get("rgb") for one in self._formats]
        return {style: self._restored(style) for style, colour in enumerate(fills) if colour in ours}

    def of(self, *looks: Look) -> int:
        """The format of looks laid over each other, the last one on top."""
        look = {name: value for one in looks for name, value in one.items()}
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._formats.of(self._new(look))
        return self._made[key]

    def _new(self, look: Look) -> Element:
        made = self._formats.new("xf", {
            "numFmtId": "0", "fontId": self._place(self._fonts, look, _font), "fillId": "0",
            "borderId": self._place(self._borders, look, _border), "applyFont": "1", "applyBorder": "1",
            "applyAlignment": "1",
        })
        if colour := str(look.get("bg_color", "")):
            made.set("fillId", str(self._filled({"rgb": "FF" + colour[1:]}, _NO_FILL)))
            made.set("applyFill", "1")
        alignment = {
            "horizontal": look.get("align"), "vertical": "center", "wrapText": "1" if look.get("text_wrap") else None,
            "indent": look.get("indent"),
        }
        add(made, "alignment", {name: str(value) for name, value in alignment.items() if value})
        return made

    def _place(self, section: Section, look: Look, make: Callable[[Section, Look], Element]) -> str:
        """Where the font or border of a look stands; made once of those words that say how it looks."""
        key = (make, *(look.get(name) for name in (_FONT if section is self._fonts else _BORDER)))
        if key not in self._places:
            self._places[key] = section.of(make(section, look))
        return str(self._places[key])

    def _restored(self, style: int) -> int:
        own = deepcopy(self._formats.get(str(style)))
        was_light = self._font_colour(own).get("rgb") == _DARK
        before = _colour(child(self._fills.get(own.get("fillId")), "patternFill"), "bgColor")
        if before.get("rgb") in _GUESSED:
            before = {"rgb": _HEAD} if was_light else {}
        if not before or before == _NO_FILL:
            own.set("fillId", "0")
            without(own, "applyFill")
        else:
            own.set("fillId", str(self._filled(before, _NO_FILL)))
        if was_light:
            self._recolour(own, _WHITE)
        return self._formats.of(own)

    def _filled(self, colour: Mapping[str, str], behind: Mapping[str, str]) -> int:
        key = (*colour.items(), None, *behind.items())
        if key not in self._places:
            fill = self._fills.new("fill", NOTHING)
            pattern = add(fill, "patternFill", {"patternType": "solid"})
            add(pattern, "fgColor", colour)
            add(pattern, "bgColor", behind)
            self._places[key] = self._fills.of(fill)
        return self._places[key]

    def _font_colour(self, own: Element) -> Mapping[str, str]:
        return _colour(self._fonts.get(own.get("fontId")), "color")

    def _recolour(self, own: Element, colour: str) -> None:
        font = deepcopy(self._fonts.get(own.get("fontId")))
        element = child(font, "color")
        if element is not None:
            element.attrib.clear()
            element.set("rgb", colour)
            own.set("fontId", str(self._fonts.of(font)))
            own.set("applyFont", "1")


def _colour(parent: Element | None, name: str) -> Mapping[str, str]:
    """The attributes of a colour; none where it is missing."""
    found = child(parent, name)
    return {} if found is None else {str(key): str(value) for key, value in found.attrib.items()}


def _solid(fill: Element) -> Mapping[str, str]:
    """The colour of a solid fill; none for any other."""
    pattern = child(fill, "patternFill")
    solid = pattern is not None and pattern.get("patternType") == "solid"
    return _colour(pattern, "fgColor") if solid else {}


def _is_light(colour: Mapping[str, str]) -> bool:
    """Whether text of this colour could not be read on our fills."""
    rgb = colour.get("rgb", "")[-6:]
    if len(rgb) == 6 and all(char in "0123456789abcdefABCDEF" for char in rgb):
        return sum(bytes.fromhex(rgb)) > 3 * 160
    return any(colour.get(kind) in values for kind, values in _LIGHT.items())


def _font(fonts: Section, look: Look) -> Element:
    made = fonts.new("font", NOTHING)
    for name, wanted in (("b", "bold"), ("u", "underline")):
        if look.get(wanted):
            add(made, name)
    add(made, "sz", {"val": f"{float(look['font_size']):g}"})
    add(made, "color", {"rgb": "FF" + str(look.get("font_color", "#000000"))[1:]})
    add(made, "name", {"val": str(look["font_name"])})
    return made


def _border(borders: Section, look: Look) -> Element:
    made = borders.new("border", NOTHING)
    for name in ("left", "right", "top", "bottom"):
        side = add(made, name, {"style": "thin"} if look.get("border") else NOTHING)
        if look.get("border"):
            add(side, "color", {"rgb": "FF" + str(look["border_color"])[1:]})
    add(made, "diagonal")
    return made


