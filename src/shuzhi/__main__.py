"""`shuzhi` and `python -m shuzhi`."""

import os
import sys


def main() -> None:
    """Run the program; workers import this module again (see multiprocessing's spawn), and need no more of it."""
    try:
        from shuzhi.cli import main as command  # noqa: PLC0415 - as above

        code = command()
    except KeyboardInterrupt:  # before there was anything to answer it
        from shuzhi.errors import INTERRUPTED, ExitCode  # noqa: PLC0415 - as above

        sys.stderr.write(f"{INTERRUPTED}\n")
        os._exit(ExitCode.INTERRUPTED)
    from shuzhi.garbage import leave  # noqa: PLC0415 - as above

    leave(code)


if __name__ == "__main__":
    main()
