"""Broken program or surroundings, one exception a fact; bad data is never an exception but a Finding."""

import errno
from enum import IntEnum
from pathlib import Path

_REASONS = {  # of a fault of the system, in the words of staff
    errno.ENOSPC: "磁盘已满", errno.EDQUOT: "磁盘配额已用完", errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限，或文件正被打开", errno.EPERM: "没有权限，或文件正被打开",
    errno.EBUSY: "文件正被打开", errno.ETXTBSY: "文件正被打开", errno.EIO: "磁盘读写出错", errno.EFBIG: "文件太大",
    errno.EMFILE: "打开的文件太多", errno.ENFILE: "打开的文件太多", errno.ENOENT: "文件或文件夹不见了",
    errno.EEXIST: "有同名的文件占着文件夹的位置", errno.ENOTDIR: "有同名的文件占着文件夹的位置",
    errno.EISDIR: "有同名的文件夹占着文件的位置",
    errno.ENAMETOOLONG: "路径太长，请把工作文件夹移到上层，或者改个短的名字",
}

INTERRUPTED = "已中断，原有的结果没有改动。"
_SHOWN = 40  # characters of either end of a path that is too long to be read


class ExitCode(IntEnum):
    """Exit codes of the commands (documented in the README)."""

    OK = 0
    WITH_FAULTS = 1
    USAGE = 2
    NOT_STARTED = 3
    INTERNAL = 4
    ALREADY_RUNNING = 5
    NOT_DELIVERED = 6
    INTERRUPTED = 130


class ShuzhiError(Exception):
    """Base of all: carries a Chinese message that says what to do, and the exit code of the command."""

    exit_code = ExitCode.INTERNAL


class UsageFault(ShuzhiError):
    """An argument that cannot be understood."""

    exit_code = ExitCode.USAGE


class SettingsFault(ShuzhiError):
    """乡镇台账.xlsx cannot be used; `faults` lists every mistake with sheet and cell."""

    exit_code = ExitCode.NOT_STARTED

    def __init__(self, path: str, faults: list[str]) -> None:
        self.faults = faults
        lines = "\n".join(f"  {n}. {fault}" for n, fault in enumerate(faults, 1))
        head = f"{path} 有 {len(faults)} 处需要改正，本次没有生成任何文件："
        super().__init__(f"{head}\n{lines}\n请改正、保存后重新运行。")


class InboxMissing(ShuzhiError):
    """The folder with the branches' workbooks is not there."""

    exit_code = ExitCode.NOT_STARTED

    def __init__(self, path: str) -> None:
        super().__init__(f"没有找到报送文件夹：{path}。请先建好这个文件夹并放入各支部报送的工作簿，再运行一次。")


class NotEncrypted(ShuzhiError):
    """The 内部 zip is to be encrypted and cannot be; it is never written plain instead."""

    exit_code = ExitCode.NOT_STARTED

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"内部压缩包要加密，但是{reason}，再运行一次。本次没有生成任何文件，上一次的结果没有改动。"
            "不用加密的，把“参数”里的“内部压缩包加密”改成“否”，命令里也不写 --encrypt。"
        )


class PathTooLong(ShuzhiError):
    """The workspace lies so deep, or under such long names, that not all of its files could be opened."""

    exit_code = ExitCode.NOT_STARTED

    def __init__(self, path: str) -> None:
        shown = path if len(path) <= 2 * _SHOWN else f"{path[:_SHOWN]}…{path[-_SHOWN:]}"
        super().__init__(
            f"工作文件夹的路径太长：{shown}。请把它移到上层（如 D:\\述职），或者把上面几层的名字改短，再运行一次。"
        )


class NoTemplate(ShuzhiError):
    """Not one of the templates that 乡镇台账 names can be used."""

    exit_code = ExitCode.NOT_STARTED

    def __init__(self, faults: list[str]) -> None:
        lines = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(f"报告模板都不能用，本次没有生成任何文件：\n{lines}\n请改正模板后重新运行。")


class TemplatesMissing(ShuzhiError):
    """The workspace has no folder of templates."""

    exit_code = ExitCode.NOT_STARTED

    def __init__(self, path: str) -> None:
        super().__init__(f"没有找到模板文件夹：{path}。请在工作文件夹里运行，或者用 --workspace 写明工作文件夹。")


