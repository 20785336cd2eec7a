"""`shuzhi service`: what starts the nights by itself: a task of Windows, a unit of systemd.

Sources: the Task Scheduler schema (MS-TSCH, task 1.2), systemd.service(5), systemd.exec(5), systemd.syntax(7).
"""

import subprocess
from datetime import date
from html import escape
from pathlib import Path

from shuzhi.workspace import Workspace, load_settings

_TASK = """<?xml version="1.0"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{description}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{start}</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT6H</ExecutionTimeLimit>
    <Enabled>true</Enabled>
  </Settings>
  <Actions>
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{folder}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
_TASK_HINT = """存成文件，再导入一次就行（在命令提示符里）：
  shuzhi service > 夜间生成.xml
  schtasks /create /tn 述职夜间生成 /xml 夜间生成.xml
这样只在您登录着的时候运行；没有人登录也要运行的，在第二行末尾加上 /ru 您的用户名 /rp *
“夜间运行时间”改了以后，请在“任务计划程序”里把触发时间也改过来。"""
_TASK_ENVIRONMENT = """
内部压缩包要加密的，还要放好密码：在“系统属性—高级—环境变量”的用户变量里新建 SHUZHI_ZIP_PASSWORD，
值是密码，再注销登录一次。请放在运行这个任务的那个用户名下；不要写进批处理文件，也不要写进上面的任务里。"""
_UNIT = """\
# 存成 ~/.config/systemd/user/shuzhi.service，运行 systemctl --user enable --now shuzhi
# 没有人登录也要运行的，再运行一次 loginctl enable-linger
[Unit]
Description={description}
After=network-online.target

[Service]
ExecStart={command}
WorkingDirectory={folder}
EnvironmentFile=-{folder}/.shuzhi/environment
Restart=on-failure
RestartSec=60
KillMode=mixed
TimeoutStopSec=60

[Install]
WantedBy=default.target
"""
_UNIT_HINT = """存成文件，再启用：
  mkdir -p ~/.config/systemd/user
  shuzhi service > ~/.config/systemd/user/shuzhi.service
  systemctl --user enable --now shuzhi"""
_UNIT_ENVIRONMENT = """
内部压缩包要加密的，还要放好密码（只有您自己能读的文件，密码写在单引号里）：
  install -m 600 /dev/null .shuzhi/environment
  再用编辑器在 .shuzhi/environment 里写一行：SHUZHI_ZIP_PASSWORD='密码'
  systemctl --user restart shuzhi"""
_DESCRIPTION = "述职：每晚自动生成报告和汇总"


def service(workspace: Workspace, system: str, python: Path, today: date) -> tuple[str, str]:
    """The task (system "windows") or unit ("linux") that starts this workspace's nights, and how to install it.

    No password stands in either: where it belongs is said where 参数 wants the 内部 zip encrypted.
    Raises SettingsFault: 乡镇台账 says the nightly time.
    """
    settings = load_settings(workspace)
    locked = "encrypt" in settings.switches
    folder = str(workspace.root.absolute())
    words = [str(python), "-m", "shuzhi", "nightly", "--workspace", folder]
    if system == "linux":
        return unit(words, folder), _UNIT_HINT + _UNIT_ENVIRONMENT * locked
    start = f"{today.isoformat()}T{settings.nightly:%H:%M}:00"
    return task([*words[:4], "--once", *words[4:]], folder, start), _TASK_HINT + _TASK_ENVIRONMENT * locked


def task(words: list[str], folder: str, start: str) -> str:
    """The XML of a daily task, in ASCII and without an encoding.

    So it is right however it is saved: a console writes it as it is, PowerShell as UTF-16 with its mark.
    """
    command, *arguments = words
    return _TASK.format(
        description=_ascii(_DESCRIPTION), start=start, command=_ascii(command),
        arguments=_ascii(subprocess.list2cmdline(arguments)), folder=_ascii(folder),
    )


def unit(words: list[str], folder: str) -> str:
    """The unit of a user's service."""
    return _UNIT.format(
        description=_DESCRIPTION, command=" ".join(map(_quoted, words)), folder=folder.replace("%", "%%"),
    )


def _ascii(text: str) -> str:
    return escape(text, quote=False).encode("ascii", "xmlcharrefreplace").decode()


def _quoted(word: str) -> str:
    """A word of ExecStart: in double quotes, backslashes, quotes, specifiers and variables taken for what they are."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"'
