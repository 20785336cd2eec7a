"""Whether a reader that is not our writer finds sheets in a workbook. Heavy to import: most files are documents."""

import io
import re
import warnings
from contextlib import closing

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS

_SPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PLAIN = re.compile(
    rb'(?:<\?xml [^<>]*\?>\s*)?<sst xmlns="%b"[^<>]*>(?:<si><t(?: xml:space="preserve")?>[^<]*+</t></si>)*+</sst>\s*'
    % re.escape(_SPACE)
)


class _Reader(ExcelReader):
    """Leaves out texts in which it can find nothing wrong: they are what takes time."""

    def read_strings(self) -> None:
        """The shared texts of a well-formed part, unless each is but a text."""
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call] # openpyxl's stubs
        if part is None or not _PLAIN.fullmatch(self.archive.read(part.PartName[1:])):
            super().read_strings()


def workbook_faults(content: bytes) -> list[str]:
    """Faults of a workbook whose parts are well-formed, each a Chinese phrase."""
    try:
        with warnings.catch_warnings(action="error"):
            reader = _Reader(io.BytesIO(content), read_only=True)
            reader.read()
            with closing(reader.wb) as book:
                return [] if book.sheetnames else ["工作簿里没有工作表"]
    except (KeyError, ValueError, TypeError, OSError, InvalidFileException, UserWarning) as fault:
        return [f"openpyxl 打不开（{type(fault).__name__}）"]
