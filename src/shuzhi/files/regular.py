"""Regular files only: a pipe that took a file's name is never waited for, a link never followed."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_REASON = "Not a regular file"


class NotRegular(OSError):
    """A folder, link, pipe, socket or device stands where a file was wanted."""

    def __init__(self, path: Path) -> None:
        """Take the path, as other OSErrors do."""
        super().__init__(errno.EINVAL, _REASON, str(path))


def opened(path: Path) -> BufferedReader:
    """A regular file, open for reading, never waiting for somebody to write into it.

    Raises:
        NotRegular: something else stands there.
        OSError: it is gone, cannot be opened, lies on a failing disk.
    """
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise NotRegular(path)
    file = open(os.open(path, _FLAGS), "rb")  # noqa: PTH123, SIM115 - a descriptor, not a path; the caller closes it
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise NotRegular(path)
    return file
