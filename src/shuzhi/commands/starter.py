"""The files for a double click: 双击生成.bat beside the program, 现在生成 in a workspace made by `init`.

A .bat is written in GBK (code page 936). cmd reads it piece by piece: of UTF-8 it cuts characters between two pieces,
and loses lines; GBK it knows, and every console of a Chinese Windows has its letters. What Python prints there goes
through no code page at all (PEP 528). All the rest is done by shuzhi.launch.
"""

import shlex

PROJECT_FILE = "双击生成.bat"
_BAT = """@echo off
chcp {page} >nul
title 述职
{start}
set "CODE=%errorlevel%"
:end
echo.
pause
exit /b %CODE%
"""
_INSIDE = '"{python}" -I -m shuzhi.launch "%~dp0."'
_PROJECT = r"""set "PYTHON="
if not exist "%~dp0src\shuzhi\launch.py" goto packed
call :try py -3
for /f "delims=" %%P in ('where python.exe 2^>nul') do if not defined PYTHON call :try "%%P"
for /d %%D in ({folders}) do if not defined PYTHON call :try "%%D\python.exe"
if not defined PYTHON goto none
%PYTHON% -I "%~dp0src\shuzhi\launch.py"
goto ended
rem The stand-in of the Store fails when it is given something to do; so does what is too old or too new.
:try
%* -I -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))" <nul >nul 2>nul
if "%errorlevel%"=="0" set PYTHON=%*
exit /b
:none
echo 这台电脑上没有装 Python，或者装的太旧、太新（要 3.11 到 3.14）。
echo 请到 www.python.org 下载 3.14 的安装程序（Windows installer 64-bit），安装时在第一页勾上 Add python.exe to PATH；
echo 上不了网的，请技术人员拷来安装。要 Windows 10 或更新的系统。装好以后，再双击一次这个文件。
set "CODE=3"
goto end
:packed
echo 旁边没有找到程序。请先把压缩包整个解压到一个文件夹（如 D 盘），再到那个文件夹里双击这个文件。
set "CODE=3"
goto end
:ended"""
_FOLDERS = r'"%LocalAppData%\Programs\Python\Python3*" "%ProgramFiles%\Python3*"'
_SCRIPT = """#!/bin/sh
cd "$(dirname "$0")" || exit
{python} -I -m shuzhi.launch .
code=$?
printf '\n按回车键关闭这个窗口。'
read -r _
exit $code
"""


def starter(system: str, python: str) -> tuple[str, bytes]:
    """The file of a workspace, whose environment is there: its name and content on a system (as sys.platform says).

    A path with characters that GBK lacks needs UTF-8.
    """
    if system == "win32":
        text = _INSIDE.format(python=python.replace("%", "%%"))
        try:
            return "现在生成.bat", _batch(text, 936)
        except UnicodeEncodeError:
            return "现在生成.bat", _batch(text, 65001)
    name = "现在生成.command" if system == "darwin" else "现在生成.sh"
    return name, _SCRIPT.format(python=shlex.quote(python)).encode()


def project_file() -> bytes:
    """双击生成.bat: finds a Python that will do, and lets it prepare the environment beside the program."""
    return _batch(_PROJECT.format(folders=_FOLDERS), 936)


def _batch(start: str, page: int) -> bytes:
    return _BAT.format(page=page, start=start).replace("\n", "\r\n").encode({936: "gbk", 65001: "utf-8"}[page])
