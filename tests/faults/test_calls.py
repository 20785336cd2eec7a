"""The N-th system call of a command fails, once or for ever after, or kills it: as SQLite is tested."""

from collections import Counter

from faults import injecting, standing
from faults.injecting import drawn, points

pytestmark = injecting.NEEDED
HOWS = ("error=ENOSPC", "error=EIO", "error=EACCES", "error=EIO+", "error=ENOSPC+", "signal=KILL")


def test_every_call_of_a_run(town, many):
    """Whichever call fails or kills: the old delivery or the new one, whole; the next run heals everything."""
    town.again()
    found = points(town.pad, town.root, *town.words)
    assert len(found) > 300
    assert standing.tree(town.root / "output") == town.new
    seen = Counter()
    for place, point in enumerate(drawn(found, many // 10)):
        how = HOWS[place % len(HOWS)]
        stands, ended = town.visit(point, how)
        seen[how, ended.code, stands] += 1
        print(point.call, point.number, how, ended.code, stands, point.line[:90], ended.said.strip()[-200:], sep=" | ")
        town.check_healed()
    print(*sorted(seen.items()), sep="\n")
