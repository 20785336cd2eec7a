"""One module a command, each a short table of contents of the stages it runs."""
