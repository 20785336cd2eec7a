"""What workers do in a run, by name: they import it while the run itself does."""

PASSES = ("shuzhi.commands.running.reading", "shuzhi.commands.running.town", "shuzhi.commands.running.summing")
