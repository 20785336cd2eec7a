"""Cells of other sheets that several rules read (Rule.across)."""

MEETINGS = (("meetings", "date"), ("meetings", "type"))
COVERAGE = (("branches", "coverage_start"), ("branches", "coverage_end"))
HELD = (*MEETINGS, ("meetings", "also_1"), ("meetings", "also_2"))
MEMBERS = (("members", "type"), ("members", "status"), ("members", "joined"), ("members", "confirmed"))
