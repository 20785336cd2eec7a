"""Results → 汇总表.xlsx and the CSV files of 数据/."""

from shuzhi.summarize.data import data_files
from shuzhi.summarize.workbook import summary

__all__ = ["data_files", "summary"]
