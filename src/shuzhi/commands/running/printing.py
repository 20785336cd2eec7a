"""PDFs beside the Word documents of the delivery, where they are wanted and LibreOffice is installed."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from shuzhi.cache import key
from shuzhi.commands.running.batch import Batch, put
from shuzhi.pdf.engine import Engine, printed

MISSING = (
    "这台电脑没有安装 LibreOffice，这次没有出PDF，Word 文件照常出了。请装好 LibreOffice 再运行一次；"
    "急用的，用 WPS 打开 Word 文件，点“文件—输出为PDF”。"
)
_FAILED = "有{}份没有出成PDF，Word 文件照常出了：{}。请用 WPS 打开看看是否正常，再点“文件—输出为PDF”。"
_MOST_NAMED = 10
_MOST_CALLS = 4  # of LibreOffice at once, where nobody says how many: each takes some 200 MB


def calls(jobs: int | None) -> int:
    """How many calls of LibreOffice may go on at once: as many as asked for, else as the machine bears."""
    return jobs or min(os.cpu_count() or 1, _MOST_CALLS)


def put_pdfs(batch: Batch, engine: Engine | None) -> tuple[str, ...]:
    """Put a PDF beside each .docx of the staging folder: the one kept since it was printed, or one printed now.

    Gives what the office should know, one line each. Raises OSError where a file cannot be read or written.
    """
    if engine is None:
        return (MISSING,)
    keys = {docx: key("pdf", docx.read_bytes(), engine.build) for docx in sorted(batch.staging.rglob("*.docx"))}
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
