"""The help of every command, and what is said of what was typed wrong."""

import re
import shlex
import subprocess
import sys

import click
import pytest

from shuzhi import cli
from shuzhi.cli.page import Argument, Command, Group, page
from shuzhi.commands.aligned import width
from shuzhi.errors import ExitCode


def typed(*words):
    """As from a shell: the exit code."""
    return cli._guarded(lambda: cli.commands.main(list(words), prog_name="shuzhi", standalone_mode=False))


def every(command=cli.commands, path="shuzhi"):
    """Every command with its context."""
    parent = click.Context(cli.commands, info_name="shuzhi") if command is not cli.commands else None
    yield click.Context(command, info_name=path.removeprefix("shuzhi "), parent=parent)
    for name, one in getattr(command, "commands", {}).items():
        yield from every(one, f"{path} {name}")


PAGES = {context.command_path: context for context in every()}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("columns", [60, 80, 100])
def test_a_page_of_help_is_chinese_fits_and_ends_with_examples(path, columns):
    """Usage first, one to three examples last; no English word of the framework's, no line too wide, no mark at its start."""
    context = PAGES[path]
    assert isinstance(context.command, (Command, Group))
    assert 1 <= len(context.command.examples) <= 3
    text = page(context, context.command.examples, columns)
    assert text.startswith(f"用法：{path} ")
    assert "\n例：\n" in text
    lines = text.splitlines()
    assert max(map(width, lines)) <= columns
    assert not [line for line in lines if line.strip() and line.strip()[0] in "，。、；：？！）”"]
    said = re.sub(r"(?m)^  shuzhi .*?(?:  |$)|--?[a-z-]+|[\w./\\*]+\.(?:xlsx|docx|toml)", "", text.split("\n", 1)[1])
    known = {"shuzhi", "Word", "Excel", "PDF", "JSON", "LibreOffice", "Dask", "Windows", "Linux", "systemd", "Tab", "templates", "text", "json",
             "docx", "xlsx", "bash", "zsh", "fish", "windows", "linux", "Q", "H", "Y", "workbooks", *cli.commands.commands, "new"}
    assert set(re.findall(r"[A-Za-z]+", said)) <= known


@pytest.mark.parametrize("path", PAGES)
def test_every_option_and_argument_is_told(path):
    """What it is called in Chinese, what it does, in a sentence."""
    for param in PAGES[path].command.get_params(PAGES[path]):
        told = param.told if isinstance(param, Argument) else param.help
        assert told
        assert told.endswith("。")
        assert isinstance(param, Argument) or param.is_flag or param.flag_value or param.metavar


@pytest.mark.parametrize("path", PAGES)
def test_the_examples_are_understood(path, monkeypatch):
    """Every example names a command, options and arguments that are there."""
    monkeypatch.setattr(Command, "invoke", lambda self, context: ran.append((self, context.args)))
    for text, _ in PAGES[path].command.examples:
        ran = []
        words = shlex.split(text.replace("\\", "/").partition(" > ")[0])[1:]
        assert typed(*words) == ExitCode.OK
        assert [extra for _, extra in ran] == [[]]
        assert path == "shuzhi" or path.split()[1] == words[0]


@pytest.mark.parametrize(("words", "said"), [
    (["rum"], "没有“rum”这个命令。是不是 run？写 shuzhi --help 可以看到用法。"),
    (["templates", "chek"], "没有“chek”这个命令。是不是 check？写 shuzhi templates --help 可以看到用法。"),
    (["-x"], "没有 -x 这个选项。写 shuzhi --help 可以看到用法。"),
    (["run", "--jbos", "2"], "没有 --jbos 这个选项。是不是 --jobs？写 shuzhi run --help 可以看到用法。"),
    (["run", "--jobs"], "--jobs 后面要写个数。写 shuzhi run --help 可以看到用法。"),
    (["run", "--jobs", "99"], "--jobs 要写1到64的整数，不能写“99”。写 shuzhi run --help 可以看到用法。"),
    (["run", "--jobs", "一"], "--jobs 要写1到64的整数，不能写“一”。写 shuzhi run --help 可以看到用法。"),
    (["run", "--all=x"], "--all 后面不要写东西。写 shuzhi run --help 可以看到用法。"),
    (["run", "x", "y"], "“x y”是多写的。写 shuzhi run --help 可以看到用法。"),
    (["check"], "少写了“文件…”。写 shuzhi check --help 可以看到用法。"),
    (["check", "--format", "xml", "a"], "--format 只能写text、json，不能写“xml”。写 shuzhi check --help 可以看到用法。"),
    (["completion", "tcsh"], "bash|zsh|fish 只能写bash、zsh、fish，不能写“tcsh”。写 shuzhi completion --help 可以看到用法。"),
    (["run", "--period", "2023Q9"], "看不懂报告期“2023Q9”。请写成 2023Q3、2023H1 或 2023Y。"),
    (["run", "--as-of", "9月30日"], "看不懂日期“9月30日”。请写成 2023-10-09。"),
])
def test_what_is_typed_wrong_is_told_in_chinese(words, said, capsys):
    """What is wrong, what was perhaps meant, where it stands how it is right; exit code 2."""
    assert typed(*words) == ExitCode.USAGE
    assert capsys.readouterr() == ("", said + "\n")


def test_the_columns_follow_the_terminal_within_bounds(monkeypatch):
    """Never narrower than 60, never wider than 100; 80 where there is no terminal."""
    for environment, columns in (("30", 60), ("72", 72), ("300", 100)):
        monkeypatch.setenv("COLUMNS", environment)
        assert cli.page.columns() == columns


def test_help_does_not_wait_for_what_it_does_not_need():
    """No frame, no reader, no writer is imported for a page of help."""
    code = "import sys; from shuzhi.cli import commands; commands.main(['--help'], standalone_mode=False); print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    heavy = {"pandas", "numpy", "multiprocessing", "lxml", "sqlite3", "zipfile", "importlib.metadata", "shuzhi.commands.run", "shuzhi.workspace"}
    assert heavy & set(done.stdout.splitlines()) == set()
