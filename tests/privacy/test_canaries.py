"""Everything personal, typed in its place or in a wrong one, is found afterwards only where the table below allows it."""

import os
import re
import shutil
from collections import Counter
from fnmatch import fnmatchcase
from functools import partial
from random import Random

import pytest
from click.testing import CliRunner

import reckless
from conftest import NOW, copy_few, with_cache
from privacy import canaries
from privacy.canaries import FILE, NAMED, OFFICE, PERSONAL, Aviary, by_beginning, planted, sightings
from shuzhi.cli import _guarded, commands
from shuzhi.commands.closing import closing, whole
from shuzhi.commands.run import RunRequest, run
from shuzhi.commands.telling import alarm, outcome_message
from shuzhi.errors import ExitCode
from shuzhi.nightly.journal import journal, note_fault
from shuzhi.progress import Silent
from shuzhi.spread.processes import Processes
from shuzhi.spread.workers import Limits

GOOD, FAULTY = "石井村", "白沙村"
# Below the workspace, or !what a command printed. {} = the branch's own; p = personal, o = office, n = a person named in
# free text (表决事项, 说明 …), f = the name of a file.
PLACES = """
| place | may hold | why |
|---|---|---|
| workbooks/* | ponf | what came in |
| workbooks/inbox/*.核对.xlsx* | pon | the branch's own workbook, marked beside the file that was checked |
| output/2023Q3/待*/{}.xlsx* | pon | the branch's own workbook |
| output/2023Q3_内部.zip!待*/{}.xlsx* | pon | the same |
| output/下发/2023Q4/{}.xlsx* | pon | what goes to that branch alone |
| .shuzhi/archive/* | pon | the workbooks used, private |
| .shuzhi/cache/* | ponf | what was read of them, private |
| .shuzhi/settings/* | p | what was read of 乡镇台账, private |
| .shuzhi/ledger.sqlite | of | explanations and file names, private |
| output/2023Q3/报告/{}/* | o | its own reports |
| output/2023Q3/汇编.docx* | o | all reports |
| output/2023Q3/汇总表.xlsx* | onf | the township's lists; 报送情况 says which file was used |
| output/2023Q3_内部.zip!报告/{}/* | o | its own reports |
| output/2023Q3_上报.zip!报告/{}/* | o | the same |
| output/2023Q3_内部.zip!汇编.docx* | o | all reports |
| output/2023Q3_上报.zip!汇编.docx* | o | the same |
| output/2023Q3_内部.zip!汇总表.xlsx* | onf | the township's lists |
| output/2023Q3_上报.zip!汇总表.xlsx* | on | the same without file names |
| output/2023Q3/数据/findings.csv | f | says in which file |
| output/2023Q3_内部.zip!数据/findings.csv | f | the same |
| output/2023Q3/manifest.json | f | lists the inbox |
| output/2023Q3_内部.zip!manifest.json | f | the same |
| !run | f | who runs it looks after the inbox |
| !run --verbose | f | the same |
| !history 石井村 | f | the same |
| !check | f | names the file that was asked for |
"""
KINDS = {"p": PERSONAL, "o": OFFICE, "n": NAMED, "f": FILE}


def rows():
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in PLACES.strip().splitlines()[2:]]
    return [(place, {KINDS[letter] for letter in letters}) for place, letters, _ in lines]


def allowed(canary, place):
    return any(
        canary.kind in kinds and fnmatchcase(place, pattern.replace("{}", canary.branch)) for pattern, kinds in rows()
    )


def peopled(workspace, aviary, seed):
    """The two villages with canaries, a file that is not read, the roster's phone numbers; `seed` scatters some more."""
    good, faulty = (next(workspace.root.rglob(f"{name}三季度*.xlsx")) for name in (GOOD, FAULTY))
    more = [partial(canaries.scattered, aviary=aviary, chance=Random(seed))] * bool(seed)
    planted(good, *(partial(change, branch=GOOD) for change in (partial(canaries.inhabited, aviary=aviary), *more)))
    planted(faulty, *(partial(change, branch=FAULTY) for change in (
        partial(canaries.inhabited, aviary=aviary), partial(canaries.mislaid, aviary=aviary), *more)))
    good = good.rename(good.with_name(f"{aviary.name(GOOD, '文件名', FILE)}.xlsx"))
    faulty = faulty.rename(faulty.with_name(f"{aviary.phone(FAULTY, '文件名', FILE)}.xlsx"))
    bad = good.with_name(f"{aviary.name('', '读不了的文件名', FILE)}.xlsx")
    bad.write_bytes(aviary.phone("", "读不了的文件里").encode() * 100)
    for path in (good, faulty, bad):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    for number in ("13900001061", "13900001071"):
        aviary.told(number, "", "名册里的联系方式")
    return good, faulty


