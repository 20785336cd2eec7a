"""R01: what a model text left open, and lines that only a copied text carries."""

import re
from collections.abc import Iterator

from shuzhi.validate.text.lists import banned, known
from shuzhi.validate.text.prose import Cell, Hit, Prose

_HAN = r"[\u4e00-\u9fff]"
_NUMERAL = "一二三四五六七八九十零百○〇"
# X, XX, × and their like beside Chinese; ○ also stands for a zero between numerals.
_MARKS = (
    rf"(?<![A-Za-z0-9])[XxＸｘ×＊*△□]{{1,4}}(?={_HAN})(?![光线射形型轴])"
    rf"|(?<={_HAN})[XxＸｘ×＊*△□]{{2,4}}(?![A-Za-z])"
    rf"|(?<={_HAN})[XxＸｘ](?=[\u4e00-\u9fff%％])(?![光线射形型轴])"
    rf"|(?<![A-Za-z0-9{_NUMERAL}])[○〇]{{1,4}}(?={_HAN})(?![一二三四五六七八九十零])"
    rf"|(?<={_HAN})(?<![{_NUMERAL}])[○〇]{{2,4}}(?![A-Za-z{_NUMERAL}])"
)
_LEADERS = (
    r"(?<![A-Za-z0-9])[A-Z](?=主席|总书记|新时代|思想|谈治国|最新讲话|重要讲话|系列重要|讲话精神|省|市|县|镇|乡|村(?!网)|社区|街道)"
    r"|20[0-9]{0,2}[XxＸｘ×＊*]{1,2}年"
)
_BLANKS = (
    r"_{2,}|＿{2,}|（\s*）|\(\s*\)|《\s*》|“\s*”|【\s*】|〔\s*〕|\{[{%#]|[}%#]\}|\$\{|(?<![0-9])%s|##\w+##|年\s+月|某年某月|某月某日"
    r"|(?<!等)待填|待补填|此处(?:填写|输入|插入|省略)|[点单]击此处|请在此(?:处)?(?:填写|输入)"
    r"|[\[【［](?:具体|填写|插入|此处|请)[^\]】］]{0,10}[\]】］]"
)
PLACEHOLDER = re.compile(f"{_MARKS}|{_LEADERS}|{_BLANKS}")
TAGS = re.compile(r"\{[{%#]|[}%#]\}")
_SIZE = re.compile(r"[0-9]\s*(?:米|厘米|公分|公里|[cm]?m)?\s*$|[长宽高深厚]$")
_BULLET = re.compile(r"(?<![^\n])\s*$")
_SURNAMES = known()["surnames"]["single"]
NOBODY = re.compile(rf"(?<![{_SURNAMES}某])某某(?!某)")


def placeholders(text: str) -> Iterator[Hit]:
    """Every placeholder; 3×4 and 5*6 are sizes, * at the head of a line is a bullet."""
    for match in PLACEHOLDER.finditer(text):
        before, mark = text[:match.start()], match.group()
        if mark in "×*＊" and _SIZE.search(before):
            continue
        if mark in "*＊" and _BULLET.search(before):
            continue
        yield Hit(*match.span())


def left_open(text: str, _cell: Cell, _prose: Prose) -> Iterator[Hit]:
    """The placeholders of a cell."""
    return placeholders(text)


def leftovers(text: str) -> bool:
    """Whether a text holds a placeholder or a line that only a copied text carries."""
    return any(placeholders(text)) or banned().search(text) is not None
