"""The N-th system call of a command fails, once or for ever after, or kills it: as SQLite is tested."""

from collections import Counter

import pytest

from faults import injecting, standing
from faults.injecting import drawn, points
from faults.towns import ENDS

pytestmark = injecting.NEEDED
OTHERS = {
    "approve": ("approve", "石井村"), "issue": ("issue",),
    "check": ("check", "{town}/workbooks/inbox/2023Q3/村/白沙村三季度报表.xlsx"),
}
HOWS = ("error=ENOSPC", "error=EIO", "error=EACCES", "error=EIO+", "error=ENOSPC+", "signal=KILL")


def test_every_call_of_a_run(town, many):
    """Whichever call fails or kills: the old delivery or the new one, whole; the next run heals everything."""
    assert len(town.points) > 300
    seen = Counter()
    for place, point in enumerate(drawn(town.points, max(2, many // 10 - 2))):
        how = HOWS[place % len(HOWS)]
        stands, ended = town.visit(point, how)
        seen[how, ended.code, stands] += 1
        print(point.call, point.number, how, ended.code, stands, point.line[:90], ended.said.strip()[-200:], sep=" | ")
        town.check_healed()
    print(*sorted(seen.items()), sep="\n")


def test_a_folder_that_may_not_be_opened(town):
    """What was made and cannot be listed is no empty folder: exit code 6, the old delivery."""
    made = [point for point in town.points if 'staging/office", O_RDONLY' in point.line]
    stands, ended = town.visit(made[-1], "error=EACCES")
    assert (stands, ended.code) == ("old", 6), ended.said


@pytest.mark.parametrize("command", [
    "approve", *(pytest.param(other, marks=pytest.mark.large(100)) for other in sorted(OTHERS.keys() - {"approve"})),
])
def test_every_call_of_another_command(town, many, command):
    """Whichever of its calls fails or kills: the delivery stands; done again it is as if nothing had been."""
    words = (*(word.format(town=town.root) for word in OTHERS[command]), "--workspace", town.root)
    town.again()
    assert (ended := town.pad.run(*words)).code in (0, 1), ended.said
    after = standing.tree(town.root)
    kept = {name: after[name] for name in after if not name.startswith((".shuzhi", "output/2023Q3"))}
    town.again()
    found = points(town.pad, town.root, *words)
    for place, point in enumerate(drawn(found, max(1, many // 40))):
        town.again()
        ended = town.pad.run(*words, strace=point.options(HOWS[place * 5 % len(HOWS)]))
        assert ended.code in {*ENDS, 2}, ended.said
        assert "Traceback" not in ended.said
        assert standing.tree(town.root / "output" / standing.COPY) == of(town.old)
        standing.check_ledger(town.root)
        again = town.pad.run(*words)
        found_after = standing.tree(town.root)
        assert again.code in (0, 1), again.said
        assert {name: found_after.get(name) for name in kept} == kept
        assert standing.leftovers(town.root) == []


def of(delivery):
    """The unpacked copy alone."""
    start = f"{standing.COPY}/"
    return {name.removeprefix(start): content for name, content in delivery.items() if name.startswith(start)}
