"""What the rules of the rulebook ask, by topic: Scene → Series over a sheet's frame, True = violated."""
