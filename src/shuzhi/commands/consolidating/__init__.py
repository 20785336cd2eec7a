"""Half years and years from the quarters: one workbook a branch, put together from those that counted."""
