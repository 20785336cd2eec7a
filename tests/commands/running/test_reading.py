"""A workbook that costs too much costs itself, be it to read or to mark."""

import io
import zipfile

from shuzhi.commands.running.reading import ReadTask
from shuzhi.commands.running.validating import read_chunk
from shuzhi.intake.stage import Source
from shuzhi.spread.processes import Processes
from shuzhi.spread.workers import Death, Limits
from shuzhi.workspace import load_settings


def padded(content, count):
    """A workbook one of whose sheets has so many elements behind its cells, where no reader looks."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            part = before.read(entry)
            if entry.filename == "xl/worksheets/sheet2.xml":
                ranges = "".join(f'<protectedRange name="_{number * 7919 % count}"/>' for number in range(count))
                part = part.replace(b"</sheetData>", f"</sheetData><protectedRanges>{ranges}</protectedRanges>".encode())
            after.writestr(entry, part)
    return target.getvalue()


def test_a_workbook_that_needs_too_much_memory_to_be_marked_is_found_out_when_it_is_read(few, tmp_path):
    """Its reader dies of it, and no other file is blamed: in the second pass it would have ended the run."""
    inbox = sorted(few.inbox(load_settings(few).period).rglob("*.xlsx"))
    bad = next(path for path in inbox if path.name.startswith("白沙村"))
    bad.write_bytes(padded(bad.read_bytes(), 600_000))
    sources = tuple(Source(number, path.name, path) for number, path in enumerate(inbox, 1))
    task = ReadTask(sources, load_settings(few), None, tmp_path / "chunk.pickle")
    ((_, outcome),) = Processes(1).outcomes(read_chunk, [task], Limits(seconds=120, megabytes=250))
    assert outcome == Death(bad.name, "memory")
