"""The sheet 填报自查: live formulas over the other sheets, each written together with its value."""

from shuzhi.author.selfcheck.sheet import TITLE, add, values
from shuzhi.author.selfcheck.table import Table, tables
from shuzhi.author.selfcheck.tallies import BEFORE, before_of

__all__ = ["BEFORE", "TITLE", "Table", "add", "before_of", "tables", "values"]
