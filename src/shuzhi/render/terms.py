"""The words a branch is spoken of with: 村民 or 居民, 党支部 or 党总支."""

from dataclasses import dataclass
from functools import lru_cache

from shuzhi.model.facts import Facts
from shuzhi.model.words import Audience


@dataclass(frozen=True)
class Terms:
    """residents 村民 · place 村 · own 本村 · affairs 村务 · party 党支部 · post 党支部书记 · whole 全村."""

    residents: str
    place: str
    own: str
    affairs: str
    whole: str
    party: str
    post: str

    @property
    def news(self) -> str:
        """村情 or 居情."""
        return f"{self.residents.removesuffix('民') if self.residents != '群众' else '居'}情"

    def meeting(self, kind: str) -> str:
        """A meeting type of the form as this branch calls it: 村（居）民代表会议 → 村民代表会议."""
        short = self.residents.removesuffix("民") if self.residents != "群众" else "居"
        named = {
            "村（社区）“两委”会议": f"{self.place}“两委”会议",
            "居（村）情报告会": f"{self.news}报告会",
            "总支（党委）委员会会议": f"{self.party if self.party != '党支部' else '党总支'}委员会会议",
            "其他": "其他会议活动",
        }
        return named.get(kind, kind.replace("村（居）", short))

    def role(self, role: str) -> str:
        """提出人身份 as this branch calls it; anonymous and other people are simply residents."""
        named = {"居民代表": f"{self.residents}代表", "村（居）民": self.residents}
        return named.get(role, role if role in ("党员", "人大代表") else self.residents)


_UNITS = {
    "村": ("村民", "村", "本村", "村务", "全村"),
    "社区": ("居民", "社区", "本社区", "居务", "全社区"),
    "居": ("居民", "居", "本居", "居务", "全居"),
}
_PARTIES = {"党总支": "党总支", "党委": "党委"}


def terms(facts: Facts) -> Terms:
    """The words of a branch by its 单位类型 and 组织类别."""
    unit = str(facts.items.get("unit_type") or facts.branch.unit_type)
    kind = str(facts.items.get("org_type") or facts.branch.org_type)
    return _terms(unit, kind)


@lru_cache(maxsize=64)
def _terms(unit: str, kind: str) -> Terms:
    party = _PARTIES.get(kind, "党支部")
    return Terms(*_UNITS.get(unit, ("群众", "单位", "本单位", "事务", "全单位")), party, f"{party}书记")


def period_words(facts: Facts) -> str:
    """How sentences name the days counted: the report's period, or 统计期间 where the two differ."""
    return facts.period.label if facts.coverage == facts.period.days else "统计期间"


def for_superior(facts: Facts) -> bool:
    """True where the report goes to the superior body or stays in the office."""
    return facts.kind.audience != Audience.RESIDENTS
