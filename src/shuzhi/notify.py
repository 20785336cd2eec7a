"""Messages about a run, by mail and to chat groups."""
