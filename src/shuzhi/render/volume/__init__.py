"""汇编: many reports in one Word document, each a section of its own (word.md, One volume from many reports)."""

from shuzhi.render.volume.bind import Leaf, Volume, bind, obstacle, report_title
from shuzhi.render.volume.front import bookmark

__all__ = ["Leaf", "Volume", "bind", "bookmark", "obstacle", "report_title"]
