"""A branch's own workbook marked by editing its parts: what nobody touches stays compressed as it was."""
