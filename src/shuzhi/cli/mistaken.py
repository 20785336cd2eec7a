"""What is wrong with what was typed, in the users' language."""

from difflib import get_close_matches

import click


def mistaken(fault: click.ClickException) -> str:
    """What is wrong, and which help says how it is right."""
    context = fault.ctx if isinstance(fault, click.UsageError) else None
    path = context.command_path if context else "shuzhi"
    return f"{_said(fault, context)}写 {path} --help 可以看到用法。"


def _said(fault: click.ClickException, context: click.Context | None) -> str:
    match fault:
        case click.NoSuchCommand():
            group = context.command if context else None
            known = list(group.commands) if isinstance(group, click.Group) else []
            said = f"没有“{fault.command_name}”这个命令。{_perhaps(fault.command_name, known)}"
        case click.NoSuchOption():
            known = [name for param in _options(context) for name in param.opts]
            said = f"没有 {fault.option_name} 这个选项。{_perhaps(fault.option_name, known)}"
        case click.BadOptionUsage():
            option = next((one for one in _options(context) if fault.option_name in one.opts), None)
            wants = option is not None and not option.is_flag
            said = f"{fault.option_name} 后面{f'要写{option.metavar}' if option and wants else '不要写东西'}。"
        case click.MissingParameter():
            said = f"少写了“{getattr(fault.param, 'metavar', '')}”。"
        case click.BadParameter():
            name = fault.param.opts[0] if isinstance(fault.param, click.Option) else getattr(fault.param, "metavar", "")
            said = f"{name} {fault.message}。"
        case _:
            said = "命令写得不对。"
    return said


def _options(context: click.Context | None) -> list[click.Option]:
    return [one for one in context.command.get_params(context) if isinstance(one, click.Option)] if context else []


def _perhaps(typed: str, known: list[str]) -> str:
    near = get_close_matches(typed, known, n=1)
    return f"是不是 {near[0]}？" if near else ""
