"""LibreOffice as it is installed, and how many documents are printed by several calls of it at once."""

import math
import os
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from shuzhi.pdf import keeper
from shuzhi.pdf.profile import put_profile

Step = Callable[[int], None]
_LIMIT = 240  # seconds: a volume of 60 branches with three reports each takes a tenth of it
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com", "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# Bookmarks become named places of the PDF: by them the page of each is found.
_AS_PDF = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
_MOST, _FEW = 20, 5  # files of one call: a start of the program costs as much as five files
_AGAIN = 4  # a file tried once more, alone, gets that part of the time
_IN_VAIN = 5  # calls in a row without a single PDF: then the program is given up
_OWN_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Ctrl-C of a Windows console reaches us only
_MOMENT = 0.02  # seconds between two looks at the calls that are under way


@dataclass(frozen=True)
class Engine:
    """LibreOffice: where the program lies, and the seconds that one call of it may take, whatever it gets to print."""

    program: str
    limit: float = _LIMIT

    @property
    def build(self) -> tuple[str, int, int]:
        """What tells this installation from the one after its update."""
        path = Path(self.program).resolve()
        return str(path), path.stat().st_size, path.stat().st_mtime_ns


@dataclass(frozen=True)
class _Call:
    """One call under way: its files, where their PDFs will lie, and what ends it."""

    files: tuple[Path, ...]
    pdfs: tuple[Path, ...]
    keeper: "subprocess.Popen[bytes]"


def engine(limit: float = _LIMIT) -> Engine | None:
    """The LibreOffice that is installed; None where there is none."""
    program = next(filter(None, [*map(shutil.which, _NAMES), *map(shutil.which, _PLACES)]), None)
    return Engine(program, limit) if program else None


def printed(
    office: Engine, files: Iterable[Path], folder: Path, jobs: int = 1, step: Step = lambda _count: None
) -> dict[Path, Path]:
    """The PDFs of .docx files, each below `folder`; those that could not be made are missing.

    At most `jobs` calls at once, each with a profile of its own. A file that comes out of a call without a PDF is
    tried once more, alone. `step` is told how many more files are settled. However this ends, no call goes on.
    """
    todo = deque((chunk, office.limit) for chunk in _chunks(list(files), jobs))
    under_way: list[_Call] = []
    made: dict[Path, Path] = {}
    calls, vain = 0, 0
    try:
        while under_way or (todo and vain < _IN_VAIN):
            while todo and len(under_way) < jobs and vain < _IN_VAIN:
                calls += 1
                under_way.append(_call(office.program, *todo.popleft(), folder / str(calls)))
            ended = [call for call in under_way if call.keeper.poll() is not None]
            for call in ended:
                under_way.remove(call)
                new = _made(call)
                made |= new
                vain = 0 if new else vain + 1
                again = [file for file in call.files if file not in new] if len(call.files) > 1 else []
                todo.extend(((file,), office.limit / _AGAIN) for file in again)
                step(len(call.files) - len(again))
            if not ended:
                time.sleep(_MOMENT)
    finally:
        for call in under_way:
            _end(call)
    return made


def _chunks(files: list[Path], jobs: int) -> list[tuple[Path, ...]]:
    """The files of each call: as many bytes in one as in the other, as far as whole files can be dealt out."""
    count = max(math.ceil(len(files) / _MOST), min(jobs, math.ceil(len(files) / _FEW)))
    ordered = sorted(files, key=lambda file: -file.stat().st_size)
    return [tuple(ordered[number::count]) for number in range(count)]


def _call(program: str, files: Sequence[Path], limit: float, folder: Path) -> _Call:
    """Start printing copies of the files under names that are not doubled. Raises OSError where one can't be copied."""
    given = [folder / f"{number}.docx" for number in range(len(files))]
    folder.mkdir(parents=True)
    for file, copy in zip(files, given, strict=True):
        shutil.copyfile(file, copy)
    put_profile(folder / "profile")
    command = [
        program, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}",
        "--convert-to", _AS_PDF, "--outdir", str(folder), *map(str, given),
    ]
    started = subprocess.Popen(  # noqa: S603 - this Python, and the program that is installed; no shell
        [sys.executable, "-I", keeper.__file__, str(limit), *command],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, creationflags=_OWN_GROUP, env=_surroundings(folder),
    )
    return _Call(tuple(files), tuple(copy.with_suffix(".pdf") for copy in given), started)


def _surroundings(folder: Path) -> dict[str, str]:
    """What the program is told of its surroundings: what it puts aside lies in the call's own folder.

    Under the bare locale of a service it would find no file below a folder with a Chinese name, and wait.
    """
    own = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder.absolute()))
    return {**os.environ, **own, **({"LC_ALL": "C.UTF-8"} if os.name == "posix" else {})}


def _made(call: _Call) -> dict[Path, Path]:
    """The PDFs that are whole, each put down again without the moment at which it was made."""
    from shuzhi.pdf.document import settled  # noqa: PLC0415 - heavy: only where something was printed

    _end(call)
    found: dict[Path, Path] = {}
    for file, pdf in zip(call.files, call.pdfs, strict=True):
        content = settled(pdf) if pdf.is_file() else None
        if content:
            pdf.write_bytes(content)
            found[file] = pdf
    shutil.rmtree(pdf.parent / "profile", ignore_errors=True)
    return found


def _end(call: _Call) -> None:
    """Let the keeper go, which ends whatever still runs, and wait until it did."""
    assert call.keeper.stdin is not None
    with suppress(OSError):
        call.keeper.stdin.close()
    call.keeper.wait()
