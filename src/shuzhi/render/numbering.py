"""Numbers of headings and items in three styles, given out while a template prints; a run-in heading joins its text."""

from collections.abc import Mapping

from lxml import etree

from shuzhi.form.model import han_number
from shuzhi.model.words import Numbering
from shuzhi.render.environment import Names, Ordinal

_LEVELS = ("一级", "二级", "三级", "四级")
# style → how each level is marked; {han} 一, {arabic} 1
_MARKS: Mapping[Numbering, tuple[str, str, str, str]] = {
    Numbering.RUN_IN: ("{han}、", "{han}是", "{arabic}．", "（{arabic}）"),
    Numbering.HAN: ("{han}、", "（{han}）", "{han}是", "{arabic}．"),
    Numbering.ARABIC: ("{han}、", "（{han}）", "{arabic}．", "（{arabic}）"),
}


class Numbers(Names):
    """{{ 序.一级 }} is the next mark of its level, punctuation included (一、); the lower levels begin again.

    An item (三级) directly below a 一级 heading takes the mark of the 二级 where the style runs on in words.
    """

    def __init__(self, style: Numbering) -> None:
        super().__init__(dict.fromkeys(_LEVELS, 0))
        self._style = style

    def __getitem__(self, tag: str) -> Ordinal:
        """The next mark of a level."""
        place = _LEVELS.index(tag)
        self._values[tag] += 1
        for lower in _LEVELS[place + 1 :]:
            self._values[lower] = 0
        marks = _MARKS[self._style]
        raised = tag == "三级" and not self._values["二级"] and self._style is not Numbering.ARABIC
        count = self._values[tag]
        return Ordinal(marks[1 if raised else place].format(han=han_number(count), arabic=count))


def run_in(root: etree._Element, ids: Mapping[str, str], style: Numbering) -> None:
    """Join each 二级 heading of the run-in style with the paragraph behind it; other styles stay as they are."""
