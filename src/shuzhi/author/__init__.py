"""Every workbook staff fill or get back: blank, the township's own, marked."""