class AlreadyRunning(ShuzhiError):
    """Another run holds the workspace, or another nightly batch watches it."""

    exit_code = ExitCode.ALREADY_RUNNING

    def __init__(self, message: str = "另一次生成正在进行，请等它结束后再试。") -> None:
        super().__init__(message)


class LocksMissing(ShuzhiError):
    """The workspace lies where the system has no locks, as on some network shares."""

    exit_code = ExitCode.NOT_STARTED

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} 所在的共享文件夹或磁盘不支持文件锁，没法保证同一时间只有一次生成，所以没有开始。"
            "请把整个工作文件夹放到本机的磁盘上（如 D 盘），再运行一次。"
        )


class DeliveryFailed(ShuzhiError):
    """The delivery could not be written; the previous one is untouched."""

    exit_code = ExitCode.NOT_DELIVERED

    def __init__(self, path: str, reason: str) -> None:
        hint = "请关闭正在打开它的程序、检查磁盘空间后重新运行。"
        super().__init__(f"写不进 {path}（{reason}）。上一次的结果没有改动。{hint}")


class HalfDelivered(ShuzhiError):
    """The delivery could be replaced only in part, and the old content not be put back: the next command goes on."""

    exit_code = ExitCode.NOT_DELIVERED

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path} 换到一半写不进去（{reason}）。现在的压缩包可能一新一旧，请先不要用。"
            "请关闭正在打开它们的程序、检查磁盘后再运行一次，就会换完。"
        )


class CheckFailed(ShuzhiError):
    """A file made by this program is not what it should be; nothing was replaced."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        lines = "\n".join(f"  {fault}" for fault in faults[:20])
        super().__init__(f"生成的文件没有通过检查，上一次的结果没有改动：\n{lines}\n请把以上内容告诉程序维护人员。")


class NotNoted(ShuzhiError):
    """A run delivered, and the ledger could not note it: the next run will."""

    exit_code = ExitCode.WITH_FAULTS

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"两个压缩包已经换成新的，但这次的结果没有记进运行记录（{reason}）。请核对磁盘和权限，再运行一次。"
        )


class LedgerFault(ShuzhiError):
    """The ledger cannot be read or written."""

    exit_code = ExitCode.NOT_STARTED

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"运行记录 {path} 不能使用（{reason}）。请核对磁盘和权限；文件损坏的，换上备份。"
            "没有备份的，把它改名后重新运行：已过去的各期也要再运行一次，审定过的要再审定一次。"
        )

    def __reduce__(self) -> tuple[type["LedgerFault"], tuple[str, str]]:
        """Travel between processes."""
        return LedgerFault, (self.path, self.reason)


class NotFound(ShuzhiError):
    """A report, figure or file that the user named does not exist."""

    exit_code = ExitCode.USAGE


class NotReady(ShuzhiError):
    """What was asked for must wait; the message says what comes first."""

    exit_code = ExitCode.USAGE


class TemplateFault(ShuzhiError):
    """A report template cannot be used: its reports are left out, the others delivered.

    paragraph counts the paragraphs of `part` ("" = the body, else 页眉, 页脚 …) from 1; 0 = the file as a whole.
    """

    exit_code = ExitCode.WITH_FAULTS

    def __init__(self, template: str, reason: str, paragraph: int = 0, text: str = "", part: str = "") -> None:
        self.template, self.reason, self.paragraph, self.text, self.part = template, reason, paragraph, text, part
        place = f"{part}第 {paragraph} 段“{text}”" if paragraph else part
        super().__init__(f"模板“{template}”{place}：{reason}")

    def __reduce__(self) -> tuple[type["TemplateFault"], tuple[str, str, int, str, str]]:
        """Travel between processes with every part."""
        return TemplateFault, (self.template, self.reason, self.paragraph, self.text, self.part)


def reason_of(fault: OSError) -> str:
    """Why the system refused something, in the users' language as far as it is known."""
    return _REASONS.get(fault.errno or 0) or fault.strerror or str(fault) or type(fault).__name__


def place_of(fault: BaseException) -> str:
    """Where it happened, the innermost place first (run.py:93 < batch.py:25): modules and lines, no values."""
    trace, places = fault.__traceback__, []
    while trace:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " < ".join(reversed(places[-6:]))


def exit_code_of(fault: BaseException) -> ExitCode:
    """The exit code that an exception ends a command with."""
    if isinstance(fault, ShuzhiError):
        return fault.exit_code
    return ExitCode.INTERRUPTED if isinstance(fault, KeyboardInterrupt) else ExitCode.INTERNAL
