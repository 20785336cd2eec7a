"""定稿: reports edited by hand and put back take the place of the generated ones."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from shuzhi.commands.running.batch import Batch, put
from shuzhi.commands.running.fitting import fitting, short
from shuzhi.commands.running.ties import loosened
from shuzhi.commands.running.undrafted import undrafted
from shuzhi.errors import reason_of
from shuzhi.files.below import files_below
from shuzhi.model.indicator import Figure
from shuzhi.model.lookup import looked_up
from shuzhi.model.place import natural
from shuzhi.model.results import Results
from shuzhi.model.words import State
from shuzhi.proof.compare import differences
from shuzhi.untrusted import Unfit
from shuzhi.untrusted import content as content_of

_WORD = (".docx", ".doc", ".docm", ".wps", ".rtf", ".odt")  # what people take for a report in Word
_OTHER = "不是 .docx 文件。请用 Word 或 WPS 打开，另存为 .docx 再放回来。"
_LOOSENED = "{}的定稿带着所用模板、邮件合并或内容控件的联系，已经去掉，文字没有变。"
_MOST = 10  # numbers named in one remark


@dataclass(frozen=True)
class Settled:
    """What became of the 定稿: the reports they replaced, and what the office should know, one line each."""

    replaced: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Final:
    """One 定稿 that can be used: its file, where it lies in the folder, its content, whether that lost its ties."""

    path: Path
    title: str
    content: bytes
    loosened: bool

    @property
    def age(self) -> tuple[int, str]:
        return self.path.stat().st_mtime_ns, self.title


def settle(batch: Batch, folder: Path) -> Settled:
    """Put every 定稿 of `folder` in the place of the report that it was made from.

    Its headers lose the words that mark a draft, and it what ties it to other files; nothing else changes. A file that
    fits no report of this run, or is not fit to leave the office, is left alone and told.
    """
    reports = batch.staging / "both"
    remarks: list[str] = []
    chosen: dict[str, _Final] = {}
    for path in _files(folder):
        title = path.relative_to(folder).as_posix()
        final, report, fault = _read(path, title, batch, reports)
        if final is None:
            remarks.append(f"定稿“{title}”没有采用：{fault}")
            continue
        other = chosen.get(report)
        newer = max((one for one in (final, other) if one), key=lambda one: one.age)
        chosen[report] = newer
        if other:
            left = other if newer is final else final
            told = f"{short(report)}有两份定稿，用了改得晚的“{newer.title}”。请删掉不要的一份。"
            remarks.append(f"定稿“{left.title}”没有采用：{told}")
    replaced = tuple(sorted(chosen, key=natural))
    differing = [remark for report in replaced for remark in _replace(reports, report, chosen[report])]
    used = [f"采用定稿{len(chosen)}份：{'、'.join(map(short, replaced))}。"] if chosen else []
    return Settled(replaced, (*used, *remarks, *differing))


def final_figures(results: Results, figures: pd.DataFrame, settled: Settled) -> dict[str, tuple[Figure, ...]]:
    """The figures of reports that are final: a 定稿 stands in their place, or their branch is approved.

    figures  report, number, text, source, rows of all reports, in that order
    """
    branches = results.branches
    approved = set(branches.loc[branches["state"] == State.APPROVED.value, "place"])
    found: dict[str, list[Figure]] = {report: [] for report in settled.replaced}
    final = looked_up(
        figures["report"], lambda report: report in found or bool(approved.intersection(report.split("/")[1:2])), bool
    )
    for report, number, text, source, rows in figures[final].itertuples(index=False, name=None):
        found.setdefault(report, []).append(Figure(number, text, source, tuple(filter(None, rows.split(";")))))
    return {report: tuple(lines) for report, lines in found.items()}


def _files(folder: Path) -> list[Path]:
    """Word files below a folder in natural order, pipes and links among them; not those that an open Word leaves."""
    found = [
        path for path in files_below(folder)
        if path.suffix.lower() in _WORD and not path.is_dir()
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    ]
    return sorted(found, key=lambda path: natural(path.relative_to(folder).as_posix()))


def _read(path: Path, title: str, batch: Batch, reports: Path) -> tuple[_Final | None, str, str]:
    """A 定稿 and the report it is of; or None and why it is not used."""
    if path.suffix.lower() != ".docx":
        return None, "", _OTHER
    try:
        typed = content_of(path)
    except Unfit as unfit:
        return None, "", unfit.reason
    except OSError as lost:
        return None, "", f"读不了这个文件（{reason_of(lost)}），请核对权限和磁盘。"
    content, fault = loosened(typed)
    report, fault = ("", fault) if fault else fitting(content, title, batch.settings, reports)
    return None if fault else _Final(path, title, content, content != typed), report, fault


def _replace(reports: Path, report: str, final: _Final) -> list[str]:
    """Put one 定稿 in its place; tells of numbers that the workbook does not have."""
    generated = (reports / report).read_bytes()
    put(reports / report, undrafted(final.content))
    found = differences(final.content, generated)
    cut = [_LOOSENED.format(short(report))] if final.loosened else []
    if not found:
        return cut
    told = "；".join(
        f"定稿“{one.typed}”，表里{f'“{one.generated}”' if one.generated else '没有'}" for one in found[:_MOST]
    ) + ("等" if len(found) > _MOST else "")
    return [
        *cut,
        (f"{short(report)}：定稿中{len(found)}处数字和表里对不上（{told}）。定稿已照用，请核对；"
         "表里对、要出更正稿的，把定稿移走再运行一次。")
    ]
