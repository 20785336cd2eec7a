"""`shuzhi init DIR [--sample]`: a workspace ready to fill, or the sample township."""

import shutil
import sys
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from shuzhi import form
from shuzhi.author.blank import blank
from shuzhi.author.workbook import build
from shuzhi.commands.guide import guide
from shuzhi.commands.starter import starter
from shuzhi.errors import UsageFault, reason_of
from shuzhi.files.rights import PRIVATE, give
from shuzhi.workspace import SETTINGS_FILE


def init(folder: Path, *, sample: bool) -> None:
    """Copy the packaged workspace into an empty or new folder; without `sample` the sample's data are left out.

    A file beside it runs the batch by a double click; the guides lie in 使用指南/.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageFault(f"{folder} 不是空文件夹。为了不盖掉已有的文件，请换一个新文件夹。")
    try:
        _copy(folder, sample=sample)
        name, content = starter(sys.platform, sys.executable)
        (folder / name).write_bytes(content)
        guide(folder)
        for path in folder.iterdir():
            give(path, PRIVATE)
        (folder / name).chmod(PRIVATE)  # a double click runs it
    except OSError as fault:
        raise UsageFault(f"在 {folder} 建不了工作文件夹（{reason_of(fault)}）。请换一个能写入的位置。") from fault


def after_init(*, sample: bool) -> str:
    """What to do with a new workspace."""
    if sample:
        return "里面是示例乡镇的数据，都是编的。\n下一步：双击里面的“现在生成”，或者进入这个文件夹，运行 shuzhi run。"
    return (
        "下一步：打开里面的 workbooks/乡镇台账.xlsx，填好“参数”“支部名册”“报告”，保存后关闭。\n"
        "　　　　再进入这个文件夹，运行 shuzhi issue，给每个支部准备一本工作簿。\n"
        "　　　　表收回来放好以后，双击“现在生成”就行。\n"
        "怎么填、怎么用，都写在里面的“使用指南”里。"
    )


def _copy(folder: Path, *, sample: bool) -> None:
    with as_file(files("shuzhi") / "sample") as packaged:
        shutil.copytree(packaged / "templates", folder / "templates")
        if sample:
            shutil.copytree(packaged / "workbooks", folder / "workbooks")
            return
    standard, township, year = form.load(), form.load("township"), _this_year()
    for name in ("blank", "inbox", "final"):
        (folder / "workbooks" / name).mkdir(parents=True)
    (folder / "workbooks" / "blank" / f"{standard.title}.xlsx").write_bytes(blank(standard.printed(), year))
    starters = {sheet.name: sheet.starter for sheet in township.sheets if sheet.starter}
    (folder / "workbooks" / SETTINGS_FILE).write_bytes(build(township, starters, year))


def _this_year() -> int:
    return date.today().year  # noqa: DTZ011 - the year on the wall where it is run
