"""One module a kind of report: NAME (the template's file name) and LINES (style id, text with tags)."""
