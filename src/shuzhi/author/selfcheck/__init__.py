"""The sheet 填报自查: live formulas over the other sheets, each written together with its value."""

from shuzhi.author.selfcheck.sheet import TITLE, add, values

__all__ = ["TITLE", "add", "values"]
