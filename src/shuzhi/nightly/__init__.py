"""Night after night: is a run due, the loop, its log."""
