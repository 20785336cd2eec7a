"""What a shell needs to complete commands, options, branches, periods and reports."""

import click
from click.shell_completion import get_completion_class

from shuzhi.cli.kinds import OneOf
from shuzhi.cli.page import argument, command
from shuzhi.cli.said import say
from shuzhi.errors import ExitCode

VARIABLE = "_SHUZHI_COMPLETE"  # set by the script, answered by click
_SHELLS = ("bash", "zsh", "fish")
_HINTS = {
    "bash": "存成文件，再让 bash 每次读它：\n"
            "  shuzhi completion bash > ~/.shuzhi-completion.bash\n"
            "  echo '. ~/.shuzhi-completion.bash' >> ~/.bashrc",
    "zsh": "存成文件，再让 zsh 每次读它：\n"
           "  shuzhi completion zsh > ~/.shuzhi-completion.zsh\n"
           "  echo '. ~/.shuzhi-completion.zsh' >> ~/.zshrc",
    "fish": "存到 fish 自己会读的地方：\n  shuzhi completion fish > ~/.config/fish/completions/shuzhi.fish",
}


@command(
    help="打印一段脚本，装上以后按 Tab 键就能补全命令、选项、支部、报告期和报告名。怎么安装，会跟着显示出来。",
    examples=(("shuzhi completion bash > ~/.shuzhi-completion.bash", "存成文件"),),
)
@argument("shell", metavar="bash|zsh|fish", type=OneOf(*_SHELLS), told="您用的是哪一种命令行。")
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the script on stdout, how to install it on stderr."""
    script = get_completion_class(shell)
    assert script is not None
    made = script(context.find_root().command, {}, "shuzhi", VARIABLE)
    say(made.source_template % made.source_vars())
    say(_HINTS[shell], err=True)
    return int(ExitCode.OK)
