"""Tables to indicators: what was counted, how, and from which rows. Pure pandas."""
