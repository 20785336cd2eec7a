"""Predicates of 答复内容: words that say nothing, and answers that point to another row (同议2023-003)."""

import re

import numpy as np
import pandas as pd

from shuzhi.validate.columns import Cells, Rows, plain
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.views.rows import tuples

_SAYS_NOTHING = re.compile(
    r"(?:(?:已经|已|正在|正|将|会|尽快|及时|马上|抓紧|全部|努力|问题|此事)*"
    r"(?:办理|处理|解决|反映|落实|协调|上报|答复|回复|安排|研究|跟进|办结|完成|办好|转办|转交|整改|受理|登记|记录|采纳|告知|解释|沟通|收到|知晓)"
    r"(?:办理|解决|处理)?(?:中|了|好|完毕|完成|到位)?|无|有|是|好的?|同意|知道了|待定|待办|[见同如](?:上|前)一?条?)[。.！!]?"
)
# As intake leaves it: the number in the form's own spelling, or a bare one.
_SAME = re.compile(r"同\s*([\u4e00-\u9fff]{0,3}(?:19|20)[0-9]{2}-[0-9]{1,4}|[0-9]{1,3})[。.]?")


def empty_words(scene: Scene) -> Cells:
    """答复内容 that says no more than 已办理."""
    reply = scene["proposals"]["reply"]
    return reply.isin([text for text in reply.texts if _SAYS_NOTHING.fullmatch(text)])


def lost_reference(scene: Scene) -> Cells:
    """同… that names no 编号 of the branch, or the row's own: what is wrong with it."""
    frame, named = scene["proposals"], _named(scene)
    if not named.notna().any():
        return frame.column(None)
    itself = named.notna() & (named == frame["number"])
    known = _among(scene, frame) | _among(scene, _gone(scene))
    wrong = pd.Series("表里没有这个编号", index=frame.index, dtype=object).mask(itself, "是这一条自己的编号")
    return wrong.where(plain(named.notna() & (itself | ~known)))


def reference_unanswered(scene: Scene) -> Cells:
    """同… that names a row without 答复内容, or one that stands only in an earlier workbook."""
    frame, named = scene["proposals"], _named(scene)
    if not named.notna().any():
        return frame.column(values=False)
    only_before = _among(scene, _gone(scene)) & ~_among(scene, frame)
    return only_before | _among(scene, frame[frame["reply"].isna()])


@once
def _named(scene: Scene) -> Cells:
    """The 编号 that 答复内容 points to, missing where it is an answer of its own."""
    reply = scene["proposals"]["reply"]
    matches = {text: _SAME.fullmatch(text) for text in reply.texts if text.startswith("同")}
    return reply.told({text: match.group(1) for text, match in matches.items() if match})


def _gone(scene: Scene) -> pd.DataFrame:
    earlier = scene.tables.earlier
    return earlier[earlier["sheet"] == "proposals"]


def _among(scene: Scene, known: Rows) -> Cells:
    """Whether the number that is pointed to stands among those of the same submission in `known`."""
    frame = scene["proposals"]
    keys = set(tuples(known, ["submission", "number"]))
    named = zip(frame["submission"].values.tolist(), _named(scene).values, strict=True)
    return frame.column(np.array([key in keys for key in named], dtype=bool)) & _named(scene).notna()
