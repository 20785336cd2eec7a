"""`shuzhi trace REPORT [FIGURE]`: the rows behind the figures of a delivered report."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from shuzhi.commands.running.tables import MEETING_FILE
from shuzhi.compute.catalogue import definition
from shuzhi.errors import NotFound
from shuzhi.model.formula import unguarded
from shuzhi.model.period import Period
from shuzhi.model.place import TAKEN
from shuzhi.workspace import Workspace, load_settings


@dataclass(frozen=True)
class Traced:
    """One figure of a report: its number, text, indicator or cell, and addresses of the rows behind it."""

    number: int
    text: str
    source: str
    rows: tuple[str, ...]

    @property
    def title(self) -> str:
        """What staff call the indicator; the cell itself, or the sheet whose rows are counted, where it is one."""
        name, _, code = self.source.partition("@")
        period = Period.parse(code) if code else None
        try:
            title = definition(name).title
        except KeyError:
            return self.source
        return f"{title}，与{period.label}相比" if period else title


EDITED = "这份报告用的是定稿；下面是程序生成的那一份里的数字，定稿里改过的数请看汇总表的“报送情况”。"

ADDED = "“来自”空着的，是各党组织合计的数或名册上的个数；合计的数各党组织各是多少，请看汇总表的“指标溯源”。"
_TOWNSHIP = f"报告/{TAKEN[0]}/"


def trace(workspace: Workspace, period: Period | None, report: str, figure: str | None) -> tuple[str, list[Traced]]:
    """The report's name and its figures: all of them, or those whose text, indicator or #number is `figure`.

    Below the name of a report that a 定稿 replaced stands EDITED, below that of the township's own ADDED.

    `report` may be any part of the report's path that fits one report only; NotFound otherwise.
    """
    chosen = period or load_settings(workspace).period
    names, edited, lines = _delivered(workspace.output / chosen.code)
    wanted = report.replace("\\", "/")
    fitting = [name for name in names if name == wanted] or [name for name in names if wanted in name]
    if len(fitting) != 1:
        same = [name for name in names if name.split("/")[1:2] == wanted.split("/")[:1]]  # 报告/石井村/…
        listed = "\n".join(f"  {name}" for name in (fitting or same or names))
        raise NotFound(f"“{report}”对应{'不止一份' if fitting else '不到'}报告。请写全名字，可选的有：\n{listed}")
    traced = [
        Traced(int(line["number"]), line["text"], line["source"], tuple(filter(None, line["rows"].split(";"))))
        for line in lines if line["report"] == fitting[0]
    ]
    if figure is not None:
        traced = [one for one in traced if figure in (one.text, one.source, one.title, f"#{one.number}")]
        if not traced:
            raise NotFound(f'这份报告里没有“{figure}”这个数或指标。不写数字可以列出全部；写 "#5" 是第5个数。')
    notes = {EDITED: fitting[0] in edited, ADDED: fitting[0].startswith((_TOWNSHIP, MEETING_FILE))}
    return "\n".join([fitting[0], *(note for note, holds in notes.items() if holds)]), traced


def _delivered(folder: Path) -> tuple[list[str], list[str], list[dict[str, str]]]:
    """The delivered reports, those of them that are 定稿, and the lines of figures.csv.

    Of the unpacked copy: the zip may be encrypted, and a question about a figure needs no password.
    """
    if not folder.is_dir():
        raise NotFound(f"还没有生成过 output/{folder.name}。请先运行 shuzhi run。")
    try:
        text = (folder / "数据/figures.csv").read_text("utf-8-sig")
        listed = json.loads((folder / "manifest.json").read_bytes())
        paths = [str(one["path"]) for one in listed["files"]]
    except (KeyError, TypeError, ValueError, OSError) as fault:  # TypeError: of a manifest that is a list
        raise NotFound(f"output/{folder.name} 不完整。请重新运行 shuzhi run。") from fault
    names = [name for name in paths if name.startswith("报告/") or name == MEETING_FILE]
    edited = listed.get("finals", [])
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # the rows behind a figure of a large 党委 are many
    lines = csv.DictReader(io.StringIO(text))
    return names, edited, [{name: unguarded(field) for name, field in line.items()} for line in lines]
