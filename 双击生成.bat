@echo off
chcp 936 >nul
title 述职
set "PYTHON="
if not exist "%~dp0src\shuzhi\launch.py" goto packed
call :try py -3
for /f "delims=" %%P in ('where python.exe 2^>nul') do if not defined PYTHON call :try "%%P"
for /d %%D in ("%LocalAppData%\Programs\Python\Python3*" "%ProgramFiles%\Python3*") do if not defined PYTHON call :try "%%D\python.exe"
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
:ended
set "CODE=%errorlevel%"
:end
echo.
pause
exit /b %CODE%
