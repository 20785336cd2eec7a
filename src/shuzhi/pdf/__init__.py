"""PDF by LibreOffice, where it is installed: several calls at once, each with a time limit, none left behind."""
