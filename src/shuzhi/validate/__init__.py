"""Tables → findings → states: the checks of the form, the rulebook, the decision."""
