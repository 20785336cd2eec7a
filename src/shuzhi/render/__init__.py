"""Facts and a template become a Word report and its figures."""
