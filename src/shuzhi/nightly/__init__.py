"""The batch at night: whether a run is due, and the loop that asks."""
