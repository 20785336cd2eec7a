"""Fonts and styles of a template: fonts that no PC of a township has, styles that the house style does not know."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from lxml import etree

from shuzhi.render.checking.lines import Flaw, Line
from shuzhi.render.source import W
from shuzhi.styles import BODY, style_ids, style_of

# What Windows 7 to 11 in Chinese and WPS bring, by both names; and the fonts that official documents ask for.
FONTS = frozenset({
    "仿宋", "仿宋_GB2312", "华文中宋", "华文仿宋", "华文宋体", "华文新魏", "华文楷体", "华文细黑", "华文行楷",
    "华文隶书", "华文黑体", "宋体", "幼圆", "微软雅黑", "微软雅黑 Light", "新宋体", "方正仿宋_GBK", "方正姚体",
    "方正小标宋_GBK", "方正小标宋简体", "方正楷体_GBK", "方正舒体", "方正黑体_GBK", "楷体", "楷体_GB2312", "等线",
    "等线 Light", "隶书", "黑体",
    "Arial", "Arial Black", "Arial Unicode MS", "Calibri", "Calibri Light", "Cambria", "Cambria Math", "Consolas",
    "Courier New", "DengXian", "DengXian Light", "FangSong", "FangSong_GB2312", "Georgia", "KaiTi", "KaiTi_GB2312",
    "LiSu", "Lucida Console", "MS Gothic", "MS Mincho", "Microsoft Sans Serif", "Microsoft YaHei",
    "Microsoft YaHei UI", "NSimSun", "STFangsong", "STKaiti", "STSong", "STXihei", "STZhongsong", "Segoe UI",
    "Segoe UI Emoji", "Segoe UI Symbol", "SimHei", "SimSun", "Symbol", "Tahoma", "Times New Roman", "Trebuchet MS",
    "Verdana", "Webdings", "Wingdings", "Wingdings 2", "Wingdings 3", "YouYuan",
})
_SLOTS = tuple(W + slot for slot in ("eastAsia", "ascii", "hAnsi", "cs"))
_PLAIN = ("normal", "header", "footer", "footnote text", "endnote text")  # styles every Word file has


def fonts_of(root: etree._Element) -> tuple[str, ...]:
    """The fonts that an element and those inside it name."""
    named = (node.get(slot) for node in root.iter(W + "rFonts") for slot in _SLOTS)
    return tuple(dict.fromkeys(str(name) for name in named if name))


def font_flaws(line: Line, house: Collection[str]) -> Iterator[Flaw]:
    """The fonts of one paragraph that a township's PC lacks."""
    for name in fonts_of(line.node):
        if name not in FONTS and name not in house:
            yield line.flaw(f"字体“{name}”一般的电脑上没有，打开会变样，请改用公文版式里的字体，如仿宋_GB2312。")


def style_flaws(lines: Sequence[Line], styles: bytes, house: bytes) -> Iterator[Flaw]:
    """Each style that the house style does not know, at the first paragraph with it; and the fonts of those used."""
    known = set(style_ids(house))
    names = {key: name for name, key in style_ids(styles).items()}
    seen = set()
    for line in lines:
        name = names.get(style_of(line.node), "")
        if name and name not in known and name.lower() not in _PLAIN and line.text.strip() and name not in seen:
            seen.add(name)
            yield line.flaw(f"样式“{name}”公文版式里没有，印出来和别处不一样，请改用“{BODY}”等公文样式。")


def style_font_flaws(styles: bytes, used: Mapping[str, Line], house: Collection[str]) -> Iterator[Flaw]:
    """The fonts of the styles used (style id → its first paragraph) that a township's PC lacks."""
    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False))
    for style in root.iter(W + "style"):
        line = used.get(str(style.get(W + "styleId")))
        for name in fonts_of(style) if line else ():
            if line and name not in FONTS and name not in house:
                yield line.flaw(f"这一段的样式用了字体“{name}”，一般的电脑上没有，请在样式里改成仿宋_GB2312 等字体。")