def printed(workspace, *words):
    """What a command prints on both streams, in this process."""
    done = CliRunner().invoke(commands, [*map(str, words), "--workspace", str(workspace.root)], standalone_mode=False)
    assert done.exception is None, done.exception
    return (done.output + done.stderr).encode()


def peopled_town(folder, few_run, seed=0):
    """A township with canaries after every command, what each printed, and the canaries."""
    workspace = with_cache(copy_few(folder), few_run)
    aviary = Aviary()
    good, faulty = peopled(workspace, aviary, seed)
    outcome = run(RunRequest(workspace, now=NOW), Silent())
    said = {"run": closing(outcome).encode(), "run --verbose": whole(outcome).encode()}
    message = outcome_message(outcome, NOW.date())
    said["notification"] = f"{message.title}\n{message.body}".encode()
    said["check"] = printed(workspace, "check", faulty)
    if seed:  # one is enough for everybody's test
        said["check"] += printed(workspace, "check", "--format", "json", good)
    for words in (("status",), ("history", GOOD), ("issue", "--period", "2023Q4", "--quiet"), ("nightly", "--once", "--quiet")):
        said[" ".join(words)] = printed(workspace, *words)
    if not seed:  # nobody approves what was returned
        said["approve"] = printed(workspace, "approve", GOOD)
        said["trace"] = printed(workspace, "trace", f"报告/{GOOD}/抓基层")
    return workspace, said, aviary.made


@pytest.fixture(scope="module")
def town(tmp_path_factory, few_run):
    """The first of them, and what was seen there."""
    made = peopled_town(tmp_path_factory.mktemp("canaries"), few_run)
    return made, seen(made)


def seen(town):
    """Each canary seen: (canary, place)."""
    workspace, said, made = town
    sought, found = by_beginning(made), []
    for path in sorted(workspace.root.rglob("*")):
        place = path.relative_to(workspace.root).as_posix()
        found += sightings(sought, path.read_bytes() if path.is_file() else b"", place)
        found += sightings(sought, path.name.encode(), place)
    for words, text in said.items():
        found += sightings(sought, text, f"!{words}")
    return found


def outside(found):
    return Counter((canary.where, canary.kind, place) for canary, place in found if not allowed(canary, place))


def test_no_canary_is_seen_outside_its_place(town):
    """Valid, invalid or around the cells: no personal string is where the table does not allow it."""
    made, found = town
    files = [path for path in made[0].root.rglob("*") if path.is_file()]
    print(f"{len(made[2])} canaries, {len(files)} files, {len(found)} sightings, {len(outside(found))} outside their place")
    assert not outside(found), "\n".join(map(str, outside(found)))


@pytest.mark.parametrize("place", [place for place, _ in rows()])
def test_every_place_was_looked_into(town, place):
    """The search is no blind one, and the table allows nothing that does not happen (n: not in every workbook)."""
    kinds = dict(rows())[place] - {NAMED}
    assert kinds <= {one.kind for one, where in town[1] if fnmatchcase(where, place.replace("{}", one.branch))}


@pytest.mark.large(80)
def test_wherever_people_put_them(tmp_path, few_run, many):
    """More townships, their canaries in cells drawn at random: `--many 1000` makes 25."""
    for seed in range(1, many // 40):
        made = peopled_town(tmp_path / str(seed), few_run, seed)
        found = seen(made)
        print(f"{len(made[2])} canaries, {len(found)} sightings, {len(outside(found))} outside their place")
        assert not outside(found), (seed, "\n".join(map(str, outside(found))))
        shutil.rmtree(tmp_path / str(seed))


@pytest.mark.parametrize("fault", [
    ValueError("何鸁龘 13970000001"), KeyError("何鸁龘"), FileNotFoundError(2, "没有", "何鸁龘.xlsx"), UnicodeDecodeError("utf-8", "何鸁龘".encode(), 0, 1, "bad"),
    RecursionError("何鸁龘"), MemoryError("何鸁龘"),
], ids=lambda fault: type(fault).__name__)
def test_a_fault_of_the_program_quotes_nothing(fault, tmp_path, capsys):
    """Screen, log and message name the class and the place; what the exception says may be a cell."""
    def broken():
        raise fault

    code = _guarded(broken)
    with journal(tmp_path / "nightly.log") as log:
        note_fault(log, fault)
    said = "".join(capsys.readouterr()) + (tmp_path / "nightly.log").read_text("utf-8") + alarm(fault, NOW.date()).body
    assert code == ExitCode.INTERNAL
    assert type(fault).__name__ in said
    assert not re.search(r"[\u9e00-\u9fff]龘|1397", said)


def test_a_fault_in_a_worker_quotes_nothing(capsys):
    """The same for what a task raises in a process of its own, with all that travels back."""
    def broken():
        return list(Processes(1).outcomes(reckless.go, [("value何鸁龘",)], Limits()))

    assert _guarded(broken) == ExitCode.INTERNAL
    said = "".join(capsys.readouterr())
    assert "ValueError" in said
    assert "龘" not in said
