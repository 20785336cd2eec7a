"""Typed text made fit to print: whole, as a sentence of its own, or inside another."""

from shuzhi.model.prose import clean, paragraphs

__all__ = ["bare", "clean", "paragraphs", "stop"]


def stop(text: str) -> str:
    """A clean typed text that ends its sentence: 。 added where no end mark stands."""
    line = clean(text).rstrip("，、；;, ")
    return line if not line or line[-1] in "。！？…!?" or line.endswith(("。”", "。）")) else line.rstrip(".") + "。"


def bare(text: str) -> str:
    """A clean typed text without its end mark, for use inside a sentence."""
    return clean(text).rstrip("。；;，,、. ")
