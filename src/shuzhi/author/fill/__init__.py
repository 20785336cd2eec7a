"""The blank workbook taken apart once and filled in again and again, as XML: hundreds of workbooks a minute."""
