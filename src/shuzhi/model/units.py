"""所在支部: the column by which a 总支 says, row by row, which of its 支部 a row belongs to; who has 支部 below."""

from shuzhi.model.settings import Branch, Settings

FIELD = "unit"
SHEETS = ("meetings", "members")
# Kinds of branch that have 支部 below them and hold no meetings of a 支部.
PARENTS = ("党总支", "党委")
# Between two 支部 that held a meeting together.
COMMA = "、"


def units(text: str, settings: Settings) -> tuple[Branch | None, ...]:
    """The branches that a cell names, as intake leaves it (each by its `place`); None for a name not in the roster."""
    return tuple(settings.at(name) for name in text.split(COMMA))
