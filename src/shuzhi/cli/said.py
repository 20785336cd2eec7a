"""The one way to a terminal: what is said there is text, whatever names and cells it quotes."""

import click

from shuzhi.model.prose import shown


def say(text: str, *, err: bool = False, end: str = "\n") -> None:
    """Print a text, to stderr if `err`; line breaks and tabs stay, nothing else in it drives a terminal.

    What is replaced stands as `shown` has it, which JSON reads as the same character again.
    """
    lines = ("\t".join(map(shown, line.split("\t"))) for line in text.split("\n"))
    click.echo("\n".join(lines) + end, nl=False, err=err)
