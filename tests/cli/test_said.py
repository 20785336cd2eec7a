"""What is printed is text, whatever names and cells it quotes."""

import ast
import json
from pathlib import Path

import pytest

from shuzhi import cli
from shuzhi.cli.kinds import Named
from shuzhi.cli.said import say

ODD = "前\x1b[2J\x1b]0;甲\x07\x9b31m\u202e\u200b\ud800后"


@pytest.mark.parametrize("err", [False, True])
def test_no_escape_sequence_reaches_a_terminal(capsys, err):
    """Names with control characters are shown with the numbers of these; lines stay lines."""
    say(f"一\t{ODD}\n二", err=err)
    told = capsys.readouterr()
    assert (told.err if err else told.out) == (
        "一\t前\\u001b[2J\\u001b]0;甲\\u0007\\u009b31m\\u202e\\u200b\\ud800后\n二\n"
    )


def test_json_says_the_same(capsys):
    """What was replaced is what JSON calls the character, so that a program reads the name itself."""
    say(json.dumps({"file": ODD}, ensure_ascii=False))
    assert json.loads(capsys.readouterr().out) == {"file": ODD}


def test_there_is_no_other_way():
    """Every command speaks through `say`: nothing else in cli/ prints or writes to a stream."""
    folder = Path(cli.__file__).parent
    calls = [
        (path.name, ast.unparse(node.func))
        for path in sorted(folder.glob("*.py")) for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("click.echo", "click.secho", "print", "sys.stdout.write", "sys.stderr.write")
    ]
    assert calls == [("said.py", "click.echo")]


def test_a_shell_is_offered_no_such_name():
    """A name that could drive the terminal is not completed."""
    kind = Named(lambda _folder, _period: ["石井村", "石\x1b[2J村"])
    context = cli.commands.make_context("shuzhi", [], resilient_parsing=True)
    assert [item.value for item in kind.shell_complete(context, context.command.params[0], "石")] == ["石井村"]
