"""The two passes of a run, by name: what workers import while the run itself does."""

PASSES = ("shuzhi.commands.running.reading", "shuzhi.commands.running.writing")
