"""R02, B09: names of other branches and places, and the word for one's own organisation."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from shuzhi.model.settings import Branch, Settings
from shuzhi.validate.text.lists import any_of, known, township
from shuzhi.validate.text.prose import Cell, Hit, Prose

_SHORT = 3  # shorter names are words of their own
# Two branches that do something together, or a road between two villages.
_TOGETHER = re.compile(
    r"(?:[与和同跟及至、]|联合|邀请|结对|共建|相邻|毗邻|邻近|邻村|参观|观摩|考察|学习|借鉴|交流|对接|通往|连接|通向|接壤|支援|协助)[^，。；]{0,8}$"
)
_TOGETHER_AFTER = re.compile(
    r"[^，。；]{0,6}?(?:联合|结对|共建|交界|接壤|相邻|邻近|经验|做法|交流|一起|共同|参观|观摩|考察|学习|取经|联办|合办|之间)|[与和、至—~～-]"
)
_TOWARDS = re.compile(r"(?:[到赴往去从向由转经在]|前往|走进)[^，。；]{0,4}$")

PLACE = re.compile(
    r"(?:(?<![\u4e00-\u9fff0-9A-Za-z])[在到赴对向]?|(?<=[在到赴对向是与和及]))([\u4e00-\u9fff]{2,3})(村|社区|街道|镇|乡)"
    r"(?=党|居委|村委|办事处|政府|支部|总支|两委|“两委”|辖区|居民|村民|群众|未|全体|20|的|[，。；、）])"
)

# 本支部, 我总支, 作为党总支书记.
OWN_ORGANISATION = re.compile(
    r"(?:本|我|我们|我社区|我村|我居|本社区|本村|本居|作为(?:社区|村|居)?|现任(?:社区|村|居)?)(党支部|党总支|总支|支部|党委)"
)
_PARENTS = {"党总支": "总支", "党委": "党委"}


def other_branch(near: Callable[[str, int, int], bool]) -> Callable[[str, Cell, Prose], Iterator[Hit]]:
    """Names of branches that are not of the workbook's family, where `near` is true of what stands around them."""
    def judge(text: str, cell: Cell, prose: Prose) -> Iterator[Hit]:
        hidden = _without_own(text, prose.books[cell.submission].code, prose.settings)
        for match in branch_names(prose).finditer(hidden):
            if near(text, *match.span()):
                yield Hit(*match.span(), detail=match.group())

    return judge


def alone(text: str, start: int, end: int) -> bool:
    """Nothing around the name says why another branch is named."""
    return not together(text, start, end) and not _TOWARDS.search(text[:start])


def towards(text: str, start: int, end: int) -> bool:
    """Somebody went there, or something was passed on."""
    return not together(text, start, end) and _TOWARDS.search(text[:start]) is not None


def apart(text: str, start: int, end: int) -> bool:
    """Nothing says that two branches act together."""
    return not together(text, start, end)


def together(text: str, start: int, end: int) -> bool:
    """Two branches act together, or lie side by side."""
    return bool(_TOGETHER.search(text[:start]) or _TOGETHER_AFTER.match(text[end:]))


def branch_names(prose: Prose) -> re.Pattern[str]:
    """Any name of a branch of the roster."""
    return _any_name(tuple(name for branch in prose.settings.branches for name in branch.names))


@lru_cache(maxsize=4)
def _any_name(names: tuple[str, ...]) -> re.Pattern[str]:
    return any_of(name for name in names if len(name) >= _SHORT)


def _without_own(text: str, code: str, settings: Settings) -> str:
    """The text with the names of the branch and its family blotted out, every other character in its place."""
    own = (name for branch in _own(code, settings) for name in branch.names)
    for name in sorted(own, key=len, reverse=True):
        text = text.replace(name, "\0" * len(name))
    return text


def _own(code: str, settings: Settings) -> Iterable[Branch]:
    return dict.fromkeys((*settings.family(code), *settings.below(code)))


def unknown_place(text: str, _cell: Cell, prose: Prose) -> Iterator[Hit]:
    """Names of places that neither the roster, the township, its superior nor 用语 know."""
    settings = prose.settings
    allowed = "\n".join([
        settings.township, settings.committee, settings.superior, *branch_sites(settings),
        *(entry.said for entry in township(settings, "本地地名")),
    ])
    for match in PLACE.finditer(text):
        name = match.group(1) + match.group(2)
        if name not in allowed and not _is_generic(match.group(1)):
            yield Hit(match.start(1), match.end(2), detail=name)


def branch_sites(settings: Settings) -> Iterable[str]:
    """The names of the roster."""
    return (name for branch in settings.branches for name in branch.names)


def _is_generic(name: str) -> bool:
    places = known()["places"]
    return any(name.endswith(word) or name.startswith(word) for word in places["generic"]) or bool(
        set(name) & set(places["never"]))


def other_organisation(text: str, cell: Cell, prose: Prose) -> Iterator[Hit]:
    """One's own organisation called by a word that is not its 组织类别."""
    kind = prose.books[cell.submission].org_type
    own = _PARENTS.get(kind, "支部")
    for match in OWN_ORGANISATION.finditer(text) if kind else ():
        if own not in match.group(1):
            yield Hit(*match.span())
