"""PDFs beside the Word documents of the delivery, where they are wanted and LibreOffice is installed."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from shuzhi.cache import key
from shuzhi.commands.running.batch import Batch, put
from shuzhi.files.below import files_below
from shuzhi.pdf.engine import Engine, printed

# What to do stands first: the screen shows the beginning of a remark.
MISSING = (
    "没有出PDF：这台电脑没有装 LibreOffice，请装好再运行一次。Word 文件照常出了；"
    "急用PDF的，用 WPS 打开 Word 文件，点“文件—输出为PDF”。"
)
BROKEN = (
    "没有出PDF：LibreOffice 没有正常工作，请打开它看看，再运行一次。Word 文件照常出了；"
    "急用PDF的，用 WPS 打开 Word 文件，点“文件—输出为PDF”。"
)
_FAILED = "有{}份没有出成PDF，请用 WPS 打开看看，再点“文件—输出为PDF”：{}。Word 文件照常出了。"
_MOST_NAMED = 10
_MOST_CALLS = 4  # of LibreOffice at once, where nobody says how many: each takes some 200 MB


def calls(jobs: int | None) -> int:
    """How many calls of LibreOffice may go on at once: as many as asked for, else as the machine bears."""
    return jobs or min(os.cpu_count() or 1, _MOST_CALLS)


def put_pdfs(batch: Batch, engine: Engine | None, *, asked: bool) -> tuple[str, ...]:
    """Put a PDF beside each .docx of the staging folder: the one kept since it was printed, or one printed now.

    Nothing is printed unless it is `asked` for, or 参数 · 同时出PDF says so. Gives what the office should know, one
    line each. Raises OSError where a file cannot be read or written.
    """
    if not asked and "pdf" not in batch.settings.switches:
        return ()
    if engine is None:
        return (MISSING,)
    keys = {
        docx: key("pdf", docx.read_bytes(), engine.build)
        for docx in files_below(batch.staging) if docx.suffix == ".docx"
    }
    batch.progress.stage("生成PDF", len(keys))
    todo = [docx for docx in keys if not _kept(batch, docx, keys[docx])]
    batch.progress.step(len(keys) - len(todo))
    if not todo:
        return ()
    with TemporaryDirectory(prefix="pdf-", dir=batch.folder) as folder:
        made = printed(engine, todo, Path(folder), batch.calls, batch.progress.step)
        for docx, pdf in made.items():
            content = pdf.read_bytes()
            batch.cache.put(keys[docx], content)
            put(docx.with_suffix(".pdf"), content)
    left = [_name(docx, batch.staging) for docx in todo if docx not in made]
    if len(left) == len(keys) > 1:
        return (BROKEN,)
    return (_FAILED.format(len(left), _some(left)),) if left else ()


def _kept(batch: Batch, docx: Path, question: str) -> bool:
    """Put down the PDF that was kept, if one was."""
    content = batch.cache.get(question)
    if content is not None:
        put(docx.with_suffix(".pdf"), content)
    return content is not None


def _name(docx: Path, staging: Path) -> str:
    """What the office calls a document: 石井村/述职报告, 汇编."""
    return docx.relative_to(staging).with_suffix("").as_posix().partition("/")[2].removeprefix("报告/")


def _some(names: list[str]) -> str:
    return "、".join(names[:_MOST_NAMED]) + (f"等{len(names)}份" if len(names) > _MOST_NAMED else "")
