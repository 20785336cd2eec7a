"""Cells of other sheets that several rules read (Rule.across)."""

MEETINGS = (("meetings", "date"), ("meetings", "type"))
MEMBERS = (("members", "type"), ("members", "status"), ("members", "joined"), ("members", "confirmed"))
