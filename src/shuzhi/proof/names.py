"""Names of other branches and of places that are not the branch's."""

import re
from collections.abc import Iterator, Sequence

from shuzhi.proof.foreign import Foreign
from shuzhi.proof.reading import Paragraph

_PLACE = re.compile(r"村|社区|街道|镇")
_BEHIND = re.compile(
    r"党|支部|总支|“?两委|委员会|居委会|村委会|办事处|人民政府|书记|主任|[，。、；：）”]|\d{4}年|$", re.MULTILINE,
)
_HAN_TAIL = re.compile(r"[\u3400-\u9fff]{1,4}$")
_REMEDY = "请核对模板这一段，名称要由标签打印，不要直接写在模板里。"
# Words before 村, 社区, 街道, 镇 that make no name of a place.
_COMMON = (
    *"本全各每该我两几个的为对向与和及由到在进入驻回出下乡农城", "建制", "老旧",
    "行政", "自然", "中心", "美丽", "示范", "服务", "参与", "走进", "深入", "建设", "关心", "支持", "推进", "加强",
    "开展", "和谐", "智慧", "平安", "文明", "红色", "党员", "支部", "党建", "城市", "农村", "新型", "特色", "完善",
    "创建", "治理", "提升", "打造", "组织", "联系", "报到", "所在", "所属", "干部", "群众", "居民", "村民", "资源",
    "共建", "结对", "帮扶", "召开", "举行", "主持", "参加", "列席", "年度", "季度", "半年",
)
_ALONE = (*"集市新古老旧邻外重县区",)  # common only where nothing stands before: 集镇, but 李集镇
_SHORT = 2  # a name this short counts only before 村, 社区 …


def foreign_names(paragraphs: Sequence[Paragraph], foreign: Foreign) -> Iterator[str]:
    """Each paragraph's first name of another branch, else its first place that is not the branch's."""
    text = "\n".join(paragraph.plain for paragraph in paragraphs)
    near, placed = foreign.within(text), _place(text)
    for paragraph in paragraphs if near or placed else ():
        name = next((name for name in near if _named(paragraph.plain, name)), "") or _place(paragraph.plain)
        if name and not paragraph.annex:
            yield paragraph.fault(f"有“{name}”，不是本支部的名称。", _REMEDY)


def _named(text: str, name: str) -> bool:
    if len(name) > _SHORT:
        return name in text
    return re.search(re.escape(name) + "(?:村|社区|街|居|党|支部|“?两委)", text) is not None


def _place(text: str) -> str:
    """The first 某村, 某社区, 某街道, 某镇 that names a place; "" where there is none."""
    for found in _PLACE.finditer(text):
        before = _HAN_TAIL.search(text[max(found.start() - 4, 0) : found.start()])
        if before and not _common(before.group()) and _BEHIND.match(text, found.end()):
            return before.group() + found.group()
    return ""


def _common(before: str) -> bool:
    return before in _ALONE or before.endswith(_COMMON)
