"""Faults as hands type them into real workbooks, one at a time, into the good branch (goodbranch.GOOD).

cells   what is typed wrongly in one cell
layout  what is done wrongly to sheets, headers, rows and the file itself
"""
